//! Deciding: which rules fire for a question, and what they add up to.
//!
//! The verdict comes from here alone. A rule fires for a factor that is present and not denied; for each contender a
//! factor counts once for it and once against it, by its strongest rule. Constraints bind the whole project and workloads
//! a part of it, so constraints never outweigh a strong workload, and only strong workloads on both sides make a combine.

use super::answer::{Confidence, Intent, VerdictKind};
use super::pack::{ContenderId, Effect, FactorId, Pack, Rule, RuleId, Scope, Silence, Strength};
use super::question::{Choice, Question};

/// What the rules say of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The verdict.
    pub verdict: Verdict,
    /// The rules that fired for it, strongest first.
    pub reasons: Vec<RuleId>,
    /// The rules that warn against it, strongest first.
    pub cautions: Vec<RuleId>,
}

/// The verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One contender leads.
    Choose(ContenderId, Confidence),
    /// Each contender has a part of its own.
    Combine,
    /// The article speaks of it and does not decide.
    Tie,
    /// The article does not speak of it.
    NotCovered,
    /// It is no question between the pack's contenders.
    OutOfScope,
    /// A question of fact.
    LookUp,
}

impl Verdict {
    /// The kind of the verdict.
    pub fn kind(self) -> VerdictKind {
        match self {
            Verdict::Choose(..) => VerdictKind::Choose,
            Verdict::Combine => VerdictKind::Combine,
            Verdict::Tie => VerdictKind::Tie,
            Verdict::NotCovered => VerdictKind::NotCovered,
            Verdict::OutOfScope => VerdictKind::OutOfScope,
            Verdict::LookUp => VerdictKind::LookUp,
        }
    }

    /// The contender chosen, if one is.
    pub fn chosen(self) -> Option<ContenderId> {
        match self {
            Verdict::Choose(contender, _) => Some(contender),
            _ => None,
        }
    }
}

/// Decides a question.
pub fn decide(pack: &Pack, question: &Question) -> Decision {
    let facts = Facts::of(pack, question);
    let fired = facts.fired(pack);
    let verdict = facts.verdict(pack);
    let (mut reasons, mut cautions) = split(pack, &fired, verdict);
    let strongest_first = |rule: &RuleId| (std::cmp::Reverse(pack.rule(*rule).strength), *rule);
    reasons.sort_by_key(strongest_first);
    cautions.sort_by_key(strongest_first);
    Decision { verdict, reasons, cautions }
}

/// Whether a factor is there, and on what ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Not said, or denied.
    Absent,
    /// It follows from what the thing is.
    Inferred,
    /// The asker says so.
    Said,
}

/// What a verdict rests on: the question without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    presences: Vec<Presence>,
    ground: Ground,
    /// True if the contenders are named and no purpose is that the pack does not know.
    is_general: bool,
    /// The contender that is asked about beside things that the pack does not weigh, and with no other contender.
    asked_beside_others: Option<ContenderId>,
}

/// What kind of verdict a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Weigh,
    LookUp,
    Silent,
    OutOfScope,
}

impl Facts {
    /// The facts of a question.
    pub fn of(pack: &Pack, question: &Question) -> Self {
        let mut presences = vec![Presence::Absent; pack.factors.len()];
        for finding in question.findings.iter().filter(|finding| !finding.negated) {
            let presence = if finding.kind.is_some() { Presence::Inferred } else { Presence::Said };
            presences[finding.factor.0 as usize] = presence;
        }
        let ground = match (question.intent, question.choice) {
            (Intent::Help | Intent::NotForUs, _) => Ground::OutOfScope,
            (Intent::LookUp, _) if question.asks_source => Ground::LookUp,
            // A choice between other things is one, in whatever form it is asked for.
            (_, Choice::Outside) => Ground::OutOfScope,
            (Intent::LookUp, _) if question.is_in_article => Ground::LookUp,
            // What the article counts for or against one of them.
            (Intent::LookUp | Intent::Compare, Choice::One(_) | Choice::Beside(_)) if question.asks_for_sections() => {
                Ground::LookUp
            }
            // Of what it does not have it says nothing, whatever the thing would stand for in a project.
            (Intent::LookUp, _) if question.asks_what => Ground::Silent,
            (_, Choice::Within(_)) => Ground::OutOfScope,
            _ => Ground::Weigh,
        };
        let has_purpose = question.has_unknown_purpose && question.intent != Intent::Compare;
        let is_general = question.contenders.len() > 1 && !has_purpose && question.intent != Intent::LookUp;
        let asked_beside_others = match question.choice {
            Choice::Beside(contender) => Some(contender),
            _ => None,
        };
        Self { presences, ground, is_general, asked_beside_others }
    }

