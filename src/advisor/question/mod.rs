//! The question: a text, understood. Reading never fails; any text at all gives a [`Question`].
//!
//! Noise is masked, the text cut into words, slips mended; then names, phrases and pairs of words are found, negation is
//! weighed, and the form tells what is asked. A follow-up is read on top of the questions before it.

mod choice;
mod findings;
mod intent;
mod lexicon;
mod negation;
mod noise;
mod pairs;
mod spelling;
mod tokens;
mod vocabulary;

use std::collections::HashSet;

use rustc_hash::FxHashSet;

pub use choice::Choice;
pub use findings::Finding;

use super::answer::Intent;
use super::pack::{ContenderId, FactorId, Meaning, Pack};
use super::phrases::Match;
use super::text;
use intent::Form;
use tokens::Tokens;
use vocabulary::{Named, Vocabulary};

/// A text, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The text as it was asked.
    pub text: String,
    /// The earlier texts that it was read on top of, oldest first.
    pub follows: Vec<String>,
    /// What the asker wants to know.
    pub intent: Intent,
    /// What the choice is between.
    pub choice: Choice,
    /// The contenders named, each once, in the pack's order.
    pub contenders: Vec<ContenderId>,
    /// The names of the outsiders named, each once.
    pub outsiders: Vec<String>,
    /// What it says about the project, one finding a factor.
    pub findings: Vec<Finding>,
    /// True if it says what the project is for, in words that the pack does not know.
    pub has_unknown_purpose: bool,
    /// The stems of the words that carry meaning: what search looks for.
    pub terms: Vec<String>,
    /// True if half of the words that carry meaning or more are the article's.
    pub is_in_article: bool,
}

impl Question {
    /// How well the pack fits the question: which of several packs should answer.
    pub fn fit(&self) -> (usize, usize) {
        (self.contenders.len(), self.findings.len())
    }

    /// The finding of a factor.
    pub fn finding(&self, factor: FactorId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.factor == factor)
    }
}

/// Reads questions with a pack's words.
pub struct Reader {
    vocabulary: Vocabulary,
    /// The stems of the article's words.
    article: FxHashSet<String>,
    stop_words: FxHashSet<&'static str>,
}

/// One text of a conversation, by itself.
struct Utterance {
    form: Form,
    choice: Choice,
    named: Vec<Named>,
    findings: Vec<Finding>,
    has_unknown_purpose: bool,
    terms: Vec<String>,
    /// True if a word says that it is about what the pack is about.
    names_subject: bool,
    continues: bool,
}

/// The most earlier texts that a follow-up is read on top of.
pub const LONGEST_TALK: usize = 8;

impl Reader {
    /// Compiles a pack's words.
    pub fn new(pack: &Pack) -> Self {
        let texts = pack.article.passages().flat_map(|(_, section, passage)| [&section.heading, &passage.text]);
        let mut folded: Vec<String> = texts.flat_map(|text| text::folded(text)).collect();
        folded.sort_unstable();
        folded.dedup();
        let article: FxHashSet<String> = folded.iter().map(|word| text::stem(word)).collect();
        Self {
            vocabulary: Vocabulary::new(pack, article.iter().map(String::as_str)),
            article,
            stop_words: lexicon::STOP_WORDS.iter().copied().collect(),
        }
    }

    /// Reads a text, on top of the earlier ones if it is a follow-up.
    pub fn read(&self, pack: &Pack, earlier: &[&str], text: &str) -> Question {
        let mut talk = vec![self.utterance(pack, text)];
        let mut follows: Vec<String> = Vec::new();
        for before in earlier.iter().rev().take(LONGEST_TALK) {
            if !talk.last().is_some_and(|utterance| utterance.continues) {
                break;
            }
            talk.push(self.utterance(pack, before));
            follows.push((*before).to_owned());
        }
        talk.reverse();
        follows.reverse();
        self.question(pack, text, follows, talk)
    }

    fn question(&self, pack: &Pack, text: &str, follows: Vec<String>, talk: Vec<Utterance>) -> Question {
        let mut findings = Vec::new();
        let mut contenders = Vec::new();
        let mut outsiders = Vec::new();
        let mut choice = Choice::Open;
        let mut form = Form::Choice;
        let mut has_unknown_purpose = false;
        let mut terms = Vec::new();
        let mut names_subject = false;
        for utterance in talk {
            findings::override_with(&mut findings, utterance.findings);
            for named in utterance.named {
                match named {
                    Named::Contender { id, .. } => contenders.push(id),
                    Named::Outsider { index, .. } => outsiders.push(pack.outsiders[index].name.clone()),
                }
            }
            choice = joined_choice(choice, utterance.choice);
            form = utterance.form;
            has_unknown_purpose |= utterance.has_unknown_purpose;
            names_subject |= utterance.names_subject;
            terms.extend(utterance.terms);
        }
        contenders.sort_unstable();
        contenders.dedup();
        let mut seen = HashSet::new();
        outsiders.retain(|outsider| seen.insert(outsider.clone()));
        let known = terms.iter().filter(|term| self.article.contains(*term)).count();
        let is_in_article = known > 0 && known * 2 >= terms.len();
        let is_fact_of_article = form != Form::Choice && known > 0 && known == terms.len();
        let about_us = !contenders.is_empty()
            || !outsiders.is_empty()
            || !findings.is_empty()
            || is_fact_of_article
            || names_subject;
        let intent = intent(form, about_us);
        Question {
            text: text.to_owned(),
            follows,
            intent,
            choice,
            contenders,
            outsiders,
            findings,
            has_unknown_purpose,
            terms,
            is_in_article,
        }
    }

