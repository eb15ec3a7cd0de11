//! The gateway: identify, heartbeats, resume with replay, intents, close codes.

use std::time::Duration;

use discord_double::{Double, Frame, Life, Rules, Socket};
use serde_json::{Value, json};

use super::{Client, GUILD_AND_DIRECT_MESSAGES, broken, connected};

fn identify(double: &Double, change: impl FnOnce(&mut Value)) -> Value {
    let mut data = json!({"token": double.token(), "intents": GUILD_AND_DIRECT_MESSAGES,
        "properties": {"os": "linux", "browser": "test", "device": "test"}});
    change(&mut data);
    json!({"op": 2, "d": data})
}

async fn resume(double: &Double, session: &Value, seq: u64) -> Socket {
    let mut socket = Socket::connect(double).await;
    socket.operation(10).await;
    socket.send(&json!({"op": 6, "d": {"token": double.token(), "session_id": session, "seq": seq}})).await;
    socket
}

#[tokio::test]
async fn wrong_payloads_close_with_discords_codes() {
    let double = Double::start().await;
    let cases: [(u16, String); 10] = [
        (4001, json!({"op": 99, "d": null}).to_string()),
        (4002, "{".to_owned()),
        (4002, format!("{{\"op\": 1, \"d\": \"{}\"}}", "x".repeat(4096))),
        (4002, identify(&double, |data| data["properties"] = json!({})).to_string()),
        (4003, json!({"op": 3, "d": {}}).to_string()),
        (4004, identify(&double, |data| data["token"] = json!("wrong")).to_string()),
        (4004, json!({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}).to_string()),
        (4010, identify(&double, |data| data["shard"] = json!([1, 1])).to_string()),
        (4013, identify(&double, |data| data["intents"] = json!(1_u64 << 30)).to_string()),
        (4014, identify(&double, |data| data["intents"] = json!(1 << 15)).to_string()),
    ];
    for (code, payload) in cases {
        let mut socket = Socket::connect(&double).await;
        socket.operation(10).await;
        socket.send_text(&payload).await;
        assert_eq!(socket.end().await, Frame::Close(Some(code)), "{payload}");
        double.take_violations();
    }
}

#[tokio::test]
async fn one_identify_a_connection_and_one_in_five_seconds() {
    let double = Double::start().await;
    let mut socket = Socket::identified(&double, 0).await;
    socket.event("READY").await;
    let mut early = Socket::identified(&double, 0).await;
    assert_eq!(early.operation(9).await, false);
    assert_eq!(broken(&double), ["identify concurrency"]);
    double.advance(Duration::from_secs(5));
    early.send(&identify(&double, |_| {})).await;
    early.event("READY").await;
    early.send(&identify(&double, |_| {})).await;
    assert_eq!(early.end().await, Frame::Close(Some(4005)));
    assert_eq!(broken(&double), ["gateway payload"]);
}

#[tokio::test]
async fn session_starts_are_counted_and_end() {
    let double = Double::with(Rules { identifies: 1, concurrency: 9, ..Rules::default() }).await;
    let client = Client::of(&double);
    let left = |answer: &Value| answer["session_start_limit"]["remaining"].clone();
    assert_eq!(left(&client.get("/gateway/bot").await.body), 1);
    Socket::identified(&double, 0).await.event("READY").await;
    assert_eq!(left(&client.get("/gateway/bot").await.body), 0);
    assert_eq!(Socket::identified(&double, 0).await.end().await, Frame::Close(Some(4004)));
    assert_eq!(broken(&double), ["identify limit"]);
}

#[tokio::test]
async fn more_than_120_sends_a_minute_close_the_connection() {
    let double = Double::start().await;
    let mut socket = Socket::identified(&double, 0).await;
    for _ in 0..120 {
        socket.send(&json!({"op": 1, "d": null})).await;
    }
    assert_eq!(socket.end().await, Frame::Close(Some(4008)));
    assert_eq!(broken(&double), ["gateway payload"]);
}

