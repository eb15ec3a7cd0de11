//! What Discord takes at most, each figure with its place in Discord's documentation (paths under `developers/`).
//!
//! Lengths are counted in UTF-16 units, the strictest of the ways in which Discord's own programs count characters, so
//! a text that fits here fits everywhere.

/// A message's text (resources/message.mdx, "Create Message").
pub const CONTENT: usize = 2000;
/// An embed's title (resources/message.mdx, "Embed Limits").
pub const EMBED_TITLE: usize = 256;
/// An embed's description (the same).
pub const EMBED_DESCRIPTION: usize = 4096;
/// An embed's fields (the same).
pub const EMBED_FIELDS: usize = 25;
/// The name of an embed's field (the same).
pub const FIELD_NAME: usize = 256;
/// The text of an embed's field (the same).
pub const FIELD_VALUE: usize = 1024;
/// An embed's footer (the same).
pub const EMBED_FOOTER: usize = 2048;
/// All texts of all embeds of a message in sum (the same).
pub const EMBEDS_TOTAL: usize = 6000;
/// The address of a button or an embed (components/reference.mdx, "Button").
pub const ADDRESS: usize = 512;
/// A component's `custom_id` (components/reference.mdx, "Anatomy of a Component").
pub const CUSTOM_ID: usize = 100;
/// A button's label (components/reference.mdx, "Button"; a phone shows 38 of it).
#[cfg(test)]
pub const BUTTON_LABEL: usize = 80;
/// A modal's title (interactions/receiving-and-responding.mdx, "Modal").
pub const MODAL_TITLE: usize = 45;
/// The label of a modal's text input (components/reference.mdx, "Text Input").
pub const INPUT_LABEL: usize = 45;
/// What a text input shows while it is empty (the same).
pub const INPUT_PLACEHOLDER: usize = 100;
/// A command's or an option's description (interactions/application-commands.mdx).
#[cfg(test)]
pub const COMMAND_DESCRIPTION: usize = 100;
/// All names, descriptions and values of a command in sum (the same).
#[cfg(test)]
pub const COMMAND_TOTAL: usize = 8000;
/// A message's `nonce` (resources/message.mdx, "Create Message").
#[cfg(test)]
pub const NONCE: usize = 25;

/// The length of a text as Discord counts it at the strictest.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The longest beginning of `text` that is not over `limit`.
pub fn beginning(text: &str, limit: usize) -> &str {
    let mut left = limit;
    let end = text.char_indices().find_map(|(at, c)| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            None
        }
        None => Some(at),
    });
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_never_parts_a_character() {
        let check = |text, limit, expect| assert_eq!(beginning(text, limit), expect, "{text} {limit}");
        check("abc", 3, "abc");
        check("abc", 2, "ab");
        check("a😀b", 2, "a");
        check("a😀b", 3, "a😀");
        check("", 0, "");
        check("é", 0, "");
    }
}
