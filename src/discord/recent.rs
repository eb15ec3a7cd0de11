//! The last conversation of each user in each channel, in bounded memory, so that a follow-up needs no reply.
//!
//! Only what was asked in messages goes in here: what somebody asks in private must not show up in a channel. It is a
//! comfort and no record: a restart forgets it, and a reply to an answer brings its questions along anyway.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::conversation::Conversation;
use super::manners::Place;

/// So many conversations are kept. At a usual 100 bytes a question that is far under a megabyte.
const KEPT: usize = 1000;

/// A follow-up comes within this time, or it is a new question.
const FRESH: Duration = Duration::from_secs(15 * 60);

type Key = (u64, u64);

/// The conversations, and their keys in the order in which they came.
#[derive(Default)]
struct Kept {
    conversations: HashMap<Key, (Instant, Conversation)>,
    order: VecDeque<(Instant, Key)>,
}

/// The last conversation of each user in each channel.
#[derive(Default)]
pub struct Recent(Mutex<Kept>);

impl Recent {
    /// Remembers a conversation in the place of the one before.
    pub fn put(&self, place: Place, conversation: Conversation) {
        let now = Instant::now();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.conversations.insert(key(place), (now, conversation));
        kept.order.push_back((now, key(place)));
        kept.drop_old(now);
    }

    /// The conversation that somebody had of late.
    pub fn get(&self, place: Place) -> Option<Conversation> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.drop_old(Instant::now());
        kept.conversations.get(&key(place)).map(|(_, conversation)| conversation.clone())
    }
}

impl Kept {
    fn drop_old(&mut self, now: Instant) {
        while let Some((put, key)) = self.order.front().copied() {
            if self.order.len() <= KEPT && now.duration_since(put) < FRESH {
                break;
            }
            self.order.pop_front();
            // A younger conversation of the same key has an entry of its own further back.
            if self.conversations.get(&key).is_some_and(|(last, _)| *last == put) {
                self.conversations.remove(&key);
            }
        }
    }
}

fn key(place: Place) -> Key {
    (place.channel, place.user)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(channel: u64, user: u64) -> Place {
        Place { user, channel, server: None }
    }

    fn question(text: &str) -> Conversation {
        Conversation::new(text).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn a_conversation_is_of_one_user_in_one_channel_and_grows_old() {
        let recent = Recent::default();
        recent.put(place(1, 1), question("a"));
        recent.put(place(1, 2), question("b"));
        assert_eq!(recent.get(place(1, 1)), Some(question("a")));
        assert_eq!(recent.get(place(2, 1)), None);
        tokio::time::advance(FRESH / 2).await;
        recent.put(place(1, 1), question("c"));
        tokio::time::advance(FRESH / 2).await;
        assert_eq!(recent.get(place(1, 1)), Some(question("c")));
        assert_eq!(recent.get(place(1, 2)), None);
    }

    #[tokio::test(start_paused = true)]
    async fn memory_is_bounded() {
        let recent = Recent::default();
        for user in 0..10 * KEPT as u64 {
            recent.put(place(1, user), question("a"));
            recent.put(place(1, 0), question("b"));
        }
        let kept = recent.0.lock().unwrap();
        assert!(kept.order.len() <= KEPT && kept.conversations.len() <= KEPT);
    }
}
