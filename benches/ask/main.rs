//! The limits that are promised, measured: an answer, a large pack, an index, a process from start to answer, memory.
//!
//! It has a main of its own because the promises are about medians and 99th percentiles over thousands of asks, which
//! divan does not show, and about whole processes, which it does not run. `cargo bench --bench ask` prints each limit
//! beside what was measured; over a limit nothing fails, for on a busy machine everything is. What a figure says of the
//! program and not of its neighbours, the least of several runs tells best: it stands beside.

mod pack;
mod process;
mod sample;
#[allow(dead_code, reason = "each bench draws from a part of it")]
mod words;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use stackchoice::advisor::pack::PackFiles;
use stackchoice::advisor::search::PassageIndex;
use stackchoice::advisor::{Advisor, Compiled, Pack, Subject};
use stackchoice::storage;

use sample::{Sample, ms, us, verdict};

/// The fewest asks that a percentile is taken of.
const ASKS: usize = 5_000;

/// How often a process is started, for each figure.
const STARTS: usize = 30;

/// How often the large index is built, and each pack read.
const BUILDS: usize = 7;

/// Limits: see "What it must reach" in the project's plan.
const MEDIAN_US: f64 = 150.0;
const P99_US: f64 = 600.0;
const LARGE_OVER_SHIPPED: f64 = 4.0;
const LARGE_INDEX_MS: f64 = 2_000.0;
const START_WITH_INDEX_MS: f64 = 20.0;
const START_WITHOUT_INDEX_MS: f64 = 100.0;
const MEMORY_MB: f64 = 25.0;

fn main() -> Result<()> {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("run it by `cargo bench --bench ask`: a build for tests measures nothing");
        return Ok(());
    }
    let shipped = storage::builtin();
    let pack = Pack::read(&shipped)?;
    let questions = questions(&pack)?;
    let large = pack::grown(&shipped, &pack);
    sample::head();
    asks(&shipped, &large, &questions)?;
    large_index(&large)?;
    reading(&shipped)?;
    processes()
}

/// The pack's own questions, and those of real people where the file is there.
fn questions(pack: &Pack) -> Result<Vec<String>> {
    let mut questions: Vec<String> = pack.questions.iter().map(|question| question.text.clone()).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/questions/dev.jsonl");
    for line in std::fs::read_to_string(path).unwrap_or_default().lines() {
        let question: serde_json::Value = serde_json::from_str(line)?;
        questions.extend(question["question"].as_str().map(str::to_owned));
    }
    println!("{} questions, of which {} are the pack's own", questions.len(), pack.questions.len());
    Ok(questions)
}

/// Asks both packs in turn, so that what else runs on the machine slows both alike.
fn asks(shipped: &PackFiles, large: &PackFiles, questions: &[String]) -> Result<()> {
    let (shipped, large) = (advisor(shipped)?, advisor(large)?);
    let mut of_shipped = Vec::with_capacity(ASKS);
    let mut of_large = Vec::with_capacity(ASKS);
    // The first round, in which what is made on demand is made, is not measured.
    round(&shipped, questions, &mut Vec::new());
    round(&large, questions, &mut Vec::new());
    while of_shipped.len() < ASKS {
        round(&shipped, questions, &mut of_shipped);
        round(&large, questions, &mut of_large);
    }
    let [quiet_shipped, quiet_large] = [&of_shipped, &of_large].map(|times| quietest(times, questions.len()));
    let (of_shipped, of_large) = (Sample::of(of_shipped), Sample::of(of_large));
    let beside =
        |quiet: &Sample, percent| format!("each question at its quickest: {:.1} µs", us(quiet.percentile(percent)));
    verdict("ask, shipped pack, median", us(of_shipped.median()), MEDIAN_US, "µs", &beside(&quiet_shipped, 50));
    verdict("ask, shipped pack, p99", us(of_shipped.percentile(99)), P99_US, "µs", &beside(&quiet_shipped, 99));
    for (name, percent) in [("median", 50), ("p99", 99)] {
        let ratio = us(of_large.percentile(percent)) / us(of_shipped.percentile(percent));
        let what = format!("ask, large pack over shipped, {name}");
        let large = format!("{:.1} µs; {}", us(of_large.percentile(percent)), beside(&quiet_large, percent));
        verdict(&what, ratio, LARGE_OVER_SHIPPED, "×", &large);
    }
    Ok(())
}

