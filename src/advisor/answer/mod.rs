//! The answer as plain data.
//!
//! It holds finished sentences. Renderers lay them out and never reword, so the terminal, Discord and a script that reads
//! JSON all say the same thing. Every sentence for users that is not the pack's own stands in `wording`.

mod change;
mod evidence;
mod found;
mod view;
mod wording;

pub use view::*;

use super::Subject;
use super::pack::{ContenderId, Effect, FactorId, KindId, Pack, Rule, RuleId, Scope, Statement};
use super::question::{Choice, Finding, Question};
use super::rules::{Decision, Verdict};

/// Puts the answer together: what was decided, why, and the passages that prove it.
pub fn compose(subject: &Subject, question: &Question, decision: &Decision) -> Answer {
    let pack = subject.pack();
    let evidence = evidence::gather(subject, question, decision);
    let parts = parts(pack, question, decision);
    let verdict = headline(pack, question, decision, &parts, &evidence);
    let (headline, remarks) = match notice(pack, question, decision) {
        Some(notice) => {
            (notice.to_owned(), std::iter::once(verdict).chain(remarks(pack, question, decision)).collect())
        }
        None => (verdict, remarks(pack, question, decision)),
    };
    Answer {
        question: question.text.clone(),
        follows: question.follows.clone(),
        pack: pack.id.clone(),
        contenders: pack.contenders.iter().map(contender_view).collect(),
        intent: question.intent,
        verdict: verdict_view(pack, decision),
        headline,
        factors: question.findings.iter().map(|finding| factor_view(pack, finding)).collect(),
        reasons: decision.reasons.iter().map(|rule| reason(pack, *rule)).collect(),
        cautions: decision.cautions.iter().map(|rule| reason(pack, *rule)).collect(),
        parts,
        remarks,
        would_change: change::would_change(pack, question, decision),
        notes: notes(pack, question, decision, &evidence),
        nearest: evidence::nearest(subject, question, decision),
        evidence,
        source: source(pack),
    }
}

fn contender_view(contender: &super::pack::Contender) -> ContenderView {
    ContenderView {
        id: contender.id.clone(),
        name: contender.name.clone(),
        colour: contender.colour.clone(),
        emoji: contender.emoji.clone(),
    }
}

fn verdict_view(pack: &Pack, decision: &Decision) -> VerdictView {
    let confidence = match decision.verdict {
        Verdict::Choose(_, confidence) => Some(confidence),
        _ => None,
    };
    VerdictView { kind: decision.verdict.kind(), contender: chosen(pack, decision.verdict), confidence }
}

fn chosen(pack: &Pack, verdict: Verdict) -> Option<String> {
    verdict.chosen().map(|contender| pack.contender(contender).id.clone())
}

fn factor_view(pack: &Pack, finding: &Finding) -> FactorView {
    let factor = pack.factor(finding.factor);
    FactorView {
        id: factor.id.clone(),
        name: factor.name.clone(),
        said: finding.said.clone(),
        inferred: finding.kind.is_some(),
        read_as: finding.kind.map(|kind| pack.kind(kind).name.clone()),
        negated: finding.negated,
        silent: factor.silent.is_some(),
    }
}

fn reason(pack: &Pack, id: RuleId) -> Reason {
    let rule = pack.rule(id);
    let contender = match rule.effect {
        Effect::Favours(contender) | Effect::Against(contender) => Some(pack.contender(contender).id.clone()),
        Effect::Balanced | Effect::Combine => None,
    };
    Reason {
        rule: rule.id.clone(),
        factor: pack.factor(rule.factor).id.clone(),
        contender,
        strength: rule.strength,
        text: rule.statement.text.clone(),
        evidence: rule.statement.passages.iter().map(|id| pack.article.passage(*id).id.clone()).collect(),
        disputed_by: opponent(pack, id).map(|other| pack.rule(other).id.clone()),
    }
}

/// The rule with which the article contradicts this one, whichever of the two says so.
fn opponent(pack: &Pack, id: RuleId) -> Option<RuleId> {
    let disputed = pack.rule(id).disputes;
    disputed.or_else(|| pack.rules.iter().position(|rule| rule.disputes == Some(id)).map(|i| RuleId(i as u16)))
}

/// For a combination: what goes to which contender, in the asker's words.
fn parts(pack: &Pack, question: &Question, decision: &Decision) -> Vec<Part> {
    if decision.verdict != Verdict::Combine {
        return Vec::new();
    }
    let part = |contender: ContenderId| {
        let mut said: Vec<String> = Vec::new();
        for finding in question.findings.iter().filter(|finding| favours(pack, finding, contender)) {
            if !said.contains(&finding.said) {
                said.push(finding.said.clone());
            }
        }
        let contender = pack.contender(contender);
        let text = wording::part(&contender.name, &said);
        (!said.is_empty()).then(|| Part { contender: contender.id.clone(), said, text })
    };
    pack.contender_ids().filter_map(part).collect()
}

