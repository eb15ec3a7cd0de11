//! Words: the one way in which articles, phrases and questions are split, folded and stemmed.
//!
//! A phrase can only be met in a question, and a question's word in a passage, if all three were cut alike; so this is
//! the only place that cuts. It takes any text in linear time and never fails.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use super::stem::stem;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, without accents and apostrophes.
    pub text: String,
    /// The English stem of `text`.
    pub stem: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// What stands between the word before and this one.
    pub gap: Gap,
}

/// What stands between two words, the strongest of all the characters there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A hyphen, dot or other mark without a space: "real-time", "vue.js".
    Joined,
    /// A space.
    Space,
    /// A bracket: "our team (all juniors)".
    Bracket,
    /// A slash or an ampersand: "tea/coffee".
    Slash,
    /// A comma.
    Comma,
    /// A colon, semicolon or dash.
    Clause,
    /// The end of a sentence or a line; also the start of the text.
    Sentence,
}

/// Splits a text into words.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = cut(text);
    for word in &mut words {
        word.stem = stem(&word.text);
    }
    words
}

/// The words of a text, folded and not stemmed.
pub fn folded(text: &str) -> Vec<String> {
    cut(text).into_iter().map(|word| word.text).collect()
}

/// Splits a text into words that have no stem yet.
fn cut(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<Word> = None;
    let mut script = Script::Letters;
    let mut gap = Gap::Sentence;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let end = at + c.len_utf8();
        if is_possessive(c, open.as_ref().map(|word| word.text.as_str()), &text[end..]) {
            chars.next();
            continue;
        }
        match classify(c, open.as_ref().map(|word| word.text.as_str()), next) {
            Class::Ignored => {}
            Class::Part(of) => {
                if of != script || of == Script::Ideographs {
                    words.extend(open.take().map(finish));
                    script = of;
                }
                let word = open.get_or_insert_with(|| Word::starting(at, std::mem::replace(&mut gap, Gap::Joined)));
                fold(c, &mut word.text);
                word.span.end = end;
            }
            Class::Between(mark) => {
                words.extend(open.take().map(finish));
                gap = if words.is_empty() { Gap::Sentence } else { gap.max(mark) };
            }
        }
    }
    words.extend(open.map(finish));
    words
}

/// The stems of a phrase, in order.
pub fn stems(phrase: &str) -> Vec<String> {
    words(phrase).into_iter().map(|word| word.stem).collect()
}

impl Word {
    fn starting(at: usize, gap: Gap) -> Self {
        Self { text: String::new(), stem: String::new(), span: at..at, gap }
    }
}

fn finish(mut word: Word) -> Word {
    if word.text == ".net" {
        "dotnet".clone_into(&mut word.text);
    } else if word.text.starts_with('.') {
        word.text.remove(0);
        word.span.start += 1;
    }
    word
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Letters,
    /// Written without spaces, so that each character is a word: a phrase is met wherever its characters stand together.
    Ideographs,
}

enum Class {
    Part(Script),
    Ignored,
    Between(Gap),
}

/// Words behind which "'s" is a verb, which people write without the apostrophe, too: "what's" is "whats".
const BEFORE_VERBS: &[&str] =
    &["what", "who", "how", "where", "when", "why", "that", "it", "there", "here", "he", "she", "let"];

/// True for the apostrophe of a possessive: "Vue's speed" speaks of Vue.
fn is_possessive(c: char, open: Option<&str>, rest: &str) -> bool {
    let ends_word = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let is_noun = open.is_some_and(|word| !BEFORE_VERBS.contains(&word));
    is_noun && matches!(c, '\'' | '\u{2019}') && rest.strip_prefix(['s', 'S']).is_some_and(ends_word)
}

