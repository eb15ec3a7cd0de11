//! Rate limits: a bucket per route and channel, fifty calls a second over all, and the headers that tell of both.
//!
//! A refused call is remembered: the same call made again before its time breaks the rules.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use serde_json::{Value, json};

use crate::route::{Endpoint, Route};
use crate::rules::Rules;

/// A clock tick's worth of grace for a call that was made when its time was almost come.
const GRACE: Duration = Duration::from_millis(20);

/// The state of all limits.
#[derive(Debug)]
pub(crate) struct Limits {
    global_limit: u32,
    message_limit: u32,
    global: Window,
    global_lock: Duration,
    buckets: HashMap<(Endpoint, u64), Window>,
    refused: HashMap<u64, Duration>,
}

/// Calls counted in a span of time that began at `since`.
#[derive(Debug, Default, Clone, Copy)]
struct Window {
    since: Duration,
    used: u32,
}

/// What the limits say to a call.
#[derive(Debug)]
pub(crate) struct Ruling {
    /// Headers of the response.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body of a 429, if the call is refused.
    pub(crate) refusal: Option<Value>,
}

impl Limits {
    pub(crate) fn new(rules: &Rules) -> Self {
        Self {
            global_limit: rules.global_limit,
            message_limit: rules.message_limit,
            global: Window::default(),
            global_lock: Duration::ZERO,
            buckets: HashMap::new(),
            refused: HashMap::new(),
        }
    }

    /// Counts a call and says whether it may pass.
    pub(crate) fn rule(&mut self, route: &Route, now: Duration) -> Ruling {
        if !route.endpoint.is_interaction()
            && let Some(wait) = self.global_wait(now)
        {
            return refuse(wait, true, Vec::new());
        }
        let (limit, span) = match route.endpoint {
            Endpoint::Messages => (self.message_limit, Duration::from_secs(5)),
            _ => (100, Duration::from_secs(1)),
        };
        let bucket = self.buckets.entry((route.endpoint, route.id(0))).or_default();
        let wait = bucket.take(limit, span, now);
        let reset = (bucket.since + span).saturating_sub(now);
        let headers = vec![
            ("x-ratelimit-limit", limit.to_string()),
            ("x-ratelimit-remaining", limit.saturating_sub(bucket.used).to_string()),
            ("x-ratelimit-reset-after", seconds(reset)),
            ("x-ratelimit-reset", seconds(unix() + reset)),
            ("x-ratelimit-bucket", format!("{:?}", route.endpoint).to_lowercase()),
        ];
        match wait {
            Some(wait) => refuse(wait, false, headers),
            None => Ruling { headers, refusal: None },
        }
    }

    /// Refuses every call that is not an interaction's until then.
    pub(crate) fn lock_globally(&mut self, until: Duration) {
        self.global_lock = until;
    }

    /// Remembers that this call was refused until then.
    pub(crate) fn remember(&mut self, call: (&str, &Value), until: Duration) {
        self.refused.insert(key(call), until);
    }

    /// True if this very call was refused and has come again too early.
    pub(crate) fn is_early(&mut self, call: (&str, &Value), now: Duration) -> bool {
        // Most runs see no refusal: nothing is hashed then.
        !self.refused.is_empty() && self.refused.remove(&key(call)).is_some_and(|until| now + GRACE < until)
    }

    fn global_wait(&mut self, now: Duration) -> Option<Duration> {
        if now < self.global_lock {
            return Some(self.global_lock - now);
        }
        self.global.take(self.global_limit, Duration::from_secs(1), now)
    }
}

impl Window {
    /// Counts one; how long to wait if it is one too many.
    fn take(&mut self, limit: u32, span: Duration, now: Duration) -> Option<Duration> {
        if now >= self.since + span {
            *self = Self { since: now, used: 0 };
        }
        if self.used >= limit {
            return Some(self.since + span - now);
        }
        self.used += 1;
        None
    }
}

/// The refusal of a call: 429 with the time to wait, in headers and body.
pub(crate) fn refuse(wait: Duration, global: bool, mut headers: Vec<(&'static str, String)>) -> Ruling {
    // Whole seconds in the header, rounded up, and the fraction in the body, as Discord does.
    headers.push(("retry-after", (wait.as_millis().div_ceil(1_000)).to_string()));
    headers.push(("x-ratelimit-scope", if global { "global" } else { "user" }.to_owned()));
    if global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    let body = json!({"message": "You are being rate limited.", "retry_after": wait.as_secs_f64(), "global": global});
    Ruling { headers, refusal: Some(body) }
}

fn key((path, body): (&str, &Value)) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    body.to_string().hash(&mut hasher);
    hasher.finish()
}

fn seconds(span: Duration) -> String {
    format!("{:.3}", span.as_secs_f64())
}

fn unix() -> Duration {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default()
}
