//! Negation: what the asker says is *not* so, and how far that reaches.
//!
//! A negator ("no", "not", "without") reaches to the end of its clause, over a list that ends in "or". What stands before
//! it is denied where it is dismissed: "real time is not needed", "that does not matter to us", "we would not use that".

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lexicon::*;
use super::tokens::Tokens;
use crate::advisor::text::Gap;

/// How many words a negator reaches over at most.
const REACH: usize = 9;

/// How far behind what it dismisses a dismissal may begin.
const DISMISSAL_WITHIN: usize = 3;

/// What a negator cannot deny, whatever stands behind it.
pub struct Immune {
    /// The places of the contenders named, in order: what one of them does not do is missed and not denied.
    pub contenders: Vec<Range<usize>>,
    /// For each word whether it is part of a phrase of several: a negator in there is the phrase's.
    pub phrased: Vec<bool>,
}

/// True if what the words `of` say is denied.
pub fn is_negated(tokens: &Tokens, immune: &Immune, of: &Range<usize>) -> bool {
    is_denied_before(tokens, immune, of)
        || is_dismissed_behind(tokens, of)
        || is_dismissed_in_next_clause(tokens, of)
        || is_shrugged_off(tokens, of)
        || is_excluded_behind(tokens, of)
}

/// "no X", "we do not need X", "no X, Y or Z".
fn is_denied_before(tokens: &Tokens, immune: &Immune, of: &Range<usize>) -> bool {
    let from = of.start.saturating_sub(REACH);
    for at in (from..of.start).rev() {
        let parted = tokens.clauses[at] != tokens.clauses[of.start];
        if parted {
            return false;
        }
        if is_negator(tokens, at) && !immune.phrased[at] {
            if is_shortcoming(tokens, &immune.contenders, at) || is_lacking(tokens, &immune.contenders, of) {
                return false;
            }
            return !crosses_comma(tokens, at + 1..of.start + 1) || is_in_list(tokens, at, of);
        }
    }
    false
}

/// True if the word at `at` denies what stands behind it.
pub fn is_negator(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.text(at);
    let is_inability = INABILITIES.contains(&word) || word == "not" && tokens.stand_before(at, "can");
    if is_inability {
        let subject = at.checked_sub(if word == "not" { 2 } else { 1 });
        let of_speaker = subject.is_some_and(|subject| SPEAKERS.contains(&tokens.text(subject)));
        return of_speaker && !subject.is_some_and(|subject| tokens.stand_before(subject, "if"));
    }
    let is_order = word == "forget" && at == tokens.sentence(at).start;
    if is_order {
        return true;
    }
    NEGATORS.contains(&word)
        && !NO_DENIALS.iter().any(|words| tokens.stand_at(at, words))
        && !SUGGESTIONS.iter().any(|words| tokens.stand_before(at, words))
        && !is_tag(tokens, at)
}

/// "Isn't X better?": a negator that asks for assent.
fn is_tag(tokens: &Tokens, at: usize) -> bool {
    let begins =
        |at: usize| at == 0 || tokens.clauses[at - 1] != tokens.clauses[at] || tokens.words[at].gap >= Gap::Comma;
    let begins_clause = begins(at) || CONTRASTS.contains(&tokens.text(at - 1));
    begins_clause && TAGS.contains(&tokens.text(at)) && !DISMISSED.contains(&tokens.text(at + 1))
}

/// "X does not scale", "X really isn't …": the negator at `at` tells what a contender lacks.
fn is_shortcoming(tokens: &Tokens, contenders: &[Range<usize>], at: usize) -> bool {
    const VERBAL: &[&str] = &["doesnt", "didnt", "isnt", "arent", "wont", "cant", "cannot", "couldnt", "hasnt", "not"];
    if !VERBAL.contains(&tokens.text(at)) {
        return false;
    }
    let subject = (0..at).rev().find(|before| !AUXILIARIES.contains(&tokens.text(*before)));
    let is_named = |subject: usize| contenders.iter().any(|named| named.end == subject + 1);
    subject.is_some_and(|subject| tokens.clauses[subject] == tokens.clauses[at] && is_named(subject))
}

/// "There is no X for tea": what a contender has none of is missed.
fn is_lacking(tokens: &Tokens, contenders: &[Range<usize>], of: &Range<usize>) -> bool {
    const WITHIN: usize = 4;
    let of_contender = |at: &usize| contenders.iter().any(|named| named.start == *at);
    let behind = (of.end + 1..of.end + WITHIN).filter(of_contender);
    behind.into_iter().any(|at| {
        matches!(tokens.text(at - 1), "for" | "in" | "on") && tokens.clauses.get(at) == tokens.clauses.get(of.start)
    })
}

