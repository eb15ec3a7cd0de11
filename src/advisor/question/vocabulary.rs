//! A pack's words, compiled: what they stand for and how they are found in a question's tokens.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::automaton::{Automaton, Match};
use super::lexicon;
use super::spelling::Spelling;
use super::tokens::Tokens;
use crate::advisor::pack::{ContenderId, FactorId, KindId, Pack, Vocabulary as Words};
use crate::advisor::text::{self, Gap, Word};

/// What a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// A factor, said directly.
    Factor(FactorId),
    /// What the thing is; its factors follow.
    Kind(KindId),
    /// Nothing about a project.
    General,
}

/// What an alias names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A contender, by its own name or by a tool that implies it.
    Contender {
        /// Which.
        id: ContenderId,
        /// True if a tool is named.
        by_tool: bool,
    },
    /// An outsider, by its place in the pack.
    Outsider {
        /// Which.
        index: usize,
        /// True for an everyday word that names it only beside another stack.
        only_linked: bool,
    },
}

/// A pack's words, ready to be found.
pub struct Vocabulary {
    aliases: Automaton<Named>,
    phrases: Automaton<Meaning>,
    /// Phrases with a `@contender` in them, over words in which aliases are written so.
    slotted: Automaton<Meaning>,
    /// How each contender is written in such words.
    slots: Vec<String>,
    pairs: Pairs,
    spelling: Spelling,
    /// Two-word phrases written as one, by their stem.
    joined: HashSet<String>,
    /// Every word that is known for itself and no slip of another.
    known: HashSet<String>,
}

impl Vocabulary {
    /// Compiles a pack's words.
    pub fn new(pack: &Pack) -> Self {
        let phrases = phrases(pack);
        let aliases: Vec<_> = aliases(pack).collect();
        let joined: HashSet<String> =
            phrases.iter().flat_map(|(stems, _)| joined_forms(stems)).map(|(one, _)| one).collect();
        let pairs = Pairs::new(pack);

        let alias_words = aliases.iter().flat_map(|(words, _)| words).map(String::as_str);
        let phrase_words = phrases.iter().flat_map(|(stems, _)| stems).chain(&joined).map(String::as_str);
        let correctable = alias_words.clone().chain(phrase_words.clone()).chain(pairs.words());
        let spelling = Spelling::new(correctable.clone());
        let english =
            [lexicon::STOP_WORDS, lexicon::NEGATORS, lexicon::DISMISSALS, lexicon::PURPOSES, lexicon::SPEAKERS];
        let own = english.into_iter().flatten().map(|word| text::stem(word));
        let own = own.chain(pack.own_spellings.iter().flat_map(|word| text::stems(word)));
        let own = own.chain(pack.article.passages().flat_map(|(_, _, passage)| text::stems(&passage.text)));
        let own = own.chain(pack.topics.heads.iter().chain(&pack.topics.leads).flat_map(|word| text::stems(word)));
        let known = own.chain(correctable.map(str::to_owned)).collect();

        let mut patterns = phrases.clone();
        for (stems, meaning) in &phrases {
            patterns.extend(joined_forms(stems).map(|(_, whole)| (whole, *meaning)));
        }
        let mut seen = HashSet::new();
        patterns.retain(|(stems, _)| seen.insert(stems.clone()));
        let is_slotted = |(stems, _): &(Vec<String>, Meaning)| stems.iter().any(|stem| stem.starts_with('@'));
        let (slotted, plain): (Vec<_>, Vec<_>) = patterns.into_iter().partition(is_slotted);
        Self {
            aliases: Automaton::new(aliases),
            phrases: Automaton::new(plain),
            slotted: Automaton::new(slotted),
            slots: pack.contenders.iter().map(|contender| format!("@{}", contender.id)).collect(),
            pairs,
            spelling,
            joined,
            known,
        }
    }

    /// The tokens with typing errors mended: slips of known words, and a phrase written in one word with a hyphen in it.
    pub fn mend(&self, words: Vec<Word>) -> Tokens {
        let mut mended: Vec<Word> = Vec::with_capacity(words.len());
        for mut word in words {
            if let Some(before) =
                mended.last_mut().filter(|before| word.gap == Gap::Joined && self.is_slip(before, &word))
            {
                let joined = text::stem(&format!("{}{}", before.text, word.text));
                if let Some(right) = self.spelling.correct(&joined).filter(|right| self.joined.contains(*right)) {
                    right.clone_into(&mut before.stem);
                    before.span.end = word.span.end;
                    continue;
                }
            }
            if !self.known.contains(&word.stem) && !self.known.contains(&word.text) {
                if let Some(right) = self.spelling.correct(&word.stem) {
                    right.clone_into(&mut word.stem);
                    right.clone_into(&mut word.text);
                }
            }
            mended.push(word);
        }
        Tokens::from(mended)
    }

