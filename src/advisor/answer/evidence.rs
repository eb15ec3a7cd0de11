//! The passages behind an answer, best first; and the topics nearest to a question that the article does not cover.

use super::{Evidence, Topic, Verdict, found, opponent, said_within};
use crate::advisor::Subject;
use crate::advisor::pack::{FactorId, Pack, PassageId, RuleId, Strength};
use crate::advisor::question::Question;
use crate::advisor::rules::Decision;

/// The most topics named where nothing is covered.
const MOST_TOPICS: usize = 3;

/// How many passages the search ranks for an answer.
const RANKED: usize = 10;

/// How much the best passage of the search adds to its score.
const SEARCH_WEIGHT: f32 = 0.4;

/// Gathers the passages behind a decision.
pub fn gather(subject: &Subject, question: &Question, decision: &Decision) -> Vec<Evidence> {
    match decision.verdict {
        Verdict::NotCovered => Vec::new(),
        // What is asked of the article itself is answered by no passage of it.
        Verdict::LookUp if question.asks_source => Vec::new(),
        Verdict::LookUp => found::found(subject, question),
        Verdict::Choose(..) | Verdict::Combine | Verdict::Tie | Verdict::OutOfScope => {
            cited(subject, question, decision)
        }
    }
}

/// The passages that the rules of a decision cite. A rule's first citation counts most; the search breaks what is level.
fn cited(subject: &Subject, question: &Question, decision: &Decision) -> Vec<Evidence> {
    let pack = subject.pack();
    let mut scored: Vec<(PassageId, f32)> = Vec::new();
    let mut add = |passages: &[PassageId], weight: f32| {
        for (i, passage) in passages.iter().enumerate() {
            let score = weight + 1.0 / (1 + i) as f32;
            match scored.iter_mut().find(|(other, _)| other == passage) {
                Some((_, best)) => *best = best.max(score),
                None => scored.push((*passage, score)),
            }
        }
    };
    match decision.verdict {
        Verdict::Combine => add(&pack.combination.passages, 4.0),
        Verdict::Tie if decision.reasons.is_empty() => {
            add(&pack.undecided.passages, 4.0);
            found::first_passages(pack, question).into_iter().for_each(|passage| add(&[passage], 4.0));
        }
        _ => {}
    }
    if let Some(said) = said_within(pack, question, decision) {
        add(&said.passages, 4.0);
    }
    let weight = |rule: RuleId| match pack.rule(rule).strength {
        Strength::Strong => 3.0,
        Strength::Moderate => 2.0,
        Strength::Slight => 1.0,
    };
    for rule in &decision.reasons {
        add(&pack.rule(*rule).statement.passages, weight(*rule));
    }
    for rule in &decision.cautions {
        add(&pack.rule(*rule).statement.passages, weight(*rule) - 1.0);
    }
    for rule in decision.reasons.iter().chain(&decision.cautions).filter_map(|rule| opponent(pack, *rule)) {
        add(&pack.rule(rule).statement.passages, 0.0);
    }
    rank(subject, question, &mut scored);
    scored.into_iter().map(|(passage, score)| shown(pack, passage, score)).collect()
}

/// Adds what the search thinks of each passage, and puts the best first.
fn rank(subject: &Subject, question: &Question, scored: &mut [(PassageId, f32)]) {
    let terms: Vec<&str> = question.terms.iter().map(String::as_str).collect();
    let hits = subject.index().search(&terms, RANKED);
    let best = hits.first().map_or(1.0, |hit| hit.score.max(f32::MIN_POSITIVE));
    for hit in hits {
        if let Some((_, score)) = scored.iter_mut().find(|(passage, _)| *passage == hit.passage) {
            *score += SEARCH_WEIGHT * hit.score / best;
        }
    }
    scored.sort_by(best_first);
    spread(subject.pack(), scored);
}

fn best_first((a, x): &(PassageId, f32), (b, y): &(PassageId, f32)) -> std::cmp::Ordering {
    y.total_cmp(x).then(a.cmp(b))
}

/// How much less a passage counts for each better one of its section: who reads three passages learns more from three
/// sections than from one.
const SAME_SECTION: f32 = 1.0;

/// Lets the sections take turns.
fn spread(pack: &Pack, scored: &mut [(PassageId, f32)]) {
    let section = |passage: PassageId| pack.article.section_of(passage).heading.as_str();
    for at in 1..scored.len() {
        let (better, rest) = scored.split_at_mut(at);
        let (passage, score) = &mut rest[0];
        let before = better.iter().filter(|(other, _)| section(*other) == section(*passage)).count();
        *score = (*score - SAME_SECTION * before as f32).max(0.0);
    }
    scored.sort_by(best_first);
}

pub(super) fn shown(pack: &Pack, passage: PassageId, score: f32) -> Evidence {
    let (section, text) = (pack.article.section_of(passage), pack.article.passage(passage));
    Evidence {
        id: text.id.clone(),
        section: section.heading.clone(),
        text: text.text.clone(),
        marked: None,
        score: (score * 100.0).round() / 100.0,
    }
}

/// The topics that the article does cover, nearest to the question first.
pub fn nearest(subject: &Subject, question: &Question, decision: &Decision) -> Vec<Topic> {
    if decision.verdict != Verdict::NotCovered {
        return Vec::new();
    }
    let pack = subject.pack();
    let terms: Vec<&str> = question.terms.iter().map(String::as_str).collect();
    let mut factors: Vec<FactorId> = Vec::new();
    for hit in subject.index().search(&terms, RANKED) {
        let citing = pack.rules.iter().filter(|rule| rule.statement.passages.first() == Some(&hit.passage));
        factors.extend(citing.map(|rule| rule.factor));
    }
    factors.extend(pack.rules.iter().filter(|rule| rule.strength == Strength::Strong).map(|rule| rule.factor));
    let mut seen = std::collections::HashSet::new();
    factors.retain(|factor| seen.insert(*factor) && question.finding(*factor).is_none());
    let topic = |factor: FactorId| {
        let factor = pack.factor(factor);
        Topic { factor: factor.id.clone(), name: factor.name.clone(), ask: factor.affirm.clone() }
    };
    factors.into_iter().take(MOST_TOPICS).map(topic).collect()
}
