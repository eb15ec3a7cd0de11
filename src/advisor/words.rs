//! Numbers for words: a vocabulary says the same words over and over, so each is cut and stemmed once, and then compared
//! by its number.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::text;

/// A word's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WordId(u32);

/// Words, each with its number: 0 for the first that was met, and so on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Words(FxHashMap<String, WordId>);

/// Takes phrases apart into the numbers of their stems. It remembers every piece as written.
#[derive(Debug, Default)]
pub struct Cutter<'a> {
    /// From what stands between spaces to its words: a part of `words`.
    written: FxHashMap<&'a str, Range<u32>>,
    words: Vec<WordId>,
}

impl WordId {
    /// The number, for what is kept in the order of the words.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Words {
    /// The number of a word, if it was met.
    pub fn get(&self, word: &str) -> Option<WordId> {
        self.0.get(word).copied()
    }

    /// The number of a word.
    pub fn intern(&mut self, word: String) -> WordId {
        let next = WordId(self.0.len() as u32);
        *self.0.entry(word).or_insert(next)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Every word with its number, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, WordId)> {
        self.0.iter().map(|(word, id)| (word.as_str(), *id))
    }
}

impl<'a> Cutter<'a> {
    /// The numbers of the stems of a phrase, in order. A piece with `@` before it is no word of the language and stays as
    /// it is.
    pub fn cut(&mut self, phrase: &'a str, words: &mut Words, mut each: impl FnMut(WordId)) {
        for piece in phrase.split(' ').filter(|piece| !piece.is_empty()) {
            let place = self.written.entry(piece).or_insert_with(|| {
                let from = self.words.len() as u32;
                self.words.extend(stems(piece).into_iter().map(|stem| words.intern(stem)));
                from..self.words.len() as u32
            });
            self.words[place.start as usize..place.end as usize].iter().for_each(|word| each(*word));
        }
    }
}

impl Cutter<'_> {
    /// The pieces met so far that are one word, as they were written, where that is not their stem; in no order.
    pub fn inflected(&self, words: &Words) -> Vec<String> {
        let is_inflected = |piece: &str, place: &Range<u32>| {
            is_plain(piece) && words.get(piece) != Some(self.words[place.start as usize])
        };
        let pieces = self.written.iter().filter(|(piece, place)| is_inflected(piece, place));
        pieces.map(|(piece, _)| (*piece).to_owned()).collect()
    }
}

fn is_plain(piece: &str) -> bool {
    piece.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The stems of what stands between two spaces.
fn stems(piece: &str) -> Vec<String> {
    if is_plain(piece) || piece.starts_with('@') { vec![text::stem(piece)] } else { text::stems(piece) }
}
