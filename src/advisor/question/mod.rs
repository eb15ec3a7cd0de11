//! The question: a text, understood. Reading never fails; any text at all gives a [`Question`].
//!
//! Noise is masked, the text cut into words, slips mended; then names, phrases and pairs of words are found, negation is
//! weighed, and the form tells what is asked. A follow-up is read on top of the questions before it.

mod choice;
mod compounds;
mod findings;
mod intent;
mod lexicon;
mod negation;
mod noise;
mod overlaps;
mod pairs;
mod spelling;
mod tokens;
mod utterance;
mod vocabulary;

use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

pub use choice::Choice;
pub use findings::Finding;

use super::answer::Intent;
use super::both::Both;
use super::pack::{ContenderId, FactorId, Meaning, Pack};
use super::phrases::Match;
use super::text::{self, Gap};
use super::words::Words;
use intent::Form;
use tokens::Tokens;
use utterance::Utterance;
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
    /// True if in a sentence half of the words that carry meaning or more are the article's.
    pub is_in_article: bool,
    /// True if it asks who wrote the article, and when.
    pub asks_source: bool,
    /// The stems of what is asked about: words that carry meaning and are no names, where the question has any.
    pub asked: Vec<String>,
    /// The aspects that it calls by their words, as indices into [`Pack::aspects`].
    pub aspects: Vec<usize>,
    /// True if what answers it has a number in it: "how many", "when".
    pub wants_number: bool,
    /// True if it asks what a thing is, and nothing more.
    pub asks_what: bool,
    /// The language that it is in, by its place in the pack; `None` for the pack's own.
    pub language: Option<usize>,
}

impl Question {
    /// How well the pack fits the question: which of several packs should answer.
    pub fn fit(&self) -> (usize, usize) {
        (self.contenders.len(), self.findings.len())
    }

    /// True if it asks for what the article says of an aspect, and of nothing else.
    pub fn asks_for_sections(&self) -> bool {
        !self.aspects.is_empty() && self.findings.iter().all(|finding| finding.negated)
    }

    /// The finding of a factor.
    pub fn finding(&self, factor: FactorId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.factor == factor)
    }
}

/// Reads questions with a pack's words.
#[derive(Serialize, Deserialize)]
pub struct Reader {
    vocabulary: Vocabulary,
    /// The stems of the article's words.
    article: Words,
    #[serde(skip, default = "stop_words")]
    stop_words: FxHashSet<&'static str>,
}

/// The most earlier texts that a follow-up is read on top of.
pub const LONGEST_TALK: usize = 8;

impl Reader {
    /// Compiles a pack's words.
    pub fn new(pack: &Pack, how: &impl Both) -> Self {
        let texts = pack.article.passages().flat_map(|(_, section, passage)| [&section.heading, &passage.text]);
        let mut folded: Vec<String> = texts.flat_map(|text| text::folded(text)).collect();
        folded.sort_unstable();
        folded.dedup();
        let stems: Vec<String> = folded.iter().map(|word| text::stem(word)).collect();
        let article: Words = stems.iter().map(String::as_str).collect();
        Self { vocabulary: Vocabulary::new(pack, &article, how), article, stop_words: stop_words() }
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
        follows.reverse();
        let said = talk.into_iter().rev().reduce(Utterance::then).expect("cannot fail: the text itself is in the talk");
        let is_fact = said.form != Form::Choice && !said.terms.is_empty();
        let is_fact_of_article = is_fact && said.terms.iter().all(|term| self.article.contains(term));
        Question {
            text: text.to_owned(),
            follows,
            intent: said.intent(is_fact_of_article),
            choice: said.choice,
            contenders: said.contenders,
            outsiders: said.outsiders.into_iter().map(|index| pack.outsiders[index].name.clone()).collect(),
            findings: said.findings,
            has_unknown_purpose: said.has_unknown_purpose,
            terms: said.terms,
            is_in_article: said.is_in_article,
            asks_source: said.form == Form::Source,
            asked: said.asked,
            aspects: said.aspects,
            wants_number: said.wants_number,
            asks_what: said.asks_what,
            language: said.language,
        }
    }

