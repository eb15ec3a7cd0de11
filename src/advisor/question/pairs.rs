//! Pairs of words that stand for something together: "predict … sales", "know … X".
//!
//! This is the smallest mechanism that generalises: forty verbs and sixty nouns in a list each make thousands of
//! phrases that nobody has to write down.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::negation::is_negator;
use super::tokens::Tokens;
use super::vocabulary::Named;
use crate::advisor::pack::{FactorId, KindId, Meaning, Pack, Together};
use crate::advisor::phrases::Match;
use crate::advisor::rows::{Rows, grouped};
use crate::advisor::text::Gap;
use crate::advisor::words::{Cutter, WordId, Words};

/// How many words may stand between the two of a pair.
const WINDOW: usize = 5;

/// How far apart the two of a pair can begin: no entry is longer than this less the window.
const FARTHEST: usize = WINDOW + 10;

/// A pack's pairs, ready to be found.
#[derive(Serialize, Deserialize)]
pub struct Pairs {
    meanings: Vec<Meaning>,
    words: Words,
    /// The words as they were written, where that is not their stem.
    inflected: Words,
    /// For each word where the entries begin that begin with it, and where the last one's end.
    starts: Rows,
    /// For each entry its side, as [`Side::number`].
    sides: Rows,
    /// For each entry where the words behind its first one end in their row.
    rest_ends: Rows,
    rests: Rows,
    /// For each contender, the sides that any alias of it fills.
    slots: Vec<Vec<Side>>,
}

/// One side of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Side {
    pair: u32,
    is_other: bool,
}

/// A word or words that stand on a side, behind the first one.
#[derive(Clone, Copy)]
struct Entry {
    /// Where the words behind its first one stand in the gathered row.
    rest: (usize, usize),
    side: Side,
}

/// Gathers pairs.
struct Gathering<'a> {
    pack: &'a Pack,
    cutter: Cutter<'a>,
    words: Words,
    /// Each by its first word.
    entries: Vec<(u32, Entry)>,
    rests: Vec<u32>,
    slots: Vec<Vec<Side>>,
}

impl Side {
    /// The side as a number: its pair's, doubled, and one for the other side.
    fn number(self) -> u32 {
        2 * self.pair + u32::from(self.is_other)
    }

    fn from_number(number: u32) -> Self {
        Self { pair: number / 2, is_other: number % 2 == 1 }
    }
}

impl Pairs {
    /// Compiles a pack's pairs.
    pub fn new(pack: &Pack) -> Self {
        let factors = pack.factors.iter().map(|factor| &factor.together).zip(0..);
        let factors = factors.map(|(pairs, place)| (pairs, Meaning::Factor(FactorId(place))));
        let kinds = pack.kinds.iter().map(|kind| &kind.together).zip(0..);
        let kinds = kinds.map(|(pairs, place)| (pairs, Meaning::Kind(KindId(place))));
        let mut gathering = Gathering {
            pack,
            cutter: Cutter::default(),
            words: Words::default(),
            entries: Vec::new(),
            rests: Vec::new(),
            slots: vec![Vec::new(); pack.contenders.len()],
        };
        let mut meanings = Vec::new();
        for (pairs, meaning) in factors.chain(kinds) {
            for Together { one, other } in pairs {
                let pair = meanings.len() as u32;
                meanings.push(meaning);
                one.iter().for_each(|word| gathering.add(word, Side { pair, is_other: false }));
                other.iter().for_each(|word| gathering.add(word, Side { pair, is_other: true }));
            }
        }
        let Gathering { cutter, words, entries, rests, slots, .. } = gathering;
        let (starts, entries) = grouped(words.len(), &entries);
        let rest = |entry: &Entry| &rests[entry.rest.0..entry.rest.1];
        let ends = entries.iter().scan(0, |end, entry| {
            *end += rest(entry).len() as u32;
            Some(*end)
        });
        Self {
            meanings,
            inflected: cutter.inflected(&words),
            starts,
            words,
            sides: entries.iter().map(|entry| entry.side.number()).collect(),
            rest_ends: ends.collect(),
            rests: entries.iter().flat_map(rest).copied().collect(),
            slots,
        }
    }

