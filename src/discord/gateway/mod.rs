//! The gateway: the one lasting connection over which Discord delivers events.
//!
//! serenity's own gateway client is not used. Measured against a double, it turns deaf at full load for up to a heartbeat
//! when a connection is closed without a code, starts a new session (and loses what came in between) where resuming would
//! have done, never uses the address that Discord gives for resuming, and takes close codes for passing that are final.
//! Here each of these is one line of a table in `session`. Events are still serenity's types.

mod connection;
mod frame;
mod session;

use std::net::SocketAddr;
use std::sync::Arc;

use rustls::ClientConfig;
use serde_json::value::RawValue;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{ApplicationId, UserId};
use tokio::sync::watch;
use tokio::time::{Duration, Instant, sleep};

use super::retry::jitter;
use crate::config::Token;
use connection::Connection;
use session::{Backoff, Ended, Identifies, Session};

pub use session::Fatal;

/// What the bot has to hear: messages that mention it in servers, and direct messages. Neither is privileged.
pub fn intents() -> GatewayIntents {
    GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES
}

/// Failed connections in a row to the address for resuming, after which the general one is tried in turn with it.
const TRUST_IN_RESUME_URL: u32 = 2;

/// How to connect.
pub struct Options {
    /// The bot's token.
    pub token: Token,
    /// The gateway's address, `wss://host`.
    pub url: String,
    /// What the bot has to hear.
    pub intents: GatewayIntents,
    /// What stands under its name.
    pub presence: String,
    /// Which addresses may be connected to.
    pub guard: Guard,
    /// What the name of Discord's API is resolved to, where that is not its real address.
    pub resolved: Option<SocketAddr>,
    /// What TLS believes, where that is more than the usual authorities.
    pub tls: Option<Arc<ClientConfig>>,
}

/// Which hosts may be connected to: any, unless every call goes to a proxy.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    /// Where this is set, only these hosts and this machine itself.
    pub only: Option<Vec<String>>,
}

/// What is handed on.
#[derive(Debug)]
pub enum Event {
    /// A session was started.
    Ready {
        /// The bot's own user.
        user: UserId,
        /// Its application.
        application: ApplicationId,
    },
    /// An interaction, to be decoded.
    Interaction(Box<RawValue>),
    /// A message, to be decoded.
    Message(Box<RawValue>),
}

/// Stays connected until `stop` turns true, or until Discord says that connecting is of no use. Events go to `events`
/// in order; it must not block.
pub async fn run(options: &Options, events: impl Fn(Event), stop: &mut watch::Receiver<bool>) -> Result<(), Fatal> {
    let mut session: Option<Session> = None;
    let mut identifies = Identifies::default();
    let mut backoff = Backoff::default();
    let mut unreached = 0;
    loop {
        if session.is_none() && stopped_while(identifies.pause(Instant::now()), stop).await {
            return Ok(());
        }
        let url = options.address(session.as_ref(), unreached);
        let is_new = session.is_none();
        let opened = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
            opened = Connection::open(&url, options, &mut session) => opened,
        };
        unreached = if opened.is_ok() { 0 } else { unreached + 1 };
        let (ended, held) = match opened {
            Ok(connection) => {
                if is_new {
                    identifies.count(Instant::now());
                }
                connection.live(&events, stop).await
            }
            Err(why) => (Ended::Interrupted(why), Duration::ZERO),
        };
        let why = match ended {
            Ended::Stopped => return Ok(()),
            Ended::Fatal(fatal) => return Err(fatal),
            Ended::Interrupted(why) => why,
            Ended::SessionOver(why) => {
                session = None;
                why
            }
        };
        let pause = backoff.pause(held, jitter());
        tracing::warn!(why, resume = session.is_some(), wait_ms = pause.as_millis() as u64, "connecting again");
        if stopped_while(pause, stop).await {
            return Ok(());
        }
    }
}

impl Options {
    /// Where to connect: where Discord said for a session that is resumed, unless that is not reached.
    fn address(&self, session: Option<&Session>, unreached: u32) -> String {
        let trusted = unreached < TRUST_IN_RESUME_URL || unreached % 2 == 1;
        let to_resume = session.and_then(|session| session.resume_url.as_deref()).filter(|_| trusted);
        to_resume.filter(|url| self.guard.allows(url)).unwrap_or(&self.url).to_owned()
    }
}

impl Guard {
    /// Whether `url` may be connected to.
    pub fn allows(&self, url: &str) -> bool {
        let Ok(url) = reqwest::Url::parse(url) else { return false };
        let (true, Some(host)) = (matches!(url.scheme(), "ws" | "wss"), url.host_str()) else { return false };
        match &self.only {
            None => true,
            Some(hosts) => is_this_machine(host) || hosts.iter().any(|allowed| allowed == host),
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// Waits; true if the bot is to stop.
async fn stopped_while(pause: Duration, stop: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => true,
        () = sleep(pause) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(only: Option<Vec<String>>) -> Options {
        Options {
            token: Token::new("t"),
            url: "ws://127.0.0.1:1".into(),
            intents: intents(),
            presence: String::new(),
            guard: Guard { only },
            resolved: None,
            tls: None,
        }
    }

    #[test]
    fn no_intent_is_privileged() {
        let privileged = GatewayIntents::privileged();
        assert!((intents() & privileged).is_empty());
    }

    #[test]
    fn behind_a_proxy_no_connection_leaves_for_another_host() {
        let check = |only: Option<&str>, url: &str, expect| {
            let guard = Guard { only: only.map(|host| vec![host.to_owned()]) };
            assert_eq!(guard.allows(url), expect, "{only:?} {url}");
        };
        check(None, "wss://gateway.discord.gg", true);
        check(None, "https://gateway.discord.gg", false);
        check(None, "nonsense", false);
        check(Some("proxy.example"), "wss://gateway.discord.gg", false);
        check(Some("proxy.example"), "ws://proxy.example:7", true);
        check(Some("proxy.example"), "ws://127.0.0.1:7", true);
        check(Some("proxy.example"), "ws://[::1]:7", true);
        check(Some("proxy.example"), "ws://127.0.0.1.evil.example", false);
    }

    #[test]
    fn a_session_is_resumed_where_discord_says_unless_that_is_not_reached_or_not_allowed() {
        let session = |url: &str| Session { id: "s".into(), resume_url: Some(url.into()), last: 1 };
        let free = options(None);
        let resumed = session("wss://resume.example");
        assert_eq!(free.address(None, 0), "ws://127.0.0.1:1");
        let tried: Vec<_> = (0..5).map(|unreached| free.address(Some(&resumed), unreached)).collect();
        let (resume, general) = ("wss://resume.example", "ws://127.0.0.1:1");
        assert_eq!(tried, [resume, resume, general, resume, general]);
        assert_eq!(options(Some(vec![])).address(Some(&resumed), 0), general);
    }
}