    fn utterance(&self, pack: &Pack, source: &str) -> Utterance {
        let words = text::words(&noise::mask(source));
        let language = self.vocabulary.language(&words, |word| self.is_stop_word(word));
        let mut tokens = self.vocabulary.mend(pack, words, language.is_none());
        if let Some(language) = language {
            tokens.blank(&pack.languages[language].innocent);
        }
        let mut named = self.vocabulary.named(&tokens);
        choice::drop_unlinked(&tokens, &mut named);
        let told = choice::with_references(&tokens, choice::without_alternatives(&tokens, &named));
        let meanings = self.vocabulary.meanings(pack, &tokens, &told, language);
        let findings = findings::findings(pack, source, &tokens, &named, &meanings);
        let (form, asked) = form(pack, &tokens, &named, &meanings);
        let choice = match (form, choice::choice(&tokens, &named)) {
            (Form::Component, Choice::One(contender) | Choice::Beside(contender)) => Choice::Within(contender),
            (_, choice) => choice,
        };
        let free = self.free_words(&tokens, &named, &meanings);
        let terms = self.terms(&tokens, &named, &meanings, (form == Form::Fact).then(|| tokens.sentence(asked)));
        let is_subject = |found: &Match<Meaning>| found.target == Meaning::Subject;
        Utterance {
            form,
            choice,
            has_unknown_purpose: has_unknown_purpose(&tokens, &free),
            is_in_article: self.is_in_article(&tokens, &named, &terms),
            asked: asked_stems(&tokens, &named, &terms, asked),
            aspects: self.vocabulary.aspects(&tokens, &named),
            asks_what: tokens.words.len() <= LONGEST_DEFINITION && intent::asks_what(&tokens),
            wants_number: form == Form::Fact && intent::wants_number(&canonical(pack, &tokens, 0, &named)),
            terms: terms.into_iter().map(|at| tokens.words[at].stem.clone()).collect(),
            names_subject: meanings.iter().any(is_subject),
            language,
            continues: form == Form::Choice && continues(&tokens, &named, &findings),
            contenders: utterance::contenders(&named),
            outsiders: utterance::outsiders(&named),
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

    /// The words that carry meaning. Where the sentence that asks for a `fact` has none but names, what says nothing of a
    /// project is just what it asks about.
    fn terms(
        &self,
        tokens: &Tokens,
        named: &[Match<Named>],
        meanings: &[Match<Meaning>],
        fact: Option<Range<usize>>,
    ) -> Vec<usize> {
        let means_nothing = |found: &&Match<Meaning>| matches!(found.target, Meaning::General | Meaning::Subject);
        let mut empty = vec![false; tokens.words.len()];
        meanings.iter().filter(means_nothing).for_each(|found| empty[found.words.clone()].fill(true));
        let is_fact = fact.is_some();
        let frames = |at: usize| is_fact && lexicon::FRAME_WORDS.contains(&tokens.text(at));
        let carries = |at: &usize| !frames(*at) && !self.is_stop_word(&tokens.words[*at]);
        let is_name = |at: usize| named.iter().any(|found| found.words.contains(&at));
        let asks_of_names = fact.filter(|fact| fact.clone().filter(carries).all(|at| empty[at] || is_name(at)));
        let is_asked = |at: usize| asks_of_names.as_ref().is_some_and(|fact| fact.contains(&at));
        (0..tokens.words.len()).filter(carries).filter(|at| !empty[*at] || is_asked(*at)).collect()
    }

    /// True if the article has the words of a sentence; that it speaks of what is named says nothing of what is asked about
    /// it, unless nothing else is: "what is X?"
    fn is_in_article(&self, tokens: &Tokens, named: &[Match<Named>], terms: &[usize]) -> bool {
        let has = |at: &usize| self.article.contains(&tokens.words[*at].stem);
        let is_name = |at: &usize| named.iter().any(|found| found.words.contains(at));
        let frames = |at: usize| lexicon::FRAME_WORDS.contains(&tokens.text(at));
        let asked: Vec<usize> = terms.iter().copied().filter(|at| !is_name(at)).collect();
        if asked.is_empty() {
            let asks_what = intent::asks_what(tokens) || (0..tokens.words.len()).any(frames);
            return asks_what && terms.iter().any(has);
        }
        asked.chunk_by(|a, b| tokens.clauses[*a] == tokens.clauses[*b]).any(|clause| {
            let known = clause.iter().filter(|at| has(at)).count();
            known > 0 && known * 2 >= clause.len()
        })
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

/// The stems of those of the `terms` that stand in the question that begins at `from`: of those that are no names, if any.
fn asked_stems(tokens: &Tokens, named: &[Match<Named>], terms: &[usize], from: usize) -> Vec<String> {
    let question = from..tokens.sentence(from).end;
    let terms: Vec<usize> = terms.iter().copied().filter(|at| question.contains(at)).collect();
    let is_name = |at: usize| named.iter().any(|found| found.words.contains(&at));
    let has_others = terms.iter().any(|at| !is_name(*at));
    let asked = terms.into_iter().filter(|at| !has_others || !is_name(*at));
    asked.map(|at| tokens.words[at].stem.clone()).collect()
}

fn stop_words() -> FxHashSet<&'static str> {
    lexicon::STOP_WORDS.iter().copied().collect()
}

/// A longer text that asks what a thing is asks for more than that.
const LONGEST_DEFINITION: usize = 6;

/// How many greetings and excuses may stand before what is asked.
const MOST_OPENINGS: usize = 4;

/// What is asked, by its form, and where that begins. An excuse may stand before it: "Sorry if this was asked before. What
/// is …?"
fn form(pack: &Pack, tokens: &Tokens, named: &[Match<Named>], meanings: &[Match<Meaning>]) -> (Form, usize) {
    let telling = meanings.iter().filter(|found| !matches!(found.target, Meaning::General | Meaning::Subject));
    let said = named.iter().map(|found| found.words.start).chain(telling.map(|found| found.words.start)).min();
    let first_named = named.iter().map(|found| found.words.start).min().unwrap_or(tokens.words.len());
    let tells_of_contender = |at: usize| first_named < at;
    let begins = |at: &usize| *at == 0 || tokens.words[*at].gap >= Gap::Comma;
    let said = said.unwrap_or(tokens.words.len());
    let is_early = |at: &usize| *at <= said || tokens.words[*at].gap == Gap::Clause && !tells_of_contender(*at);
    // Behind a tale that names no contender, a figure may still be asked for.
    let is_late = |at: &usize| tokens.words[*at].gap == Gap::Sentence && !tells_of_contender(*at);
    let openings = (0..tokens.words.len()).filter(begins).filter(|at| is_early(at) || is_late(at));
    let forms = openings.take(MOST_OPENINGS).map(|at| {
        let words = canonical(pack, tokens, at, named);
        (intent::form(&words), at, words)
    });
    let asks_figure = |form: Form, words: &str| form == Form::Fact && intent::wants_number(words);
    let counts =
        |form: Form, at: usize, words: &str| form != Form::Choice && (is_early(&at) || asks_figure(form, words));
    let forms: Vec<_> = forms.filter(|(form, at, words)| counts(*form, *at, words)).collect();
    // Who asks for the article itself may call it what another form goes by: "this comparison".
    let source = forms.iter().find(|(form, ..)| *form == Form::Source);
    match source.or(forms.first()) {
        Some((Form::Fact, at, words)) if intent::is_surely_fact(words) => (Form::Fact, *at),
        Some((Form::Fact, at, _))
            if is_of_asker(tokens, *at)
                || tells_behind(tokens, *at, named)
                || choice::is_between_contenders(tokens, named) =>
        {
            (Form::Choice, *at)
        }
        Some((form, at, _)) => (*form, *at),
        None => (Form::Choice, 0),
    }
}

/// "How do we …?", "why do I …?": what the asker does is no fact of an article.
fn is_of_asker(tokens: &Tokens, asked: usize) -> bool {
    (asked + 1..=asked + 3).any(|at| lexicon::TELLERS.contains(&tokens.text(at)))
}

/// "What do we need from a server? We know X, but I was thinking of Y": who goes on to tell of the contenders and of
/// themselves asks for more than the fact.
fn tells_behind(tokens: &Tokens, asked: usize, named: &[Match<Named>]) -> bool {
    let question = tokens.sentence(asked);
    named
        .iter()
        .filter(|found| found.words.start >= question.end)
        .any(|found| tokens.sentence(found.words.start).any(|at| lexicon::TELLERS.contains(&tokens.text(at))))
}

/// The folded words from `from` on, with every alias of a contender written as `@` and its id.
fn canonical(pack: &Pack, tokens: &Tokens, from: usize, named: &[Match<Named>]) -> String {
    let aliases = named.iter().filter_map(|found| match found.target {
        Named::Contender { id, .. } => Some((id, &found.words)),
        Named::Outsider { .. } => None,
    });
    let mut aliases = aliases.skip_while(|(_, place)| place.start < from).peekable();
    let mut words = String::new();
    let mut at = from;
    while at < tokens.words.len() {
        if at > from {
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
    let begins = lexicon::FOLLOW_UPS.iter().any(|words| tokens.stand_at(0, words));
    let says_little =
        !findings.is_empty() && tokens.words.len() <= 8 && findings.iter().all(|found| found.kind.is_none());
    utterance::contenders(named).len() < 2 && (begins || says_little) && (!findings.is_empty() || !named.is_empty())
}
