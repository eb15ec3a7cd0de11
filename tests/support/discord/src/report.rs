//! What the bot did, written down: every call, every broken rule, every end of a connection, and the sums of it.

use std::collections::VecDeque;
use std::fmt::Write;
use std::time::Duration;

use axum::http::Method;
use serde_json::Value;

use crate::route::Endpoint;
use crate::world::World;

/// How many calls and events the journal keeps.
const KEPT: usize = 20_000;

/// A rule that the bot broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule's short name.
    pub rule: &'static str,
    /// What was done.
    pub what: String,
}

/// A REST call.
#[derive(Debug, Clone)]
pub struct Call {
    /// The route; absent if there is none.
    pub endpoint: Option<Endpoint>,
    /// The method.
    pub method: Method,
    /// The host that the call was made to.
    pub host: String,
    /// The path, without `/api/v10`.
    pub path: String,
    /// The body; null if there was none.
    pub body: Value,
    /// The status it got; 0 if the call was left hanging.
    pub status: u16,
}

/// What happened on the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Life {
    /// A socket was opened.
    Connected,
    /// A new session began.
    Identified,
    /// A session went on.
    Resumed {
        /// Events that were sent again.
        replayed: usize,
    },
    /// A resume was refused.
    ResumeRefused,
    /// The bot closed its socket, with this code if with any.
    Closed(Option<u16>),
    /// The bot's socket ended without a close frame.
    Dropped,
}

/// The sums, at one moment.
#[derive(Debug, Clone)]
pub struct Report {
    /// Questions whose event was written to a socket, among those that want an answer.
    pub delivered: usize,
    /// Those of them that were answered.
    pub answered: usize,
    /// Those of them that were not.
    pub lost: usize,
    /// Questions answered, or attempted, twice.
    pub doubled: usize,
    /// Answers where the bot should have been silent.
    pub unbidden: usize,
    /// Questions whose event was delivered more than once.
    pub repeated: usize,
    /// Calls answered with 401, 403 or 429: Discord bans an address for 10,000 of them in 10 min.
    pub invalid_calls: usize,
    /// Time from an event's delivery to its answer, shortest first.
    pub latencies: Vec<Duration>,
    /// What happened on the gateway, in order.
    pub life: Vec<Life>,
    /// Rules that the bot broke.
    pub violations: Vec<Violation>,
}

impl Report {
    pub(crate) fn of(world: &World) -> Self {
        let questions = || world.questions.values();
        let delivered = || questions().filter(|question| question.expected && question.delivered > 0);
        let mut latencies: Vec<_> = questions().filter_map(|question| question.latency()).collect();
        latencies.sort_unstable();
        Self {
            delivered: delivered().count(),
            answered: delivered().filter(|question| question.answered.is_some()).count(),
            lost: delivered().filter(|question| question.answered.is_none()).count(),
            doubled: questions().filter(|question| question.is_doubled()).count(),
            unbidden: world.journal.stray + questions().filter(|one| !one.expected && one.answered.is_some()).count(),
            repeated: questions().filter(|question| question.delivered > 1).count(),
            invalid_calls: world.journal.invalid_calls,
            latencies,
            life: world.journal.life.clone(),
            violations: world.journal.violations.clone(),
        }
    }

    /// Everything delivered was answered once, and no rule was broken.
    ///
    /// # Panics
    /// If not.
    #[track_caller]
    pub fn assert_clean(&self) {
        let sums = (self.lost, self.doubled, self.unbidden);
        assert!(sums == (0, 0, 0) && self.violations.is_empty(), "lost, doubled, unbidden: {sums:?}\n{self:#?}");
    }

    /// The latency that this share of the answers (0 to 1) did not exceed.
    pub fn percentile(&self, share: f64) -> Duration {
        let last = self.latencies.len().saturating_sub(1);
        self.latencies.get((last as f64 * share).round() as usize).copied().unwrap_or_default()
    }
}

/// The record of a run.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    pub(crate) calls: VecDeque<Call>,
    pub(crate) life: Vec<Life>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) invalid_calls: usize,
    /// The last identify's data, without the token.
    pub(crate) identify: Value,
    /// Heartbeats taken in time.
    pub(crate) heartbeats: usize,
    /// Messages of the bot that answer nothing.
    pub(crate) stray: usize,
}

impl Journal {
    pub(crate) fn note(&mut self, call: Call) {
        if matches!(call.status, 401 | 403 | 429) {
            self.invalid_calls += 1;
        }
        if self.calls.len() == KEPT {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    /// The last of everything, for a test's failure.
    pub(crate) fn tail(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "gateway: {:?}", self.life);
        for call in self.calls.iter().rev().take(12).rev() {
            let body = call.body.to_string().chars().take(600).collect::<String>();
            let _ = writeln!(out, "{} {} {} {body}", call.method, call.path, call.status);
        }
        for violation in &self.violations {
            let _ = writeln!(out, "violation of {}: {}", violation.rule, violation.what);
        }
        out
    }
}