    /// What is named, in order.
    pub fn named(&self, tokens: &Tokens) -> Vec<Match<Named>> {
        self.aliases.find(tokens.words.iter().map(|word| word.text.as_str()))
    }

    /// What the phrases and pairs of words stand for, in no order, some of it covering the same words.
    pub fn meanings(&self, tokens: &Tokens, named: &[Match<Named>]) -> Vec<Match<Meaning>> {
        let mut found = self.phrases.find(tokens.words.iter().map(|word| word.stem.as_str()));
        let (slotted_words, places) = self.with_slots(tokens, named);
        let slotted = self.slotted.find(slotted_words);
        found.extend(slotted.into_iter().map(|found| Match {
            target: found.target,
            words: places[found.words.start].start..places[found.words.end - 1].end,
        }));
        found.extend(self.pairs.find(tokens, named, &found));
        found
    }

    /// Two words written with a hyphen may be a slip only if they are not both known words.
    fn is_slip(&self, before: &Word, word: &Word) -> bool {
        let joined = text::stem(&format!("{}{}", before.text, word.text));
        !self.joined.contains(&joined) && joined.len() >= 7
    }

    /// The stems, with every alias of a contender written as `@` and its place; and the words that each entry covers.
    fn with_slots<'a>(&'a self, tokens: &'a Tokens, named: &[Match<Named>]) -> (Vec<&'a str>, Vec<Range<usize>>) {
        let mut words = Vec::with_capacity(tokens.words.len());
        let mut places = Vec::with_capacity(tokens.words.len());
        let mut at = 0;
        while at < tokens.words.len() {
            let slot = named.iter().find_map(|found| match found.target {
                Named::Contender { id, .. } if found.words.start == at => {
                    Some((self.slots[id.0 as usize].as_str(), found.words.clone()))
                }
                _ => None,
            });
            let (word, place) = slot.unwrap_or_else(|| (tokens.words[at].stem.as_str(), at..at + 1));
            at = place.end;
            words.push(word);
            places.push(place);
        }
        (words, places)
    }
}

fn aliases(pack: &Pack) -> impl Iterator<Item = (Vec<String>, Named)> {
    let words = |alias: &String| text::words(alias).into_iter().map(|word| word.text).collect::<Vec<_>>();
    let contenders = pack.contender_ids().flat_map(move |id| {
        let contender = pack.contender(id);
        let names = contender.names.iter().map(move |name| (words(name), Named::Contender { id, by_tool: false }));
        names.chain(contender.tools.iter().map(move |tool| (words(tool), Named::Contender { id, by_tool: true })))
    });
    let outsiders = pack.outsiders.iter().enumerate().flat_map(move |(index, outsider)| {
        let aliases =
            outsider.aliases.iter().map(move |alias| (words(alias), Named::Outsider { index, only_linked: false }));
        aliases
            .chain(outsider.linked.iter().map(move |word| (words(word), Named::Outsider { index, only_linked: true })))
    });
    contenders.chain(outsiders)
}

fn phrases(pack: &Pack) -> Vec<(Vec<String>, Meaning)> {
    let factors = pack.factor_ids().map(|id| (&pack.factor(id).vocabulary, Meaning::Factor(id)));
    let kinds =
        (0..pack.kinds.len()).map(|i| KindId(i as u16)).map(|id| (&pack.kind(id).vocabulary, Meaning::Kind(id)));
    let meant =
        factors.chain(kinds).flat_map(|(words, meaning)| words.phrases.iter().map(move |phrase| (phrase, meaning)));
    let general = pack.general.iter().map(|phrase| (phrase, Meaning::General));
    meant.chain(general).map(|(phrase, meaning)| (slotted_stems(phrase), meaning)).collect()
}

/// The stems of a phrase; a `@contender` in it stays as it is.
fn slotted_stems(phrase: &str) -> Vec<String> {
    let stems = |word: &str| if word.starts_with('@') { vec![word.to_owned()] } else { text::stems(word) };
    phrase.split_whitespace().flat_map(stems).collect()
}

/// The forms of a phrase in which two neighbours are written as one: that word, and the whole phrase.
fn joined_forms(stems: &[String]) -> impl Iterator<Item = (String, Vec<String>)> {
    let plain = |word: &String| word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    (1..stems.len()).filter(move |i| plain(&stems[i - 1]) && plain(&stems[*i])).map(|i| {
        let one = text::stem(&format!("{}{}", stems[i - 1], stems[i]));
        let whole = stems[..i - 1].iter().cloned().chain([one.clone()]).chain(stems[i + 1..].iter().cloned()).collect();
        (one, whole)
    })
}

