//! The people: they write, mention, use commands, press buttons and fill in modals, as Discord's client lets them.
//!
//! What the client would not let them do (a command that is not registered, a field left empty) fails the test at once.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::asked::{Asked, Reply};
use crate::payload;
use crate::question::{Interaction, InteractionKind, Question};
use crate::world::{APPLICATION, Channel, ChannelKind, GUILD, Message, Person, Shared, World};

/// Somebody in some place.
#[derive(Debug, Clone)]
pub struct User {
    shared: Arc<Shared>,
    person: Person,
    place: Channel,
}

impl User {
    pub(crate) fn new(shared: Arc<Shared>, name: &str, bot: bool) -> Self {
        let (person, place) =
            shared.change(|world| (world.person(name, bot), world.channel("general", ChannelKind::Text)));
        Self { shared, person, place }
    }

    /// The person's id.
    pub fn id(&self) -> u64 {
        self.person.id
    }

    /// The place's id.
    pub fn place(&self) -> u64 {
        self.place.id
    }

    /// The same person in a text channel of the server.
    pub fn in_channel(&self, name: &str) -> Self {
        self.moved(name, ChannelKind::Text)
    }

    /// The same person in a public thread of the server.
    pub fn in_thread(&self, name: &str) -> Self {
        self.moved(name, ChannelKind::Thread)
    }

    /// The same person in the direct message with the bot.
    pub fn in_dm(&self) -> Self {
        self.moved(&self.person.name, ChannelKind::Dm)
    }

    /// The same person in a private channel between people, who has the bot installed for themselves.
    pub fn in_private(&self, name: &str) -> Self {
        self.moved(name, ChannelKind::Private)
    }

    /// The same person in a channel of a server without the bot, who has it installed for themselves.
    pub fn in_foreign_server(&self, name: &str) -> Self {
        self.moved(name, ChannelKind::Foreign)
    }

    /// Somebody else in the same place.
    pub fn as_other(&self, name: &str) -> Self {
        let person = self.shared.change(|world| world.person(name, false));
        Self { person, ..self.clone() }
    }

    fn moved(&self, name: &str, kind: ChannelKind) -> Self {
        let place = self.shared.change(|world| world.channel(name, kind));
        Self { place, ..self.clone() }
    }

    /// Writes to the bot in a direct message.
    pub fn dm(&self, text: &str) -> Asked {
        let user = self.in_dm();
        user.write(text, true, |_| {})
    }

    /// Mentions the bot, in front of the text.
    pub fn mention(&self, text: &str) -> Asked {
        let expected = !self.person.bot;
        self.write(&format!("<@{APPLICATION}> {text}"), expected, |message| {
            message["mentions"] = json!([payload::bot_user()]);
        })
    }

    /// Writes a text that names the bot where `{bot}` stands. Whether that asks it something is for the test to say.
    pub fn talk(&self, text: &str) -> Asked {
        self.write(&text.replace("{bot}", &format!("<@{APPLICATION}>")), true, |message| {
            message["mentions"] = json!([payload::bot_user()]);
        })
    }

    /// Writes without naming the bot, which shall be silent.
    pub fn say(&self, text: &str) -> Asked {
        self.write(text, false, |_| {})
    }

    /// Writes to everyone, which the bot shall not take as meant for it.
    pub fn everyone(&self, text: &str) -> Asked {
        self.write(&format!("@everyone {text}"), false, |message| message["mention_everyone"] = json!(true))
    }

    /// Replies to a message of the bot, with the mention that the client adds.
    pub fn reply(&self, to: &Reply, text: &str) -> Asked {
        let referenced = to.body.clone();
        self.write(text, true, move |message| {
            message["type"] = json!(19);
            message["mentions"] = json!([payload::bot_user()]);
            message["message_reference"] = json!({"type": 0, "channel_id": referenced["channel_id"],
                "message_id": referenced["id"], "guild_id": message["guild_id"]});
            message["referenced_message"] = referenced;
        })
    }

