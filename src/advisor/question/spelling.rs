//! Typing errors: an unknown word that is one slip away from a word of the vocabulary is read as that word.
//!
//! Doubled letters are written once before the comparison ("reccomend"), then one letter may be missing, added, wrong or
//! swapped with its neighbour; the first letter is right. Words of the same first letter and nearly the same length stand
//! together, each with the set of its letters, so that few of them have to be compared letter by letter.

use serde::{Deserialize, Serialize};

use crate::advisor::rows::Rows;
use crate::advisor::text;
use crate::advisor::words::Words;

/// Shorter words are not corrected: too many words of their own are one slip away.
const SHORTEST: usize = 5;

/// Longer words are not looked up.
const LONGEST: usize = 40;

/// The words that slips are held against.
#[derive(Debug, Serialize, Deserialize)]
pub struct Spelling {
    /// In the order of first letter and length, both once the word is squeezed.
    words: Words,
    /// Where the words of each first letter and length begin, and where the last ones end.
    starts: Rows,
    /// For each word the set of its letters, and whether it is its own stem.
    letters: Rows,
    /// Words that look like slips and are none.
    own: Words,
}

/// In the letters of a word: it is a stem as it stands.
const IS_STEM: u32 = 1 << 31;

/// A word that is met as a slip, with its stem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Right<'a> {
    /// How many slips away it is: none where only letters were doubled.
    slips: usize,
    /// The word.
    pub word: &'a str,
    /// Its stem.
    pub stem: String,
}

impl Spelling {
    /// Keeps what is long enough of the `stems` and the `inflected` words of a vocabulary, and the stems that are no slips.
    pub fn new<'a>(
        stems: impl IntoIterator<Item = &'a str>,
        inflected: impl IntoIterator<Item = &'a str>,
        own: impl IntoIterator<Item = String>,
    ) -> Self {
        let stems = stems.into_iter().map(|stem| (stem, IS_STEM));
        let inflected = inflected.into_iter().map(|word| (word, 0));
        let correctable = stems.chain(inflected).filter(|(word, _)| is_correctable(word));
        let mut words: Vec<(usize, &str, u32)> = correctable
            .map(|(word, is_stem)| {
                let squeezed = squeeze(word);
                (group(&squeezed), word, letters(&squeezed) | is_stem)
            })
            .collect();
        // Of a word that is both, the stem comes first.
        words.sort_unstable_by_key(|(group, word, letters)| (*group, *word, std::cmp::Reverse(*letters)));
        words.dedup_by_key(|(_, word, _)| *word);
        let begins = |group: usize| words.partition_point(|(of, ..)| *of < group) as u32;
        let own: Vec<String> = own.into_iter().collect();
        Self {
            starts: (0..=GROUPS).map(begins).collect(),
            letters: words.iter().map(|(_, _, letters)| *letters).collect(),
            words: words.iter().map(|(_, word, _)| *word).collect(),
            own: own.iter().map(String::as_str).collect(),
        }
    }

    /// The word that this one, which has that stem, is a slip of; `None` if there is none, or if words of different stems
    /// are equally near. First the word is held against the vocabulary, since a slip may stand in an ending, then the stem.
    pub fn correct(&self, word: &str, stem: &str) -> Option<Right<'_>> {
        if self.own.contains(stem) {
            return None;
        }
        nearest(self.near(word)).or_else(|| nearest(self.near(stem)).filter(|_| word != stem))
    }

    /// The words that this one is at most one slip away from.
    fn near(&self, word: &str) -> Vec<Right<'_>> {
        if !is_correctable(word) {
            return Vec::new();
        }
        let slip = squeeze(word);
        let (group, wanted) = (group(&slip), letters(&slip));
        let (from, to) = (self.starts[group - 1] as usize, self.starts[group + 2] as usize);
        let alike = (from..to).filter(|at| ((self.letters[*at] & !IS_STEM) ^ wanted).count_ones() <= 2);
        let right = |at: usize| {
            let word = self.words.word(at);
            let slips = strsim::osa_distance(&slip, &squeeze(word));
            let stem = || if self.letters[at] & IS_STEM == 0 { text::stem(word) } else { word.to_owned() };
            (slips <= 1).then(|| Right { slips, word, stem: stem() })
        };
        alike.filter_map(right).collect()
    }
}

/// The nearest of these words, if those that are equally near have its stem.
fn nearest(near: Vec<Right<'_>>) -> Option<Right<'_>> {
    let nearest = near.iter().min()?.clone();
    let agree = near.iter().all(|right| right.slips > nearest.slips || right.stem == nearest.stem);
    agree.then_some(nearest)
}

/// How many groups of one first letter there are: a length each, and one more at either end to look into.
const LENGTHS: usize = LONGEST + 2;

/// How many groups there are.
const GROUPS: usize = 26 * LENGTHS + 1;

/// The group of a squeezed word: its first letter and its length. Those of a letter more and less stand beside it.
fn group(squeezed: &str) -> usize {
    (squeezed.as_bytes()[0] - b'a') as usize * LENGTHS + squeezed.len()
}

/// The set of the letters of a squeezed word.
fn letters(squeezed: &str) -> u32 {
    squeezed.bytes().fold(0, |letters, byte| letters | 1 << (byte - b'a'))
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
            ["machin", "recommend", "rhythm", "chat", "realtim", "realm", "stream", "steam", "host"],
            ["hosting", "realtime"],
            ["streak".to_owned()],
        );
        let check = |word: &str, expect: Option<&str>| {
            let right = spelling.correct(word, &text::stem(word));
            assert_eq!(right.map(|right| right.word), expect, "{word:?}");
        };
        check("machn", Some("machin"));
        check("reccomend", Some("recommend"));
        check("ryhthm", Some("rhythm"));
        check("rhythmm", Some("rhythm"));
        check("reeltim", Some("realtim"));
        check("cht", None);
        check("chaat", None);
        check("realtme", Some("realtime"));
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