/// True if a finding is a workload that a rule gives to the contender.
fn favours(pack: &Pack, finding: &Finding, contender: ContenderId) -> bool {
    let for_contender = |rule: &Rule| rule.factor == finding.factor && rule.effect == Effect::Favours(contender);
    !finding.negated && pack.factor(finding.factor).scope == Scope::Workload && pack.rules.iter().any(for_contender)
}

fn headline(pack: &Pack, question: &Question, decision: &Decision, parts: &[Part], evidence: &[Evidence]) -> String {
    let names: Vec<&str> = pack.contenders.iter().map(|contender| contender.name.as_str()).collect();
    match (decision.verdict, question.choice) {
        (Verdict::Choose(contender, confidence), _) => wording::choose(&pack.contender(contender).name, confidence),
        (Verdict::Combine, _) => wording::combine(&names, parts.len() == pack.contenders.len()),
        (Verdict::Tie, _) => wording::tie(&names),
        (Verdict::NotCovered, _) => wording::not_covered(&silent_names(pack, question)),
        (Verdict::LookUp, _) if question.asks_source => {
            let about = &pack.about;
            wording::about(&about.title, &about.author, &about.publisher, &about.date)
        }
        (Verdict::LookUp, _) => wording::look_up(evidence.first().and_then(|passage| passage.marked.as_deref())),
        (Verdict::OutOfScope, _) if question.intent == Intent::Help => wording::help(&names),
        (Verdict::OutOfScope, _) if question.intent == Intent::NotForUs => wording::not_for_us(&names),
        (Verdict::OutOfScope, _) => match choice_within(question, decision) {
            Some(contender) => wording::within(&pack.contender(contender).name, &names),
            None => wording::outside(&question.outsiders, &names),
        },
    }
}

/// The contender that a question's choice lies within, where the verdict is that it does.
fn choice_within(question: &Question, decision: &Decision) -> Option<ContenderId> {
    if decision.verdict != Verdict::OutOfScope || matches!(question.intent, Intent::Help | Intent::NotForUs) {
        return None;
    }
    match question.choice {
        Choice::Within(contender) => Some(contender),
        Choice::Beside(contender) if question.outsiders.is_empty() => Some(contender),
        _ => None,
    }
}

/// What the article says of the tools that a choice within one contender is between.
fn said_within<'a>(pack: &'a Pack, question: &Question, decision: &Decision) -> Option<&'a Statement> {
    let contender = choice_within(question, decision)?;
    pack.within.iter().find(|within| within.contender == contender).map(|within| &within.statement)
}

/// What is said, in the asker's language, where the question is in another than the pack's and its words told nothing.
fn notice<'a>(pack: &'a Pack, question: &Question, decision: &Decision) -> Option<&'a str> {
    let is_understood = match decision.verdict {
        Verdict::Choose(..) | Verdict::Combine | Verdict::LookUp => true,
        Verdict::Tie | Verdict::NotCovered => !question.findings.is_empty(),
        Verdict::OutOfScope => question.intent != Intent::NotForUs,
    };
    let language = question.language.filter(|_| !is_understood)?;
    pack.languages[language].notice.as_deref()
}

fn silent_names<'a>(pack: &'a Pack, question: &Question) -> Vec<&'a str> {
    let present = question.findings.iter().filter(|finding| !finding.negated);
    present
        .map(|finding| pack.factor(finding.factor))
        .filter(|factor| factor.silent.is_some())
        .map(|f| f.name.as_str())
        .collect()
}

/// Finished sentences about how the question was read and what the verdict rests on.
fn remarks(pack: &Pack, question: &Question, decision: &Decision) -> Vec<String> {
    if matches!(decision.verdict, Verdict::OutOfScope | Verdict::LookUp) {
        return said_within(pack, question, decision).map(|said| said.text.clone()).into_iter().collect();
    }
    let mut remarks = Vec::new();
    match decision.verdict {
        Verdict::Combine => remarks.push(pack.combination.text.clone()),
        Verdict::Tie if decision.reasons.is_empty() => remarks.push(pack.undecided.text.clone()),
        _ => {}
    }
    remarks.extend(trade_off(pack, decision));
    remarks.extend(disputes(pack, decision));
    remarks.extend(inferences(pack, question));
    remarks.extend(wording::denied(&denied_names(pack, question)));
    if decision.verdict != Verdict::NotCovered {
        remarks.extend(wording::silent(&silent_names(pack, question)));
    }
    let names: Vec<&str> = pack.contenders.iter().map(|contender| contender.name.as_str()).collect();
    remarks.extend(wording::outsiders(&question.outsiders, &names));
    remarks
}

fn denied_names<'a>(pack: &'a Pack, question: &Question) -> Vec<&'a str> {
    let denied = question.findings.iter().filter(|finding| finding.negated);
    denied.map(|finding| pack.factor(finding.factor).name.as_str()).collect()
}