    /// Lets a webhook of the channel mention the bot, which shall be silent.
    pub fn webhook(&self, text: &str) -> Asked {
        self.write(&format!("<@{APPLICATION}> {text}"), false, |message| {
            message["mentions"] = json!([payload::bot_user()]);
            message["webhook_id"] = json!("1100000000000000077");
            message["author"]["bot"] = json!(true);
        })
    }

    /// Uses a slash command, `/ask` or `ask`, with its options as an object.
    ///
    /// # Panics
    /// If the client would not offer it: not registered, not for this place, an option unknown or missing.
    pub fn slash(&self, name: &str, options: Value) -> Asked {
        let name = name.trim_start_matches('/');
        self.shared.change(|world| {
            let command = world.command(name).unwrap_or_else(|| panic!("`/{name}` is not registered")).clone();
            self.assert_offered(&command);
            let data = json!({"id": command["id"], "name": name, "type": 1, "options": chosen(&command, &options)});
            self.interact(world, InteractionKind::Command, data, (None, None))
        })
    }

    /// Presses a button by its label, or a part of it.
    ///
    /// # Panics
    /// If there is no such button, or it is disabled.
    pub fn press(&self, message: &Reply, label: &str) -> Asked {
        let button = message.button(label);
        assert!(button["disabled"] != true, "`{label}` is disabled");
        let data = json!({"custom_id": button["custom_id"], "component_type": 2, "id": button["id"]});
        self.shared.change(|world| self.interact(world, InteractionKind::Component, data, (message.message, None)))
    }

    /// Sends a modal in, its inputs by label or id.
    ///
    /// # Panics
    /// If an input is unknown, or the text is shorter or longer than the input takes.
    pub fn submit<const N: usize>(&self, modal: &Reply, texts: [(&str, &str); N]) -> Asked {
        let components = filled(&modal.body, &texts);
        let data = json!({"custom_id": modal.body["custom_id"], "components": components});
        self.shared.change(|world| {
            let shown_by = world.questions.get(&modal.question).and_then(|question| question.interaction.as_ref());
            let source = shown_by.and_then(|interaction| interaction.source);
            self.interact(world, InteractionKind::Modal, data, (source, Some(modal.question)))
        })
    }

    fn write(&self, text: &str, expected: bool, add: impl FnOnce(&mut Value)) -> Asked {
        let (person, place) = (&self.person, &self.place);
        self.shared.change(|world| {
            let id = world.clock.next_id();
            let mut message = payload::message(id, place, payload::user(person), text);
            if place.kind.in_guild() {
                message["guild_id"] = json!(GUILD.to_string());
                message["member"] = payload::partial_member();
            }
            add(&mut message);
            world.messages.insert(id, Message { channel: place.id, body: message.clone(), interaction: None });
            self.ask(world, id, expected, None, ("MESSAGE_CREATE", message))
        })
    }

    /// Makes an interaction. `cause` is the message whose component was used and the interaction that showed the modal.
    fn interact(
        &self,
        world: &mut World,
        kind: InteractionKind,
        data: Value,
        cause: (Option<u64>, Option<u64>),
    ) -> Asked {
        let (source, shown_by) = cause;
        let id = world.clock.next_id();
        // As long as Discord's, so that a bot that puts it into a URL or a log does so at its real size.
        let token = format!("aW50ZXJhY3Rpb246{id}{}", "x".repeat(160));
        let mut event = payload::interaction(id, &token, kind as u8, &self.person, &self.place);
        event["data"] = data;
        if let Some(message) = source.and_then(|source| world.messages.get(&source)) {
            event["message"] = message.body.clone();
        }
        let interaction = Interaction {
            token,
            kind,
            made: world.clock.now(),
            source,
            shown_by,
            callback: None,
            response: None,
            blind: false,
            refused_callbacks: 0,
            original: None,
            private: false,
            modal: None,
            follow_ups: 0,
            user_installed: self.place.kind.by_user(),
        };
        self.ask(world, id, true, Some(interaction), ("INTERACTION_CREATE", event))
    }

