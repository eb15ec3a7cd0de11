//! The double itself: started by a test, played with, asked for its report, and strict when it is dropped.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::AbortHandle;

use crate::fault::Fault;
use crate::front::Front;
use crate::people::User;
use crate::process::BotCommand;
use crate::report::{Call, Life, Report, Violation};
use crate::route::Endpoint;
use crate::rules::Rules;
use crate::session::Out;
use crate::world::{APPLICATION, ChannelKind, Shared, World};
use crate::{gateway, rest};

/// A Discord of one's own. Dropping it ends it, and fails the test if a rule was broken.
#[derive(Debug)]
pub struct Double {
    pub(crate) shared: Arc<Shared>,
    tasks: [AbortHandle; 2],
}

impl Double {
    /// Starts one with Discord's own figures.
    pub async fn start() -> Self {
        Self::with(Rules::default()).await
    }

    /// Starts one with other figures.
    pub async fn with(rules: Rules) -> Self {
        let (rest_listener, rest_address) = rest::bind().await;
        let (gateway_listener, gateway_address) = rest::bind().await;
        let shared = Arc::new(Shared::new(World::new(rules), rest_address, gateway_address));
        let calls = tokio::spawn(rest::listen(rest_listener, Arc::clone(&shared)));
        let sockets = tokio::spawn(gateway::listen(gateway_listener, Arc::clone(&shared)));
        Self { shared, tasks: [calls.abort_handle(), sockets.abort_handle()] }
    }