    /// The same facts with one factor changed.
    pub fn with(&self, factor: FactorId, presence: Presence) -> Self {
        let mut facts = self.clone();
        facts.presences[factor.0 as usize] = presence;
        facts
    }

    /// Whether a factor is there.
    pub fn presence(&self, factor: FactorId) -> Presence {
        self.presences[factor.0 as usize]
    }

    /// The verdict on these facts.
    pub fn verdict(&self, pack: &Pack) -> Verdict {
        match self.ground {
            Ground::Weigh => self.among_those_asked(pack, self.weigh(pack)),
            Ground::LookUp => Verdict::LookUp,
            Ground::Silent => Verdict::NotCovered,
            Ground::OutOfScope => Verdict::OutOfScope,
        }
    }

    /// The rules whose factors are there, in the pack's order.
    fn fired(&self, pack: &Pack) -> Vec<RuleId> {
        let present = |factor: FactorId| self.presence(factor) != Presence::Absent;
        let rules = pack.rules.iter().zip(0..);
        rules.filter(|(rule, _)| present(rule.factor)).map(|(_, id)| RuleId(id)).collect()
    }

    fn weigh(&self, pack: &Pack) -> Verdict {
        let fired = self.fired(pack);
        let standings: Vec<_> = pack.contender_ids().map(|contender| standing(pack, &fired, contender)).collect();
        let scores: Vec<i32> = pack.contender_ids().map(|contender| score(&standings, contender)).collect();
        let combines = fired.iter().any(|rule| pack.rule(*rule).effect == Effect::Combine);
        let strong_sides = standings.iter().filter(|standing| standing.has_strong_workload).count();
        match leader(&scores) {
            _ if combines || strong_sides >= 2 => Verdict::Combine,
            _ if self.is_silent(pack, &fired) => Verdict::NotCovered,
            Some((contender, lead)) => Verdict::Choose(contender, self.confidence(pack, &fired, contender, lead)),
            None => Verdict::Tie,
        }
    }

    /// Who asks about one contender beside something else has not put up the other contender: without a factor that names
    /// it, that is chosen only where the article names it for a strong reason.
    fn among_those_asked(&self, pack: &Pack, verdict: Verdict) -> Verdict {
        let Some(asked) = self.asked_beside_others else { return verdict };
        let present = pack.factor_ids().filter(|id| self.presence(*id) != Presence::Absent);
        if present.filter_map(|id| pack.factor(id).names).any(|named| named != asked) {
            return verdict;
        }
        let is_kept = match verdict {
            Verdict::Choose(chosen, _) => {
                chosen == asked || self.has_strong_rule(pack, |effect| speaks_for(effect, chosen))
            }
            Verdict::Combine => self.has_strong_rule(pack, |effect| effect != Effect::Combine),
            Verdict::Tie | Verdict::NotCovered => false,
            Verdict::OutOfScope | Verdict::LookUp => true,
        };
        if is_kept { verdict } else { Verdict::OutOfScope }
    }

    fn has_strong_rule(&self, pack: &Pack, wanted: impl Fn(Effect) -> bool) -> bool {
        let mut rules = self.fired(pack).into_iter().map(|rule| pack.rule(rule));
        rules.any(|rule| rule.strength == Strength::Strong && wanted(rule.effect))
    }

    /// Clear is a lead of a strong rule's weight on what was said, or of two such rules on what was inferred.
    fn confidence(&self, pack: &Pack, fired: &[RuleId], contender: ContenderId, lead: i32) -> Confidence {
        let rests_on = fired.iter().map(|rule| pack.rule(*rule)).filter(|rule| speaks_for(rule.effect, contender));
        let said = rests_on.filter(|rule| self.presence(rule.factor) == Presence::Said);
        match (lead, said.map(|rule| rule.strength).max()) {
            (6.., _) | (3.., Some(Strength::Strong)) => Confidence::Clear,
            (3.., _) | (2, Some(_)) => Confidence::Likely,
            _ => Confidence::Leaning,
        }
    }

