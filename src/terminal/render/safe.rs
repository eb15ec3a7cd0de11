//! Text that is safe to write to a terminal. What somebody typed can come back in an answer, and a terminal obeys control
//! characters: they could wipe the screen, set its title, or turn the direction of the text.

use std::borrow::Cow;

/// The text with everything replaced that a terminal obeys instead of showing; line ends and tabs become spaces.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let shown = |c| match c {
        '\n' | '\r' | '\t' => ' ',
        _ if is_obeyed(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Control characters, and the marks that turn the direction of text or end a line.
pub(super) fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let check = |text: &str, expect: &str| assert_eq!(safe(text), expect, "{text:?}");
        check("plain “text” 用 👍", "plain “text” 用 👍");
        check("\x1b[2Jx\x07", "\u{fffd}[2Jx\u{fffd}");
        check("a\nb\tc\r", "a b c ");
        check("\u{9b}31m\u{7f}", "\u{fffd}31m\u{fffd}");
        check("a\u{202e}b\u{2066}", "a\u{fffd}b\u{fffd}");
    }
}
