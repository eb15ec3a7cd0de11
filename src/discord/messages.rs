//! Messages: direct ones, and those in a server's channels and threads that mention the bot.
//!
//! A question gets one message in reply. A retry carries the same nonce, made from the question's id, so neither a lost
//! response nor a restart makes two of it.

use serenity::builder::CreateMessage;
use serenity::model::channel::{Message, MessageReference, MessageReferenceKind, MessageType, Nonce};

use super::bot::{Bot, failure, failure_id};
use super::conversation::Conversation;
use super::interactions::{mention, quoted};
use super::manners::{self, Place, TooMuch};
use super::refusal::Refusal;
use super::render::{self, Reply};
use super::{cards, wording};
use crate::advisor::Answer;
use crate::advisor::answer::Intent;

/// Discord's error code for a message in which nothing is left: without the right to embed, a card is nothing
/// (topics/opcodes-and-status-codes.mdx, as the two below).
const NOTHING_LEFT: i64 = 50_006;

/// The one for a right that is missing: plain words need less of them than a card.
const NO_RIGHT: i64 = 50_013;

/// The one for a reply without the right to read the channel's history: a message that is no reply may be posted.
const NO_HISTORY: i64 = 160_002;

/// Answers a message, if it asks the bot something.
pub async fn answer(bot: &Bot, message: &Message) {
    let place = place(message);
    if !is_a_persons(bot, message) || !bot.access.allows(place) {
        return;
    }
    let Some(text) = question_in(bot, message) else { return };
    if !bot.seen.is_new(message.id.get()) {
        return;
    }
    let turn = bot.message_turn().await;
    let mut answer = None;
    let reply = bot.guarded(message.id.get(), || {
        let (reply, of) = reply_to(bot, message, &text)?;
        answer = of;
        Some(reply)
    });
    drop(turn);
    let Some(reply) = reply else { return };
    match bot.pace.count(place, message.guild_id.is_some()) {
        Ok(()) => post(bot, message, reply, answer.as_ref()).await,
        Err(TooMuch { tell: false, .. }) => {}
        Err(TooMuch { wait, .. }) => tell_privately(bot, message, wording::slow_down(wait.as_secs() + 1)).await,
    }
}

fn place(message: &Message) -> Place {
    let server = message.guild_id.map(|id| id.get());
    Place { user: message.author.id.get(), channel: message.channel_id.get(), server }
}

/// Whether a person wrote it to be read: no bot, no webhook, no note of Discord itself.
fn is_a_persons(bot: &Bot, message: &Message) -> bool {
    let is_said = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    is_said
        && !message.author.bot
        && message.webhook_id.is_none()
        && bot.user().is_some_and(|me| me != message.author.id)
}

/// What is asked of the bot, without its mention; `None` if it is not asked.
fn question_in(bot: &Bot, message: &Message) -> Option<String> {
    if message.guild_id.is_none() {
        return Some(message.content.clone());
    }
    if message.mention_everyone {
        return None;
    }
    let me = bot.user()?;
    let mentions = [format!("<@{me}>"), format!("<@!{me}>")];
    let is_named = mentions.iter().any(|mention| message.content.contains(mention.as_str()));
    if is_named {
        return manners::addressed(&message.content, &mentions);
    }
    // A reply to our answer that pings us is a follow-up; without the ping, Discord hides its text.
    let replies_to_us = message.referenced_message.as_ref().is_some_and(|other| other.author.id == me);
    let pings_us = message.mentions.iter().any(|user| user.id == me);
    (replies_to_us && pings_us).then(|| message.content.clone())
}

