//! The labelled questions of our own: what share is answered right may grow and not fall.

use std::fs;

use crate::packs::{SHIPPED, label, labelled, root};

struct Share {
    lenient: f64,
    wrong_side: f64,
}

/// The shares of questions answered within what a fair reader accepts, and with the other contender than is accepted.
fn share(name: &str) -> Share {
    let text = fs::read_to_string(root().join("tests/questions").join(name)).unwrap();
    let contenders: Vec<&str> = SHIPPED.subjects()[0].pack().contenders.iter().map(|c| c.id.as_str()).collect();
    let (mut right, mut wrong, mut all) = (0, 0, 0);
    for question in labelled(&text) {
        let given = label(&SHIPPED.ask(&[], &question.text));
        let is_right = given == question.verdict || question.acceptable.contains(&given);
        let both_choose = [&given, &question.verdict].iter().all(|verdict| contenders.contains(&verdict.as_str()));
        all += 1;
        right += usize::from(is_right);
        wrong += usize::from(!is_right && both_choose);
    }
    Share { lenient: right as f64 / all as f64, wrong_side: wrong as f64 / all as f64 }
}

#[test]
fn our_own_questions_do_not_fall_below_their_figures() {
    for (name, lenient, wrong_side) in [("tune.jsonl", 0.955, 0.006), ("judge.jsonl", 0.865, 0.012)] {
        let share = share(name);
        assert!(share.lenient >= lenient, "{name}: lenient {:.3}, was {lenient}", share.lenient);
        assert!(share.wrong_side <= wrong_side, "{name}: wrong side {:.3}, was {wrong_side}", share.wrong_side);
    }
}
