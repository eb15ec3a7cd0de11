//! Manners: to whom the bot answers, what is addressed to it, and how much it answers.
//!
//! Pure decisions over plain data, so that each is a row in a table of tests. Silence is the rule, an answer the
//! exception that has its reason.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::config::DiscordSettings;

/// Words before a mention that still count as addressing the bot: "hey", "ok so".
const GREETING_WORDS: usize = 2;

/// How often somebody is told of a limit, at most.
const NOTICE_EVERY: Duration = Duration::from_secs(600);

/// Who asks, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The user's id.
    pub user: u64,
    /// The channel's id.
    pub channel: u64,
    /// The server's id; none in a direct message or a private channel.
    pub server: Option<u64>,
}

/// Who may use the bot where, as the operator set it.
#[derive(Debug, Clone)]
pub struct Access {
    direct_messages: bool,
    servers: Vec<u64>,
    channels: Vec<u64>,
    users: Vec<u64>,
}

impl Access {
    /// The access that the settings give.
    pub fn new(settings: &DiscordSettings) -> Self {
        Self {
            direct_messages: settings.direct_messages,
            servers: settings.servers.clone(),
            channels: settings.channels.clone(),
            users: settings.users.clone(),
        }
    }

    /// Whether somebody is answered at a place.
    pub fn allows(&self, place: Place) -> bool {
        let listed = |list: &[u64], id| list.is_empty() || list.contains(&id);
        listed(&self.users, place.user)
            && match place.server {
                Some(server) => listed(&self.servers, server) && listed(&self.channels, place.channel),
                None => self.direct_messages,
            }
    }
}

/// How much is answered: per user, and per channel where others see it.
pub struct Pace {
    users: Option<DefaultKeyedRateLimiter<u64>>,
    channels: Option<DefaultKeyedRateLimiter<u64>>,
    notices: DefaultKeyedRateLimiter<u64>,
}

/// A limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuch {
    /// How long until there is an answer again.
    pub wait: Duration,
    /// True if it is time to say so to this user; false if they were told of late.
    pub tell: bool,
}

impl Pace {
    /// The limits that the settings give.
    pub fn new(settings: &DiscordSettings) -> Self {
        let limiter =
            |per_minute| NonZeroU32::new(per_minute).map(|n| DefaultKeyedRateLimiter::keyed(Quota::per_minute(n)));
        let one_notice = Quota::with_period(NOTICE_EVERY).expect("cannot fail: the period is not zero");
        Self {
            users: limiter(settings.user_limit),
            channels: limiter(settings.channel_limit),
            notices: DefaultKeyedRateLimiter::keyed(one_notice),
        }
    }

    /// Counts a question; `seen_by_all` if its answer stands in the channel for others too.
    pub fn count(&self, place: Place, seen_by_all: bool) -> Result<(), TooMuch> {
        let channels = self.channels.as_ref().filter(|_| seen_by_all);
        let of_user = self.users.as_ref().and_then(|users| users.check_key(&place.user).err());
        let refused = of_user.or_else(|| channels?.check_key(&place.channel).err());
        match refused {
            None => Ok(()),
            Some(refused) => Err(TooMuch {
                wait: refused.wait_time_from(DefaultClock::default().now()),
                tell: self.notices.check_key(&place.user).is_ok(),
            }),
        }
    }

