//! A pack's words, compiled: what they stand for and how they are found in a question's tokens.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::compounds::{SHORTEST_COMPOUND, compound, mend_short_parts, split};
use super::lexicon;
use super::overlaps::{drop_covered, drop_objects_behind, drop_objects_of_pairs};
use super::pairs::Pairs;
use super::spelling::Spelling;
use super::tokens::Tokens;
use crate::advisor::both::Both;
use crate::advisor::gathering::Gathering;
use crate::advisor::lists::Listed;
use crate::advisor::pack::{ContenderId, FactorId, Meaning, Pack};
use crate::advisor::phrases::{Match, Phrases};
use crate::advisor::text::{self, Gap, Word};
use crate::advisor::words::Words;

/// What an alias names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Named {
    /// A contender, by its own name or by a tool that implies it.
    Contender {
        /// Which.
        id: ContenderId,
        /// True if a tool is named.
        by_tool: bool,
        /// Which of those that stand in for each other it is, if it is one of them.
        rival: Option<u8>,
        /// True for an everyday word that names it only beside another stack.
        only_linked: bool,
    },
    /// An outsider, by its place in the pack.
    Outsider {
        /// Which.
        index: usize,
        /// True for an everyday word that names it only beside another stack.
        only_linked: bool,
    },
}

/// A phrase about one contender that stands for a factor where another is about another contender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Apart {
    factor: FactorId,
    contender: ContenderId,
}

/// A pack's words beside its phrases, ready to be found.
#[derive(Serialize, Deserialize)]
pub struct Vocabulary {
    aliases: Phrases<Named>,
    pairs: Pairs,
    /// What stands for something between two contenders.
    between: Phrases<Meaning>,
    /// What stands for something where it is said of two contenders.
    apart: Phrases<Apart>,
    /// What the aspects are called, each with its place in the pack.
    aspects: Phrases<usize>,
    /// How each contender is written in a phrase: `@` and its id.
    slots: Vec<String>,
    spelling: Spelling,
    /// For each language of the pack the words by which it is known.
    marks: Vec<Words>,
    /// Words that are no phrase's and no name's, and still known for themselves and no slips of others.
    known: Words,
}

impl Vocabulary {
    /// Compiles a pack's words. `article` holds the stems of the article's words.
    pub fn new(pack: &Pack, article: &Words, how: &impl Both) -> Self {
        let (pairs, aliases) = how.both(|| Pairs::new(pack), || aliases(pack));
        let between = between(pack);
        let apart = apart(pack);
        let aspects = aspects(pack);
        let marks: Vec<Words> =
            pack.languages.iter().map(|language| language.marks.iter().map(String::as_str).collect()).collect();
        let english =
            [lexicon::STOP_WORDS, lexicon::NEGATORS, lexicon::DISMISSALS, lexicon::PURPOSES, lexicon::SPEAKERS];
        let english: Vec<String> = english.into_iter().flatten().map(|word| text::stem(word)).collect();
        let topics: Vec<&String> = pack.topics.heads.iter().chain(&pack.topics.leads).flatten().collect();
        let known = || {
            english.iter().chain(topics.iter().copied()).map(String::as_str).chain(marks.iter().flat_map(Words::iter))
        };
        let known = || known().chain(article.iter()).collect();
        let spelling = || {
            let stems = pack.phrases.own_words().chain(pairs.words());
            let inflected = pack.phrases.inflected().chain(pairs.inflected()).chain(pack.lists.inflected());
            // Names are kept as they are written, whatever their stems.
            let inflected = inflected.chain(aliases.own_words());
            let own = pack.own_spellings.iter().map(|word| text::stem(word));
            Spelling::new(stems.chain(pack.lists.words()), inflected, own)
        };
        let (known, spelling) = how.both(known, spelling);
        let slots = pack.contenders.iter().map(|contender| format!("@{}", contender.id)).collect();
        Self { aliases, pairs, between, apart, aspects, slots, spelling, marks, known }
    }

