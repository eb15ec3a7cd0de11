//! Discord's limits on what it is sent: lengths, counts, and what must or may not stand together.
//!
//! Lengths count characters (Unicode code points). Each fault has the path of the field, Discord's code and its sentence,
//! so that the refusal reads like Discord's.

pub(crate) mod command;
pub(crate) mod component;
pub(crate) mod message;
pub(crate) mod modal;

use std::fmt::Write;

use serde_json::{Map, Value, json};

/// What is wrong with a body.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

#[derive(Debug)]
struct Fault {
    path: String,
    code: &'static str,
    text: String,
}

impl Faults {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn add(&mut self, path: &str, code: &'static str, text: impl Into<String>) {
        self.0.push(Fault { path: path.to_owned(), code, text: text.into() });
    }

    /// A text of so many characters; absent or null is right where `least` is zero.
    pub(crate) fn length(&mut self, path: &str, text: &Value, least: usize, most: usize) {
        match text {
            Value::Null if least == 0 => {}
            Value::Null => self.add(path, "BASE_TYPE_REQUIRED", "This field is required"),
            Value::String(text) => {
                let count = text.chars().count();
                if count < least || (least > 0 && text.trim().is_empty()) {
                    self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
                } else if count > most {
                    let text = format!("Must be {most} or fewer in length. ({count})");
                    self.add(path, "BASE_TYPE_MAX_LENGTH", text);
                }
            }
            _ => self.add(path, "STRING_TYPE_CONVERT", "Could not interpret as string."),
        }
    }

    /// A list of so many; absent or null is right where `least` is zero.
    pub(crate) fn count<'a>(&mut self, path: &str, list: &'a Value, least: usize, most: usize) -> &'a [Value] {
        let items = list.as_array().map_or(&[] as &[Value], Vec::as_slice);
        if items.len() < least || items.len() > most {
            let text = format!("Must be between {least} and {most} in length. ({})", items.len());
            self.add(path, "BASE_TYPE_BAD_LENGTH", text);
        }
        items
    }

    /// Discord's error body.
    pub(crate) fn body(&self) -> Value {
        let mut errors = Value::Object(Map::new());
        for fault in &self.0 {
            let mut place = &mut errors;
            for key in fault.path.split('.') {
                place = &mut place[key];
            }
            place["_errors"] = json!([{"code": fault.code, "message": fault.text}]);
        }
        json!({"message": "Invalid Form Body", "code": 50035, "errors": errors})
    }

    /// All of it on one line.
    pub(crate) fn summary(&self) -> String {
        self.0.iter().fold(String::new(), |mut out, fault| {
            let _ = write!(out, "{}: {} ", fault.path, fault.text);
            out
        })
    }
}

/// A path's next step.
pub(crate) fn under(path: &str, step: impl std::fmt::Display) -> String {
    if path.is_empty() { step.to_string() } else { format!("{path}.{step}") }
}
