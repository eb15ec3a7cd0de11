//! Messages: what the bot posts, edits and deletes, whom it would ping, and which question it answers.

use axum::http::Method;
use serde_json::{Value, json};

use crate::checks::{Faults, message};
use crate::payload;
use crate::rest::{Reply, refusal};
use crate::route::Route;
use crate::world::{APPLICATION, Channel, ChannelKind, GUILD, Message, World};

/// The flag of a message that only one person sees.
pub(crate) const EPHEMERAL: u64 = 1 << 6;

/// `POST /channels/{id}/messages`.
pub(crate) fn create(world: &mut World, route: &Route, body: &Value) -> Reply {
    let Some(channel) = world.channels.get(&route.id(0)).cloned() else {
        return refusal(404, 10003, "Unknown Channel");
    };
    if channel.kind.by_user() {
        world.violation("access", "posted in a channel where the bot is only by a user's installation");
        return refusal(403, 50001, "Missing Access");
    }
    if let Some(refused) = refused(world, body, true) {
        return refused;
    }
    let replied = replied_to(body);
    let fails = body["message_reference"]["fail_if_not_exists"] != false;
    if fails && replied.is_some_and(|id| !world.messages.contains_key(&id)) {
        let mut faults = Faults::default();
        faults.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
        return (400, faults.body());
    }
    if let Some(posted) = posted_before(world, channel.id, body) {
        return (200, world.messages[&posted].body.clone());
    }
    let id = post(world, &channel, body, None, &json!({}));
    remember_nonce(world, channel.id, body, id);
    settle(world, channel.id, replied, id);
    (200, world.messages[&id].body.clone())
}

/// One message: get, edit, delete.
pub(crate) fn call(world: &mut World, method: &Method, route: &Route, body: &Value) -> Reply {
    let (id, bot) = (route.id(1), APPLICATION.to_string());
    let Some(message) = world.messages.get(&id).filter(|message| message.channel == route.id(0)) else {
        return refusal(404, 10008, "Unknown Message");
    };
    let own = message.body["author"]["id"] == bot;
    match method.as_str() {
        "GET" => (200, message.body.clone()),
        "PATCH" if !own => refusal(403, 50005, "Cannot edit a message authored by another user"),
        "PATCH" => edit(world, id, body),
        _ => {
            world.messages.remove(&id);
            (204, Value::Null)
        }
    }
}

