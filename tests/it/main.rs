//! The one integration test binary: one link, one run. Each module is a room of promises.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answers;
mod cli;
#[cfg(feature = "discord")]
mod discord;
mod documents;
#[cfg(feature = "discord")]
mod double;
mod house;
mod import;
mod loading;
mod metamorphic;
mod packs;
mod questions;
mod reading;
mod readme;
mod render;
mod retrieval;
mod storage;
mod texts;
