//! What the bot costs on Discord, measured against the double in one run with its own ceiling: a bot of the same means
//! that answers every interaction with one fixed sentence. The difference between the two is ours.
//!
//! `cargo bench --bench discord` takes a few minutes; `-- 10000` measures with fewer interactions. The machine should do
//! nothing else meanwhile. On Linux only: CPU and memory are read from `/proc`.

mod fixed;
mod process;

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use discord_double::{Bot, BotCommand, Double, Report, Rules};
use serde_json::json;
use tokio::task::JoinSet;

use process::Usage;

/// The interactions of one stretch; memory is read after the first and after the second.
const STRETCH: usize = 100_000;
/// Interactions that are under way at once in a stretch.
const IN_FLIGHT: usize = 32;
/// After so many the double forgets what it counted, so that it does not grow itself.
const BATCH: usize = 5_000;
/// The open load: interactions a second, and for how long.
const RATE: u32 = 100;
const OPEN_LOAD: Duration = Duration::from_secs(20);
/// Let start-up work end before idle memory is read.
const IDLE: Duration = Duration::from_secs(3);
/// Who asks. Their number bounds what a bot may keep per user.
const USERS: usize = 1_000;

/// Questions of every kind: decided, combined, compared, looked up, and none at all.
const QUESTIONS: [&str; 8] = [
    "Node or Python for a chat app?",
    "python vs nodejs - which one should I pick 4 a whatsapp clone",
    "we want to build a messenger, our devs know only JS, is node ok or better django?",
    "machine learning pipeline for a hospital, node or python?",
    "a real-time dashboard with predictions from neural networks, and a small team",
    "which is faster?",
    "how many packages has npm?",
    "what is the weather like tomorrow?",
];

/// What was measured of one bot.
struct Figures {
    idle: f64,
    open: Report,
    cpu: Duration,
    rate: f64,
    first: f64,
    second: f64,
    peak: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if fixed::is_asked_for() {
        return runtime.block_on(fixed::run());
    }
    let stretch = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(STRETCH);
    runtime.block_on(async {
        let own = std::env::current_exe()?;
        let ceiling = measure(stretch, |discord| fixed::command(discord, &own)).await?;
        let bot = measure(stretch, serve).await?;
        print(stretch, &ceiling, &bot);
        Ok(())
    })
}

fn serve(discord: &Double) -> BotCommand {
    let limits = ["DISCORD_USER_LIMIT", "DISCORD_CHANNEL_LIMIT"];
    let command = discord
        .bot(env!("CARGO_BIN_EXE_stackchoice"))
        .arg("serve")
        .folder(env!("CARGO_MANIFEST_DIR"))
        .env("STACKCHOICE_INDEX", concat!(env!("CARGO_TARGET_TMPDIR"), "/bench-index"));
    limits.into_iter().fold(command, |command, limit| command.env(limit, "0"))
}

async fn measure(stretch: usize, command: impl Fn(&Double) -> BotCommand) -> Result<Figures, Box<dyn Error>> {
    let openapi = Default::default();
    let rules = Rules { openapi, patience: Duration::from_secs(60), ..Rules::default() };
    let discord = Arc::new(Double::with(rules).await);
    let bot = command(&discord).start().await;
    tokio::time::sleep(IDLE).await;
    let idle = Usage::of(bot.pid())?.resident;
    let open = open_load(&discord).await;
    discord.forget();
    let before = Usage::of(bot.pid())?;
    let began = Instant::now();
    closed_load(&discord, stretch).await;
    let (took, after) = (began.elapsed(), Usage::of(bot.pid())?);
    closed_load(&discord, stretch).await;
    let last = Usage::of(bot.pid())?;
    stop(bot).await?;
    Ok(Figures {
        idle,
        open,
        cpu: (after.cpu - before.cpu) / u32::try_from(stretch)?,
        rate: stretch as f64 / took.as_secs_f64(),
        first: after.resident,
        second: last.resident,
        peak: last.peak,
    })
}

async fn stop(bot: Bot) -> Result<(), Box<dyn Error>> {
    let exit = bot.stop().await;
    if exit.code == Some(0) { Ok(()) } else { Err(format!("{:?}\n{}", exit.code, exit.log).into()) }
}

/// Interactions at a steady rate, whether or not the ones before are answered.
async fn open_load(discord: &Double) -> Report {
    let mut tick = tokio::time::interval(Duration::from_secs(1) / RATE);
    let total = RATE as usize * OPEN_LOAD.as_secs() as usize;
    for number in 0..total {
        tick.tick().await;
        ask(discord, number);
    }
    discord.settled().await;
    let report = discord.report();
    report.assert_clean();
    report
}

/// Interactions as fast as they are answered, a fixed number at once.
async fn closed_load(discord: &Arc<Double>, total: usize) {
    for batch in 0..total.div_ceil(BATCH) {
        let mut askers = JoinSet::new();
        for asker in 0..IN_FLIGHT {
            let discord = Arc::clone(discord);
            askers.spawn(async move {
                for number in (asker..BATCH).step_by(IN_FLIGHT) {
                    ask(&discord, batch * BATCH + number).await;
                }
            });
        }
        askers.join_all().await;
        discord.report().assert_clean();
        discord.forget();
    }
}

fn ask(discord: &Double, number: usize) -> discord_double::Asked {
    let question = QUESTIONS[number % QUESTIONS.len()];
    discord.user(&format!("user {}", number % USERS)).slash("/ask", json!({"question": question}))
}

fn print(stretch: usize, ceiling: &Figures, bot: &Figures) {
    let millis = |figures: &Figures, share: f64| figures.open.percentile(share).as_secs_f64() * 1e3;
    let rows: [(String, f64, f64, &str); 9] = [
        ("idle memory, MB".into(), ceiling.idle, bot.idle, "25"),
        (format!("p50 at {RATE}/s, ms"), millis(ceiling, 0.5), millis(bot, 0.5), ""),
        (format!("p99 at {RATE}/s, ms"), millis(ceiling, 0.99), millis(bot, 0.99), "10"),
        ("slowest, ms".into(), millis(ceiling, 1.0), millis(bot, 1.0), ""),
        ("CPU an interaction, µs".into(), ceiling.cpu.as_secs_f64() * 1e6, bot.cpu.as_secs_f64() * 1e6, "300"),
        (format!("interactions a second, {IN_FLIGHT} at once"), ceiling.rate, bot.rate, ""),
        (format!("memory after {stretch}, MB"), ceiling.first, bot.first, "45"),
        (format!("memory after {}, MB", 2 * stretch), ceiling.second, bot.second, "no growth"),
        ("peak memory, MB".into(), ceiling.peak, bot.peak, ""),
    ];
    println!("{:<40} {:>12} {:>12} {:>10}", "", "fixed reply", "stackchoice", "promised");
    for (what, ceiling, bot, promised) in rows {
        println!("{what:<40} {ceiling:>12.2} {bot:>12.2} {promised:>10}");
    }
}
