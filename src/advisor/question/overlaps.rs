//! Which of the things that were matched over the same words, or beside each other, count.
//!
//! Phrases, phrases with a contender in them and pairs of words are found each by themselves. A longer phrase takes the
//! words of a shorter one, and what work is only done on ("count swimmers in webcam pictures") is no work of its own.

use std::ops::Range;

use super::lexicon;
use super::tokens::Tokens;
use super::vocabulary::Named;
use crate::advisor::pack::{Meaning, Pack, Scope};
use crate::advisor::phrases::Match;
use crate::advisor::text::Gap;

/// Drops the phrases that stand within a longer one with a contender in it: the longest phrase wins. A word by itself and a
/// name may still tell what they stand for.
pub fn drop_covered(found: &mut Vec<Match<Meaning>>, longer: &[Match<Meaning>], named: &[Match<Named>], words: usize) {
    if longer.is_empty() {
        return;
    }
    // For each word where the farthest of those that begin there ends, and of those that begin before it.
    let mut ends = vec![0; words];
    longer.iter().for_each(|other| ends[other.words.start] = other.words.end.max(ends[other.words.start]));
    let before: Vec<usize> = ends.iter().scan(0, |far, end| Some(std::mem::replace(far, (*far).max(*end)))).collect();
    let is_covered = |one: &Match<Meaning>| {
        let Range { start, end } = one.words;
        before[start] >= end || ends[start] > end
    };
    let is_name = |one: &Match<Meaning>| named.iter().any(|name| name.words == one.words);
    found.retain(|one| one.words.len() == 1 || !is_covered(one) || is_name(one));
}

/// Drops the kinds that stand within a pair of another meaning: they are the object of its work. What binds the whole is
/// no work: "rewrite the chat in X" leaves it a chat.
pub fn drop_objects_of_pairs(pack: &Pack, found: &mut Vec<Match<Meaning>>, pairs: &[Match<Meaning>]) {
    let is_work = |pair: &&Match<Meaning>| match pair.target {
        Meaning::Factor(factor) => pack.factor(factor).scope == Scope::Workload,
        _ => true,
    };
    let work: Vec<&Match<Meaning>> = pairs.iter().filter(is_work).collect();
    let is_object = |one: &Match<Meaning>| {
        matches!(one.target, Meaning::Kind(_))
            && work.iter().any(|pair| {
                pair.target != one.target && pair.words.start < one.words.start && one.words.end <= pair.words.end
            })
    };
    found.retain(|one| !is_object(one));
}

/// Drops the kinds behind a preposition that follow what is done to them.
pub fn drop_objects_behind(tokens: &Tokens, found: &mut Vec<Match<Meaning>>) {
    let objects: Vec<bool> = found.iter().map(|one| is_object_behind(tokens, one, found)).collect();
    let mut objects = objects.into_iter();
    found.retain(|_| !objects.next().unwrap_or(false));
}

/// "Count swimmers *in* webcam pictures": a kind behind a preposition, behind what is done to it.
fn is_object_behind(tokens: &Tokens, one: &Match<Meaning>, all: &[Match<Meaning>]) -> bool {
    const FARTHEST: usize = 8;
    const CLOSE: usize = 3;
    let at = one.words.start;
    let preposition = (at.saturating_sub(CLOSE)..at).rev().find(|at| lexicon::OBJECTIVE.contains(&tokens.text(*at)));
    let Some(preposition) = preposition else { return false };
    let joins =
        |at: usize| matches!(tokens.text(at), "and" | "plus" | "with" | "that") || tokens.words[at].gap >= Gap::Comma;
    let is_done = |other: &Match<Meaning>| {
        matches!(other.target, Meaning::Kind(_))
            && other.target != one.target
            && other.words.end <= preposition
            && at - other.words.end <= FARTHEST
            && tokens.clauses[other.words.start] == tokens.clauses[at]
            && !(other.words.end..=at).any(joins)
    };
    matches!(one.target, Meaning::Kind(_)) && all.iter().any(is_done)
}
