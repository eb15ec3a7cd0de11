//! The README's section on Discord: the answers that it shows are the bot's own, and its invite link asks for just what
//! the bot needs.

use std::fs;

use discord_double::{Double, Reply};
use serde_json::{Value, json};
use serenity::model::Permissions;

use super::{ended, serve};
use crate::readme::{blocks, hold, readme};

/// How wide the answers are shown.
const WIDTH: usize = 100;

/// What begins a question in a block of the README.
const ASK: &str = "/ask question:";

/// What begins the press of a button, in a block behind that of its answer.
const PRESS: &str = "press: ";

/// The reply as a person sees it: markdown done, each line broken at the width.
fn seen(reply: &Reply) -> String {
    let embed = reply.embed();
    let mut parts = vec![embed.title, embed.description];
    parts.extend(embed.fields.into_iter().map(|(name, text)| format!("{name}\n{text}")));
    parts.push(embed.footer);
    parts.push(reply.buttons().iter().map(|label| format!("[{label}]")).collect::<Vec<_>>().join(" "));
    let parts = parts.iter().filter(|part| !part.is_empty()).map(|part| broken(&shown(part)));
    parts.collect::<Vec<_>>().join("\n\n")
}

/// `text` without the backslashes that only keep its markdown from acting, and with a link as its text.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\\', Some(_)) => shown.extend(rest.next()),
            (']', Some('(')) => {
                // The address that the link opens is not seen.
                rest.by_ref().take_while(|c| *c != ')').for_each(drop);
                shown.remove(shown.rfind('[').unwrap());
            }
            _ => shown.push(c),
        }
    }
    shown
}

/// Each line broken at the width; what goes on stands under what it goes on from.
fn broken(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let indent = if line.starts_with(['•', '>']) { "  " } else { "" };
        let mut last = String::new();
        for word in line.split(' ') {
            if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::replace(&mut last, indent.to_owned()));
            } else if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
        lines.push(last);
    }
    lines.join("\n")
}

#[tokio::test]
async fn the_answers_that_the_readme_shows_are_the_bots_own() {
    let text = readme();
    let is_of_discord = |block: &&str| block.starts_with(ASK) || block.starts_with(PRESS);
    let blocks: Vec<String> = blocks(&text, "text").into_iter().filter(is_of_discord).map(str::to_owned).collect();
    assert!(blocks.len() > 2, "the README shows {} answers", blocks.len());
    let discord = Double::start().await;
    let bot = serve(&discord).start().await;
    let ann = discord.user("ann");
    let mut last = None;
    for shown in blocks {
        let prompt = shown.lines().next().unwrap();
        let reply = match (prompt.strip_prefix(ASK), prompt.strip_prefix(PRESS)) {
            (Some(question), _) => ann.slash("/ask", json!({"question": question})).await,
            (_, Some(label)) => ann.press(last.as_ref().unwrap(), label).await,
            _ => unreachable!(),
        };
        let real = format!("{prompt}\n\n{}", seen(&reply));
        hold("text", &shown, &real);
        if prompt.starts_with(ASK) {
            last = Some(reply);
        }
    }
    ended(bot).await;
}

#[test]
fn the_invite_link_asks_for_just_what_the_bot_needs() {
    let text = readme();
    let link = text.split('`').find(|word| word.starts_with("https://discord.com/oauth2/authorize?")).unwrap();
    let query: Vec<(&str, &str)> =
        link.split_once('?').unwrap().1.split('&').filter_map(|p| p.split_once('=')).collect();
    let needed = Permissions::VIEW_CHANNEL
        | Permissions::SEND_MESSAGES
        | Permissions::SEND_MESSAGES_IN_THREADS
        | Permissions::EMBED_LINKS
        | Permissions::READ_MESSAGE_HISTORY;
    let bits = needed.bits().to_string();
    let expected =
        [("client_id", "YOUR_APPLICATION_ID"), ("scope", "bot+applications.commands"), ("permissions", &bits)];
    assert_eq!(query, expected);
    assert!(text.contains(&format!("{bits} is just what is needed")));
    for name in ["View Channels", "Send Messages", "Send Messages in Threads", "Embed Links", "Read Message History"] {
        assert!(text.replace('\n', " ").split_whitespace().collect::<Vec<_>>().join(" ").contains(name), "{name}");
    }
    // Discord's own description, where it is there, knows these scopes for an installation.
    let description = discord_double::Rules::default().openapi;
    let Ok(description) = fs::read_to_string(description) else { return };
    let description: Value = serde_json::from_str(&description).unwrap();
    let known =
        &description["components"]["schemas"]["ApplicationOAuth2InstallParams"]["properties"]["scopes"]["items"];
    for scope in ["bot", "applications.commands"] {
        assert!(known["enum"].as_array().unwrap().iter().any(|one| one == scope), "{scope}");
    }
}
