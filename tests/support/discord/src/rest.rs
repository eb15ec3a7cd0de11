//! The REST API, version 10: the front that every call passes, and the routes that keep no state.
//!
//! In Discord's order: is there such a route, who calls, is the limit reached, is the body right, and then what it does.
//! Whatever is wrong with a call is answered as Discord answers, and written down.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use axum::serve::ListenerExt;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::fault::{self, Fault, Kind};
use crate::report::Call;
use crate::route::{self, Endpoint, Route};
use crate::world::{APPLICATION, Shared, World};
use crate::{commands, interactions, limits, messages, payload};

/// The largest request that Discord takes, in bytes.
const REQUEST: usize = 25 * 1024 * 1024;

/// What a call gets: a status and a body; null for none.
pub(crate) type Reply = (u16, Value);

/// A refusal with one of Discord's own codes.
pub(crate) fn refusal(status: u16, code: u64, message: &str) -> Reply {
    (status, json!({"message": message, "code": code}))
}

/// Takes calls until the task is ended.
pub(crate) async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    let quick = listener.tap_io(|stream| {
        // Without it, small responses wait 40 ms for the peer's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
    });
    let app = Router::new().fallback(answer).with_state(shared);
    let _ = axum::serve(quick, app).await;
}

/// A call as it came.
struct Incoming<'a> {
    method: &'a Method,
    path: &'a str,
    query: &'a str,
    headers: &'a HeaderMap,
    bytes: &'a Bytes,
}

