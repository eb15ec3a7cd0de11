//! Standard output as the answers are written to it: coloured where it can be, wrapped to the terminal, flushed at once.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};

use crate::config::Color;

/// Longer lines are hard to read, however wide the terminal is. In characters.
const WIDEST: usize = 100;

/// A narrower terminal is written to as if it had this width. In characters.
const NARROWEST: usize = 30;

/// Where answers go. What is written may hold colours; they are taken out where they do not belong.
pub struct Output {
    stream: AutoStream<io::Stdout>,
    width: usize,
}

impl Output {
    /// Standard output.
    pub fn standard(color: Color) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = terminal.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
        Self { stream: AutoStream::new(io::stdout(), choice), width }
    }

    /// How many characters a line may have.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Writes a text, so that whoever reads has it now.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())?;
        self.stream.flush()
    }
}
