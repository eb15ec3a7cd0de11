//! What is wrong with a pack, a config or another file that a person writes: where, what, and the mend.

use std::fmt;

/// One thing that is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the reader knows it: `corpus/tea-or-coffee/rules.toml`.
    pub file: String,
    /// The line, counted from 1; 0 where it is about the whole file.
    pub line: usize,
    /// What is wrong, lower case, no full stop.
    pub what: String,
    /// What to do about it, lower case, no full stop.
    pub mend: String,
}

impl Fault {
    /// A fault at a line of a file.
    pub fn new(file: impl Into<String>, line: usize, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { file: file.into(), line, what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, what, mend } = self;
        match line {
            0 => write!(f, "{file}: {what}; {mend}"),
            _ => write!(f, "{file}:{line}: {what}; {mend}"),
        }
    }
}

/// Everything that is wrong, in the order of files and lines; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Faults(pub Vec<Fault>);

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}
