//! `ask`: one question from the arguments, or one a line on standard input; for people or as JSON.

use super::exit::Failure;
use super::output::Output;
use super::{cli, input, open, render};
use crate::advisor::{Advisor, Answer};
use crate::config::Config;

/// Answers what was asked.
pub fn run(arguments: &cli::Ask, config: &Config, output: &mut Output) -> Result<(), Failure> {
    let advisor = open::load(config)?.advisor;
    if arguments.text == ["-"] {
        return answer_lines(&advisor, arguments.json, output);
    }
    let answer = advisor.ask(&[], &arguments.text.join(" "));
    let text = if arguments.json { render::json(&answer)? } else { render::answer(&answer, output.width()) };
    Ok(output.write(&text)?)
}

/// Answers each line by itself, as soon as it is there: a program that writes a line can wait for its answer.
fn answer_lines(advisor: &Advisor, as_json: bool, output: &mut Output) -> Result<(), Failure> {
    for (number, line) in input::lines(std::io::stdin().lock()).enumerate() {
        let line = line.map_err(|error| Failure::input(format!("standard input cannot be read: {error}")))?;
        let answer = advisor.ask(&[], &line);
        let text = if as_json { render::json(&answer)? } else { with_question(&answer, number, output.width()) };
        output.write(&text)?;
    }
    Ok(())
}

/// Among several answers, each shows its question.
fn with_question(answer: &Answer, number: usize, width: usize) -> String {
    let gap = if number == 0 { "" } else { "\n" };
    format!("{gap}{}{}", render::question(&answer.question, width), render::answer(answer, width))
}
