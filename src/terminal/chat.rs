//! `chat`: a conversation, where a question may follow up on those before it.

use std::io::{IsTerminal, Write};

use super::exit::Failure;
use super::output::Output;
use super::{input, open, render};
use crate::advisor::answer::Intent;
use crate::advisor::{Advisor, Answer};
use crate::config::Config;

/// So many earlier questions are kept for a follow-up.
const KEPT: usize = 8;

const COMMANDS: &str = ":new forgets the questions so far, :help shows this, :quit ends (so does the end of input)";

/// How to go on to Discord; said where the program was started without a command.
#[cfg(feature = "discord")]
const TO_DISCORD: &str = "To answer on Discord, set DISCORD_TOKEN to the bot's token and start `stackchoice serve`.";
#[cfg(not(feature = "discord"))]
const TO_DISCORD: &str = "To answer on Discord, build the program with its feature `discord`.";

/// The questions that belong together, oldest first.
#[derive(Debug, Default)]
struct Conversation {
    earlier: Vec<String>,
}

/// What a line in the chat is.
#[derive(Debug, PartialEq, Eq)]
enum Line<'a> {
    New,
    Help,
    Quit,
    Unknown(&'a str),
    Empty,
    Question(&'a str),
}

/// Says how to go on to Discord.
pub fn point_to_discord() {
    // A hint that nobody reads is no fault.
    writeln!(anstream::stderr(), "{TO_DISCORD}").ok();
}

/// Talks until the input ends. The prompt is shown only to a person; a pipe gets answers and nothing else.
pub fn run(config: &Config, output: &mut Output) -> Result<(), Failure> {
    let advisor = open::load(config)?.advisor;
    let is_person = std::io::stdin().is_terminal();
    if is_person {
        let subjects: Vec<_> = advisor.subjects().iter().map(|subject| subject.pack().title.as_str()).collect();
        output.write(&format!("{}. Ask away.\n{COMMANDS}\n", subjects.join(" · ")))?;
    }
    let mut conversation = Conversation::default();
    let mut lines = input::lines(std::io::stdin().lock());
    loop {
        if is_person {
            output.write("\n> ")?;
        }
        let Some(line) = lines.next() else { break };
        let line = line.map_err(|error| Failure::input(format!("standard input cannot be read: {error}")))?;
        match Line::of(&line) {
            Line::Quit => break,
            Line::Empty => {}
            Line::New => conversation.earlier.clear(),
            Line::Help => output.write(&format!("{COMMANDS}\n"))?,
            Line::Unknown(word) => output.write(&format!("there is no {word}; {COMMANDS}\n"))?,
            Line::Question(text) => {
                let answer = conversation.ask(&advisor, text);
                let gap = if is_person { "" } else { "\n" };
                output.write(&format!("{}{gap}", render::answer(&answer, output.width())))?;
            }
        }
    }
    Ok(())
}

impl<'a> Line<'a> {
    /// A command is a colon and a word of letters; anything else is a question, so that ":)" is one.
    fn of(line: &'a str) -> Self {
        let line = line.trim();
        let is_command =
            line.strip_prefix(':').is_some_and(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
        match line {
            "" => Self::Empty,
            ":new" => Self::New,
            ":help" => Self::Help,
            ":quit" | ":q" => Self::Quit,
            _ if is_command => Self::Unknown(line),
            _ => Self::Question(line),
        }
    }
}

impl Conversation {
    fn ask(&mut self, advisor: &Advisor, text: &str) -> Answer {
        let earlier: Vec<_> = self.earlier.iter().map(String::as_str).collect();
        let answer = advisor.ask(&earlier, text);
        self.take(&answer.question, &answer.follows, answer.intent);
        answer
    }

    /// Keeps a question and those that it was read together with. A word between ("help", "thanks") is no part of the
    /// conversation and does not end it.
    fn take(&mut self, question: &str, follows: &[String], intent: Intent) {
        if matches!(intent, Intent::Help | Intent::NotForUs) && follows.is_empty() {
            return;
        }
        self.earlier = follows.to_vec();
        self.earlier.push(question.to_owned());
        let surplus = self.earlier.len().saturating_sub(KEPT);
        self.earlier.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_a_colon_and_a_word() {
        let check = |line: &str, expect: Line<'_>| assert_eq!(Line::of(line), expect, "{line:?}");
        check(" :new ", Line::New);
        check(":help", Line::Help);
        check(":q", Line::Quit);
        check(":quit", Line::Quit);
        check(":quti", Line::Unknown(":quti"));
        check("", Line::Empty);
        check(":)", Line::Question(":)"));
        check(": what of it", Line::Question(": what of it"));
        check("which one?", Line::Question("which one?"));
    }

    #[test]
    fn a_conversation_keeps_what_belongs_together() {
        let mut conversation = Conversation::default();
        let mut take = |question: &str, follows: &[&str], intent| {
            let follows: Vec<_> = follows.iter().map(ToString::to_string).collect();
            conversation.take(question, &follows, intent);
            conversation.earlier.join(" ")
        };
        assert_eq!(take("a", &[], Intent::Choose), "a");
        assert_eq!(take("b", &["a"], Intent::Choose), "a b");
        assert_eq!(take("thanks", &[], Intent::NotForUs), "a b");
        assert_eq!(take("help", &[], Intent::Help), "a b");
        assert_eq!(take("c", &[], Intent::Compare), "c", "a question by itself leaves the others behind");
        assert_eq!(take("9", &["1", "2", "3", "4", "5", "6", "7", "8"], Intent::Choose), "2 3 4 5 6 7 8 9");
    }
}
