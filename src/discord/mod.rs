//! The bot on Discord: the only place that names serenity.
//!
//! Events come over the `gateway`, are answered from the `Advisor` by `interactions` and `messages`, are laid out by
//! `render`, and leave through the `api`. serenity gives the types of events, the builders of messages and the requests;
//! the connection and the sending are ours, because what they owe to users (nothing lost, nothing doubled, no token in a
//! log, an end in time) is more than its own do.

mod api;
mod bot;
mod card;
mod cards;
mod commands;
mod conversation;
mod decode;
mod dedupe;
mod gateway;
mod interactions;
mod life;
mod limiter;
mod limits;
mod manners;
mod markdown;
mod messages;
mod reach;
mod recent;
mod refusal;
mod render;
mod retry;
mod trust;
mod wording;

pub use life::{RunError, Service, list_commands, print_commands, register_commands, run, serve};

/// The libraries that must not write a log: at some level they write down whole requests and events, with tokens and with
/// what people wrote.
pub const SILENCED: [&str; 8] =
    ["serenity", "reqwest", "hyper", "rustls", "tokio_tungstenite", "tungstenite", "h2", "tower"];
