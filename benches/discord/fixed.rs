//! The ceiling: the least bot there can be on the same libraries. It reads an interaction and answers one sentence.

use std::error::Error;
use std::path::Path;

use discord_double::{BotCommand, Double};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use serenity::futures::{SinkExt, StreamExt};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

/// The variable that turns this program into the bot.
const SWITCH: &str = "FIXED_REPLY";

/// True if this process is to be the bot.
pub fn is_asked_for() -> bool {
    std::env::var_os(SWITCH).is_some()
}

/// Runs `own`, this very program, as the bot.
pub fn command(discord: &Double, own: &Path) -> BotCommand {
    discord.bot(&own.to_string_lossy()).env(SWITCH, "1").env("APPLICATION", &discord.application().to_string())
}

/// Is the bot until it is asked to stop.
pub async fn run() -> Result<(), Box<dyn Error>> {
    let mut stop = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        ended = answer_all() => ended,
        _ = stop.recv() => Ok(()),
    }
}

async fn answer_all() -> Result<(), Box<dyn Error>> {
    let (base, token) = (std::env::var("DISCORD_PROXY")?, std::env::var("DISCORD_TOKEN")?);
    let client = Client::builder().user_agent("DiscordBot (https://example.org, 1.0)").no_proxy().build()?;
    let call = |method: Method, path: String, body: Value| {
        let request =
            client.request(method, format!("{base}/api/v10{path}")).header("authorization", format!("Bot {token}"));
        request.header("content-type", "application/json").body(body.to_string()).send()
    };
    let commands = json!([{"name": "ask", "description": "Ask", "type": 1,
        "options": [{"type": 3, "name": "question", "description": "What", "required": true}]}]);
    call(Method::PUT, format!("/applications/{}/commands", std::env::var("APPLICATION")?), commands).await?;
    let gateway: Value =
        serde_json::from_str(&client.get(format!("{base}/api/v10/gateway")).send().await?.text().await?)?;
    let (mut socket, _) =
        connect_async(format!("{}/?v=10&encoding=json", gateway["url"].as_str().unwrap_or(""))).await?;
    let identify = json!({"op": 2, "d": {"token": token, "intents": 1 << 9 | 1 << 12,
        "properties": {"os": "linux", "browser": "b", "device": "d"}}});
    socket.send(Message::text(identify.to_string())).await?;
    let mut beat = tokio::time::interval(std::time::Duration::from_secs(30));
    loop {
        let message = tokio::select! {
            _ = beat.tick() => {
                socket.send(Message::text(json!({"op": 1, "d": null}).to_string())).await?;
                continue;
            }
            message = socket.next() => message.ok_or("the gateway is gone")??,
        };
        let Ok(text) = message.to_text() else { continue };
        let event: Value = serde_json::from_str(text)?;
        if event["t"] == "INTERACTION_CREATE" {
            let (id, token) = (event["d"]["id"].as_str().unwrap_or(""), event["d"]["token"].as_str().unwrap_or(""));
            let answer = json!({"type": 4, "data": {"content": "It depends.", "allowed_mentions": {"parse": []}}});
            tokio::spawn(call(Method::POST, format!("/interactions/{id}/{token}/callback"), answer));
        }
    }
}
