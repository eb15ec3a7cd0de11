//! Finds many phrases in a row of words in one pass, whatever the phrases are: a trie over words.
//!
//! A trie over words is built several times faster than an automaton over bytes, and lies in a few long rows that are read
//! back from a file at once; both count where a process starts, answers and ends. No phrase is longer than a sentence, so
//! matching stays linear in the words of the text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::lists::{Listed, Lists};
use super::rows::Rows;
use super::words::{WordId, Words};

/// Phrases, each with what it stands for: a trie over words, its edges in one row by state and word. Where every phrase
/// begins there are thousands of edges, and every word of a text is looked up, so these are a row by word.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Phrases<T> {
    pub(super) words: Words,
    /// For each word the state behind it where it begins a phrase; [`ROOT`] where it begins none.
    pub(super) firsts: Rows,
    /// Where the edges of each other state begin, and where the last one's end.
    pub(super) starts: Rows,
    /// For each edge its word; those of a state rise.
    pub(super) labels: Rows,
    /// For each edge the state that it leads to.
    pub(super) nexts: Rows,
    /// For each state the place of what a phrase that ends there stands for, and one; 0 where none does.
    pub(super) ends: Rows,
    /// What phrases stand for, each once.
    pub(super) targets: Vec<T>,
    /// The first word that was met in a translation only.
    pub(super) foreign_from: usize,
    /// The words of the pack's own language as they were written, where that is not their stem.
    pub(super) inflected: Words,
    /// For each list of words the number of the word that it stands as in phrases, and one; 0 where it stands in none.
    pub(super) lists: Rows,
}

/// The state where every phrase begins.
pub(super) const ROOT: u32 = 0;

/// What stands behind while a phrase is followed.
#[derive(Clone, Copy)]
struct Behind {
    /// Where the phrase begins.
    start: usize,
    /// How many words it has so far.
    len: usize,
    /// True if the last of them are a list's: such a phrase goes over no comma.
    by_list: bool,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<T> {
    /// What it stands for.
    pub target: T,
    /// The words that it covers.
    pub words: Range<usize>,
}

impl<T: Copy> Phrases<T> {
    /// The phrases in a row of words, leftmost first, the longest of those that begin at the same word; none overlap.
    pub fn find<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Vec<Match<T>> {
        self.find_listed(words, &Listed::default())
    }

    /// The same, where a phrase may have a list in it, and these members of lists stand in the words.
    pub fn find_listed<'a>(&self, words: impl IntoIterator<Item = &'a str>, listed: &Listed) -> Vec<Match<T>> {
        let ids = self.ids(words);
        self.find_within(&ids, 0..ids.len(), listed)
    }

    /// The same in a stretch of a row of words.
    pub fn find_within(&self, ids: &[Option<WordId>], stretch: Range<usize>, listed: &Listed) -> Vec<Match<T>> {
        let ids = &ids[..stretch.end];
        let mut found = Vec::new();
        let mut at = stretch.start;
        while at < ids.len() {
            match self.longest_at(ids, at, listed) {
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
        self.words.contains(word)
    }

    /// True if a phrase in the pack's own language has this word.
    pub fn has_own(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|id| id.index() < self.foreign_from)
    }

    /// True if these words are a phrase.
    pub fn is_phrase<const N: usize>(&self, words: [&str; N]) -> bool {
        let next = |state: u32, word: &str| self.next(state, self.words.get(word)?);
        let state = words.into_iter().try_fold(ROOT, next);
        state.is_some_and(|state| self.ends[state as usize] > 0)
    }

    /// True if a phrase begins with this word and goes on, or is this word.
    pub fn begins_with_word(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|word| self.next(ROOT, word).is_some())
    }

    /// True if a phrase begins with these two words.
    pub fn begins_with(&self, first: &str, second: &str) -> bool {
        let id = |word: &str| self.words.get(word);
        id(first).zip(id(second)).is_some_and(|(first, second)| self.begins(first, second))
    }

