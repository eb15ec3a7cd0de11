//! What this Discord allows: the figures that a test may turn, each with Discord's own as its default.
//!
//! Fixed limits (2000 characters of content and so on) are no settings: they stand in `checks`.

use std::path::PathBuf;
use std::time::Duration;

/// The settings of a [`Double`](crate::Double); `Rules::default()` is Discord as it is.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The bot's token. Gateway and REST refuse any other.
    pub token: String,
    /// How long an interaction waits for its first response: 3 s.
    pub first_response: Duration,
    /// A response that comes again to the letter after this long is a retry of a call that seemed lost, and no second
    /// answer: 1.5 s, half of what there is.
    pub retry_after: Duration,
    /// How long an interaction's token serves edits and follow-ups: 15 min, on the double's clock.
    pub token_life: Duration,
    /// How long a nonce is remembered: Discord says "a few minutes", here 5 min, on the double's clock.
    pub nonce_life: Duration,
    /// The gateway's heartbeat interval: 41.25 s.
    pub heartbeat: Duration,
    /// What `GET /gateway` and READY say instead of the double's own address.
    pub gateway_url: Option<String>,
    /// Session starts left: 1,000 a day.
    pub identifies: u32,
    /// Identifies allowed within 5 s: 1.
    pub concurrency: u32,
    /// Closes every identify with this code.
    pub refuse_identify: Option<u16>,
    /// Privileged intents that the application was granted: none.
    pub privileged_intents: u64,
    /// Calls a second over all routes but those of interactions: 50.
    pub global_limit: u32,
    /// Messages that a channel takes within 5 s: 5.
    pub message_limit: u32,
    /// How many dispatched events a session keeps for a replay.
    pub replay: usize,
    /// Replays everything that the session keeps, seen or not: Discord may deliver an event several times.
    pub replay_seen: bool,
    /// Discord's description of its HTTP API, that every body is held against; not used where the file is not there.
    pub openapi: PathBuf,
    /// How long a test waits for anything before it fails.
    pub patience: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            token: "MTA1.fake-token.of-the-double".to_owned(),
            first_response: Duration::from_secs(3),
            retry_after: Duration::from_millis(1500),
            token_life: Duration::from_secs(15 * 60),
            nonce_life: Duration::from_secs(5 * 60),
            heartbeat: Duration::from_millis(41_250),
            gateway_url: None,
            identifies: 1_000,
            concurrency: 1,
            refuse_identify: None,
            privileged_intents: 0,
            global_limit: 50,
            message_limit: 5,
            replay: 10_000,
            replay_seen: false,
            openapi: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared/discord/openapi.json")),
            patience: Duration::from_secs(30),
        }
    }
}