    /// True where nothing that the article speaks of decides: no rule fired, or only such as do not count beside what it is
    /// silent about.
    fn is_silent(&self, pack: &Pack, fired: &[RuleId]) -> bool {
        let present = pack.factor_ids().filter(|id| self.presence(*id) != Presence::Absent);
        let silences: Vec<Silence> = present.filter_map(|id| pack.factor(id).silent).collect();
        if fired.is_empty() {
            return !silences.is_empty() || !self.is_general;
        }
        let all = |wanted: &dyn Fn(&Rule) -> bool| fired.iter().all(|rule| wanted(pack.rule(*rule)));
        let is_slight = |rule: &Rule| rule.strength == Strength::Slight;
        let is_constraint =
            |rule: &Rule| pack.factor(rule.factor).scope == Scope::Constraint && rule.strength < Strength::Strong;
        silences.into_iter().any(|silence| match silence {
            Silence::Everyday => false,
            Silence::Part => all(&is_slight),
            Silence::Field => all(&is_slight) || all(&is_constraint),
        })
    }
}

/// The weight of a rule.
fn weight(strength: Strength) -> i32 {
    match strength {
        Strength::Slight => 1,
        Strength::Moderate => 2,
        Strength::Strong => 3,
    }
}

/// The most that constraints can weigh against a strong workload of another contender.
const CONSTRAINTS_AGAINST_STRONG_WORKLOAD: i32 = 2;

/// What speaks for one contender.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    workload: i32,
    constraint: i32,
    has_strong_workload: bool,
}

fn standing(pack: &Pack, fired: &[RuleId], contender: ContenderId) -> Standing {
    let mut standing = Standing::default();
    let mut factors: Vec<FactorId> = fired.iter().map(|rule| pack.rule(*rule).factor).collect();
    factors.sort_unstable();
    factors.dedup();
    for factor in factors {
        let strongest = |effect: Effect| {
            let rules = fired.iter().map(|rule| pack.rule(*rule));
            rules.filter(|rule| rule.factor == factor && rule.effect == effect).map(|rule| rule.strength).max()
        };
        let favours = strongest(Effect::Favours(contender));
        let net = favours.map_or(0, weight) - strongest(Effect::Against(contender)).map_or(0, weight);
        match pack.factor(factor).scope {
            Scope::Workload => standing.workload += net,
            Scope::Constraint => standing.constraint += net,
        }
        standing.has_strong_workload |=
            favours == Some(Strength::Strong) && pack.factor(factor).scope == Scope::Workload;
    }
    standing
}

fn score(standings: &[Standing], contender: ContenderId) -> i32 {
    let own = standings[contender.0 as usize];
    let faces_strong_workload = !own.has_strong_workload && standings.iter().any(|other| other.has_strong_workload);
    let constraint =
        if faces_strong_workload { own.constraint.min(CONSTRAINTS_AGAINST_STRONG_WORKLOAD) } else { own.constraint };
    own.workload + constraint
}

/// The contender that leads, and by how much; `None` where the first two are level.
fn leader(scores: &[i32]) -> Option<(ContenderId, i32)> {
    let (best, score) = scores.iter().enumerate().max_by_key(|(i, score)| (**score, std::cmp::Reverse(*i)))?;
    let next = scores.iter().enumerate().filter(|(i, _)| *i != best).map(|(_, score)| *score).max()?;
    (score - next > 0).then_some((ContenderId(best as u8), score - next))
}

/// True if a rule's effect is good for a contender.
fn speaks_for(effect: Effect, contender: ContenderId) -> bool {
    match effect {
        Effect::Favours(favoured) => favoured == contender,
        Effect::Against(other) => other != contender,
        Effect::Balanced | Effect::Combine => false,
    }
}

/// Splits the fired rules into those for the verdict and those against it.
fn split(pack: &Pack, fired: &[RuleId], verdict: Verdict) -> (Vec<RuleId>, Vec<RuleId>) {
    match verdict {
        Verdict::Choose(chosen, _) => {
            let fired = fired.iter().copied().filter(|rule| pack.rule(*rule).effect != Effect::Balanced);
            fired.partition(|rule| speaks_for(pack.rule(*rule).effect, chosen))
        }
        Verdict::Combine | Verdict::Tie => {
            fired.iter().copied().partition(|rule| !matches!(pack.rule(*rule).effect, Effect::Against(_)))
        }
        Verdict::NotCovered | Verdict::OutOfScope | Verdict::LookUp => (Vec::new(), Vec::new()),
    }
}
