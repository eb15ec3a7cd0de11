//! `eval FILE`: measures the answers on labelled questions of people's own words.
//!
//! The figures, and what is counted (a label is what [`label::of`] gives; *abstention* is `unknown` or `out_of_scope`):
//! - strict accuracy: of all questions, those that are answered as labelled;
//! - lenient accuracy: of all questions, those that are answered as labelled or as one of `acceptable`;
//! - wrong side: of all questions, those labelled with a contender and answered with another that is not acceptable;
//! - abstention precision: of the answers that abstain, those whose label or `acceptable` has an abstention;
//! - abstention recall: of the questions labelled with an abstention, those whose answer abstains;
//! - evidence hit@3: of the questions with labelled evidence, those with a labelled section among the answer's first
//!   three passages; once without those labelled with an abstention, where nothing should be shown, and once with them.

mod file;
mod score;

use super::exit::Failure;
use super::output::Output;
use super::render::safe;
use super::{cli, label, open};
use crate::advisor::Advisor;
use crate::config::Config;
use file::Labelled;
use score::{Figures, Outcome};

/// Answers every question of the file and prints the figures and the misses.
pub fn run(arguments: &cli::Eval, config: &Config, output: &mut Output) -> Result<(), Failure> {
    let advisor = open::load(config)?.advisor;
    let contenders: Vec<_> = advisor.subjects().iter().flat_map(|subject| &subject.pack().contenders).collect();
    let ids: Vec<_> = contenders.iter().map(|contender| contender.id.as_str()).collect();
    let questions = file::read(&arguments.file, &ids).map_err(Failure::input)?;
    let outcomes: Vec<_> = questions.iter().map(|question| answer(&advisor, question)).collect();
    let figures = Figures::of(&outcomes);
    let text = if arguments.json { json(&figures, &outcomes)? } else { page(&figures, &outcomes) };
    output.write(&text)?;
    let is_enough = arguments.min.is_none_or(|min| figures.lenient.value().is_some_and(|share| share >= min));
    if is_enough { Ok(()) } else { Err(Failure::No) }
}

fn answer<'a>(advisor: &Advisor, question: &'a Labelled) -> Outcome<'a> {
    let answer = advisor.ask(&[], &question.question);
    let sections = answer.evidence.iter().map(|passage| passage.section.clone()).collect();
    Outcome { question, predicted: label::of(&answer).to_owned(), sections }
}

fn page(figures: &Figures, outcomes: &[Outcome<'_>]) -> String {
    let mut page = format!("{} questions\n", outcomes.len());
    for (name, share) in figures.named() {
        page.push_str(&format!("{name:<28} {share}\n"));
    }
    let misses: Vec<_> = outcomes.iter().filter(|outcome| !outcome.is_acceptable()).collect();
    if !misses.is_empty() {
        page.push_str(&format!("\n{} misses: id, label -> answer, question\n", misses.len()));
    }
    for Outcome { question, predicted, .. } in misses {
        let Labelled { id, verdict, question, .. } = question;
        page.push_str(&safe(&format!("{id}  {verdict} -> {predicted}  {question}")));
        page.push('\n');
    }
    page
}

/// The figures as shares (`null` where there is nothing to share) and the misses, on one line.
fn json(figures: &Figures, outcomes: &[Outcome<'_>]) -> anyhow::Result<String> {
    let shares = figures.named().map(|(name, share)| (name.replace([' ', '@'], "_").replace(',', ""), share.value()));
    let mut object: serde_json::Map<String, serde_json::Value> =
        shares.into_iter().map(|(name, share)| (name, share.into())).collect();
    let misses = outcomes.iter().filter(|outcome| !outcome.is_acceptable()).map(|outcome| {
        let Labelled { id, verdict, question, .. } = outcome.question;
        serde_json::json!({ "id": id, "question": question, "label": verdict, "predicted": outcome.predicted })
    });
    object.insert("questions".to_owned(), outcomes.len().into());
    object.insert("misses".to_owned(), misses.collect());
    super::render::json(&object)
}
