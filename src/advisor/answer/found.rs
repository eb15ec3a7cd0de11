//! Look-ups: the passages that answer a question of fact, with the sentence that does, and none where none does.
//!
//! That a passage names what is asked about is not enough: it has to have half of what is asked about it, words that the
//! article does not have counting more, and a number where one is asked for.

use super::Evidence;
use super::evidence::shown;
use crate::advisor::Subject;
use crate::advisor::pack::{FactorId, Pack, PassageId};
use crate::advisor::question::Question;
use crate::advisor::text;

/// The most passages shown for a look-up.
const MOST_FOUND: usize = 3;

/// How many passages the search ranks for one.
const RANKED: usize = 10;

/// For how many words one counts that the article does not have at all: it is likely what the question is about.
const UNKNOWN_COUNTS: usize = 3;

/// The passages for a question of fact, best first; empty where the article does not have it.
pub fn found(subject: &Subject, question: &Question) -> Vec<Evidence> {
    if question.asks_for_sections() {
        let passages = first_passages(subject.pack(), question).into_iter().take(MOST_FOUND);
        return passages.map(|passage| marked(subject, passage, 1.0, None)).collect();
    }
    // The article says in its own words what the asker says in others.
    let findings = question.findings.iter().map(|finding| &subject.pack().factor(finding.factor).name);
    let own: Vec<String> = findings.flat_map(|name| text::stems(name)).collect();
    let terms: Vec<&str> = question.terms.iter().chain(&own).map(String::as_str).collect();
    let hits = subject.index().search(&terms, RANKED).into_iter();
    let answers = hits.filter_map(|hit| {
        let sentence = answering(subject, question, hit.passage)?;
        Some((hit, sentence))
    });
    let mut answers: Vec<_> = answers.collect();
    // What a rule rests on speaks of the thing itself, whatever words it shares with the question.
    let best = answers.first().map_or(0.0, |(hit, _)| hit.score);
    for (hit, _) in &mut answers {
        hit.score += if weighed_by(subject.pack(), question, hit.passage).is_empty() { 0.0 } else { best };
    }
    answers.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
    let shown = answers.into_iter().take(MOST_FOUND);
    shown.map(|(hit, sentence)| marked(subject, hit.passage, hit.score, Some(sentence))).collect()
}

/// The passages of the sections that speak of the aspects asked for: those under the headings that name what is asked about
/// if there are any, aspect by aspect in turn.
pub fn first_passages(pack: &Pack, question: &Question) -> Vec<PassageId> {
    let names: Vec<&str> = question.contenders.iter().map(|id| pack.contender(*id).name.as_str()).collect();
    let sections = |aspect: usize| {
        let sections = &pack.aspects[aspect].sections;
        let about = |section: &&usize| names.iter().any(|name| pack.article.sections[**section].heading.contains(name));
        let own: Vec<usize> = sections.iter().filter(about).copied().collect();
        if own.is_empty() { sections.clone() } else { own }
    };
    let sections: Vec<usize> = question.aspects.iter().flat_map(|aspect| sections(*aspect)).collect();
    let of_section = |wanted: usize| {
        let passages = pack
            .article
            .passages()
            .filter(move |(_, section, _)| std::ptr::eq(*section, &raw const pack.article.sections[wanted]));
        passages.map(|(id, ..)| id).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<PassageId>> = sections.into_iter().map(of_section).collect();
    let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut passages: Vec<PassageId> = Vec::new();
    for at in 0..longest {
        let turn = rows.iter().filter_map(|row| row.get(at));
        passages.extend(turn.filter(|passage| !passages.contains(passage)).copied().collect::<Vec<_>>());
    }
    passages
}

fn marked(subject: &Subject, passage: PassageId, score: f32, sentence: Option<String>) -> Evidence {
    let mut evidence = shown(subject.pack(), passage, score);
    evidence.marked = sentence.or_else(|| sentences(&evidence.text).first().map(|first| (*first).to_owned()));
    evidence
}

/// The sentence of a passage that answers; `None` if the passage does not.
fn answering(subject: &Subject, question: &Question, passage: PassageId) -> Option<String> {
    let pack = subject.pack();
    let (heading, text) = (&pack.article.section_of(passage).heading, &pack.article.passage(passage).text);
    let frequency = |term: &String| subject.index().document_frequency(term);
    let asked = &question.asked;
    if question.wants_number {
        let has_number = |sentence: &&str| sentence.contains(|c: char| c.is_ascii_digit());
        let answers = sentences(text).into_iter().filter(has_number);
        let mut answers = answers.filter(|sentence| has_any(&text::stems(sentence), asked));
        return answers.next().map(str::to_owned);
    }
    let stems = [text::stems(heading), text::stems(text)].concat();
    let weighed = weighed_by(pack, question, passage);
    let has = asked.iter().filter(|term| stems.contains(term) || weighed.contains(term)).count();
    let unknown = asked.iter().filter(|term| frequency(term) == 0 && !weighed.contains(term)).count();
    if 2 * has < asked.len() + (UNKNOWN_COUNTS - 1) * unknown {
        return None;
    }
    let rarity = |term: &String| 1.0 / (1 + frequency(term)) as f32;
    let share = |sentence: &str| {
        let stems = text::stems(sentence);
        question.terms.iter().filter(|term| stems.contains(term)).map(rarity).sum::<f32>()
    };
    let mut best: Option<(&str, f32)> = None;
    for sentence in sentences(text) {
        let share = share(sentence);
        if share > best.map_or(0.0, |(_, best)| best) {
            best = Some((sentence, share));
        }
    }
    best.map(|(sentence, _)| sentence.to_owned())
}

fn has_any(stems: &[String], asked: &[String]) -> bool {
    asked.iter().any(|term| stems.contains(term))
}

/// The stems of what was said of factors that a rule weighs by this passage: it speaks of them in its own words.
fn weighed_by(pack: &Pack, question: &Question, passage: PassageId) -> Vec<String> {
    let cites = |factor: FactorId| {
        pack.rules.iter().any(|rule| rule.factor == factor && rule.statement.passages.contains(&passage))
    };
    let findings = question.findings.iter().filter(|finding| cites(finding.factor));
    findings.flat_map(|finding| text::stems(&finding.said)).collect()
}

/// The sentences of a passage; a list with its lead is one.
fn sentences(passage: &str) -> Vec<&str> {
    if passage.contains("\n- ") {
        return vec![passage];
    }
    let mut sentences = Vec::new();
    let mut start = 0;
    let ends = passage.match_indices(['.', '!', '?']).map(|(at, mark)| at + mark.len());
    for end in ends.filter(|end| passage[*end..].starts_with([' ', '\n']) || passage[*end..].starts_with("” ")) {
        let end = if passage[end..].starts_with('”') { end + '”'.len_utf8() } else { end };
        sentences.push(passage[start..end].trim());
        start = end;
    }
    sentences.push(passage[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_passage_is_cut_at_the_ends_of_its_sentences() {
        assert_eq!(sentences("One. Two.js is. “Three.” Four"), ["One.", "Two.js is.", "“Three.”", "Four"]);
        assert_eq!(sentences("Lead:\n- a\n- b"), ["Lead:\n- a\n- b"]);
        assert_eq!(sentences(""), Vec::<&str>::new());
    }
}
