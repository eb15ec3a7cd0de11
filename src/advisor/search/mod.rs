//! Search: finds and ranks passages. It cannot turn a verdict.

use super::pack::{Article, PassageId};

/// A tantivy index of an article's passages.
pub struct PassageIndex {}

/// A passage found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The passage.
    pub passage: PassageId,
    /// How well it fits; higher is better.
    pub score: f32,
}

impl PassageIndex {
    /// An index in memory.
    pub fn in_memory(_article: &Article) -> tantivy::Result<Self> {
        Ok(Self {})
    }

    /// In how many passages a stem stands.
    pub fn document_frequency(&self, _stem: &str) -> usize {
        0
    }

    /// The passages that fit these stems best, best first.
    pub fn search(&self, _stems: &[&str], _limit: usize) -> Vec<Hit> {
        Vec::new()
    }
}