/// What `c` is, behind the open word and before `next`.
fn classify(c: char, open: Option<&str>, next: Option<char>) -> Class {
    let next_is = |test: fn(char) -> bool| next.is_some_and(test);
    let behind_digit = open.is_some_and(|word| word.ends_with(|c: char| c.is_ascii_digit()));
    match c {
        _ if is_invisible(c) => Class::Ignored,
        '\'' | '\u{2019}' if open.is_some() && next_is(char::is_alphabetic) => Class::Ignored,
        ',' if behind_digit && next_is(|c| c.is_ascii_digit()) => Class::Ignored,
        '.' if behind_digit && next_is(|c| c.is_ascii_digit()) => Class::Part(Script::Letters),
        '.' if open.is_none() && next_is(|c| matches!(c, 'n' | 'N')) => Class::Part(Script::Letters),
        '#' | '+' if open.is_some_and(|word| matches!(word, "c" | "f" | "c+")) => Class::Part(Script::Letters),
        _ if is_ideograph(c) => Class::Part(Script::Ideographs),
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Part(Script::Letters),
        '.' | '-' | '_' | '\'' | '\u{2010}' | '\u{2011}' if next_is(char::is_alphanumeric) => {
            Class::Between(Gap::Joined)
        }
        '/' | '&' | '|' | '\\' => Class::Between(Gap::Slash),
        ',' | '\u{3001}' | '\u{ff0c}' => Class::Between(Gap::Comma),
        '.' | '!' | '?' | '\n' | '\r' | '\u{3002}' | '\u{ff1f}' | '\u{ff01}' | '\u{2026}' => {
            Class::Between(Gap::Sentence)
        }
        '(' | ')' | '[' | ']' | '{' | '}' => Class::Between(Gap::Bracket),
        ':' | ';' | '\u{2013}' | '\u{2014}' => Class::Between(Gap::Clause),
        _ => Class::Between(Gap::Space),
    }
}

/// Appends `c` in lower case and without accents.
fn fold(c: char, into: &mut String) {
    match c {
        _ if c.is_ascii() => into.push(c.to_ascii_lowercase()),
        'ł' | 'Ł' => into.push('l'),
        'ø' | 'Ø' => into.push('o'),
        'ß' => into.push_str("ss"),
        'æ' | 'Æ' => into.push_str("ae"),
        _ if is_hangul(c) => into.push(c),
        _ => into.extend(c.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)),
    }
}

/// Zero-width characters and marks of direction: they show nothing and part nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
        || is_hangul(c)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_folded_alike_however_they_are_written() {
        let check = |text: &str, expect: &str| {
            let texts: Vec<_> = words(text).into_iter().map(|word| word.text).collect();
            assert_eq!(texts.join(" "), expect, "{text:?}");
        };
        check("Real-Time", "real time");
        check("don’t isn't", "dont isnt");
        check("C++, C# or F#?", "c++ c# or f#");
        check("ASP.NET and .NET", "asp net and dotnet");
        check("1.3 million, 100,000 users", "1.3 million 100000 users");
        check("café Łódź Straße", "cafe lodz strasse");
        check("gr\u{200b}een", "green");
        check("ｔｅａ", "tea");
        check("用Vue还是Elm", "用 vue 还 是 elm");
        check("Vue's speed, what’s up, it's", "vue speed whats up its");
        check("vue.js/elm", "vue js elm");
        check("", "");
        check("\u{0}\u{7}a\u{1b}[31mb", "a 31mb");
        check("rock 'n' roll's", "rock n roll");
    }

    #[test]
    fn a_gap_is_the_strongest_mark_between_two_words() {
        let gaps = |text: &str| words(text).into_iter().map(|word| word.gap).skip(1).collect::<Vec<_>>();
        assert_eq!(
            gaps("real-time a b/c, d: e. f"),
            [Gap::Joined, Gap::Space, Gap::Space, Gap::Slash, Gap::Comma, Gap::Clause, Gap::Sentence]
        );
    }

    #[test]
    fn a_span_is_where_the_word_stands_in_the_text() {
        let text = "Grüße, Vue.js!";
        let spans: Vec<_> = words(text).into_iter().map(|word| &text[word.span]).collect();
        assert_eq!(spans, ["Grüße", "Vue", "js"]);
    }

    #[test]
    fn stems_join_the_forms_of_a_word_and_leave_short_words_alone() {
        assert_eq!(stems("recommends recommending"), stems("recommend recommended"));
        assert_eq!(stems("iOS JS apps"), ["ios", "js", "app"]);
    }
}
