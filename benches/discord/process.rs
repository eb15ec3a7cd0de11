//! What a process uses: processor time and memory, as Linux tells.

use std::fs;
use std::io;
use std::time::Duration;

/// Ticks of processor time in a second: 100 on every Linux that is built for people (`getconf CLK_TCK`).
const TICKS: u32 = 100;

/// What a process has used so far.
pub struct Usage {
    /// Processor time, in user and kernel mode.
    pub cpu: Duration,
    /// Memory in use, in MB (millions of bytes).
    pub resident: f64,
    /// The most memory that was in use at once, in MB.
    pub peak: f64,
}

impl Usage {
    /// The usage of this process.
    pub fn of(pid: u32) -> io::Result<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
        // The name in parentheses may hold anything; what follows it is numbers, the times the 12th and 13th of them.
        let numbers = stat.rsplit(')').next().unwrap_or_default();
        let ticks: u32 =
            numbers.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        let megabytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            let kibibytes = line.split_whitespace().next().and_then(|number| number.parse::<f64>().ok());
            kibibytes.unwrap_or_default() * 1024.0 / 1e6
        };
        Ok(Self {
            cpu: Duration::from_secs(1) * ticks / TICKS,
            resident: megabytes("VmRSS:"),
            peak: megabytes("VmHWM:"),
        })
    }
}
