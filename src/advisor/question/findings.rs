//! What a text says about the project: factors, each said or inferred, affirmed or denied, once.

use std::ops::Range;

use super::automaton::Match;
use super::negation::is_negated;
use super::tokens::Tokens;
use super::vocabulary::Meaning;
use crate::advisor::pack::{FactorId, KindId, Pack};
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
pub fn findings(pack: &Pack, source: &str, tokens: &Tokens, meanings: &[Match<Meaning>]) -> Vec<Finding> {
    let topics = Topics::of(pack);
    let mut meanings: Vec<_> = meanings.iter().filter(|found| !topics.is_topic(tokens, &found.words)).collect();
    meanings.sort_by_key(|found| (found.words.start, found.words.end));
    let mut findings: Vec<Finding> = Vec::new();
    for found in meanings {
        let negated = is_negated(tokens, &found.words);
        let said = || said(source, tokens, &found.words);
        match found.target {
            Meaning::General => {}
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

/// Words that make a factor's phrase a topic.
struct Topics {
    heads: Vec<Vec<String>>,
    leads: Vec<String>,
}

impl Topics {
    fn of(pack: &Pack) -> Self {
        let heads = pack.topics.heads.iter().map(|head| text::stems(head)).collect();
        Self { heads, leads: pack.topics.leads.iter().map(|lead| text::stem(lead)).collect() }
    }

    /// "a machine learning *course*", "a *blog about* machine learning".
    fn is_topic(&self, tokens: &Tokens, words: &Range<usize>) -> bool {
        let head_behind = self.heads.iter().any(|head| self.stands(tokens, words.end, head));
        head_behind || self.has_lead_before(tokens, words.start)
    }

    fn stands(&self, tokens: &Tokens, at: usize, head: &[String]) -> bool {
        let words = tokens.words.get(at..at + head.len()).unwrap_or_default();
        let joined = words.first().is_some_and(|word| word.gap <= text::Gap::Space);
        joined && words.iter().zip(head).all(|(word, stem)| word.stem == *stem)
    }

    fn has_lead_before(&self, tokens: &Tokens, at: usize) -> bool {
        let near = at.saturating_sub(3)..at;
        let Some(lead) = near.rev().find(|i| self.leads.contains(&tokens.words[*i].stem)) else { return false };
        let before = lead.saturating_sub(3)..lead;
        before.into_iter().any(|i| self.heads.iter().any(|head| self.stands(tokens, i, head)))
    }
}
