//! Discord's HTTP API: the calls that the bot makes, each within a bound of time and tries.
//!
//! serenity builds the requests (routes, headers, the base address); they are sent here, because its own sender knows no
//! timeout, repeats no call that failed at Discord's end, repeats a rate-limited one for ever, and does not tell how long
//! to wait where a proxy stands between. No error that leaves here names an address: those hold tokens.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::{ApplicationId, ChannelId, InteractionId, UserId};
use tokio::time::{Instant, timeout, timeout_at};

use super::limiter::{Limiter, Turn};
use super::reach::{Reach, Unusable};
use super::refusal::{ALREADY_ACKNOWLEDGED, Refusal};
use super::retry::{Tries, jitter};
use crate::config::Token;

/// A connection that is not there by then is given up.
const CONNECT: Duration = Duration::from_secs(3);

/// The first response to an interaction must be there 3 s after Discord sent it
/// (interactions/receiving-and-responding.mdx); the rest is for the way of the event and of the response.
pub const RESPONSE_TIME: Duration = Duration::from_millis(2700);

/// One try of a response: a call that hangs leaves time for another.
const RESPONSE_TRY: Duration = Duration::from_millis(1800);

/// A message is still of use after this long, in a channel that is rate limited.
const MESSAGE_TIME: Duration = Duration::from_secs(60);

/// Calls of the start-up: longer than that, and the operator should know.
const SETUP_TIME: Duration = Duration::from_secs(20);

/// One try of any other call.
const TRY: Duration = Duration::from_secs(5);

/// The client. Clones share connections and limits.
#[derive(Clone)]
pub struct Api {
    client: Client,
    base: Option<String>,
    token: Token,
    limiter: Arc<Limiter>,
}

/// Where the gateway is, and how many sessions may be started.
#[derive(Debug, Clone, Deserialize)]
pub struct GatewayInfo {
    /// The gateway's address.
    pub url: String,
    /// How many sessions may be started; unknown from a proxy that tells the address alone.
    pub session_start_limit: Option<SessionStartLimit>,
}

/// How many sessions may be started (events/gateway.mdx, "Session Start Limit Object").
#[derive(Debug, Clone, Deserialize)]
pub struct SessionStartLimit {
    /// How many are left.
    pub remaining: u64,
    /// Milliseconds until the number is full again.
    pub reset_after: u64,
}

#[derive(Deserialize)]
struct Identified<Id> {
    id: Id,
}

/// A call and its bounds.
struct Call<'a> {
    route: Route<'a>,
    method: LightMethod,
    body: Option<Vec<u8>>,
    until: Instant,
    per_try: Duration,
}

impl Api {
    /// A client that calls where Discord is reached.
    pub fn new(reach: &Reach, token: Token) -> Result<Self, Unusable> {
        let client = Client::builder().connect_timeout(CONNECT).redirect(reqwest::redirect::Policy::none());
        let client = reach.of_calls(client)?.build();
        let client =
            client.map_err(|error| Unusable(format!("no HTTP client can be made: {}", error.without_url())))?;
        Ok(Self { client, base: reach.base.clone(), token, limiter: Arc::new(Limiter::new()) })
    }

    /// Where the gateway is.
    pub async fn gateway(&self) -> Result<GatewayInfo, Refusal> {
        match self.get(Route::GatewayBot).await {
            // A proxy may know the address and not the count.
            Err(Refusal::Rejected { status: 404, .. }) => self.get(Route::Gateway).await,
            other => other,
        }
    }

    /// The id of the application that the token belongs to.
    pub async fn application(&self) -> Result<ApplicationId, Refusal> {
        self.get::<Identified<_>>(Route::Oauth2ApplicationCurrent).await.map(|application| application.id)
    }

    /// The commands that Discord has for the application.
    pub async fn commands(&self, application: ApplicationId) -> Result<Vec<serde_json::Value>, Refusal> {
        self.get(Route::Commands { application_id: application }).await
    }

    /// Puts these commands in the place of those that Discord has.
    pub async fn set_commands(&self, application: ApplicationId, commands: &impl Serialize) -> Result<(), Refusal> {
        let route = Route::Commands { application_id: application };
        self.call(Call::setup(route, LightMethod::Put).with(commands)?).await.map(drop)
    }

    /// Responds to an interaction that was received at `received`.
    pub async fn respond(
        &self,
        interaction: InteractionId,
        token: &str,
        response: &impl Serialize,
        received: Instant,
    ) -> Result<(), Refusal> {
        let route = Route::InteractionResponse { interaction_id: interaction, token };
        let call =
            Call { until: received + RESPONSE_TIME, per_try: RESPONSE_TRY, ..Call::setup(route, LightMethod::Post) };
        match self.call(call.with(response)?).await {
            // An earlier try got through, and its answer was lost.
            Err(Refusal::Rejected { code: ALREADY_ACKNOWLEDGED, .. }) => Ok(()),
            other => other.map(drop),
        }
    }

