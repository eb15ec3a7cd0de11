//! A pack: one article with what is needed to advise from it, checked when it is read.
//!
//! A [`Pack`] that exists keeps its promises: every citation resolves to a passage, every name that one part uses of
//! another is there. So nothing behind it has to ask again.

mod article;
mod cite;
mod fault;
mod judgement;
mod naming;
mod read;
mod source;
mod vocabulary;

pub use article::{Article, Block, Passage, Section, slug};
pub use fault::{Fault, Faults};
pub use judgement::{Effect, Note, Rule, Statement, Strength, Within};
pub use read::PackFiles;

use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::phrases::Phrases;

/// A contender's place in [`Pack::contenders`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContenderId(pub u8);

/// A factor's place in [`Pack::factors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactorId(pub u16);

/// A kind's place in [`Pack::kinds`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KindId(pub u16);

/// A rule's place in [`Pack::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(pub u16);

/// A passage's place in the article, counted over all sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PassageId(pub u32);

/// One article with what is needed to advise from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pack {
    /// The folder's name.
    pub id: String,
    /// What the pack is about: "Tea or coffee for the morning".
    pub title: String,
    /// What the article is and who wrote it.
    pub about: About,
    /// The text.
    pub article: Article,
    /// The things one may choose, two or more.
    pub contenders: Vec<Contender>,
    /// Other stacks that people name.
    pub outsiders: Vec<Outsider>,
    /// What people compare.
    pub aspects: Vec<Aspect>,
    /// Words that make a factor's phrase a topic.
    pub topics: Topics,
    /// Lists of words that phrases and pairs share.
    pub lists: Lists,
    /// What people say, each phrase in one place, and what it stands for.
    pub phrases: Phrases<Meaning>,
    /// The languages beside its own that it has phrases of.
    pub languages: Vec<Language>,
    /// Words that look like a slip of a phrase's word and are words of their own; only while the pack is compiled.
    #[serde(skip)]
    pub own_spellings: Vec<String>,
    /// The properties of a project that the article weighs, or is known not to.
    pub factors: Vec<Factor>,
    /// The kinds of products and tasks that stand for factors.
    pub kinds: Vec<Kind>,
    /// The judgement, in the pack's order.
    pub rules: Vec<Rule>,
    /// Said where the contenders are named and nothing about the project is.
    pub undecided: Statement,
    /// The article's way of using both.
    pub combination: Statement,
    /// What the article says of one contender's tools; said where a choice lies within it.
    pub within: Vec<Within>,
    /// The editors' remarks.
    pub notes: Vec<Note>,
    /// The pack's own acceptance test.
    pub questions: Vec<LabelledQuestion>,
}

/// What the article is and who wrote it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The article's title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Who published it.
    pub publisher: String,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// Its address.
    pub url: String,
}

/// A thing one may choose.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Contender {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its colour, `#RRGGBB`.
    pub colour: String,
    /// Its emoji.
    pub emoji: String,
    /// What people call it.
    pub names: Vec<String>,
    /// What implies it: its frameworks, libraries, languages.
    pub tools: Vec<String>,
    /// Everyday words that mean a tool of it only beside another stack.
    pub linked: Vec<String>,
    /// Those of the tools that stand in for each other, each with its other names.
    pub rivals: Vec<Vec<String>>,
}

/// A language that people ask in and whose phrases a pack holds beside its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Language {
    /// Its name.
    pub name: String,
    /// Words of it that deny in English and not in it, folded.
    pub innocent: Vec<String>,
    /// Said, in the language, where nothing of the question was understood.
    pub notice: Option<String>,
    /// The words of its phrases that say nothing, folded: it is known by them. Only while the pack is compiled.
    #[serde(skip)]
    pub marks: Vec<String>,
}

/// A stack that people name and the article does not judge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outsider {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub aliases: Vec<String>,
    /// Everyday words that mean it only beside another stack.
    pub linked: Vec<String>,
}

/// What people compare.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Aspect {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Asking for the aspect is asking for these.
    pub factors: Vec<FactorId>,
    /// The sections that speak of it, as indices into [`Article::sections`].
    pub sections: Vec<usize>,
    /// What it is called by who asks what the article says of it: "drawbacks". Only while the pack is compiled.
    #[serde(skip)]
    pub words: Vec<String>,
}

