//! A process from its start to an answer: time, processor time and memory.
//!
//! Time is taken of `ask "…"`, from the start to the end of the process. Memory and processor time are read from `/proc`
//! while `ask -` waits for a second question, having answered the first, for they are gone when a process is.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

const QUESTION: &str = "Node or Python for a chat app with machine learning?";

/// What a process has used when it has answered.
pub struct Used {
    /// User and system time.
    pub cpu: Duration,
    /// The most memory that it has had at once, in bytes.
    pub peak_memory: u64,
}

/// How long the program takes with its index in this folder.
pub fn time_to_answer(index: &Path) -> Result<Duration> {
    let start = Instant::now();
    let output = program(index, QUESTION).output()?;
    let time = start.elapsed();
    ensure!(output.status.success() && !output.stdout.is_empty(), "no answer: {output:?}");
    Ok(time)
}

/// What the program has used when it has answered, with its index in this folder; `None` where there is no `/proc`.
pub fn used_for_answer(index: &Path) -> Result<Option<Used>> {
    let mut child = program(index, "-").arg("--json").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().context("the standard input is a pipe")?;
    let mut stdout = BufReader::new(child.stdout.take().context("the standard output is a pipe")?);
    writeln!(stdin, "{QUESTION}")?;
    let mut answer = String::new();
    stdout.read_line(&mut answer)?;
    let used = used(&child);
    drop(stdin);
    ensure!(child.wait()?.success() && !answer.is_empty(), "no answer");
    Ok(used)
}

fn program(index: &Path, text: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stackchoice"));
    // From the checkout's folder the program finds the corpus on disk, as it does for whoever works on a pack.
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("STACKCHOICE_INDEX", index).args(["ask", text]);
    command
}

fn used(child: &Child) -> Option<Used> {
    let proc = Path::new("/proc").join(child.id().to_string());
    let status = std::fs::read_to_string(proc.join("status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let peak_kib: u64 = peak.trim().strip_suffix("kB")?.trim().parse().ok()?;
    let mut cpu = Duration::ZERO;
    for task in std::fs::read_dir(proc.join("task")).ok()? {
        let schedstat = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        cpu += Duration::from_nanos(schedstat.split(' ').next()?.parse().ok()?);
    }
    Some(Used { cpu, peak_memory: peak_kib * 1024 })
}
