//! Where the calls go: Discord's own name at another address, with TLS and one trusted certificate; and the limits, which
//! are kept in each mode alike.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use discord_double::{BotCommand, Double, Endpoint, Fault, Front, Life, Rules};
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::{QUESTION, ended, serve};

const DISCORD: &str = "discord.com";

/// A front's certificate in a file.
fn file(front: &Front) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("certificate.pem");
    std::fs::write(&path, front.certificate()).unwrap();
    (folder, path)
}

/// A proxy of the environment that nothing may go to: its address, and how many connections it saw.
async fn trap() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (address, seen) = (format!("http://{}", listener.local_addr().unwrap()), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&seen);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    (address, seen)
}

#[tokio::test]
async fn at_another_address_calls_keep_discords_name_and_tls_and_go_nowhere_else() {
    // The gateway on this machine, and under the API's own name with a certificate as `openssl req -x509` makes it.
    for gateway_url in [None, Some(format!("wss://{DISCORD}"))] {
        let is_tls = gateway_url.is_some();
        let discord = Double::with(Rules { gateway_url, ..Rules::default() }).await;
        let front = if is_tls { discord.front_of_authority(DISCORD).await } else { discord.front(DISCORD).await };
        let (_folder, certificate) = file(&front);
        let (proxy, seen) = trap().await;
        let command = serve(&discord).behind(&front, &certificate);
        let bot = command.env("HTTPS_PROXY", &proxy).env("HTTP_PROXY", &proxy).env("ALL_PROXY", &proxy).start().await;
        let ann = discord.user("ann");
        let reply = ann.slash("/ask", json!({"question": QUESTION})).await;
        assert!(reply.text().contains("Node.js"), "{}", reply.text());
        assert!(ann.press(&reply, "Sources").await.text().contains("[1]"));
        assert_eq!(ann.mention(QUESTION).await.embed(), reply.embed());
        discord.cut();
        discord.resumed(1).await;
        assert_eq!(ann.dm(QUESTION).await.embed(), reply.embed());
        ended(bot).await;
        let endpoints = [Endpoint::GatewayBot, Endpoint::Commands, Endpoint::Callback, Endpoint::Messages];
        let calls = endpoints.map(|endpoint| discord.calls(endpoint));
        assert!(calls.iter().all(|calls| !calls.is_empty()));
        assert!(calls.iter().flatten().all(|call| call.host == DISCORD), "{calls:#?}");
        let names = front.names();
        assert!(!names.is_empty() && names.iter().all(|name| name == DISCORD), "{names:?}");
        assert_eq!((front.refusals(), seen.load(Ordering::Relaxed)), (0, 0));
        let report = discord.report();
        report.assert_clean();
        assert_eq!(report.life.last(), Some(&Life::Closed(Some(1000))));
        // Calls share a connection or a few; with the gateway's two connections there are more.
        assert!(!is_tls || names.len() >= 3, "{names:?}");
    }
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_named_and_nothing_is_sent() {
    let discord = Double::start().await;
    let (right, foreign) = (discord.front(DISCORD).await, discord.front("example.org").await);
    let authority = discord.front_of_authority("example.org").await;
    let ((_one, own), (_two, other), (_three, root)) = (file(&right), file(&foreign), file(&authority));
    // One that nobody vouches for, two of another name, and an authority that does not count here: the usual ones.
    for (front, trusted) in
        [(&right, Some(&other)), (&foreign, Some(&other)), (&authority, Some(&root)), (&right, None)]
    {
        let mut command = serve(&discord).behind(front, &own);
        match trusted {
            Some(trusted) => command = command.env("DISCORD_API_CERTIFICATE", &trusted.to_string_lossy()),
            None => command = command.env("DISCORD_API_CERTIFICATE", ""),
        }
        let before = front.refusals() + front.names().len();
        let bot = command.spawn();
        bot.told("certificate that is not trusted").await;
        assert!(bot.log().contains("discord.api_certificate"), "{}", bot.log());
        // It goes on trying, and a stop ends it in peace.
        ended(bot).await;
        assert!(front.refusals() + front.names().len() > before);
    }
    assert_eq!(discord.calls(Endpoint::GatewayBot).len(), 0);
    assert_eq!(discord.report().life, []);
}

#[tokio::test]
async fn at_another_address_no_connection_leaves_for_a_gateway_elsewhere() {
    let elsewhere = Some("wss://gateway.discord.gg".to_owned());
    let discord = Double::with(Rules { gateway_url: elsewhere, ..Rules::default() }).await;
    let front = discord.front(DISCORD).await;
    let (_folder, certificate) = file(&front);
    let exit = serve(&discord).behind(&front, &certificate).spawn().ended().await;
    assert_eq!(exit.code, Some(78), "{}", exit.log);
    assert!(exit.log.contains("gateway.discord.gg") && exit.log.contains("discord.gateway"), "{}", exit.log);
    assert_eq!(discord.report().life, []);
}

#[tokio::test]
async fn settings_of_the_address_that_cannot_be_used_end_the_start_with_their_mend() {
    let discord = Double::start().await;
    let missing = "/no/such/certificate.pem";
    for (name, value, mend) in [
        ("DISCORD_API_ADDRESS", "nonsense", "write it as host:port"),
        ("DISCORD_API_CERTIFICATE", missing, "name a certificate in PEM"),
        ("DISCORD_PROXY", "nonsense", "write it as http://host:port"),
    ] {
        let exit = serve(&discord).env(name, value).spawn().ended().await;
        assert_eq!(exit.code, Some(78), "{name}: {}", exit.log);
        assert!(exit.log.contains(mend), "{name}: {}", exit.log);
    }
    assert_eq!(discord.calls(Endpoint::GatewayBot).len(), 0);
}

/// Each way to the double: by a proxy, and by Discord's own name.
async fn each_way(rules: fn() -> Rules, test: impl AsyncFn(&Double, BotCommand)) {
    let discord = Double::with(rules()).await;
    test(&discord, serve(&discord)).await;
    discord.report().assert_clean();
    let discord = Double::with(rules()).await;
    let front = discord.front(DISCORD).await;
    let (_folder, certificate) = file(&front);
    test(&discord, serve(&discord).behind(&front, &certificate)).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_bucket_that_is_told_is_waited_out_before_it_is_hit() {
    // Seven answers in one channel, which takes five in 5 s: the double would refuse the sixth with 429.
    each_way(Rules::default, async |discord, command| {
        let bot = command.start().await;
        for number in 0..7 {
            discord.user(&format!("user {number}")).mention(QUESTION);
        }
        discord.settled().await;
        ended(bot).await;
        let report = discord.report();
        assert_eq!((report.answered, report.invalid_calls), (7, 0), "the headers told when the channel is full");
    })
    .await;
}

#[tokio::test]
async fn a_429_is_waited_out_for_its_time_on_its_route_and_on_all_where_it_is_global() {
    // The double breaks the test where a call comes again before its time.
    each_way(Rules::default, async |discord, command| {
        let bot = command.start().await;
        for fault in [
            Fault::rate_limited(Duration::from_millis(1500)),
            Fault::rate_limited_globally(Duration::from_millis(1500)),
        ] {
            let before = discord.report().invalid_calls;
            discord.fault(fault.on(Endpoint::Messages));
            let reply = discord.user("ann").dm(QUESTION).await;
            assert!(reply.latency >= Duration::from_millis(1400), "{:?}", reply.latency);
            assert_eq!(discord.report().invalid_calls, before + 1);
        }
        // A response to an interaction is limited by itself and has 3 s.
        discord.fault(Fault::rate_limited(Duration::from_millis(700)).on(Endpoint::Callback));
        let reply = discord.user("ann").slash("/ask", json!({"question": QUESTION})).await;
        assert!(reply.latency >= Duration::from_millis(650), "{:?}", reply.latency);
        ended(bot).await;
    })
    .await;
}
