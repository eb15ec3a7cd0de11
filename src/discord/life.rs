//! The bot's life: from the settings to the end, and what the end tells the one who started it.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::api::{Api, GatewayInfo, SessionStartLimit};
use super::bot::Bot;
use super::commands::{self, Registered};
use super::gateway::{self, Fatal, Guard, Options};
use super::reach::{API_HOST, Reach, Unusable, host_of};
use super::refusal::Refusal;
use super::retry::jitter;
use crate::advisor::Advisor;
use crate::config::{DiscordSettings, Token};

/// After a stop, what is at work has so long to finish.
const FINISH: Duration = Duration::from_secs(5);

/// How often idle users are forgotten.
const TIDY: Duration = Duration::from_secs(60);

/// The pause before the gateway's address is asked for again at the start; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest such pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Threads that answer. The work is short; a second keeps one long call of the core from holding up the heartbeat.
const THREADS: usize = 2;

/// Why the bot ended by itself. Each tells what to mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// Discord refuses the token.
    #[error(
        "discord refuses the bot's token; copy it anew from the application's page \"Bot\" into DISCORD_TOKEN or the token file"
    )]
    BadToken,
    /// Discord refuses what the bot wants to hear.
    #[error("discord refuses the intents of this bot, though none is privileged; see the application's page \"Bot\"")]
    RefusedIntents,
    /// The bot is in more servers than one connection may serve.
    #[error("the bot is in more servers than one connection may serve (2,500); this version has one")]
    TooManyServers,
    /// Discord does not know what this version speaks.
    #[error("discord closed the connection for good with code {0}; a newer version of this program is needed")]
    Protocol(u16),
    /// The gateway's address cannot be asked for.
    #[error("discord's gateway cannot be asked for: the call {0}")]
    NoGateway(Refusal),
    /// The gateway is elsewhere than the settings allow.
    #[error(
        "the gateway is at {0}, but every call is to stay where `discord.proxy` or `discord.api_address` says; set `discord.gateway` to allow it"
    )]
    ForeignGateway(String),
    /// A setting cannot be used.
    #[error("{0}")]
    Settings(String),
    /// A call for the commands was refused.
    #[error("the commands cannot be read or written: the call {0}")]
    Commands(Refusal),
    /// The machine cannot run it.
    #[error("the bot cannot be started on this machine: {0}")]
    Machine(String),
}

impl RunError {
    /// The exit status: as in `sysexits.h`, so that a supervisor can tell what a restart may mend.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::BadToken => 77,
            Self::RefusedIntents | Self::TooManyServers | Self::Protocol(_) => 78,
            Self::ForeignGateway(_) | Self::Settings(_) => 78,
            Self::NoGateway(_) | Self::Commands(_) => 69,
            Self::Machine(_) => 71,
        }
    }
}

impl From<Fatal> for RunError {
    fn from(fatal: Fatal) -> Self {
        match fatal {
            Fatal::Token => Self::BadToken,
            Fatal::Intents => Self::RefusedIntents,
            Fatal::TooManyServers => Self::TooManyServers,
            Fatal::Protocol(code) => Self::Protocol(code),
        }
    }
}

impl From<Unusable> for RunError {
    fn from(unusable: Unusable) -> Self {
        Self::Settings(unusable.0)
    }
}

/// What the bot is started with.
pub struct Service {
    /// The settings.
    pub settings: DiscordSettings,
    /// The bot's token.
    pub token: Token,
}

/// Runs the bot on threads of its own until SIGTERM or Ctrl-C. A panic in it shows its place and not its words, which may
/// be a user's.
pub fn serve(service: &Service, advisor: Arc<Advisor>) -> Result<(), RunError> {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a part of the program failed");
    }));
    block_on(async { run(service, advisor, asked_to_stop()?).await })
}

