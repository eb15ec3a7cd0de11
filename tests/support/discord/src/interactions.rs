//! Responses to interactions: one callback within three seconds, then edits and follow-ups for a quarter of an hour.

use axum::http::Method;
use serde_json::{Value, json};

use crate::checks::{Faults, modal};
use crate::messages::{self, EPHEMERAL};
use crate::question::{Interaction, InteractionKind, Question};
use crate::rest::{Reply, refusal};
use crate::route::{Endpoint, Route};
use crate::world::{APPLICATION, World};

const MESSAGE: u64 = 4;
const DEFERRED: u64 = 5;
const UPDATE: u64 = 7;
const MODAL: u64 = 9;
/// Follow-ups where the application is there only by a user's installation.
const USER_INSTALLED_FOLLOW_UPS: u32 = 5;

/// `POST /interactions/{id}/{token}/callback`.
pub(crate) fn callback(world: &mut World, route: &Route, body: &Value) -> Reply {
    let id = route.id(0);
    let interaction = world.questions.get(&id).and_then(|question| question.interaction.as_ref());
    let Some(interaction) = interaction.filter(|interaction| interaction.token == route.values[1]).cloned() else {
        world.violation("interaction", format!("a callback to {id}, which is unknown or has another token"));
        return unknown_interaction();
    };
    if interaction.callback.is_some() {
        let excused = interaction.blind || is_retry(world, id, &interaction, body);
        world.interaction(id, |known| known.refused_callbacks += u32::from(!excused));
        return refusal(400, 40060, "Interaction has already been acknowledged.");
    }
    if is_late(world, id, &interaction) {
        return unknown_interaction();
    }
    let (kind, data) = (body["type"].as_u64().unwrap_or(0), &body["data"]);
    if let Some(refused) = refused(world, &interaction, kind, data) {
        return refused;
    }
    world.interaction(id, |known| known.response = Some(body.clone()));
    let message = respond(world, id, &interaction, kind, data);
    if !route.asks("with_response") {
        return (204, Value::Null);
    }
    let message = message.and_then(|id| world.messages.get(&id)).map(|message| message.body.clone());
    (
        200,
        json!({"interaction": {"id": id.to_string(), "type": interaction.kind as u8}, "resource": {"type": kind,
        "message": message}}),
    )
}

/// Edits and follow-ups, under the interaction's token.
pub(crate) fn webhook(world: &mut World, method: &Method, route: &Route, body: &Value) -> Reply {
    let found = world.questions.values().find_map(|question| {
        let interaction = question.interaction.as_ref().filter(|one| one.token == route.values[1])?;
        Some((question.id, interaction.clone()))
    });
    let Some((id, interaction)) = found.filter(|(_, interaction)| interaction.callback.is_some()) else {
        world.violation("webhook", "a token that is unknown, or not yet answered by a callback");
        return refusal(404, 10015, "Unknown Webhook");
    };
    if world.clock.now() > interaction.made + world.rules.token_life {
        world.violation("token life", "an interaction's token was used after its end");
        return refusal(401, 50027, "Invalid Webhook Token");
    }
    match route.endpoint {
        Endpoint::FollowUp => follow_up(world, id, &interaction, body),
        Endpoint::Original => original(world, method, id, &interaction, body),
        _ => {
            let message = route.id(2);
            let own = world.messages.get(&message).is_some_and(|message| message.interaction == Some(id));
            if own { one(world, method, message, body) } else { refusal(404, 10008, "Unknown Message") }
        }
    }
}

/// The response to the callback that was just taken is spoiled: the bot cannot know of it.
pub(crate) fn note_blind(world: &mut World, route: &Route) {
    if route.endpoint == Endpoint::Callback {
        world.interaction(route.id(0), |interaction| interaction.blind = true);
    }
}

impl World {
    /// Changes an interaction, if it is there.
    pub(crate) fn interaction(&mut self, id: u64, change: impl FnOnce(&mut Interaction)) {
        if let Some(interaction) = self.questions.get_mut(&id).and_then(|question| question.interaction.as_mut()) {
            change(interaction);
        }
    }

    fn question(&mut self, id: u64, change: impl FnOnce(&mut Question)) {
        if let Some(question) = self.questions.get_mut(&id) {
            change(question);
        }
    }
}

/// True if the first response comes too late; the bot's fault only if it had the event in time.
fn is_late(world: &mut World, id: u64, interaction: &Interaction) -> bool {
    let limit = world.rules.first_response;
    if world.clock.now() <= interaction.made + limit {
        return false;
    }
    let sent = world.questions.get(&id).and_then(|question| question.sent);
    if sent.is_some_and(|sent| sent.elapsed() > limit) {
        world.violation("first response", format!("a callback later than {limit:?}"));
    } else {
        // It died while the connection was down: nobody can owe it an answer.
        world.question(id, |question| question.expected = false);
    }
    true
}

/// True for the same response once more, after a wait in which none came back: a double on a busy machine may have taken
/// the first only when the bot had given it up. An event that came twice excuses nothing.
fn is_retry(world: &World, id: u64, interaction: &Interaction, body: &Value) -> bool {
    let came_once = |question: &&Question| question.delivered == 1;
    let sent = world.questions.get(&id).filter(came_once).and_then(|question| question.sent);
    sent.is_some_and(|sent| sent.elapsed() >= world.rules.retry_after) && interaction.response.as_ref() == Some(body)
}

