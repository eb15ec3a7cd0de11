//! Lines from standard input or a file: any bytes are a text, since any text is a question.

use std::io::{self, BufRead};

/// The lines of `reader` without their ends; what is not UTF-8 is replaced.
pub fn lines(mut reader: impl BufRead) -> impl Iterator<Item = io::Result<String>> {
    std::iter::from_fn(move || {
        let mut bytes = Vec::new();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => Some(Ok(String::from_utf8_lossy(without_end(&bytes)).into_owned())),
            Err(error) => Some(Err(error)),
        }
    })
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_comes_without_its_end_and_broken_bytes_are_replaced() {
        let found: Vec<_> = lines(&b"a\r\n\nb\xff\nlast"[..]).map(Result::unwrap).collect();
        assert_eq!(found, ["a", "", "b\u{fffd}", "last"]);
    }
}
