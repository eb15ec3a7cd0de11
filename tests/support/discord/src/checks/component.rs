//! Limits of components on messages: rows, buttons, selects, and the size of a message made of components alone.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Faults, message, under};

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
/// Selects of strings, users, roles, mentionables and channels.
const SELECTS: [u64; 5] = [3, 5, 6, 7, 8];
const LINK: u64 = 5;
const PREMIUM: u64 = 6;
/// The most components, nested ones counted, of a message made of components alone.
const V2_COMPONENTS: usize = 40;
/// The most characters of all texts in such a message; Discord's pages do not say, its errors do.
const V2_TEXT: usize = 4000;

/// Checks a message's components.
pub(crate) fn check_message(path: &str, components: &Value, v2: bool, faults: &mut Faults) {
    let mut ids = BTreeSet::new();
    if v2 {
        let (count, text) = walk(path, components, &mut ids, faults);
        if count > V2_COMPONENTS {
            faults.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", format!("At most {V2_COMPONENTS} ({count})"));
        }
        if text > V2_TEXT {
            faults.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", format!("At most {V2_TEXT} ({text})"));
        }
        return;
    }
    for (number, row) in faults.count(path, components, 0, 5).iter().enumerate() {
        let path = under(path, number);
        if row["type"] == ROW {
            check_row(&path, row, &mut ids, faults);
        } else {
            faults.add(&under(&path, "type"), "BASE_TYPE_CHOICES", "Value must be one of (1,).");
        }
    }
}

/// Checks all rows within; how many components there are and how many characters they show.
fn walk(path: &str, components: &Value, ids: &mut BTreeSet<String>, faults: &mut Faults) -> (usize, usize) {
    let (mut count, mut text) = (0, 0);
    for (number, component) in components.as_array().into_iter().flatten().enumerate() {
        let path = under(path, number);
        count += 1;
        text += component["content"].as_str().map_or(0, |content| content.chars().count());
        if component["type"] == ROW {
            check_row(&path, component, ids, faults);
            count += component["components"].as_array().map_or(0, Vec::len);
        } else {
            let (inner, inner_text) = walk(&under(&path, "components"), &component["components"], ids, faults);
            count += inner + usize::from(!component["accessory"].is_null());
            text += inner_text;
        }
    }
    (count, text)
}

fn check_row(path: &str, row: &Value, ids: &mut BTreeSet<String>, faults: &mut Faults) {
    let path = under(path, "components");
    let inner = faults.count(&path, &row["components"], 1, 5);
    let selects = inner.iter().filter(|one| one["type"].as_u64().is_some_and(|kind| SELECTS.contains(&kind))).count();
    if selects > 0 && inner.len() > 1 {
        faults.add(&path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills its row");
    }
    for (number, component) in inner.iter().enumerate() {
        let path = under(&path, number);
        match component["type"].as_u64() {
            Some(BUTTON) => check_button(&path, component, ids, faults),
            Some(kind) if SELECTS.contains(&kind) => check_select(&path, component, ids, faults),
            _ => faults.add(&under(&path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {2, 3, 5, 6, 7, 8}."),
        }
    }
}

fn check_button(path: &str, button: &Value, ids: &mut BTreeSet<String>, faults: &mut Faults) {
    faults.length(&under(path, "label"), &button["label"], 0, 80);
    let style = button["style"].as_u64().unwrap_or(0);
    if !(1..=PREMIUM).contains(&style) {
        faults.add(&under(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).");
    }
    if style == LINK {
        faults.length(&under(path, "url"), &button["url"], 1, 512);
        if button["url"].as_str().is_some_and(|url| !message::is_web(url) && !url.starts_with("discord://")) {
            faults.add(&under(path, "url"), "BUTTON_COMPONENT_INVALID_URL", "Scheme must be http, https or discord.");
        }
        if !button["custom_id"].is_null() {
            faults.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and a url");
        }
    } else if style != PREMIUM {
        check_id(path, button, ids, faults);
    }
    if style != PREMIUM && button["emoji"].is_null() && button["label"].as_str().is_none_or(str::is_empty) {
        faults.add(path, "BUTTON_COMPONENT_EMPTY", "A button needs a label or an emoji");
    }
}

fn check_select(path: &str, select: &Value, ids: &mut BTreeSet<String>, faults: &mut Faults) {
    check_id(path, select, ids, faults);
    faults.length(&under(path, "placeholder"), &select["placeholder"], 0, 150);
    if select["type"] != STRING_SELECT {
        return;
    }
    let options = under(path, "options");
    let mut values = BTreeSet::new();
    for (number, option) in faults.count(&options, &select["options"], 1, 25).iter().enumerate() {
        let path = under(&options, number);
        faults.length(&under(&path, "label"), &option["label"], 1, 100);
        faults.length(&under(&path, "value"), &option["value"], 1, 100);
        faults.length(&under(&path, "description"), &option["description"], 0, 100);
        if !values.insert(option["value"].to_string()) {
            faults.add(&under(&path, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "This value is used twice");
        }
    }
}

/// Checks a component's own id: 1 to 100 characters, and the only one in its message.
pub(super) fn check_id(path: &str, component: &Value, ids: &mut BTreeSet<String>, faults: &mut Faults) {
    let path = under(path, "custom_id");
    faults.length(&path, &component["custom_id"], 1, 100);
    let fresh = component["custom_id"].as_str().is_none_or(|id| ids.insert(id.to_owned()));
    if !fresh {
        faults.add(&path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
}
