//! An answer as a page of text. It lays out what [`Answer`] holds and rewords nothing; its own words are the titles of the
//! parts. Readable without colour.

mod json;
mod page;
mod safe;

pub use json::json;
pub use safe::safe;

use std::collections::HashMap;

use anstyle::{Ansi256Color, Color, Style};

use crate::advisor::Answer;
use crate::advisor::answer::{Change, Confidence, Evidence, Intent, NoteView, Reason, VerdictKind};
use page::Page;

const TITLE: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const MARKED: Style = Style::new().bold();

/// An answer for people, wrapped to `width` characters, with colours as escape codes.
pub fn answer(answer: &Answer, width: usize) -> String {
    let marks = Marks::of(answer);
    let mut page = Page::new(width);
    verdict(&mut page, answer);
    bullets(&mut page, "Who does what", answer.parts.iter().map(|part| part.text.clone()));
    bullets(&mut page, "Why", answer.reasons.iter().map(|reason| marks.with_marks(reason)));
    bullets(&mut page, "Watch out", answer.cautions.iter().map(|caution| marks.with_marks(caution)));
    changes(&mut page, &answer.would_change);
    bullets(&mut page, "Remarks", answer.remarks.iter().cloned());
    notes(&mut page, &answer.notes);
    let topics = answer.nearest.iter().map(|topic| format!("{}: {}", topic.name, topic.ask));
    bullets(&mut page, "What the article does speak of", topics);
    evidence(&mut page, &answer.evidence);
    source(&mut page, answer);
    page.finish()
}

/// A question, above its answer.
pub fn question(text: &str, width: usize) -> String {
    let mut page = Page::new(width);
    page.text("> ", text, FAINT);
    page.finish()
}

/// Numbers for passages and letters for notes, as reasons point to them.
struct Marks<'a> {
    passages: HashMap<&'a str, usize>,
    notes: HashMap<&'a str, char>,
}

impl<'a> Marks<'a> {
    fn of(answer: &'a Answer) -> Self {
        let passages = answer.evidence.iter().zip(1..).map(|(passage, number)| (passage.id.as_str(), number)).collect();
        let lettered = answer.notes.iter().zip('a'..='z');
        let notes = lettered.flat_map(|(note, letter)| note.weakens.iter().map(move |rule| (rule.as_str(), letter)));
        Self { passages, notes: notes.collect() }
    }

    /// A reason, the numbers of its passages, and the letter of a note that weakens it.
    fn with_marks(&self, reason: &Reason) -> String {
        let numbers = reason.evidence.iter().filter_map(|id| self.passages.get(id.as_str()));
        let numbers: String = numbers.map(|number| format!("[{number}]")).collect();
        let note = self.notes.get(reason.rule.as_str()).map(|letter| format!(" ({letter})")).unwrap_or_default();
        format!("{} {numbers}{note}", reason.text)
    }
}

fn verdict(page: &mut Page, answer: &Answer) {
    page.text("", &label(answer), verdict_style(answer));
    page.text("", &answer.headline, Style::new());
    for earlier in &answer.follows {
        page.text("  after: ", earlier, FAINT);
    }
}

/// The verdict's kind, whom it names, and how sure it is.
fn label(answer: &Answer) -> String {
    let verdict = &answer.verdict;
    let names = || answer.contenders.iter().map(|contender| contender.name.as_str());
    let sure = match verdict.confidence {
        Some(Confidence::Clear) => " · clear",
        Some(Confidence::Likely) => " · likely",
        Some(Confidence::Leaning) => " · leaning",
        None => "",
    };
    match verdict.kind {
        _ if answer.intent == Intent::Help => "Help".to_owned(),
        VerdictKind::Choose => format!("{}{sure}", chosen_name(answer)),
        VerdictKind::Combine => names().collect::<Vec<_>>().join(" + "),
        VerdictKind::Tie => "Tie".to_owned(),
        VerdictKind::NotCovered => "Not covered".to_owned(),
        VerdictKind::OutOfScope => "Out of scope".to_owned(),
        VerdictKind::LookUp => "Look-up".to_owned(),
    }
}

fn chosen_name(answer: &Answer) -> &str {
    let id = answer.verdict.contender.as_deref().unwrap_or_default();
    answer.contenders.iter().find(|contender| contender.id == id).map_or(id, |contender| &contender.name)
}

fn verdict_style(answer: &Answer) -> Style {
    let chosen = answer.contenders.iter().find(|contender| Some(&contender.id) == answer.verdict.contender.as_ref());
    let colour = chosen.and_then(|contender| nearest_colour(&contender.colour));
    TITLE.fg_color(colour.map(Color::Ansi256))
}

/// The nearest colour of the cube of 6 by 6 by 6 that terminals without true colour have too.
fn nearest_colour(hex: &str) -> Option<Ansi256Color> {
    let channel = |at: usize| u8::from_str_radix(hex.strip_prefix('#')?.get(at..at + 2)?, 16).ok();
    // The cube's steps are 0, 95, 135, 175, 215 and 255.
    let step = |value: u8| match value {
        0..48 => 0,
        48..115 => 1,
        _ => (value - 35) / 40,
    };
    let (red, green, blue) = (step(channel(0)?), step(channel(2)?), step(channel(4)?));
    Some(Ansi256Color(16 + 36 * red + 6 * green + blue))
}

fn bullets(page: &mut Page, title: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        page.title(title);
    }
    for item in items {
        page.text("  • ", &item, Style::new());
    }
}

/// Each change with what to say to ask for it.
fn changes(page: &mut Page, changes: &[Change]) {
    if !changes.is_empty() {
        page.title("What would change it");
    }
    for change in changes {
        page.text("  • ", &change.text, Style::new());
        page.text("    ask: ", &change.ask, FAINT);
    }
}

/// The editors' remarks, set apart from what the article says.
fn notes(page: &mut Page, notes: &[NoteView]) {
    if !notes.is_empty() {
        page.title("Editors’ notes (not from the article)");
    }
    for (note, letter) in notes.iter().zip('a'..='z') {
        page.text(&format!("  {letter} "), &note.text, Style::new());
        page.text("    ", &format!("{}, {}, {}", note.date, note.source, note.url), FAINT);
    }
}

fn evidence(page: &mut Page, passages: &[Evidence]) {
    if !passages.is_empty() {
        page.title("Evidence");
    }
    for (passage, number) in passages.iter().zip(1..) {
        page.text(&format!("{:>5} ", format!("[{number}]")), &passage.section, TITLE);
        for line in passage.text.lines() {
            match line.strip_prefix("- ") {
                Some(item) => page.text("      • ", item, Style::new()),
                None => page.marked("      ", line, passage.marked.as_deref(), MARKED),
            }
        }
    }
}

fn source(page: &mut Page, answer: &Answer) {
    page.gap();
    page.text("", &answer.source.text, FAINT);
    if !answer.source.url.is_empty() {
        page.text("", &answer.source.url, FAINT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contenders_colour_becomes_the_nearest_that_every_terminal_has() {
        let check = |hex: &str, code: Option<u8>| assert_eq!(nearest_colour(hex), code.map(Ansi256Color), "{hex}");
        check("#000000", Some(16));
        check("#FFFFFF", Some(231));
        check("#ff0000", Some(196));
        check("#3C873A", Some(65));
        check("3C873A", None);
        check("#3C87", None);
        check("#3C87é", None);
    }
}
