//! Finds many phrases in a row of words in one pass, in time linear in the words whatever the phrases are.
//!
//! Each word is written between two marks that no word can hold, so a phrase matches whole words only.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

const BEFORE: char = '\u{1}';
const AFTER: char = '\u{2}';

/// Phrases, each with what it stands for, ready to be found.
pub struct Automaton<T> {
    searcher: Option<AhoCorasick>,
    targets: Vec<T>,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<T> {
    /// What it stands for.
    pub target: T,
    /// The words that it covers.
    pub words: Range<usize>,
}

impl<T: Copy> Automaton<T> {
    /// Compiles phrases, each a row of words. Of equal phrases the first counts.
    pub fn new(phrases: impl IntoIterator<Item = (Vec<String>, T)>) -> Self {
        let phrases = phrases.into_iter().filter(|(words, _)| !words.is_empty());
        let (patterns, targets): (Vec<_>, Vec<_>) =
            phrases.map(|(words, target)| (mark(words.iter().map(String::as_str)).0, target)).unzip();
        let searcher = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns);
        Self { searcher: searcher.ok(), targets }
    }

    /// The phrases in a row of words, leftmost first, the longest of those that begin at the same word; none overlap.
    pub fn find<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Vec<Match<T>> {
        let (text, starts) = mark(words);
        let word_at = |byte: usize| starts.partition_point(|start| *start < byte);
        let matches = self.searcher.iter().flat_map(|searcher| searcher.find_iter(&text));
        matches
            .map(|found| Match {
                target: self.targets[found.pattern().as_usize()],
                words: word_at(found.start())..word_at(found.end()),
            })
            .collect()
    }
}

/// The words between their marks, and where each begins.
fn mark<'a>(words: impl IntoIterator<Item = &'a str>) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::new();
    for word in words {
        starts.push(text.len());
        text.push(BEFORE);
        text.push_str(word);
        text.push(AFTER);
    }
    (text, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_only_whole_words_match() {
        let phrases = ["chat", "chat app", "app store", "a b c", "b"];
        let phrases = phrases.map(|phrase| (phrase.split(' ').map(str::to_owned).collect(), phrase));
        let automaton = Automaton::new(phrases);
        let check = |text: &str, expect: &[(&str, Range<usize>)]| {
            let found = automaton.find(text.split(' '));
            let found: Vec<_> = found.into_iter().map(|found| (found.target, found.words)).collect();
            assert_eq!(found, expect, "{text:?}");
        };
        check("a chat app here", &[("chat app", 1..3)]);
        check("chat apps", &[("chat", 0..1)]);
        check("chats app", &[]);
        check("chat app store", &[("chat app", 0..2)]);
        check("chat chat app", &[("chat", 0..1), ("chat app", 1..3)]);
        check("a b", &[("b", 1..2)]);
        check("", &[]);
    }

    #[test]
    fn no_phrases_are_found_by_an_automaton_without_any() {
        assert_eq!(Automaton::<u8>::new([]).find(["a"]), []);
    }
}