#[tokio::test]
async fn heartbeats_are_acknowledged_and_silence_ends_the_session() {
    let double = Double::with(Rules { heartbeat: Duration::from_millis(200), ..Rules::default() }).await;
    let mut socket = Socket::connect(&double).await;
    assert_eq!(socket.operation(10).await["heartbeat_interval"], 200);
    socket.send(&identify(&double, |_| {})).await;
    socket.send(&json!({"op": 1, "d": 1})).await;
    socket.operation(11).await;
    double.ask_heartbeat();
    socket.operation(1).await;
    double.hush();
    socket.send(&json!({"op": 1, "d": 1})).await;
    // Neither an acknowledgement nor anything else until the connection is given up.
    assert_eq!(socket.next().await, Frame::Close(Some(4009)));
}

#[tokio::test]
async fn a_resume_replays_what_was_missed() {
    let (double, _client, mut socket) = connected().await;
    let ann = double.user("ann");
    ann.mention("one").unheeded();
    let first = socket.event("MESSAGE_CREATE").await;
    double.cut();
    assert_eq!(socket.end().await, Frame::End);
    let missed = ann.mention("two").unheeded();
    let session = json!(format!("{:032x}", 0xd15c_0001_u64));
    let mut socket = resume(&double, &session, first["s"].as_u64().unwrap_or(0)).await;
    assert_eq!(socket.event("MESSAGE_CREATE").await["d"]["id"], missed.id().to_string());
    socket.event("RESUMED").await;
    assert!(double.report().life.contains(&Life::Resumed { replayed: 1 }));
    // Resumed from further back, the first comes once more.
    double.cut();
    resume(&double, &session, 1).await.event("RESUMED").await;
    assert_eq!(double.report().repeated, 2);
}

#[tokio::test]
async fn a_session_ends_by_a_clean_close_an_invalid_one_or_a_seq_of_the_future() {
    let session = json!(format!("{:032x}", 0xd15c_0001_u64));
    for end in ["clean close", "operation 9", "future"] {
        let (double, _client, mut socket) = connected().await;
        match end {
            "clean close" => socket.close(1000).await,
            "operation 9" => {
                double.invalidate(false);
                assert_eq!(socket.operation(9).await, false);
            }
            _ => {
                let mut socket = resume(&double, &session, 1_000_000).await;
                assert_eq!(socket.end().await, Frame::Close(Some(4007)));
            }
        }
        assert_eq!(resume(&double, &session, 1).await.operation(9).await, false, "{end}");
    }
}

#[tokio::test]
async fn the_double_closes_as_it_is_told() {
    let (double, _client, mut socket) = connected().await;
    double.ask_reconnect();
    socket.operation(7).await;
    double.invalidate(true);
    assert_eq!(socket.operation(9).await, true);
    double.close(Some(4000));
    assert_eq!(socket.end().await, Frame::Close(Some(4000)));
    let session = json!(format!("{:032x}", 0xd15c_0001_u64));
    let mut socket = resume(&double, &session, 2).await;
    socket.event("RESUMED").await;
    double.close(None);
    assert_eq!(socket.end().await, Frame::Close(None));
}

#[tokio::test]
async fn events_come_by_intent_and_content_only_where_the_bot_is_meant() {
    let (double, _client, mut socket) = connected().await;
    let ann = double.user("ann");
    let contents = |event: &Value| event["d"]["content"].as_str().unwrap_or_default().to_owned();
    ann.say("secret");
    assert_eq!(contents(&socket.event("MESSAGE_CREATE").await), "");
    ann.mention("meant").unheeded();
    assert!(contents(&socket.event("MESSAGE_CREATE").await).ends_with("meant"));
    ann.dm("direct").unheeded();
    assert_eq!(contents(&socket.event("MESSAGE_CREATE").await), "direct");

    let deaf = Double::start().await;
    let mut socket = Socket::identified(&deaf, 1 << 12).await;
    socket.event("READY").await;
    deaf.user("ann").mention("unheard").unheeded();
    deaf.user("ann").dm("heard").unheeded();
    assert_eq!(contents(&socket.event("MESSAGE_CREATE").await), "heard");
    assert_eq!(deaf.report().repeated, 0);
}
