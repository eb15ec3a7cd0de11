//! Decodes interactions and messages into serenity's types.
//!
//! serenity refuses a whole event for a part that the bot never looks at: a field that a proxy leaves out, a component or
//! a kind of metadata that is newer than serenity. So what cannot be decoded as it is, is decoded from what matters of it:
//! an answer must not hang on the rest.

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use serenity::model::application::Interaction;
use serenity::model::channel::Message;

/// The interaction in an event's content; `None` if it is none.
pub fn interaction(content: &RawValue) -> Option<Interaction> {
    serde_json::from_str(content.get()).ok().or_else(|| {
        let mut content = object(content)?;
        for (key, value) in
            [("entitlements", json!([])), ("locale", json!("en-US")), ("attachment_size_limit", json!(0))]
        {
            content.entry(key).or_insert(value);
        }
        if let Some(Value::Object(message)) = content.get_mut("message") {
            reduce(message);
        }
        serde_json::from_value(Value::Object(content)).ok()
    })
}

/// The message in an event's content; `None` if it is none.
pub fn message(content: &RawValue) -> Option<Message> {
    serde_json::from_str(content.get()).ok().or_else(|| {
        let mut content = object(content)?;
        reduce(&mut content);
        serde_json::from_value(Value::Object(content)).ok()
    })
}

fn object(content: &RawValue) -> Option<Map<String, Value>> {
    serde_json::from_str(content.get()).ok()
}

/// Leaves of a message what the bot looks at, and fills in what serenity wants besides.
fn reduce(message: &mut Map<String, Value>) {
    const KEPT: [&str; 12] = [
        "id", "channel_id", "guild_id", "author", "content", "type", "flags", "webhook_id", "mention_everyone",
        "mentions", "embeds", "referenced_message",
    ];
    message.retain(|key, _| KEPT.contains(&key.as_str()));
    for key in ["mention_everyone", "tts", "pinned"] {
        message.entry(key).or_insert(json!(false));
    }
    for key in ["mentions", "mention_roles", "attachments", "embeds"] {
        message.entry(key).or_insert(json!([]));
    }
    for (key, value) in [("content", json!("")), ("type", json!(0)), ("timestamp", json!("1970-01-01T00:00:00Z"))] {
        message.entry(key).or_insert(value);
    }
    if let Some(Value::Object(referenced)) = message.get_mut("referenced_message") {
        reduce(referenced);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: &str = r#"{"id":"4","username":"ann","discriminator":"0","avatar":null}"#;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.replace("USER", USER)).unwrap()
    }

    #[test]
    fn an_interaction_is_read_without_the_fields_that_serenity_alone_wants() {
        let command = r#"{"id":"1","application_id":"2","type":2,"token":"t","version":1,"channel_id":"3","user":USER,
            "data":{"id":"5","name":"help","type":1}}"#;
        assert_eq!(interaction(&raw(command)).unwrap().id().get(), 1);
        for broken in ["{}", "[]", "null", r#"{"type":2}"#, r#"{"type":99,"id":"1"}"#, "7"] {
            assert!(interaction(&raw(broken)).is_none(), "{broken}");
        }
    }

    #[test]
    fn a_button_is_read_whatever_else_its_message_holds() {
        let press = r#"{"id":"1","application_id":"2","type":3,"token":"t","version":1,"channel_id":"3","user":USER,
            "data":{"custom_id":"sources","component_type":2},
            "message":{"id":"6","channel_id":"3","author":USER,"embeds":[{"description":"> A or B?"}],
                "interaction_metadata":{"type":5,"id":"7"},"components":[{"type":1,"components":[{"type":77}]}]}}"#;
        let Some(Interaction::Component(press)) = interaction(&raw(press)) else { panic!("no button") };
        assert_eq!(press.message.embeds[0].description.as_deref(), Some("> A or B?"));
    }

    #[test]
    fn a_message_is_read_whatever_else_it_holds() {
        let text = r#"{"id":"6","channel_id":"3","author":USER,"content":"hi","poll":7,
            "referenced_message":{"id":"5","channel_id":"3","author":USER,"components":7}}"#;
        let read = message(&raw(text)).unwrap();
        assert_eq!((read.content.as_str(), read.referenced_message.unwrap().id.get()), ("hi", 5));
        for broken in ["{}", "[]", "null", r#"{"id":"x"}"#] {
            assert!(message(&raw(broken)).is_none(), "{broken}");
        }
    }
}
