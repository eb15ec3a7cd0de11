//! Interactions: one callback, in three seconds, of the right type; then a token for a quarter of an hour.

use std::time::Duration;

use discord_double::{Double, Socket};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Client, broken, connected, message};

fn answer(content: &str) -> Value {
    json!({"type": 4, "data": message(content)})
}

fn modal(inputs: usize) -> Value {
    let row = |number: usize| {
        json!({"type": 1, "components": [{"type": 4, "custom_id": number.to_string(), "style": 2,
            "label": "Question", "min_length": 3, "max_length": 20}]})
    };
    let rows: Vec<_> = (0..inputs).map(row).collect();
    json!({"type": 9, "data": {"custom_id": "m", "title": "Follow up", "components": rows}})
}

async fn asked(double: &Double, socket: &mut Socket) -> (discord_double::Asked, Value) {
    let asked = double.user("ann").slash("/ask", json!({"question": "node or python?"}));
    (asked, socket.event("INTERACTION_CREATE").await)
}

#[tokio::test]
async fn an_interaction_takes_one_callback() {
    let (double, client, mut socket) = connected().await;
    let (asked, event) = asked(&double, &mut socket).await;
    assert_eq!(client.callback(&event, &answer("first")).await.status, 204);
    let second = client.callback(&event, &answer("second")).await;
    assert_eq!((second.status, &second.body["code"]), (400, &json!(40060)));
    let reply = asked.await;
    assert_eq!((reply.text().as_str(), reply.is_private()), ("first", false));
    let report = double.report();
    assert_eq!((report.delivered, report.answered, report.doubled), (1, 1, 1));
}

#[tokio::test]
async fn a_callback_after_three_seconds_comes_too_late() {
    let (double, client, mut socket) = connected().await;
    double.rules(|rules| rules.first_response = Duration::ZERO);
    let (_, event) = asked(&double, &mut socket).await;
    let late = client.callback(&event, &answer("late")).await;
    assert_eq!((late.status, &late.body["code"]), (404, &json!(10062)));
    assert_eq!(broken(&double), ["first response"]);
    assert_eq!(double.report().lost, 1);
}

#[tokio::test]
async fn a_wrong_token_is_an_unknown_interaction() {
    let (double, client, mut socket) = connected().await;
    let (_, mut event) = asked(&double, &mut socket).await;
    event["d"]["token"] = json!("stolen");
    assert_eq!(client.callback(&event, &answer("x")).await.status, 404);
    assert_eq!(broken(&double), ["interaction"]);
}

#[tokio::test]
async fn a_callback_is_of_a_type_that_the_interaction_takes() {
    let (double, client, mut socket) = connected().await;
    let (_, event) = asked(&double, &mut socket).await;
    for kind in [0, 1, 6, 7, 8] {
        let response = client.callback(&event, &json!({"type": kind, "data": message("x")})).await;
        assert_eq!(response.status, 400, "{kind}");
        assert_ne!(broken(&double), [""; 0], "{kind}");
    }
}

#[tokio::test]
async fn the_limits_of_messages_and_modals_hold_in_callbacks() {
    let (double, client, mut socket) = connected().await;
    let (_, event) = asked(&double, &mut socket).await;
    let mut titled = modal(1);
    titled["data"]["title"] = json!("t".repeat(46));
    let mut labelled = modal(1);
    labelled["data"]["components"][0]["components"][0]["label"] = json!("l".repeat(46));
    let mut valued = modal(1);
    valued["data"]["components"][0]["components"][0]["value"] = json!("v".repeat(21));
    let refused = [
        ("content", answer(&"x".repeat(2001))),
        ("nothing", json!({"type": 4, "data": {"allowed_mentions": {"parse": []}}})),
        ("no inputs", modal(0)),
        ("six inputs", modal(6)),
        ("a title of 46", titled),
        ("a label of 46", labelled),
        ("a value beyond its length", valued),
    ];
    for (what, body) in refused {
        assert_eq!(client.callback(&event, &body).await.status, 400, "{what}");
        assert_eq!(broken(&double).len(), 1, "{what}");
    }
    client.callback(&event, &json!({"type": 4, "data": {"content": "x"}})).await;
    assert_eq!(broken(&double), ["allowed_mentions"]);
}

