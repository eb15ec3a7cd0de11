//! Messages: limits on what they hold, explicit mentions, nonces, replies, and who calls.

use std::time::Duration;

use discord_double::Double;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Client, broken, connected, message, send};

fn embed(embed: &Value) -> Value {
    json!({"embeds": [embed], "allowed_mentions": {"parse": []}})
}

fn components(components: &Value) -> Value {
    json!({"content": "x", "components": components, "allowed_mentions": {"parse": []}})
}

fn button(id: &str) -> Value {
    json!({"type": 2, "style": 2, "label": "Sources", "custom_id": id})
}

fn rows(count: usize) -> Value {
    (0..count).map(|row| json!({"type": 1, "components": [button(&row.to_string())]})).collect()
}

#[tokio::test]
async fn each_limit_of_a_message_is_enforced() {
    let double = Double::start().await;
    let client = Client::of(&double);
    double.rules(|rules| rules.patience = Duration::from_secs(5));
    let path = format!("/channels/{}/messages", double.user("ann").in_channel("limits").place());
    let field = |name: usize, value: usize| json!({"name": "n".repeat(name), "value": "v".repeat(value)});
    let row = |inner: Value| components(&json!([{"type": 1, "components": inner}]));
    let refused = [
        ("content of 2001", message(&"x".repeat(2001))),
        ("nothing at all", json!({"content": " ", "allowed_mentions": {"parse": []}})),
        ("a title of 257", embed(&json!({"title": "t".repeat(257)}))),
        ("a description of 4097", embed(&json!({"description": "t".repeat(4097)}))),
        ("a field name of 257", embed(&json!({"fields": [field(257, 1)]}))),
        ("a field of 1025", embed(&json!({"fields": [field(1, 1025)]}))),
        ("an empty field", embed(&json!({"fields": [field(1, 0)]}))),
        ("26 fields", embed(&json!({"fields": vec![field(1, 1); 26]}))),
        ("a footer of 2049", embed(&json!({"title": "t", "footer": {"text": "f".repeat(2049)}}))),
        ("an author of 257", embed(&json!({"title": "t", "author": {"name": "f".repeat(257)}}))),
        (
            "6001 in sum",
            json!({"embeds": [{"description": "d".repeat(4000)}, {"description": "d".repeat(2001)}],
            "allowed_mentions": {"parse": []}}),
        ),
        ("11 embeds", json!({"embeds": vec![json!({"title": "t"}); 11], "allowed_mentions": {"parse": []}})),
        ("a colour beyond white", embed(&json!({"title": "t", "color": 0x100_0000}))),
        ("an address that is none", embed(&json!({"title": "t", "url": "javascript:x"}))),
        ("6 rows", components(&rows(6))),
        ("6 buttons in a row", row((0..6).map(|id| button(&id.to_string())).collect())),
        ("an empty row", row(json!([]))),
        ("a label of 81", row(json!([{"type": 2, "style": 2, "label": "l".repeat(81), "custom_id": "a"}]))),
        ("an id of 101", row(json!([button(&"i".repeat(101))]))),
        ("the same id twice", row(json!([button("a"), button("a")]))),
        ("a button without an id", row(json!([{"type": 2, "style": 2, "label": "l"}]))),
        ("a button that shows nothing", row(json!([{"type": 2, "style": 2, "custom_id": "a"}]))),
        (
            "a link with an id",
            row(json!([{"type": 2, "style": 5, "label": "l", "url": "https://example.org",
            "custom_id": "a"}])),
        ),
        ("a button without a row", components(&json!([button("a")]))),
        (
            "a select beside a button",
            row(json!([button("a"), {"type": 3, "custom_id": "b",
            "options": [{"label": "l", "value": "v"}]}])),
        ),
        (
            "a select of 26",
            row(json!([{"type": 3, "custom_id": "b", "options": (0..26).map(|number|
            json!({"label": "l", "value": number.to_string()})).collect::<Vec<_>>()}])),
        ),
        ("a nonce of 26", json!({"content": "x", "nonce": "n".repeat(26), "allowed_mentions": {"parse": []}})),
        (
            "users both parsed and listed",
            json!({"content": "x", "allowed_mentions": {"parse": ["users"],
            "users": ["1"]}}),
        ),
        (
            "an unknown message replied to",
            json!({"content": "x", "allowed_mentions": {"parse": []},
            "message_reference": {"message_id": "5"}}),
        ),
    ];
    double.rules(|rules| rules.message_limit = 100);
    for (what, body) in refused {
        // A fresh channel for each: five seconds' worth of messages is five.
        let path = format!("/channels/{}/messages", double.user("ann").in_channel(what).place());
        let response = client.post(&path, &body).await;
        assert_eq!(response.status, 400, "{what}: {}", response.body);
        assert_ne!(response.body["code"], Value::Null, "{what}");
        double.take_violations();
    }
    let fits = json!({"content": "x".repeat(2000), "embeds": [{"title": "t".repeat(256),
        "description": "d".repeat(4096), "fields": [field(256, 1024)]}], "components": rows(5),
        "allowed_mentions": {"parse": []}, "nonce": "n".repeat(25)});
    let response = client.post(&path, &fits).await;
    assert_eq!(response.status, 200, "{}", response.body);
    assert_eq!(broken(&double), [""; 0]);
}

