//! What follows when a connection to the gateway ends: resume, a new session, or the end.
//!
//! Pure decisions, so that each is a row in a table of tests: which close codes end the bot, how long to wait, and how to
//! stay far from the number of sessions that Discord allows in a day.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// What a session is resumed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// Where it is resumed.
    pub resume_url: Option<String>,
    /// The number of the last event that was taken.
    pub last: u64,
}

/// A close code after which the bot must not connect again (topics/opcodes-and-status-codes.mdx).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fatal {
    /// 4004: the token is not valid.
    Token,
    /// 4013, 4014: an intent is not valid or not allowed.
    Intents,
    /// 4011: the bot is in more servers than one connection may serve.
    TooManyServers,
    /// 4010, 4012: the connection asked for something that Discord does not know.
    Protocol(u16),
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The operator stops the bot.
    Stopped,
    /// The session can go on over a new connection.
    Interrupted(&'static str),
    /// The session is over; a new one can be started.
    SessionOver(&'static str),
    /// Connecting again is of no use.
    Fatal(Fatal),
}

/// How a connection that was closed with `code` ended; a close frame may hold none.
pub fn after_close(code: Option<u16>) -> Ended {
    match code {
        Some(4004) => Ended::Fatal(Fatal::Token),
        Some(4013 | 4014) => Ended::Fatal(Fatal::Intents),
        Some(4011) => Ended::Fatal(Fatal::TooManyServers),
        Some(code @ (4010 | 4012)) => Ended::Fatal(Fatal::Protocol(code)),
        Some(4007 | 4009) => Ended::SessionOver("closed by Discord, the session is over"),
        Some(_) => Ended::Interrupted("closed by Discord"),
        None => Ended::Interrupted("closed by Discord without a reason"),
    }
}

/// A connection that held at least this long was a good one: the next failure is the first again.
const HELD: Duration = Duration::from_secs(10);

/// The pause before the second new connection in a row; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The longest pause between two connections.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The pauses between connections: none after a good one, then longer and longer.
#[derive(Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// How long to wait before the next connection, after one that held for `held`. `jitter` is in 0..1.
    pub fn pause(&mut self, held: Duration, jitter: f64) -> Duration {
        self.failures = if held >= HELD { 0 } else { self.failures + 1 };
        match self.failures {
            0 | 1 => Duration::ZERO,
            n => LONGEST_PAUSE.min(FIRST_PAUSE * 2u32.pow(n.min(10) - 2)).mul_f64(0.5 + jitter / 2.0),
        }
    }
}

/// Between two identifies on one connection slot lie 5 s at Discord's end (events/gateway.mdx, `max_concurrency`). The rest
/// is for a first that took longer on its way than the second.
const BETWEEN_IDENTIFIES: Duration = Duration::from_millis(5500);

/// With more identifies than this in an hour, they are spread.
const MANY_IDENTIFIES: usize = 15;

/// Spread so, 15 + 22 an hour stay under the 1,000 a day after which Discord resets the token.
const BETWEEN_MANY: Duration = Duration::from_secs(160);

/// Our own count of sessions started.
#[derive(Debug, Default)]
pub struct Identifies {
    /// When they were started in the last hour, oldest first.
    recent: VecDeque<Instant>,
}

impl Identifies {
    /// How long to wait before another.
    pub fn pause(&mut self, now: Instant) -> Duration {
        let hour = Duration::from_secs(3600);
        while self.recent.front().is_some_and(|at| now.duration_since(*at) > hour) {
            self.recent.pop_front();
        }
        let between = if self.recent.len() < MANY_IDENTIFIES { BETWEEN_IDENTIFIES } else { BETWEEN_MANY };
        self.recent.back().map_or(Duration::ZERO, |last| between.saturating_sub(now.duration_since(*last)))
    }

    /// Counts one.
    pub fn count(&mut self, now: Instant) {
        self.recent.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_code_decides_what_follows() {
        let is_interrupted = |code| matches!(after_close(code), Ended::Interrupted(_));
        for code in [1000, 1001, 1006, 4000, 4001, 4002, 4003, 4005, 4008, 4999] {
            assert!(is_interrupted(Some(code)), "{code}");
        }
        assert!(is_interrupted(None));
        for code in [4007, 4009] {
            assert!(matches!(after_close(Some(code)), Ended::SessionOver(_)), "{code}");
        }
        let fatal = [4004, 4010, 4011, 4012, 4013, 4014].map(|code| after_close(Some(code)));
        let expect = [
            Fatal::Token,
            Fatal::Protocol(4010),
            Fatal::TooManyServers,
            Fatal::Protocol(4012),
            Fatal::Intents,
            Fatal::Intents,
        ];
        assert_eq!(fatal, expect.map(Ended::Fatal));
    }

    #[test]
    fn the_first_new_connection_is_made_at_once_and_further_ones_ever_later() {
        let mut backoff = Backoff::default();
        let mut pause = |held| backoff.pause(Duration::from_secs(held), 1.0).as_millis();
        assert_eq!([pause(0), pause(0), pause(0), pause(0)], [0, 250, 500, 1000]);
        let longest = (0..20).map(|_| pause(0)).max();
        assert_eq!(longest, Some(30_000));
        assert_eq!(pause(60), 0);
        assert_eq!([pause(0), pause(1)], [0, 250]);
    }

    #[tokio::test(start_paused = true)]
    async fn sessions_are_started_seconds_apart_and_never_a_thousand_a_day() {
        let mut identifies = Identifies::default();
        assert_eq!(identifies.pause(Instant::now()), Duration::ZERO);
        identifies.count(Instant::now());
        assert_eq!(identifies.pause(Instant::now()), BETWEEN_IDENTIFIES);
        let start = Instant::now();
        let mut started = 0;
        while start.elapsed() < Duration::from_secs(86_400) {
            tokio::time::advance(identifies.pause(Instant::now())).await;
            identifies.count(Instant::now());
            started += 1;
        }
        assert!(started < 1000, "{started}");
    }
}
