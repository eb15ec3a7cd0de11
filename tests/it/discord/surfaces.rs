//! Three surfaces, one answer: slash commands, direct messages, mentions; and every button under an answer.

use discord_double::{Double, Endpoint, Reply, Rules, User};
use serde_json::json;
use stackchoice::config::{DiscordSettings, Token};
use stackchoice::discord::{Service, list_commands, print_commands, register_commands};

use super::{QUESTION, ended, serve, started};

/// What a follow-up adds to the question, so that the verdict is another.
const ADDED: &str = "and it must do machine learning";

async fn asked(user: &User) -> Reply {
    user.slash("/ask", json!({"question": QUESTION})).await
}

#[tokio::test]
async fn a_question_gets_the_same_answer_on_every_surface() {
    let (discord, bot) = started(Rules::default()).await;
    let ann = discord.user("ann");
    let slash = asked(&ann).await;
    assert!(slash.text().contains("Node.js"), "{}", slash.text());
    assert_eq!(slash.buttons(), ["Sources", "What would change it?", "Follow up"]);
    assert!(slash.embed().colour.is_some());
    for reply in [
        asked(&ann.in_dm()).await,
        asked(&ann.in_thread("stack")).await,
        asked(&ann.in_private("club")).await,
        asked(&ann.in_foreign_server("elsewhere")).await,
        ann.dm(QUESTION).await,
        ann.mention(QUESTION).await,
        ann.in_thread("stack").mention(QUESTION).await,
    ] {
        assert_eq!(reply.embed(), slash.embed());
        assert_eq!(reply.buttons(), slash.buttons());
        assert!(!reply.is_private());
    }
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn an_answer_can_be_for_the_asker_alone() {
    let (discord, bot) = started(Rules::default()).await;
    let ann = discord.user("ann");
    let private = ann.slash("/ask", json!({"question": QUESTION, "private": true})).await;
    assert!(private.is_private());
    assert_eq!(private.embed(), asked(&ann).await.embed());
    let form = ann.press(&private, "Follow up").await;
    assert!(ann.submit(&form, [("text", ADDED)]).await.is_private());
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_mention_is_answered_in_place_and_a_reply_to_it_goes_on() {
    let (discord, bot) = started(Rules::default()).await;
    let (ann, bob) = (discord.user("ann"), discord.user("bob"));
    let asked = ann.mention(QUESTION);
    let reply = asked.reply().await;
    assert_eq!(reply.replies_to(), Some(asked.id()));
    let more = bob.reply(&reply, ADDED).await;
    assert!(more.text().contains(QUESTION), "a follow-up shows what it adds to: {}", more.text());
    assert_ne!(more.embed().title, reply.embed().title);
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn a_direct_talk_goes_on_without_a_reply() {
    let (discord, bot) = started(Rules::default()).await;
    let ann = discord.user("ann");
    let first = ann.dm(QUESTION).await;
    let second = ann.dm(ADDED).await;
    assert_ne!(second.embed().title, first.embed().title);
    // A reply goes back to the answer that it is a reply to, whatever was said since.
    ann.dm("Node or Python for machine learning?").await;
    let back = ann.in_dm().reply(&first, ADDED).await;
    assert_eq!(back.embed().title, second.embed().title);
    assert!(back.text().contains(QUESTION), "{}", back.text());
    // Bob has had no talk, and the same words mean what they say.
    let other = discord.user("bob").dm(ADDED).await;
    assert_ne!(other.embed().description, second.embed().description);
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn every_button_works_under_every_answer() {
    let (discord, bot) = started(Rules::default()).await;
    let ann = discord.user("ann");
    for (place, reply) in [
        (ann.clone(), asked(&ann).await),
        (ann.in_private("club"), asked(&ann.in_private("club")).await),
        (ann.in_foreign_server("elsewhere"), asked(&ann.in_foreign_server("elsewhere")).await),
        (ann.in_dm(), ann.dm(QUESTION).await),
        (ann.in_thread("stack"), ann.in_thread("stack").mention(QUESTION).await),
    ] {
        let sources = place.press(&reply, "Sources").await;
        assert!(sources.is_private() && sources.text().contains("[1]"), "{}", sources.text());
        let changes = place.press(&reply, "What would change it?").await;
        assert!(changes.is_private() && !changes.text().is_empty());
        let form = place.press(&reply, "Follow up").await;
        assert_eq!(form.body["title"], "Follow up");
        let more = place.submit(&form, [("text", ADDED)]).await;
        assert_ne!(more.embed().title, reply.embed().title);
        assert!(more.text().contains(ADDED), "{}", more.text());
        // So it does for somebody else who sees the answer.
        let bob = place.as_other("bob");
        assert_eq!(bob.press(&reply, "Sources").await.embed(), sources.embed());
        let form = bob.press(&reply, "Follow up").await;
        assert_eq!(bob.submit(&form, [("text", ADDED)]).await.embed(), more.embed());
        // The answer to a follow-up has the same buttons, and they know of both questions.
        let form = place.press(&more, "Follow up").await;
        let last = place.submit(&form, [("text", "and our team knows only JavaScript")]).await;
        assert!(last.text().contains(QUESTION) && last.text().contains(ADDED), "{}", last.text());
    }
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn buttons_work_after_a_restart() {
    let (discord, bot) = started(Rules { concurrency: 2, ..Rules::default() }).await;
    let ann = discord.user("ann");
    let long = format!("{QUESTION} It is for {}.", "a very large hospital with many nurses, ".repeat(20));
    let answers = [asked(&ann).await, ann.mention(&long).await];
    let before = ann.press(&answers[1], "Sources").await;
    ended(bot).await;
    let bot = serve(&discord).start().await;
    for answer in &answers {
        assert!(ann.press(answer, "Sources").await.text().contains("[1]"));
        let form = ann.press(answer, "Follow up").await;
        assert!(ann.submit(&form, [("text", ADDED)]).await.text().contains(ADDED));
    }
    assert_eq!(ann.press(&answers[1], "Sources").await.embed(), before.embed());
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn help_and_sources_tell_the_asker_alone() {
    let (discord, bot) = started(Rules::default()).await;
    let ann = discord.user("ann");
    let help = ann.slash("/help", json!({})).await;
    assert!(help.is_private() && help.text().contains("/ask"), "{}", help.text());
    let sources = ann.slash("/sources", json!({})).await;
    assert!(sources.is_private() && sources.text().contains("2023"), "{}", sources.text());
    assert!(ann.mention("").await.text().contains("/ask"));
    ended(bot).await;
    discord.report().assert_clean();
}

#[tokio::test]
async fn commands_are_registered_only_where_they_differ() {
    let (discord, bot) = started(Rules { concurrency: 9, ..Rules::default() }).await;
    let names: Vec<_> = discord.commands().iter().map(|command| command["name"].clone()).collect();
    assert_eq!(names, ["ask", "sources", "help"]);
    let writes =
        |discord: &Double| discord.calls(Endpoint::Commands).iter().filter(|call| call.method == "PUT").count();
    assert_eq!(writes(&discord), 1);
    ended(bot).await;
    let bot = serve(&discord).start().await;
    discord.called(Endpoint::Commands, 3).await;
    ended(bot).await;
    assert_eq!(writes(&discord), 1, "the second start found them as they should be");
    discord.report().assert_clean();
}

#[tokio::test]
async fn an_operator_registers_and_lists_commands_without_running_the_bot() {
    let discord = Double::start().await;
    let settings = DiscordSettings { proxy: discord.address(), ..DiscordSettings::default() };
    let service = Service { settings, token: Token::new(&discord.token()) };
    // They run on threads of their own, which a test's may not block on.
    let (first, second, listed) = tokio::task::spawn_blocking(move || {
        (register_commands(&service), register_commands(&service), list_commands(&service))
    })
    .await
    .unwrap();
    assert_eq!((first, second), (Ok(true), Ok(false)), "the second time there is nothing to do");
    let names = |text: &str| {
        let commands: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
        commands.iter().map(|command| command["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&listed.unwrap()), ["ask", "sources", "help"]);
    assert_eq!(names(&print_commands()), ["ask", "sources", "help"]);
    assert_eq!(discord.report().life, []);
}

#[tokio::test]
async fn whatever_is_asked_the_answer_keeps_discords_limits() {
    let (discord, bot) = started(Rules { message_limit: 100, ..Rules::default() }).await;
    let ann = discord.user("ann");
    let nasty = [
        "x".repeat(1500),
        "node python ".repeat(120),
        "🦀".repeat(1500),
        "*_~`|>#-[]()<@&!:".repeat(80),
        "@everyone @here <@1100000000000000001> <@&2> Node or Python?".to_owned(),
        "```\nnode\n``` or python? [click](https://example.org) ||spoiler||".to_owned(),
        "\u{202e}node or python\u{200b}\u{0}\u{7}?".to_owned(),
        "нода или питон для чата?".to_owned(),
        "?".to_owned(),
        "\n\n\n".to_owned(),
        "node or python for chat, machine learning, streaming, high load, a forum, a spam filter, an online shop, a \
         prototype, microservices, a dashboard, games, scraping, data science, real-time, and our team knows JavaScript \
         and Python and wants it simple and stable and cheap and fast?"
            .to_owned(),
    ];
    for text in &nasty {
        let reply = ann.slash("/ask", json!({"question": text})).await;
        assert!(!reply.text().is_empty(), "{text}");
        for label in reply.buttons() {
            let pressed = ann.press(&reply, &label).await;
            if label == "Follow up" {
                ann.submit(&pressed, [("text", text.as_str())]).await;
            }
        }
        ann.dm(text).await;
    }
    ended(bot).await;
    discord.report().assert_clean();
}