fn crosses_comma(tokens: &Tokens, mut words: Range<usize>) -> bool {
    words.any(|at| matches!(tokens.words[at].gap, Gap::Comma | Gap::Bracket))
}

/// "no X, Y or Z": the commas between the negator and `of` part short items, and the list ends in "or" or "nor".
fn is_in_list(tokens: &Tokens, negator: usize, of: &Range<usize>) -> bool {
    let clause_end = tokens.clause(tokens.clauses[of.start]).end.min(of.end + REACH);
    let closes = |at: &usize| matches!(tokens.text(*at), "or" | "nor");
    let Some(or) = (negator..clause_end).rev().find(closes) else { return false };
    let mut item = 0;
    for at in negator + 1..or.max(of.start) {
        item = if tokens.words[at].gap == Gap::Comma { 0 } else { item + 1 };
        if item > 3 {
            return false;
        }
    }
    of.start <= or + 3
}

/// "X is not needed", "X does not matter", "X is irrelevant", "X-free".
fn is_dismissed_behind(tokens: &Tokens, of: &Range<usize>) -> bool {
    if tokens.text(of.end) == "free" && tokens.words[of.end].gap == Gap::Joined {
        return true;
    }
    let same_clause = |at: &usize| *at < tokens.words.len() && tokens.clauses[*at] == tokens.clauses[of.end - 1];
    // "X, Y does not matter" dismisses Y: what dismisses X behind a comma follows right on it.
    let is_dismissing = |at: usize| {
        let word = tokens.text(at);
        NEGATORS.contains(&word) || IRRELEVANCES.contains(&word) || SPEAKERS.contains(&word)
    };
    let is_of_another = |at: &usize| tokens.words[*at].gap == Gap::Comma && !is_dismissing(*at);
    let near = || (of.end..of.end + DISMISSAL_WITHIN).take_while(same_clause).take_while(|at| !is_of_another(at));
    if near().any(|at| IRRELEVANCES.contains(&tokens.text(at))) {
        return true;
    }
    // "X, no?" asks for assent.
    let is_tag = |at: &usize| tokens.words[*at].gap == Gap::Comma && *at + 1 == tokens.sentence(*at).end;
    let denies_nothing = |at: &usize| NO_DENIALS.iter().any(|words| tokens.stand_at(*at, words));
    let denies = |at: &usize| {
        NEGATORS.contains(&tokens.text(*at)) && !LACKS.contains(&tokens.text(*at)) && !is_tag(at) && !denies_nothing(at)
    };
    let Some(negator) = near().find(denies) else { return false };
    // "X, no Y planned" dismisses Y; "X, no need" dismisses X.
    let reach = match DETERMINERS.contains(&tokens.text(negator)) {
        true => 2 + usize::from(COPULAS.contains(&tokens.text(negator + 1))),
        false => 5,
    };
    let is_parted = |at: &usize| tokens.words[*at].gap >= Gap::Comma;
    let behind = (negator + 1..negator + reach).take_while(same_clause);
    let mut behind = behind.take_while(|at| !is_parted(at)).peekable();
    let is_elliptic = behind.peek().is_none()
        && match tokens.text(negator) {
            "not" => tokens.stand_before(negator, "does"),
            // "X, and nobody but me …" tells of people.
            "nobody" => false,
            _ => true,
        };
    let is_what_we = |at: usize| tokens.text(at) == "what" && SPEAKERS.contains(&tokens.text(at + 1));
    // "X, we do not care about Y" dismisses Y.
    let of_another = |at: usize| {
        tokens.text(at + 1) == "about" && same_clause(&(at + 2)) && !ANAPHORS.contains(&tokens.text(at + 2))
    };
    is_elliptic || behind.any(|at| DISMISSALS.contains(&tokens.text(at)) && !of_another(at) || is_what_we(at))
}

/// "X is done by another team", "X comes from a vendor, so it is not our business".
fn is_excluded_behind(tokens: &Tokens, of: &Range<usize>) -> bool {
    let sentence = tokens.sentence(of.start);
    let parts = |at: &usize| tokens.words[*at].gap >= Gap::Comma || tokens.text(*at) == "and";
    let mut near = (of.end..sentence.end.min(of.end + REACH)).take_while(|at| !parts(at));
    near.any(|at| {
        FIRST_OF_EXCLUSIONS.contains(tokens.text(at)) && EXCLUSIONS.iter().any(|words| tokens.stand_at(at, words))
    })
}

/// The words that an exclusion begins with: few words of a text are one of them, so the rest need not be compared.
static FIRST_OF_EXCLUSIONS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| EXCLUSIONS.iter().filter_map(|words| words.split(' ').next()).collect());

