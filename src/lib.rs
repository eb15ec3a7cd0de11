//! Stackchoice settles "this or that for X?" from one article: a verdict, the reasons, and the passages that prove them.
//!
//! The library has one pure core, [`advisor`], and edges around it: [`storage`] keeps packs and indexes on disk,
//! [`terminal`] talks to a person at a prompt, `discord` to people in servers and direct messages. Dependencies point one
//! way, from the edges to the core; the core reads no file, no clock and no environment.

pub mod advisor;
pub mod config;
#[cfg(feature = "discord")]
pub mod discord;
pub mod storage;
pub mod terminal;
