//! Measured times and what they come to: the figures of a report and its verdicts.

use std::time::Duration;

/// Times of the same thing, in any order.
pub struct Sample(Vec<Duration>);

impl Sample {
    /// A sample of these times, at least one.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time that so many hundredths of all are not above.
    pub fn percentile(&self, percent: usize) -> Duration {
        self.0[(self.0.len() - 1) * percent / 100]
    }

    /// The median.
    pub fn median(&self) -> Duration {
        self.percentile(50)
    }

    /// The least: what it takes where nothing else runs.
    pub fn min(&self) -> Duration {
        self.0[0]
    }
}

/// Prints a line of the report, with a verdict: what was measured, its limit, both in the same unit.
pub fn verdict(what: &str, measured: f64, limit: f64, unit: &str, beside: &str) {
    let verdict = if measured <= limit { "ok" } else { "OVER" };
    println!("{what:<44} {:>11} {:>11}  {verdict:<4}  {beside}", figure(limit, unit), figure(measured, unit));
}

/// Prints the head of the report.
pub fn head() {
    println!("{:<44} {:>11} {:>11}  {:<4}  beside", "what", "limit", "measured", "");
}

/// Milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Microseconds.
pub fn us(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn figure(value: f64, unit: &str) -> String {
    let digits = if value < 10.0 && value.fract() != 0.0 { 2 } else { 1 };
    let digits = if value.fract() == 0.0 { 0 } else { digits };
    format!("{value:.digits$} {unit}")
}
