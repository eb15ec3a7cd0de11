//! A question: something that a person did and that the bot may owe one answer, and what became of it.
//!
//! Interactions and messages are counted the same way: delivered, answered, doubled, lost.

use std::time::{Duration, Instant};

/// An interaction or a person's message.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) id: u64,
    pub(crate) channel: u64,
    /// False where the bot shall be silent.
    pub(crate) expected: bool,
    /// How often its event was written to a socket.
    pub(crate) delivered: u32,
    /// The messages that answer it.
    pub(crate) answers: Vec<u64>,
    /// When its event was first written to a socket.
    pub(crate) sent: Option<Instant>,
    /// When its answer was first seen.
    pub(crate) answered: Option<Instant>,
    /// What only interactions have.
    pub(crate) interaction: Option<Interaction>,
    /// The event as dispatched, to be sent again.
    pub(crate) event: (&'static str, serde_json::Value),
}

impl Question {
    /// Notes that a person now sees an answer.
    pub(crate) fn answer(&mut self, message: Option<u64>) {
        self.answered.get_or_insert_with(Instant::now);
        self.answers.extend(message);
    }

    /// True if a person sees two answers, or the bot tried to give a second without cause.
    pub(crate) fn is_doubled(&self) -> bool {
        match &self.interaction {
            Some(interaction) => interaction.refused_callbacks > 0,
            None => self.answers.len() > 1,
        }
    }

    /// How long the answer took.
    pub(crate) fn latency(&self) -> Option<Duration> {
        Some(self.answered?.saturating_duration_since(self.sent?))
    }
}

/// What an interaction has beyond a message.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub(crate) token: String,
    pub(crate) kind: InteractionKind,
    /// When it was made, on the double's clock.
    pub(crate) made: Duration,
    /// The message whose component was used.
    pub(crate) source: Option<u64>,
    /// The interaction that showed the modal that this one sends in.
    pub(crate) shown_by: Option<u64>,
    /// The type of the callback that was taken.
    pub(crate) callback: Option<u64>,
    /// Its body.
    pub(crate) response: Option<serde_json::Value>,
    /// True if the response to that callback was spoiled, so that the bot cannot know that it was taken.
    pub(crate) blind: bool,
    /// Second callbacks that were refused though the bot knew of the first.
    pub(crate) refused_callbacks: u32,
    /// The message that is the first response.
    pub(crate) original: Option<u64>,
    /// The first response was deferred and private.
    pub(crate) private: bool,
    /// The modal that was shown.
    pub(crate) modal: Option<serde_json::Value>,
    pub(crate) follow_ups: u32,
    /// The application is there only by a user's installation.
    pub(crate) user_installed: bool,
}

impl Interaction {
    /// True once it was deferred and nothing yet shown.
    pub(crate) fn is_deferred(&self) -> bool {
        self.callback == Some(5) && self.original.is_none()
    }
}

/// The kinds of interaction that people make, with their numbers on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InteractionKind {
    Command = 2,
    Component = 3,
    Modal = 5,
}

impl InteractionKind {
    /// The types of callback that Discord takes for it.
    pub(crate) fn callbacks(self, from_component: bool) -> &'static [u64] {
        match self {
            Self::Command => &[4, 5, 9],
            Self::Component => &[4, 5, 6, 7, 9],
            Self::Modal if from_component => &[4, 5, 6, 7],
            Self::Modal => &[4, 5],
        }
    }
}