/// Where a constraint and a workload pull apart: what the verdict follows.
fn trade_off(pack: &Pack, decision: &Decision) -> Option<String> {
    let chosen = decision.verdict.chosen()?;
    let factors = |rules: &[RuleId]| {
        let mut factors: Vec<FactorId> = rules.iter().map(|rule| pack.rule(*rule).factor).collect();
        let mut seen = std::collections::HashSet::new();
        factors.retain(|factor| seen.insert(*factor));
        factors
    };
    let mut followed = factors(&decision.reasons);
    let mut against = factors(&decision.cautions);
    let shared: Vec<FactorId> = followed.iter().filter(|factor| against.contains(factor)).copied().collect();
    followed.retain(|factor| !shared.contains(factor));
    against.retain(|factor| !shared.contains(factor));
    let scopes = |factors: &[FactorId], scope| factors.iter().any(|factor| pack.factor(*factor).scope == scope);
    let pulls_apart = scopes(&followed, Scope::Workload) && scopes(&against, Scope::Constraint)
        || scopes(&followed, Scope::Constraint) && scopes(&against, Scope::Workload);
    let names =
        |factors: &[FactorId]| factors.iter().map(|factor| pack.factor(*factor).name.as_str()).collect::<Vec<_>>();
    pulls_apart.then(|| wording::trade_off(&pack.contender(chosen).name, &names(&followed), &names(&against)))
}

/// What the article says against a rule of this answer, where the answer does not show it already.
fn disputes(pack: &Pack, decision: &Decision) -> Vec<String> {
    let shown: Vec<RuleId> = decision.reasons.iter().chain(&decision.cautions).copied().collect();
    let mut opponents: Vec<RuleId> = shown.iter().filter_map(|rule| opponent(pack, *rule)).collect();
    opponents.sort_unstable();
    opponents.dedup();
    let (here, elsewhere): (Vec<_>, Vec<_>) = opponents.into_iter().partition(|rule| shown.contains(rule));
    let mut texts: Vec<String> =
        elsewhere.into_iter().map(|rule| wording::disputed(&pack.rule(rule).statement.text)).collect();
    if texts.is_empty() && !here.is_empty() {
        texts.push(wording::disputed_within());
    }
    texts
}

fn inferences(pack: &Pack, question: &Question) -> Vec<String> {
    let mut told: Vec<KindId> = Vec::new();
    let mut remarks = Vec::new();
    for finding in question.findings.iter().filter(|finding| !finding.negated) {
        let is_news = |kind: &KindId| !told.contains(kind) && !is_its_name(pack, *kind, &finding.said);
        if let Some(kind) = finding.kind.filter(is_news) {
            told.push(kind);
            let names: Vec<&str> =
                pack.kind(kind).factors.iter().map(|factor| pack.factor(*factor).name.as_str()).collect();
            remarks.push(wording::inferred(&finding.said, &pack.kind(kind).name, &names));
        }
    }
    remarks
}

/// True if the asker calls a thing by the kind's own name, so that there is nothing to tell.
fn is_its_name(pack: &Pack, kind: KindId, said: &str) -> bool {
    let name = &pack.kind(kind).name;
    let bare = name.split_once(' ').map_or(name.as_str(), |(_, bare)| bare);
    [name.as_str(), bare].iter().any(|name| name.eq_ignore_ascii_case(said))
}

/// The notes that weaken a rule of this answer; for a look-up and a choice within one contender those on the first passage
/// shown, if they are on what is asked.
fn notes(pack: &Pack, question: &Question, decision: &Decision, evidence: &[Evidence]) -> Vec<NoteView> {
    let shown: Vec<RuleId> = decision.reasons.iter().chain(&decision.cautions).copied().collect();
    let is_passage = matches!(decision.verdict, Verdict::LookUp | Verdict::OutOfScope);
    let is_first = |id: &str| is_passage && evidence.first().is_some_and(|shown| shown.id == id);
    let concerned = pack.notes.iter().filter_map(|note| {
        let weakens: Vec<String> =
            note.weakens.iter().filter(|rule| shown.contains(rule)).map(|rule| pack.rule(*rule).id.clone()).collect();
        let asked = |rule: &RuleId| question.finding(pack.rule(*rule).factor).is_some();
        let on_topic = question.findings.is_empty() || note.weakens.is_empty() || note.weakens.iter().any(asked);
        let shows = !weakens.is_empty() || on_topic && is_first(&pack.article.passage(note.on).id);
        shows.then_some((note, weakens))
    });
    concerned
        .map(|(note, weakens)| NoteView {
            id: note.id.clone(),
            date: note.date.clone(),
            text: note.text.clone(),
            source: note.source.clone(),
            url: note.url.clone(),
            weakens,
        })
        .collect()
}

fn source(pack: &Pack) -> Source {
    let about = &pack.about;
    Source {
        title: about.title.clone(),
        author: about.author.clone(),
        publisher: about.publisher.clone(),
        date: about.date.clone(),
        url: about.url.clone(),
        text: wording::source(&about.title, &about.author, &about.publisher, &about.date),
    }
}
