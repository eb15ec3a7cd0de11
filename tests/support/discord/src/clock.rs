//! The double's clock: real time that a test can push forward, and the ids that Discord makes from it.
//!
//! Token life and nonces are measured on it, so a test of a quarter of an hour takes no time.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Milliseconds between the Unix epoch and the first second of 2015, Discord's epoch.
const DISCORD_EPOCH: u64 = 1_420_070_400_000;

/// Time since the double started, plus what the test added.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Instant,
    added: Duration,
    ids: u64,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), added: Duration::ZERO, ids: 0 }
    }

    /// Now.
    pub(crate) fn now(&self) -> Duration {
        self.started.elapsed() + self.added
    }

    /// Pushes the clock forward.
    pub(crate) fn advance(&mut self, by: Duration) {
        self.added += by;
    }

    /// A new id, larger than all before it, with the present moment in its upper bits.
    pub(crate) fn next_id(&mut self) -> u64 {
        self.ids += 1;
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + self.added;
        let since = u64::try_from(unix.as_millis()).unwrap_or(u64::MAX).saturating_sub(DISCORD_EPOCH);
        // Twenty-two low bits count within the millisecond; the counter never restarts, which keeps ids unique.
        (since << 22) + self.ids
    }

    /// The moment of an id, as Discord writes it.
    pub(crate) fn timestamp(id: u64) -> String {
        let unix = (id >> 22) + DISCORD_EPOCH;
        let (days, rest) = (unix / 86_400_000, unix % 86_400_000);
        let (year, month, day) = civil(days);
        let (hour, minute, second, milli) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60, rest % 1_000);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}000+00:00")
    }
}

/// The date of a day counted from 1 January 1970: counts whole years, then whole months.
fn civil(mut days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    (year, month as u64 + 1, days + 1)
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn an_id_carries_its_moment() {
        // Discord's own example of a snowflake.
        assert_eq!(Clock::timestamp(175_928_847_299_117_063), "2016-04-30T11:18:25.796000+00:00");
    }
}