fn advisor(files: &PackFiles) -> Result<Advisor> {
    let pack = Pack::read(files)?;
    let index = PassageIndex::in_memory(&pack.article)?;
    Ok(Advisor::new(vec![Subject::new(Compiled::new(pack), index)]).expect("cannot fail: there is a subject"))
}

/// Asks each question once.
fn round(advisor: &Advisor, questions: &[String], times: &mut Vec<Duration>) {
    for question in questions {
        let start = Instant::now();
        black_box(advisor.ask(&[], black_box(question)));
        times.push(start.elapsed());
    }
}

/// The shortest time of each question, of times in rounds.
fn quietest(times: &[Duration], questions: usize) -> Sample {
    let shortest = |question: usize| times[question..].iter().step_by(questions).min().copied().unwrap_or_default();
    Sample::of((0..questions).map(shortest).collect())
}

/// The index's writer starts no thread, so this is the time on one core.
fn large_index(large: &PackFiles) -> Result<()> {
    let pack = Pack::read(large)?;
    let sample = repeated(BUILDS, || PassageIndex::in_memory(black_box(&pack.article)).map(drop).map_err(Into::into))?;
    let what = format!("index of {} passages, one core", pack.article.passages().count());
    verdict(&what, ms(sample.median()), LARGE_INDEX_MS, "ms", &least(&sample));
    Ok(())
}

/// Reading the pack is the largest part of a start.
fn reading(shipped: &PackFiles) -> Result<()> {
    let pack = Pack::read(shipped)?;
    let files = pack.article.clone();
    let index = PassageIndex::in_memory(&files)?.to_files()?;
    let sample = repeated(STARTS, || {
        let pack = Pack::read(black_box(shipped))?;
        let index = PassageIndex::from_files(&index, pack.article.passages().count())?;
        black_box(Subject::new(Compiled::new(pack), index));
        Ok(())
    })?;
    println!(
        "{:<46} no limit {:>9.1} ms        {}",
        "shipped pack read and made ready",
        ms(sample.median()),
        least(&sample)
    );
    Ok(())
}

fn processes() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let index = folder.path().join("index");
    let drop_index = || storage::drop_index(&index, storage::BUILTIN_ID);
    let mut without = Vec::new();
    for _ in 0..STARTS {
        drop_index()?;
        without.push(process::time_to_answer(&index)?);
    }
    let with: Result<Vec<_>> = (0..STARTS).map(|_| process::time_to_answer(&index)).collect();
    let (with, without) = (Sample::of(with?), Sample::of(without));
    let used: Result<Vec<_>> = (0..STARTS).map(|_| process::used_for_answer(&index)).collect();
    let used: Vec<_> = used?.into_iter().flatten().collect();
    drop_index()?;
    let used_without = process::used_for_answer(&index)?;
    let peak = used.iter().chain(&used_without).map(|used| used.peak_memory).max();
    let cpu = (!used.is_empty()).then(|| Sample::of(used.iter().map(|used| used.cpu).collect()));
    let cpu = cpu.map(|cpu| format!("; user and system {:.1} ms, least {:.1} ms", ms(cpu.median()), ms(cpu.min())));
    let beside = format!("{}{}", least(&with), cpu.unwrap_or_default());
    verdict("start to answer, index there, median", ms(with.median()), START_WITH_INDEX_MS, "ms", &beside);
    verdict("start to answer, no index, median", ms(without.median()), START_WITHOUT_INDEX_MS, "ms", &least(&without));
    match peak {
        Some(peak) => verdict("peak memory of a process that answers", peak as f64 / 1e6, MEMORY_MB, "MB", ""),
        None => println!("peak memory: not measured, for there is no /proc; try `/usr/bin/time -l stackchoice ask …`"),
    }
    Ok(())
}

fn repeated(times: usize, mut task: impl FnMut() -> Result<()>) -> Result<Sample> {
    let mut sample = Vec::with_capacity(times);
    for _ in 0..times {
        let start = Instant::now();
        task()?;
        sample.push(start.elapsed());
    }
    Ok(Sample::of(sample))
}

fn least(sample: &Sample) -> String {
    format!("least {:.1} ms", ms(sample.min()))
}
