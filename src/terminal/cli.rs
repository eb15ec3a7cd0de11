//! The command line: commands and arguments, as `--help` shows them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::exit;
use crate::advisor::pack::Fault;
use crate::config::{Color, Config, Environment};

/// The arguments of the program.
#[derive(Debug, Parser)]
#[command(version, about, after_help = exit::HELP, max_term_width = 100)]
pub struct Cli {
    /// The config file [default: config.toml if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The pack that answers where a question fits several
    #[arg(long, global = true, value_name = "ID")]
    pub pack: Option<String>,
    /// Whether the output is coloured
    #[arg(long, global = true, value_name = "WHEN")]
    pub color: Option<Color>,
    /// What to do; without a command: serve if a bot token is given, else chat
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do, by the room of the house that does it.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What is done here at the terminal.
    #[command(flatten)]
    Terminal(Task),
    /// What is done on Discord.
    #[cfg(feature = "discord")]
    #[command(flatten)]
    Discord(DiscordTask),
}

/// What is done on Discord.
#[cfg(feature = "discord")]
#[derive(Debug, Subcommand)]
pub enum DiscordTask {
    /// Run the bot on Discord until it is stopped; DISCORD_TOKEN holds its token
    Serve,
    /// The bot's slash commands
    #[command(subcommand)]
    Commands(CommandsTask),
}

/// What is done with the slash commands.
#[cfg(feature = "discord")]
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum CommandsTask {
    /// Print those that Discord has, as JSON
    List,
    /// Print those that this version has, as JSON
    Print,
    /// Register them where Discord has others
    Register,
}

/// What is done at the terminal.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Answer one question, or one a line on standard input
    Ask(Ask),
    /// Talk: answer questions, and follow-ups to them
    Chat,
    /// Build or refresh the indexes, and say what was done
    Index(Index),
    /// Hold a pack against all its promises, its labelled questions too
    Check(Check),
    /// Measure the answers on a file of labelled questions
    Eval(Eval),
    /// Replace a pack's article by the passages of a file, or begin a pack with them
    Import(Import),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// The arguments of `ask`.
#[derive(Debug, Args)]
pub struct Ask {
    /// The question; `-` reads one a line from standard input
    #[arg(required = true, value_name = "TEXT")]
    pub text: Vec<String>,
    /// Print each answer as one line of JSON
    #[arg(long)]
    pub json: bool,
}

/// The arguments of `index`.
#[derive(Debug, Args)]
pub struct Index {
    /// Build them anew even if they are fresh
    #[arg(long)]
    pub force: bool,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The id of a pack, or its folder [default: that of --pack or of the config, else every pack]
    #[arg(value_name = "PACK")]
    pub pack: Option<String>,
}

/// The arguments of `eval`.
#[derive(Debug, Args)]
pub struct Eval {
    /// Labelled questions, a JSON object a line: question, verdict, and if need be id, acceptable, evidence
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Exit with 1 if the lenient accuracy is below this share, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub min: Option<f64>,
    /// Print the figures and the misses as one line of JSON
    #[arg(long)]
    pub json: bool,
}

/// The arguments of `import`.
#[derive(Debug, Args)]
#[command(after_help = "The pack is named with --pack ID; where there is none of that id, one is begun.")]
pub struct Import {
    /// An article: plain text, Markdown or HTML
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The article's title [default: the one in the file]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

impl Cli {
    /// The settings in force for these arguments.
    pub fn settings(&self, environment: &Environment) -> Result<Config, Fault> {
        let mut config = Config::load(self.config.as_deref(), environment)?;
        if let Some(pack) = &self.pack {
            config.pack.clone_from(pack);
        }
        if let Some(color) = self.color {
            config.color = color;
        }
        Ok(config)
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a share is a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_argument_beats_the_environment() {
        let environment = Environment {
            pack: Some("from-environment".into()),
            color: Some("always".into()),
            ..Environment::default()
        };
        let config = |arguments: &[&str]| Cli::parse_from(arguments).settings(&environment).unwrap();
        assert_eq!(config(&["x"]).pack, "from-environment");
        assert_eq!(config(&["x", "--pack", "mine"]).pack, "mine");
        assert_eq!(config(&["x", "chat", "--color", "never"]).color, Color::Never);
    }

    #[test]
    fn a_share_is_a_number_from_0_to_1() {
        assert_eq!(share("0.85"), Ok(0.85));
        for text in ["85", "-0.1", "NaN", "high", ""] {
            assert!(share(text).is_err(), "{text:?}");
        }
    }
}