/// What goes back.
struct Outgoing {
    reply: Reply,
    headers: Vec<(&'static str, String)>,
    spoiled: Option<Kind>,
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, REQUEST).await.unwrap_or_default();
    let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
    let incoming = Incoming { method: &parts.method, path, query, headers: &parts.headers, bytes: &bytes };
    let outgoing = shared.change(|world| take(world, &shared, &incoming));
    let (status, body) = outgoing.reply;
    let text = match outgoing.spoiled {
        Some(Kind::Hang) => std::future::pending().await,
        Some(Kind::Garbled) => r#"{"id": "1","#.to_owned(),
        _ if body.is_null() => String::new(),
        _ => body.to_string(),
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = outgoing.headers.into_iter().chain([(header::CONTENT_TYPE.as_str(), "application/json".to_owned())]);
    response.headers_mut().extend(headers.filter_map(|(name, value)| {
        Some((header::HeaderName::from_static(name), header::HeaderValue::from_str(&value).ok()?))
    }));
    response
}

/// Lets a call pass all gates, and writes it down.
fn take(world: &mut World, shared: &Shared, incoming: &Incoming<'_>) -> Outgoing {
    let path = incoming.path.strip_prefix("/api/v10").unwrap_or("");
    let route = route::find(incoming.method, path, incoming.query);
    let body = read_body(world, incoming);
    let outgoing = match (&route, &body) {
        (None, _) => {
            world.violation("unexpected call", format!("{} {}", incoming.method, incoming.path));
            plain(refusal(404, 0, "404: Not Found"))
        }
        (Some(_), None) => plain(refusal(400, 50109, "The request body contains invalid JSON.")),
        (Some(route), Some(body)) => pass(world, shared, incoming, route, body),
    };
    let status = if outgoing.spoiled == Some(Kind::Hang) { 0 } else { outgoing.reply.0 };
    world.journal.note(Call {
        endpoint: route.map(|route| route.endpoint),
        method: incoming.method.clone(),
        host: header(incoming.headers, header::HOST).to_owned(),
        path: path.to_owned(),
        body: body.unwrap_or_default(),
        status,
    });
    outgoing
}

fn pass(world: &mut World, shared: &Shared, incoming: &Incoming<'_>, route: &Route, body: &Value) -> Outgoing {
    if let Some(refused) = identify(world, incoming, route) {
        return plain(refused);
    }
    let now = world.clock.now();
    if world.limits.is_early((incoming.path, body), now) {
        world.violation("retry_after", format!("{} came again before its time", incoming.path));
    }
    let fault = fault::take(&mut world.faults, route.endpoint);
    if let Some(fault) = fault.as_ref().filter(|fault| !fault.processed) {
        return spoil(world, (incoming.path, body), fault, None);
    }
    let ruling = world.limits.rule(route, now);
    if let Some(refused) = ruling.refusal {
        let wait = refused["retry_after"].as_f64().unwrap_or_default();
        world.limits.remember((incoming.path, body), now + std::time::Duration::from_secs_f64(wait));
        return Outgoing { reply: (429, refused), headers: ruling.headers, spoiled: None };
    }
    let reply = describe(world, shared, incoming.method, route, body)
        .unwrap_or_else(|| dispatch(world, shared, incoming.method, route, body));
    match fault {
        Some(fault) => {
            interactions::note_blind(world, route);
            spoil(world, (incoming.path, body), &fault, Some(reply))
        }
        None => Outgoing { reply, headers: ruling.headers, spoiled: None },
    }
}

fn plain(reply: Reply) -> Outgoing {
    Outgoing { reply, headers: Vec::new(), spoiled: None }
}

/// The response of a call that goes wrong; `done` is what a processed call would have got.
fn spoil(world: &mut World, call: (&str, &Value), fault: &Fault, done: Option<Reply>) -> Outgoing {
    match fault.kind {
        Kind::Status(status) => {
            plain((status, json!({"message": format!("{status}: by order of the test"), "code": fault.code})))
        }
        Kind::RateLimited { after, global } => {
            let until = world.clock.now() + after;
            world.limits.remember(call, until);
            if global {
                world.limits.lock_globally(until);
            }
            let ruling = limits::refuse(after, global, Vec::new());
            Outgoing { reply: (429, ruling.refusal.unwrap_or_default()), headers: ruling.headers, spoiled: None }
        }
        Kind::Hang | Kind::Garbled => {
            Outgoing { reply: done.unwrap_or((200, Value::Null)), headers: Vec::new(), spoiled: Some(fault.kind) }
        }
    }
}

/// Checks who calls: the user agent that Discord asks for, and the bot's token where the route needs it.
fn identify(world: &mut World, incoming: &Incoming<'_>, route: &Route) -> Option<Reply> {
    let agent = header(incoming.headers, header::USER_AGENT);
    if !is_agent(agent) {
        world.violation("user agent", format!("`{agent}` instead of `DiscordBot (url, version)`"));
        return Some(refusal(403, 40333, "internal network error"));
    }
    if route.endpoint.is_open() {
        return None;
    }
    match header(incoming.headers, header::AUTHORIZATION).strip_prefix("Bot ") {
        Some(token) if token == world.rules.token => None,
        Some(_) => Some(refusal(401, 0, "401: Unauthorized")),
        None => {
            world.violation("authorization", format!("{} {} without a bot token", incoming.method, incoming.path));
            Some(refusal(401, 0, "401: Unauthorized"))
        }
    }
}

/// A header as text; empty if it is not there.
fn header(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// True for `DiscordBot (url, version)`, whatever follows.
fn is_agent(agent: &str) -> bool {
    let inner = agent.strip_prefix("DiscordBot (").and_then(|rest| rest.split_once(')')).map(|(inner, _)| inner);
    inner.and_then(|inner| inner.split_once(", ")).is_some_and(|(url, version)| {
        url.starts_with("http") && version.trim_start_matches('v').starts_with(|first: char| first.is_ascii_digit())
    })
}

/// The body as JSON, null if empty; `None` if it is none, which is written down.
fn read_body(world: &mut World, incoming: &Incoming<'_>) -> Option<Value> {
    if incoming.bytes.is_empty() {
        return Some(Value::Null);
    }
    let kind = header(incoming.headers, header::CONTENT_TYPE);
    let body = serde_json::from_slice(incoming.bytes).ok().filter(|_| kind.starts_with("application/json"));
    if body.is_none() {
        world.violation("body", format!("{} {}: no JSON ({kind})", incoming.method, incoming.path));
    }
    body
}

/// Holds the body against Discord's description, where it is there.
fn describe(world: &mut World, shared: &Shared, method: &Method, route: &Route, body: &Value) -> Option<Reply> {
    let faults = shared.schema.as_ref().map(|schema| schema.faults(method, route.template, body)).unwrap_or_default();
    if faults.is_empty() || (body.is_null() && method != Method::POST) {
        return None;
    }
    world.violation("API description", format!("{method} {}: {}", route.template, faults.join("; ")));
    Some(refusal(400, 50035, "Invalid Form Body"))
}

fn dispatch(world: &mut World, shared: &Shared, method: &Method, route: &Route, body: &Value) -> Reply {
    match route.endpoint {
        Endpoint::Gateway => (200, json!({"url": world.gateway_url(shared.gateway)})),
        Endpoint::GatewayBot => {
            let limit = world.session_start_limit();
            (200, json!({"url": world.gateway_url(shared.gateway), "shards": 1, "session_start_limit": limit}))
        }
        Endpoint::Me => (200, payload::bot_user()),
        Endpoint::Application => (200, application()),
        Endpoint::Commands | Endpoint::Command => commands::call(world, method, route, body),
        Endpoint::Callback => interactions::callback(world, route, body),
        Endpoint::Original | Endpoint::FollowUp | Endpoint::FollowUpMessage => {
            interactions::webhook(world, method, route, body)
        }
        Endpoint::Messages => messages::create(world, route, body),
        Endpoint::Message => messages::call(world, method, route, body),
        Endpoint::Typing => (204, Value::Null),
        Endpoint::Channel => match world.channels.get(&route.id(0)) {
            Some(channel) => (200, payload::channel(channel)),
            None => refusal(404, 10003, "Unknown Channel"),
        },
        Endpoint::OpenDm => messages::open_dm(world, body),
    }
}

fn application() -> Value {
    json!({"id": APPLICATION.to_string(), "name": "stackchoice", "icon": null, "description": "", "summary": "",
        "bot_public": true, "bot_require_code_grant": false, "verify_key": "00", "flags": 0, "hook": true,
        "rpc_origins": [], "team": null, "owner": {"id": "1", "username": "owner", "discriminator": "0",
            "avatar": null, "global_name": null, "public_flags": 0}, "bot": payload::bot_user(), "tags": [],
        "integration_types_config": {"0": {}, "1": {}}})
}

/// Binds to a free port of the loopback interface.
///
/// # Panics
/// If the machine has no loopback interface.
pub(crate) async fn bind() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port on 127.0.0.1");
    let address = listener.local_addr().expect("cannot fail: the listener is bound");
    (listener, address)
}
