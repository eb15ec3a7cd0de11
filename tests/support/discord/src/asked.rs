//! What a person asked, and the reply as they see it.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::messages::EPHEMERAL;
use crate::world::{Shared, World};

/// A message or an interaction that was sent. Awaiting it waits for the reply.
#[derive(Debug, Clone)]
pub struct Asked {
    pub(crate) shared: Arc<Shared>,
    pub(crate) id: u64,
}

impl Asked {
    /// The id of the message or the interaction.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The bot shall be silent to this; an answer to it counts as unbidden.
    pub fn unheeded(self) -> Self {
        self.shared.change(|world| {
            if let Some(question) = world.questions.get_mut(&self.id) {
                question.expected = false;
            }
        });
        self
    }

    /// The bot may answer this or be silent: it counts neither as lost nor as unbidden.
    pub fn optional(self) {
        self.shared.change(|world| world.questions.remove(&self.id));
    }

    /// Sends the same event once more.
    pub fn again(&self) {
        self.shared.change(|world| {
            if let Some((name, event)) = world.questions.get(&self.id).map(|question| question.event.clone()) {
                world.sessions.dispatch(name, &event, Some(self.id));
            }
        });
    }

    /// True once it is answered.
    pub fn is_answered(&self) -> bool {
        self.shared.look().questions.get(&self.id).is_some_and(|question| question.answered.is_some())
    }

    /// Waits for the reply.
    ///
    /// # Panics
    /// If none comes within the rules' patience.
    pub async fn reply(&self) -> Reply {
        let what = format!("the reply to {}", self.id);
        self.shared.wait(&what, |world| Reply::to(world, self.id)).await
    }
}

impl IntoFuture for Asked {
    type Output = Reply;
    type IntoFuture = Pin<Box<dyn Future<Output = Reply> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.reply().await })
    }
}

/// A message or a modal of the bot, as it is now.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The message or the modal; null if the bot only acknowledged.
    pub body: Value,
    /// How long it took from the event's delivery.
    pub latency: Duration,
    pub(crate) question: u64,
    pub(crate) message: Option<u64>,
}

/// An embed, as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    /// The title.
    pub title: String,
    /// The text under it.
    pub description: String,
    /// Names and texts of the fields.
    pub fields: Vec<(String, String)>,
    /// The small print.
    pub footer: String,
    /// The colour, if it has one.
    pub colour: Option<u64>,
}

impl Reply {
    fn to(world: &mut World, id: u64) -> Option<Self> {
        let question = world.questions.get(&id)?;
        let latency = question.latency()?;
        let message = question.answers.first().copied();
        let modal = question.interaction.as_ref().and_then(|interaction| interaction.modal.clone());
        let body = modal.or_else(|| Some(world.messages.get(&message?)?.body.clone())).unwrap_or_default();
        Some(Self { body, latency, question: id, message })
    }

    /// True if only the asker sees it.
    pub fn is_private(&self) -> bool {
        self.body["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0
    }

    /// The id of the message that it replies to.
    pub fn replies_to(&self) -> Option<u64> {
        self.body["message_reference"]["message_id"].as_str()?.parse().ok()
    }

    /// The first embed.
    ///
    /// # Panics
    /// If there is none.
    pub fn embed(&self) -> Embed {
        let embed = self.body["embeds"].get(0).unwrap_or_else(|| panic!("no embed in {}", self.body));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let fields = embed["fields"].as_array().into_iter().flatten();
        Embed {
            title: text(&embed["title"]),
            description: text(&embed["description"]),
            fields: fields.map(|field| (text(&field["name"]), text(&field["value"]))).collect(),
            footer: text(&embed["footer"]["text"]),
            colour: embed["color"].as_u64(),
        }
    }

    /// Everything that a person can read in it, line by line: content, embeds, labels.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        collect(&self.body, &mut lines);
        lines.join("\n")
    }

    /// The labels of its buttons.
    pub fn buttons(&self) -> Vec<String> {
        self.all_buttons().filter_map(|button| button["label"].as_str()).map(str::to_owned).collect()
    }

    /// The button with this label, or with this in its label.
    ///
    /// # Panics
    /// If there is none.
    pub(crate) fn button(&self, label: &str) -> &Value {
        let named = |button: &&Value| button["label"].as_str().is_some_and(|own| own.contains(label));
        self.all_buttons().find(named).unwrap_or_else(|| panic!("no button `{label}` among {:?}", self.buttons()))
    }

    fn all_buttons(&self) -> impl Iterator<Item = &Value> {
        let rows = self.body["components"].as_array().into_iter().flatten();
        rows.flat_map(|row| row["components"].as_array().into_iter().flatten()).filter(|one| one["type"] == 2)
    }
}

/// Collects what is shown. Only these fields are: ids, addresses and the message replied to are not.
fn collect(value: &Value, lines: &mut Vec<String>) {
    const SHOWN: [&str; 12] = [
        "content", "title", "description", "name", "value", "text", "label", "embeds", "fields", "footer", "author",
        "components",
    ];
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, lines)),
        Value::Object(fields) => {
            // The author of a message is the bot; the author of an embed is shown.
            let message = fields.contains_key("channel_id");
            for name in SHOWN.iter().filter(|name| !(message && **name == "author")) {
                match fields.get(*name) {
                    Some(Value::String(text)) if !text.is_empty() => lines.push(text.clone()),
                    Some(inner) => collect(inner, lines),
                    None => {}
                }
            }
        }
        _ => {}
    }
}