    /// Forgets everybody whose count is back at zero, so that memory follows those who ask now.
    pub fn forget_idle(&self) {
        for limiter in self.users.iter().chain(&self.channels).chain([&self.notices]) {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// What is addressed to the bot in a message of a server channel, without the mention; `None` if it is talk between
/// others that merely names it. `mentions` are the ways to write the mention.
pub fn addressed(text: &str, mentions: &[String]) -> Option<String> {
    let (at, mention) = mentions.iter().filter_map(|mention| Some((text.find(mention)?, mention))).min()?;
    let (before, after) = (&text[..at], &text[at + mention.len()..]);
    let greeted = before.split_whitespace().count() <= GREETING_WORDS;
    let closes = !after.contains(char::is_alphanumeric);
    if !(greeted || closes || asks(text)) {
        return None;
    }
    let rest = mentions.iter().fold(format!("{before} {after}"), |rest, mention| rest.replace(mention, " "));
    let words: Vec<_> = rest.split_whitespace().collect();
    Some(words.join(" ").trim_matches(|c: char| c == ' ' || matches!(c, ',' | ':' | ';' | '!' | '-')).to_owned())
}

/// Whether a text asks something at all, though it is nothing that a pack covers.
pub fn asks(text: &str) -> bool {
    text.contains('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: Place = Place { user: 1, channel: 10, server: Some(100) };
    const BOB: Place = Place { user: 2, ..ANN };

    #[test]
    fn only_what_is_addressed_to_the_bot_is_a_question() {
        let mentions = ["<@9>".to_owned(), "<@!9>".to_owned()];
        let check =
            |text: &str, expect: Option<&str>| assert_eq!(addressed(text, &mentions).as_deref(), expect, "{text}");
        check("<@9> A or B for chat", Some("A or B for chat"));
        check("<@!9>: A or B for chat", Some("A or B for chat"));
        check("hey <@9>, A or B for chat", Some("hey , A or B for chat"));
        check("A or B for a big chat <@9>", Some("A or B for a big chat"));
        check("we argue about chat, A or B <@9>?", Some("we argue about chat, A or B ?"));
        check("so <@9> <@!9> what now?", Some("so what now?"));
        check("<@9>", Some(""));
        check("I asked the bot <@9> yesterday and it said A", None);
        check("everybody here should try <@9> for this", None);
        check("A or B?", None);
    }

    #[test]
    fn access_is_what_the_operator_set() {
        let check = |set: fn(&mut DiscordSettings), place: Place, expect: bool| {
            let mut settings = DiscordSettings::default();
            set(&mut settings);
            assert_eq!(Access::new(&settings).allows(place), expect, "{settings:?} {place:?}");
        };
        let direct = Place { server: None, ..ANN };
        check(|_| {}, ANN, true);
        check(|_| {}, direct, true);
        check(|to| to.direct_messages = false, direct, false);
        check(|to| to.direct_messages = false, ANN, true);
        check(|to| to.servers = vec![100], ANN, true);
        check(|to| to.servers = vec![101], ANN, false);
        check(|to| to.servers = vec![101], direct, true);
        check(|to| to.channels = vec![11], ANN, false);
        check(|to| to.channels = vec![10], ANN, true);
        check(|to| to.users = vec![2], ANN, false);
        check(|to| to.users = vec![2], BOB, true);
    }

    #[test]
    fn who_asks_too_much_is_told_once_and_others_go_on() {
        let pace = Pace::new(&DiscordSettings { user_limit: 2, channel_limit: 0, ..DiscordSettings::default() });
        assert!(pace.count(ANN, true).is_ok() && pace.count(ANN, true).is_ok());
        let first = pace.count(ANN, true).unwrap_err();
        assert!(first.tell && first.wait <= Duration::from_secs(30) && first.wait > Duration::from_secs(20));
        assert!(!pace.count(ANN, true).unwrap_err().tell);
        assert!(pace.count(BOB, true).is_ok());
    }

    #[test]
    fn a_channel_has_its_own_limit_for_what_all_see() {
        let pace = Pace::new(&DiscordSettings { user_limit: 0, channel_limit: 1, ..DiscordSettings::default() });
        assert!(pace.count(ANN, true).is_ok());
        assert!(pace.count(BOB, false).is_ok());
        assert!(pace.count(BOB, true).is_err());
        assert!(pace.count(Place { channel: 11, ..BOB }, true).is_ok());
    }

    #[test]
    fn no_limit_is_no_limit_and_idle_users_are_forgotten() {
        let pace = Pace::new(&DiscordSettings { user_limit: 0, channel_limit: 0, ..DiscordSettings::default() });
        assert!((0..10_000).all(|_| pace.count(ANN, true).is_ok()));
        let pace = Pace::new(&DiscordSettings { user_limit: 60_000, ..DiscordSettings::default() });
        for user in 0..1000 {
            pace.count(Place { user, ..ANN }, false).unwrap();
        }
        let users = pace.users.as_ref().unwrap();
        while !users.is_empty() {
            std::hint::spin_loop();
            pace.forget_idle();
        }
    }
}