    /// Every word of every pair, by its stem.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter()
    }

    /// The words of pairs as they were written, where that is not their stem.
    pub fn inflected(&self) -> impl Iterator<Item = &str> {
        self.inflected.iter()
    }

    /// The pairs in a text. Words that a phrase of several words covers are that phrase's, and no part of a pair.
    pub fn find(&self, tokens: &Tokens, named: &[Match<Named>], phrases: &[Match<Meaning>]) -> Vec<Match<Meaning>> {
        let mut taken = vec![false; tokens.words.len()];
        phrases
            .iter()
            .filter(|phrase| phrase.words.len() > 1)
            .for_each(|phrase| taken[phrase.words.clone()].fill(true));
        let mut sides = self.sides(tokens);
        sides.retain(|(_, words)| !taken[words.start]);
        sides.extend(self.filled_slots(named));
        sides.sort_unstable_by_key(|(side, words)| (*side, words.start));
        let mut found = Vec::new();
        for pair in sides.chunk_by(|(a, _), (b, _)| a.pair == b.pair) {
            let (one, other) = pair.split_at(pair.partition_point(|(side, _)| !side.is_other));
            for (side, a) in one {
                let from = other.partition_point(|(_, b)| b.start + FARTHEST < a.start);
                let near = other[from..].iter().take_while(|(_, b)| b.start <= a.start + FARTHEST);
                if let Some((_, b)) = near.into_iter().find(|(_, b)| belong_together(tokens, a, b)) {
                    let words = a.start.min(b.start)..a.end.max(b.end);
                    found.push(Match { target: self.meanings[side.pair as usize], words });
                }
            }
        }
        found
    }

    /// Every entry of a side that stands in the text, and where.
    fn sides(&self, tokens: &Tokens) -> Vec<(Side, Range<usize>)> {
        let ids: Vec<Option<WordId>> = tokens.words.iter().map(|word| self.words.get(&word.stem)).collect();
        let mut sides = Vec::new();
        for (at, first) in ids.iter().enumerate() {
            let Some(first) = first else { continue };
            let (from, to) = (self.starts[first.index()] as usize, self.starts[first.index() + 1] as usize);
            for entry in from..to {
                let begins = entry.checked_sub(1).map_or(0, |before| self.rest_ends[before]);
                let rest = &self.rests[begins as usize..self.rest_ends[entry] as usize];
                let end = at + 1 + rest.len();
                let is_behind = |behind: &[Option<WordId>]| {
                    behind.iter().zip(rest).all(|(word, wanted)| word.is_some_and(|word| word.number() == *wanted))
                };
                if ids.get(at + 1..end).is_some_and(is_behind) {
                    sides.push((Side::from_number(self.sides[entry]), at..end));
                }
            }
        }
        sides
    }

    /// Every side that an alias fills.
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

impl<'a> Gathering<'a> {
    fn add(&mut self, word: &'a str, side: Side) {
        let contenders = &self.pack.contenders;
        let slot = word.strip_prefix('@').and_then(|id| contenders.iter().position(|contender| contender.id == id));
        if let Some(place) = slot {
            self.slots[place].push(side);
            return;
        }
        let mut first = None;
        let from = self.rests.len();
        self.cutter.cut(word, &mut self.words, |word| match first {
            None => first = Some(word.number()),
            Some(_) => self.rests.push(word.number()),
        });
        let rest = (from, self.rests.len());
        self.entries.extend(first.map(|first| (first, Entry { rest, side })));
    }
}

/// True if two sides stand in the same clause, near each other, do not overlap, and between them no list goes on and
/// nothing is denied.
fn belong_together(tokens: &Tokens, a: &Range<usize>, b: &Range<usize>) -> bool {
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    first.end <= second.start
        && second.start - first.end <= WINDOW
        && tokens.clauses[first.start] == tokens.clauses[second.start]
        && tokens.words[first.end..=second.start].iter().all(|word| word.gap != Gap::Comma)
        && !(first.end..second.start).any(|at| is_negator(tokens, at))
}