/// Runs the bot until `stop` is done: then it says goodbye to the gateway, finishes what is at work within a bound, and
/// returns. It returns an error only where going on is of no use.
pub async fn run(service: &Service, advisor: Arc<Advisor>, stop: impl Future<Output = ()>) -> Result<(), RunError> {
    let reach = Reach::new(&service.settings)?;
    let api = service.api(&reach)?;
    let (stop_sender, mut stopped) = watch::channel(false);
    let life = async {
        let Some(options) = options(service, &reach, &api, &mut stopped).await? else { return Ok(()) };
        let bot = Bot::new(&service.settings, api.clone(), advisor);
        let tidying = async {
            loop {
                tokio::time::sleep(TIDY).await;
                bot.tidy();
            }
        };
        let ended = tokio::select! {
            ended = gateway::run(&options, |event| bot.take(event), &mut stopped) => ended,
            () = tidying => Ok(()),
        };
        if !bot.finish(FINISH).await {
            tracing::warn!("some answers could not be finished in time");
        }
        ended.map_err(RunError::from)
    };
    let stopping = async {
        stop.await;
        tracing::info!("stopping");
        stop_sender.send_replace(true);
        std::future::pending::<()>().await
    };
    tokio::select! {
        ended = life => ended,
        () = stopping => Ok(()),
    }
}

/// The commands as this version has them, in JSON.
pub fn print_commands() -> String {
    serde_json::to_string_pretty(&commands::definitions()).unwrap_or_default()
}

/// The commands as Discord has them, in JSON.
pub fn list_commands(service: &Service) -> Result<String, RunError> {
    block_on(async {
        let api = service.api(&Reach::new(&service.settings)?)?;
        let application = api.application().await.map_err(of_commands)?;
        let commands = api.commands(application).await.map_err(of_commands)?;
        Ok(serde_json::to_string_pretty(&commands).unwrap_or_default())
    })
}

/// Puts the commands to Discord; false if it had the same already.
pub fn register_commands(service: &Service) -> Result<bool, RunError> {
    block_on(async {
        let api = service.api(&Reach::new(&service.settings)?)?;
        let application = api.application().await.map_err(of_commands)?;
        let registered = commands::register(&api, application).await.map_err(of_commands)?;
        Ok(registered == Registered::Now)
    })
}

impl Service {
    fn api(&self, reach: &Reach) -> Result<Api, RunError> {
        let token = self.token.expose();
        // What cannot stand in a header cannot be a token.
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(RunError::BadToken);
        }
        Ok(Api::new(reach, self.token.clone())?)
    }

    /// Which hosts the gateway may be on: any, unless the calls were sent elsewhere than to Discord.
    fn guard(&self, reach: &Reach) -> Guard {
        let DiscordSettings { api_address, gateway, .. } = &self.settings;
        if reach.base.is_none() && reach.resolved.is_none() {
            return Guard::default();
        }
        let of_address = api_address.rsplit_once(':').map(|(host, _)| host.to_owned());
        // The API's own name is resolved to the address as well.
        let of_name = reach.resolved.map(|_| API_HOST.to_owned());
        Guard { only: Some([reach.base_host(), of_address, of_name, host_of(gateway)].into_iter().flatten().collect()) }
    }
}

/// Asks where the gateway is and waits until a session may be started; `None` if the bot is stopped meanwhile.
async fn options(
    service: &Service,
    reach: &Reach,
    api: &Api,
    stopped: &mut watch::Receiver<bool>,
) -> Result<Option<Options>, RunError> {
    let asking = async {
        if !service.settings.gateway.is_empty() {
            return Ok::<_, RunError>(service.settings.gateway.clone());
        }
        let gateway = asked_for(api).await?;
        wait_for_sessions(gateway.session_start_limit.as_ref()).await;
        Ok(gateway.url)
    };
    let url = tokio::select! {
        _ = stopped.wait_for(|stopped| *stopped) => return Ok(None),
        url = asking => url?,
    };
    let guard = service.guard(reach);
    if !guard.allows(&url) {
        return Err(RunError::ForeignGateway(url));
    }
    let (token, presence) = (service.token.clone(), service.settings.presence.clone());
    let (resolved, tls) = (reach.resolved, reach.of_gateway()?);
    Ok(Some(Options { token, url, intents: gateway::intents(), presence, guard, resolved, tls }))
}

