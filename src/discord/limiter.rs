//! Discord's rate limits, as its answers tell them: nothing is sent into a limit that is known.
//!
//! Calls on one route wait for each other in the order in which they came, so that a limit that ends lets one through and
//! not a crowd. Routes that nobody waits for and that are free are forgotten; memory follows what is in use.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serenity::http::RatelimitingBucket;
use tokio::sync::OwnedMutexGuard;
use tokio::time::{Duration, Instant};

/// Free routes are forgotten when there are more routes than this.
const MANY_ROUTES: usize = 1000;

/// The bot may make 50 calls a second in all (topics/rate-limits.mdx). 40 evenly, and 10 at once after a pause, are never
/// more than that in any second.
const STEP: Duration = Duration::from_millis(25);

/// What may be made at once after a pause: 10 calls.
const AT_ONCE: Duration = Duration::from_millis(250);

/// When a route is free again.
type Gate = Arc<tokio::sync::Mutex<Instant>>;

/// What is known of the limits.
pub struct Limiter {
    routes: Mutex<HashMap<RatelimitingBucket, Gate>>,
    everything: Mutex<Everything>,
}

/// The limit over all calls.
struct Everything {
    /// When the calls that were let through are spread out evenly.
    spread_until: Instant,
    /// No call is let through before.
    closed_until: Instant,
}

/// The right to make one call on a route; held until its answer is there.
pub struct Turn {
    /// None where a route is not limited by itself: each interaction has its own.
    free_at: Option<OwnedMutexGuard<Instant>>,
}

impl Limiter {
    /// No limit is known.
    pub fn new() -> Self {
        let now = Instant::now();
        Self { routes: Mutex::default(), everything: Mutex::new(Everything { spread_until: now, closed_until: now }) }
    }

    /// Waits until a call on the route may be made. A cancelled wait leaves no trace.
    pub async fn turn(&self, route: RatelimitingBucket) -> Turn {
        let guard = self.gate(route).lock_owned().await;
        tokio::time::sleep_until(*guard).await;
        while let Err(free_at) = self.place_among_all() {
            tokio::time::sleep_until(free_at).await;
        }
        Turn { free_at: Some(guard) }
    }

    /// Stops all calls for a while.
    pub fn pause_everything(&self, pause: Duration) {
        let mut everything = self.everything.lock().unwrap_or_else(PoisonError::into_inner);
        everything.closed_until = everything.closed_until.max(Instant::now() + pause);
    }

    /// Takes a place under the limit over all calls; or tells when to ask again.
    fn place_among_all(&self) -> Result<(), Instant> {
        let mut everything = self.everything.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let free_at = everything.closed_until.max(everything.spread_until - AT_ONCE);
        if free_at > now {
            return Err(free_at);
        }
        everything.spread_until = everything.spread_until.max(now) + STEP;
        Ok(())
    }

    fn gate(&self, route: RatelimitingBucket) -> Gate {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        if routes.len() > MANY_ROUTES {
            let now = Instant::now();
            routes.retain(|_, gate| {
                gate.try_lock().map_or(true, |free_at| *free_at > now) || Arc::strong_count(gate) > 1
            });
        }
        Arc::clone(routes.entry(route).or_insert_with(|| Arc::new(tokio::sync::Mutex::new(Instant::now()))))
    }
}

impl Turn {
    /// The right to respond to an interaction: that route is used once, and the limit over all calls spares it
    /// (topics/rate-limits.mdx).
    pub fn free() -> Self {
        Self { free_at: None }
    }

    /// Closes the route for a while, as an answer asked for.
    pub fn pause(&mut self, pause: Duration) {
        if let Some(free_at) = &mut self.free_at {
            **free_at = (**free_at).max(Instant::now() + pause);
        }
    }
}

#[cfg(test)]
mod tests {
    use serenity::http::Route;
    use serenity::model::id::ChannelId;

    use super::*;

    fn route(channel: u64) -> RatelimitingBucket {
        Route::ChannelMessages { channel_id: ChannelId::new(channel) }.ratelimiting_bucket()
    }

    #[tokio::test(start_paused = true)]
    async fn calls_on_a_limited_route_wait_and_others_do_not() {
        let limiter = Limiter::new();
        let start = Instant::now();
        limiter.turn(route(1)).await.pause(Duration::from_secs(5));
        drop(limiter.turn(route(2)).await);
        assert_eq!(start.elapsed(), Duration::ZERO);
        drop(limiter.turn(route(1)).await);
        assert_eq!(start.elapsed(), Duration::from_secs(5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_global_limit_stops_all_but_responses_to_interactions() {
        let limiter = Limiter::new();
        let start = Instant::now();
        limiter.pause_everything(Duration::from_secs(3));
        drop(Turn::free());
        assert_eq!(start.elapsed(), Duration::ZERO);
        drop(limiter.turn(route(1)).await);
        assert_eq!(start.elapsed(), Duration::from_secs(3));
    }

    #[tokio::test(start_paused = true)]
    async fn no_second_sees_more_than_fifty_calls() {
        let limiter = Arc::new(Limiter::new());
        let start = Instant::now();
        let call = |channel| {
            let limiter = Arc::clone(&limiter);
            async move {
                drop(limiter.turn(route(channel)).await);
                start.elapsed().as_millis()
            }
        };
        let calls: Vec<_> = (1..=200).map(|channel| tokio::spawn(call(channel))).collect();
        let mut times = Vec::new();
        for call in calls {
            times.push(call.await.unwrap());
        }
        times.sort_unstable();
        assert!(times.windows(51).all(|window| window[50] - window[0] >= 1000), "{times:?}");
        assert!(*times.last().unwrap() < 5000);
    }

    #[tokio::test(start_paused = true)]
    async fn calls_on_one_route_go_one_by_one() {
        let limiter = Limiter::new();
        let first = limiter.turn(route(1)).await;
        assert!(tokio::time::timeout(Duration::from_secs(1), limiter.turn(route(1))).await.is_err());
        drop(first);
        drop(limiter.turn(route(1)).await);
    }

    #[tokio::test(start_paused = true)]
    async fn idle_routes_are_forgotten() {
        let limiter = Limiter::new();
        for channel in 1..=10 * MANY_ROUTES as u64 {
            drop(limiter.turn(route(channel)).await);
        }
        assert!(limiter.routes.lock().unwrap().len() <= MANY_ROUTES + 1);
    }
}
