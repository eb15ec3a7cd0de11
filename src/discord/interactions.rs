//! Interactions: slash commands, buttons, and the form for a follow-up. Each gets just one response, at once.

use serenity::builder::{
    CreateActionRow, CreateAutocompleteResponse, CreateInputText, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateModal,
};
use serenity::model::application::{
    ActionRowComponent, CommandDataOptionValue, CommandInteraction, ComponentInteraction, InputTextStyle, Interaction,
    ModalInteraction,
};
use serenity::model::channel::{Message, MessageFlags};

use super::bot::Bot;
use super::conversation::{Action, Conversation, LONGEST_QUESTION};
use super::limits::{INPUT_LABEL, INPUT_PLACEHOLDER, MODAL_TITLE};
use super::manners::Place;
use super::markdown::shorten;
use super::render::{self, Reply};
use super::{cards, commands, wording};
use crate::advisor::answer::Intent;

/// The name of the form's only input.
const INPUT: &str = "text";

/// The response to an interaction.
pub fn response(bot: &Bot, interaction: &Interaction) -> CreateInteractionResponse {
    match interaction {
        Interaction::Command(command) => message(of_command(bot, command)),
        Interaction::Component(press) => of_button(bot, press),
        Interaction::Modal(form) => message(of_form(bot, form)),
        Interaction::Autocomplete(_) => CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new()),
        _ => message(Reply::notice(wording::UNKNOWN)),
    }
}

/// The token that an interaction is responded with.
pub fn token(interaction: &Interaction) -> &str {
    match interaction {
        Interaction::Command(command) | Interaction::Autocomplete(command) => &command.token,
        Interaction::Component(press) => &press.token,
        Interaction::Modal(form) => &form.token,
        _ => "",
    }
}

/// A reply as the response to an interaction.
pub fn message(reply: Reply) -> CreateInteractionResponse {
    let mut message = CreateInteractionResponseMessage::new()
        .allowed_mentions(render::nobody())
        .ephemeral(reply.private)
        .components(reply.buttons);
    if !reply.text.is_empty() {
        message = message.content(reply.text);
    }
    if let Some(embed) = reply.embed {
        message = message.embed(embed);
    }
    CreateInteractionResponse::Message(message)
}

fn of_command(bot: &Bot, command: &CommandInteraction) -> Reply {
    let option =
        |name: &str| command.data.options.iter().find(|option| option.name == name).map(|option| &option.value);
    let private = matches!(option(commands::PRIVATE), Some(CommandDataOptionValue::Boolean(true)));
    let place = place(command.user.id.get(), command.channel_id.get(), command.guild_id.map(|id| id.get()));
    let is_ask = command.data.name == commands::ASK;
    if let Err(sentence) = admitted(bot, place, is_ask && !private) {
        return Reply::notice(sentence);
    }
    match (command.data.name.as_str(), option(commands::QUESTION)) {
        (commands::ASK, Some(CommandDataOptionValue::String(text))) => match Conversation::new(text) {
            Some(question) => answered(bot, &question).private(private),
            None => Reply::notice(wording::NO_WORDS),
        },
        (commands::ASK, _) => Reply::notice(wording::NO_WORDS),
        (commands::SOURCES, _) => cards::sources(&bot.advisor).private(true),
        (commands::HELP, _) => help(bot).private(true),
        _ => Reply::notice(wording::UNKNOWN),
    }
}

fn of_button(bot: &Bot, press: &ComponentInteraction) -> CreateInteractionResponse {
    let place = place(press.user.id.get(), press.channel_id.get(), press.guild_id.map(|id| id.get()));
    if let Err(sentence) = admitted(bot, place, false) {
        return message(Reply::notice(sentence));
    }
    match asked(&press.data.custom_id, Some(&press.message)) {
        Ok((Action::FollowUp, asked)) => form(bot, &press.data.custom_id, &asked),
        Ok((Action::Sources, asked)) => message(render::sources(&asked.ask(&bot.advisor)).private(true)),
        Ok((Action::Change, asked)) => message(render::changes(&asked.ask(&bot.advisor)).private(true)),
        Err(sentence) => message(Reply::notice(sentence)),
    }
}

fn of_form(bot: &Bot, form: &ModalInteraction) -> Reply {
    let under = form.message.as_deref();
    let private =
        under.is_some_and(|message| message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL)));
    let place = place(form.user.id.get(), form.channel_id.get(), form.guild_id.map(|id| id.get()));
    if let Err(sentence) = admitted(bot, place, !private) {
        return Reply::notice(sentence);
    }
    let Some(more) = input(form).and_then(Conversation::new) else { return Reply::notice(wording::NO_WORDS) };
    match asked(&form.data.custom_id, under) {
        Ok((_, before)) => answered(bot, &more.after(before)).private(private),
        Err(sentence) => Reply::notice(sentence),
    }
}

/// The action and the questions behind a button or a form: from its id, else from the answer that it belongs to.
fn asked(custom_id: &str, under: Option<&Message>) -> Result<(Action, Conversation), &'static str> {
    let (action, asked) = Conversation::from_custom_id(custom_id).ok_or(wording::UNKNOWN)?;
    let asked = asked.or_else(|| under.and_then(quoted)).ok_or(wording::FORGOTTEN)?;
    Ok((action, asked))
}

/// The questions that an answer of ours quotes.
pub fn quoted(message: &Message) -> Option<Conversation> {
    message.embeds.iter().find_map(|embed| Conversation::from_quote(embed.description.as_deref()?))
}

fn answered(bot: &Bot, question: &Conversation) -> Reply {
    let answer = question.ask(&bot.advisor);
    match answer.intent {
        Intent::Help => help(bot),
        _ => render::answer(&answer),
    }
}

fn help(bot: &Bot) -> Reply {
    cards::help(&bot.advisor, &mention(bot))
}

/// How the bot is mentioned.
pub fn mention(bot: &Bot) -> String {
    bot.user().map(|user| format!("<@{user}>")).unwrap_or_default()
}

/// The form for a follow-up, with a follow-up that turns the verdict as an example.
fn form(bot: &Bot, custom_id: &str, asked: &Conversation) -> CreateInteractionResponse {
    let mut input =
        CreateInputText::new(InputTextStyle::Paragraph, shorten(wording::FOLLOW_UP_LABEL, INPUT_LABEL), INPUT)
            .required(true)
            .min_length(1)
            .max_length(LONGEST_QUESTION as u16);
    if let Some(change) = asked.ask(&bot.advisor).would_change.first() {
        input = input.placeholder(shorten(&change.ask, INPUT_PLACEHOLDER));
    }
    let modal = CreateModal::new(custom_id, shorten(wording::FOLLOW_UP, MODAL_TITLE));
    CreateInteractionResponse::Modal(modal.components(vec![CreateActionRow::InputText(input)]))
}

fn input(form: &ModalInteraction) -> Option<&str> {
    form.data.components.iter().flat_map(|row| &row.components).find_map(|component| match component {
        ActionRowComponent::InputText(input) if input.custom_id == INPUT => input.value.as_deref(),
        _ => None,
    })
}

/// Counts an interaction. One that is not answered is told so, to the asker alone: it needs a response anyway.
fn admitted(bot: &Bot, place: Place, seen_by_all: bool) -> Result<(), String> {
    if !bot.access.allows(place) {
        return Err(wording::NOT_HERE.to_owned());
    }
    let counted = bot.pace.count(place, seen_by_all);
    counted.map_err(|too_much| wording::slow_down(too_much.wait.as_secs() + 1))
}

fn place(user: u64, channel: u64, server: Option<u64>) -> Place {
    Place { user, channel, server }
}