    /// The address for REST calls: `http://127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        format!("http://{}", self.shared.rest)
    }

    /// The gateway's address: `ws://127.0.0.1:PORT`.
    pub fn gateway_address(&self) -> String {
        format!("ws://{}", self.shared.gateway)
    }

    /// Opens a TLS front before REST and gateway, with a certificate for `name` that only it has.
    pub async fn front(&self, name: &str) -> Front {
        Front::open(name, false, self.shared.rest, self.shared.gateway).await
    }

    /// The same with a certificate that is marked as an authority's, as `openssl req -x509` makes it.
    pub async fn front_of_authority(&self, name: &str) -> Front {
        Front::open(name, true, self.shared.rest, self.shared.gateway).await
    }

    /// The bot's token.
    pub fn token(&self) -> String {
        self.shared.look().rules.token.clone()
    }

    /// The application's id.
    pub fn application(&self) -> u64 {
        APPLICATION
    }

    /// A bot to be run as a process of its own.
    pub fn bot(&self, program: &str) -> BotCommand {
        BotCommand::new(Arc::clone(&self.shared), program)
    }

    /// A person, in the channel `general` until moved.
    pub fn user(&self, name: &str) -> User {
        User::new(Arc::clone(&self.shared), name, false)
    }

    /// The bot of somebody else, in the channel `general` until moved.
    pub fn robot(&self, name: &str) -> User {
        User::new(Arc::clone(&self.shared), name, true)
    }

    /// Changes the rules while the double runs.
    pub fn rules(&self, change: impl FnOnce(&mut Rules)) {
        self.shared.change(|world| change(&mut world.rules));
    }

    /// Lets the next calls fail.
    pub fn fault(&self, fault: Fault) {
        self.shared.change(|world| world.faults.push(fault));
    }

    /// Lets calls succeed again.
    pub fn forget_faults(&self) {
        self.shared.change(|world| world.faults.clear());
    }

    /// Pushes the double's clock forward: tokens age, nonces are forgotten.
    pub fn advance(&self, by: Duration) {
        self.shared.change(|world| world.clock.advance(by));
    }

    /// Ends all sockets without a close frame; sessions live on.
    pub fn cut(&self) {
        self.tell(|| Out::Cut);
    }

    /// Closes all sockets with this code, or with an empty close frame.
    pub fn close(&self, code: Option<u16>) {
        self.tell(|| Out::Close(code));
    }

    /// Asks for a reconnect: operation 7.
    pub fn ask_reconnect(&self) {
        self.tell(|| Out::Text(json!({"op": 7, "s": null, "t": null, "d": null}).to_string()));
    }

    /// Invalidates the session: operation 9, resumable or not.
    pub fn invalidate(&self, resumable: bool) {
        self.tell(|| Out::Text(json!({"op": 9, "s": null, "t": null, "d": resumable}).to_string()));
        if !resumable {
            self.shared.change(|world| world.sessions.end_all());
        }
    }

    /// Acknowledges no more heartbeats on the present sockets.
    pub fn hush(&self) {
        self.tell(|| Out::Hush);
    }

    /// Asks for a heartbeat at once: operation 1.
    pub fn ask_heartbeat(&self) {
        self.tell(|| Out::Text(json!({"op": 1, "s": null, "t": null, "d": null}).to_string()));
    }

    /// Sends any text, as a frame of its own.
    pub fn send_raw(&self, text: &str) {
        self.tell(|| Out::Text(text.to_owned()));
    }

    /// Dispatches any event.
    pub fn event(&self, name: &str, data: &Value) {
        self.shared.change(|world| world.sessions.dispatch(name, data, None));
    }

    /// Takes gateway connections, or drops them at once.
    pub fn gateway_up(&self, up: bool) {
        self.shared.change(|world| world.gateway_down = !up);
    }

    /// Forgets every session: no resume finds one.
    pub fn forget_sessions(&self) {
        self.shared.change(|world| world.sessions.end_all());
    }

    /// Waits until so many things of a kind happened on the gateway since the start.
    pub async fn lived(&self, what: &str, times: usize, kind: impl Fn(&Life) -> bool) {
        let count = |world: &mut World| world.journal.life.iter().filter(|life| kind(life)).count() >= times;
        self.shared.wait(what, |world| count(world).then_some(())).await;
    }

    /// Waits until the bot has begun so many sessions since the double's start.
    pub async fn identified(&self, times: usize) {
        self.lived(&format!("session {times}"), times, |life| *life == Life::Identified).await;
    }

    /// Waits until the bot has resumed so many times since the double's start.
    pub async fn resumed(&self, times: usize) {
        self.lived(&format!("resume {times}"), times, |life| matches!(life, Life::Resumed { .. })).await;
    }

    /// Waits until so many heartbeats came since the double's start.
    pub async fn beaten(&self, times: usize) {
        let seen = |world: &mut World| (world.journal.heartbeats >= times).then_some(());
        self.shared.wait(&format!("heartbeat {times}"), seen).await;
    }

    /// Waits until every question that wants an answer has one.
    pub async fn settled(&self) {
        let open = |world: &mut World| world.questions.values().any(|one| one.expected && one.answered.is_none());
        self.shared.wait("all answers", |world| (!open(world)).then_some(())).await;
    }

    /// Waits until so many calls to a route were made since the double's start.
    pub async fn called(&self, endpoint: Endpoint, times: usize) {
        let count = |world: &mut World| {
            world.journal.calls.iter().filter(|call| call.endpoint == Some(endpoint)).count() >= times
        };
        self.shared.wait(&format!("call {times} of {endpoint:?}"), |world| count(world).then_some(())).await;
    }

    /// The calls to a route, oldest first.
    pub fn calls(&self, endpoint: Endpoint) -> Vec<Call> {
        let world = self.shared.look();
        world.journal.calls.iter().filter(|call| call.endpoint == Some(endpoint)).cloned().collect()
    }

    /// What the bot said of itself when it last began a session: intents, presence, properties.
    pub fn identify(&self) -> Value {
        self.shared.look().journal.identify.clone()
    }

    /// The commands as registered.
    pub fn commands(&self) -> Vec<Value> {
        self.shared.look().commands.clone()
    }

    /// The bot's messages in the channel of this name, oldest first.
    pub fn messages(&self, channel: &str) -> Vec<Value> {
        let world = self.shared.look();
        let places: Vec<_> = world.channels.values().filter(|one| one.name == channel).map(|one| one.id).collect();
        let own = APPLICATION.to_string();
        let mut messages: Vec<_> = world
            .messages
            .iter()
            .filter(|(_, message)| places.contains(&message.channel) && message.body["author"]["id"] == own)
            .map(|(&id, message)| (id, message.body.clone()))
            .collect();
        messages.sort_by_key(|(id, _)| *id);
        messages.into_iter().map(|(_, body)| body).collect()
    }

    /// Every interaction's token so far: secrets that belong in no log.
    pub fn interaction_tokens(&self) -> Vec<String> {
        let world = self.shared.look();
        world.questions.values().filter_map(|one| one.interaction.as_ref()).map(|one| one.token.clone()).collect()
    }

    /// The sums so far.
    pub fn report(&self) -> Report {
        Report::of(&self.shared.look())
    }

    /// Takes the broken rules so far, so that they do not fail the test: for tests that break them on purpose.
    pub fn take_violations(&self) -> Vec<Violation> {
        self.shared.change(|world| std::mem::take(&mut world.journal.violations))
    }

    /// Forgets questions, messages and calls: for runs so long that the double itself would grow.
    pub fn forget(&self) {
        self.shared.change(|world| {
            world.questions.clear();
            world.messages.clear();
            world.journal.calls.clear();
            world.channels.retain(|_, channel| channel.kind == ChannelKind::Text);
        });
    }

    fn tell(&self, out: impl Fn() -> Out) {
        let told = self.shared.change(|world| world.sessions.tell(out));
        assert!(told > 0, "no session is connected\n{}", self.shared.look().journal.tail());
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
        let world = self.shared.look();
        if !world.journal.violations.is_empty() && !std::thread::panicking() {
            let tail = world.journal.tail();
            drop(world);
            panic!("the bot broke Discord's rules\n{tail}");
        }
    }
}