    fn utterance(&self, pack: &Pack, source: &str) -> Utterance {
        let tokens = self.vocabulary.mend(pack, text::words(&noise::mask(source)));
        let mut named = self.vocabulary.named(&tokens);
        choice::drop_unlinked(&tokens, &mut named);
        let told = choice::without_alternatives(&tokens, &named);
        let meanings = self.vocabulary.meanings(pack, &tokens, &told);
        let findings = findings::findings(pack, source, &tokens, &meanings);
        let form = intent::form(&canonical(pack, &tokens, &named));
        let choice = match (form, choice::choice(&tokens, &named)) {
            (Form::Component, Choice::One(contender)) => Choice::Within(contender),
            (_, choice) => choice,
        };
        let free = self.free_words(&tokens, &named, &meanings);
        Utterance {
            form,
            choice,
            has_unknown_purpose: has_unknown_purpose(&tokens, &free),
            terms: self.terms(&tokens, &meanings),
            names_subject: meanings.iter().any(|found| found.target == Meaning::Subject),
            continues: form == Form::Choice && continues(&tokens, &named, &findings),
            named: named.into_iter().map(|found| found.target).collect(),
            findings,
        }
    }

    /// The words that neither a name nor a phrase covers and that are no stop words.
    fn free_words(&self, tokens: &Tokens, named: &[Match<Named>], meanings: &[Match<Meaning>]) -> Vec<usize> {
        let mut covered = vec![false; tokens.words.len()];
        let spans = named.iter().map(|found| &found.words).chain(meanings.iter().map(|found| &found.words));
        spans.for_each(|words| covered[words.clone()].fill(true));
        (0..tokens.words.len()).filter(|at| !covered[*at] && !self.is_stop_word(&tokens.words[*at])).collect()
    }

    fn terms(&self, tokens: &Tokens, meanings: &[Match<Meaning>]) -> Vec<String> {
        let means_nothing = |meaning: Meaning| matches!(meaning, Meaning::General | Meaning::Subject);
        let mut empty = vec![false; tokens.words.len()];
        let spans = meanings.iter().filter(|found| means_nothing(found.target)).map(|found| &found.words);
        spans.for_each(|words| empty[words.clone()].fill(true));
        let meaningful = tokens.words.iter().zip(empty).filter(|(word, empty)| !empty && !self.is_stop_word(word));
        meaningful.map(|(word, _)| word.stem.clone()).collect()
    }

    fn is_stop_word(&self, word: &text::Word) -> bool {
        self.stop_words.contains(word.text.as_str())
    }
}

/// True if a word of the asker's own, of those that are `free`, stands behind a word of purpose in its sentence.
fn has_unknown_purpose(tokens: &Tokens, free: &[usize]) -> bool {
    let mut purposes = (0..tokens.words.len()).filter(|at| lexicon::PURPOSES.contains(&tokens.text(*at))).peekable();
    let mut last_purpose = None;
    free.iter().any(|at| {
        while let Some(purpose) = purposes.next_if(|purpose| purpose < at) {
            last_purpose = Some(purpose);
        }
        last_purpose.is_some_and(|purpose| tokens.sentence(*at).contains(&purpose))
    })
}

fn intent(form: Form, about_us: bool) -> Intent {
    match form {
        Form::Help => Intent::Help,
        Form::Chore => Intent::NotForUs,
        _ if !about_us => Intent::NotForUs,
        Form::Fact => Intent::LookUp,
        Form::Comparison => Intent::Compare,
        Form::Choice | Form::Component => Intent::Choose,
    }
}

/// What a talk chooses between, after one more text.
fn joined_choice(before: Choice, next: Choice) -> Choice {
    match (before, next) {
        (before, Choice::Open) => before,
        (Choice::Open, next) => next,
        (Choice::One(a), Choice::One(b)) if a != b => Choice::Among,
        (Choice::Among, Choice::One(_)) => Choice::Among,
        (_, next) => next,
    }
}

/// The folded words, with every alias of a contender written as `@` and its id.
fn canonical(pack: &Pack, tokens: &Tokens, named: &[Match<Named>]) -> String {
    let aliases = named.iter().filter_map(|found| match found.target {
        Named::Contender { id, .. } => Some((id, &found.words)),
        Named::Outsider { .. } => None,
    });
    let mut aliases = aliases.peekable();
    let mut words = String::new();
    let mut at = 0;
    while at < tokens.words.len() {
        if at > 0 {
            words.push(' ');
        }
        match aliases.next_if(|(_, place)| place.start == at) {
            Some((id, place)) => {
                words.push('@');
                words.push_str(&pack.contender(id).id);
                at = place.end;
            }
            None => {
                words.push_str(tokens.text(at));
                at += 1;
            }
        }
    }
    words
}

/// True if a text adds to the one before: it begins like an addition, or it says a little and names no choice.
fn continues(tokens: &Tokens, named: &[Match<Named>], findings: &[Finding]) -> bool {
    let contenders: HashSet<_> = named.iter().map(|found| format!("{:?}", found.target)).collect();
    let begins = lexicon::FOLLOW_UPS.iter().any(|words| tokens.stand_at(0, words));
    let says_little =
        !findings.is_empty() && tokens.words.len() <= 8 && findings.iter().all(|found| found.kind.is_none());
    contenders.len() < 2 && (begins || says_little) && (!findings.is_empty() || !named.is_empty())
}
