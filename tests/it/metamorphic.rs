//! Questions that differ only in how they are put get the same verdict: in order, case, politeness, noise, typing errors
//! and synonyms. The variants are generated from our own labelled questions, so nobody can write to the test.

use std::fs;

use regex::Regex;

use crate::packs::{SHIPPED, label, labelled, root};

/// A way to put a question otherwise; `None` where it does not apply.
type Variation = fn(&str) -> Option<String>;

const VARIATIONS: &[(&str, Variation)] = &[
    ("shouted", |q| Some(q.to_uppercase())),
    ("whispered", |q| Some(q.to_lowercase())),
    ("greeted", |q| Some(format!("Hi all, {q}"))),
    ("introduced", |q| Some(format!("Hello everyone! Quick question: {q}"))),
    ("excused", |q| Some(format!("Sorry if this was asked before. {q}"))),
    ("thanked", |q| Some(format!("{q} Thanks in advance!"))),
    ("signed", |q| Some(format!("{q} thx :)"))),
    ("urged", |q| Some(format!("{q} What do you think?"))),
    ("doubted", |q| Some(format!("{q} I'm a bit confused."))),
    ("mentioned", |q| Some(format!("<@123456789012345678> {q}"))),
    ("with emoji", |q| Some(format!("{q} 🤔 <:think:123456789012345678>"))),
    ("with a link", |q| Some(format!("{q} https://example.com/node-vs-django?x=chat"))),
    ("with code", |q| Some(format!("{q} `x = 1`"))),
    ("quoted at", |q| Some(format!("> somebody asked for streaming\n{q}"))),
    ("in bold", |q| Some(format!("**{q}**"))),
    ("wide", |q| Some(format!("  {}  ", q.replace(' ', "  ")))),
    ("insistent", |q| Some(format!("{q}???"))),
    ("hesitant", |q| Some(format!("{} ...", q.trim_end_matches(['?', '.', '!'])))),
    ("the other way round", swapped),
    ("by another name", |q| renamed(q, "NodeJS")),
    ("by its full name", |q| renamed(q, "Node.js")),
];

#[test]
fn questions_that_differ_only_in_how_they_are_put_get_the_same_verdict() {
    let mut asked = 0;
    let mut turned = Vec::new();
    for question in questions() {
        let verdict = label(&SHIPPED.ask(&[], &question));
        for (how, vary) in VARIATIONS {
            let Some(variant) = vary(&question).filter(|variant| *variant != question) else { continue };
            asked += 1;
            let given = label(&SHIPPED.ask(&[], &variant));
            if given != verdict {
                turned.push(format!("{how}: {given} instead of {verdict}: {variant}"));
            }
        }
    }
    assert!(asked > 5_000, "only {asked} variants");
    assert!(turned.is_empty(), "{} of {asked}:\n{}", turned.len(), turned.join("\n"));
}

/// A slip may make another word ("steaming") or one that is as near to two words, so not every one can be forgiven.
#[test]
fn one_typing_error_in_a_long_word_hardly_ever_turns_a_verdict() {
    const FORGIVEN: f64 = 0.975;
    let mut asked = 0;
    let mut turned = Vec::new();
    for question in questions().into_iter().filter(|question| is_english(question)) {
        let verdict = label(&SHIPPED.ask(&[], &question));
        for variant in slips(&question) {
            asked += 1;
            let given = label(&SHIPPED.ask(&[], &variant));
            if given != verdict {
                turned.push(format!("{given} instead of {verdict}: {variant}"));
            }
        }
    }
    assert!(asked > 1_500, "only {asked} variants");
    let forgiven = 1.0 - turned.len() as f64 / asked as f64;
    assert!(forgiven >= FORGIVEN, "{forgiven:.3} of {asked}:\n{}", turned.join("\n"));
}