/// The reply to a question, and the answer that it shows; `None` for talk that asks nothing.
fn reply_to(bot: &Bot, message: &Message, text: &str) -> Option<(Reply, Option<Answer>)> {
    let in_server = message.guild_id.is_some();
    let Some(question) = Conversation::new(text) else {
        let reply = if in_server { cards::help(&bot.advisor, &mention(bot)) } else { Reply::notice(wording::NO_WORDS) };
        return Some((reply, None));
    };
    let place = place(message);
    let answer = match before(bot, message).or_else(|| bot.recent.get(place)) {
        Some(before) => question.after(before).ask(&bot.advisor),
        None => question.ask(&bot.advisor),
    };
    match answer.intent {
        Intent::NotForUs if in_server && !manners::asks(text) => None,
        Intent::Help => Some((cards::help(&bot.advisor, &mention(bot)), None)),
        Intent::NotForUs => Some((render::answer(&answer), Some(answer))),
        Intent::Choose | Intent::Compare | Intent::LookUp => {
            if let Some(asked) = Conversation::answered(&answer) {
                bot.recent.put(place, asked);
            }
            Some((render::answer(&answer), Some(answer)))
        }
    }
}

/// The questions of our answer that a message replies to.
fn before(bot: &Bot, message: &Message) -> Option<Conversation> {
    let other = message.referenced_message.as_deref()?;
    (Some(other.author.id) == bot.user()).then(|| quoted(other))?
}

/// Posts the reply; where it cannot be posted as it is, something plainer.
async fn post(bot: &Bot, message: &Message, reply: Reply, answer: Option<&Answer>) {
    let id = message.id.get();
    let first = bot.api.post(message.channel_id, &posted(message, reply.clone(), "")).await;
    let Err(refusal) = first else { return };
    let plainer = match (&refusal, answer) {
        (Refusal::Rejected { code: NO_HISTORY, .. }, _) => new_message(message, reply, "p"),
        (Refusal::Rejected { code: NOTHING_LEFT | NO_RIGHT, .. }, Some(answer)) => {
            posted(message, render::plain(answer), "p")
        }
        (Refusal::Rejected { status: 400, .. }, _) => posted(message, failure(id), "p"),
        (Refusal::Rejected { status: 403 | 404, .. }, _) => {
            tracing::info!(%refusal, "a message could not be answered where it was written");
            return;
        }
        _ => {
            tracing::error!(%refusal, error = failure_id(id), "a message got no answer");
            return;
        }
    };
    tracing::warn!(%refusal, error = failure_id(id), "an answer could not be posted as it was");
    if let Err(refusal) = bot.api.post(message.channel_id, &plainer).await {
        tracing::error!(%refusal, error = failure_id(id), "a message got no answer");
    }
}

/// Tells somebody in their direct messages. Who does not take any is left in peace.
async fn tell_privately(bot: &Bot, message: &Message, sentence: String) {
    let channel = match message.guild_id {
        None => Ok(message.channel_id),
        Some(_) => bot.api.direct_channel(message.author.id).await,
    };
    let told = match channel {
        Ok(channel) => bot.api.post(channel, &new_message(message, Reply::notice(sentence), "n")).await,
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = told {
        tracing::info!(%refusal, "somebody could not be told of the limit");
    }
}

/// The reply as a message: in a server in place, as a reply to the question.
fn posted(message: &Message, reply: Reply, variant: &str) -> CreateMessage {
    let posted = new_message(message, reply, variant);
    if message.guild_id.is_none() {
        return posted;
    }
    let reference = MessageReference::new(MessageReferenceKind::Default, message.channel_id)
        .message_id(message.id)
        .fail_if_not_exists(false);
    posted.reference_message(reference)
}

/// A message that pings nobody, and that Discord posts once however often it is sent.
fn new_message(message: &Message, reply: Reply, variant: &str) -> CreateMessage {
    let mut new = CreateMessage::new()
        .allowed_mentions(render::nobody())
        .nonce(Nonce::String(format!("{}{variant}", message.id)))
        .enforce_nonce(true)
        .components(reply.buttons);
    if !reply.text.is_empty() {
        new = new.content(reply.text);
    }
    if let Some(embed) = reply.embed {
        new = new.embed(embed);
    }
    new
}
