//! The bot's life: how it ends, with which status, what it says to whom runs it, and what never reaches a log.

use std::time::Duration;

use discord_double::{Double, Endpoint, Exit, Fault, Life, Rules};
use serde_json::json;

use super::{QUESTION, ended, serve, started};

#[tokio::test]
async fn sigterm_and_ctrl_c_say_goodbye_to_the_gateway() {
    for signal in ["TERM", "INT"] {
        let (discord, bot) = started(Rules::default()).await;
        discord.user("ann").dm(QUESTION).await;
        bot.signal(signal).await;
        let exit = bot.ended().await;
        assert_eq!(exit.code, Some(0), "{signal}: {}", exit.log);
        assert_eq!(discord.report().life.last(), Some(&Life::Closed(Some(1000))), "{signal}");
    }
}

#[tokio::test]
async fn a_stop_finishes_what_is_in_flight() {
    let (discord, bot) = started(Rules::default()).await;
    let second = Duration::from_secs(1);
    discord.fault(Fault::rate_limited(second).on(Endpoint::Messages));
    discord.fault(Fault::status(503).on(Endpoint::Callback).times(2));
    discord.user("ann").dm(QUESTION);
    discord.user("ann").slash("/ask", json!({"question": QUESTION}));
    discord.called(Endpoint::Messages, 1).await;
    discord.called(Endpoint::Callback, 1).await;
    ended(bot).await;
    let report = discord.report();
    report.assert_clean();
    assert_eq!((report.delivered, report.answered), (2, 2));
}

#[tokio::test]
async fn a_stop_in_the_middle_of_a_burst_loses_nothing_that_was_delivered() {
    let (discord, bot) = started(Rules::default()).await;
    for number in 0..200 {
        discord.user(&format!("user {number}")).slash("/ask", json!({"question": QUESTION}));
    }
    discord.called(Endpoint::Callback, 5).await;
    ended(bot).await;
    let report = discord.report();
    report.assert_clean();
    assert!(report.delivered >= 5);
    assert_eq!(report.life.last(), Some(&Life::Closed(Some(1000))));
}

#[tokio::test]
async fn a_stop_is_bounded_when_a_call_hangs() {
    let (discord, bot) = started(Rules { patience: Duration::from_secs(15), ..Rules::default() }).await;
    discord.fault(Fault::hang().on(Endpoint::Messages).times(100));
    discord.user("ann").dm(QUESTION).optional();
    discord.called(Endpoint::Messages, 1).await;
    ended(bot).await;
}

#[tokio::test]
async fn a_stop_while_the_network_is_away_ends_at_once() {
    let (discord, bot) = started(Rules { patience: Duration::from_secs(10), ..Rules::default() }).await;
    discord.gateway_up(false);
    discord.cut();
    ended(bot).await;
}

/// Runs the bot until it ends by itself.
async fn refused(discord: &Double, token: &str) -> Exit {
    serve(discord).env("DISCORD_TOKEN", token).spawn().ended().await
}

#[tokio::test]
async fn what_no_restart_mends_ends_with_a_status_of_its_own_and_says_what_to_do() {
    let gateway = |code| Rules { refuse_identify: Some(code), ..Rules::default() };
    let cases = [
        (Rules { token: "another".to_owned(), ..Rules::default() }, 77, "token"),
        (gateway(4004), 77, "token"),
        (gateway(4014), 78, "intents"),
        (gateway(4013), 78, "intents"),
        (gateway(4011), 78, "servers"),
        (gateway(4010), 78, "newer version"),
        (gateway(4012), 78, "newer version"),
    ];
    for (rules, status, word) in cases {
        let discord = Double::with(rules).await;
        let exit = refused(&discord, &Rules::default().token).await;
        // The double's gateway takes the token of its rules; the others run with the right one.
        assert_eq!(exit.code, Some(status), "{}", exit.log);
        assert!(exit.log.contains(word), "{}", exit.log);
        assert!(discord.report().life.iter().filter(|one| **one == Life::Connected).count() <= 1);
    }
}

