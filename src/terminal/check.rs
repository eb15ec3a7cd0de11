//! `check`: holds packs against all their promises, those that reading tells and the labelled questions, and names file,
//! line and mend for each fault.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

use super::exit::Failure;
use super::output::Output;
use super::{cli, label, open, render};
use crate::advisor::pack::{Fault, LabelledQuestion, PackFiles};
use crate::advisor::search::PassageIndex;
use crate::advisor::{Advisor, Compiled, Pack, Subject};
use crate::config::{Config, nearest};
use crate::storage;

/// Checks a pack, or every one, and prints each fault.
pub fn run(arguments: &cli::Check, config: &Config, output: &mut Output) -> Result<(), Failure> {
    let mut is_good = true;
    for files in sources(arguments, config)? {
        match check(&files)? {
            Ok(praise) => output.write(&format!("{}: {praise}\n", files.folder))?,
            Err(faults) => {
                is_good = false;
                let lines: String =
                    faults.iter().map(|fault| format!("{}\n", render::safe(&fault.to_string()))).collect();
                output.write(&lines)?;
            }
        }
    }
    if is_good { Ok(()) } else { Err(Failure::PackShown) }
}

/// The texts of the packs to check. A pack is named by its id, else by its folder, wherever that is.
fn sources(arguments: &cli::Check, config: &Config) -> Result<Vec<PackFiles>, Failure> {
    let Some(named) = arguments.pack.as_deref().or(Some(config.pack.as_str()).filter(|id| !id.is_empty())) else {
        let sources = storage::pack_sources(&open::places(config)).map_err(Failure::Pack)?;
        return Ok(sources.into_iter().map(|(_, files)| files).collect());
    };
    let folders = storage::pack_folders(&config.corpus).map_err(Failure::Pack)?;
    let folder = folders.iter().find(|folder| folder.ends_with(named)).cloned();
    let folder = folder.or_else(|| Some(PathBuf::from(named)).filter(|path| path.is_dir()));
    match folder {
        Some(folder) => Ok(vec![storage::read_pack_files(&folder).map_err(Failure::Pack)?]),
        None if folders.is_empty() && named == storage::BUILTIN_ID => Ok(vec![storage::builtin()]),
        None => Err(no_such_pack(named, &folders)),
    }
}

fn no_such_pack(named: &str, folders: &[PathBuf]) -> Failure {
    let ids = folders.iter().filter_map(|folder| folder.file_name()?.to_str());
    let known: Vec<_> = if folders.is_empty() { vec![storage::BUILTIN_ID] } else { ids.collect() };
    match nearest(named, known.iter().copied()) {
        Some(near) => Failure::input(format!("there is no pack \"{named}\"; did you mean \"{near}\"?")),
        None => Failure::input(format!("there is no pack \"{named}\"; choose one of {}", known.join(", "))),
    }
}

/// What a pack is praised for, or its faults.
fn check(files: &PackFiles) -> Result<Result<String, Vec<Fault>>, Failure> {
    let pack = match Pack::read(files) {
        Ok(pack) => pack,
        Err(faults) => return Ok(Err(faults.0)),
    };
    let praise = format!(
        "keeps its promises: {} passages, {} factors, {} rules, {} notes, {} labelled questions",
        pack.article.passages().count(),
        pack.factors.len(),
        pack.rules.len(),
        pack.notes.len(),
        pack.questions.len(),
    );
    let questions = pack.questions.clone();
    let index = PassageIndex::in_memory(&pack.article).context("the pack's index cannot be built")?;
    let advisor =
        Advisor::new(vec![Subject::new(Compiled::new(pack), index)]).context("cannot fail: there is one subject")?;
    let faults = wrong_answers(&advisor, &questions, files);
    Ok(if faults.is_empty() { Ok(praise) } else { Err(faults) })
}

/// The labelled questions that are answered otherwise than their labels allow.
fn wrong_answers(advisor: &Advisor, questions: &[LabelledQuestion], files: &PackFiles) -> Vec<Fault> {
    let file = Path::new(&files.folder).join("questions.toml").display().to_string();
    let lines = question_lines(&files.questions);
    let faults = questions.iter().enumerate().filter_map(|(at, question)| {
        let answer = advisor.ask(&[], &question.text);
        let predicted = label::of(&answer);
        let is_right = predicted == question.verdict || question.acceptable.iter().any(|label| label == predicted);
        let what =
            format!("\"{}\" is answered with \"{predicted}\" and labelled \"{}\"", question.text, question.verdict);
        let mend = "mend the phrases or the rules, or label it with what the article supports";
        (!is_right).then(|| Fault::new(&file, lines.get(at).copied().unwrap_or(0), what, mend))
    });
    faults.collect()
}

/// The line at which each question begins.
fn question_lines(text: &str) -> Vec<usize> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Questions {
        question: Vec<Spanned<IgnoredAny>>,
    }
    let questions: Questions = toml::from_str(text).unwrap_or_default();
    let line = |start: usize| 1 + text.bytes().take(start).filter(|byte| *byte == b'\n').count();
    questions.question.iter().map(|question| line(question.span().start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_question_knows_its_line() {
        let text = "# a comment\n\n[[question]]\ntext = \"a\"\n\n# another\n[[question]]\ntext = \"b\"\n";
        assert_eq!(question_lines(text), [3, 7]);
        assert_eq!(question_lines(""), [0; 0]);
    }
}
