//! The world as Discord keeps it: people, channels, messages, interactions, commands, and what the bot did to them.
//!
//! One lock guards it all; nothing in here waits. `Shared` adds the wake-up call for those who wait for a change.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::fault::Fault;
use crate::limits::Limits;
use crate::question::Question;
use crate::report::{Journal, Violation};
use crate::rules::Rules;
use crate::session::Sessions;

/// The bot's application and, as Discord makes them since 2017, its user.
pub(crate) const APPLICATION: u64 = 1_100_000_000_000_000_001;
/// The one server.
pub(crate) const GUILD: u64 = 1_100_000_000_000_000_002;

/// Somebody who talks to the bot, or the bot of somebody else.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) bot: bool,
}

/// Where people talk.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) kind: ChannelKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChannelKind {
    /// A text channel of the server.
    Text,
    /// A public thread in it.
    Thread,
    /// A direct message with the bot.
    Dm,
    /// A private channel between people, where the bot is only by a user's installation.
    Private,
    /// A channel of a server that has not installed the bot: it is there by a user's installation, too.
    Foreign,
}

impl ChannelKind {
    pub(crate) fn in_guild(self) -> bool {
        matches!(self, Self::Text | Self::Thread | Self::Foreign)
    }

    /// True where the bot is only by a user's installation: it sees no messages there, and may post none.
    pub(crate) fn by_user(self) -> bool {
        matches!(self, Self::Private | Self::Foreign)
    }
}

/// A message as Discord keeps it.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) channel: u64,
    pub(crate) body: Value,
    /// The interaction that it answers.
    pub(crate) interaction: Option<u64>,
}

/// Everything.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) rules: Rules,
    pub(crate) clock: Clock,
    pub(crate) people: BTreeMap<String, Person>,
    pub(crate) channels: BTreeMap<u64, Channel>,
    pub(crate) messages: HashMap<u64, Message>,
    pub(crate) questions: HashMap<u64, Question>,
    pub(crate) commands: Vec<Value>,
    pub(crate) nonces: HashMap<(u64, String), (u64, Duration)>,
    pub(crate) sessions: Sessions,
    pub(crate) limits: Limits,
    pub(crate) faults: Vec<Fault>,
    pub(crate) journal: Journal,
    /// True while the gateway takes no connection.
    pub(crate) gateway_down: bool,
}

impl World {
    pub(crate) fn new(rules: Rules) -> Self {
        Self {
            limits: Limits::new(&rules),
            sessions: Sessions::new(&rules),
            rules,
            clock: Clock::new(),
            people: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: HashMap::new(),
            questions: HashMap::new(),
            commands: Vec::new(),
            nonces: HashMap::new(),
            faults: Vec::new(),
            journal: Journal::default(),
            gateway_down: false,
        }
    }

    /// The person of this name, who comes into the world when first named.
    pub(crate) fn person(&mut self, name: &str, bot: bool) -> Person {
        let id = self.clock.next_id();
        self.people.entry(name.to_owned()).or_insert(Person { id, name: name.to_owned(), bot }).clone()
    }

    /// The channel of this name and kind, opened when first named.
    pub(crate) fn channel(&mut self, name: &str, kind: ChannelKind) -> Channel {
        if let Some(channel) = self.channels.values().find(|channel| channel.kind == kind && channel.name == name) {
            return channel.clone();
        }
        let channel = Channel { id: self.clock.next_id(), name: name.to_owned(), kind };
        self.channels.insert(channel.id, channel.clone());
        channel
    }

    /// Writes down that the bot broke a rule.
    pub(crate) fn violation(&mut self, rule: &'static str, what: impl Into<String>) {
        self.journal.violations.push(Violation { rule, what: what.into() });
    }

    /// The command of this name, as registered.
    pub(crate) fn command(&self, name: &str) -> Option<&Value> {
        self.commands.iter().find(|command| command["name"] == name)
    }

    /// The address that `GET /gateway` gives.
    pub(crate) fn gateway_url(&self, gateway: SocketAddr) -> String {
        self.rules.gateway_url.clone().unwrap_or_else(|| format!("ws://{gateway}"))
    }

    /// What `GET /gateway/bot` says about session starts.
    pub(crate) fn session_start_limit(&self) -> Value {
        json!({"total": 1000, "remaining": self.sessions.identifies_left, "reset_after": 86_400_000,
            "max_concurrency": self.rules.concurrency})
    }
}

/// The world, behind its lock, and the bell that rings when it changes.
#[derive(Debug)]
pub(crate) struct Shared {
    world: Mutex<World>,
    changed: Notify,
    pub(crate) rest: SocketAddr,
    pub(crate) gateway: SocketAddr,
    pub(crate) schema: Option<crate::schema::Description>,
}

impl Shared {
    pub(crate) fn new(world: World, rest: SocketAddr, gateway: SocketAddr) -> Self {
        let schema = crate::schema::Description::at(&world.rules.openapi);
        Self { world: Mutex::new(world), changed: Notify::new(), rest, gateway, schema }
    }

    /// Looks at the world. A test that panicked while looking leaves it usable for the report.
    pub(crate) fn look(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the world, then wakes all who wait.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let out = act(&mut self.look());
        self.changed.notify_waiters();
        out
    }

    /// Waits until `seen` finds what it looks for.
    ///
    /// # Panics
    /// If it does not come within the rules' patience; says `what` was waited for, and the last calls and violations.
    pub(crate) async fn wait<T>(&self, what: &str, mut seen: impl FnMut(&mut World) -> Option<T>) -> T {
        let patience = self.look().rules.patience;
        let search = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                // Registered before looking, so that a change between the look and the wait is not missed.
                changed.as_mut().enable();
                let found = seen(&mut self.look());
                match found {
                    Some(found) => return found,
                    None => changed.await,
                }
            }
        };
        match tokio::time::timeout(patience, search).await {
            Ok(found) => found,
            Err(_) => panic!("waited {patience:?} in vain for {what}\n{}", self.look().journal.tail()),
        }
    }
}
