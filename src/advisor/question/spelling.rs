//! Typing errors: an unknown word that is one slip away from a word of the vocabulary is read as that word.
//!
//! Doubled letters are written once before the comparison ("reccomend"), then one letter may be missing, added, wrong or
//! swapped with its neighbour. The vocabulary is kept under every form that lacks one letter, so that a word is looked up
//! in time linear in its length, however large the vocabulary is.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Shorter words are not corrected: too many words of their own are one slip away.
const SHORTEST: usize = 5;

/// Longer words are not looked up.
const LONGEST: usize = 40;

/// The words that slips are held against.
pub struct Spelling {
    words: Vec<String>,
    /// The hash of each form that lacks at most one letter, with the word's place; in order.
    forms: Vec<(u64, u32)>,
}

impl Spelling {
    /// Keeps the words that are long enough.
    pub fn new<'a>(vocabulary: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words: Vec<String> =
            vocabulary.into_iter().filter(|word| is_correctable(word)).map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        let places = words.iter().zip(0..);
        let mut forms: Vec<_> = places
            .flat_map(|(word, place)| forms_of(&squeeze(word)).map(move |form| (form, place)).collect::<Vec<_>>())
            .collect();
        forms.sort_unstable();
        forms.dedup();
        Self { words, forms }
    }

    /// The word that this one is a slip of; `None` if there is none, or if two are equally near.
    pub fn correct(&self, word: &str) -> Option<&str> {
        if !is_correctable(word) {
            return None;
        }
        let squeezed = squeeze(word);
        let mut near: Vec<u32> = forms_of(&squeezed).flat_map(|form| self.with_form(form)).collect();
        near.sort_unstable();
        near.dedup();
        let candidates = near.into_iter().filter_map(|i| {
            let candidate = self.words[i as usize].as_str();
            let distance = strsim::osa_distance(&squeezed, &squeeze(candidate));
            (distance <= 1 && candidate.as_bytes()[0] == word.as_bytes()[0]).then_some((distance, candidate))
        });
        let mut candidates: Vec<_> = candidates.collect();
        candidates.sort_unstable();
        match candidates[..] {
            [(_, only)] => Some(only),
            [(nearest, first), (next, _), ..] if nearest < next => Some(first),
            _ => None,
        }
    }

    /// The places of the words that have this form.
    fn with_form(&self, form: u64) -> impl Iterator<Item = u32> {
        let from = self.forms.partition_point(|(other, _)| *other < form);
        self.forms[from..].iter().take_while(move |(other, _)| *other == form).map(|(_, place)| *place)
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

/// Hashes of the word and of each form that lacks one letter.
fn forms_of(word: &str) -> impl Iterator<Item = u64> {
    let whole = std::iter::once(hash(word.bytes()));
    let lacking = (0..word.len()).map(|i| hash(word.bytes().take(i).chain(word.bytes().skip(i + 1))));
    whole.chain(lacking)
}

/// A hash that is the same in every process: `DefaultHasher::new` has fixed keys.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for byte in bytes {
        byte.hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_forgiven_in_a_word_that_is_long_enough() {
        let spelling = Spelling::new(["machin", "recommend", "python", "chat", "realtim", "stream", "steam"]);
        let check = |word: &str, expect: Option<&str>| assert_eq!(spelling.correct(word), expect, "{word:?}");
        check("machn", Some("machin"));
        check("reccomend", Some("recommend"));
        check("pyhton", Some("python"));
        check("pythonn", Some("python"));
        check("reeltim", Some("realtim"));
        check("cht", None);
        check("chaat", None);
        check("straem", Some("stream"));
        check("sream", None);
        check("jython", None);
        check("unrelated", None);
        check("", None);
        check("größe", None);
    }
}