    /// Posts a message. Its nonce keeps a repeated try from posting twice.
    pub async fn post(&self, channel: ChannelId, message: &impl Serialize) -> Result<(), Refusal> {
        let route = Route::ChannelMessages { channel_id: channel };
        let call = Call { until: Instant::now() + MESSAGE_TIME, ..Call::setup(route, LightMethod::Post) };
        self.call(call.with(message)?).await.map(drop)
    }

    /// The channel for direct messages with a user.
    pub async fn direct_channel(&self, user: UserId) -> Result<ChannelId, Refusal> {
        let recipient = serde_json::json!({ "recipient_id": user });
        let bytes = self.call(Call::setup(Route::UserMeDmChannels, LightMethod::Post).with(&recipient)?).await?;
        read::<Identified<_>>(&bytes).map(|channel| channel.id)
    }

    async fn get<T: DeserializeOwned>(&self, route: Route<'_>) -> Result<T, Refusal> {
        read(&self.call(Call::setup(route, LightMethod::Get)).await?)
    }

    /// Makes a call, again where that can help, until its time is over.
    async fn call(&self, call: Call<'_>) -> Result<Vec<u8>, Refusal> {
        let mut tries = Tries::default();
        let mut held = None;
        loop {
            let mut turn = match held.take() {
                Some(turn) => turn,
                None => timeout_at(call.until, self.turn(&call.route)).await.map_err(|_| Refusal::OutOfTime)?,
            };
            let per_try = call.per_try.min(call.until.duration_since(Instant::now()));
            let tried =
                timeout(per_try, self.attempt(&call, &mut turn)).await.unwrap_or(Err(Refusal::Lost("timed out")));
            let Err(refusal) = tried else { return tried };
            let left = call.until.duration_since(Instant::now());
            let Some(pause) = tries.pause_after(&refusal, left, jitter()) else { return Err(refusal) };
            if let Refusal::RateLimited { after, global } = refusal {
                tracing::info!(route = call.name(), wait_ms = after.as_millis() as u64, global, "rate limited");
                turn.pause(after);
                if global {
                    self.limiter.pause_everything(after);
                }
                // Who waits for a limit stays first in the line.
                held = Some(turn);
            }
            tokio::time::sleep(pause).await;
        }
    }

    async fn turn(&self, route: &Route<'_>) -> Turn {
        match route {
            Route::InteractionResponse { .. } => Turn::free(),
            route => self.limiter.turn(route.ratelimiting_bucket()).await,
        }
    }

    async fn attempt(&self, call: &Call<'_>, turn: &mut Turn) -> Result<Vec<u8>, Refusal> {
        let request = Request::new(call.route, call.method).body(call.body.clone());
        let authorization = format!("Bot {}", self.token.expose());
        let request = request.build(&self.client, &authorization, self.base.as_deref());
        let request = request.map_err(|_| Refusal::Unauthorized)?;
        let response = request.send().await.map_err(|error| Refusal::lost(&error))?;
        if let Some(pause) = used_up(&response) {
            turn.pause(pause);
        }
        let status = response.status().as_u16();
        let header_pause = seconds(&response, "retry-after");
        let body = response.bytes().await;
        match (status, body) {
            (200..300, Ok(bytes)) => Ok(bytes.to_vec()),
            (200..300, Err(_)) => Err(Refusal::Lost("the connection broke off")),
            (401, _) => Err(Refusal::Unauthorized),
            (429, body) => Err(Refusal::rate_limited(&body.unwrap_or_default(), header_pause)),
            (500.., _) => Err(Refusal::Server(status)),
            (_, body) => Err(Refusal::rejected(status, &body.unwrap_or_default())),
        }
    }
}

impl<'a> Call<'a> {
    fn setup(route: Route<'a>, method: LightMethod) -> Self {
        Self { route, method, body: None, until: Instant::now() + SETUP_TIME, per_try: TRY }
    }

    fn with(self, body: &impl Serialize) -> Result<Self, Refusal> {
        let body = serde_json::to_vec(body).map_err(|_| Refusal::Lost("the body cannot be written as JSON"))?;
        Ok(Self { body: Some(body), ..self })
    }

    /// What the call is, for the log: without ids and tokens.
    fn name(&self) -> &'static str {
        match self.route {
            Route::InteractionResponse { .. } => "respond",
            Route::ChannelMessages { .. } => "post",
            Route::Commands { .. } => "commands",
            Route::UserMeDmChannels => "direct channel",
            _ => "setup",
        }
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| Refusal::Unreadable)
}

/// How long the route is closed, if this answer used up what it allows.
fn used_up(response: &Response) -> Option<Duration> {
    let remaining = response.headers().get("x-ratelimit-remaining")?.to_str().ok()?;
    (remaining == "0").then(|| seconds(response, "x-ratelimit-reset-after"))?
}

fn seconds(response: &Response, header: &str) -> Option<Duration> {
    let value = response.headers().get(header)?.to_str().ok()?;
    Duration::try_from_secs_f64(value.parse().ok()?).ok()
}
