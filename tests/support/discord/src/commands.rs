//! The application's commands: registered, listed, edited, deleted, and given back the way Discord gives them.
//!
//! Discord fills in what was left out and leaves out what is false, so a client that compares must compare meanings.

use axum::http::Method;
use serde_json::{Value, json};

use crate::checks::{Faults, command};
use crate::rest::{Reply, refusal};
use crate::route::{Endpoint, Route};
use crate::world::{APPLICATION, World};

/// Fields that are only shown to those who ask for localisations.
const LOCALISED: [&str; 2] = ["name_localizations", "description_localizations"];

pub(crate) fn call(world: &mut World, method: &Method, route: &Route, body: &Value) -> Reply {
    if route.id(0) != APPLICATION {
        world.violation("application", format!("{} is another application", route.values[0]));
        return refusal(403, 20012, "You are not authorized to perform this action on this application");
    }
    match (route.endpoint, method.as_str()) {
        (Endpoint::Commands, "GET") => (200, shown_all(world, route)),
        (Endpoint::Commands, "PUT") => overwrite(world, route, body),
        (Endpoint::Commands, _) => create(world, body),
        (_, "GET") => match place(world, route) {
            Some(place) => (200, world.commands[place].clone()),
            None => unknown(),
        },
        (_, "PATCH") => edit(world, route, body),
        _ => match place(world, route) {
            Some(place) => {
                world.commands.remove(place);
                (204, Value::Null)
            }
            None => unknown(),
        },
    }
}

fn overwrite(world: &mut World, route: &Route, body: &Value) -> Reply {
    let wanted = body.as_array().cloned().unwrap_or_default();
    if let Some(refused) = refused(world, &wanted) {
        return refused;
    }
    world.commands = wanted.iter().map(|command| registered(world, command)).collect::<Vec<_>>();
    (200, shown_all(world, route))
}

fn create(world: &mut World, body: &Value) -> Reply {
    let same = |command: &Value| command["name"] == body["name"] && kind(command) == kind(body);
    let mut wanted = world.commands.clone();
    let known = wanted.iter().position(same);
    wanted.retain(|command| !same(command));
    wanted.push(body.clone());
    if let Some(refused) = refused(world, &wanted) {
        return refused;
    }
    let command = registered(world, body);
    world.commands.retain(|command| !same(command));
    world.commands.push(command.clone());
    (if known.is_some() { 200 } else { 201 }, command)
}

fn edit(world: &mut World, route: &Route, body: &Value) -> Reply {
    let Some(place) = place(world, route) else { return unknown() };
    let mut wanted = world.commands.clone();
    for (name, value) in body.as_object().into_iter().flatten() {
        wanted[place][name] = value.clone();
    }
    if let Some(refused) = refused(world, &wanted) {
        return refused;
    }
    world.commands = wanted;
    (200, world.commands[place].clone())
}

fn refused(world: &mut World, commands: &[Value]) -> Option<Reply> {
    let mut faults = Faults::default();
    command::check_all(commands, &mut faults);
    (!faults.is_empty()).then(|| {
        world.violation("command limits", faults.summary());
        (400, faults.body())
    })
}

/// A command as Discord keeps it: with its id, the same as before if it was there before.
fn registered(world: &mut World, command: &Value) -> Value {
    let before = world.commands.iter().find(|one| one["name"] == command["name"] && kind(one) == kind(command));
    let id = before.map(|one| one["id"].clone());
    let fresh = world.clock.next_id().to_string();
    let mut kept = json!({"id": id.unwrap_or_else(|| json!(fresh)), "application_id": APPLICATION.to_string(),
        "version": fresh, "default_member_permissions": null, "type": 1, "nsfw": false, "dm_permission": true,
        "contexts": null, "integration_types": [0], "description": "", "name_localizations": null,
        "description_localizations": null});
    for (name, value) in command.as_object().into_iter().flatten() {
        kept[name] = value.clone();
    }
    tidy(&mut kept["options"]);
    if kept["options"].as_array().is_none_or(Vec::is_empty) {
        kept.as_object_mut().map(|kept| kept.remove("options"));
    }
    kept
}

/// Leaves out of options what is false or empty.
fn tidy(options: &mut Value) {
    for option in options.as_array_mut().into_iter().flatten() {
        if let Some(fields) = option.as_object_mut() {
            fields.retain(|_, value| *value != json!(false) && *value != json!([]) && !value.is_null());
            if let Some(inner) = fields.get_mut("options") {
                tidy(inner);
            }
        }
    }
}

fn shown_all(world: &World, route: &Route) -> Value {
    let mut commands = world.commands.clone();
    if !route.asks("with_localizations") && route.template.ends_with("commands") {
        for fields in commands.iter_mut().filter_map(Value::as_object_mut) {
            fields.retain(|name, _| !LOCALISED.contains(&name.as_str()));
        }
    }
    Value::Array(commands)
}

fn place(world: &World, route: &Route) -> Option<usize> {
    world.commands.iter().position(|command| command["id"] == route.values[1])
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

fn unknown() -> Reply {
    refusal(404, 10063, "Unknown application command")
}
