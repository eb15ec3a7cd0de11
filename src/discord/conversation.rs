//! A question with the earlier ones that it adds to, and how an answer carries them.
//!
//! The bot keeps nothing that a button needs: an answer quotes its questions, and a press of a button reads them back
//! from the message, or from the button's own id where they are short. So buttons work after a restart, and what was
//! asked is exactly what is shown.

use super::limits::{self, length};
use super::markdown::{self, shorten};
use crate::advisor::{Advisor, Answer};

/// A question is read up to here. It fits a direct message or a command's option with room to spare.
pub const LONGEST_QUESTION: usize = 1500;

/// What the questions of a conversation may take in an answer; the oldest go first.
const LONGEST_QUOTE: usize = 3500;

/// So many earlier questions are remembered.
const EARLIER: usize = 8;

/// What begins a line of the quote.
const QUOTE: &str = "> ";

/// A question, and before it the earlier ones, oldest first. Each is one line of text, trimmed, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    earlier: Vec<String>,
    question: String,
}

/// What a button under an answer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Shows the passages.
    Sources,
    /// Shows what would turn the verdict.
    Change,
    /// Opens the form for a follow-up.
    FollowUp,
}

/// The actions and the names that custom ids have for them. A name once given is kept: old messages carry it.
const ACTIONS: [(Action, &str); 3] =
    [(Action::Sources, "sources"), (Action::Change, "change"), (Action::FollowUp, "follow-up")];

impl Conversation {
    /// A conversation of one question; `None` if there is no text in it.
    pub fn new(text: &str) -> Option<Self> {
        let question = one_line(text);
        (!question.is_empty()).then_some(Self { earlier: Vec::new(), question })
    }

    /// This question after those of `before`.
    pub fn after(self, before: Self) -> Self {
        let earlier = [before.earlier, vec![before.question], self.earlier].concat();
        Self { earlier, question: self.question }.fitted()
    }

    /// The answer to it.
    pub fn ask(&self, advisor: &Advisor) -> Answer {
        let earlier: Vec<_> = self.earlier.iter().map(String::as_str).collect();
        advisor.ask(&earlier, &self.question)
    }

    /// What `answer` answered: a question that stands on its own leaves the earlier ones behind.
    pub fn answered(answer: &Answer) -> Option<Self> {
        let mut lines = answer.follows.iter().chain([&answer.question]).filter_map(|text| Self::new(text));
        let first = lines.next()?;
        Some(lines.fold(first, |before, next| next.after(before)))
    }

    /// The questions as a quote, a line each: how an answer begins.
    pub fn quote(&self) -> String {
        let lines: Vec<_> = self.all().map(|text| format!("{QUOTE}{}", markdown::escape(text))).collect();
        lines.join("\n")
    }

    /// Reads the questions back from a text that begins with their quote.
    pub fn from_quote(text: &str) -> Option<Self> {
        let lines = text.lines().map_while(|line| line.strip_prefix(QUOTE));
        Self::from_lines(lines.map(markdown::unescape))
    }

    /// The id of the button for `action` under the answer: with the questions in it where they fit.
    pub fn custom_id(&self, action: Action) -> String {
        let name = action.name();
        let questions: Vec<_> = self.all().collect();
        let whole = format!("{name}:{}", questions.join("\n"));
        if length(&whole) <= limits::CUSTOM_ID { whole } else { name.to_owned() }
    }

    /// What was pressed: the action, and the questions if the id holds them.
    pub fn from_custom_id(id: &str) -> Option<(Action, Option<Self>)> {
        let (name, questions) = id.split_once(':').unwrap_or((id, ""));
        let (action, _) = ACTIONS.into_iter().find(|(_, known)| *known == name)?;
        Some((action, Self::from_lines(questions.lines().map(str::to_owned))))
    }

    fn from_lines(lines: impl Iterator<Item = String>) -> Option<Self> {
        let mut questions: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        let question = questions.pop()?;
        Some(Self { earlier: questions, question })
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.earlier.iter().chain([&self.question]).map(String::as_str)
    }

