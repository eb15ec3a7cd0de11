//! A text cut into tokens, with the clauses and sentences that they stand in.

use super::lexicon::CONTRASTS;
use crate::advisor::text::{Gap, Word};

/// A text, word by word.
#[derive(Debug)]
pub struct Tokens {
    /// The words.
    pub words: Vec<Word>,
    /// For each word the number of its clause. A clause ends at stronger marks than a comma and before words of contrast.
    pub clauses: Vec<u32>,
}

impl Tokens {
    /// The word at `at`, or the empty string beyond the ends.
    pub fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.text.as_str())
    }

    /// True if the words from `at` on are these.
    pub fn stand_at(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(i, word)| self.text(at + i) == *word)
    }

    /// True if the words right before `at` are these.
    pub fn stand_before(&self, at: usize, words: &[&str]) -> bool {
        at >= words.len() && self.stand_at(at - words.len(), words)
    }

    /// The first and one past the last word of the sentence that holds `at`.
    pub fn sentence(&self, at: usize) -> std::ops::Range<usize> {
        let breaks = |i: &usize| self.words[*i].gap == Gap::Sentence;
        let start = (0..=at).rev().find(breaks).unwrap_or(0);
        let end = (at + 1..self.words.len()).find(breaks).unwrap_or(self.words.len());
        start..end
    }
}

impl From<Vec<Word>> for Tokens {
    fn from(words: Vec<Word>) -> Self {
        let mut clause = 0;
        let mut clauses = Vec::with_capacity(words.len());
        for word in &words {
            if word.gap >= Gap::Clause || CONTRASTS.contains(&word.text.as_str()) {
                clause += 1;
            }
            clauses.push(clause);
        }
        Self { words, clauses }
    }
}
