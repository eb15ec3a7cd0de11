//! What a text says about the project: factors, each said or inferred, affirmed or denied, once.

use std::ops::Range;

use super::negation::{Immune, is_negated};
use super::tokens::Tokens;
use super::vocabulary::Named;
use crate::advisor::pack::{FactorId, KindId, Meaning, Pack, Topics};
use crate::advisor::phrases::Match;
use crate::advisor::text;

/// A factor found in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The factor.
    pub factor: FactorId,
    /// The asker's words.
    pub said: String,
    /// What the thing was read as, if the factor follows from that.
    pub kind: Option<KindId>,
    /// True if the asker denies it.
    pub negated: bool,
}

/// Turns what was matched into findings, one a factor, in the order in which they were said.
pub fn findings(
    pack: &Pack,
    source: &str,
    tokens: &Tokens,
    named: &[Match<Named>],
    meanings: &[Match<Meaning>],
) -> Vec<Finding> {
    let is_contender = |found: &&Match<Named>| matches!(found.target, Named::Contender { .. });
    let mut phrased = vec![false; tokens.words.len()];
    let phrases = meanings.iter().filter(|found| found.words.len() > 1);
    phrases.for_each(|found| phrased[found.words.clone()].fill(true));
    let contenders = named.iter().filter(is_contender).map(|found| found.words.clone()).collect();
    let immune = Immune { contenders, phrased };
    let mut meanings: Vec<_> = meanings.iter().filter(|found| !is_topic(&pack.topics, tokens, &found.words)).collect();
    meanings.sort_by_key(|found| (found.words.start, found.words.end));
    let mut findings: Vec<Finding> = Vec::new();
    for found in meanings {
        let negated = is_negated(tokens, &immune, &found.words);
        let said = || said(source, tokens, &found.words);
        match found.target {
            Meaning::General | Meaning::Subject => {}
            Meaning::Factor(factor) => settle(&mut findings, Finding { factor, said: said(), kind: None, negated }),
            Meaning::Kind(kind) => {
                for factor in &pack.kind(kind).factors {
                    settle(&mut findings, Finding { factor: *factor, said: said(), kind: Some(kind), negated });
                }
            }
        }
    }
    findings
}

/// Adds what a later text says: on each factor that it speaks of, it overrides.
pub fn override_with(findings: &mut Vec<Finding>, later: Vec<Finding>) {
    for finding in later {
        findings.retain(|before| before.factor != finding.factor);
        findings.push(finding);
    }
}

/// Adds a finding where nothing weightier speaks of its factor. What is said outweighs what is inferred; of two that are
/// said the later counts, of two that are inferred the one that affirms.
fn settle(findings: &mut Vec<Finding>, next: Finding) {
    let Some(before) = findings.iter_mut().find(|before| before.factor == next.factor) else {
        findings.push(next);
        return;
    };
    let replaces = match (before.kind, next.kind) {
        (None, None) => before.negated != next.negated,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (Some(_), Some(_)) => before.negated && !next.negated,
    };
    if replaces {
        *before = next;
    }
}

/// The longest stretch of the asker's words that is repeated back, in words.
const LONGEST_SAID: usize = 7;

fn said(source: &str, tokens: &Tokens, words: &Range<usize>) -> String {
    let slice = |words: &[text::Word]| match words {
        [] => String::new(),
        [first, .., last] => source[first.span.start..last.span.end].to_owned(),
        [only] => source[only.span.clone()].to_owned(),
    };
    let words = &tokens.words[words.clone()];
    let said = if words.len() <= LONGEST_SAID {
        slice(words)
    } else {
        format!("{} … {}", slice(&words[..2]), slice(&words[words.len() - 2..]))
    };
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many words may stand between a lead and the phrase, or between a head and its lead.
const TOPIC_WITHIN: usize = 2;

/// "a machine learning *course*", "a *blog about* machine learning".
fn is_topic(topics: &Topics, tokens: &Tokens, words: &Range<usize>) -> bool {
    // "A chat between parents and teachers" is no teacher of chats.
    let goes_on = matches!(tokens.text(words.end - 1), "and" | "or" | "with" | "for" | "to");
    let head_behind = !goes_on && topics.heads.iter().any(|head| stand_at(tokens, words.end, head));
    head_behind || has_head_and_lead_before(topics, tokens, words.start)
}

fn has_head_and_lead_before(topics: &Topics, tokens: &Tokens, at: usize) -> bool {
    let lead = topics.leads.iter().find_map(|lead| end_near(tokens, at, lead).map(|end| end - lead.len()));
    lead.is_some_and(|lead| topics.heads.iter().any(|head| end_near(tokens, lead, head).is_some()))
}

/// True if these stems stand at `at`, in the same clause as the word before.
fn stand_at(tokens: &Tokens, at: usize, stems: &[String]) -> bool {
    let words = tokens.words.get(at..at + stems.len()).unwrap_or_default();
    let joined = words.first().is_some_and(|word| word.gap <= text::Gap::Space);
    joined && words.iter().zip(stems).all(|(word, stem)| word.stem == *stem)
}

/// Where these stems end, if they stand right before `at` or a few words before it.
fn end_near(tokens: &Tokens, at: usize, stems: &[String]) -> Option<usize> {
    let ends = (at.saturating_sub(TOPIC_WITHIN)..=at).rev().filter(|end| *end >= stems.len());
    ends.into_iter().find(|end| stand_at(tokens, end - stems.len(), stems))
}
