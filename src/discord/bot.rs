//! The bot: takes the gateway's events, sees to it that each is answered once, and keeps what is at work in bounds.
//!
//! Every event has a task of its own, so that a call that hangs holds up nobody else. A panic in one is caught: the asker
//! gets a sentence with an id, the operator the place.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::value::RawValue;
use serenity::builder::CreateInteractionResponse;
use serenity::model::application::Interaction;
use serenity::model::id::{ApplicationId, UserId};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::api::{Api, RESPONSE_TIME};
use super::commands::{self, Registered};
use super::dedupe::Seen;
use super::gateway::Event;
use super::manners::{Access, Pace};
use super::recent::Recent;
use super::refusal::Refusal;
use super::render::Reply;
use super::{decode, interactions, messages, wording};
use crate::advisor::Advisor;
use crate::config::DiscordSettings;

/// So many interactions are at work at once; more wait their turn. With more, each call takes longer, and none ends sooner.
const INTERACTIONS_AT_WORK: usize = 64;

/// So many messages are at work at once. Those of a channel that is rate limited are at work for long.
const MESSAGES_AT_WORK: usize = 512;

/// A message waits so long for its turn at most.
const PATIENCE: Duration = Duration::from_secs(30);

/// The bot.
pub struct Bot {
    pub(super) advisor: Arc<Advisor>,
    pub(super) api: Api,
    pub(super) access: Access,
    pub(super) pace: Pace,
    pub(super) recent: Recent,
    pub(super) seen: Seen,
    identity: OnceLock<UserId>,
    registers: bool,
    registered: OnceLock<()>,
    interactions_at_work: Semaphore,
    messages_at_work: Semaphore,
    messages_worked_out: Semaphore,
    tasks: Mutex<JoinSet<()>>,
}

impl Bot {
    /// A bot that answers from `advisor` and calls through `api`.
    pub fn new(settings: &DiscordSettings, api: Api, advisor: Arc<Advisor>) -> Arc<Self> {
        Arc::new(Self {
            advisor,
            api,
            access: Access::new(settings),
            pace: Pace::new(settings),
            recent: Recent::default(),
            seen: Seen::default(),
            identity: OnceLock::new(),
            registers: settings.register_commands,
            registered: OnceLock::new(),
            interactions_at_work: Semaphore::new(INTERACTIONS_AT_WORK),
            messages_at_work: Semaphore::new(MESSAGES_AT_WORK),
            messages_worked_out: Semaphore::new(1),
            tasks: Mutex::new(JoinSet::new()),
        })
    }

    /// Takes an event. It returns at once; the work goes on by itself.
    pub fn take(self: &Arc<Self>, event: Event) {
        let bot = Arc::clone(self);
        let received = Instant::now();
        match event {
            Event::Ready { user, application } => {
                // A bot's user never changes; a later READY says the same.
                self.identity.get_or_init(|| user);
                if self.registers && self.registered.set(()).is_ok() {
                    self.spawn(async move { bot.register(application).await });
                }
            }
            Event::Interaction(content) => self.spawn(async move {
                if let Ok(Ok(_permit)) = timeout(RESPONSE_TIME, bot.interactions_at_work.acquire()).await {
                    bot.interaction(&content, received).await;
                } else {
                    tracing::warn!("an interaction waited too long and is void");
                }
            }),
            Event::Message(content) => self.spawn(async move {
                if let Ok(Ok(_permit)) = timeout(PATIENCE, bot.messages_at_work.acquire()).await {
                    bot.message(&content).await;
                } else {
                    tracing::warn!("a message waited too long and is left out");
                }
            }),
        }
    }

    /// Waits until everything at work is done, but not longer than `bound`. True if it is done.
    pub async fn finish(&self, bound: Duration) -> bool {
        let mut tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        let all = async { while tasks.join_next().await.is_some() {} };
        timeout(bound, all).await.is_ok()
    }

    /// Forgets whom it need not remember.
    pub fn tidy(&self) {
        self.pace.forget_idle();
    }

    /// The bot's own user, once Discord has told it.
    pub fn user(&self) -> Option<UserId> {
        self.identity.get().copied()
    }

