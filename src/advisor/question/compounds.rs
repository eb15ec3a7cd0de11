//! Compounds: words written in one, in two or with a hyphen where the pack writes them otherwise.
//!
//! People write "realtime" and "real time", "webshop" and "web shop", and other languages write in one word what English
//! writes in three. What a pack says in one form is met in the others.

use crate::advisor::pack::Pack;
use crate::advisor::text::{self, Gap, Word};

/// A word written in two parts is put together only if it has this many letters or more.
pub const SHORTEST_COMPOUND: usize = 6;

/// A longer word is not taken apart.
const LONGEST_COMPOUND: usize = 30;

/// "realtime" where the pack says "real time": the two words, each with the place of the whole.
pub fn split(pack: &Pack, word: &Word) -> Option<[Word; 2]> {
    if pack.phrases.has_own(&word.stem) {
        return None;
    }
    let splits = word.text.is_ascii() && (SHORTEST_COMPOUND..=LONGEST_COMPOUND).contains(&word.text.len());
    let mut places = if splits { 2..word.text.len() - 1 } else { 0..0 };
    let (first, second) = places.find_map(|at| {
        let (first, second) = word.text.split_at(at);
        let stem = text::stem(first);
        // Few beginnings of a word are the first word of a phrase, so the rest has hardly ever to be stemmed.
        let is_phrase = || pack.phrases.is_phrase([stem.as_str(), &text::stem(second)]);
        (pack.phrases.begins_with_word(&stem) && is_phrase()).then_some((first, second))
    })?;
    let part =
        |text: &str, gap: Gap| Word { text: text.to_owned(), stem: text::stem(text), span: word.span.clone(), gap };
    Some([part(first, word.gap), part(second, Gap::Joined)])
}

/// "Stauprognose" where the pack says "Prognose": a long word of another language that ends in a phrase, taken apart.
pub fn compound(pack: &Pack, word: &Word) -> Option<[Word; 2]> {
    const SHORTEST_HEAD: usize = 3;
    const SHORTEST_TAIL: usize = 6;
    let may_be = word.text.is_ascii() && word.text.len() <= LONGEST_COMPOUND && !pack.phrases.has(&word.text);
    let mut places = if may_be { SHORTEST_HEAD..(word.text.len() + 1).saturating_sub(SHORTEST_TAIL) } else { 0..0 };
    let at = places.find(|at| pack.phrases.is_phrase([&word.text[*at..]]))?;
    let part = |text: &str, gap| Word { text: text.to_owned(), stem: text.to_owned(), span: word.span.clone(), gap };
    Some([part(&word.text[..at], word.gap), part(&word.text[at..], Gap::Joined)])
}

/// "reel-time" where the pack says "real time": in a word with a hyphen even a short part may have a slip, if the other
/// part and the length make it plain what is meant.
pub fn mend_short_parts(pack: &Pack, words: &mut [Word]) {
    for at in 1..words.len() {
        let (before, word) = (&words[at - 1], &words[at]);
        let long_enough = before.text.len().min(word.text.len()) >= 4 && before.text.len() + word.text.len() >= 8;
        if word.gap != Gap::Joined || !long_enough || pack.phrases.begins_with(&before.stem, &word.stem) {
            continue;
        }
        let is_near = |other: &str| {
            other.len().abs_diff(before.stem.len()) <= 1
                && other.as_bytes()[0] == before.stem.as_bytes()[0]
                && strsim::osa_distance(other, &before.stem) == 1
        };
        let meant = pack.phrases.before(&word.stem, is_near).min().map(str::to_owned);
        if let Some(meant) = meant {
            words[at - 1].stem.clone_from(&meant);
            words[at - 1].text = meant;
        }
    }
}
