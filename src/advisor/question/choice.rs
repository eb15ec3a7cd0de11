//! What the asker has to choose between: the pack's contenders, things within one of them, or something else.

use super::lexicon::{
    ALTERNATIVES, COMPARISONS, DESCRIBING, EXCHANGES, IN_USE, LIKENESSES, OFFERING, REFERENCES, STAYS, SUBJECTS, TORN,
};
use super::tokens::Tokens;
use super::vocabulary::Named;
use crate::advisor::pack::ContenderId;
use crate::advisor::phrases::Match;
use crate::advisor::text::Gap;

/// What the choice is between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Nothing is named that tells.
    Open,
    /// One contender, with nothing put against it.
    One(ContenderId),
    /// One contender, with something beside it that may be what is put against it: an outsider, or another of its tools.
    Beside(ContenderId),
    /// Several contenders.
    Among,
    /// Things within one contender: two of its frameworks.
    Within(ContenderId),
    /// A contender against an outsider, or outsiders only.
    Outside,
}

impl Choice {
    /// What a talk chooses between, after one more text.
    pub fn then(self, next: Self) -> Self {
        match (self, next) {
            (before, Choice::Open) => before,
            (Choice::One(a) | Choice::Beside(a), Choice::One(b) | Choice::Beside(b)) if a != b => Choice::Among,
            (Choice::Among, Choice::One(_) | Choice::Beside(_)) => Choice::Among,
            (_, next) => next,
        }
    }
}

/// Drops what is only named beside another stack and is no part of a choice here: "go" in "go live".
pub fn drop_unlinked(tokens: &Tokens, named: &mut Vec<Match<Named>>) {
    // "Is go better than tea?"
    let is_better = |pair: &[Match<Named>]| {
        let mut between = pair[0].words.end..pair[1].words.start;
        is_one_of_each(pair) && between.len() <= 2 && between.any(|at| tokens.text(at) == "than")
    };
    let in_choice = |i: usize| {
        let pairs = named[i.saturating_sub(1)..named.len().min(i + 2)].windows(2);
        pairs.into_iter().any(|pair| {
            is_choice(tokens, named, &pair[0], &pair[1]) || is_move(tokens, &pair[0], &pair[1]) || is_better(pair)
        })
    };
    let keep: Vec<bool> = (0..named.len()).map(|i| !is_only_linked(&named[i]) || in_choice(i)).collect();
    let mut keep = keep.into_iter();
    named.retain(|_| keep.next().unwrap_or(false));
}

/// The contenders that are named by themselves, and not as alternatives of each other: who asks "X or Y developers?" does
/// not tell what the developers know.
pub fn without_alternatives(tokens: &Tokens, named: &[Match<Named>]) -> Vec<Match<Named>> {
    let differ = |a: &Match<Named>, b: &Match<Named>| contender(a).is_some() && contender(a) != contender(b);
    let parted =
        |a: &Match<Named>, b: &Match<Named>| differ(a, b) && (is_alternative(tokens, a, b) || is_slashed(tokens, a, b));
    let alone = |i: &usize| {
        let before = *i > 0 && parted(&named[*i], &named[i - 1]) | parted(&named[i - 1], &named[*i]);
        let behind = i + 1 < named.len() && parted(&named[*i], &named[i + 1]);
        !before && !behind
    };
    (0..named.len()).filter(alone).map(|i| named[i].clone()).collect()
}

/// True if two contenders are put as alternatives by their own names: "X or Y?"
pub fn is_between_contenders(tokens: &Tokens, named: &[Match<Named>]) -> bool {
    named.windows(2).any(|pair| {
        let by_name = pair.iter().all(|found| contender(found).is_some() && !is_tool(found));
        by_name && contender(&pair[0]) != contender(&pair[1]) && is_alternative(tokens, &pair[0], &pair[1])
    })
}

