//! The gateway on its bad days: each row says what happens to the connection, and that nothing is lost or doubled.

use std::time::{Duration, Instant};

use discord_double::{Bot, Double, Life, Rules};
use serde_json::json;

use super::{QUESTION, ended, started};

/// Asks on every surface, all at once.
fn ask(discord: &Double, who: &str) {
    let user = discord.user(who);
    user.slash("/ask", json!({"question": QUESTION}));
    user.mention(QUESTION);
    user.dm(QUESTION);
}

/// Asks, upsets the connection, asks while it is upset, and asks when `back`. Everything must be answered once.
async fn survives(rules: Rules, upset: impl AsyncFn(&Double), back: impl AsyncFn(&Double)) -> Double {
    let (discord, bot) = started(Rules { message_limit: 100, ..rules }).await;
    ask(&discord, "ann");
    discord.settled().await;
    upset(&discord).await;
    back(&discord).await;
    ask(&discord, "bob");
    discord.settled().await;
    finish(&discord, bot).await;
    discord
}

async fn finish(discord: &Double, bot: Bot) {
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_session_goes_on_after_every_end_that_allows_it() {
    let upsets: [fn(&Double); 6] = [
        Double::cut,
        |discord| discord.close(Some(4000)),
        |discord| discord.close(Some(4001)),
        |discord| discord.close(None),
        Double::ask_reconnect,
        |discord| discord.invalidate(true),
    ];
    for upset in upsets {
        let discord = survives(
            Rules::default(),
            async |discord: &Double| {
                upset(discord);
                ask(discord, "meanwhile");
            },
            async |discord: &Double| discord.resumed(1).await,
        )
        .await;
        let life = discord.report().life;
        assert_eq!(life.iter().filter(|one| **one == Life::Identified).count(), 1, "{life:?}");
    }
}

#[tokio::test]
async fn what_came_while_the_network_was_away_is_replayed_and_answered() {
    survives(
        Rules::default(),
        async |discord: &Double| {
            discord.gateway_up(false);
            discord.cut();
            ask(discord, "meanwhile");
            discord.gateway_up(true);
        },
        async |discord: &Double| discord.resumed(1).await,
    )
    .await;
}

#[tokio::test]
async fn a_network_that_is_away_for_long_costs_no_session_and_no_question() {
    let (discord, bot) = started(Rules::default()).await;
    discord.gateway_up(false);
    discord.cut();
    // Direct messages wait for the bot; an interaction would be void by the time it is delivered.
    for who in ["ann", "bob"] {
        discord.user(who).dm(QUESTION);
    }
    bot.told_after("connecting again", 5).await;
    discord.gateway_up(true);
    discord.resumed(1).await;
    discord.settled().await;
    let life = discord.report().life;
    assert_eq!(life.iter().filter(|one| **one == Life::Identified).count(), 1, "{life:?}");
    finish(&discord, bot).await;
}

#[tokio::test]
async fn a_replay_of_what_was_answered_already_is_answered_no_second_time() {
    let discord = survives(
        Rules { replay_seen: true, ..Rules::default() },
        async |discord: &Double| discord.cut(),
        async |discord: &Double| discord.resumed(1).await,
    )
    .await;
    assert!(discord.report().repeated >= 3);
}

#[tokio::test]
async fn a_session_that_is_over_is_followed_by_a_new_one() {
    let upsets: [fn(&Double); 3] = [
        |discord| discord.invalidate(false),
        |discord| discord.close(Some(4009)),
        |discord| {
            // The bot tries to resume and is told that there is nothing to resume.
            discord.cut();
            discord.forget_sessions();
        },
    ];
    let lives = upsets.map(|upset| {
        survives(
            Rules::default(),
            async move |discord: &Double| upset(discord),
            async |discord: &Double| discord.identified(2).await,
        )
    });
    let [invalid, closed, forgotten] = lives;
    tokio::join!(invalid, closed, forgotten);
}

#[tokio::test]
async fn a_connection_that_acknowledges_nothing_is_left_and_its_session_resumed() {
    let rules = Rules { heartbeat: Duration::from_millis(400), ..Rules::default() };
    let discord = survives(
        rules,
        async |discord: &Double| {
            discord.hush();
            ask(discord, "meanwhile");
        },
        async |discord: &Double| discord.resumed(1).await,
    )
    .await;
    let life = discord.report().life;
    let left = life.iter().find_map(|one| if let Life::Closed(code) = one { Some(*code) } else { None });
    assert!(!matches!(left, Some(Some(1000 | 1001))), "a close with 1000 or 1001 would end the session: {life:?}");
}

#[tokio::test]
async fn heartbeats_are_sent_when_due_and_when_asked_for() {
    let (discord, bot) = started(Rules { heartbeat: Duration::from_millis(300), ..Rules::default() }).await;
    // The double ends a session that is silent for one and a half intervals.
    discord.beaten(6).await;
    discord.ask_heartbeat();
    discord.beaten(7).await;
    discord.user("ann").dm(QUESTION).await;
    assert_eq!(discord.report().life, [Life::Connected, Life::Identified]);
    finish(&discord, bot).await;
}

#[tokio::test]
async fn a_session_asks_for_no_privileged_intent_and_shows_the_presence_of_the_settings() {
    let discord = Double::with(Rules { concurrency: 9, ..Rules::default() }).await;
    for (presence, expected) in [("", json!("/ask")), ("ask me", json!("ask me"))] {
        let bot = super::serve(&discord).env("DISCORD_PRESENCE", presence).start().await;
        let said = discord.identify();
        // Messages in servers and direct messages; their content comes to whom is meant without an intent of its own.
        assert_eq!(said["intents"], 1 << 9 | 1 << 12, "{said}");
        assert_eq!(said["presence"]["activities"][0]["state"], expected, "{said}");
        ended(bot).await;
    }
}

#[tokio::test]
async fn malformed_and_unknown_events_end_nothing() {
    let (discord, bot) = started(Rules::default()).await;
    for frame in [
        "",
        "{",
        "null",
        "[]",
        "7",
        "\"op\"",
        "{\"op\":\"x\"}",
        "{\"op\":99,\"d\":null}",
        "{\"op\":0}",
        "{\"op\":0,\"t\":null,\"s\":null,\"d\":null}",
        "{\"op\":10,\"d\":{}}",
        "{\"op\":11,\"d\":{\"x\":[]}}",
        "{\"op\":0,\"t\":\"MESSAGE_CREATE\",\"s\":\"x\",\"d\":[]}",
    ] {
        discord.send_raw(frame);
    }
    discord.event("NOT_YET_INVENTED", &json!({"x": [1, {"y": null}]}));
    discord.event("MESSAGE_CREATE", &json!({}));
    discord.event("MESSAGE_CREATE", &json!({"id": "x", "content": 5, "author": null}));
    discord.event("MESSAGE_CREATE", &json!(null));
    for kind in [json!(0), json!(1), json!(2), json!(3), json!(4), json!(5), json!(99), json!("x"), json!(null)] {
        discord.event("INTERACTION_CREATE", &json!({"id": "5", "token": "t", "type": kind, "data": {}}));
    }
    discord.event("GUILD_DELETE", &json!({"id": "1", "unavailable": true}));
    ask(&discord, "ann");
    discord.settled().await;
    ended(bot).await;
    let report = discord.report();
    // Half an interaction may be answered; Discord would say that it knows no such one.
    let broken: Vec<_> =
        discord.take_violations().iter().map(|one| one.rule).filter(|rule| *rule != "interaction").collect();
    assert_eq!((report.lost, report.doubled, report.unbidden, broken), (0, 0, 0, vec![]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_a_thousand_is_answered_in_time() {
    let patience = Duration::from_secs(90);
    let (discord, bot) = started(Rules { global_limit: 10_000, patience, ..Rules::default() }).await;
    // Interactions must be answered in three seconds: half of the thousand, or what this machine, busy as it may be, does
    // in one. The rest are messages, whose limits are out of the way.
    let began = Instant::now();
    let ask = |numbers: std::ops::Range<usize>| {
        for number in numbers {
            discord.user(&format!("user {}", number % 100)).slash("/ask", json!({"question": QUESTION}));
        }
    };
    ask(0..50);
    discord.settled().await;
    let in_a_second = (50.0 / began.elapsed().as_secs_f64()) as usize;
    let interactions = in_a_second.clamp(25, 500);
    ask(0..interactions);
    for number in interactions..1_000 {
        discord.user(&format!("user {number}")).dm(QUESTION);
    }
    discord.settled().await;
    finish(&discord, bot).await;
    let report = discord.report();
    assert_eq!((report.delivered, report.answered), (1_050, 1_050));
}

#[tokio::test]
async fn a_burst_of_messages_waits_out_the_limits_and_loses_none() {
    let (discord, bot) = started(Rules::default()).await;
    for number in 0..150 {
        discord.user(&format!("user {number}")).dm(QUESTION);
    }
    for number in 0..8 {
        discord.user(&format!("user {number}")).mention(QUESTION);
    }
    discord.settled().await;
    finish(&discord, bot).await;
    let report = discord.report();
    assert_eq!((report.delivered, report.answered), (158, 158));
    // Discord bans an address for 10,000 such calls in ten minutes, so a bot has to keep to the limits by itself.
    assert!(report.invalid_calls <= 16, "calls that Discord counts against the bot: {}", report.invalid_calls);
}
