//! Gateway sessions: who gets which event, what is kept for a replay, and how often a session may begin.
//!
//! A session outlives its socket. Events that come meanwhile wait in its log and are sent when it is resumed.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use crate::payload;
use crate::rules::Rules;
use crate::world::APPLICATION;

const GUILDS: u64 = 1 << 0;
const GUILD_MESSAGES: u64 = 1 << 9;
const DIRECT_MESSAGES: u64 = 1 << 12;
const MESSAGE_CONTENT: u64 = 1 << 15;
/// Members, presences, message content.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | MESSAGE_CONTENT;
/// All intents that exist: 0 to 16, 20, 21, 24 and 25.
const KNOWN: u64 = 0x1_FFFF | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;
/// The span in which identifies are counted against the concurrency.
const IDENTIFY_SPAN: Duration = Duration::from_secs(5);

/// What a socket is told to do.
#[derive(Debug)]
pub(crate) enum Out {
    /// Send a dispatched event; it may be a question's.
    Event { frame: String, question: Option<u64> },
    /// Send any other text.
    Text(String),
    /// Send a close frame, with a code or without, and end.
    Close(Option<u16>),
    /// End without a close frame.
    Cut,
    /// Acknowledge no more heartbeats.
    Hush,
}

/// Why a session does not begin.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The socket is closed with this code.
    Close(u16),
    /// Operation 9: to be tried again later.
    Invalid,
}

/// All sessions.
#[derive(Debug)]
pub(crate) struct Sessions {
    by_id: BTreeMap<String, Session>,
    begun: u64,
    recent: VecDeque<Duration>,
    pub(crate) identifies_left: u32,
}

#[derive(Debug)]
struct Session {
    intents: u64,
    seq: u64,
    log: VecDeque<Logged>,
    kept: usize,
    /// The number of the socket, and the way to it; absent between sockets.
    line: Option<(u64, UnboundedSender<Out>)>,
}

#[derive(Debug)]
struct Logged {
    seq: u64,
    frame: String,
    question: Option<u64>,
}

impl Sessions {
    pub(crate) fn new(rules: &Rules) -> Self {
        Self { by_id: BTreeMap::new(), begun: 0, recent: VecDeque::new(), identifies_left: rules.identifies }
    }

    /// Begins a session for an identify's data, and sends READY. The session's id.
    pub(crate) fn identify(
        &mut self,
        rules: &Rules,
        now: Duration,
        data: &Value,
        resume_url: &str,
        line: (u64, UnboundedSender<Out>),
    ) -> Result<String, Refusal> {
        let intents = admit(rules, data)?;
        if self.identifies_left == 0 {
            return Err(Refusal::Close(4004));
        }
        self.recent.retain(|&at| now < at + IDENTIFY_SPAN);
        if self.recent.len() >= rules.concurrency as usize {
            return Err(Refusal::Invalid);
        }
        self.recent.push_back(now);
        self.identifies_left -= 1;
        self.begun += 1;
        let id = format!("{:032x}", 0xd15c_0000_u64 + self.begun);
        let mut session = Session { intents, seq: 0, log: VecDeque::new(), kept: rules.replay, line: Some(line) };
        let shard = data.get("shard").cloned().unwrap_or(json!([0, 1]));
        session.send("READY", &payload::ready(&id, resume_url, &shard), None);
        if intents & GUILDS != 0 {
            session.send("GUILD_CREATE", &payload::guild(), None);
        }
        self.by_id.insert(id.clone(), session);
        Ok(id)
    }

    /// Continues a session: sends what came since, then RESUMED. The number of events sent again.
    pub(crate) fn resume(
        &mut self,
        rules: &Rules,
        data: &Value,
        line: (u64, UnboundedSender<Out>),
    ) -> Result<(String, usize), Refusal> {
        if !is_token(rules, data) {
            return Err(Refusal::Close(4004));
        }
        let id = data["session_id"].as_str().unwrap_or_default();
        let session = self.by_id.get_mut(id).ok_or(Refusal::Invalid)?;
        let seen = data["seq"].as_u64().ok_or(Refusal::Close(4007))?;
        if seen > session.seq {
            self.by_id.remove(id);
            return Err(Refusal::Close(4007));
        }
        if session.log.front().is_some_and(|oldest| oldest.seq > seen + 1) {
            // More came than is kept: Discord, too, gives such a session up.
            self.by_id.remove(id);
            return Err(Refusal::Invalid);
        }
        let mut replayed = 0;
        for event in session.log.iter().filter(|event| event.seq > seen || rules.replay_seen) {
            replayed += 1;
            let _ = line.1.send(Out::Event { frame: event.frame.clone(), question: event.question });
        }
        session.line = Some(line);
        session.send("RESUMED", &json!({"_trace": []}), None);
        Ok((id.to_owned(), replayed))
    }