/// Asks where the gateway is for as long as it takes: a network that is not there yet, or a bad day at Discord, is ridden
/// out at the start as it is later. Only what waiting cannot mend is an error.
async fn asked_for(api: &Api) -> Result<GatewayInfo, RunError> {
    let mut pause = FIRST_PAUSE;
    loop {
        let refusal = match api.gateway().await {
            Ok(gateway) => return Ok(gateway),
            Err(Refusal::Unauthorized) => return Err(RunError::BadToken),
            Err(refusal @ Refusal::Rejected { .. }) => return Err(RunError::NoGateway(refusal)),
            Err(refusal) => refusal,
        };
        let wait = pause.mul_f64(0.5 + jitter() / 2.0);
        tracing::error!(%refusal, wait_ms = wait.as_millis() as u64, "discord's gateway cannot be asked for yet");
        tokio::time::sleep(wait).await;
        pause = LONGEST_PAUSE.min(pause * 2);
    }
}

/// With no session left, Discord resets the token of a bot that starts one: so it waits.
async fn wait_for_sessions(limit: Option<&SessionStartLimit>) {
    if let Some(SessionStartLimit { remaining: 0, reset_after }) = limit {
        tracing::error!(wait_ms = *reset_after, "no session may be started today; waiting");
        tokio::time::sleep(Duration::from_millis(*reset_after)).await;
    }
}

fn of_commands(refusal: Refusal) -> RunError {
    match refusal {
        Refusal::Unauthorized => RunError::BadToken,
        other => RunError::Commands(other),
    }
}

fn block_on<T>(work: impl Future<Output = Result<T, RunError>>) -> Result<T, RunError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build();
    let runtime = runtime.map_err(|error| RunError::Machine(error.to_string()))?;
    let done = runtime.block_on(work);
    // A task that hangs must not keep the process alive.
    runtime.shutdown_background();
    done
}

/// Done when the operator stops the bot. The signals are caught from now on.
fn asked_to_stop() -> Result<impl Future<Output = ()>, RunError> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).map_err(|error| RunError::Machine(error.to_string()));
        let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(set: impl FnOnce(&mut DiscordSettings)) -> Service {
        let mut settings = DiscordSettings::default();
        set(&mut settings);
        Service { settings, token: Token::new("token") }
    }

    #[test]
    fn each_end_that_a_restart_cannot_mend_has_its_own_status() {
        assert_eq!(RunError::from(Fatal::Token).exit_status(), 77);
        assert_eq!(RunError::from(Fatal::Intents).exit_status(), 78);
        assert_eq!(RunError::from(Fatal::TooManyServers).exit_status(), 78);
        assert_eq!(RunError::NoGateway(Refusal::Server(500)).exit_status(), 69);
    }

    #[test]
    fn what_cannot_be_a_token_is_refused_before_any_call() {
        for token in ["", " ", "a b", "a\nb", "tökén"] {
            let service = Service { token: Token::new(token), ..service(|_| {}) };
            assert_eq!(service.api(&Reach::default()).err(), Some(RunError::BadToken), "{token:?}");
        }
    }

    #[test]
    fn the_gateway_stays_where_the_calls_go() {
        let check = |set: fn(&mut DiscordSettings), url: &str, expect: bool| {
            let service = service(set);
            let guard = service.guard(&Reach::new(&service.settings).unwrap());
            assert_eq!(guard.allows(url), expect, "{url}");
        };
        let real = "wss://gateway.discord.gg";
        check(|_| {}, real, true);
        check(|to| to.proxy = "http://127.0.0.1:9".into(), real, false);
        check(|to| to.proxy = "http://127.0.0.1:9".into(), "ws://127.0.0.1:10", true);
        check(|to| to.api_address = "127.0.0.1:9".into(), real, false);
        check(|to| to.api_address = "127.0.0.1:9".into(), "wss://discord.com", true);
        check(|to| to.proxy = "http://127.0.0.1:9".into(), "wss://discord.com", false);
        check(|to| to.proxy = "http://proxy.example:9".into(), "ws://proxy.example:10", true);
        let behind_proxy = |to: &mut DiscordSettings| {
            to.proxy = "http://proxy.example".into();
            to.gateway = "wss://gateway.discord.gg".into();
        };
        check(behind_proxy, real, true);
    }
}
