//! Answers as JSON, one a line. What a terminal would obey is escaped beyond what JSON asks for, since a line of it may
//! be shown in one.

use std::fmt::Write;

use anyhow::Context;
use serde::Serialize;

use super::safe::is_obeyed;

/// A value as one line of JSON with its end.
pub fn json(value: &impl Serialize) -> anyhow::Result<String> {
    let plain = serde_json::to_string(value).context("an answer cannot be written as JSON")?;
    let mut line = String::with_capacity(plain.len() + 1);
    for c in plain.chars() {
        if is_obeyed(c) {
            // Such a character stands only inside a string, and all of them are below U+10000: one escape is enough.
            write!(line, "\\u{:04x}", u32::from(c))?;
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_nothing_that_a_terminal_obeys_and_reads_back_the_same() {
        let text = "a\u{9b}b\u{7f}c\u{202e}d\x1be\n\"\\ 👍\u{2028}";
        let line = json(&[text]).unwrap();
        assert!(!line.trim_end_matches('\n').contains(is_obeyed), "{line:?}");
        assert_eq!(serde_json::from_str::<[String; 1]>(&line).unwrap(), [text]);
    }
}
