//! The stamp of an index on disk: what it was built from, and what its files must be.
//!
//! It is a text that can be written anew from the article and the files. If that gives what stands in the folder, then
//! nothing is missing, nothing was added and no bit was flipped, be it in tantivy's files or in the stamp itself.

use crate::advisor::pack::Article;
use crate::advisor::search::{FORM, IndexFile};

/// What an index is built from, as a name: the same for the same article and the same program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source(String);

impl Source {
    /// What an index of this article is built from.
    pub fn of(article: &Article) -> Self {
        let mut hash = Fnv64::new();
        hash.add(env!("CARGO_PKG_VERSION"));
        for (_, section, passage) in article.passages() {
            hash.add(&section.heading);
            hash.add(&passage.text);
        }
        Self(format!("{FORM}-{:016x}", hash.0))
    }

    /// The name of the folder for such an index.
    pub fn folder(&self) -> &str {
        &self.0
    }

    /// The stamp for an index of this source in these files.
    pub fn stamp(&self, files: &[IndexFile]) -> String {
        let mut lines: Vec<String> = files.iter().map(line).collect();
        lines.sort();
        format!("built from {}\n{}", self.0, lines.concat())
    }
}

fn line(file: &IndexFile) -> String {
    format!("{:08x} {:>9} {}\n", crc32fast::hash(&file.bytes), file.bytes.len(), file.name)
}

/// The 64-bit FNV-1a hash, which stays the same from release to release, as the hash of the standard library need not.
struct Fnv64(u64);

impl Fnv64 {
    /// The hash of nothing.
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds a text and its end, so that "ab" and "c" differ from "a" and "bc".
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
