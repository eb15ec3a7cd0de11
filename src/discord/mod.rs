//! The bot on Discord: the only place that names serenity.
//!
//! Events come over the [`gateway`], are answered from the [`Advisor`] by `interactions` and `messages`, are laid out by
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
mod recent;
mod render;
mod retry;
mod wording;

pub use life::{RunError, Service, list_commands, print_commands, register_commands, run, serve};

/// What a log filter has to end with, whatever else is in it: below these, the libraries write down whole requests and
/// events, with tokens and with what people wrote.
pub const SILENCED: [&str; 7] =
    ["serenity=off", "reqwest=off", "hyper=off", "hyper_util=off", "rustls=off", "tungstenite=off", "h2=off"];
