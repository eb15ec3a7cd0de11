//! Gathers phrases for [`Phrases`]: cuts them, follows or lays their edges, and tells what cannot be added.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::phrases::{Phrases, ROOT};
use super::rows::{Rows, Sets, grouped};
use super::words::{Cutter, WordId, Words};

/// Gathers phrases.
#[derive(Debug)]
pub struct Gathering<'a, T> {
    words: Words,
    cutter: Cutter<'a>,
    /// From a state and a word to the next state.
    edges: FxHashMap<(u32, WordId), u32>,
    targets: Vec<Option<T>>,
    /// How many words there were before the first translation, and the inflected ones among them.
    own: Option<(usize, Words)>,
}

/// A phrase that cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unadded<T> {
    /// It has no word.
    Empty,
    /// More than [`MOST_OPTIONAL`] of its words may be missing.
    TooLoose,
    /// It stands already; what for.
    Twice(T),
}

/// Gathers entries of which each belongs to sets, whose numbers it is given with.
#[derive(Debug)]
pub struct Memberships<'a> {
    entries: Gathering<'a, u32>,
    count: u32,
    /// An entry's place, and a set that it belongs to.
    belongs: Vec<(u32, u32)>,
}

/// How many words of a phrase may be missing: each doubles the forms that it has.
pub const MOST_OPTIONAL: usize = 5;

impl<'a, T: Copy + Eq + Hash> Gathering<'a, T> {
    /// A gathering that has room for about so many phrases, of which many begin alike, before it has to grow.
    pub fn with_room_for(phrases: usize) -> Self {
        let room = phrases + phrases / 4;
        let mut edges = FxHashMap::default();
        edges.reserve(room);
        let mut targets = Vec::with_capacity(room);
        targets.push(None);
        Self { words: Words::default(), cutter: Cutter::default(), edges, targets, own: None }
    }

    /// Adds a phrase, by the stems of its words. A piece with `@` before it, or in braces, is no word of the language and
    /// stays as it is; one with a question mark behind it may be missing.
    pub fn add(&mut self, phrase: &'a str, target: T) -> Result<(), Unadded<T>> {
        if phrase.matches('?').count() > MOST_OPTIONAL {
            return Err(Unadded::TooLoose);
        }
        let Self { words, cutter, edges, targets, .. } = self;
        let mut states = vec![ROOT];
        for piece in phrase.split(' ').filter(|piece| !piece.is_empty()) {
            let needed = piece.strip_suffix('?');
            let before = states.len();
            for at in 0..before {
                let next = |state, word: &WordId| step(edges, targets, state, *word);
                let behind = cutter.cut(needed.unwrap_or(piece), words).iter().fold(states[at], next);
                states.push(behind);
            }
            if needed.is_none() {
                states.drain(..before);
            }
        }
        // Where every word may be missing, the phrase is still no phrase without a word.
        states.retain(|state| *state != ROOT);
        states.dedup();
        if states.is_empty() {
            return Err(Unadded::Empty);
        }
        // Patterns may say the same in part: "a b? c" beside "a c".
        let may_meet = states.len() > 1;
        states.into_iter().try_for_each(|state| match self.end(state, target) {
            Err(Unadded::Twice(other)) if other == target && may_meet => Ok(()),
            ended => ended,
        })
    }

    /// Adds a phrase by its words as they are.
    pub fn add_words<'b>(&mut self, words: impl IntoIterator<Item = &'b str>, target: T) -> Result<(), Unadded<T>> {
        let mut state = ROOT;
        for word in words {
            let word = self.words.intern(word);
            state = step(&mut self.edges, &mut self.targets, state, word);
        }
        self.end(state, target)
    }

    /// From here on translations are added: their new words are no words of the pack's own language.
    pub fn begin_translations(&mut self) {
        if self.own.is_none() {
            self.own = Some((self.words.len(), self.cutter.inflected(&self.words)));
        }
    }

    /// The phrases gathered.
    pub fn finish(mut self) -> Phrases<T> {
        self.begin_translations();
        let (foreign_from, inflected) = self.own.unwrap_or_default();
        let mut firsts: Rows = (0..self.words.len()).map(|_| ROOT).collect();
        let from_root = self.edges.iter().filter(|((state, _), _)| *state == ROOT);
        from_root.for_each(|((_, word), next)| firsts.set(word.index(), *next));
        let others = self.edges.into_iter().filter(|((state, _), _)| *state != ROOT);
        let edges: Vec<(u32, (u32, u32))> =
            others.map(|((state, word), next)| (state, (word.number(), next))).collect();
        let (starts, mut edges) = grouped(self.targets.len(), &edges);
        starts.windows(2).for_each(|state| edges[state[0] as usize..state[1] as usize].sort_unstable());
        let mut targets: Vec<T> = Vec::new();
        let mut places: FxHashMap<T, u32> = FxHashMap::default();
        let mut place = |target: &Option<T>| {
            let Some(target) = target else { return 0 };
            *places.entry(*target).or_insert_with(|| {
                targets.push(*target);
                targets.len() as u32
            })
        };
        let ends = self.targets.iter().map(&mut place).collect();
        Phrases {
            words: self.words,
            firsts,
            starts,
            labels: edges.iter().map(|(word, _)| *word).collect(),
            nexts: edges.iter().map(|(_, next)| *next).collect(),
            ends,
            targets,
            foreign_from,
            inflected,
            lists: Rows::default(),
        }
    }

    fn end(&mut self, state: u32, target: T) -> Result<(), Unadded<T>> {
        match &mut self.targets[state as usize] {
            _ if state == ROOT => Err(Unadded::Empty),
            Some(other) => Err(Unadded::Twice(*other)),
            here => {
                *here = Some(target);
                Ok(())
            }
        }
    }
}

impl<'a> Memberships<'a> {
    /// A gathering that has room for about so many entries before it has to grow.
    pub fn with_room_for(entries: usize) -> Self {
        Self { entries: Gathering::with_room_for(entries), count: 0, belongs: Vec::with_capacity(entries) }
    }

    /// Puts an entry into a set. What has no word is passed over.
    pub fn add(&mut self, entry: &'a str, set: u32) {
        let place = match self.entries.add(entry, self.count) {
            Ok(()) => {
                self.count += 1;
                self.count - 1
            }
            Err(Unadded::Twice(known)) => known,
            Err(Unadded::Empty | Unadded::TooLoose) => return,
        };
        self.belongs.push((place, set));
    }

    /// The entries, and for each the sets that it belongs to.
    pub fn finish(mut self) -> (Phrases<u32>, Sets) {
        self.belongs.sort_unstable();
        self.belongs.dedup();
        (self.entries.finish(), Sets::new(self.count as usize, &self.belongs))
    }
}

/// The state behind a state and a word, which is made if there is none.
fn step<T>(edges: &mut FxHashMap<(u32, WordId), u32>, targets: &mut Vec<Option<T>>, state: u32, word: WordId) -> u32 {
    *edges.entry((state, word)).or_insert_with(|| {
        targets.push(None);
        targets.len() as u32 - 1
    })
}
