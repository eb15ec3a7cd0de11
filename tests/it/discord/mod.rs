//! The bot end to end: the real binary against the double of Discord, on every surface and through every fault.
//!
//! Each test ends with the double's report: what was delivered was answered, once, and no rule of Discord was broken.

mod address;
mod calls;
mod commands;
mod connection;
mod extreme;
mod life;
mod manners;
mod readme;
mod surfaces;

use discord_double::{Bot, BotCommand, Double, Rules};

/// A question that the shipped pack answers.
const QUESTION: &str = "Node or Python for a chat app?";

/// `stackchoice serve` against this double, not yet started, without limits on users and channels.
fn serve(discord: &Double) -> BotCommand {
    program(discord).arg("serve")
}

/// `stackchoice` against this double, without a command.
fn program(discord: &Double) -> BotCommand {
    discord
        .bot(env!("CARGO_BIN_EXE_stackchoice"))
        .folder(env!("CARGO_MANIFEST_DIR"))
        .env("STACKCHOICE_INDEX", concat!(env!("CARGO_TARGET_TMPDIR"), "/discord-index"))
        .env("DISCORD_USER_LIMIT", "0")
        .env("DISCORD_CHANNEL_LIMIT", "0")
}

/// A double by these rules and the bot, connected.
async fn started(rules: Rules) -> (Double, Bot) {
    let discord = Double::with(rules).await;
    let bot = serve(&discord).start().await;
    (discord, bot)
}

/// Ends the bot in peace. By then it has done all that it ever will, so that silence is proven.
async fn ended(bot: Bot) {
    let exit = bot.stop().await;
    assert_eq!(exit.code, Some(0), "{}", exit.log);
}
