//! Limits of modals: title, one to five inputs, each in a row of its own or under a label.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Faults, component, under};

const ROW: u64 = 1;
const TEXT_INPUT: u64 = 4;
const TEXT_DISPLAY: u64 = 10;
const LABEL: u64 = 18;

/// Checks the data of a callback that shows a modal.
pub(crate) fn check(path: &str, modal: &Value, faults: &mut Faults) {
    let mut ids = BTreeSet::new();
    faults.length(&under(path, "title"), &modal["title"], 1, 45);
    faults.length(&under(path, "custom_id"), &modal["custom_id"], 1, 100);
    let components = under(path, "components");
    for (number, part) in faults.count(&components, &modal["components"], 1, 5).iter().enumerate() {
        let path = under(&components, number);
        match part["type"].as_u64() {
            Some(ROW) => {
                let inner = under(&path, "components");
                for (number, input) in faults.count(&inner, &part["components"], 1, 1).iter().enumerate() {
                    let path = under(&inner, number);
                    faults.length(&under(&path, "label"), &input["label"], 1, 45);
                    check_input(&path, input, &mut ids, faults);
                }
            }
            Some(LABEL) => {
                faults.length(&under(&path, "label"), &part["label"], 1, 45);
                faults.length(&under(&path, "description"), &part["description"], 0, 100);
                check_input(&under(&path, "component"), &part["component"], &mut ids, faults);
            }
            Some(TEXT_DISPLAY) => {}
            _ => faults.add(&under(&path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 10, 18}."),
        }
    }
}

fn check_input(path: &str, input: &Value, ids: &mut BTreeSet<String>, faults: &mut Faults) {
    component::check_id(path, input, ids, faults);
    if input["type"] != TEXT_INPUT {
        return;
    }
    faults.length(&under(path, "placeholder"), &input["placeholder"], 0, 100);
    let least = number(path, input, "min_length", 0, faults).unwrap_or(0);
    let most = number(path, input, "max_length", 1, faults).unwrap_or(4000);
    if least > most {
        faults.add(&under(path, "min_length"), "TEXT_INPUT_MIN_LENGTH", "Must be at most max_length.");
    }
    faults.length(&under(path, "value"), &input["value"], 0, most as usize);
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        faults.add(&under(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
    }
}

fn number(path: &str, input: &Value, name: &str, least: u64, faults: &mut Faults) -> Option<u64> {
    let value = &input[name];
    if value.is_null() {
        return None;
    }
    let number = value.as_u64().filter(|number| (least..=4000).contains(number));
    if number.is_none() {
        let text = format!("int value should be between {least} and 4000.");
        faults.add(&under(path, name), "NUMBER_TYPE_MAX", text);
    }
    number
}
