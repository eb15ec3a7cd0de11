//! Numbers for words: a vocabulary says the same words over and over, so each is cut and stemmed once, and then compared
//! by its number.
//!
//! Words that are complete lie in one text with a table of places over it. Many thousands of them are read back from a
//! file as three long values, which counts where a process starts, answers one question and ends.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};

use super::rows::Rows;
use super::text;

/// A word's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WordId(u32);

/// Words, each with its number: 0 for the first, and so on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Words {
    /// All the words, without anything between them.
    text: String,
    /// Where each word ends in the text.
    ends: Rows,
    /// Open addressing: a word's number and one, at its hash or behind it; 0 is free. So many that a mask gives the place: a
    /// power of two.
    slots: Rows,
}

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

    /// The word with a number that was kept so.
    pub fn from_number(number: u32) -> Self {
        Self(number)
    }

    /// The number as it is kept in long rows.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl Words {
    /// The number of a word, which is kept if it is new.
    pub fn intern(&mut self, word: &str) -> WordId {
        if let Some(known) = self.get(word) {
            return known;
        }
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        if 2 * self.len() > self.slots.len() {
            self.slots = std::iter::repeat_n(0, 2 * self.len().next_power_of_two()).collect();
            (0..self.len()).for_each(|number| self.fill_slot(number));
        } else {
            self.fill_slot(self.len() - 1);
        }
        WordId(self.ends.len() as u32 - 1)
    }

    /// The number of a word, if it is one of them.
    pub fn get(&self, word: &str) -> Option<WordId> {
        let mut slot = self.slot(word)?;
        loop {
            let number = self.slots[slot].checked_sub(1)?;
            if self.word(number as usize) == word {
                return Some(WordId(number));
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// True if a word is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word with this number.
    pub fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// The words in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.word(number))
    }

    /// Puts a word into the first free slot from its hash on.
    fn fill_slot(&mut self, number: usize) {
        let Some(mut slot) = self.slot(self.word(number)) else { return };
        while self.slots[slot] != 0 {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots.set(slot, number as u32 + 1);
    }

    /// Where the search for a word begins; `None` if there are no words.
    fn slot(&self, word: &str) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut hasher = FxHasher::default();
        hasher.write(word.as_bytes());
        Some(hasher.finish() as usize & mask)
    }
}

impl<'a> FromIterator<&'a str> for Words {
    /// Keeps each word once, in the order in which they come.
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut kept = Self::default();
        for word in words {
            kept.intern(word);
        }
        kept
    }
}

impl<'a> Cutter<'a> {
    /// The numbers of the stems of what stands between two spaces of a phrase, in order. A piece with `@` before it, or in
    /// braces, is no word of the language and stays as it is.
    pub fn cut(&mut self, piece: &'a str, words: &mut Words) -> &[WordId] {
        let place = self.written.entry(piece).or_insert_with(|| {
            let from = self.words.len() as u32;
            self.words.extend(stems(piece).into_iter().map(|stem| words.intern(&stem)));
            from..self.words.len() as u32
        });
        &self.words[place.start as usize..place.end as usize]
    }

    /// The pieces met so far that are one word, as they were written, where that is not their stem.
    pub fn inflected(&self, words: &Words) -> Words {
        let is_inflected = |piece: &str, place: &Range<u32>| {
            is_plain(piece) && words.get(piece) != Some(self.words[place.start as usize])
        };
        let pieces = self.written.iter().filter(|(piece, place)| is_inflected(piece, place));
        let mut pieces: Vec<&str> = pieces.map(|(piece, _)| *piece).collect();
        // The table that remembers them is in no order that a file should depend on.
        pieces.sort_unstable();
        pieces.into_iter().collect()
    }
}

fn is_plain(piece: &str) -> bool {
    piece.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// The stems of what stands between two spaces.
fn stems(piece: &str) -> Vec<String> {
    match piece.as_bytes()[0] {
        b'{' => vec![piece.to_owned()],
        b'@' => vec![text::stem(piece)],
        _ if is_plain(piece) => vec![text::stem(piece)],
        _ => text::stems(piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_themselves_and_keep_their_order() {
        let words: Words = ["tea", "coffee", "", "tea", "größe", "te", "a"].into_iter().collect();
        assert_eq!(words.iter().collect::<Vec<_>>(), ["tea", "coffee", "", "größe", "te", "a"]);
        for (number, word) in words.iter().enumerate() {
            assert_eq!(words.get(word).map(WordId::index), Some(number), "{word:?}");
        }
        assert!(!words.contains("teacoffee") && !words.contains("ea"));
        assert!(!Words::default().contains("tea"));
        assert_eq!(std::iter::empty::<&str>().collect::<Words>().len(), 0);
    }
}
