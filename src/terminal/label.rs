//! The words for verdicts in files of labelled questions, and whether an answer fits its label.

use crate::advisor::Answer;
use crate::advisor::answer::VerdictKind;

/// The article does not speak of it.
const UNKNOWN: &str = "unknown";

/// It is no question between the contenders.
const OUT_OF_SCOPE: &str = "out_of_scope";

/// Every label that is no contender's id.
pub const WORDS: [&str; 5] = ["both", "either", UNKNOWN, OUT_OF_SCOPE, "lookup"];

/// The label of an answer's verdict.
pub fn of(answer: &Answer) -> &str {
    match answer.verdict.kind {
        VerdictKind::Choose => answer.verdict.contender.as_deref().unwrap_or_default(),
        VerdictKind::Combine => "both",
        VerdictKind::Tie => "either",
        VerdictKind::NotCovered => UNKNOWN,
        VerdictKind::OutOfScope => OUT_OF_SCOPE,
        VerdictKind::LookUp => "lookup",
    }
}

/// True for the labels that decline to judge.
pub fn is_abstention(label: &str) -> bool {
    matches!(label, UNKNOWN | OUT_OF_SCOPE)
}

/// True for a contender's id.
pub fn is_contender(label: &str) -> bool {
    !WORDS.contains(&label)
}