/// Words that make a factor's phrase a topic: "a blog about …", "a … course". Each is the row of its stems.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Topics {
    /// What leads a topic: "about".
    pub leads: Vec<Vec<String>>,
    /// Nouns that, right behind a phrase or before a lead, make it a topic: "course".
    pub heads: Vec<Vec<String>>,
}

/// Whether a factor belongs to a part of the system or binds the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Belongs to a part: it can be split off into a service.
    Workload,
    /// Binds the whole: team, simplicity, stability.
    Constraint,
}

/// How an article is silent about a factor, by how much of what it does say then still decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Silence {
    /// Nearly every project has it: every rule still decides.
    Everyday,
    /// It is what the question is about in part: slight rules do not decide.
    Part,
    /// It is another field than the article's: constraints do not decide, nor slight rules.
    Field,
}

/// A property of a project.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Factor {
    /// Its id.
    pub id: String,
    /// Its name, a noun phrase.
    pub name: String,
    /// Whether it can be split off.
    pub scope: Scope,
    /// Set if the article does not speak of it: no rule has it.
    pub silent: Option<Silence>,
    /// The contender that whoever says it has named with it: what a team knows.
    pub names: Option<ContenderId>,
    /// A sentence that says it.
    pub affirm: String,
    /// A sentence that denies it.
    pub deny: String,
    /// Words that say it between contenders: where two are named and neither is to stand in for the other. Only while the
    /// pack is compiled.
    #[serde(skip)]
    pub between: Vec<String>,
    /// Phrases with `@` for a contender that say it where they are said of two, as `between`. Only while the pack is compiled.
    #[serde(skip)]
    pub apart: Vec<String>,
    /// Pairs of words that stand for it together; only while the pack is compiled.
    #[serde(skip)]
    pub together: Vec<Together>,
}

/// What a thing is, and the factors that follow from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// Its name with its article: "a chat app".
    pub name: String,
    /// The factors that follow.
    pub factors: Vec<FactorId>,
    /// Pairs of words that stand for it together; only while the pack is compiled.
    #[serde(skip)]
    pub together: Vec<Together>,
}

/// What a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Meaning {
    /// A factor, said directly.
    Factor(FactorId),
    /// What the thing is; its factors follow.
    Kind(KindId),
    /// Nothing about a project.
    General,
    /// Nothing about a project either, but that the talk is of what the pack is about.
    Subject,
}

/// One of `one` and one of `other` in the same clause.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// One side: words, phrases, or `@contender`.
    pub one: Vec<String>,
    /// The other side.
    pub other: Vec<String>,
}

/// A question and what the article supports as its answer.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LabelledQuestion {
    /// The question.
    #[serde(alias = "question")]
    pub text: String,
    /// The verdict: a contender's id, `both`, `either`, `unknown`, `out_of_scope` or `lookup`.
    pub verdict: String,
    /// What else a fair reader accepts.
    #[serde(default)]
    pub acceptable: Vec<String>,
    /// The sections that bear it out.
    #[serde(default)]
    pub evidence: Vec<String>,
}

impl Pack {
    /// Drops what is only there to be compiled.
    pub(in crate::advisor) fn forget_words(&mut self) {
        self.own_spellings = Vec::new();
        self.aspects.iter_mut().for_each(|aspect| aspect.words = Vec::new());
        self.languages.iter_mut().for_each(|language| language.marks = Vec::new());
        self.kinds.iter_mut().for_each(|kind| kind.together = Vec::new());
        for factor in &mut self.factors {
            factor.together = Vec::new();
            factor.between = Vec::new();
            factor.apart = Vec::new();
        }
    }

    /// The contender with this id.
    pub fn contender(&self, id: ContenderId) -> &Contender {
        &self.contenders[id.0 as usize]
    }

    /// The factor with this id.
    pub fn factor(&self, id: FactorId) -> &Factor {
        &self.factors[id.0 as usize]
    }

    /// The kind with this id.
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[id.0 as usize]
    }

    /// The rule with this id.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// The factors' ids, in the pack's order.
    pub fn factor_ids(&self) -> impl Iterator<Item = FactorId> + use<> {
        (0..self.factors.len()).map(|i| FactorId(i as u16))
    }

    /// The contenders' ids, in the pack's order.
    pub fn contender_ids(&self) -> impl Iterator<Item = ContenderId> + use<> {
        (0..self.contenders.len()).map(|i| ContenderId(i as u8))
    }
}
