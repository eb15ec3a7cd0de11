//! What goes over the gateway's socket, as JSON (events/gateway-events.mdx).
//!
//! A frame is read only as far as it is needed: an event that the bot does not act on is never decoded, and one that
//! cannot be decoded costs that event and nothing else.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::config::Token;

/// A frame from Discord.
#[derive(Debug, Deserialize)]
pub struct Frame<'a> {
    /// What it is.
    pub op: u8,
    /// The number of a dispatched event.
    #[serde(default)]
    pub s: Option<u64>,
    /// The name of a dispatched event.
    #[serde(default)]
    pub t: Option<&'a str>,
    /// The content.
    #[serde(borrow, default)]
    pub d: Option<&'a RawValue>,
}

/// The content of a hello.
#[derive(Debug, Deserialize)]
pub struct Hello {
    /// Milliseconds between two heartbeats.
    pub heartbeat_interval: u64,
}

/// The content of READY that matters here.
#[derive(Debug, Deserialize)]
pub struct Ready {
    /// The bot's own user.
    pub user: Named,
    /// The application.
    pub application: Identified,
    /// The session's id.
    pub session_id: String,
    /// Where to resume.
    #[serde(default)]
    pub resume_gateway_url: Option<String>,
}

/// A user with a name.
#[derive(Debug, Deserialize)]
pub struct Named {
    /// The user.
    pub id: serenity::model::id::UserId,
    /// Its name.
    #[serde(default)]
    pub username: String,
}

/// An application, by its id alone.
#[derive(Debug, Deserialize)]
pub struct Identified {
    /// The id.
    pub id: serenity::model::id::ApplicationId,
}

/// The kinds of frames (topics/opcodes-and-status-codes.mdx).
pub mod op {
    /// An event.
    pub const DISPATCH: u8 = 0;
    /// A heartbeat, or Discord asking for one.
    pub const HEARTBEAT: u8 = 1;
    /// The start of a session.
    pub const IDENTIFY: u8 = 2;
    /// The resumption of one.
    pub const RESUME: u8 = 6;
    /// Discord asks to connect anew.
    pub const RECONNECT: u8 = 7;
    /// The session is not valid (any more).
    pub const INVALID_SESSION: u8 = 9;
    /// The first frame of a connection.
    pub const HELLO: u8 = 10;
    /// A heartbeat was received.
    pub const HEARTBEAT_ACK: u8 = 11;
}

/// A heartbeat, with the number of the last event.
pub fn heartbeat(last: Option<u64>) -> Value {
    json!({ "op": op::HEARTBEAT, "d": last })
}

/// The start of a session. `presence` is what stands under the bot's name.
pub fn identify(token: &Token, intents: u64, presence: &str) -> Value {
    // A custom status (type 4) shows its `state`; the name is required and not shown.
    let activity = json!({ "name": "status", "type": 4, "state": presence });
    let activities = if presence.is_empty() { json!([]) } else { json!([activity]) };
    json!({ "op": op::IDENTIFY, "d": {
        "token": token.expose(),
        "intents": intents,
        "compress": false,
        "properties": { "os": std::env::consts::OS, "browser": "stackchoice", "device": "stackchoice" },
        "presence": { "since": null, "activities": activities, "status": "online", "afk": false },
    }})
}

/// The resumption of a session after the event with the number `last`.
pub fn resume(token: &Token, session: &str, last: u64) -> Value {
    json!({ "op": op::RESUME, "d": { "token": token.expose(), "session_id": session, "seq": last } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_read_without_its_content() {
        let frame: Frame = serde_json::from_str(r#"{"op":0,"s":7,"t":"X","d":{"a":[1]},"more":1}"#).unwrap();
        assert_eq!((frame.op, frame.s, frame.t, frame.d.unwrap().get()), (0, Some(7), Some("X"), r#"{"a":[1]}"#));
        let frame: Frame = serde_json::from_str(r#"{"op":11}"#).unwrap();
        assert_eq!((frame.op, frame.s, frame.t, frame.d.is_none()), (11, None, None, true));
        for broken in ["", "{}", "[]", r#"{"op":-1}"#, r#"{"op":"0"}"#, r#"{"op":0,"s":"x"}"#] {
            assert!(serde_json::from_str::<Frame>(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn no_presence_is_no_activity() {
        let token = Token::new("secret");
        assert_eq!(identify(&token, 1, "")["d"]["presence"]["activities"], json!([]));
        assert_eq!(identify(&token, 1, "hi")["d"]["presence"]["activities"][0]["state"], "hi");
    }
}