/// With what is meant by "these" and "them" where a clause ends with it, and by "that one" where one begins: the contender
/// named last. What "it" is, is only plain where its sentence names one. `told` is in order.
pub fn with_references(tokens: &Tokens, told: Vec<Match<Named>>) -> Vec<Match<Named>> {
    let refers = |at: usize| {
        let ends_clause = tokens.words.get(at + 1).is_none_or(|next| next.gap >= Gap::Comma);
        let begins_clause = tokens.words[at].gap >= Gap::Clause;
        ends_clause && REFERENCES.contains(&tokens.text(at))
            || begins_clause && SUBJECTS.iter().any(|words| tokens.stand_at(at, words))
    };
    let is_plain = |at: usize| {
        let sentence = tokens.sentence(at);
        let mut here = told.iter().filter(|found| sentence.contains(&found.words.start)).filter_map(contender);
        let first = here.next();
        tokens.text(at) != "it" || here.all(|other| Some(other) == first)
    };
    let references = (0..tokens.words.len()).filter(|at| refers(*at) && is_plain(*at)).filter_map(|at| {
        let last = told.iter().rfind(|found| found.words.end <= at && contender(found).is_some())?;
        Some(Match { target: last.target, words: at..at + 1 })
    });
    let references: Vec<_> = references.collect();
    let mut all = told;
    all.extend(references);
    all.sort_by_key(|found| found.words.start);
    all
}

/// Tells what the choice is between.
pub fn choice(tokens: &Tokens, named: &[Match<Named>]) -> Choice {
    let contenders = named.iter().filter_map(contender);
    let Some(first) = contenders.clone().next() else {
        let offers = |pair: &[Match<Named>]| {
            is_move(tokens, &pair[0], &pair[1])
                || is_choice(tokens, named, &pair[0], &pair[1]) && !is_described(tokens, pair)
        };
        let offers = named.windows(2).any(offers);
        let is_aside = |found: &Match<Named>| is_in_use(tokens, found) || is_only_linked(found);
        return if !offers && named.iter().all(is_aside) { Choice::Open } else { Choice::Outside };
    };
    if is_among_outsiders(tokens, named, contenders.clone().any(|other| other != first)) {
        return Choice::Outside;
    }
    if let Some(within) = within(tokens, named).or_else(|| between_rivals(tokens, named)) {
        return Choice::Within(within);
    }
    if contenders.clone().any(|other| other != first) { Choice::Among } else { about_one(tokens, named, first) }
}

/// What the choice is between where one contender is named and no other.
fn about_one(tokens: &Tokens, named: &[Match<Named>], one: ContenderId) -> Choice {
    let outsiders = named.iter().filter(|found| contender(found).is_none() && !is_only_linked(found)).count();
    let against_outsider = named.windows(2).any(|pair| {
        is_one_of_each(pair)
            && (is_choice(tokens, named, &pair[0], &pair[1]) || is_compared(tokens, &pair[0], &pair[1]))
    });
    let stays = || (0..tokens.words.len()).any(|at| STAYS.iter().any(|words| tokens.stand_at(at, words)));
    match named.iter().any(|found| contender(found).is_none()) {
        true if stays() => Choice::Beside(one),
        _ if against_outsider || outsiders >= 2 || is_exchanged(tokens, named) => Choice::Outside,
        has_outsider if has_outsider || rivals(named).len() > 1 => Choice::Beside(one),
        _ => Choice::One(one),
    }
}

/// True if outsiders are alternatives of each other and no contender is one of anything: "X or Y? Tea we have anyway." Where
/// several contenders are named, they have to be stacks ("sugar or honey between tea and coffee?"), or to be chosen for one
/// of these: "X or Y for our tea shop?"
fn is_among_outsiders(tokens: &Tokens, named: &[Match<Named>], are_several: bool) -> bool {
    let offered = named.windows(2).filter(|pair| is_alternative(tokens, &pair[0], &pair[1]));
    let beside_contender = |pair: &[Match<Named>]| {
        let sentence = tokens.sentence(pair[0].words.start);
        named.iter().any(|found| contender(found).is_some() && sentence.contains(&found.words.start))
    };
    let is_for_one = |pair: &[Match<Named>]| {
        let (from, sentence) = (pair[1].words.end, tokens.sentence(pair[1].words.start));
        let is_before = named.iter().any(|found| {
            contender(found).is_some() && sentence.contains(&found.words.start) && found.words.start < from
        });
        !is_before && matches!(tokens.text(from), "for" | "in" | "behind" | "with")
    };
    let are_stacks = |pair: &[Match<Named>]| {
        !are_several || is_for_one(pair) || pair.iter().any(|found| !is_only_linked(found)) && !beside_contender(pair)
    };
    let are_outsiders = |pair: &[Match<Named>]| pair.iter().all(|found| contender(found).is_none()) && are_stacks(pair);
    let offered_for_real = |pair: &&[Match<Named>]| !is_described(tokens, pair);
    let mut offered = offered.filter(offered_for_real).peekable();
    offered.peek().is_some() && offered.all(are_outsiders)
}

