//! When a call to Discord is tried again: a bound on time and number, and never where it could act twice.
//!
//! Pure: from what came back, how often it was tried and how much time is left, to a pause or the end. Every call that
//! the bot makes may be repeated without harm: messages carry a nonce that Discord enforces, an interaction takes one
//! response and refuses a second, the other calls read or set a whole.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::refusal::Refusal;

/// The pause before the second try; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// So many tries that failed for another reason than a rate limit are the end.
const TRIES: u32 = 6;

/// The tries of one call.
#[derive(Debug, Default)]
pub struct Tries {
    failed: u32,
}

impl Tries {
    /// How long to wait before the next try, with `left` of the call's time; `None` at the end. `jitter` is in 0..1 and
    /// spreads the tries of calls that failed together.
    pub fn pause_after(&mut self, refusal: &Refusal, left: Duration, jitter: f64) -> Option<Duration> {
        let pause = match refusal {
            Refusal::RateLimited { after, .. } => *after,
            Refusal::Server(_) | Refusal::Lost(_) | Refusal::Untrusted(_) => {
                self.failed += 1;
                if self.failed >= TRIES {
                    return None;
                }
                let whole = LONGEST_PAUSE.min(FIRST_PAUSE * 2u32.pow(self.failed - 1));
                whole.mul_f64(0.5 + jitter / 2.0)
            }
            Refusal::Unauthorized | Refusal::Rejected { .. } | Refusal::Unreadable | Refusal::OutOfTime => return None,
        };
        (pause < left).then_some(pause)
    }
}

/// A number in 0..1 that differs from call to call and from process to process: enough to spread tries, no more.
pub fn jitter() -> f64 {
    const STEPS: u64 = 1 << 20;
    (RandomState::new().hash_one(0) % STEPS) as f64 / STEPS as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLENTY: Duration = Duration::from_secs(60);

    fn limited(millis: u64) -> Refusal {
        Refusal::RateLimited { after: Duration::from_millis(millis), global: false }
    }

    #[test]
    fn only_what_can_get_better_is_tried_again() {
        let check = |refusal: Refusal, again| {
            assert_eq!(Tries::default().pause_after(&refusal, PLENTY, 0.5).is_some(), again, "{refusal:?}");
        };
        check(Refusal::Server(502), true);
        check(Refusal::Lost("timed out"), true);
        check(limited(10), true);
        check(Refusal::Unauthorized, false);
        check(Refusal::Rejected { status: 404, code: 10_062, message: String::new() }, false);
        check(Refusal::Unreadable, false);
        check(Refusal::OutOfTime, false);
    }

    #[test]
    fn a_rate_limit_is_waited_out_to_the_letter_however_often_and_only_if_there_is_time() {
        let mut tries = Tries::default();
        for _ in 0..50 {
            assert_eq!(tries.pause_after(&limited(700), PLENTY, 0.1), Some(Duration::from_millis(700)));
        }
        assert_eq!(tries.pause_after(&limited(700), Duration::from_millis(600), 0.1), None);
    }

    #[test]
    fn failures_are_bounded_in_number_and_the_pauses_grow() {
        let mut tries = Tries::default();
        let pauses: Vec<_> = std::iter::from_fn(|| tries.pause_after(&Refusal::Server(500), PLENTY, 1.0)).collect();
        assert_eq!(pauses.iter().map(Duration::as_millis).collect::<Vec<_>>(), [50, 100, 200, 400, 800]);
    }
}