    /// Sends an event to every session that asked for it, as far as that session may read it.
    pub(crate) fn dispatch(&mut self, name: &str, body: &Value, question: Option<u64>) {
        for session in self.by_id.values_mut() {
            if let Some(body) = readable(name, body, session.intents) {
                session.send(name, &body, question);
            }
        }
    }

    /// Tells every connected socket; how many there were.
    pub(crate) fn tell(&mut self, out: impl Fn() -> Out) -> usize {
        let lines = self.by_id.values().filter_map(|session| session.line.as_ref());
        lines.filter(|(_, line)| line.send(out()).is_ok()).count()
    }

    /// The socket of this number is gone; its session stays.
    pub(crate) fn detach(&mut self, socket: u64) {
        for session in self.by_id.values_mut() {
            session.line.take_if(|(number, _)| *number == socket);
        }
    }

    /// The session of this socket ends for good.
    pub(crate) fn end(&mut self, socket: u64) {
        self.by_id.retain(|_, session| session.line.as_ref().is_none_or(|(number, _)| *number != socket));
    }

    /// Ends every session, connected or not: no resume finds one.
    pub(crate) fn end_all(&mut self) {
        self.by_id.clear();
    }
}

impl Session {
    fn send(&mut self, name: &str, body: &Value, question: Option<u64>) {
        self.seq += 1;
        let frame = json!({"op": 0, "t": name, "s": self.seq, "d": body}).to_string();
        if let Some((_, line)) = &self.line {
            let _ = line.send(Out::Event { frame: frame.clone(), question });
        }
        if self.log.len() == self.kept {
            self.log.pop_front();
        }
        self.log.push_back(Logged { seq: self.seq, frame, question });
    }
}

/// Checks an identify's data; its intents.
fn admit(rules: &Rules, data: &Value) -> Result<u64, Refusal> {
    if let Some(code) = rules.refuse_identify {
        return Err(Refusal::Close(code));
    }
    if !is_token(rules, data) {
        return Err(Refusal::Close(4004));
    }
    let properties = ["os", "browser", "device"];
    if !properties.iter().all(|name| data["properties"][name].is_string()) {
        return Err(Refusal::Close(4002));
    }
    let shard = data.get("shard").map_or(Some((0, 1)), |shard| Some((shard[0].as_u64()?, shard[1].as_u64()?)));
    if shard.is_none_or(|(index, count)| index >= count) {
        return Err(Refusal::Close(4010));
    }
    match data["intents"].as_u64() {
        None => Err(Refusal::Close(4013)),
        Some(intents) if intents & !KNOWN != 0 => Err(Refusal::Close(4013)),
        Some(intents) if intents & PRIVILEGED & !rules.privileged_intents != 0 => Err(Refusal::Close(4014)),
        Some(intents) => Ok(intents),
    }
}

fn is_token(rules: &Rules, data: &Value) -> bool {
    data["token"].as_str().is_some_and(|token| token.strip_prefix("Bot ").unwrap_or(token) == rules.token)
}

/// The event as a session with these intents gets it; `None` if it does not.
fn readable(name: &str, body: &Value, intents: u64) -> Option<Value> {
    if !matches!(name, "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE") {
        return Some(body.clone());
    }
    let direct = body["guild_id"].is_null();
    let wanted = if direct { DIRECT_MESSAGES } else { GUILD_MESSAGES };
    if intents & wanted == 0 {
        return None;
    }
    let bot = APPLICATION.to_string();
    let mentioned = body["mentions"].as_array().is_some_and(|people| people.iter().any(|person| person["id"] == bot));
    let mut body = body.clone();
    if !(direct || mentioned || body["author"]["id"] == bot || intents & MESSAGE_CONTENT != 0) {
        body["content"] = json!("");
        for field in ["embeds", "attachments", "components"] {
            body[field] = json!([]);
        }
    }
    Some(body)
}
