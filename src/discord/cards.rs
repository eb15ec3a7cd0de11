//! The cards that answer no question: how to ask, and what the answers rest on.

use super::card::Card;
use super::markdown::escape;
use super::render::{NEUTRAL, Reply, link};
use super::wording;
use crate::advisor::{Advisor, Pack};

/// So many example questions of each pack are shown.
const EXAMPLES: usize = 3;

/// How to ask, for a bot that is mentioned as `mention`.
pub fn help(advisor: &Advisor, mention: &str) -> Reply {
    let packs = advisor.subjects().iter().map(|subject| subject.pack());
    let examples: Vec<_> = packs.flat_map(examples).map(|text| format!("• {}", escape(text))).collect();
    let card = Card::new(wording::HELP, NEUTRAL)
        .paragraph(&wording::help(mention))
        .lines(wording::EXAMPLES, examples)
        .lines(wording::BUTTONS, wording::BUTTON_LINES);
    Reply::card(card)
}

/// The articles behind the answers.
pub fn sources(advisor: &Advisor) -> Reply {
    let packs = advisor.subjects().iter().map(|subject| subject.pack());
    Reply::card(packs.fold(Card::new(wording::SOURCES, NEUTRAL), |card, pack| {
        let about = &pack.about;
        let article = [
            link(&about.title, &about.url),
            escape(&format!("{}, {}, {}", about.author, about.publisher, about.date)),
            wording::OPINION.to_owned(),
        ];
        card.lines(&escape(&pack.title), article)
    }))
}

/// The first questions of the pack's own that get a contender for an answer.
fn examples(pack: &Pack) -> impl Iterator<Item = &str> {
    let decided = |verdict: &str| pack.contenders.iter().any(|contender| contender.id == verdict);
    let questions = pack.questions.iter().filter(move |question| decided(&question.verdict));
    questions.map(|question| question.text.as_str()).take(EXAMPLES)
}