/// "X might be nice, but we would not use that."
fn is_dismissed_in_next_clause(tokens: &Tokens, of: &Range<usize>) -> bool {
    let next = tokens.clauses[of.end - 1] + 1;
    let clause: Vec<usize> = tokens.clause(next).collect();
    let mut near = clause.iter().take(REACH);
    let Some(negator) = near.position(|at| NEGATORS.contains(&tokens.text(*at))) else { return false };
    let rest = &clause[negator + 1..];
    let uses = rest.iter().take(3).position(|at| USES.contains(&tokens.text(*at)));
    let behind_use = uses.map(|used| &rest[used + 1..]);
    behind_use.is_some_and(|rest| match rest {
        [] => true,
        [that, ..] => ANAPHORS.contains(&tokens.text(*that)) && rest.len() <= 2,
    })
}

/// "X? Couldn't care less." The fragment is short, and what answers it begins the next sentence.
fn is_shrugged_off(tokens: &Tokens, of: &Range<usize>) -> bool {
    const LONGEST_FRAGMENT: usize = 4;
    let sentence = tokens.sentence(of.start);
    sentence.len() <= of.len().max(LONGEST_FRAGMENT) && SHRUGS.iter().any(|words| tokens.stand_at(sentence.end, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negation_reaches_as_far_as_people_mean_it() {
        let check = |text: &str, denied: bool| {
            let tokens = Tokens::from(crate::advisor::text::words(text));
            let at = tokens.words.iter().position(|word| word.text == "x").unwrap();
            let named =
                |(place, word): (usize, &crate::advisor::text::Word)| (word.text == "tea").then_some(place..place + 1);
            let named: Vec<_> = tokens.words.iter().enumerate().filter_map(named).collect();
            let immune = Immune { contenders: named, phrased: vec![false; tokens.words.len()] };
            assert_eq!(is_negated(&tokens, &immune, &(at..at + 1)), denied, "{text:?}");
        };
        check("no X", true);
        check("It's NOT a X, it's a Y.", true);
        check("It's NOT a Y, it's a X.", false);
        check("we don't need X at all", true);
        check("we don't need any kind of X", true);
        check("without X", true);
        check("no Y, X or Z", true);
        check("no Y, Z or X", true);
        check("no Y, X please", false);
        check("no Y but X", false);
        check("Forget X, we want Y", true);
        check("Forget Y, we want X", false);
        check("Don't forget X", false);
        check("fire and forget X", false);
        check("X is bought from a vendor", true);
        check("X? No.", true);
        check("not only X", false);
        check("why not X", false);
        check("why don't we use X", false);
        check("isn't X better?", false);
        check("not sure whether X fits", false);
        check("there is nothing like X here", false);
        check("X is not needed", true);
        check("X isn't important to us", true);
        check("X is not what we build", true);
        check("X until nobody is unhappy What do you think", false);
        check("X doesn't matter", true);
        check("Y matters most, and X does not.", true);
        check("doesn't need to X", true);
        check("doesn't X matter?", false);
        check("X, no?", false);
        check("X and nobody but us knows Y", false);
        check("X and nothing but Y", false);
        check("X, nothing fancy, we just want Y", false);
        check("X from zero", false);
        check("X isn't critical", true);
        check("X plays no role", true);
        check("X is irrelevant", true);
        check("an X-free Y", true);
        check("a free X", false);
        check("X is not fast", false);
        check("X is done by another department", true);
        check("X comes from a vendor so it is not our business", true);
        check("we build X and the Y is explicitly not part of it", false);
        check("X. That is not part of it", false);
        check("X might be good but we wouldn't leverage that", true);
        check("X is nice but we do not need it", true);
        check("X is nice but we do not need a Y", false);
        check("X? It was made for Y and we do not need it in the Z", false);
        check("We dropped the X from the plan", true);
        check("nada de X", true);
        check("we can't write X", true);
        check("it can't do X", false);
        check("non-X", true);
        check("X, we don't care about Y", false);
        check("X, Y doesn't matter", false);
        check("X, Y is secondary", false);
        check("X, not needed", true);
        check("ok but wouldn't tea do X better?", false);
        check("X, we don't care about that", true);
        check("X we don't care about", true);
        check("X? Couldn't care less.", true);
        check("X? Tea?", false);
        check("if I can not do X", false);
        check("no Y (X only)", false);
        check("tea doesn't X well", false);
        check("tea really is not good at X", false);
        check("there is no X library for tea yet", false);
        check("no X, we like tea", true);
        check("tea and no X", true);
        check("X", false);
    }
}
