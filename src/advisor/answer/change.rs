//! What would change the verdict: the single factors that, added or taken away, turn it.
//!
//! Each listed change can be asked for real: its `ask` sentence, said as a follow-up, turns the verdict as told.

use super::{Change, Verdict, chosen, wording};
use crate::advisor::pack::{FactorId, Pack};
use crate::advisor::question::Question;
use crate::advisor::rules::{Decision, Facts, Presence};

/// The most changes listed, and the most of them that lead to the same verdict.
const MOST: usize = 6;
const MOST_ALIKE: usize = 3;

/// Lists the changes: stated factors taken away first, then absent ones added, in the pack's order.
pub fn would_change(pack: &Pack, question: &Question, decision: &Decision) -> Vec<Change> {
    if matches!(decision.verdict, Verdict::OutOfScope | Verdict::LookUp) {
        return Vec::new();
    }
    let facts = Facts::of(pack, question);
    let mut changes: Vec<Change> = Vec::new();
    let (present, absent): (Vec<FactorId>, Vec<FactorId>) = pack
        .factor_ids()
        .filter(|factor| pack.factor(*factor).silent.is_none())
        .partition(|factor| facts.presence(*factor) != Presence::Absent);
    let candidates = present.into_iter().map(|factor| (factor, Presence::Absent));
    for (factor, presence) in candidates.chain(absent.into_iter().map(|factor| (factor, Presence::Said))) {
        let turned = facts.with(factor, presence).verdict(pack);
        if is_same(turned, decision.verdict) {
            continue;
        }
        let change = change(pack, factor, presence != Presence::Absent, turned);
        let alike =
            changes.iter().filter(|other| (other.verdict, &other.contender) == (change.verdict, &change.contender));
        if alike.count() < MOST_ALIKE {
            changes.push(change);
        }
        if changes.len() == MOST {
            break;
        }
    }
    changes
}

/// True if two verdicts say the same, however surely.
fn is_same(a: Verdict, b: Verdict) -> bool {
    (a.kind(), a.chosen()) == (b.kind(), b.chosen())
}

fn change(pack: &Pack, factor: FactorId, present: bool, verdict: Verdict) -> Change {
    let names: Vec<&str> = pack.contenders.iter().map(|contender| contender.name.as_str()).collect();
    let outcome = match verdict {
        Verdict::Choose(contender, _) => pack.contender(contender).name.clone(),
        Verdict::Combine => wording::outcome_combine(&names),
        Verdict::Tie => wording::outcome_tie(),
        Verdict::NotCovered | Verdict::OutOfScope | Verdict::LookUp => wording::outcome_not_covered(),
    };
    let factor = pack.factor(factor);
    Change {
        factor: factor.id.clone(),
        present,
        verdict: verdict.kind(),
        contender: chosen(pack, verdict),
        text: wording::change(&factor.name, present, &outcome),
        ask: if present { factor.affirm.clone() } else { factor.deny.clone() },
    }
}
