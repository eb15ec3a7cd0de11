//! The shipped pack, built into the program: the binary alone is enough to answer. `build.rs` names it.

use std::borrow::Cow;

use crate::advisor::pack::PackFiles;

/// The shipped pack's id.
pub const BUILTIN_ID: &str = env!("BUILTIN_PACK");

macro_rules! file {
    ($name:literal) => {
        Cow::Borrowed(include_str!(concat!("../../corpus/", env!("BUILTIN_PACK"), "/", $name)))
    };
}

/// The texts of the shipped pack.
pub fn builtin() -> PackFiles {
    PackFiles {
        folder: format!("(built in)/{BUILTIN_ID}"),
        pack: file!("pack.toml"),
        article: file!("article.md"),
        factors: file!("factors.toml"),
        rules: file!("rules.toml"),
        notes: file!("notes.toml"),
        questions: file!("questions.toml"),
    }
}