#[tokio::test]
async fn a_bot_that_may_write_nothing_answers_as_any_other() {
    let discord = Double::start().await;
    // No folder can be made there, not even by root.
    let bot = serve(&discord).folder("/").env("STACKCHOICE_INDEX", "/dev/null/index").start().await;
    assert!(bot.log().contains("the index is kept in memory"), "{}", bot.log());
    assert!(discord.user("ann").dm(QUESTION).await.text().contains("Node.js"));
    ended(bot).await;
    discord.report().assert_clean();
}

/// What `deploy/stackchoice.service` and `Containerfile` promise: no restart where none mends, nobody's rights, nothing to
/// write to.
#[test]
fn the_unit_and_the_container_keep_their_promises() {
    let text = |file: &str| std::fs::read_to_string(crate::packs::root().join(file)).unwrap();
    let (unit, container) = (text("deploy/stackchoice.service"), text("Containerfile"));
    let lines = |text: &str, line: &str| assert!(text.lines().any(|one| one == line), "no line `{line}` in\n{text}");
    lines(&unit, "RestartPreventExitStatus=2 3 77 78");
    for line in ["DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="] {
        lines(&unit, line);
    }
    for line in ["USER nonroot", "STOPSIGNAL SIGTERM", r#"CMD ["serve"]"#] {
        lines(&container, line);
    }
    let command = unit.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/")).unwrap();
    let told = <stackchoice::terminal::cli::Cli as clap::Parser>::try_parse_from(command.split(' '));
    assert!(told.is_ok(), "{command}: {}", told.unwrap_err());
}

#[tokio::test]
async fn with_a_proxy_no_connection_leaves_for_a_gateway_elsewhere() {
    let discord =
        Double::with(Rules { gateway_url: Some("wss://gateway.discord.gg".to_owned()), ..Rules::default() }).await;
    let exit = refused(&discord, &discord.token()).await;
    assert_eq!(exit.code, Some(78), "{}", exit.log);
    assert!(exit.log.contains("gateway.discord.gg"), "{}", exit.log);
    assert_eq!(discord.report().life, []);
}

#[tokio::test]
async fn the_days_session_starts_are_not_used_up() {
    let discord = Double::with(Rules { identifies: 0, ..Rules::default() }).await;
    let bot = serve(&discord).spawn();
    discord.called(Endpoint::GatewayBot, 1).await;
    // With none left, it waits instead of having its token reset; a stop ends the wait.
    ended(bot).await;
    assert_eq!(discord.report().life, []);
}

#[tokio::test]
async fn no_token_and_no_users_words_reach_the_log_at_any_level() {
    let discord = Double::with(Rules { message_limit: 100, ..Rules::default() }).await;
    let bot = serve(&discord).env("STACKCHOICE_LOG", "trace").env("RUST_LOG", "trace").start().await;
    let secret = "node or python for my zebrafish aquarium?";
    let ann = discord.user("ann-the-asker");
    discord.fault(Fault::status(500).on(Endpoint::Callback));
    discord.fault(Fault::status(400).on(Endpoint::Messages));
    discord.fault(Fault::rate_limited(Duration::from_millis(100)).on(Endpoint::Messages));
    let reply = ann.slash("/ask", json!({"question": secret})).await;
    let form = ann.press(&reply, "Follow up").await;
    ann.submit(&form, [("text", secret)]).await;
    ann.dm(secret).optional();
    ann.mention(secret).optional();
    discord.event("MESSAGE_CREATE", &json!({"content": secret, "id": 5}));
    discord.event("INTERACTION_CREATE", &json!({"data": secret, "token": discord.token()}));
    discord.called(Endpoint::Messages, 3).await;
    discord.cut();
    discord.resumed(1).await;
    ann.slash("/ask", json!({"question": secret})).await;
    let tokens = discord.interaction_tokens();
    let exit = bot.stop().await;
    assert_eq!(exit.code, Some(0), "{}", exit.log);
    assert!(!exit.log.is_empty(), "at this level there is something to read");
    let log = exit.log.to_lowercase();
    for hidden in tokens.iter().chain([&discord.token()]) {
        assert!(!exit.log.contains(hidden.as_str()), "a token stands in the log");
    }
    for word in ["zebrafish", "aquarium", "ann-the-asker"] {
        assert!(!log.contains(word), "{word} stands in the log: {log}");
    }
}
