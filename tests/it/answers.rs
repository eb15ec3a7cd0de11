//! What every answer promises, held over all labelled questions of the shipped pack and of a pack on another subject.

use std::collections::HashSet;

use stackchoice::advisor::answer::{Answer, VerdictKind};
use stackchoice::advisor::{Advisor, Pack};

use crate::packs::{OTHER, SHIPPED, label};

fn pack(advisor: &Advisor) -> &Pack {
    advisor.subjects()[0].pack()
}

/// Every labelled question of both packs, with its answer.
fn answers() -> impl Iterator<Item = (&'static Advisor, Answer)> {
    [&*SHIPPED, &*OTHER]
        .into_iter()
        .flat_map(|advisor| pack(advisor).questions.iter().map(move |q| (advisor, advisor.ask(&[], &q.text))))
}

#[test]
fn labelled_questions_get_their_verdicts() {
    for advisor in [&*SHIPPED, &*OTHER] {
        let wrong = pack(advisor).questions.iter().filter_map(|question| {
            let given = label(&advisor.ask(&[], &question.text));
            let right = given == question.verdict || question.acceptable.contains(&given);
            (!right).then(|| format!("{given} instead of {}: {}", question.verdict, question.text))
        });
        assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
    }
}

#[test]
fn every_listed_change_asked_for_real_turns_the_verdict_as_told() {
    let mut listed = 0;
    for (advisor, answer) in answers() {
        for change in &answer.would_change {
            listed += 1;
            let appended = format!("{} {}", answer.question.trim_end(), change.ask);
            let asked = [advisor.ask(&[&answer.question], &change.ask), advisor.ask(&[], &appended)];
            for turned in asked {
                let verdict = (turned.verdict.kind, &turned.verdict.contender);
                let told = (change.verdict, &change.contender);
                assert_eq!(verdict, told, "{} + {}", answer.question, change.ask);
                let before = (answer.verdict.kind, &answer.verdict.contender);
                assert_ne!(verdict, before, "{} + {}", answer.question, change.ask);
            }
        }
    }
    assert!(listed > 100, "only {listed} changes are listed");
}

#[test]
fn every_reason_has_a_passage_that_is_in_the_index_to_the_letter() {
    let mut reasons = 0;
    for (advisor, answer) in answers() {
        let index = advisor.subjects()[0].index();
        let shown: HashSet<&str> = answer.evidence.iter().map(|evidence| evidence.id.as_str()).collect();
        for reason in answer.reasons.iter().chain(&answer.cautions) {
            reasons += 1;
            assert!(!reason.evidence.is_empty(), "{}: {}", answer.question, reason.rule);
            assert!(reason.evidence.iter().all(|id| shown.contains(id.as_str())), "{}", answer.question);
        }
        for evidence in &answer.evidence {
            let passages = pack(advisor).article.passages();
            let (id, section, _) = passages.into_iter().find(|(_, _, passage)| passage.id == evidence.id).unwrap();
            assert_eq!(index.stored_text(id).as_deref(), Some(evidence.text.as_str()));
            assert_eq!(section.heading, evidence.section);
        }
    }
    assert!(reasons > 50, "only {reasons} reasons were shown");
}

#[test]
fn evidence_stands_best_first_and_once() {
    for (_, answer) in answers() {
        assert!(answer.evidence.is_sorted_by(|a, b| a.score >= b.score), "{}", answer.question);
        let ids: HashSet<&str> = answer.evidence.iter().map(|evidence| evidence.id.as_str()).collect();
        assert_eq!(ids.len(), answer.evidence.len(), "{}", answer.question);
    }
}

#[test]
fn the_same_question_gets_the_same_answer_byte_for_byte() {
    let fresh = crate::packs::advisor(&crate::packs::files("corpus/node-vs-python"));
    for question in &pack(&SHIPPED).questions {
        let json = |advisor: &Advisor| serde_json::to_string(&advisor.ask(&[], &question.text)).unwrap();
        assert_eq!(json(&SHIPPED), json(&SHIPPED));
        assert_eq!(json(&SHIPPED), json(&fresh));
    }
}

