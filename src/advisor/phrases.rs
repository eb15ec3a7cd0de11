//! Finds many phrases in a row of words in one pass, whatever the phrases are: a trie over words.
//!
//! A trie over words is built several times faster than an automaton over bytes, which counts where a process starts,
//! answers and ends. No phrase is longer than a sentence, so matching stays linear in the words of the text.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::text;

/// A word's number in a [`Phrases`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(u32);

/// Phrases, each with what it stands for.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    words: FxHashMap<String, WordId>,
    /// From a node and a word to the next node; node 0 is the root.
    edges: FxHashMap<(u32, WordId), u32>,
    /// What the phrase that ends at a node stands for.
    targets: Vec<Option<T>>,
    /// Words that follow each other in a phrase.
    neighbours: FxHashSet<(WordId, WordId)>,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<T> {
    /// What it stands for.
    pub target: T,
    /// The words that it covers.
    pub words: Range<usize>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        let (words, edges, neighbours) = Default::default();
        Self { words, edges, targets: vec![None], neighbours }
    }
}

impl<T: Copy> Phrases<T> {
    /// Adds a phrase. Where it stands already, it stays as it is, and what it stands for is returned.
    pub fn add<'a>(&mut self, words: impl IntoIterator<Item = &'a str>, target: T) -> Option<T> {
        let mut node = 0;
        let mut before = None;
        for word in words {
            let id = self.intern(word);
            self.neighbours.extend(before.replace(id).map(|before| (before, id)));
            node = *self.edges.entry((node, id)).or_insert_with(|| {
                self.targets.push(None);
                self.targets.len() as u32 - 1
            });
        }
        let target_here = &mut self.targets[node as usize];
        if node != 0 && target_here.is_none() {
            *target_here = Some(target);
            return None;
        }
        *target_here
    }

    /// The phrases in a row of words, leftmost first, the longest of those that begin at the same word; none overlap.
    pub fn find<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Vec<Match<T>> {
        let ids: Vec<_> = words.into_iter().map(|word| self.words.get(word).copied()).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < ids.len() {
            match self.longest_at(&ids[at..]) {
                Some((target, len)) => {
                    found.push(Match { target, words: at..at + len });
                    at += len;
                }
                None => at += 1,
            }
        }
        found
    }

    /// True if a phrase has this word.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// True if these words follow each other in a phrase.
    pub fn are_neighbours(&self, first: &str, second: &str) -> bool {
        let id = |word: &str| self.words.get(word).copied();
        id(first).zip(id(second)).is_some_and(|pair| self.neighbours.contains(&pair))
    }

    /// The words that stand right before this one in a phrase, in no order.
    pub fn neighbours_before(&self, second: &str) -> impl Iterator<Item = &str> {
        let second = self.words.get(second).copied();
        let before = move |word: &WordId| second.is_some_and(|second| self.neighbours.contains(&(*word, second)));
        self.words.iter().filter(move |(_, word)| before(word)).map(|(word, _)| word.as_str())
    }

    /// Every word of every phrase, once, in no order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    fn longest_at(&self, ids: &[Option<WordId>]) -> Option<(T, usize)> {
        let mut node = 0;
        let mut longest = None;
        for (len, id) in ids.iter().enumerate() {
            let Some(next) = id.and_then(|id| self.edges.get(&(node, id))) else { break };
            node = *next;
            longest = self.targets[node as usize].map(|target| (target, len + 1)).or(longest);
        }
        longest
    }

    fn intern(&mut self, word: &str) -> WordId {
        if let Some(id) = self.words.get(word) {
            return *id;
        }
        let id = WordId(self.words.len() as u32);
        self.words.insert(word.to_owned(), id);
        id
    }
}

/// Stems phrases, and remembers the stem of every word that it has met: a vocabulary says the same words over and over.
#[derive(Debug, Default)]
pub struct Stems {
    known: FxHashMap<String, String>,
}

impl Stems {
    /// The stems of a phrase. A word with `@` before it is no word of the language and stays as it is.
    pub fn of(&mut self, phrase: &str) -> Vec<&str> {
        let is_plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
        let pieces: Vec<String> = phrase
            .split(' ')
            .flat_map(|piece| match piece {
                "" => Vec::new(),
                _ if is_plain(piece) || piece.starts_with('@') => vec![piece.to_owned()],
                _ => text::folded(piece),
            })
            .collect();
        for piece in &pieces {
            if !self.known.contains_key(piece) {
                self.known.insert(piece.clone(), text::stem(piece));
            }
        }
        pieces.iter().map(|piece| self.known[piece].as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_only_whole_words_match() {
        let mut phrases = Phrases::default();
        for phrase in ["chat", "chat app", "app store", "a b c", "b"] {
            assert_eq!(phrases.add(phrase.split(' '), phrase), None);
        }
        let check = |text: &str, expect: &[(&str, Range<usize>)]| {
            let found = phrases.find(text.split(' '));
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
    fn a_phrase_that_stands_already_is_told_by_what_it_stands_for() {
        let mut phrases = Phrases::default();
        assert_eq!(phrases.add(["a", "b"], 1), None);
        assert_eq!(phrases.add(["a", "b"], 2), Some(1));
        assert_eq!(phrases.add(["a"], 3), None);
        assert_eq!(phrases.add([], 4), None);
        assert!(phrases.are_neighbours("a", "b") && !phrases.are_neighbours("b", "a"));
    }

    #[test]
    fn stems_are_those_of_the_text() {
        let mut stems = Stems::default();
        for phrase in ["real-time Apps", "don't scale", "C++ code", "1.3 million"] {
            assert_eq!(stems.of(phrase), text::stems(phrase), "{phrase:?}");
        }
        assert_eq!(stems.of("@node devs"), ["@node", "dev"]);
    }
}
