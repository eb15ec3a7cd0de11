//! Discord's markdown: what people and packs wrote is shown as they wrote it, and texts are shortened at a sentence.
//!
//! Escaping can be undone to the letter: a question that stands in an answer is read back from there when somebody
//! presses a button under it, after a restart of the bot as well.

use super::limits::{beginning, length};

/// What stands where a text was shortened.
const CUT: &str = " …";

/// A shortened text keeps its last whole sentence if that leaves at least one part in so many; else it ends at a word.
const SENTENCE_SHARE: usize = 3;

/// Stands behind an `@`, so that no mention is made of it. It has no width; a question never holds one of its own.
const UNSEEN: char = '\u{200b}';

/// `text` so that Discord shows it as it is: no formatting, no mention, no link, no list, no emoji code. What can do no
/// harm is left alone, so that an answer reads well where backslashes are shown, as in a notification.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut lead = Lead::Nothing;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let always = matches!(c, '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']');
        // A colon before a space begins neither an address nor an emoji code.
        let joins = c == ':' && rest.peek().is_some_and(|next| !next.is_whitespace());
        let leads = matches!((lead, c), (Lead::Nothing, '#' | '-' | '+') | (Lead::Number, '.'));
        if always || joins || leads {
            escaped.push('\\');
        }
        escaped.push(c);
        if c == '@' {
            escaped.push(UNSEEN);
        }
        lead = match (lead, c) {
            (_, '\n') | (Lead::Nothing, ' ') => Lead::Nothing,
            (Lead::Nothing | Lead::Number, '0'..='9') => Lead::Number,
            _ => Lead::Text,
        };
    }
    escaped
}

/// What stands on a line so far: headings and lists are marked at its beginning only.
#[derive(Clone, Copy)]
enum Lead {
    Nothing,
    Number,
    Text,
}

/// What [`escape`] was given.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => plain.extend(chars.next()),
            _ if c == UNSEEN => {}
            _ => plain.push(c),
        }
    }
    plain
}

/// `text`, or its beginning up to a sentence, a word or at last a character, with a mark that something was left out; it
/// is never over `limit`. An escape is never parted from what it escapes.
pub fn shorten(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let room = beginning(text, limit.saturating_sub(length(CUT)));
    let sentence = room.rmatch_indices(['.', '!', '?', '\n']).find_map(|(at, mark)| {
        let end = at + mark.len();
        text[end..].starts_with(char::is_whitespace).then_some(end)
    });
    let word = room.rfind(char::is_whitespace);
    let end = match (sentence, word) {
        (Some(end), _) if end * SENTENCE_SHARE >= room.len() => end,
        (_, Some(end)) if end * SENTENCE_SHARE >= room.len() => end,
        _ => room.len(),
    };
    let kept = whole_escapes(room[..end].trim_end());
    beginning(&format!("{kept}{CUT}"), limit).to_owned()
}

/// `text` without a backslash at its end that escapes nothing any more.
fn whole_escapes(text: &str) -> &str {
    let backslashes = text.bytes().rev().take_while(|byte| *byte == b'\\').count();
    if backslashes % 2 == 1 { &text[..text.len() - 1] } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_write_is_shown_as_they_wrote_it() {
        let check = |text, expect| assert_eq!(escape(text), expect);
        check("plain, real-time text 3.0", "plain, real-time text 3.0");
        check("**bold** _it_ ~~no~~ `code` ||spoiler||", r"\*\*bold\*\* \_it\_ \~\~no\~\~ \`code\` \|\|spoiler\|\|");
        check("<@1> <#2> @everyone <:a:3>", "\\<@\u{200b}1\\> \\<#2\\> @\u{200b}everyone \\<\\:a\\:3\\>");
        check("[x](https://evil)", r"\[x\](https\://evil)");
        check("Use cases: (a) :smile: (b):", r"Use cases: (a) \:smile: (b):");
        check("# big\n- item\n  - in", "\\# big\n\\- item\n  \\- in");
        check("1. one 2. two", "1\\. one 2. two");
        check("C# a-b", "C# a-b");
        check(r"C:\dir", r"C\:\\dir");
    }

    #[test]
    fn a_long_text_ends_at_a_sentence_then_at_a_word_then_anywhere() {
        let check = |text: &str, limit, expect| assert_eq!(shorten(text, limit), expect, "{text} {limit}");
        check("One. Two.", 9, "One. Two.");
        check("One two. Three four.", 14, "One two. …");
        check("See name.ext and more words here", 20, "See name.ext and …");
        check("A. Very long second sentence", 20, "A. Very long …");
        check("abcdefghij", 5, "abc …");
        check(r"abc\*def", 6, "abc …");
        check("abcdef", 1, " ");
        check("abcdef", 0, "");
        check("😀😀😀😀", 6, "😀😀 …");
    }

    proptest! {
        #[test]
        fn escaping_can_be_undone(text in "\\PC{0,80}") {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }

        #[test]
        fn a_shortened_text_keeps_its_limit(text in "(\\PC|[\\\\. ]){0,120}", limit in 0usize..130) {
            prop_assert!(length(&shorten(&escape(&text), limit)) <= limit);
        }
    }
}
