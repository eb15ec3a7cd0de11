//! A double of Discord: REST and gateway, version 10, on the loopback interface, with Discord's rules enforced.
//!
//! A bot under test is pointed at it and cannot tell the difference; a test plays the people (`discord.user("ann")`), the
//! bad days (`discord.cut()`, `discord.fault(...)`), and reads what came of it (`discord.report()`). A rule that the bot
//! breaks, or a call that no bot of this kind makes, fails the test when the double is dropped.
//!
//! Without the feature `wire` the crate is empty, so that tests of the core build without tokio.
#![cfg(feature = "wire")]

mod asked;
mod checks;
mod clock;
mod commands;
mod double;
mod fault;
mod front;
mod gateway;
mod interactions;
mod limits;
mod messages;
mod payload;
mod people;
mod process;
mod question;
mod report;
mod rest;
mod route;
mod rules;
mod schema;
mod session;
mod socket;
mod world;

pub use asked::{Asked, Embed, Reply};
pub use double::Double;
pub use fault::Fault;
pub use front::Front;
pub use people::User;
pub use process::{Bot, BotCommand, Exit};
pub use report::{Call, Life, Report, Violation};
pub use route::Endpoint;
pub use rules::Rules;
pub use socket::{Frame, Socket};