    /// Waits until the reply to a message may be worked out. That is done for one message at a time, and others come in
    /// between: interactions have three seconds, messages have longer.
    pub(super) async fn message_turn(&self) -> Option<SemaphorePermit<'_>> {
        let turn = self.messages_worked_out.acquire().await.ok();
        tokio::task::yield_now().await;
        turn
    }

    /// Works out a reply; a panic on the way becomes a sentence with an id.
    pub(super) fn guarded(&self, id: u64, work: impl FnOnce() -> Option<Reply>) -> Option<Reply> {
        std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            tracing::error!(error = failure_id(id), "a question could not be answered");
            Some(failure(id))
        })
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task);
    }

    async fn register(&self, application: ApplicationId) {
        match commands::register(&self.api, application).await {
            Ok(Registered::Already) => tracing::info!("the commands are registered already"),
            Ok(Registered::Now) => tracing::info!("the commands are registered anew"),
            Err(refusal) => tracing::error!(%refusal, "the commands could not be registered"),
        }
    }

    async fn interaction(&self, content: &RawValue, received: Instant) {
        let Some(interaction) = decode::interaction(content) else {
            tracing::warn!(bytes = content.get().len(), "an interaction cannot be read");
            return;
        };
        let (id, token) = (interaction.id(), interactions::token(&interaction));
        if !self.seen.is_new(id.get()) || matches!(interaction, Interaction::Ping(_)) {
            return;
        }
        let response = self.response_to(&interaction);
        let Err(refusal) = self.api.respond(id, token, &response, received).await else { return };
        tracing::error!(%refusal, error = failure_id(id.get()), "an interaction got no response");
        if matches!(refusal, Refusal::Rejected { status: 400, .. }) {
            let apology = interactions::message(failure(id.get()));
            if let Err(refusal) = self.api.respond(id, token, &apology, received).await {
                tracing::error!(%refusal, error = failure_id(id.get()), "nor did it get an apology");
            }
        }
    }

    fn response_to(&self, interaction: &Interaction) -> CreateInteractionResponse {
        let id = interaction.id().get();
        let work = AssertUnwindSafe(|| interactions::response(self, interaction));
        std::panic::catch_unwind(work).unwrap_or_else(|_| {
            tracing::error!(error = failure_id(id), "an interaction could not be answered");
            interactions::message(failure(id))
        })
    }

    async fn message(&self, content: &RawValue) {
        match decode::message(content) {
            Some(message) => messages::answer(self, &message).await,
            None => tracing::warn!(bytes = content.get().len(), "a message cannot be read"),
        }
    }
}

/// The sentence for a question that failed; `id` is the message's or the interaction's.
pub fn failure(id: u64) -> Reply {
    Reply::notice(wording::failure(&failure_id(id)))
}

/// An id in the short form that people can quote.
pub fn failure_id(mut id: u64) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut digits = Vec::new();
    while id > 0 {
        digits.push(DIGITS[(id % 32) as usize] as char);
        id /= 32;
    }
    digits.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::search::PassageIndex;
    use crate::advisor::{Compiled, Pack, Subject};
    use crate::config::Token;
    use crate::discord::reach::Reach;

    #[test]
    fn a_panic_on_the_way_to_an_answer_becomes_a_sentence_with_an_id() {
        let pack = Pack::read(&crate::storage::builtin()).unwrap();
        let index = PassageIndex::in_memory(&pack.article).unwrap();
        let advisor = Advisor::new(vec![Subject::new(Compiled::new(pack), index)]).unwrap();
        let api = Api::new(&Reach::default(), Token::new("t")).unwrap();
        let bot = Bot::new(&DiscordSettings::default(), api, Arc::new(advisor));
        let reply = bot.guarded(4711, || panic!("on purpose")).unwrap();
        assert!(reply.private && reply.text.contains(&failure_id(4711)), "{}", reply.text);
        assert!(bot.guarded(4711, || None).is_none());
    }

    #[test]
    fn an_error_has_an_id_that_people_can_quote() {
        assert_eq!(failure_id(0), "");
        assert_eq!(failure_id(1_175_928_847_299_117_063).len(), 13);
        assert_ne!(failure_id(1_175_928_847_299_117_063), failure_id(1_175_928_847_299_117_064));
    }
}
