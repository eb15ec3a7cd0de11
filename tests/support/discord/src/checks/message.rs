//! Limits of messages: content, embeds, mentions, nonce.

use serde_json::Value;

use super::{Faults, component, under};

/// The flag of a message that is made of components alone.
const COMPONENTS_V2: u64 = 1 << 15;
/// The most characters that all embeds of a message may have together.
const EMBEDS_TEXT: usize = 6000;

/// Checks a message that is created or edited.
pub(crate) fn check(path: &str, body: &Value, faults: &mut Faults) {
    faults.length(&under(path, "content"), &body["content"], 0, 2000);
    embeds(&under(path, "embeds"), &body["embeds"], faults);
    let v2 = body["flags"].as_u64().unwrap_or(0) & COMPONENTS_V2 != 0;
    if v2 && (has(&body["content"]) || has(&body["embeds"])) {
        faults.add(
            &under(path, "flags"),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "No content, no embeds",
        );
    }
    component::check_message(&under(path, "components"), &body["components"], v2, faults);
    mentions(&under(path, "allowed_mentions"), &body["allowed_mentions"], faults);
    nonce(path, body, faults);
}

/// True if a new message would show something.
pub(crate) fn shows_something(body: &Value) -> bool {
    ["content", "embeds", "components", "poll", "sticker_ids"].iter().any(|field| has(&body[*field]))
}

fn has(field: &Value) -> bool {
    match field {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        other => !other.is_null(),
    }
}

fn embeds(path: &str, embeds: &Value, faults: &mut Faults) {
    let mut sum = 0;
    for (number, embed) in faults.count(path, embeds, 0, 10).iter().enumerate() {
        sum += check_embed(&under(path, number), embed, faults);
    }
    if sum > EMBEDS_TEXT {
        let text = format!("Embed size exceeds maximum size of {EMBEDS_TEXT} ({sum})");
        faults.add(path, "MAX_EMBED_SIZE_EXCEEDED", text);
    }
}

/// Checks one embed; how many characters it counts.
fn check_embed(path: &str, embed: &Value, faults: &mut Faults) -> usize {
    faults.length(&under(path, "title"), &embed["title"], 0, 256);
    faults.length(&under(path, "description"), &embed["description"], 0, 4096);
    faults.length(&under(path, "footer.text"), &embed["footer"]["text"], usize::from(!embed["footer"].is_null()), 2048);
    faults.length(&under(path, "author.name"), &embed["author"]["name"], usize::from(!embed["author"].is_null()), 256);
    let colour = &embed["color"];
    if !colour.is_null() && colour.as_u64().is_none_or(|colour| colour > 0xFF_FFFF) {
        faults.add(&under(path, "color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.");
    }
    for (place, address) in
        [("url", &embed["url"]), ("image.url", &embed["image"]["url"]), ("thumbnail.url", &embed["thumbnail"]["url"])]
    {
        if address.as_str().is_some_and(|address| !is_web(address)) {
            faults.add(&under(path, place), "URL_TYPE_INVALID_SCHEME", "Scheme must be one of http, https.");
        }
    }
    let counted = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    let mut sum = counted.iter().map(|text| characters(text)).sum();
    let fields = under(path, "fields");
    for (number, field) in faults.count(&fields, &embed["fields"], 0, 25).iter().enumerate() {
        let path = under(&fields, number);
        faults.length(&under(&path, "name"), &field["name"], 1, 256);
        faults.length(&under(&path, "value"), &field["value"], 1, 1024);
        sum += characters(&field["name"]) + characters(&field["value"]);
    }
    if sum == 0 && embed["image"].is_null() && embed["thumbnail"].is_null() {
        faults.add(path, "BASE_TYPE_REQUIRED", "This embed shows nothing");
    }
    sum
}

/// True for an address that Discord takes: http or https.
pub(super) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn characters(text: &Value) -> usize {
    text.as_str().map_or(0, |text| text.chars().count())
}

fn mentions(path: &str, mentions: &Value, faults: &mut Faults) {
    for (all, listed) in [("users", "users"), ("roles", "roles")] {
        let parses = mentions["parse"].as_array().is_some_and(|parse| parse.iter().any(|kind| kind == all));
        if parses && mentions[listed].as_array().is_some_and(|ids| !ids.is_empty()) {
            let text = format!("parse:[\"{all}\"] and {listed}: [ids...] are mutually exclusive.");
            faults.add(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text);
        }
        faults.count(&under(path, listed), &mentions[listed], 0, 100);
    }
}

fn nonce(path: &str, body: &Value, faults: &mut Faults) {
    let too_long = body["nonce"].as_str().is_some_and(|nonce| nonce.chars().count() > 25);
    if too_long {
        faults.add(&under(path, "nonce"), "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.");
    }
}
