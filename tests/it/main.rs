//! The one integration test binary: one link, one run. Each module is a room of promises.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[cfg(feature = "discord")]
mod discord;
#[cfg(feature = "discord")]
mod double;
mod loading;
mod storage;
