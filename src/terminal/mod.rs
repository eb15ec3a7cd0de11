//! The terminal: a command a file, and what they share.
//!
//! Commands parse nothing and decide nothing; they bring a text to the advisor and its answer to the page.

mod ask;
mod chat;
mod check;
pub mod cli;
mod eval;
pub mod exit;
mod import;
mod index;
mod input;
mod label;
mod log;
mod open;
mod output;
pub mod render;

pub use chat::point_to_discord;
pub use exit::{Failure, report};
pub use log::start as start_log;
pub use open::load;

use clap::CommandFactory;

use crate::config::Config;
use cli::{Cli, Task};
use output::Output;

/// Does a task.
pub fn run(task: &Task, config: &Config) -> Result<(), Failure> {
    start_log(config, &[])?;
    let mut output = Output::standard(config.color);
    match task {
        Task::Ask(arguments) => ask::run(arguments, config, &mut output),
        Task::Chat => chat::run(config, &mut output),
        Task::Index(arguments) => index::run(arguments, config, &mut output),
        Task::Check(arguments) => check::run(arguments, config, &mut output),
        Task::Eval(arguments) => eval::run(arguments, config, &mut output),
        Task::Import(arguments) => import::run(arguments, config, &mut output),
        Task::Completions(arguments) => completions(arguments, &mut output),
    }
}

fn completions(arguments: &cli::Completions, output: &mut Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), env!("CARGO_PKG_NAME"), &mut script);
    Ok(output.write(&String::from_utf8_lossy(&script))?)
}