/// Every phrase of a kind of product names that kind, so it asks for the same.
#[test]
fn synonyms_of_a_product_get_the_same_verdict() {
    const FEWEST_LETTERS: usize = 4;
    // Some combinations of the words of lists are another kind's phrase.
    const MET_BY_OTHERS: f64 = 0.005;
    let text = fs::read_to_string(root().join("corpus/node-vs-python/factors.toml")).unwrap();
    let factors: toml::Table = text.parse().unwrap();
    let lists =
        factors["lists"].as_array().unwrap().iter().flat_map(|table| table.as_table().unwrap().clone()).collect();
    let mut asked = 0;
    let mut turned = Vec::new();
    for kind in factors["kind"].as_array().unwrap() {
        let phrases = kind["phrases"].as_array().into_iter().flatten().map(|phrase| phrase.as_str().unwrap());
        let phrases = phrases.filter(|p| !p.contains('@') && p.len() >= FEWEST_LETTERS);
        let phrases: Vec<String> = phrases.flat_map(|phrase| spelt_out(phrase, &lists)).collect();
        let understood = |phrase: &str| {
            let answer = SHIPPED.ask(&[], &format!("{phrase}: which one?"));
            let kinds = answer.factors.into_iter().filter(|factor| !factor.negated).map(|factor| factor.id);
            kinds.collect::<Vec<String>>()
        };
        let factors: Vec<&str> = kind["factors"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        for phrase in phrases {
            asked += 1;
            let found = understood(&phrase);
            if !factors.iter().all(|factor| found.iter().any(|found| found == factor)) {
                turned.push(format!("{phrase:?} is {found:?} and not {factors:?}"));
            }
        }
    }
    assert!(asked > 5_000, "only {asked} phrases");
    let share = turned.len() as f64 / asked as f64;
    assert!(share <= MET_BY_OTHERS, "{} of {asked}:\n{}", turned.len(), turned.join("\n"));
}

/// A phrase with each word of its lists in turn; what may be missing is there.
fn spelt_out(phrase: &str, lists: &toml::Table) -> Vec<String> {
    const MOST_OF_A_LIST: usize = 3;
    let word = |piece: &str, turn: usize| {
        let piece = piece.trim_end_matches('?');
        let Some(name) = piece.strip_prefix('{').and_then(|piece| piece.strip_suffix('}')) else {
            return piece.to_owned();
        };
        let words = lists[name].as_array().unwrap();
        words[turn % words.len()].as_str().unwrap().to_owned()
    };
    let turns = if phrase.contains('{') { MOST_OF_A_LIST } else { 1 };
    let turn = |turn| phrase.split(' ').map(|piece| word(piece, turn)).collect::<Vec<_>>().join(" ");
    (0..turns).map(turn).collect()
}

/// The labelled questions of the pack and those to tune on.
fn questions() -> Vec<String> {
    let pack = SHIPPED.subjects()[0].pack();
    let lines = fs::read_to_string(root().join("tests/questions/tune.jsonl")).unwrap();
    let tuned = labelled(&lines).into_iter().map(|question| question.text);
    pack.questions.iter().map(|question| question.text.clone()).chain(tuned).collect()
}

/// Slips are forgiven in the pack's own language.
fn is_english(question: &str) -> bool {
    let words: Vec<&str> = question.split(' ').collect();
    question.is_ascii() && ["the", "a", "is", "to", "we", "for", "in"].iter().any(|word| words.contains(word))
}

/// "A or B" as "B or A".
fn swapped(question: &str) -> Option<String> {
    let pair = Regex::new(r"(?i)\b(node\.js|nodejs|node|python)( or | vs\.? | versus )(node\.js|nodejs|node|python)\b");
    let pair = pair.unwrap();
    pair.is_match(question).then(|| pair.replace(question, "$3$2$1").into_owned())
}

/// One contender by another of its names, where it stands by itself.
fn renamed(question: &str, name: &str) -> Option<String> {
    let alone = Regex::new(r"(?i)(^|[ (])node(?:\.?js)?([ ,?)!:;]|$)").unwrap();
    alone.is_match(question).then(|| alone.replace_all(question, format!("${{1}}{name}${{2}}")).into_owned())
}

/// The question with one slip in one of its long words, for each of them: letters swapped, left out, doubled or wrong.
fn slips(question: &str) -> Vec<String> {
    let long = Regex::new(r"[A-Za-z]{7,}").unwrap();
    let slip = |(turn, word): (usize, regex::Match)| {
        let letters: Vec<char> = word.as_str().chars().collect();
        let at = 2 + (turn + question.len()) % (letters.len() - 3);
        let (before, rest) = letters.split_at(at);
        let slipped: Vec<char> = match turn % 4 {
            0 => [before, &[rest[1], rest[0]], &rest[2..]].concat(),
            1 => [before, &rest[1..]].concat(),
            2 => [before, &rest[..1], rest].concat(),
            _ => [before, &[if rest[0] == 'x' { 'z' } else { 'x' }], &rest[1..]].concat(),
        };
        let slipped: String = slipped.into_iter().collect();
        let variant = format!("{}{slipped}{}", &question[..word.start()], &question[word.end()..]);
        (variant != question).then_some(variant)
    };
    long.find_iter(question).enumerate().filter_map(slip).collect()
}