    /// The tokens with slips mended: typing errors, and compounds written in one word or in two.
    pub fn mend(&self, pack: &Pack, words: Vec<Word>, is_english: bool) -> Tokens {
        let mut mended: Vec<Word> = Vec::with_capacity(words.len());
        for mut word in words {
            let before = mended.last_mut().filter(|_| word.gap <= Gap::Space);
            if let Some(before) = before.filter(|before| self.is_one_word(pack, before, &word)) {
                before.text.push_str(&word.text);
                before.stem = text::stem(&before.text);
                before.span.end = word.span.end;
            } else if let Some([first, second]) = split(pack, &word) {
                mended.extend([first, second]);
            } else if let Some([first, second]) = compound(pack, &word).filter(|_| !is_english) {
                mended.extend([first, second]);
            } else if self.knows(pack, &word, is_english) {
                mended.push(word);
            } else {
                // A word of another language is near to many an English one and none of them.
                if is_english && let Some(right) = self.spelling.correct(&word.text, &word.stem) {
                    right.word.clone_into(&mut word.text);
                    word.stem = right.stem;
                }
                mended.push(word);
            }
        }
        mend_short_parts(pack, &mut mended);
        Tokens::from(mended)
    }

    /// What is named, in order.
    pub fn named(&self, tokens: &Tokens) -> Vec<Match<Named>> {
        as_written(&self.aliases, tokens)
    }

    /// What the phrases and pairs of words stand for, in no order, some of it covering the same words.
    pub fn meanings(
        &self,
        pack: &Pack,
        tokens: &Tokens,
        named: &[Match<Named>],
        language: Option<usize>,
    ) -> Vec<Match<Meaning>> {
        let stem = |at: usize| tokens.words[at].stem.as_str();
        let words: Vec<&str> = (0..tokens.words.len()).map(stem).collect();
        let listed = pack.lists.find(&words, tokens.parted());
        let ids = pack.phrases.ids(words.iter().copied());
        let stretches = tokens.stretches();
        let mut found: Vec<Match<Meaning>> =
            stretches.flat_map(|stretch| pack.phrases.find_within(&ids, stretch, &listed)).collect();
        if let Some(marks) = language.map(|language| &self.marks[language]) {
            // A small word of the asker's language is none of the pack's own that is written alike.
            let is_small = |at: usize| marks.contains(tokens.text(at)) && pack.phrases.has_own(stem(at));
            found.retain(|one| one.words.len() > 1 || !is_small(one.words.start));
        }
        let slotted = self.slotted(pack, tokens, named);
        drop_covered(&mut found, &slotted, named, tokens.words.len());
        found.extend(slotted);
        found.extend(self.between(tokens, named));
        let pairs = self.pairs.find(tokens, (&words, &listed), named, &found);
        drop_objects_of_pairs(pack, &mut found, &pairs);
        found.extend(pairs);
        drop_objects_behind(tokens, &mut found);
        found
    }

    /// The aspects that are called by their words in a sentence that names something, each once, in the order in which
    /// they are.
    pub fn aspects(&self, tokens: &Tokens, named: &[Match<Named>]) -> Vec<usize> {
        let of_named = |at: usize| named.iter().any(|found| tokens.sentence(at).contains(&found.words.start));
        let mut aspects = Vec::new();
        for found in self.aspects.find(tokens.words.iter().map(|word| word.stem.as_str())) {
            if of_named(found.words.start) && !aspects.contains(&found.target) {
                aspects.push(found.target);
            }
        }
        aspects
    }

    /// The language of the pack's that a text is in, if more of its words mark that than are `english`.
    pub fn language(&self, words: &[Word], english: impl Fn(&Word) -> bool) -> Option<usize> {
        const FEWEST_MARKS: usize = 2;
        // A word of both languages tells nothing.
        let count = |marks: &Words| {
            let (mut marked, mut english_only) = (0, 0);
            for word in words {
                match (marks.contains(&word.text), english(word)) {
                    (true, false) => marked += 1,
                    (false, true) => english_only += 1,
                    _ => {}
                }
            }
            (marked, english_only)
        };
        let counts = self.marks.iter().map(count).enumerate();
        let known = counts.filter(|(_, (marked, english))| *marked >= FEWEST_MARKS && marked > english);
        known.max_by_key(|(at, (marked, _))| (*marked, std::cmp::Reverse(*at))).map(|(at, _)| at)
    }

