//! Reads a pack from the texts of its files, resolves every name and citation, and gathers what is wrong.
use super::{Faults, Pack};

/// The texts of a pack's files, with the name that faults show for their folder.
#[derive(Debug, Clone, Default)]
pub struct PackFiles {
    /// The folder's name for faults: `corpus/node-vs-python`.
    pub folder: String,
    /// `pack.toml`.
    pub pack: String,
    /// `article.md`.
    pub article: String,
    /// `factors.toml`.
    pub factors: String,
    /// `rules.toml`.
    pub rules: String,
    /// `notes.toml`.
    pub notes: String,
    /// `questions.toml`.
    pub questions: String,
}

impl Pack {
    /// Reads a pack; every fault that can be seen at once is in the error.
    pub fn read(_files: &PackFiles) -> Result<Self, Faults> {
        todo!()
    }
}
