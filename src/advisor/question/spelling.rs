//! Typing errors: an unknown word that is one slip away from a word of the vocabulary is read as that word.
//!
//! Doubled letters are written once before the comparison ("reccomend"), then one letter may be missing, added, wrong or
//! swapped with its neighbour; the first letter is right. Words of the same first letter and nearly the same length stand
//! together, each with the set of its letters, so that few of them have to be compared letter by letter.

use rustc_hash::FxHashSet;

use crate::advisor::text;

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
    stem: String,
}

impl Spelling {
    /// Keeps what is long enough of the `stems` and the `inflected` words of a vocabulary, and the stems that are no slips.
    pub fn new<'a>(
        stems: impl IntoIterator<Item = &'a str>,
        inflected: impl IntoIterator<Item = &'a str>,
        own: impl IntoIterator<Item = String>,
    ) -> Self {
        let stems = stems.into_iter().map(|stem| (stem, stem.to_owned()));
        let inflected = inflected.into_iter().map(|word| (word, text::stem(word)));
        let correctable = stems.chain(inflected).filter(|(word, _)| is_correctable(word));
        let mut words: Vec<_> = correctable.map(|(word, stem)| Entry::new(word, stem)).collect();
        words.sort_unstable_by(|a, b| (a.first, a.len, &a.word).cmp(&(b.first, b.len, &b.word)));
        words.dedup_by(|a, b| a.word == b.word);
        Self { words, own: own.into_iter().collect() }
    }

    /// The word that this one, which has that stem, is a slip of, and its stem; `None` if there is none, or if words of
    /// different stems are equally near. Both are held against the vocabulary: a slip may stand in an ending.
    pub fn correct(&self, word: &str, stem: &str) -> Option<(&str, &str)> {
        if self.own.contains(stem) {
            return None;
        }
        let mut near = self.slips(word);
        if word != stem {
            near.extend(self.slips(stem));
        }
        let (nearest, first) = near.iter().min_by_key(|(distance, entry)| (*distance, &entry.word))?;
        let agree = near.iter().all(|(distance, entry)| distance > nearest || entry.stem == first.stem);
        agree.then_some((&first.word, &first.stem))
    }

    /// The words that this one is at most one slip away from, and how many.
    fn slips(&self, word: &str) -> Vec<(usize, &Entry)> {
        if !is_correctable(word) {
            return Vec::new();
        }
        let slip = Entry::new(word, String::new());
        let distance = |entry: &Entry| strsim::osa_distance(&slip.squeezed, &entry.squeezed);
        let near = self.near(&slip).map(|entry| (distance(entry), entry));
        near.filter(|(distance, _)| *distance <= 1).collect()
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
    fn new(word: &str, stem: String) -> Self {
        let squeezed = squeeze(word);
        let letters = squeezed.bytes().fold(0, |letters, byte| letters | 1 << (byte - b'a'));
        let (first, len) = (squeezed.as_bytes()[0], squeezed.len());
        Self { first, len, letters, squeezed, word: word.to_owned(), stem }
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
            ["machin", "recommend", "rhythm", "chat", "realtim", "stream", "steam", "host"],
            ["hosting"],
            ["streak".to_owned()],
        );
        let check = |word: &str, expect: Option<&str>| {
            let right = spelling.correct(word, &text::stem(word));
            assert_eq!(right.map(|(word, _)| word), expect, "{word:?}");
        };
        check("machn", Some("machin"));
        check("reccomend", Some("recommend"));
        check("ryhthm", Some("rhythm"));
        check("rhythmm", Some("rhythm"));
        check("reeltim", Some("realtim"));
        check("cht", None);
        check("chaat", None);
        check("straem", Some("stream"));
        check("sream", None);
        check("hostxng", Some("hosting"));
        check("hostinng", Some("hosting"));
        check("streak", None);
        check("lhythm", None);
        check("unrelated", None);
        check("aaaaaa", None);
        check("", None);
        check("größe", None);
    }
}