    /// True if this is a word; in an English question, which has none of another language, an English one.
    fn knows(&self, pack: &Pack, word: &Word, is_english: bool) -> bool {
        self.known.contains(&word.stem)
            || self.known.contains(&word.text)
            || if is_english { pack.phrases.has_own(&word.stem) } else { pack.phrases.has(&word.stem) }
            || pack.lists.has(&word.stem)
            || self.pairs.has(&word.stem)
            || [&word.stem, &word.text].into_iter().any(|word| self.is_called(word))
    }

    /// True if a name, an aspect or what is said between contenders has this word.
    fn is_called(&self, word: &str) -> bool {
        self.aliases.has(word) || self.between.has(word) || self.aspects.has(word)
    }

    /// "web shop" where the pack says "webshop".
    fn is_one_word(&self, pack: &Pack, before: &Word, word: &Word) -> bool {
        let len = before.text.len() + word.text.len();
        if len < SHORTEST_COMPOUND || pack.phrases.begins_with(&before.stem, &word.stem) {
            return false;
        }
        let joined = format!("{}{}", before.text, word.text);
        let is_sure = word.gap == Gap::Joined || !self.knows(pack, before, false) || !self.knows(pack, word, false);
        is_sure && (self.aliases.has(&joined) || pack.phrases.has(&text::stem(&joined)))
    }

    /// What is said between contenders: "we *call* X from Y". `named` holds no alternatives.
    fn between(&self, tokens: &Tokens, named: &[Match<Named>]) -> Vec<Match<Meaning>> {
        let mut contenders = named.iter().filter_map(|found| match found.target {
            Named::Contender { id, .. } => Some(id),
            Named::Outsider { .. } => None,
        });
        let first = contenders.next();
        let are_several = contenders.any(|other| Some(other) != first);
        if !are_several || Self::is_exchange(tokens, named) {
            return Vec::new();
        }
        as_written(&self.between, tokens)
    }

    /// True if near something named a word tells that one thing is to stand in for another.
    fn is_exchange(tokens: &Tokens, named: &[Match<Named>]) -> bool {
        const NEAR: usize = 5;
        let is_near = |at: usize, found: &Match<Named>| {
            at + NEAR >= found.words.start
                && at <= found.words.end + NEAR
                && tokens.clauses[at] == tokens.clauses[found.words.start]
        };
        let has_near = |at: usize| {
            let behind = named.partition_point(|found| found.words.start <= at);
            let around = &named[behind.saturating_sub(1)..named.len().min(behind + 1)];
            around.iter().any(|found| is_near(at, found))
        };
        (0..tokens.words.len()).any(|at| lexicon::EXCHANGES.contains(&tokens.text(at)) && has_near(at))
    }

    /// The phrases that have a contender in them.
    fn slotted(&self, pack: &Pack, tokens: &Tokens, named: &[Match<Named>]) -> Vec<Match<Meaning>> {
        let words = self.row(tokens, named);
        if words.is_empty() {
            return Vec::new();
        }
        let row: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let listed = pack.lists.find(&row, Vec::new());
        let in_tokens = |found: &Range<usize>| words[found.start].1.start..words[found.end - 1].1.end;
        let has_slot =
            |found: &Match<Meaning>| words[found.words.clone()].iter().any(|(word, _)| word.starts_with('@'));
        let found = pack.phrases.find_listed(row.iter().copied(), &listed);
        let found = found.into_iter().filter(has_slot);
        let mut found: Vec<Match<Meaning>> =
            found.map(|found| Match { target: found.target, words: in_tokens(&found.words) }).collect();
        if !Self::is_exchange(tokens, named) {
            let apart = self.apart.find_listed(row.iter().copied(), &listed);
            let of_two = apart.iter().filter(|one| {
                // "The server is in X. If the server was in Y …" is one part twice, and no two.
                let is_another_part = |other: &Match<Apart>| row[other.words.start] != row[one.words.start];
                let differs =
                    |other: &&Match<Apart>| other.target.contender != one.target.contender && is_another_part(other);
                apart.iter().filter(differs).any(|other| other.target.factor == one.target.factor)
            });
            found.extend(
                of_two.map(|one| Match { target: Meaning::Factor(one.target.factor), words: in_tokens(&one.words) }),
            );
        }
        found
    }

