//! A text cut into tokens, with the clauses and sentences that they stand in.

use std::ops::Range;

use super::lexicon::CONTRASTS;
use crate::advisor::text::{Gap, Word};

/// A text, word by word.
#[derive(Debug)]
pub struct Tokens {
    /// The words.
    pub words: Vec<Word>,
    /// For each word the number of its clause. A clause ends at stronger marks than a comma and before words of contrast.
    pub clauses: Vec<u32>,
    /// For each word the number of its sentence.
    sentences: Vec<u32>,
}

impl Tokens {
    /// The word at `at`, or the empty string beyond the ends.
    pub fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.text.as_str())
    }

    /// Takes these words out of the text, so that they mean nothing in English; what they are in a phrase stays.
    pub fn blank(&mut self, words: &[String]) {
        self.words.iter_mut().filter(|word| words.contains(&word.text)).for_each(|word| word.text.clear());
    }

    /// True if the words from `at` on are these, which are parted by spaces.
    pub fn stand_at(&self, at: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(i, word)| self.text(at + i) == word)
    }

    /// True if the words right before `at` are these.
    pub fn stand_before(&self, at: usize, words: &str) -> bool {
        let from = at.checked_sub(words.split(' ').count());
        from.is_some_and(|from| self.stand_at(from, words))
    }

    /// The first and one past the last word of the sentence that holds `at`.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        self.sentences.get(at).map_or(at..at, |number| run(&self.sentences, *number))
    }

    /// The stretches of words that no mark stronger than a comma parts; a phrase stands within one.
    pub fn stretches(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = (0..self.words.len()).filter(|at| *at == 0 || self.words[*at].gap >= Gap::Clause);
        let ends = (1..=self.words.len()).filter(|at| self.words.get(*at).is_none_or(|word| word.gap >= Gap::Clause));
        starts.zip(ends).map(|(start, end)| start..end)
    }

    /// For each word whether a comma or a stronger mark stands before it.
    pub fn parted(&self) -> Vec<bool> {
        self.words.iter().map(|word| word.gap >= Gap::Comma).collect()
    }

    /// The words of the clause with this number; empty if there is none.
    pub fn clause(&self, number: u32) -> Range<usize> {
        run(&self.clauses, number)
    }
}

/// Where a number stands in a row of rising numbers.
fn run(numbers: &[u32], number: u32) -> Range<usize> {
    numbers.partition_point(|other| *other < number)..numbers.partition_point(|other| *other <= number)
}

/// "so that", "but for": the word at `at` begins no clause of its own.
fn goes_on(words: &[Word], at: usize) -> bool {
    let next = words.get(at + 1).map_or("", |word| word.text.as_str());
    matches!((words[at].text.as_str(), next), ("so", "that") | ("but", "for"))
}

impl From<Vec<Word>> for Tokens {
    fn from(words: Vec<Word>) -> Self {
        let mut clause = 0;
        let mut sentence = 0;
        let mut clauses = Vec::with_capacity(words.len());
        let mut sentences = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            // Without a comma it tells of the time: "it hangs while it computes".
            let is_contrast = CONTRASTS.contains(&word.text.as_str()) || word.text == "while" && word.gap == Gap::Comma;
            if word.gap >= Gap::Clause || is_contrast && !goes_on(&words, at) {
                clause += 1;
            }
            sentence += u32::from(word.gap == Gap::Sentence);
            clauses.push(clause);
            sentences.push(sentence);
        }
        Self { words, clauses, sentences }
    }
}
