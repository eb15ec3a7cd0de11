//! The README shows what the program does: its transcripts are the program's own output, its commands are taken, and its
//! JSON is part of the real answer.

use std::fs;
use std::sync::Mutex;

use clap::Parser;
use serde_json::Value;
use stackchoice::terminal::cli::Cli;

use crate::cli::{folder, run};
use crate::packs::root;

/// Set, it makes the transcripts anew instead of holding the README against them.
const UPDATE: &str = "UPDATE_README";

/// The prompt before a command of a transcript, and the program's name.
const PROMPT: &str = "$ stackchoice ";

pub fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The fenced blocks in a language, without their fences.
pub fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let opening = format!("\n```{language}\n");
    let bodies = text.split(opening.as_str()).skip(1);
    bodies.map(|body| body.split_once("\n```").unwrap_or_else(|| panic!("{body} has no end")).0).collect()
}

/// The words of a command line, with double quotes around what holds spaces.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').zip([false, true].into_iter().cycle());
    let words = parts.flat_map(|(part, is_quoted)| if is_quoted { vec![part] } else { part.split(' ').collect() });
    words.filter(|word| !word.is_empty()).collect()
}

/// What the program prints, in a folder of its own: a hundred characters wide and without colour, as into any pipe.
fn printed(command: &str) -> String {
    let (status, output, errors) = run(&folder(), &words(command));
    assert_eq!((status, errors.as_str()), (0, ""), "{command}");
    output
}

/// Holds a block of the README against what is real, or puts that in its place where the README is made anew.
#[track_caller]
pub fn hold(language: &str, shown: &str, real: &str) {
    // Tests run at once, and each changes blocks of its own.
    static CHANGING: Mutex<()> = Mutex::new(());
    if std::env::var_os(UPDATE).is_none() {
        assert_eq!(shown, real, "run the tests with {UPDATE}=1 to make the README anew");
        return;
    }
    let _alone = CHANGING.lock().unwrap();
    let fenced = |text: &str| format!("\n```{language}\n{text}\n```\n");
    fs::write(root().join("README.md"), readme().replace(&fenced(shown), &fenced(real))).unwrap();
}

#[test]
fn every_transcript_is_what_the_program_prints() {
    let text = readme();
    let transcripts: Vec<String> = blocks(&text, "console").into_iter().map(str::to_owned).collect();
    assert!(transcripts.len() > 1, "the README has {} transcripts", transcripts.len());
    for shown in transcripts {
        let prompt = shown.lines().next().unwrap_or_default();
        let command = prompt.strip_prefix(PROMPT).unwrap_or_else(|| panic!("{prompt:?} begins no transcript"));
        let real = format!("{prompt}\n{}", printed(command).trim_end());
        hold("console", &shown, &real);
    }
}

#[test]
fn every_command_is_taken() {
    // The section on Discord shows commands that a program without its feature does not have.
    let text = readme();
    let (before, discord) = text.split_once("\n## On Discord\n").unwrap_or((&text, ""));
    let (discord, behind) = discord.split_once("\n## ").unwrap_or((discord, ""));
    let discord = if cfg!(feature = "discord") { discord } else { "" };
    let lines: Vec<&str> = [before, discord, behind].into_iter().flat_map(|part| blocks(part, "sh")).collect();
    let mut taken = 0;
    for line in lines.iter().flat_map(|block| block.lines()) {
        let command = line.split(" #").next().unwrap_or_default();
        for piece in command.split(" | ").filter(|piece| piece.starts_with("stackchoice")) {
            taken += 1;
            let told = Cli::try_parse_from(words(piece.split(" < ").next().unwrap_or_default()));
            assert!(told.is_ok(), "{line}: {}", told.unwrap_err());
        }
    }
    assert!(taken > 8, "only {taken} commands are shown");
}

#[test]
fn the_json_shown_is_part_of_the_real_answer() {
    let text = readme();
    let shown = blocks(&text, "json");
    assert!(!shown.is_empty());
    for block in shown {
        let shown: Value = serde_json::from_str(block).unwrap();
        let real = printed(&format!("ask --json \"{}\"", shown["question"].as_str().unwrap()));
        assert_part(&shown, &serde_json::from_str(&real).unwrap(), "");
    }
}

/// Holds what is shown against what is real: fields and members may be left out, and "…" ends what is cut short.
fn assert_part(shown: &Value, real: &Value, at: &str) {
    match (shown, real) {
        (Value::Object(shown), Value::Object(real)) => {
            for (name, value) in shown {
                assert_part(value, real.get(name).unwrap_or(&Value::Null), &format!("{at}/{name}"));
            }
        }
        (Value::Array(shown), Value::Array(real)) => {
            assert!(shown.len() <= real.len(), "{at}");
            shown.iter().zip(real).for_each(|(shown, real)| assert_part(shown, real, at));
        }
        (Value::String(shown), Value::String(real)) => match shown.strip_suffix('…') {
            Some(beginning) => assert!(real.starts_with(beginning), "{at}: {real}"),
            None => assert_eq!(shown, real, "{at}"),
        },
        _ => assert_eq!(shown, real, "{at}"),
    }
}
