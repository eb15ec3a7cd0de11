//! Rate limits and faults: refused calls say for how long, and a call that comes again too early breaks the rules.

use std::time::Duration;

use discord_double::{Double, Endpoint, Fault};
use serde_json::json;

use super::{Client, broken, message};

#[tokio::test]
async fn a_channel_takes_five_messages_in_five_seconds() {
    let double = Double::start().await;
    let client = Client::of(&double);
    let ann = double.user("ann");
    let path = format!("/channels/{}/messages", ann.place());
    for sent in 1..=5 {
        let response = client.post(&path, &message(&sent.to_string())).await;
        assert_eq!(
            (response.status, &response.headers["x-ratelimit-remaining"]),
            (200, &(5 - sent).to_string().parse().expect("a number"))
        );
    }
    let refused = client.post(&path, &message("6")).await;
    assert_eq!((refused.status, &refused.headers["x-ratelimit-scope"]), (429, &"user".parse().expect("a word")));
    let wait = refused.body["retry_after"].as_f64().unwrap_or_default();
    assert!((4.0..=5.0).contains(&wait), "{wait}");
    assert_eq!(refused.headers["retry-after"], "5");
    assert_eq!(refused.body["global"], false);
    // Another channel has a bucket of its own.
    let other = format!("/channels/{}/messages", ann.in_channel("other").place());
    assert_eq!(client.post(&other, &message("1")).await.status, 200);
    // The same call before its time breaks the rules; another call does not, as it may have been on its way.
    client.post(&path, &message("7")).await;
    assert_eq!(broken(&double), [""; 0]);
    client.post(&path, &message("6")).await;
    assert_eq!(broken(&double), ["retry_after"]);
    double.advance(Duration::from_secs(5));
    assert_eq!(client.post(&path, &message("6")).await.status, 200);
    assert_eq!(double.report().invalid_calls, 3);
}

#[tokio::test]
async fn fifty_calls_a_second_over_all_routes_and_interactions_apart() {
    let double = Double::start().await;
    double.rules(|rules| rules.global_limit = 50);
    let client = Client::of(&double);
    let mut refused = None;
    for _ in 0..60 {
        let response = client.get("/users/@me").await;
        if response.status == 429 {
            refused = Some(response);
            break;
        }
    }
    let refused = refused.expect("sixty calls take less than a second");
    assert_eq!(
        (&refused.body["global"], &refused.headers["x-ratelimit-global"]),
        (&json!(true), &"true".parse().expect("a word"))
    );
    let callback = client.post("/interactions/1/t/callback", &json!({"type": 5})).await;
    assert_eq!(callback.status, 404);
    assert_eq!(broken(&double), ["interaction"]);
}

#[tokio::test]
async fn faults_come_as_ordered() {
    let double = Double::start().await;
    let client = Client::of(&double);
    let path = format!("/channels/{}/messages", double.user("ann").place());
    double.fault(Fault::status(500).on(Endpoint::Messages).times(2));
    double.fault(Fault::rate_limited(Duration::from_millis(700)).on(Endpoint::Messages));
    double.fault(Fault::status(502).on(Endpoint::Messages).after_processing());
    double.fault(Fault::garbled().on(Endpoint::Messages));
    assert_eq!(client.get("/users/@me").await.status, 200);
    let mut seen = Vec::new();
    for call in 0..6 {
        seen.push(client.post(&path, &message(&call.to_string())).await.status);
    }
    assert_eq!(seen, [500, 500, 429, 502, 200, 200]);
    // What was processed though its response was lost, and the last.
    let contents: Vec<_> = double.messages("general").iter().map(|message| message["content"].clone()).collect();
    assert_eq!(contents, ["3", "5"]);
}

#[tokio::test]
async fn a_hung_call_gets_no_response() {
    let double = Double::start().await;
    let client = Client::of(&double);
    double.fault(Fault::hang());
    let hung = tokio::time::timeout(Duration::from_millis(200), client.get("/users/@me")).await;
    assert!(hung.is_err());
    assert_eq!(client.get("/users/@me").await.status, 200);
    assert_eq!(double.calls(Endpoint::Me)[0].status, 0);
}

#[tokio::test]
async fn a_global_fault_shuts_every_route_until_its_time() {
    let double = Double::start().await;
    let client = Client::of(&double);
    double.fault(Fault::rate_limited_globally(Duration::from_secs(60)).on(Endpoint::Me));
    assert_eq!(client.get("/users/@me").await.status, 429);
    assert_eq!(client.get("/gateway").await.status, 429);
    double.advance(Duration::from_secs(60));
    assert_eq!(client.get("/gateway").await.status, 200);
}