fn refused(world: &mut World, interaction: &Interaction, kind: u64, data: &Value) -> Option<Reply> {
    let from_component = interaction.source.is_some();
    if !interaction.kind.callbacks(from_component).contains(&kind) {
        world.violation("callback type", format!("{kind} for an interaction of type {}", interaction.kind as u8));
        let mut faults = Faults::default();
        faults.add("type", "BASE_TYPE_CHOICES", "Value must be one of those for this interaction.");
        return Some((400, faults.body()));
    }
    match kind {
        MESSAGE | UPDATE => messages::refused(world, data, kind == MESSAGE),
        MODAL => {
            let mut faults = Faults::default();
            modal::check("data", data, &mut faults);
            (!faults.is_empty()).then(|| {
                world.violation("modal limits", faults.summary());
                (400, faults.body())
            })
        }
        DEFERRED => {
            let others = data.as_object().is_some_and(|data| data.keys().any(|name| name != "flags"));
            if others || data["flags"].as_u64().unwrap_or(0) & !EPHEMERAL != 0 {
                world.violation("deferred response", "takes the ephemeral flag and nothing else");
            }
            None
        }
        _ => None,
    }
}

/// Does what a callback asks; the message that it made or changed.
fn respond(world: &mut World, id: u64, interaction: &Interaction, kind: u64, data: &Value) -> Option<u64> {
    world.interaction(id, |known| {
        known.callback = Some(kind);
        known.private = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
        known.modal = (kind == MODAL).then(|| data.clone());
    });
    let message = match kind {
        MESSAGE => {
            let message = show(world, id, data, false);
            world.interaction(id, |known| known.original = Some(message));
            Some(message)
        }
        UPDATE => interaction.source.inspect(|&message| {
            messages::edit(world, message, data);
        }),
        _ => None,
    };
    if kind != DEFERRED {
        world.question(id, |question| question.answer(message));
    }
    message
}

fn follow_up(world: &mut World, id: u64, interaction: &Interaction, body: &Value) -> Reply {
    if interaction.user_installed && interaction.follow_ups >= USER_INSTALLED_FOLLOW_UPS {
        world.violation("follow-ups", "more than 5 where the bot is only by a user's installation");
        return refusal(400, 40094, "This interaction has reached the maximum number of follow up messages.");
    }
    if let Some(refused) = messages::refused(world, body, true) {
        return refused;
    }
    // The first follow-up of a deferred interaction is its answer, as private as the deferral said.
    let first = interaction.is_deferred();
    let message = show(world, id, body, first && interaction.private);
    world.interaction(id, |known| {
        known.follow_ups += 1;
        if first {
            known.original = Some(message);
        }
    });
    world.question(id, |question| question.answer(Some(message)));
    (200, world.messages[&message].body.clone())
}

fn original(world: &mut World, method: &Method, id: u64, interaction: &Interaction, body: &Value) -> Reply {
    if interaction.is_deferred() && method == Method::PATCH {
        if let Some(refused) = messages::refused(world, body, true) {
            return refused;
        }
        let message = show(world, id, body, interaction.private);
        world.interaction(id, |known| known.original = Some(message));
        world.question(id, |question| question.answer(Some(message)));
        return (200, world.messages[&message].body.clone());
    }
    match interaction.original.or(interaction.source) {
        Some(message) => one(world, method, message, body),
        None => refusal(404, 10008, "Unknown Message"),
    }
}

fn one(world: &mut World, method: &Method, message: u64, body: &Value) -> Reply {
    match (method.as_str(), world.messages.get(&message)) {
        (_, None) => refusal(404, 10008, "Unknown Message"),
        ("GET", Some(message)) => (200, message.body.clone()),
        ("PATCH", Some(_)) => messages::edit(world, message, body),
        _ => {
            world.messages.remove(&message);
            (204, Value::Null)
        }
    }
}

/// Shows a message as an interaction's answer; its id.
fn show(world: &mut World, id: u64, body: &Value, private: bool) -> u64 {
    let place = world.channels[&world.questions[&id].channel].clone();
    let mut body = body.clone();
    if private {
        body["flags"] = json!(body["flags"].as_u64().unwrap_or(0) | EPHEMERAL);
    }
    let application = APPLICATION.to_string();
    let extra = json!({"type": 20, "webhook_id": application, "application_id": application,
        "interaction_metadata": metadata(world, id)});
    messages::post(world, &place, &body, Some(id), &extra)
}

/// What a message tells of the interaction that made it; of a modal, also what showed the modal.
fn metadata(world: &World, id: u64) -> Value {
    let Some((question, interaction)) =
        world.questions.get(&id).and_then(|question| Some((question, question.interaction.as_ref()?)))
    else {
        return Value::Null;
    };
    let event = &question.event.1;
    let asker = event.pointer("/member/user").unwrap_or(&event["user"]);
    let mut metadata = json!({"id": id.to_string(), "type": interaction.kind as u8, "user": asker,
        "authorizing_integration_owners": event["authorizing_integration_owners"]});
    match (interaction.kind, interaction.shown_by) {
        (InteractionKind::Component, _) => {
            metadata["interacted_message_id"] = json!(interaction.source.unwrap_or(0).to_string());
        }
        (InteractionKind::Modal, Some(shown_by)) => {
            metadata["triggering_interaction_metadata"] = self::metadata(world, shown_by);
        }
        _ => {}
    }
    metadata
}

fn unknown_interaction() -> Reply {
    refusal(404, 10062, "Unknown interaction")
}
