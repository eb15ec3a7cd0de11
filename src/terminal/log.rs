//! The log: what the program notes for whoever runs it, on standard error, apart from the answers.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use super::exit::Failure;
use crate::config::{Color, Config};

/// Starts the log with the filter of the settings. To be called once.
pub fn start(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&config.log).map_err(|error| {
        Failure::input(format!(
            "the log filter \"{}\" is wrong ({error}); write a level such as warn or debug",
            config.log
        ))
    })?;
    let is_coloured = match config.color {
        Color::Auto => anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never,
        Color::Always => true,
        Color::Never => false,
    };
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(is_coloured && std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .finish();
    // A test that runs a command within its own process may have one already; the first stays.
    tracing::subscriber::set_global_default(subscriber).ok();
    Ok(())
}
