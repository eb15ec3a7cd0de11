//! Pairs of words that stand for something together: "predict … sales", "know … X".
//!
//! This is the smallest mechanism that generalises: forty verbs and sixty nouns in a list each make thousands of
//! phrases that nobody has to write down.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::negation::is_negator;
use super::tokens::Tokens;
use super::vocabulary::Named;
use crate::advisor::gathering::Memberships;
use crate::advisor::lists::Listed;
use crate::advisor::pack::{FactorId, KindId, Meaning, Pack, Together};
use crate::advisor::phrases::{Match, Phrases};
use crate::advisor::rows::Sets;
use crate::advisor::text::Gap;

/// How many words may stand between the two of a pair.
const WINDOW: usize = 5;

/// How far apart the two of a pair can begin: no entry is longer than this less the window.
const FARTHEST: usize = WINDOW + 10;

/// A pack's pairs, ready to be found.
#[derive(Serialize, Deserialize)]
pub struct Pairs {
    meanings: Vec<Meaning>,
    /// What stands on a side, each with its place in `sides`.
    entries: Phrases<u32>,
    /// For each entry the sides that it stands on, as numbers.
    sides: Sets,
    /// For each contender, the sides that any alias of it fills, as numbers.
    slots: Sets,
}

/// One side of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    pair: u32,
    is_other: bool,
}

/// Gathers pairs.
struct Sides<'a> {
    pack: &'a Pack,
    entries: Memberships<'a>,
    /// A contender's place, and a side that it fills.
    slots: Vec<(u32, u32)>,
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
        let mut gathering = Sides { pack, entries: Memberships::with_room_for(20_000), slots: Vec::new() };
        let mut meanings = Vec::new();
        for (pairs, meaning) in factors.chain(kinds) {
            for Together { one, other } in pairs {
                let pair = meanings.len() as u32;
                meanings.push(meaning);
                one.iter().for_each(|word| gathering.add(word, Side { pair, is_other: false }));
                other.iter().for_each(|word| gathering.add(word, Side { pair, is_other: true }));
            }
        }
        let (entries, sides) = gathering.entries.finish();
        let slots = Sets::new(pack.contenders.len(), &gathering.slots);
        Self { meanings, entries: entries.with_lists(&pack.lists), sides, slots }
    }

    /// True if a pair has this word.
    pub fn has(&self, word: &str) -> bool {
        self.entries.has(word)
    }

    /// Every word of every pair, by its stem.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.entries.own_words()
    }

    /// The words of pairs as they were written, where that is not their stem.
    pub fn inflected(&self) -> impl Iterator<Item = &str> {
        self.entries.inflected()
    }

    /// The pairs in a text. Words that a phrase of several words covers are that phrase's, and no part of a pair.
    pub fn find(
        &self,
        tokens: &Tokens,
        words: (&[&str], &Listed),
        named: &[Match<Named>],
        phrases: &[Match<Meaning>],
    ) -> Vec<Match<Meaning>> {
        let mut taken = vec![false; tokens.words.len()];
        phrases
            .iter()
            .filter(|phrase| phrase.words.len() > 1)
            .for_each(|phrase| taken[phrase.words.clone()].fill(true));
        let mut sides = self.sides(words);
        sides.retain(|(_, words)| !taken[words.start]);
        sides.extend(self.filled_slots(named));
        sides.sort_unstable_by_key(|(side, words)| (*side, words.start));
        let mut found = Vec::new();
        for pair in sides.chunk_by(|(a, _), (b, _)| a.pair == b.pair) {
            let (one, other) = pair.split_at(pair.partition_point(|(side, _)| !side.is_other));
            for (side, a) in one {
                let from = other.partition_point(|(_, b)| b.start + FARTHEST < a.start);
                let near = other[from..].iter().take_while(|(_, b)| b.start <= a.start + FARTHEST);
                let is_pair = |b: &Range<usize>| belong_together(tokens, a, b) && !is_parted_by_or(tokens, named, a, b);
                if let Some((_, b)) = near.into_iter().find(|(_, b)| is_pair(b)) {
                    let words = a.start.min(b.start)..a.end.max(b.end);
                    found.push(Match { target: self.meanings[side.pair as usize], words });
                }
            }
        }
        found
    }

    /// Every entry of a side that stands in the words, which these members of lists stand in, too, and where.
    fn sides(&self, (words, listed): (&[&str], &Listed)) -> Vec<(Side, Range<usize>)> {
        let ids = self.entries.ids(words.iter().copied());
        let mut sides = Vec::new();
        for at in 0..ids.len() {
            self.entries.each_at(&ids, at, listed, |entry, len| {
                let numbers = self.sides.get(entry).iter();
                sides.extend(numbers.map(|number| (Side::from_number(*number), at..at + len)));
            });
        }
        sides
    }

    /// Every side that an alias fills.
    fn filled_slots(&self, named: &[Match<Named>]) -> impl Iterator<Item = (Side, Range<usize>)> {
        named.iter().flat_map(|found| {
            let sides = match found.target {
                Named::Contender { id, .. } => self.slots.get(u32::from(id.0)),
                Named::Outsider { .. } => &[],
            };
            sides.iter().map(|number| (Side::from_number(*number), found.words.clone()))
        })
    }
}

impl<'a> Sides<'a> {
    fn add(&mut self, word: &'a str, side: Side) {
        let contenders = &self.pack.contenders;
        let slot = word.strip_prefix('@').and_then(|id| contenders.iter().position(|contender| contender.id == id));
        if let Some(place) = slot {
            self.slots.push((place as u32, side.number()));
        } else {
            self.entries.add(word, side.number());
        }
    }
}

/// "What I know, or X?": a name behind an "or" is what is asked about, and no part of what is told before it.
fn is_parted_by_or(tokens: &Tokens, named: &[Match<Named>], a: &Range<usize>, b: &Range<usize>) -> bool {
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    let is_name = named.iter().any(|found| found.words == *second);
    is_name && (first.end..second.start).any(|at| tokens.text(at) == "or")
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
