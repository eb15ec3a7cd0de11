//! The slash commands: what they are, and putting them to Discord where it has others.
//!
//! They are compared before they are written, for Discord counts writes and users see a command vanish for a moment.

use serde_json::Value;
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::{CommandOptionType, CommandType, InstallationContext, InteractionContext};
use serenity::model::id::ApplicationId;

use super::api::Api;
use super::conversation::LONGEST_QUESTION;
use super::refusal::Refusal;
use super::wording;

/// `/ask`.
pub const ASK: &str = "ask";
/// The question of `/ask`.
pub const QUESTION: &str = "question";
/// Whether the answer to `/ask` is for the asker alone.
pub const PRIVATE: &str = "private";
/// `/sources`.
pub const SOURCES: &str = "sources";
/// `/help`.
pub const HELP: &str = "help";

/// What a registration found and did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registered {
    /// Discord had the same commands; nothing was written.
    Already,
    /// Discord had others; ours are in their place.
    Now,
}

/// The commands, as Discord takes them.
pub fn definitions() -> Vec<CreateCommand> {
    let question = CreateCommandOption::new(CommandOptionType::String, QUESTION, wording::ASK_QUESTION)
        .required(true)
        .min_length(1)
        .max_length(LONGEST_QUESTION as u16);
    let private = CreateCommandOption::new(CommandOptionType::Boolean, PRIVATE, wording::ASK_PRIVATE);
    vec![
        command(ASK, wording::ASK).add_option(question).add_option(private),
        command(SOURCES, wording::SOURCES_COMMAND),
        command(HELP, wording::HELP_COMMAND),
    ]
}

/// A command that is there wherever the bot can be: in servers, in direct messages with it and in private channels, for
/// those who installed it to a server or to themselves.
fn command(name: &str, description: &str) -> CreateCommand {
    CreateCommand::new(name)
        .kind(CommandType::ChatInput)
        .description(description)
        .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel])
}

/// Puts the commands to Discord where it has others.
pub async fn register(api: &Api, application: ApplicationId) -> Result<Registered, Refusal> {
    let ours = definitions();
    let theirs = api.commands(application).await?;
    if agree(&serde_json::to_value(&ours).unwrap_or_default(), &theirs) {
        return Ok(Registered::Already);
    }
    api.set_commands(application, &ours).await?;
    Ok(Registered::Now)
}

/// Whether Discord has just these commands.
fn agree(ours: &Value, theirs: &[Value]) -> bool {
    let ours = ours.as_array().map(Vec::as_slice).unwrap_or_default();
    let twin = |command: &Value| theirs.iter().find(|other| other["name"] == command["name"]);
    ours.len() == theirs.len() && ours.iter().all(|command| twin(command).is_some_and(|twin| same(command, twin)))
}

/// Whether all that we say of a command is so at Discord, and Discord has nothing where we say nothing.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let said = ours.iter().all(|(key, value)| same(value, theirs.get(key).unwrap_or(&Value::Null)));
            let limits = ["options", "choices", "min_length", "max_length", "default_member_permissions"];
            said && limits
                .iter()
                .all(|key| ours.contains_key(*key) || is_nothing(theirs.get(*key).unwrap_or(&Value::Null)))
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        _ => ours == theirs || (is_nothing(ours) && is_nothing(theirs)),
    }
}

/// What Discord leaves out: null, false, and what is empty.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::discord::limits::{COMMAND_DESCRIPTION, COMMAND_TOTAL, length};

    fn ours() -> Value {
        serde_json::to_value(definitions()).unwrap()
    }

    /// The commands as Discord gives them back: with ids, and without what is empty.
    fn at_discord() -> Vec<Value> {
        let mut commands = ours().as_array().unwrap().clone();
        for (id, command) in commands.iter_mut().enumerate() {
            let command = command.as_object_mut().unwrap();
            command.retain(|_, value| !is_nothing(value));
            command.insert("id".into(), json!(id.to_string()));
            command.insert("version".into(), json!("1"));
            command.insert("default_member_permissions".into(), Value::Null);
            command.insert("nsfw".into(), json!(false));
            for option in command.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
                option.as_object_mut().unwrap().retain(|_, value| !is_nothing(value));
            }
        }
        commands.reverse();
        commands
    }

    #[test]
    fn commands_are_written_only_where_they_differ() {
        assert!(agree(&ours(), &at_discord()));
        let check = |what: &str, change: fn(&mut Vec<Value>)| {
            let mut theirs = at_discord();
            change(&mut theirs);
            assert!(!agree(&ours(), &theirs), "{what}");
        };
        check("none", Vec::clear);
        check("one less", |theirs| drop(theirs.pop()));
        check("one more", |theirs| theirs.push(json!({ "name": "old", "type": 1 })));
        check("another description", |theirs| theirs[0]["description"] = json!("x"));
        check("other contexts", |theirs| theirs[0]["contexts"] = json!([0]));
        check("no option", |theirs| drop(theirs[2].as_object_mut().unwrap().remove("options")));
        check("a further option", |theirs| theirs[0]["options"] = json!([{ "name": "x" }]));
        check("another limit", |theirs| theirs[2]["options"][0]["max_length"] = json!(5));
        check("for admins only", |theirs| theirs[0]["default_member_permissions"] = json!("0"));
    }

    #[test]
    fn commands_are_within_discords_limits_and_there_in_every_place() {
        for command in ours().as_array().unwrap() {
            assert_eq!(command["contexts"], json!([0, 1, 2]), "{command}");
            assert_eq!(command["integration_types"], json!([0, 1]), "{command}");
            let options = command["options"].as_array().unwrap();
            let texts: Vec<_> =
                [command].into_iter().chain(options).map(|part| part["description"].as_str().unwrap()).collect();
            assert!(texts.iter().all(|text| (1..=COMMAND_DESCRIPTION).contains(&length(text))), "{command}");
            assert!(texts.iter().map(|text| length(text)).sum::<usize>() < COMMAND_TOTAL);
        }
    }
}