#[test]
fn sentences_for_users_are_finished() {
    for (_, answer) in answers() {
        let reasons = answer.reasons.iter().chain(&answer.cautions).map(|reason| &reason.text);
        let sentences = std::iter::once(&answer.headline)
            .chain(&answer.remarks)
            .chain(reasons)
            .chain(answer.parts.iter().map(|part| &part.text))
            .chain(answer.would_change.iter().map(|change| &change.text))
            .chain([&answer.source.text]);
        for sentence in sentences {
            assert!(sentence.ends_with(['.', '!', '?', '”']), "{}: {sentence:?}", answer.question);
            assert!(!sentence.starts_with(char::is_lowercase) && !sentence.contains("  "), "{sentence:?}");
        }
    }
}

#[test]
fn what_is_not_covered_shows_no_sources_and_names_what_is() {
    let mut seen = 0;
    for (_, answer) in answers().filter(|(_, answer)| answer.verdict.kind == VerdictKind::NotCovered) {
        seen += 1;
        assert_eq!((answer.evidence.len(), answer.reasons.len()), (0, 0), "{}", answer.question);
        assert!(!answer.nearest.is_empty(), "{}", answer.question);
    }
    assert!(seen > 2, "only {seen} questions were not covered");
}

#[test]
fn a_choice_within_one_contender_shows_what_the_article_says_of_its_tools() {
    let check = |advisor: &Advisor, question: &str, section: Option<&str>, says: &str| {
        let answer = advisor.ask(&[], question);
        assert_eq!(label(&answer), "out_of_scope", "{question}");
        assert_eq!(answer.evidence.first().map(|passage| passage.section.as_str()), section, "{question}");
        assert!(answer.remarks.concat().contains(says), "{question}: {:?}", answer.remarks);
        assert_eq!(answer.notes.iter().any(|note| note.id == "request-deprecated"), says.contains("Request"));
    };
    let libraries = Some("Libraries and Package Managers");
    check(&SHIPPED, "Express, Fastify or Koa for a new API?", libraries, "Request, Express.js and Socket.io");
    check(&SHIPPED, "Flask or FastAPI?", libraries, "does not compare them");
    check(&SHIPPED, "Node or Go?", None, "");
    check(&SHIPPED, "What is the weather tomorrow?", None, "");
    check(&OTHER, "What is the weather tomorrow?", None, "");
}

#[test]
fn affirm_and_deny_sentences_are_understood_as_their_factor() {
    for advisor in [&*SHIPPED, &*OTHER] {
        for factor in &pack(advisor).factors {
            for (sentence, negated) in [(&factor.affirm, false), (&factor.deny, true)] {
                let answer = advisor.ask(&[], sentence);
                let found: Vec<_> = answer.factors.iter().map(|found| (found.id.as_str(), found.negated)).collect();
                assert_eq!(found, [(factor.id.as_str(), negated)], "{sentence}");
            }
        }
    }
}

#[test]
fn a_follow_up_adds_to_the_question_before_and_a_question_of_its_own_does_not() {
    let chat = "Node or Python for a chat app?";
    let check = |earlier: &[&str], text: &str, expect: &str, follows: usize| {
        let answer = SHIPPED.ask(earlier, text);
        assert_eq!((label(&answer).as_str(), answer.follows.len()), (expect, follows), "{earlier:?} {text:?}");
    };
    check(&[chat], "and what if it also recommends friends with machine learning?", "both", 1);
    check(&[chat, "and it uses machine learning"], "but no machine learning after all", "node", 2);
    check(&[chat], "Node or Python for fraud detection?", "python", 0);
    check(&["Node or Python?"], "what about scaling?", "node", 1);
    check(&["Node or Python?"], "and if the team only knows Python?", "python", 1);
    check(&[chat], "how many packages has npm?", "lookup", 0);
    check(&[chat], "help", "out_of_scope", 0);
}

#[test]
fn a_pack_on_another_subject_works_by_adding_a_folder() {
    let answer = OTHER.ask(&[], "Is a bike or a car better to move a piano, if we want to save money?");
    assert_eq!(label(&answer), "car");
    assert_eq!(answer.cautions[0].rule, "cost-bicycle");
    assert_eq!(answer.notes[0].id, "fuel");
    assert!(serde_json::to_string(&answer).unwrap().find("Node").is_none());
}
