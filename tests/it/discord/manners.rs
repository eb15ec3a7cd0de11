//! Manners: exactly one reply a question, silence where nobody asks, nobody pinged, and a limit told politely once.

use discord_double::{Double, Rules};
use serde_json::json;

use super::{QUESTION, ended, serve, started};

#[tokio::test]
async fn the_bot_is_silent_where_nobody_asks_it() {
    let (discord, bot) = started(Rules::default()).await;
    let (ann, robot) = (discord.user("ann"), discord.robot("other-bot"));
    ann.say(QUESTION);
    ann.in_thread("stack").say("I asked the bot yesterday");
    ann.everyone(QUESTION);
    ann.webhook(QUESTION);
    robot.mention(QUESTION);
    robot.dm(QUESTION).unheeded();
    for talk in [
        "I asked {bot} yesterday and it said the first one",
        "everybody here should try {bot} for this some day",
        "thanks to {bot} we know more than before, I think",
    ] {
        ann.talk(talk).unheeded();
        ann.in_thread("stack").talk(talk).unheeded().again();
    }
    ann.mention("yesterday").unheeded().again();
    // The double sends the bot its own messages, as Discord does: this answer must not be answered.
    let reply = ann.mention(QUESTION).await;
    robot.reply(&reply, "Thank you. Node or Python for a forum?").unheeded();
    ended(bot).await;
    let report = discord.report();
    assert_eq!((report.delivered, report.answered, report.doubled, report.lost), (1, 1, 0, 0), "{report:#?}");
    assert!(report.unbidden <= 1, "only a bare word after a mention may be taken for a question: {report:#?}");
}

#[tokio::test]
async fn an_event_that_comes_several_times_is_answered_once() {
    let (discord, bot) = started(Rules { concurrency: 2, message_limit: 100, ..Rules::default() }).await;
    let ann = discord.user("ann");
    let questions = [
        ann.slash("/ask", json!({"question": QUESTION})),
        ann.mention(QUESTION),
        ann.dm(QUESTION),
        ann.in_channel("other").mention("node or python for a forum?"),
    ];
    for _ in 0..5 {
        questions.iter().rev().for_each(|question| question.again());
    }
    discord.settled().await;
    questions.iter().for_each(|question| question.again());
    ended(bot).await;
    // A new process knows nothing of them; for messages Discord itself does, by the nonce.
    let bot = serve(&discord).start().await;
    questions[1..].iter().for_each(|question| question.again());
    discord.user("bob").dm(QUESTION).await;
    ended(bot).await;
    let report = discord.report();
    report.assert_clean();
    assert_eq!((report.delivered, report.answered, report.repeated), (5, 5, 4));
}

#[tokio::test]
async fn a_mention_is_heard_wherever_in_a_question_it_stands() {
    let (discord, bot) = started(Rules { message_limit: 100, ..Rules::default() }).await;
    let ann = discord.user("ann");
    let expected = ann.mention(QUESTION).await.embed().title;
    for talk in [
        "{bot}: node or python for a chat app",
        "hey {bot}, node or python for a chat app?",
        "node or python for a chat app {bot}",
        "we argue about node or python for a chat app, what does {bot} say?",
    ] {
        for place in [ann.clone(), ann.in_thread("stack")] {
            let asked = place.talk(talk);
            let reply = asked.reply().await;
            assert_eq!((reply.embed().title, reply.replies_to()), (expected.clone(), Some(asked.id())), "{talk}");
            assert_eq!(reply.body["channel_id"], place.place().to_string(), "{talk}");
        }
    }
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn who_asks_too_much_is_told_once_and_privately() {
    let discord = Double::with(Rules { message_limit: 100, ..Rules::default() }).await;
    let bot = serve(&discord).env("DISCORD_USER_LIMIT", "3").start().await;
    let (ann, bob) = (discord.user("ann"), discord.user("bob"));
    for _ in 0..3 {
        ann.mention(QUESTION).await;
    }
    for _ in 0..4 {
        ann.mention(QUESTION).unheeded();
    }
    let refused = ann.slash("/ask", json!({"question": QUESTION})).await;
    assert!(refused.is_private() && refused.text().contains("again in"), "{}", refused.text());
    // Another user is served as before.
    assert!(bob.mention(QUESTION).await.text().contains("Node.js"));
    ended(bot).await;
    let told = discord.messages("ann");
    assert!(told.len() <= 1, "{told:#?}");
    let shown = discord.messages("general").iter().filter(|message| message["flags"] != 64).count();
    assert_eq!(shown, 4, "three for Ann and one for Bob");
    assert_eq!((discord.report().doubled, discord.report().lost), (0, 0));
}

#[tokio::test]
async fn a_channel_has_its_own_limit() {
    let discord = Double::start().await;
    let bot = serve(&discord).env("DISCORD_CHANNEL_LIMIT", "2").start().await;
    for name in ["ann", "bob"] {
        discord.user(name).mention(QUESTION).await;
    }
    let cleo = discord.user("cleo");
    let refused = cleo.slash("/ask", json!({"question": QUESTION})).await;
    assert!(refused.is_private(), "{}", refused.text());
    let private = cleo.slash("/ask", json!({"question": QUESTION, "private": true})).await;
    assert!(private.text().contains("Node.js"), "what only the asker sees fills no channel");
    assert!(cleo.in_channel("other").mention(QUESTION).await.text().contains("Node.js"));
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn the_operator_says_who_is_answered_and_where() {
    let discord = Double::start().await;
    let (ann, bob) = (discord.user("ann"), discord.user("bob"));
    let here = ann.in_channel("bots");
    let bot = serve(&discord)
        .env("DISCORD_USERS", &ann.id().to_string())
        .env("DISCORD_CHANNELS", &here.place().to_string())
        .env("DISCORD_DIRECT_MESSAGES", "no")
        .start()
        .await;
    bob.in_channel("bots").mention(QUESTION).unheeded();
    ann.mention(QUESTION).unheeded();
    ann.dm(QUESTION).unheeded();
    for elsewhere in [ann.clone(), ann.in_dm(), bob.in_channel("bots")] {
        let refused = elsewhere.slash("/ask", json!({"question": QUESTION})).await;
        assert!(refused.is_private() && !refused.text().contains("Node.js"), "{}", refused.text());
    }
    assert!(here.mention(QUESTION).await.text().contains("Node.js"));
    assert!(here.slash("/ask", json!({"question": QUESTION})).await.text().contains("Node.js"));
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn what_people_wrote_is_shown_and_formats_nothing() {
    let (discord, bot) = started(Rules::default()).await;
    let reply = discord.user("ann").dm("**Node** or [Python](https://example.org) for `chat` @everyone <@77>?").await;
    let text = without_escaped(&reply.text());
    for raw in ["**Node**", "](https://example.org)", "`chat`", "@everyone", "<@77>"] {
        assert!(!text.contains(raw), "{raw} stands unescaped in {text}");
    }
    assert!(text.contains("Node") && text.contains("chat"), "{text}");
    ended(bot).await;
    discord.report().assert_clean();
}

/// The text without the characters that a backslash makes harmless.
fn without_escaped(text: &str) -> String {
    let mut characters = text.chars();
    let mut rest = String::new();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            other => rest.push(other),
        }
    }
    rest
}
