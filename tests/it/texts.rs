//! Any text is a valid question: arbitrary Unicode, hostile input, and a lot of it.

use std::time::Instant;

use proptest::prelude::*;

use crate::packs::SHIPPED;

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_is_answered(text in "\\PC{0,6000}") {
        prop_assert_eq!(SHIPPED.ask(&[], &text).question, text);
    }

    #[test]
    fn arbitrary_characters_are_answered(chars in prop::collection::vec(any::<char>(), 0..6000)) {
        let text: String = chars.into_iter().collect();
        prop_assert_eq!(SHIPPED.ask(&[&text], &text).question, text);
    }

    #[test]
    fn rows_of_known_words_are_answered(words in prop::collection::vec(prop::sample::select(WORDS), 0..400)) {
        let text = words.join(" ");
        let answer = SHIPPED.ask(&[], &text);
        prop_assert!(answer.factors.iter().all(|factor| !factor.said.is_empty()));
    }
}

const WORDS: &[&str] = &[
    "node", "python", "or", "vs", "not", "no", "but", ",", ".", "?", "chat", "app", "real-time", "realtime", "machine",
    "learning", "our", "team", "knows", "django", "express", "go", "java", "because", "n't", "(", ")", "/", "team's",
    "what", "if", "how", "many", "packages", "we", "don't", "need", "that", "💬", "実時間", "für", "\n", "```", "<@1>",
];

#[test]
fn hostile_texts_are_answered_like_any_other() {
    let long = "real-time chat, no ML or ".repeat(4_000);
    let texts = [
        "",
        " ",
        "\0",
        "\u{1b}[31mred",
        "AND OR NOT",
        "\"unclosed",
        "title:foo",
        "a:b:c",
        "((((",
        "[a TO b]",
        "/re/",
        "*",
        "python^99999",
        "body:IN [a b]",
        "id:>5",
        "+-+-",
        "' OR 1=1 --",
        "\\",
        "\u{202e}edon ro nohtyp",
        "no\u{200b}de",
        "```",
        "``` ```",
        "> ",
        "<@",
        "<@!123",
        "<:a:1>",
        "@everyone",
        "https://",
        "$(rm -rf /)",
        "{{7*7}}",
        "%s%n",
        "\u{feff}",
        "a\u{301}\u{301}\u{301}",
        "𝕹𝖔𝖉𝖊 or 𝕻𝖞𝖙𝖍𝖔𝖓",
        "👩‍👩‍👧‍👦",
        "ﷺ",
        "İ",
        "ẞ",
        "¿?",
        "'s",
        "’s’s’s",
        "c++++",
        "..net",
        "1.2.3,4,5",
        "@node @python",
        "node",
        "or",
        "not not not not",
        "no no no X",
        long.as_str(),
    ];
    for text in texts {
        let answer = SHIPPED.ask(&[], text);
        assert_eq!(answer.question, text);
        assert!(!answer.headline.is_empty());
    }
    assert_eq!(SHIPPED.ask(&[], "𝕹𝖔𝖉𝖊 or 𝕻𝖞𝖙𝖍𝖔𝖓 for a chat app").verdict.contender.as_deref(), Some("node"));
    assert_eq!(
        SHIPPED.ask(&[], "no\u{200b}de or python for a ch\u{200b}at app").verdict.contender.as_deref(),
        Some("node")
    );
}

/// Counted in work, not in time: ten times the text may take ten times as long, but not a hundred times. The margin of
/// four is for a busy machine.
#[test]
fn reading_takes_time_linear_in_the_text() {
    let sentence = "We don't need a chat app, no streaming or machine learning, but our team knows X and reel-time. ";
    let best_of_three = |repeats: usize| {
        let text = sentence.repeat(repeats);
        let time = |_| {
            let start = Instant::now();
            SHIPPED.ask(&[], &text);
            start.elapsed()
        };
        (0..3).map(time).min().unwrap()
    };
    best_of_three(10);
    let (short, long) = (best_of_three(60), best_of_three(600));
    assert!(long < short * 40, "60 sentences take {short:?}, 600 take {long:?}");
}