    fn ask(
        &self,
        world: &mut World,
        id: u64,
        expected: bool,
        interaction: Option<Interaction>,
        event: (&'static str, Value),
    ) -> Asked {
        world.sessions.dispatch(event.0, &event.1, Some(id));
        let question = Question {
            id,
            channel: self.place.id,
            expected,
            delivered: 0,
            answers: Vec::new(),
            sent: None,
            answered: None,
            interaction,
            event,
        };
        world.questions.insert(id, question);
        Asked { shared: Arc::clone(&self.shared), id }
    }

    fn assert_offered(&self, command: &Value) {
        let (context, installation) = match self.place.kind {
            ChannelKind::Text | ChannelKind::Thread => (0, 0),
            ChannelKind::Dm => (1, 0),
            ChannelKind::Private => (2, 1),
            ChannelKind::Foreign => (0, 1),
        };
        let holds =
            |list: &Value, number: u64| list.as_array().is_none_or(|list| list.iter().any(|one| *one == number));
        assert!(holds(&command["contexts"], context), "{} is not offered in {:?}", command["name"], self.place.kind);
        assert!(
            holds(&command["integration_types"], installation),
            "{} is not offered in {:?}: it needs another way of installation",
            command["name"],
            self.place.kind
        );
    }
}

/// The options that a person chose, as the event carries them.
fn chosen(command: &Value, options: &Value) -> Vec<Value> {
    let known = command["options"].as_array().map_or(&[] as &[Value], Vec::as_slice);
    for name in options.as_object().into_iter().flatten().map(|(name, _)| name) {
        assert!(known.iter().any(|option| option["name"] == *name), "{} has no option `{name}`", command["name"]);
    }
    let given = |option: &Value| {
        let value = option["name"].as_str().and_then(|name| options.get(name));
        assert!(value.is_some() || option["required"] != true, "option {} is required", option["name"]);
        let most = option["max_length"].as_u64().unwrap_or(6000) as usize;
        let length = value.and_then(Value::as_str).map_or(0, |text| text.chars().count());
        assert!(length <= most, "option {} takes {most} characters", option["name"]);
        Some(json!({"name": option["name"], "type": option["type"], "value": value?}))
    };
    known.iter().filter_map(given).collect()
}

/// A modal's components with the texts that a person typed.
fn filled(modal: &Value, texts: &[(&str, &str)]) -> Vec<Value> {
    let parts = modal["components"].as_array().unwrap_or_else(|| panic!("this is no modal: {modal}"));
    let mut used = 0;
    let mut fill = |label: &Value, input: &Value| {
        let typed = texts.iter().find(|(name, _)| *label == *name || input["custom_id"] == *name);
        used += usize::from(typed.is_some());
        let text = typed.map_or(input["value"].as_str().unwrap_or_default(), |(_, text)| text);
        let length = text.chars().count() as u64;
        let least = input["min_length"].as_u64().unwrap_or(0).max(u64::from(input["required"] != false));
        let most = input["max_length"].as_u64().unwrap_or(4000);
        assert!((least..=most).contains(&length), "{label} takes {least} to {most} characters, not {length}");
        json!({"type": 4, "id": 2, "custom_id": input["custom_id"], "value": text})
    };
    let components = parts
        .iter()
        .map(|part| match part["component"] {
            Value::Null => {
                let input = &part["components"][0];
                json!({"type": 1, "id": 1, "components": [fill(&input["label"], input)]})
            }
            ref input => json!({"type": 18, "id": 1, "component": fill(&part["label"], input)}),
        })
        .collect();
    assert_eq!(used, texts.len(), "some of {texts:?} have no input in {modal}");
    components
}
