//! Typing errors: an unknown word that is one slip away from a word of the vocabulary is read as that word.
//!
//! Doubled letters are written once before the comparison ("reccomend"), then one letter may be missing, added, wrong or
//! swapped with its neighbour; the first letter is right. Words of the same first letter and nearly the same length stand
//! together, each with the set of its letters, so that few of them have to be compared letter by letter.

use rustc_hash::FxHashSet;

/// Shorter words are not corrected: too many words of their own are one slip away.
const SHORTEST: usize = 5;

/// Longer words are not looked up.
const LONGEST: usize = 40;

/// The words that slips are held against.
#[derive(Debug)]
pub struct Spelling {
    /// In the order of first letter and length.
    words: Vec<Entry>,
    /// Words that look like slips and are none.
    own: FxHashSet<String>,
}

#[derive(Debug)]
struct Entry {
    first: u8,
    len: usize,
    letters: u32,
    squeezed: String,
    word: String,
}

impl Spelling {
    /// Keeps the words of the vocabulary that are long enough, and those that are no slips.
    pub fn new<'a>(vocabulary: impl IntoIterator<Item = &'a str>, own: impl IntoIterator<Item = String>) -> Self {
        let distinct: FxHashSet<&str> = vocabulary.into_iter().filter(|word| is_correctable(word)).collect();
        let mut words: Vec<_> = distinct.into_iter().map(Entry::new).collect();
        words.sort_unstable_by_key(|entry| (entry.first, entry.len));
        Self { words, own: own.into_iter().collect() }
    }

    /// The word that this one is a slip of; `None` if there is none, or if two are equally near.
    pub fn correct(&self, word: &str) -> Option<&str> {
        if !is_correctable(word) || self.own.contains(word) {
            return None;
        }
        let slip = Entry::new(word);
        let near = self.near(&slip).filter_map(|entry| {
            let distance = strsim::osa_distance(&slip.squeezed, &entry.squeezed);
            (distance <= 1).then_some((distance, entry.word.as_str()))
        });
        let mut near: Vec<_> = near.collect();
        near.sort_unstable();
        match near[..] {
            [(_, only)] => Some(only),
            [(nearest, first), (next, _), ..] if nearest < next => Some(first),
            _ => None,
        }
    }

    /// The words that begin like this one, are at most a letter longer or shorter, and have nearly the same letters.
    fn near(&self, slip: &Entry) -> impl Iterator<Item = &Entry> + use<'_> {
        let letters = slip.letters;
        let from = self.words.partition_point(|entry| (entry.first, entry.len) < (slip.first, slip.len - 1));
        let to = self.words.partition_point(|entry| (entry.first, entry.len) <= (slip.first, slip.len + 1));
        self.words[from..to].iter().filter(move |entry| (entry.letters ^ letters).count_ones() <= 2)
    }
}

impl Entry {
    fn new(word: &str) -> Self {
        let squeezed = squeeze(word);
        let letters = squeezed.bytes().fold(0, |letters, byte| letters | 1 << (byte - b'a'));
        Self { first: squeezed.as_bytes()[0], len: squeezed.len(), letters, squeezed, word: word.to_owned() }
    }
}

fn is_correctable(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The word with every run of a letter written once.
fn squeeze(word: &str) -> String {
    let mut squeezed = String::with_capacity(word.len());
    for c in word.chars() {
        if !squeezed.ends_with(c) {
            squeezed.push(c);
        }
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_forgiven_in_a_word_that_is_long_enough() {
        let spelling = Spelling::new(
            ["machin", "recommend", "rhythm", "chat", "realtim", "stream", "steam"],
            ["streak".to_owned()],
        );
        let check = |word: &str, expect: Option<&str>| assert_eq!(spelling.correct(word), expect, "{word:?}");
        check("machn", Some("machin"));
        check("reccomend", Some("recommend"));
        check("ryhthm", Some("rhythm"));
        check("rhythmm", Some("rhythm"));
        check("reeltim", Some("realtim"));
        check("cht", None);
        check("chaat", None);
        check("straem", Some("stream"));
        check("sream", None);
        check("streak", None);
        check("lhythm", None);
        check("unrelated", None);
        check("aaaaaa", None);
        check("", None);
        check("größe", None);
    }
}
