//! Answers as they look at the terminal, from answers made by hand: what the page does with each part, and nothing about
//! what is decided.

use stackchoice::advisor::Answer;
use stackchoice::advisor::answer::{
    Change, Confidence, ContenderView, Evidence, Intent, NoteView, Part, Reason, Source, Topic, VerdictKind,
    VerdictView,
};
use stackchoice::advisor::pack::Strength;
use stackchoice::terminal::render;

fn contender(id: &str, name: &str, colour: &str) -> ContenderView {
    ContenderView { id: id.into(), name: name.into(), colour: colour.into(), emoji: "●".into() }
}

fn evidence(id: &str, section: &str, text: &str) -> Evidence {
    Evidence { id: id.into(), section: section.into(), text: text.into(), marked: None, score: 1.0 }
}

fn reason(rule: &str, text: &str, evidence: &[&str]) -> Reason {
    Reason {
        rule: rule.into(),
        factor: "tired".into(),
        contender: Some("tea".into()),
        strength: Strength::Strong,
        text: text.into(),
        evidence: evidence.iter().map(ToString::to_string).collect(),
        disputed_by: None,
    }
}

/// An answer of this kind that says nothing but its headline.
fn bare(kind: VerdictKind, headline: &str) -> Answer {
    Answer {
        question: "Tea or coffee?".into(),
        follows: vec![],
        pack: "drinks".into(),
        contenders: vec![contender("tea", "Tea", "#2E8B57"), contender("coffee", "Coffee", "#6F4E37")],
        intent: Intent::Choose,
        verdict: VerdictView { kind, contender: None, confidence: None },
        headline: headline.into(),
        factors: vec![],
        reasons: vec![],
        cautions: vec![],
        parts: vec![],
        remarks: vec![],
        would_change: vec![],
        notes: vec![],
        evidence: vec![],
        nearest: vec![],
        source: Source {
            title: "Drinks".into(),
            author: "A. Sipper".into(),
            publisher: "The Cup".into(),
            date: "2020-02-20".into(),
            url: "https://cup.example/drinks".into(),
            text: "From “Drinks” by A. Sipper, The Cup, 20 February 2020; the judgement is the author’s.".into(),
        },
    }
}

/// A choice with everything that an answer can have.
fn choice() -> Answer {
    let mut answer = bare(VerdictKind::Choose, "Choose Tea: the article speaks clearly for it here.");
    answer.verdict.contender = Some("tea".into());
    answer.verdict.confidence = Some(Confidence::Clear);
    answer.follows = vec!["Tea or coffee late at night?".into()];
    answer.reasons = vec![
        reason("late-tea", "The article recommends tea in the evening, since it lets people sleep well.", &["night/1"]),
        reason("calm-tea", "The article calls tea calming.", &["night/1", "calm/1"]),
    ];
    answer.cautions = vec![reason("tired-tea", "The article finds tea weak against tiredness.", &["calm/2"])];
    answer.remarks = vec!["“night shift” is read as a late hour.".into()];
    answer.would_change = vec![Change {
        factor: "tired".into(),
        present: true,
        verdict: VerdictKind::Choose,
        contender: Some("coffee".into()),
        text: "With tiredness the answer would be: Coffee.".into(),
        ask: "We are tired.".into(),
    }];
    answer.notes = vec![NoteView {
        id: "theine".into(),
        date: "2021-01-02".into(),
        text: "Theine and caffeine are one substance.".into(),
        source: "Any textbook".into(),
        url: "https://book.example".into(),
        weakens: vec!["calm-tea".into()],
    }];
    answer.evidence = vec![
        evidence("night/1", "At Night", "Tea is the drink of the evening:\n- it lets you sleep\n- it is warm"),
        evidence("calm/1", "Calm", "Tea calms."),
        evidence("calm/2", "Calm", "Against tiredness, tea does little, however long it is left to draw in the pot."),
    ];
    answer
}

fn page(answer: &Answer, width: usize) -> String {
    anstream::adapter::strip_str(&render::answer(answer, width)).to_string()
}

