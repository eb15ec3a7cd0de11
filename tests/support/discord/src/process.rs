//! The bot as a process of its own: started against the double, stopped with a signal, its output kept.

use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

use crate::front::Front;
use crate::report::Life;
use crate::world::Shared;

/// A bot to be started. It gets no environment but what is given here, so that no token and no proxy of the machine
/// that runs the tests reaches it.
#[derive(Debug)]
pub struct BotCommand {
    shared: Arc<Shared>,
    command: Command,
}

impl BotCommand {
    pub(crate) fn new(shared: Arc<Shared>, program: &str) -> Self {
        let mut command = Command::new(program);
        command.env_clear().env("DISCORD_TOKEN", &shared.look().rules.token);
        command.env("DISCORD_PROXY", format!("http://{}", shared.rest));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        Self { shared, command }
    }

    /// Adds an argument.
    pub fn arg(mut self, argument: &str) -> Self {
        self.command.arg(argument);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sends its calls to Discord's own name, which `front` answers for, in the place of the double's address. `trusted`
    /// is the file with the certificate that it is to trust.
    pub fn behind(self, front: &Front, trusted: &Path) -> Self {
        let command = self.env("DISCORD_PROXY", "").env("DISCORD_API_ADDRESS", &front.address());
        command.env("DISCORD_API_CERTIFICATE", &trusted.to_string_lossy())
    }

    /// Sets the folder that it runs in.
    pub fn folder(mut self, folder: &str) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Starts it and waits until it is connected and its commands are registered.
    ///
    /// # Panics
    /// If it ends before, or does not get there; with its log.
    pub async fn start(self) -> Bot {
        let shared = Arc::clone(&self.shared);
        let begun = |life: &[Life]| life.iter().filter(|one| **one == Life::Identified).count();
        let before = begun(&shared.look().journal.life);
        let mut bot = self.spawn();
        let ready = shared.wait("the bot's first session", |world| {
            (begun(&world.journal.life) > before && !world.commands.is_empty()).then_some(())
        });
        let ended = tokio::select! {
            () = ready => None,
            status = bot.child.wait() => Some(status),
        };
        if let Some(status) = ended {
            panic!("the bot ended before it was ready: {status:?}\n{}", bot.log());
        }
        bot
    }

    /// Starts it without waiting for anything.
    ///
    /// # Panics
    /// If the program cannot be started.
    pub fn spawn(mut self) -> Bot {
        let mut child = self.command.spawn().unwrap_or_else(|error| panic!("{:?}: {error}", self.command));
        let log = Arc::new(Mutex::new(String::new()));
        let out = child.stdout.take().map(|pipe| read(pipe, Arc::clone(&log)));
        let err = child.stderr.take().map(|pipe| read(pipe, Arc::clone(&log)));
        let readers = out.into_iter().chain(err).collect();
        Bot { child, log, readers, patience: self.shared.look().rules.patience }
    }
}

/// A bot that runs. Dropping it kills it.
#[derive(Debug)]
pub struct Bot {
    child: Child,
    log: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
    patience: Duration,
}

/// How a bot ended.
#[derive(Debug)]
pub struct Exit {
    /// The exit status; `None` if a signal ended it.
    pub code: Option<i32>,
    /// All that it wrote.
    pub log: String,
}

impl Bot {
    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }

    /// All that it has written so far, both streams.
    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until it has written something.
    ///
    /// # Panics
    /// If it does not within the rules' patience; with its log.
    pub async fn told(&self, what: &str) {
        self.told_after(what, 0).await;
    }

    /// Waits until it has written something more often than so many times.
    ///
    /// # Panics
    /// As [`Bot::told`].
    pub async fn told_after(&self, what: &str, times: usize) {
        let reading = async {
            // Its output comes over a pipe from another process: there is nothing to be woken by.
            while self.log().matches(what).count() <= times {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let told = tokio::time::timeout(self.patience, reading).await;
        assert!(told.is_ok(), "the bot did not write `{what}`\n{}", self.log());
    }

    /// Sends it a signal by name, `TERM` or `INT`.
    pub async fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.pid().to_string()).status().await;
        assert!(sent.is_ok_and(|status| status.success()), "the bot is gone already\n{}", self.log());
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    pub async fn stop(self) -> Exit {
        self.signal("TERM").await;
        self.ended().await
    }

    /// Waits until it has ended by itself.
    ///
    /// # Panics
    /// If it runs on beyond the rules' patience; with its log.
    pub async fn ended(mut self) -> Exit {
        let status: ExitStatus = match tokio::time::timeout(self.patience, self.child.wait()).await {
            Ok(status) => status.expect("cannot fail: the child is ours"),
            Err(_) => panic!("the bot runs on after {:?}\n{}", self.patience, self.log()),
        };
        for reader in self.readers.drain(..) {
            let _ = reader.await;
        }
        Exit { code: status.code(), log: self.log() }
    }
}

fn read(pipe: impl AsyncRead + Unpin + Send + 'static, log: Arc<Mutex<String>>) -> JoinHandle<()> {
    let mut lines = BufReader::new(pipe).lines();
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            log.push_str(&line);
            log.push('\n');
        }
    })
}
