//! What Discord and the web wrap around a question: code blocks, quotes, mentions, custom emoji, links.
//!
//! It is masked by spaces of the same length, so that every place in the masked text is the same place in the text. Of a
//! code block what it imports is left: who pastes code tells with it what they use.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// The text without noise. Where noise is all there is, the text as it was: somebody may ask within a code block.
pub fn mask(text: &str) -> Cow<'_, str> {
    // Most questions have none, and the pattern need not even be built where a process answers one of them and ends.
    if !may_have_noise(text) {
        return Cow::Borrowed(text);
    }
    let masked = mask_noise(text);
    if masked.chars().any(char::is_alphanumeric) { Cow::Owned(masked) } else { Cow::Borrowed(text) }
}

/// True where one of the marks stands that every noise has.
fn may_have_noise(text: &str) -> bool {
    let has_address = || text.as_bytes().windows(4).any(|bytes| bytes.eq_ignore_ascii_case(b"www."));
    text.contains(['`', '<', '>', '@']) || text.contains("://") || has_address()
}

fn mask_noise(text: &str) -> String {
    // Classes are written out: those of Unicode, forty times over, would take milliseconds to compile.
    static NOISE: LazyLock<Regex> = LazyLock::new(|| {
        let forms = [
            r"```(?s:.)*?(?:```|\z)",                               // a code block, closed or not
            r"<(?:@[!&]?|#|a?:[0-9A-Za-z_]{1,40}:)[0-9]{1,25}>", // a mention of a user, role or channel; a custom emoji
            r"<t:-?[0-9]{1,20}(?::[A-Za-z])?>",                  // a time
            r"(?:[Hh][Tt][Tt][Pp][Ss]?://|[Ww]{3}\.)[^ \t\r\n<>]+", // a link
            r"(?m:^[ \t]*>{1,3}[ \t].*$)",                       // a quoted line
            r"@(?:everyone|here)(?-u:\b)",
        ];
        Regex::new(&forms.join("|")).expect("cannot fail: the pattern is fixed, and a test builds it")
    });
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for noise in NOISE.find_iter(text) {
        masked.push_str(&text[done..noise.start()]);
        match noise.as_str().starts_with("```") {
            true => mask_code(noise.as_str(), &mut masked),
            false => masked.extend(blank(noise.as_str())),
        }
        done = noise.end();
    }
    masked.push_str(&text[done..]);
    masked
}

/// Masks a code block but for the names of what it imports, which stand in a sentence of their own.
fn mask_code(code: &str, masked: &mut String) {
    static IMPORT: LazyLock<Regex> = LazyLock::new(|| {
        let forms = [
            r#"\brequire[ ]?\([ ]?["']([A-Za-z@][A-Za-z0-9_./@-]*)"#, // require("x")
            r#"\b(?:from|import)[ ]+["']([A-Za-z@][A-Za-z0-9_./@-]*)"#, // import a from "x"
            r"\bfrom[ ]+([A-Za-z_][A-Za-z0-9_]*)[A-Za-z0-9_.]*[ ]+import\b", // from x import a
            r"\bimport[ ]+([A-Za-z_][A-Za-z0-9_]*)(?:[.,;`\r\n]|[ ]+as\b|\z)", // import x
        ];
        let forms = forms.map(|form| form.replace(r"\b", r"(?-u:\b)"));
        Regex::new(&forms.join("|")).expect("cannot fail: the pattern is fixed, and a test builds it")
    });
    let mut done = 0;
    for found in IMPORT.captures_iter(code) {
        let Some(name) = found.iter().skip(1).flatten().next() else { continue };
        masked.extend(blank(&code[done..name.start()]));
        masked.push_str(name.as_str());
        done = name.end();
    }
    let rest = &code[done..];
    let ends_names = done > 0 && !rest.is_empty();
    masked.extend(ends_names.then_some('.').into_iter().chain(blank(rest).skip(usize::from(ends_names))));
}

/// As many spaces as the text has bytes, with its ends of lines.
fn blank(text: &str) -> impl Iterator<Item = char> {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_masked_and_every_place_stays_where_it_is() {
        let check = |text: &str, expect: &str| {
            let masked = mask(text);
            assert_eq!(masked.len(), text.len(), "{text:?}");
            assert_eq!(masked.split_whitespace().collect::<Vec<_>>().join(" "), expect);
        };
        check("<@123> a <:smile:456> b <#789>", "a b");
        check("see https://example.org/a?b=c now", "see now");
        check("```rust\nlet x = 1;\n```\nis it fast", "is it fast");
        check("```js\nconst io = require('tea.pot')\n```\nis it fast", "tea.pot. is it fast");
        check("```py\nfrom a.b import c\nimport d as e\n```\nso?", "a d. so?");
        check("```import x from \"y\"``` so?", "y. so?");
        check("```js\nimport", "```js import");
        check("> somebody said this\nis that so?", "is that so?");
        check("a `code` b", "a `code` b");
        check("```only code```", "```only code```");
        check("@everyone hi", "hi");
        check("a > b", "a > b");
        check("```é", "```é");
        check("HTTPS://example.org or WWW.example.org x", "or x");
    }
}
