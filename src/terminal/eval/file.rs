//! A file of labelled questions: one JSON object a line. A broken line is a fault with file, line and mend.

use std::path::Path;

use serde::Deserialize;

use crate::advisor::pack::{Fault, Faults};
use crate::config::nearest;
use crate::terminal::label;

/// A question and its labels. Other fields of a line (who asked, why it is labelled so) are for people.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Labelled {
    /// What the question is called in the file; its line's number if the file does not say.
    #[serde(default)]
    pub id: String,
    /// The question.
    #[serde(alias = "text")]
    pub question: String,
    /// The label: a contender's id or one of [`label::WORDS`].
    pub verdict: String,
    /// The other labels that a fair reader accepts.
    #[serde(default)]
    pub acceptable: Vec<String>,
    /// The headings of the sections that bear it out.
    #[serde(default)]
    pub evidence: Vec<String>,
}

/// Reads a file; every broken line is in the error. `contenders` are the ids that are labels.
pub fn read(path: &Path, contenders: &[&str]) -> Result<Vec<Labelled>, Faults> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Fault::new(&name, 0, format!("cannot be read ({error})"), "name a file of labelled questions")
    })?;
    parse(&name, &text, contenders)
}

fn parse(file: &str, text: &str, contenders: &[&str]) -> Result<Vec<Labelled>, Faults> {
    let mut questions = Vec::new();
    let mut faults = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match parse_line(line, at + 1, contenders) {
            Ok(question) => questions.push(question),
            Err((what, mend)) => faults.push(Fault::new(file, at + 1, what, mend)),
        }
    }
    if questions.is_empty() && faults.is_empty() {
        let mend = "write one JSON object a line, with \"question\" and \"verdict\"";
        faults.push(Fault::new(file, 0, "no question", mend));
    }
    if faults.is_empty() { Ok(questions) } else { Err(Faults(faults)) }
}

/// The question of a line, or what is wrong with it and the mend.
fn parse_line(line: &str, number: usize, contenders: &[&str]) -> Result<Labelled, (String, String)> {
    let mut question: Labelled = serde_json::from_str(line).map_err(|error| {
        let what = error.to_string();
        // The reader counts lines within this one.
        let what = what.replace(" at line 1 column ", " at column ");
        (what, "write the line as {\"question\": \"…\", \"verdict\": \"…\"}".to_owned())
    })?;
    if question.id.is_empty() {
        question.id = number.to_string();
    }
    let labels = || contenders.iter().copied().chain(label::WORDS);
    let unknown = |word: &&String| !labels().any(|label| label == word.as_str());
    match std::iter::once(&question.verdict).chain(&question.acceptable).find(unknown) {
        None => Ok(question),
        Some(word) => {
            let mend = match nearest(word, labels()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("use one of {}", labels().collect::<Vec<_>>().join(", ")),
            };
            Err((format!("unknown label \"{word}\""), mend))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_question_with_its_labels() {
        let text = "\u{feff}{\"id\": \"q1\", \"question\": \"a?\", \"verdict\": \"tea\", \"acceptable\": [\"either\"], \"why\": \"x\"}\n\n{\"question\": \"b?\", \"verdict\": \"unknown\", \"evidence\": [\"S\"]}\n";
        let questions = parse("f", text, &["tea"]).unwrap();
        assert_eq!(questions.iter().map(|question| question.id.as_str()).collect::<Vec<_>>(), ["q1", "3"]);
        assert_eq!((&questions[0].acceptable[0][..], &questions[1].evidence[0][..]), ("either", "S"));
    }

    #[test]
    fn every_broken_line_is_named_with_its_mend() {
        let check = |text: &str, expect: &str| {
            let faults = parse("f", text, &["tea", "coffee"]).unwrap_err().to_string();
            assert!(faults.contains(expect), "{faults}");
        };
        check("", "f: no question; write one JSON object a line");
        check(
            "\n{\"question\": 3}",
            "f:2: invalid type: integer `3`, expected a string at column 14; write the line as",
        );
        check("{\"question\": \"a\"}\n{", "f:1: missing field `verdict`");
        check("{\"question\": \"a\"}\n{", "f:2: EOF while parsing");
        check(
            "{\"question\": \"a\", \"verdict\": \"cofee\"}",
            "f:1: unknown label \"cofee\"; did you mean \"coffee\"?",
        );
        check("{\"question\": \"a\", \"verdict\": \"tea\", \"acceptable\": [\"zzz\"]}", "use one of tea, coffee, both");
    }
}
