//! Decodes interactions into serenity's types.
//!
//! serenity refuses an interaction that lacks one of three fields that it does not need; a proxy or an older replay may
//! leave them out. They are put in before it is given up: an answer must not hang on them.

use serde_json::value::RawValue;
use serde_json::{Value, json};
use serenity::model::application::Interaction;

/// The interaction in an event's content; `None` if it is none.
pub fn interaction(content: &RawValue) -> Option<Interaction> {
    serde_json::from_str(content.get()).ok().or_else(|| {
        let mut content: Value = serde_json::from_str(content.get()).ok()?;
        let fields = content.as_object_mut()?;
        for (key, value) in
            [("entitlements", json!([])), ("locale", json!("en-US")), ("attachment_size_limit", json!(0))]
        {
            fields.entry(key).or_insert(value);
        }
        serde_json::from_value(content).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAN: &str = r#"{"id":"1","application_id":"2","type":2,"token":"t","version":1,"channel_id":"3",
        "user":{"id":"4","username":"ann","discriminator":"0","avatar":null},
        "data":{"id":"5","name":"help","type":1}}"#;

    #[test]
    fn an_interaction_without_the_fields_that_serenity_alone_wants_is_read() {
        let read = |text: &str| interaction(&RawValue::from_string(text.to_owned()).unwrap());
        assert_eq!(read(LEAN).unwrap().id().get(), 1);
        for broken in ["{}", "[]", "null", r#"{"type":2}"#, r#"{"type":99,"id":"1"}"#, "7"] {
            assert!(read(broken).is_none(), "{broken}");
        }
    }
}