/// "uploads to X or Y": everyday words that tell of what is built, and no choice, unless it is put up for one.
fn is_described(tokens: &Tokens, pair: &[Match<Named>]) -> bool {
    let from = pair[0].words.start;
    let clause = tokens.clauses[from];
    let in_clause = |at: &usize| tokens.clauses[*at] == clause;
    let is_led = from > 0 && in_clause(&(from - 1)) && DESCRIBING.contains(&tokens.text(from - 1));
    let offers = || (0..from).rev().take_while(in_clause).any(|at| OFFERING.contains(&tokens.text(at)));
    is_led && pair.iter().all(is_only_linked) && !offers()
}

/// "our old X script", "currently X", "off X": what is there, and not what one may choose.
fn is_in_use(tokens: &Tokens, found: &Match<Named>) -> bool {
    const IN_USE_WITHIN: usize = 3;
    let before = found.words.start.saturating_sub(IN_USE_WITHIN)..found.words.start;
    before.into_iter().any(|at| IN_USE.contains(&tokens.text(at)))
}

/// The contender within which the asker chooses: "green tea or black tea?", with no other contender but as a likeness.
fn within(tokens: &Tokens, named: &[Match<Named>]) -> Option<ContenderId> {
    let mut linked = named.windows(2).filter(|pair| is_alternative(tokens, &pair[0], &pair[1]));
    let pair =
        linked.find(|pair| is_tool(&pair[0]) && is_tool(&pair[1]) && contender(&pair[0]) == contender(&pair[1]))?;
    let within = contender(&pair[0])?;
    let mut others = named.iter().filter(|found| contender(found) != Some(within));
    others.all(|other| is_likened(tokens, other)).then_some(within)
}

/// The first mentions of tools that stand in for each other, each with where it stands.
fn rivals(named: &[Match<Named>]) -> Vec<(ContenderId, u8, usize)> {
    let mut rivals: Vec<(ContenderId, u8, usize)> = Vec::new();
    for found in named {
        if let Named::Contender { id, rival: Some(rival), .. } = found.target
            && rivals.iter().all(|(_, known, _)| *known != rival)
        {
            rivals.push((id, rival, found.words.start));
        }
    }
    rivals
}

/// The contender of which one thing is to stand in for another: "rewrite the green tea bar as a black tea bar".
fn between_rivals(tokens: &Tokens, named: &[Match<Named>]) -> Option<ContenderId> {
    let [(first, _, from), (_, _, to), ..] = rivals(named)[..] else { return None };
    let is_only = named.iter().all(|found| contender(found) == Some(first));
    let mut around = tokens.sentence(from).start..tokens.sentence(to).end;
    (is_only && around.any(|at| EXCHANGES.contains(&tokens.text(at)))).then_some(first)
}

/// True if an outsider is one of two things that are to stand in for each other: "it is in X; will there be a Y rewrite?"
fn is_exchanged(tokens: &Tokens, named: &[Match<Named>]) -> bool {
    let outsiders = named.iter().filter(|found| contender(found).is_none() && !is_only_linked(found));
    let outsiders = outsiders.filter(|found| !is_in_use(tokens, found));
    outsiders.into_iter().any(|found| tokens.sentence(found.words.start).any(|at| EXCHANGES.contains(&tokens.text(at))))
}

/// "looks like X", "as good as X".
fn is_likened(tokens: &Tokens, found: &Match<Named>) -> bool {
    const LIKENESS_WITHIN: usize = 3;
    let before = found.words.start.saturating_sub(LIKENESS_WITHIN)..found.words.start;
    before.into_iter().any(|at| LIKENESSES.contains(&tokens.text(at)))
}

fn contender(found: &Match<Named>) -> Option<ContenderId> {
    match found.target {
        Named::Contender { id, .. } => Some(id),
        Named::Outsider { .. } => None,
    }
}

fn is_tool(found: &Match<Named>) -> bool {
    matches!(found.target, Named::Contender { by_tool: true, .. })
}

