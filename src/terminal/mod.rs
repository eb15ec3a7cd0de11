//! The terminal.

pub mod import;
