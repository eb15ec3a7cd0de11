//! The double is no rubber stamp: raw clients break each rule of Discord, and see it enforced.
//!
//! Without this the end-to-end tests would prove nothing: a bot that breaks a rule must fail against the double.

mod commands;
mod gateway;
mod interactions;
mod limits;
mod messages;

use discord_double::{Double, Socket};
use reqwest::Method;
use serde_json::{Value, json};

const GUILD_AND_DIRECT_MESSAGES: u64 = 1 << 0 | 1 << 9 | 1 << 12;

/// A client that does nothing by itself.
struct Client {
    http: reqwest::Client,
    address: String,
    token: String,
    application: u64,
}

/// A response, read whole.
#[derive(Debug)]
struct Response {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: Value,
}

impl Client {
    fn of(double: &Double) -> Self {
        let http = reqwest::Client::builder().user_agent("DiscordBot (https://example.org, 1.0)").no_proxy().build();
        Self {
            http: http.expect("a client without TLS"),
            address: double.address(),
            token: double.token(),
            application: double.application(),
        }
    }

    /// A call as a well-behaved bot makes it.
    async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Response {
        let request = self.http.request(method, format!("{}/api/v10{path}", self.address));
        let request = request.header("authorization", format!("Bot {}", self.token));
        send(match body {
            Some(body) => request.header("content-type", "application/json").body(body.to_string()),
            None => request,
        })
        .await
    }

    async fn get(&self, path: &str) -> Response {
        self.call(Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: &Value) -> Response {
        self.call(Method::POST, path, Some(body)).await
    }

    async fn register(&self, commands: &Value) -> Response {
        self.call(Method::PUT, &format!("/applications/{}/commands", self.application), Some(commands)).await
    }

    /// Answers an interaction.
    async fn callback(&self, event: &Value, body: &Value) -> Response {
        self.post(&callback_path(event), body).await
    }
}

async fn send(request: reqwest::RequestBuilder) -> Response {
    let response = request.send().await.expect("the double answers");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap_or_default();
    Response { status, headers, body: serde_json::from_str(&text).unwrap_or_default() }
}

/// A double with `/ask` registered and a bot's socket that has read everything up to READY.
async fn connected() -> (Double, Client, Socket) {
    let double = Double::start().await;
    let client = Client::of(&double);
    assert_eq!(client.register(&json!([ask()])).await.status, 200);
    let mut socket = Socket::identified(&double, GUILD_AND_DIRECT_MESSAGES).await;
    socket.event("GUILD_CREATE").await;
    (double, client, socket)
}

/// The command of these tests.
fn ask() -> Value {
    json!({"name": "ask", "description": "Ask", "type": 1, "options": [
        {"type": 3, "name": "question", "description": "What", "required": true, "max_length": 300},
        {"type": 5, "name": "private", "description": "Only for you", "required": false}]})
}

/// A message that breaks no rule.
fn message(content: &str) -> Value {
    json!({"content": content, "allowed_mentions": {"parse": []}})
}

fn callback_path(event: &Value) -> String {
    let text = |field: &str| event["d"][field].as_str().unwrap_or_default().to_owned();
    format!("/interactions/{}/{}/callback", text("id"), text("token"))
}

/// The names of the rules that were broken, taken out so that the double does not fail its own test.
fn broken(double: &Double) -> Vec<&'static str> {
    double.take_violations().iter().map(|violation| violation.rule).collect()
}