    /// The words of which a phrase begins with that word and then `second`, of those that `is_wanted`.
    pub fn before<'a>(&'a self, second: &str, is_wanted: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = &'a str> {
        let second = self.words.get(second);
        let wanted = self.words.iter().filter(move |word| second.is_some() && is_wanted(word));
        wanted.filter(move |word| {
            let first = self.words.get(word);
            first.zip(second).is_some_and(|(first, second)| self.begins(first, second))
        })
    }

    /// Every word of the phrases in the pack's own language, once.
    pub fn own_words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().take(self.foreign_from)
    }

    /// The words of the pack's own language as they were written, where that is not their stem.
    pub fn inflected(&self) -> impl Iterator<Item = &str> {
        self.inflected.iter()
    }

    /// The phrases, where these are the lists that they may have in them.
    pub fn with_lists(mut self, lists: &Lists) -> Self {
        let number = |slot: &String| self.words.get(slot).map_or(0, |word| word.number() + 1);
        self.lists = lists.slots().iter().map(number).collect();
        self
    }

    /// The numbers of words.
    pub fn ids<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Vec<Option<WordId>> {
        words.into_iter().map(|word| self.words.get(word)).collect()
    }

    /// Tells of each phrase that begins at a word what it stands for, and how many words it covers.
    pub fn each_at(&self, ids: &[Option<WordId>], at: usize, listed: &Listed, mut each: impl FnMut(T, usize)) {
        self.each_behind(ROOT, &ids[at..], Behind { start: at, len: 0, by_list: false }, listed, &mut each);
    }

    /// Goes on from a state. No phrase is long, so this is not deep.
    fn each_behind(
        &self,
        state: u32,
        ids: &[Option<WordId>],
        behind: Behind,
        listed: &Listed,
        each: &mut impl FnMut(T, usize),
    ) {
        let Behind { start, len, by_list } = behind;
        if let Some(target) = self.ends[state as usize].checked_sub(1) {
            each(self.targets[target as usize], len);
        }
        let at = start + len;
        let is_parted = len > 0 && listed.is_parted(at);
        let word = ids.get(len).copied().flatten().filter(|_| !(is_parted && by_list));
        if let Some(next) = word.and_then(|word| self.next(state, word)) {
            self.each_behind(next, ids, Behind { start, len: len + 1, by_list: false }, listed, each);
        }
        if is_parted {
            return;
        }
        for member in listed.at(at).iter().filter(|member| len + member.len <= ids.len()) {
            let word = self.lists.get(member.list as usize).and_then(|word| word.checked_sub(1));
            if let Some(next) = word.and_then(|word| self.next(state, WordId::from_number(word))) {
                let behind = Behind { start, len: len + member.len, by_list: true };
                self.each_behind(next, ids, behind, listed, each);
            }
        }
    }

    /// The longest phrase that begins at a word; of two as long, the one with fewer lists in it.
    fn longest_at(&self, ids: &[Option<WordId>], at: usize, listed: &Listed) -> Option<(T, usize)> {
        let mut longest = None;
        self.each_at(ids, at, listed, |target, len| {
            if longest.is_none_or(|(_, longest)| len > longest) {
                longest = Some((target, len));
            }
        });
        longest
    }

    fn begins(&self, first: WordId, second: WordId) -> bool {
        self.next(ROOT, first).is_some_and(|state| self.next(state, second).is_some())
    }

    /// The state behind a state and a word.
    fn next(&self, state: u32, word: WordId) -> Option<u32> {
        if state == ROOT {
            return Some(self.firsts[word.index()]).filter(|state| *state != ROOT);
        }
        let (from, to) = (self.starts[state as usize] as usize, self.starts[state as usize + 1] as usize);
        let edge = self.labels[from..to].binary_search(&word.number()).ok()?;
        Some(self.nexts[from + edge])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::gathering::{Gathering, Unadded};
    use crate::advisor::text;

    #[test]
    fn the_longest_phrase_wins_and_only_whole_words_match() {
        let mut gathering = Gathering::with_room_for(5);
        for phrase in ["chat", "chat app", "app store", "a b c", "b"] {
            assert_eq!(gathering.add_words(phrase.split(' '), phrase), Ok(()));
        }
        let phrases = gathering.finish();
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
    fn a_word_of_a_phrase_may_be_missing_and_a_list_may_stand_for_several() {
        let lists = Lists::new([("drink", ["tea", "green tea"])].into_iter());
        let mut gathering = Gathering::with_room_for(3);
        for phrase in ["cup of? {drink}", "cup", "a? b?"] {
            assert_eq!(gathering.add(phrase, phrase), Ok(()));
        }
        assert_eq!(gathering.add("b", "b"), Err(Unadded::Twice("a? b?")));
        assert_eq!(gathering.add("b c?", "a? b?"), Ok(()));
        assert_eq!(gathering.add("a? b? c? d? e? f?", "a? b?"), Err(Unadded::TooLoose));
        let phrases = gathering.finish().with_lists(&lists);
        let check = |text: &str, expect: &[(&str, Range<usize>)]| {
            let words: Vec<&str> = text.split(' ').collect();
            let found = phrases.find_listed(words.iter().copied(), &lists.find(&words, Vec::new()));
            let found: Vec<_> = found.into_iter().map(|found| (found.target, found.words)).collect();
            assert_eq!(found, expect, "{text:?}");
        };
        check("cup of green tea", &[("cup of? {drink}", 0..4)]);
        check("cup tea", &[("cup of? {drink}", 0..2)]);
        check("cup of milk", &[("cup", 0..1)]);
        check("a b a", &[("a? b?", 0..2), ("a? b?", 2..3)]);
    }

    #[test]
    fn a_phrase_that_cannot_be_added_is_told() {
        let mut gathering = Gathering::with_room_for(0);
        assert_eq!(gathering.add_words(["a", "b"], 1), Ok(()));
        assert_eq!(gathering.add_words(["a", "b"], 2), Err(Unadded::Twice(1)));
        assert_eq!(gathering.add_words(["a"], 3), Ok(()));
        assert_eq!(gathering.add_words([], 4), Err(Unadded::Empty));
        let phrases = gathering.finish();
        assert!(phrases.begins_with("a", "b") && !phrases.begins_with("b", "a"));
        assert_eq!(phrases.before("b", |_| true).collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn gathered_phrases_are_those_of_the_text() {
        let mut gathering = Gathering::with_room_for(8);
        let phrases = ["real-time Apps", "don't scale", "C++ code", "1.3 million", "@tea devs"];
        for phrase in phrases {
            assert_eq!(gathering.add(phrase, phrase), Ok(()));
        }
        let gathered = gathering.finish();
        for phrase in &phrases[..4] {
            let found = gathered.find(text::stems(phrase).iter().map(String::as_str));
            assert_eq!(found.first().map(|found| found.target), Some(*phrase));
        }
        assert_eq!(gathered.find(["@tea", "dev"]).len(), 1);
    }
}
