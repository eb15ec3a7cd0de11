//! The log: what the program notes for whoever runs it, on standard error, apart from the answers.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use super::exit::Failure;
use crate::config::{Color, Config};

/// Starts the log with the filter of the settings. Of the libraries in `silenced` nothing is written, whatever the filter
/// says. To be called once.
pub fn start(config: &Config, silenced: &[&str]) -> Result<(), Failure> {
    let directives = filtered(&config.log, silenced);
    let filter = EnvFilter::try_new(directives).map_err(|error| {
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

/// `filter` without what it says of the libraries in `silenced`, and with those off.
fn filtered(filter: &str, silenced: &[&str]) -> String {
    let is_silenced = |directive: &str| silenced.iter().any(|library| directive.trim().starts_with(library));
    let kept = filter.split(',').filter(|directive| !is_silenced(directive)).map(str::to_owned);
    kept.chain(silenced.iter().map(|library| format!("{library}=off"))).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_filter_lets_a_silenced_library_speak() {
        assert_eq!(filtered("warn", &[]), "warn");
        assert_eq!(filtered("trace", &["a"]), "trace,a=off");
        assert_eq!(filtered("trace, a::b=trace,a=info,c=warn", &["a"]), "trace,c=warn,a=off");
    }
}