/// Pairs of words that stand for something together.
struct Pairs {
    meanings: Vec<Meaning>,
    /// From the first stem of a side's entry to the entry.
    entries: HashMap<String, Vec<Entry>>,
    /// For each contender, the sides that any alias of it fills.
    slots: Vec<Vec<Side>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    pair: usize,
    other: bool,
}

struct Entry {
    rest: Vec<String>,
    side: Side,
}

/// How many words may stand between the two of a pair.
const WINDOW: usize = 5;

impl Pairs {
    fn new(pack: &Pack) -> Self {
        let factors = pack.factor_ids().map(|id| (&pack.factor(id).vocabulary, Meaning::Factor(id)));
        let kinds =
            (0..pack.kinds.len()).map(|i| KindId(i as u16)).map(|id| (&pack.kind(id).vocabulary, Meaning::Kind(id)));
        let pairs = factors
            .chain(kinds)
            .flat_map(|(Words { together, .. }, meaning)| together.iter().map(move |pair| (pair, meaning)));
        let mut compiled =
            Self { meanings: Vec::new(), entries: HashMap::new(), slots: vec![Vec::new(); pack.contenders.len()] };
        for (pair, (together, meaning)) in pairs.enumerate() {
            compiled.meanings.push(meaning);
            for (words, other) in [(&together.one, false), (&together.other, true)] {
                words.iter().for_each(|word| compiled.add(pack, word, Side { pair, other }));
            }
        }
        compiled
    }

    fn add(&mut self, pack: &Pack, word: &str, side: Side) {
        let slot =
            word.strip_prefix('@').and_then(|id| pack.contenders.iter().position(|contender| contender.id == id));
        match slot {
            Some(place) => self.slots[place].push(side),
            None => {
                let mut stems = text::stems(word).into_iter();
                if let Some(first) = stems.next() {
                    self.entries.entry(first).or_default().push(Entry { rest: stems.collect(), side });
                }
            }
        }
    }

    fn words(&self) -> impl Iterator<Item = &str> + Clone {
        let rest = self.entries.values().flatten().flat_map(|entry| &entry.rest);
        self.entries.keys().chain(rest).map(String::as_str)
    }

    fn find(&self, tokens: &Tokens, named: &[Match<Named>], phrases: &[Match<Meaning>]) -> Vec<Match<Meaning>> {
        let mut sides = self.sides(tokens);
        sides.extend(self.filled_slots(named));
        let general = |at: usize| {
            phrases
                .iter()
                .any(|found| found.target == Meaning::General && found.words.len() > 1 && found.words.contains(&at))
        };
        sides.retain(|(_, words)| !general(words.start));
        sides.sort_unstable_by_key(|(side, words)| (*side, words.start));
        let mut found = Vec::new();
        for pair in sides.chunk_by(|(a, _), (b, _)| a.pair == b.pair) {
            let (one, other) = pair.split_at(pair.partition_point(|(side, _)| !side.other));
            for (_, a) in one {
                let near = other.iter().find(|(_, b)| belong_together(tokens, a, b));
                if let Some((side, b)) = near {
                    let words = a.start.min(b.start)..a.end.max(b.end);
                    found.push(Match { target: self.meanings[side.pair], words });
                }
            }
        }
        found
    }

    /// Every entry of a side that stands in the tokens, and where.
    fn sides(&self, tokens: &Tokens) -> Vec<(Side, Range<usize>)> {
        let mut sides = Vec::new();
        for at in 0..tokens.words.len() {
            for entry in self.entries.get(&tokens.words[at].stem).into_iter().flatten() {
                let end = at + 1 + entry.rest.len();
                let stands = end <= tokens.words.len()
                    && entry.rest.iter().zip(&tokens.words[at + 1..end]).all(|(stem, word)| *stem == word.stem);
                if stands {
                    sides.push((entry.side, at..end));
                }
            }
        }
        sides
    }

    /// Every side that is filled by an alias.
    fn filled_slots(&self, named: &[Match<Named>]) -> impl Iterator<Item = (Side, Range<usize>)> {
        named.iter().flat_map(|found| {
            let sides = match found.target {
                Named::Contender { id, .. } => self.slots[id.0 as usize].as_slice(),
                Named::Outsider { .. } => &[],
            };
            sides.iter().map(|side| (*side, found.words.clone()))
        })
    }
}

/// True if two sides stand in the same clause, near each other, do not overlap, and no list goes on between them.
fn belong_together(tokens: &Tokens, a: &Range<usize>, b: &Range<usize>) -> bool {
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    first.end <= second.start
        && second.start - first.end <= WINDOW
        && tokens.clauses[first.start] == tokens.clauses[second.start]
        && tokens.words[first.end..=second.start].iter().all(|word| word.gap != Gap::Comma)
}
