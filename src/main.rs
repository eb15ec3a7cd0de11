//! The binary: hands its arguments to the terminal and exits with what it says.

use std::process::ExitCode;
use std::sync::Arc;

use stackchoice::config::{Config, Environment};
use stackchoice::discord::{SILENCED, Service, serve};
use stackchoice::storage::{StoragePlaces, load};

fn main() -> ExitCode {
    let environment = Environment::read();
    let config = Config::load(None, &environment).expect("config");
    let filter = format!("{},{}", config.log, SILENCED.join(","));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let places = StoragePlaces { corpus: config.corpus.clone(), index: config.index.clone() };
    let advisor = load(&places, None, &mut |_| {}).expect("packs").advisor;
    let token = config.discord.token(&environment.discord).expect("token").expect("no token");
    match serve(&Service { settings: config.discord, token }, Arc::new(advisor)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(error.exit_status())
        }
    }
}
