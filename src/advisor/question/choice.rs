//! What the asker has to choose between: the pack's contenders, things within one of them, or something else.

use super::lexicon::{ALTERNATIVES, COMPARISONS, LIKENESSES};
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
    /// Several contenders.
    Among,
    /// Things within one contender: two of its frameworks.
    Within(ContenderId),
    /// A contender against an outsider, or outsiders only.
    Outside,
}

/// Drops what is only named beside another stack and stands alone.
pub fn drop_unlinked(tokens: &Tokens, named: &mut Vec<Match<Named>>) {
    let sure: Vec<bool> = named.iter().map(|found| !is_only_linked(found)).collect();
    let linked: Vec<bool> = (0..named.len())
        .map(|i| {
            let before = i > 0 && is_linked(tokens, &named[i - 1], &named[i]);
            let behind = i + 1 < named.len() && is_linked(tokens, &named[i], &named[i + 1]);
            sure[i] || before || behind
        })
        .collect();
    let mut keep = linked.into_iter();
    named.retain(|_| keep.next().unwrap_or(false));
}

/// Tells what the choice is between.
pub fn choice(tokens: &Tokens, named: &[Match<Named>]) -> Choice {
    let contenders = named.iter().filter_map(contender);
    let Some(first) = contenders.clone().next() else {
        return if named.is_empty() { Choice::Open } else { Choice::Outside };
    };
    if let Some(within) = within(tokens, named) {
        return Choice::Within(within);
    }
    if contenders.clone().any(|other| other != first) {
        return Choice::Among;
    }
    let outsiders = named.iter().filter(|found| contender(found).is_none()).count();
    let against_outsider = named.windows(2).any(|pair| {
        let one_of_each = contender(&pair[0]).is_some() != contender(&pair[1]).is_some();
        one_of_each && (is_linked(tokens, &pair[0], &pair[1]) || is_compared(tokens, &pair[0], &pair[1]))
    });
    if against_outsider || outsiders >= 2 { Choice::Outside } else { Choice::One(first) }
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

fn is_only_linked(found: &Match<Named>) -> bool {
    matches!(found.target, Named::Outsider { only_linked: true, .. })
}

/// The most words between two things that a choice links.
const APART: usize = 4;

/// True if "or", "vs" or the like stands between two names that are near each other.
fn is_alternative(tokens: &Tokens, a: &Match<Named>, b: &Match<Named>) -> bool {
    let between = a.words.end..b.words.start;
    between.len() <= APART && between.into_iter().any(|at| ALTERNATIVES.contains(&tokens.text(at)))
}

/// True if two names stand in a list, are parted by a slash, or are alternatives.
fn is_linked(tokens: &Tokens, a: &Match<Named>, b: &Match<Named>) -> bool {
    let listed = b.words.start == a.words.end
        && matches!(tokens.words[b.words.start].gap, Gap::Bracket | Gap::Comma | Gap::Slash | Gap::Clause);
    listed || is_alternative(tokens, a, b)
}

/// True if two names are compared: "X over Y", "from Y to X", "between X and Y".
fn is_compared(tokens: &Tokens, a: &Match<Named>, b: &Match<Named>) -> bool {
    let between = a.words.end..b.words.start;
    between.len() <= 2 && between.into_iter().any(|at| COMPARISONS.contains(&tokens.text(at)))
}