#[tokio::test]
async fn a_deferred_answer_comes_by_edit_and_stays_private() {
    let (double, client, mut socket) = connected().await;
    let (asked, event) = asked(&double, &mut socket).await;
    client.callback(&event, &json!({"type": 5, "data": {"flags": 64}})).await;
    assert!(!asked.is_answered());
    let path =
        format!("/webhooks/{}/{}/messages/@original", client.application, event["d"]["token"].as_str().unwrap_or(""));
    assert_eq!(client.call(Method::PATCH, &path, Some(&message("found"))).await.status, 200);
    let reply = asked.await;
    assert_eq!((reply.text().as_str(), reply.is_private()), ("found", true));
    assert_eq!(client.get(&path).await.body["content"], "found");
    double.advance(Duration::from_secs(15 * 60 + 1));
    let dead = client.call(Method::PATCH, &path, Some(&message("too late"))).await;
    assert_eq!((dead.status, &dead.body["code"]), (401, &json!(50027)));
    assert_eq!(broken(&double), ["token life"]);
}

#[tokio::test]
async fn a_follow_up_needs_a_first_response_and_a_user_installation_allows_five() {
    let (double, client, mut socket) = connected().await;
    client
        .register(&json!([{"name": "ask", "description": "Ask", "integration_types": [0, 1], "contexts": [0, 1, 2]}]))
        .await;
    double.user("ann").in_private("club").slash("ask", json!({}));
    let event = socket.event("INTERACTION_CREATE").await;
    assert_eq!(event["d"]["context"], 2);
    let path = format!("/webhooks/{}/{}", client.application, event["d"]["token"].as_str().unwrap_or(""));
    assert_eq!(client.post(&path, &message("too early")).await.status, 404);
    assert_eq!(broken(&double), ["webhook"]);
    client.callback(&event, &answer("first")).await;
    for _ in 0..5 {
        assert_eq!(client.post(&path, &message("more")).await.status, 200);
    }
    assert_eq!(client.post(&path, &message("too much")).await.body["code"], 40094);
    assert_eq!(broken(&double), ["follow-ups"]);
}

#[tokio::test]
async fn buttons_and_modals_go_round() {
    let (double, client, mut socket) = connected().await;
    let (asked, event) = asked(&double, &mut socket).await;
    let button = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "Follow up", "custom_id": "b"}]}]);
    let mut first = answer("first");
    first["data"]["components"] = button;
    client.callback(&event, &first).await;
    let reply = asked.await;
    let ann = double.user("ann");

    let pressed = ann.press(&reply, "Follow");
    let event = socket.event("INTERACTION_CREATE").await;
    assert_eq!((&event["d"]["data"]["custom_id"], &event["d"]["message"]["content"]), (&json!("b"), &json!("first")));
    assert_eq!(client.callback(&event, &modal(1)).await.status, 204);
    let shown = pressed.await;

    let sent = ann.submit(&shown, [("Question", "and scale?")]);
    let event = socket.event("INTERACTION_CREATE").await;
    assert_eq!(event["d"]["data"]["components"][0]["components"][0]["value"], "and scale?");
    let update = json!({"type": 7, "data": message("second")});
    assert_eq!(client.callback(&event, &update).await.status, 204);
    assert_eq!(sent.await.text(), "second\nFollow up");
}

#[tokio::test]
async fn a_bot_that_could_not_see_the_response_may_call_back_again() {
    let (double, client, mut socket) = connected().await;
    let (_, event) = asked(&double, &mut socket).await;
    double.fault(discord_double::Fault::status(502).on(discord_double::Endpoint::Callback).after_processing());
    assert_eq!(client.callback(&event, &answer("first")).await.status, 502);
    assert_eq!(client.callback(&event, &answer("first")).await.body["code"], 40060);
    double.report().assert_clean();
}

#[tokio::test]
async fn the_same_response_again_after_a_long_wait_is_a_retry_unless_the_event_came_twice() {
    let (double, client, mut socket) = connected().await;
    double.rules(|rules| rules.retry_after = Duration::ZERO);
    for (second, comes_again, doubled) in [("first", false, 0), ("other", false, 1), ("first", true, 1)] {
        let (asked, event) = asked(&double, &mut socket).await;
        client.callback(&event, &answer("first")).await;
        if comes_again {
            asked.again();
            socket.event("INTERACTION_CREATE").await;
        }
        assert_eq!(client.callback(&event, &answer(second)).await.body["code"], 40060);
        assert_eq!(double.report().doubled, doubled, "{second} {comes_again}");
        double.forget();
    }
}

#[tokio::test]
#[should_panic(expected = "`/tell` is not registered")]
async fn a_person_cannot_use_a_command_that_is_not_there() {
    let (double, _client, _socket) = connected().await;
    double.user("ann").slash("/tell", json!({}));
}

#[tokio::test]
#[should_panic(expected = "takes 3 to 20 characters")]
async fn a_person_cannot_send_a_modal_with_too_short_a_text() {
    let (double, client, mut socket) = connected().await;
    let (asked, event) = asked(&double, &mut socket).await;
    Client::of(&double).callback(&event, &modal(1)).await;
    drop(client);
    double.user("ann").submit(&asked.await, [("0", "no")]);
}