#[test]
fn a_choice_shows_every_part_in_its_place() {
    insta::assert_snapshot!(page(&choice(), 60));
}

#[test]
fn a_combination_says_who_does_what() {
    let mut answer = bare(VerdictKind::Combine, "Use Tea and Coffee together, each for what it is good at.");
    let part = |contender: &str, text: &str| Part { contender: contender.into(), said: vec![], text: text.into() };
    answer.parts = vec![part("tea", "Tea for “evenings”."), part("coffee", "Coffee for “mornings”.")];
    insta::assert_snapshot!(page(&answer, 60));
}

#[test]
fn what_is_not_covered_names_the_nearest_topics_and_shows_no_evidence() {
    let mut answer = bare(VerdictKind::NotCovered, "The article does not say: it does not speak of milk.");
    answer.nearest =
        vec![Topic { factor: "late".into(), name: "late hours".into(), ask: "Tea or coffee late at night?".into() }];
    insta::assert_snapshot!(page(&answer, 60));
}

#[test]
fn every_kind_of_verdict_has_its_label() {
    let label = |answer: &Answer| page(answer, 60).lines().next().unwrap().to_owned();
    let check = |kind, expect: &str| assert_eq!(label(&bare(kind, "…")), expect);
    check(VerdictKind::Combine, "Tea + Coffee");
    check(VerdictKind::Tie, "Tie");
    check(VerdictKind::NotCovered, "Not covered");
    check(VerdictKind::OutOfScope, "Out of scope");
    check(VerdictKind::LookUp, "Look-up");
    assert_eq!(label(&choice()), "Tea · clear");
    assert_eq!(label(&Answer { intent: Intent::Help, ..bare(VerdictKind::OutOfScope, "…") }), "Help");
}

#[test]
fn the_sentence_that_answers_a_look_up_stands_out() {
    let mut answer = bare(VerdictKind::LookUp, "The article says: “Tea calms.”");
    answer.evidence = vec![evidence("calm/1", "Calm", "Coffee wakes. Tea calms. Water does neither.")];
    answer.evidence[0].marked = Some("Tea calms.".into());
    let coloured = render::answer(&answer, 60);
    assert!(coloured.contains("Coffee wakes. \x1b[1mTea calms.\x1b[0m Water does neither."), "{coloured:?}");
}

#[test]
fn every_text_of_an_answer_is_on_the_page_to_the_letter() {
    let answer = choice();
    let unwrapped = page(&answer, 10_000);
    let texts = [&answer.headline, &answer.source.text, &answer.source.url, &answer.remarks[0], &answer.follows[0]]
        .into_iter()
        .chain(answer.reasons.iter().chain(&answer.cautions).map(|reason| &reason.text))
        .chain(answer.would_change.iter().flat_map(|change| [&change.text, &change.ask]))
        .chain(answer.notes.iter().flat_map(|note| [&note.text, &note.source, &note.date, &note.url]))
        .chain(answer.evidence.iter().map(|passage| &passage.section));
    for text in texts.map(String::as_str).chain(answer.evidence.iter().flat_map(|passage| passage.text.split("\n- "))) {
        assert!(unwrapped.contains(text), "{text:?} is missing");
    }
}

#[test]
fn no_line_is_longer_than_the_page_is_wide() {
    for width in [30, 44, 60, 100] {
        let page = page(&choice(), width);
        let long: Vec<_> = page.lines().filter(|line| line.chars().count() > width).collect();
        assert!(long.is_empty(), "{width}: {long:?}");
    }
}

#[test]
fn what_a_user_typed_cannot_steer_the_terminal() {
    let mut answer = choice();
    answer.remarks = vec!["“\x1b[2J\u{202e}chat\u{9b}” is read as a chat.".into()];
    answer.follows = vec!["\x07one\ntwo".into()];
    let page = render::question("\x1b]0;x\x07", 60) + &render::answer(&answer, 60);
    let page = anstream::adapter::strip_str(&page).to_string();
    assert!(page.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{page:?}");
    assert!(page.contains("one two"), "{page}");
}