/// True if one of two is a contender and the other is not.
fn is_one_of_each(pair: &[Match<Named>]) -> bool {
    contender(&pair[0]).is_some() != contender(&pair[1]).is_some()
}

fn is_only_linked(found: &Match<Named>) -> bool {
    matches!(found.target, Named::Outsider { only_linked: true, .. } | Named::Contender { only_linked: true, .. })
}

/// The most words between two things that a choice links.
const APART: usize = 4;

/// True if "or", "vs" or the like stands between two names that are near each other, or they are what one is "between".
fn is_alternative(tokens: &Tokens, a: &Match<Named>, b: &Match<Named>) -> bool {
    let mut between = a.words.end..b.words.start;
    let is_torn = TORN.iter().any(|words| tokens.stand_before(a.words.start, words));
    // "X, mas o Y" is no "X o Y": what is an article elsewhere stands right between the two.
    let is_close = between.len() <= 2;
    let is_or = |at: usize, words: &str| (is_close || words.len() > 1) && tokens.stand_at(at, words);
    let or = |at: usize| ALTERNATIVES.iter().any(|words| is_or(at, words)) || is_torn && tokens.text(at) == "and";
    between.len() <= APART && between.any(or)
}

/// True if two names are alternatives, are parted by a slash, or stand in a list that offers a choice: two of its names
/// are alternatives, or it has three.
fn is_choice(tokens: &Tokens, named: &[Match<Named>], a: &Match<Named>, b: &Match<Named>) -> bool {
    let listed = is_listed(tokens, a, b);
    let sentence = tokens.sentence(a.words.start);
    let offers_choice = || {
        let from = named.partition_point(|found| found.words.start < sentence.start);
        let pairs = named[from..].windows(2).take_while(|pair| sentence.contains(&pair[0].words.start));
        pairs.into_iter().any(|pair| is_alternative(tokens, &pair[0], &pair[1]))
    };
    let place = named.partition_point(|found| found.words.start < a.words.start);
    let is_long =
        || [place.checked_sub(1), Some(place)].into_iter().flatten().any(|at| is_list_of_three(tokens, &named[at..]));
    is_alternative(tokens, a, b) || is_slashed(tokens, a, b) || listed && (offers_choice() || is_long())
}

/// True if the first three of these names are listed, and two of them are stacks of their own, or all are tools of one
/// contender: "X, Y, Z".
fn is_list_of_three(tokens: &Tokens, named: &[Match<Named>]) -> bool {
    let Some(three) = named.get(..3) else { return false };
    let stack = |found: &Match<Named>| match found.target {
        Named::Contender { id, .. } => (Some(id), None),
        Named::Outsider { index, .. } => (None, Some(index)),
    };
    let mut stacks: Vec<_> = three.iter().filter(|found| !is_only_linked(found)).map(stack).collect();
    stacks.dedup();
    let are_of_one = three.iter().all(is_tool) && three.iter().all(|found| contender(found) == contender(&three[0]));
    (stacks.len() >= 2 || are_of_one) && three.windows(2).all(|pair| is_listed(tokens, &pair[0], &pair[1]))
}

/// True if a name follows right on another, behind a comma or a bracket.
fn is_listed(tokens: &Tokens, a: &Match<Named>, b: &Match<Named>) -> bool {
    let gap = tokens.words[b.words.start].gap;
    b.words.start == a.words.end && matches!(gap, Gap::Bracket | Gap::Comma | Gap::Clause)
}

/// True if a slash stands between two names: "X/Y".
fn is_slashed(tokens: &Tokens, a: &Match<Named>, b: &Match<Named>) -> bool {
    a.words.end <= b.words.start && b.words.start - a.words.end <= 1 && tokens.words[b.words.start].gap == Gap::Slash
}

/// True if one moves from one name to another: "from X to Y".
fn is_move(tokens: &Tokens, a: &Match<Named>, b: &Match<Named>) -> bool {
    tokens.stand_before(a.words.start, "from") && b.words.start == a.words.end + 1 && tokens.text(a.words.end) == "to"
}

/// True if two names are compared: "X over Y", "from Y to X", "between X and Y".
fn is_compared(tokens: &Tokens, a: &Match<Named>, b: &Match<Named>) -> bool {
    let between = a.words.end..b.words.start;
    between.len() <= 2 && between.into_iter().any(|at| COMPARISONS.contains(&tokens.text(at)))
}
