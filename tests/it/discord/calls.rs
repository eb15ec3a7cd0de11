//! REST on its bad days: 429 per route and global, errors, silence, responses that get lost. A retry never posts twice.

use std::time::Duration;

use discord_double::{Double, Endpoint, Fault, Rules};
use serde_json::json;

use super::{QUESTION, ended, serve, started};

#[tokio::test]
async fn a_first_response_survives_what_passes_within_its_three_seconds() {
    let (discord, bot) = started(Rules::default()).await;
    let half = Duration::from_millis(500);
    for fault in [
        Fault::status(500).times(2),
        Fault::status(502).after_processing(),
        Fault::status(503),
        Fault::rate_limited(half),
        Fault::hang(),
        Fault::hang().after_processing(),
        Fault::garbled().after_processing(),
    ] {
        discord.fault(fault.clone().on(Endpoint::Callback));
        let reply = discord.user("ann").slash("/ask", json!({"question": QUESTION})).await;
        assert!(reply.text().contains("Node.js"), "{fault:?}");
    }
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_message_is_posted_once_whatever_happens_to_its_call() {
    let (discord, bot) = started(Rules { message_limit: 100, ..Rules::default() }).await;
    let second = Duration::from_secs(1);
    let faults = [
        Fault::status(500).times(3),
        Fault::status(502).after_processing(),
        Fault::status(503).after_processing().times(2),
        Fault::rate_limited(second),
        Fault::garbled().after_processing(),
        Fault::hang().after_processing(),
        Fault::hang(),
    ];
    for (number, fault) in faults.iter().enumerate() {
        discord.fault(fault.clone().on(Endpoint::Messages));
        let place = format!("channel {number}");
        let reply = discord.user("ann").in_channel(&place).mention(QUESTION).await;
        assert!(reply.text().contains("Node.js"), "{fault:?}");
    }
    ended(bot).await;
    for (number, fault) in faults.iter().enumerate() {
        assert_eq!(discord.messages(&format!("channel {number}")).len(), 1, "{fault:?}");
    }
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_global_limit_is_waited_out() {
    let (discord, bot) = started(Rules::default()).await;
    discord.fault(Fault::rate_limited_globally(Duration::from_secs(2)).on(Endpoint::Messages));
    for name in ["ann", "bob", "cleo", "dan"] {
        discord.user(name).dm(QUESTION);
    }
    // Interactions are outside the global limit and answered meanwhile.
    let asked = discord.user("eve").slash("/ask", json!({"question": QUESTION})).await;
    assert!(asked.latency < Duration::from_millis(1500), "{:?}", asked.latency);
    discord.settled().await;
    ended(bot).await;
    let report = discord.report();
    report.assert_clean();
    assert!(report.invalid_calls <= 4, "one 429 for each call that was under way: {}", report.invalid_calls);
}

#[tokio::test]
async fn a_call_that_hangs_holds_up_nobody_else() {
    let (discord, bot) = started(Rules::default()).await;
    discord.fault(Fault::hang().on(Endpoint::Messages));
    let held = discord.user("ann").dm(QUESTION);
    discord.called(Endpoint::Messages, 1).await;
    let quick = discord.user("bob").dm(QUESTION).await;
    assert!(quick.latency < Duration::from_secs(2), "{:?}", quick.latency);
    assert!(!held.is_answered());
    held.await;
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_call_that_never_succeeds_is_given_up_and_the_next_question_answered() {
    let (discord, bot) = started(Rules { message_limit: 1_000, ..Rules::default() }).await;
    discord.fault(Fault::status(500).on(Endpoint::Messages).times(500));
    discord.user("ann").mention(QUESTION).optional();
    discord.called(Endpoint::Messages, 4).await;
    let asked = discord.user("bob").slash("/ask", json!({"question": QUESTION})).await;
    assert!(asked.text().contains("Node.js"));
    ended(bot).await;
    let tries = discord.calls(Endpoint::Messages).len();
    assert!((4..=12).contains(&tries), "{tries} tries");
}

#[tokio::test]
async fn a_place_that_refuses_the_bot_is_asked_once() {
    let (discord, bot) = started(Rules::default()).await;
    discord.fault(Fault::status(403).on(Endpoint::Messages));
    discord.user("ann").mention(QUESTION).optional();
    discord.called(Endpoint::Messages, 1).await;
    discord.user("bob").dm(QUESTION).await;
    ended(bot).await;
    assert_eq!(discord.calls(Endpoint::Messages).len(), 2);
}

#[tokio::test]
async fn where_a_right_is_missing_the_answer_is_plainer_and_still_one() {
    let (discord, bot) = started(Rules::default()).await;
    for (place, code) in [("no cards", 50_006), ("no rights for cards", 50_013), ("no history", 160_002)] {
        discord.fault(Fault::status(400).code(code).on(Endpoint::Messages));
        let asked = discord.user("ann").in_channel(place).mention(QUESTION);
        let reply = asked.reply().await;
        let is_reply = code != 160_002;
        assert!(reply.text().contains("Node.js") && reply.text().contains("Netguru"), "{place}: {}", reply.text());
        assert_eq!(reply.body["embeds"] == json!([]), is_reply, "{place}");
        assert_eq!(reply.replies_to(), is_reply.then(|| asked.id()), "{place}");
        assert_eq!(discord.messages(place).len(), 1, "{place}");
    }
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_failure_gives_one_sentence_with_an_id_and_the_log_has_it() {
    let (discord, bot) = started(Rules::default()).await;
    let ann = discord.user("ann");
    discord.fault(Fault::status(400).code(50_035).on(Endpoint::Callback));
    discord.fault(Fault::status(400).code(50_035).on(Endpoint::Messages));
    for reply in [ann.slash("/ask", json!({"question": QUESTION})).await, ann.mention(QUESTION).await] {
        let text = reply.text();
        assert!(text.starts_with("Something went wrong on my side") && !text.contains("50035"), "{text}");
        let id = text.rsplit_once("(Error ").and_then(|(_, rest)| rest.strip_suffix(')')).unwrap();
        let line = bot.log().lines().find(|line| line.contains(id)).map(str::to_owned);
        assert!(line.as_ref().is_some_and(|line| line.contains("code 50035")), "{id} in {}", bot.log());
    }
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_start_rides_out_errors_and_limits() {
    let discord = Double::start().await;
    discord.fault(Fault::status(500).on(Endpoint::GatewayBot).times(2));
    discord.fault(Fault::rate_limited(Duration::from_millis(600)).on(Endpoint::GatewayBot));
    discord.fault(Fault::status(502).on(Endpoint::Commands).times(2));
    let bot = serve(&discord).start().await;
    discord.user("ann").dm(QUESTION).await;
    ended(bot).await;
    discord.report().assert_clean();
}
