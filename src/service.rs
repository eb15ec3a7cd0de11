//! Wires the bot: brings settings, token, packs and log together, and turns its end into an exit status.

use std::io::Write;
use std::sync::Arc;

use stackchoice::config::{Config, Environment};
use stackchoice::discord::{self, RunError, Service};
use stackchoice::terminal::cli::{CommandsTask, DiscordTask};
use stackchoice::terminal::{self, Failure};

/// How much a service tells where the log is left as it is: that it is connected, and what it rides out.
const TOLD: &str = "info";

/// Does a task of the bot.
pub fn run(task: &DiscordTask, config: Config, environment: &Environment) -> Result<(), Failure> {
    match task {
        DiscordTask::Serve => serve(config, environment),
        DiscordTask::Commands(CommandsTask::Print) => tell(&discord::print_commands()),
        DiscordTask::Commands(CommandsTask::List) => {
            tell(&discord::list_commands(&connected(&config, environment)?).map_err(ended)?)
        }
        DiscordTask::Commands(CommandsTask::Register) => {
            let is_new = discord::register_commands(&connected(&config, environment)?).map_err(ended)?;
            tell(if is_new { "The commands are registered." } else { "Discord had the same commands already." })
        }
    }
}

/// Whether a token is given, so that there is a bot to run.
pub fn has_token(config: &Config, environment: &Environment) -> bool {
    environment.discord.token.is_some() || !config.discord.token_file.as_os_str().is_empty()
}

/// Runs the bot until it is stopped.
pub fn serve(mut config: Config, environment: &Environment) -> Result<(), Failure> {
    if config.log == Config::default().log {
        TOLD.clone_into(&mut config.log);
    }
    let service = connected(&config, environment)?;
    let advisor = Arc::new(terminal::load(&config)?.advisor);
    discord::serve(&service, advisor).map_err(ended)
}

/// What a call to Discord needs, with the log on.
fn connected(config: &Config, environment: &Environment) -> Result<Service, Failure> {
    terminal::start_log(config, &discord::SILENCED)?;
    let token = config.discord.token(&environment.discord)?.ok_or_else(|| {
        Failure::input("no bot token is given; set DISCORD_TOKEN, or `discord.token_file` to a file that holds it")
    })?;
    Ok(Service { settings: config.discord.clone(), token })
}

fn ended(error: RunError) -> Failure {
    Failure::Room { told: error.to_string(), status: error.exit_status() }
}

fn tell(text: &str) -> Result<(), Failure> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}