/// `POST /users/@me/channels`.
pub(crate) fn open_dm(world: &mut World, body: &Value) -> Reply {
    let recipient = body["recipient_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0);
    let person = world.people.values().find(|person| person.id == recipient).cloned();
    match person {
        Some(person) => (200, payload::channel(&world.channel(&person.name, ChannelKind::Dm))),
        None => refusal(400, 50033, "Invalid Recipient(s)"),
    }
}

/// Discord's refusal of a message's body, if it breaks a limit. What is right by Discord and wrong by the bot's own
/// promises is only written down.
pub(crate) fn refused(world: &mut World, body: &Value, new: bool) -> Option<Reply> {
    let mut faults = Faults::default();
    message::check("", body, &mut faults);
    if !faults.is_empty() {
        world.violation("message limits", faults.summary());
        return Some((400, faults.body()));
    }
    if new && !message::shows_something(body) {
        world.violation("message limits", "an empty message");
        return Some(refusal(400, 50006, "Cannot send an empty message"));
    }
    if (new || body.get("content").is_some()) && !body["allowed_mentions"].is_object() {
        world.violation("allowed_mentions", "a message does not say whom it may ping");
    }
    let pings = pings(body);
    if !pings.is_empty() {
        world.violation("ping", pings.join(", "));
    }
    None
}

/// Puts a message of the bot into the world and tells the sessions; its id. `extra` is added to Discord's own fields.
pub(crate) fn post(world: &mut World, channel: &Channel, body: &Value, interaction: Option<u64>, extra: &Value) -> u64 {
    let id = world.clock.next_id();
    let mut message = payload::message(id, channel, payload::bot_user(), "");
    take_over(&mut message, body);
    for field in ["nonce", "message_reference", "flags"] {
        if !body[field].is_null() {
            message[field] = body[field].clone();
        }
    }
    if let Some(replied) = replied_to(body).and_then(|id| world.messages.get(&id)) {
        message["type"] = json!(19);
        message["referenced_message"] = replied.body.clone();
        message["referenced_message"].as_object_mut().map(|inner| inner.remove("referenced_message"));
    }
    for (name, value) in extra.as_object().into_iter().flatten() {
        message[name] = value.clone();
    }
    world.messages.insert(id, Message { channel: channel.id, body: message.clone(), interaction });
    let private = message["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
    if !private && !channel.kind.by_user() {
        if channel.kind.in_guild() {
            message["guild_id"] = json!(GUILD.to_string());
        }
        world.sessions.dispatch("MESSAGE_CREATE", &message, None);
    }
    id
}

/// Changes a message of the bot.
pub(crate) fn edit(world: &mut World, id: u64, body: &Value) -> Reply {
    if let Some(refused) = refused(world, body, false) {
        return refused;
    }
    let Some(message) = world.messages.get_mut(&id) else { return refusal(404, 10008, "Unknown Message") };
    take_over(&mut message.body, body);
    message.body["edited_timestamp"] = json!("2024-01-01T00:00:00.000000+00:00");
    if !message::shows_something(&message.body) {
        return refusal(400, 50006, "Cannot send an empty message");
    }
    (200, message.body.clone())
}

/// Takes over what a body shows.
fn take_over(message: &mut Value, body: &Value) {
    for field in ["content", "embeds", "components"] {
        match body.get(field) {
            Some(Value::Null) if field == "content" => message[field] = json!(""),
            Some(Value::Null) => message[field] = json!([]),
            Some(value) => message[field] = value.clone(),
            None => {}
        }
    }
    for embed in message["embeds"].as_array_mut().into_iter().flatten() {
        embed["type"] = json!("rich");
    }
    number_components(&mut message["components"], &mut 0);
}

/// Gives each component its number, as Discord does.
fn number_components(components: &mut Value, last: &mut u64) {
    for component in components.as_array_mut().into_iter().flatten() {
        *last += 1;
        component["id"] = json!(*last);
        if component["components"].is_array() {
            number_components(&mut component["components"], last);
        }
    }
}

/// Whom this body would ping.
fn pings(body: &Value) -> Vec<String> {
    let content = body["content"].as_str().unwrap_or_default();
    let allowed = &body["allowed_mentions"];
    let lists =
        |field: &str, entry: &str| allowed[field].as_array().is_some_and(|list| list.iter().any(|one| one == entry));
    let parses = |kind: &str| allowed.is_null() || lists("parse", kind);
    let mut pings = Vec::new();
    for everyone in ["@everyone", "@here"] {
        if content.contains(everyone) && parses("everyone") {
            pings.push(everyone.to_owned());
        }
    }
    for part in content.split("<@").skip(1) {
        let inner = part.split('>').next().unwrap_or_default();
        let (kind, id) = inner.strip_prefix('&').map_or(("users", inner.trim_start_matches('!')), |id| ("roles", id));
        if id.parse::<u64>().is_ok() && (parses(kind) || lists(kind, id)) {
            pings.push(format!("<@{inner}>"));
        }
    }
    if replied_to(body).is_some() && (allowed.is_null() || allowed["replied_user"] == true) {
        pings.push("the author of the message replied to".to_owned());
    }
    pings
}

fn replied_to(body: &Value) -> Option<u64> {
    body["message_reference"]["message_id"].as_str()?.parse().ok()
}

/// The message that was posted with the same nonce a short while ago, if the bot asks for that.
fn posted_before(world: &World, channel: u64, body: &Value) -> Option<u64> {
    let nonce = nonce(body).filter(|_| body["enforce_nonce"] == true)?;
    let &(message, at) = world.nonces.get(&(channel, nonce))?;
    (world.clock.now() < at + world.rules.nonce_life && world.messages.contains_key(&message)).then_some(message)
}

fn remember_nonce(world: &mut World, channel: u64, body: &Value, message: u64) {
    if let Some(nonce) = nonce(body) {
        let now = world.clock.now();
        world.nonces.insert((channel, nonce), (message, now));
    }
}

fn nonce(body: &Value) -> Option<String> {
    let nonce = &body["nonce"];
    nonce.as_str().map(str::to_owned).or_else(|| nonce.as_i64().map(|number| number.to_string()))
}

/// Counts a message as the answer to the question it replies to, or to the latest open one in its channel.
fn settle(world: &mut World, channel: u64, replied: Option<u64>, message: u64) {
    let open = || {
        let waiting = world.questions.values().filter(|one| one.channel == channel && one.interaction.is_none());
        waiting.filter(|one| one.expected && one.answered.is_none()).map(|one| one.id).max()
    };
    let question = replied.filter(|id| world.questions.contains_key(id)).or_else(open);
    match question.and_then(|id| world.questions.get_mut(&id)) {
        Some(question) => question.answer(Some(message)),
        None => world.journal.stray += 1,
    }
}