#[tokio::test]
async fn a_message_must_say_whom_it_pings_and_ping_nobody() {
    let double = Double::start().await;
    let client = Client::of(&double);
    let path = format!("/channels/{}/messages", double.user("ann").place());
    assert_eq!(client.post(&path, &json!({"content": "hello"})).await.status, 200);
    assert_eq!(broken(&double), ["allowed_mentions"]);
    let pings = json!({"content": "@everyone <@1100> <@&77>", "allowed_mentions": {"parse": ["everyone", "users"],
        "roles": ["77"]}});
    assert_eq!(client.post(&path, &pings).await.status, 200);
    let violations = double.take_violations();
    assert_eq!(violations[0].what, "@everyone, <@1100>, <@&77>");
    assert_eq!(client.post(&path, &message("@everyone <@1100>")).await.status, 200);
    assert_eq!(broken(&double), [""; 0]);
}

#[tokio::test]
async fn an_enforced_nonce_gives_the_old_message_for_some_minutes() {
    let double = Double::start().await;
    let client = Client::of(&double);
    let path = format!("/channels/{}/messages", double.user("ann").place());
    let body = json!({"content": "once", "nonce": "7", "enforce_nonce": true, "allowed_mentions": {"parse": []}});
    let first = client.post(&path, &body).await.body;
    let second = client.post(&path, &body).await.body;
    assert_eq!(first["id"], second["id"]);
    assert_eq!(double.messages("general").len(), 1);
    double.advance(Duration::from_secs(6 * 60));
    assert_ne!(client.post(&path, &body).await.body["id"], first["id"]);
    let careless = json!({"content": "once", "nonce": "7", "allowed_mentions": {"parse": []}});
    client.post(&path, &careless).await;
    assert_eq!(double.messages("general").len(), 3);
}

#[tokio::test]
async fn a_second_answer_to_a_message_counts_as_doubled_and_one_to_silence_as_unbidden() {
    let (double, client, mut socket) = connected().await;
    let ann = double.user("ann");
    let (asked, talk) = (ann.mention("node or python?"), ann.say("lunch?"));
    socket.event("MESSAGE_CREATE").await;
    assert_eq!((double.report().delivered, double.report().lost), (1, 1));
    let path = format!("/channels/{}/messages", ann.place());
    let reply = |to: u64| {
        json!({"content": "x", "message_reference": {"message_id": to.to_string()},
            "allowed_mentions": {"parse": [], "replied_user": false}})
    };
    assert_eq!(client.post(&path, &reply(asked.id())).await.status, 200);
    assert_eq!((double.report().answered, double.report().doubled), (1, 0));
    client.post(&path, &reply(asked.id())).await;
    client.post(&path, &reply(talk.id())).await;
    let report = double.report();
    assert_eq!((report.answered, report.doubled, report.unbidden), (1, 1, 1));
}

#[tokio::test]
async fn a_stranger_is_turned_away() {
    let double = Double::start().await;
    let client = Client::of(&double);
    let url = |path: &str| format!("{}{path}", double.address());
    let request = |method: Method, path: &str| client.http.request(method, url(path));
    let authorised = format!("Bot {}", double.token());

    let response = send(request(Method::GET, "/api/v10/users/@me")).await;
    assert_eq!((response.status, broken(&double)), (401, vec!["authorization"]));
    // A wrong token is Discord's to refuse and no fault of the caller's code.
    let response = send(request(Method::GET, "/api/v10/users/@me").header("authorization", "Bot nonsense")).await;
    assert_eq!((response.status, broken(&double)), (401, vec![]));
    let anonymous = reqwest::Client::builder().user_agent("curl/8").no_proxy().build().expect("a client");
    let response = send(anonymous.get(url("/api/v10/gateway"))).await;
    assert_eq!((response.status, broken(&double)), (403, vec!["user agent"]));
    for (method, path) in
        [(Method::GET, "/api/v9/gateway"), (Method::DELETE, "/api/v10/gateway"), (Method::GET, "/api/v10/guilds/1")]
    {
        let response = send(request(method, path).header("authorization", &authorised)).await;
        assert_eq!((response.status, broken(&double)), (404, vec!["unexpected call"]), "{path}");
    }
    let path = format!("/api/v10/channels/{}/messages", double.user("ann").place());
    let response = send(request(Method::POST, &path).header("authorization", &authorised).body("{}")).await;
    assert_eq!((response.status, broken(&double)), (400, vec!["body"]));
    assert_eq!(double.report().invalid_calls, 3);
}

#[tokio::test]
#[should_panic(expected = "the bot broke Discord's rules")]
async fn a_broken_rule_fails_the_test_that_does_not_expect_it() {
    let double = Double::start().await;
    Client::of(&double).get("/guilds/1").await;
}

#[tokio::test]
async fn a_body_is_held_against_the_api_description_where_it_is_there() {
    let double = Double::start().await;
    let client = Client::of(&double);
    let path = format!("/channels/{}/messages", double.user("ann").place());
    let wrong = json!({"content": "x", "allowed_mentions": {"parse": ["nobody"]}});
    let response = client.post(&path, &wrong).await;
    if discord_double::Rules::default().openapi.exists() {
        assert_eq!((response.status, broken(&double)), (400, vec!["API description"]));
    } else {
        assert_eq!(response.status, 200);
    }
}
