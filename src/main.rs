//! The binary: takes the arguments and the settings, hands them to a room of the house, and exits with a status.

use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser;
use stackchoice::config::Environment;
use stackchoice::terminal::cli::{Cli, Command, Task};
use stackchoice::terminal::{self, Failure, exit};

#[cfg(feature = "discord")]
mod service;

fn main() -> ExitCode {
    match Cli::try_parse() {
        // What a panic says is on standard error already; the status tells that it was no fault of the user.
        Ok(cli) => catch_unwind(|| terminal::report(run(&cli))).unwrap_or(ExitCode::from(exit::INTERNAL)),
        Err(told) => {
            // Help and usage go where nobody may be listening any more, which is no fault.
            told.print().ok();
            ExitCode::from(if told.use_stderr() { exit::BAD_INPUT } else { exit::DONE })
        }
    }
}

fn run(cli: &Cli) -> Result<(), Failure> {
    let environment = Environment::read();
    let config = cli.settings(&environment)?;
    match &cli.command {
        #[cfg(feature = "discord")]
        Some(Command::Discord(task)) => service::run(task, config, &environment),
        #[cfg(feature = "discord")]
        None if service::has_token(&config, &environment) => service::serve(config, &environment),
        Some(Command::Terminal(task)) => terminal::run(task, &config),
        None => {
            terminal::point_to_discord();
            terminal::run(&Task::Chat, &config)
        }
    }
}