    /// The words with every alias of a contender written as its slot, each with where it stands; none where no contender
    /// is named.
    fn row<'a>(&'a self, tokens: &'a Tokens, named: &[Match<Named>]) -> Vec<(&'a str, Range<usize>)> {
        let slots = named.iter().filter_map(|found| match found.target {
            Named::Contender { id, .. } => Some((self.slots[id.0 as usize].as_str(), found.words.clone())),
            Named::Outsider { .. } => None,
        });
        let mut slots = slots.peekable();
        if slots.peek().is_none() {
            return Vec::new();
        }
        let mut words: Vec<(&str, Range<usize>)> = Vec::with_capacity(tokens.words.len());
        let mut at = 0;
        while at < tokens.words.len() {
            if tokens.words[at].gap >= Gap::Comma {
                // "Hi all, X" is no "all X": such a phrase goes over no comma, and none has this for a word.
                words.push(("", at..at));
            }
            let slot = slots.next_if(|(_, place)| place.start == at);
            let (word, place) = slot.unwrap_or_else(|| (tokens.words[at].stem.as_str(), at..at + 1));
            at = place.end;
            words.push((word, place));
        }
        words
    }
}

fn aliases(pack: &Pack) -> Phrases<Named> {
    let mut aliases = Gathering::with_room_for(1_000);
    let mut add = |alias: &str, named: Named| {
        // A pack that was read has no alias twice and none that is empty.
        let _ = aliases.add_words(text::folded(alias).iter().map(String::as_str), named);
    };
    for id in pack.contender_ids() {
        let contender = pack.contender(id);
        // "A tea bar" is the tea that stands among the rivals.
        let is_of = |tool: &str, name: &str| {
            tool.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let is_rival = |names: &[String], tool: &str| names.iter().any(|name| is_of(tool, name));
        let rival = |tool: &String| contender.rivals.iter().position(|names| is_rival(names, tool)).map(|i| i as u8);
        let named = |by_tool, rival, only_linked| Named::Contender { id, by_tool, rival, only_linked };
        contender.names.iter().for_each(|name| add(name, named(false, None, false)));
        contender.tools.iter().for_each(|tool| add(tool, named(true, rival(tool), false)));
        contender.linked.iter().for_each(|tool| add(tool, named(true, rival(tool), true)));
    }
    for (index, outsider) in pack.outsiders.iter().enumerate() {
        outsider.aliases.iter().for_each(|alias| add(alias, Named::Outsider { index, only_linked: false }));
        outsider.linked.iter().for_each(|word| add(word, Named::Outsider { index, only_linked: true }));
    }
    aliases.finish()
}

/// The phrases that stand in the words as they are written, none of them over the end of a clause.
fn as_written<T: Copy>(phrases: &Phrases<T>, tokens: &Tokens) -> Vec<Match<T>> {
    let ids = phrases.ids(tokens.words.iter().map(|word| word.text.as_str()));
    tokens.stretches().flat_map(|stretch| phrases.find_within(&ids, stretch, &Listed::default())).collect()
}

fn apart(pack: &Pack) -> Phrases<Apart> {
    let mut phrases: Vec<(String, Apart)> = Vec::new();
    for (factor, place) in pack.factors.iter().zip(0..) {
        for contender in pack.contender_ids() {
            let slot = format!("@{}", pack.contender(contender).id);
            let target = Apart { factor: FactorId(place), contender };
            phrases.extend(factor.apart.iter().map(|phrase| (phrase.replace('@', &slot), target)));
        }
    }
    let mut gathering = Gathering::with_room_for(phrases.len());
    for (phrase, target) in &phrases {
        // What stands twice does no harm.
        let _ = gathering.add(phrase, *target);
    }
    gathering.finish().with_lists(&pack.lists)
}

fn aspects(pack: &Pack) -> Phrases<usize> {
    let mut phrases = Gathering::with_room_for(100);
    for (place, aspect) in pack.aspects.iter().enumerate() {
        for word in &aspect.words {
            // A pack that was read has none twice.
            let _ = phrases.add(word, place);
        }
    }
    phrases.finish()
}

fn between(pack: &Pack) -> Phrases<Meaning> {
    let mut phrases = Gathering::with_room_for(100);
    for (factor, place) in pack.factors.iter().zip(0..) {
        for phrase in &factor.between {
            // Not by their stems: "calls" are as often a noun as "call" is a verb. What stands twice does no harm.
            let _ =
                phrases.add_words(text::folded(phrase).iter().map(String::as_str), Meaning::Factor(FactorId(place)));
        }
    }
    phrases.finish()
}
