//! Limits of application commands: how many, their names, their options, their text in sum.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Faults, under};

const SLASH: u64 = 1;
const USER: u64 = 2;
const MESSAGE: u64 = 3;
const SUB_COMMANDS: [u64; 2] = [1, 2];

/// Checks all commands of an application together.
pub(crate) fn check_all(commands: &[Value], faults: &mut Faults) {
    for (kind, most) in [(SLASH, 100), (USER, 15), (MESSAGE, 15)] {
        let count = commands.iter().filter(|command| kind_of(command) == kind).count();
        if count > most {
            let text = format!("Maximum number of application commands reached ({most}).");
            faults.add("type", "APPLICATION_COMMANDS_MAX", text);
        }
    }
    let mut names = BTreeSet::new();
    for (number, command) in commands.iter().enumerate() {
        check(&number.to_string(), command, faults);
        if !names.insert((kind_of(command), command["name"].to_string())) {
            let text = "Application command names must be unique";
            faults.add(&under(&number.to_string(), "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", text);
        }
    }
}

/// Checks one command.
pub(crate) fn check(path: &str, command: &Value, faults: &mut Faults) {
    let slash = kind_of(command) == SLASH;
    faults.length(&under(path, "name"), &command["name"], 1, 32);
    if slash {
        check_name(path, command, faults);
        faults.length(&under(path, "description"), &command["description"], 1, 100);
    } else if command["description"].as_str().is_some_and(|text| !text.is_empty()) {
        let text = "Context menu commands cannot have description";
        faults.add(&under(path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID", text);
    }
    check_options(path, command, faults);
    let size = size(command);
    if size > 8000 {
        let text = format!("Command exceeds maximum size (8000). ({size})");
        faults.add(path, "APPLICATION_COMMAND_TOO_LARGE", text);
    }
}

fn kind_of(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(SLASH)
}

/// A slash command's or option's name: lower case letters, digits, `-`, `_` and apostrophes.
fn check_name(path: &str, named: &Value, faults: &mut Faults) {
    let name = named["name"].as_str().unwrap_or_default();
    let fits = |letter: char| (letter.is_alphanumeric() && !letter.is_uppercase()) || "-_'".contains(letter);
    if !name.chars().all(fits) {
        let text = "Command name is invalid";
        faults.add(&under(path, "name"), "APPLICATION_COMMAND_INVALID_NAME", text);
    }
}

fn check_options(path: &str, owner: &Value, faults: &mut Faults) {
    let path = under(path, "options");
    let (mut names, mut optional) = (BTreeSet::new(), false);
    for (number, option) in faults.count(&path, &owner["options"], 0, 25).iter().enumerate() {
        let path = under(&path, number);
        faults.length(&under(&path, "name"), &option["name"], 1, 32);
        check_name(&path, option, faults);
        faults.length(&under(&path, "description"), &option["description"], 1, 100);
        if !names.insert(option["name"].to_string()) {
            let text = "Option name must be unique";
            faults.add(&under(&path, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", text);
        }
        let required = option["required"] == true;
        if required && optional {
            let text = "Required options must be placed before non-required options";
            faults.add(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text);
        }
        optional |= !required;
        let choices = under(&path, "choices");
        for (number, choice) in faults.count(&choices, &option["choices"], 0, 25).iter().enumerate() {
            faults.length(&under(&under(&choices, number), "name"), &choice["name"], 1, 100);
            if choice["value"].is_string() {
                faults.length(&under(&under(&choices, number), "value"), &choice["value"], 1, 100);
            }
        }
        let most = option["max_length"].as_u64().unwrap_or(6000);
        if most == 0 || most > 6000 {
            faults.add(&under(&path, "max_length"), "NUMBER_TYPE_MAX", "int value should be between 1 and 6000.");
        }
        if option["type"].as_u64().is_some_and(|kind| SUB_COMMANDS.contains(&kind)) {
            check_options(&path, option, faults);
        }
    }
}

/// The characters that count towards a command's size: names, descriptions, values; of localisations the longest.
fn size(named: &Value) -> usize {
    let characters = |text: &Value| text.as_str().map_or(0, |text| text.chars().count());
    let longest = |field: &str, localised: &str| {
        let others = named[localised].as_object().into_iter().flatten().map(|(_, text)| characters(text));
        others.chain([characters(&named[field])]).max().unwrap_or(0)
    };
    let inner = |list: &str| named[list].as_array().into_iter().flatten().map(size).sum::<usize>();
    longest("name", "name_localizations")
        + longest("description", "description_localizations")
        + characters(&named["value"])
        + inner("options")
        + inner("choices")
}