    /// Without the oldest of the earlier questions that do not fit an answer any more.
    fn fitted(mut self) -> Self {
        while !self.earlier.is_empty() && (self.earlier.len() > EARLIER || length(&self.quote()) > LONGEST_QUOTE) {
            self.earlier.remove(0);
        }
        self
    }
}

impl Action {
    fn name(self) -> &'static str {
        ACTIONS.into_iter().find(|(action, _)| *action == self).map_or("", |(_, name)| name)
    }
}

/// `text` as one line of visible characters. Where it is over [`LONGEST_QUESTION`], it ends with a mark that says so.
fn one_line(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_filler(*c));
    let visible: String = visible.collect();
    let words: Vec<_> = visible.split_whitespace().collect();
    shorten(&words.join(" "), LONGEST_QUESTION)
}

/// Characters that show nothing and that Discord strips from the ends of a text: a question must not change on the way.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn conversation(lines: &[&str]) -> Conversation {
        let mut all = lines.iter().filter_map(|line| Conversation::new(line));
        let first = all.next().unwrap();
        all.fold(first, |before, next| next.after(before))
    }

    #[test]
    fn a_question_is_one_visible_line() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(Conversation::new(text).map(|c| c.question), expect.map(str::to_owned), "{text:?}");
        };
        check(" a\n\n b\u{0}c \u{200b}", Some("a b c"));
        check("\u{200b} \n", None);
        check("", None);
        let cut = Conversation::new(&"word ".repeat(4000)).unwrap();
        assert!(cut.question.ends_with("word …") && length(&cut.question) <= LONGEST_QUESTION);
        assert_eq!(Conversation::new(&cut.question), Some(cut));
    }

    #[test]
    fn a_button_tells_its_action_and_short_questions_by_its_id() {
        let short = conversation(&["A or B for a chat app?", "and if it must be simple?"]);
        for (action, _) in ACTIONS {
            let id = short.custom_id(action);
            assert_eq!(Conversation::from_custom_id(&id), Some((action, Some(short.clone()))));
            let long = conversation(&[&"long ".repeat(30)]).custom_id(action);
            assert_eq!(Conversation::from_custom_id(&long), Some((action, None)));
        }
        assert_eq!(Conversation::from_custom_id("unknown:x"), None);
        assert_eq!(Conversation::from_custom_id(""), None);
    }

    #[test]
    fn the_oldest_questions_leave_when_there_are_too_many_or_they_are_too_long() {
        let lines: Vec<_> = (0..40).map(|i| format!("question {i}")).collect();
        let many = conversation(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((many.earlier.len(), many.question.as_str()), (EARLIER, "question 39"));
        let stars = "*".repeat(LONGEST_QUESTION);
        let long = conversation(&[&stars, &stars, &stars]);
        assert_eq!(long.earlier.len(), 0);
        assert!(length(&long.quote()) <= LONGEST_QUOTE);
    }

    #[test]
    fn a_text_without_a_quote_holds_no_question() {
        assert_eq!(Conversation::from_quote("No quote\n> later"), None);
        assert_eq!(Conversation::from_quote(""), None);
    }

    proptest! {
        #[test]
        fn what_an_answer_quotes_is_read_back_to_the_letter(lines in prop::collection::vec("\\PC{1,300}", 1..5)) {
            let lines: Vec<_> = lines.iter().map(String::as_str).filter(|l| Conversation::new(l).is_some()).collect();
            prop_assume!(!lines.is_empty());
            let asked = conversation(&lines);
            let shown = format!("{}\n\nRemarks follow.", asked.quote());
            prop_assert_eq!(Conversation::from_quote(&shown), Some(asked.clone()));
            for (action, _) in ACTIONS {
                let id = asked.custom_id(action);
                prop_assert!(length(&id) <= limits::CUSTOM_ID);
                let (read, questions) = Conversation::from_custom_id(&id).unwrap();
                prop_assert_eq!(read, action);
                prop_assert!(questions.is_none() || questions == Some(asked.clone()));
            }
        }
    }
}
