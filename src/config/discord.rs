//! The settings of the bot on Discord: the table `[discord]`, and the environment variables that stand over it.
//!
//! They are read without the feature `discord` too, so that one file serves both builds. The token is no setting: it
//! comes from `DISCORD_TOKEN` or from a file that only the bot can read, and it never shows itself in a log.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::advisor::pack::Fault;

/// The table `[discord]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DiscordSettings {
    /// A file that holds the token; empty where `DISCORD_TOKEN` does.
    pub token_file: PathBuf,
    /// The base address of a rate-limiting Discord proxy, `http://host:port`; every call goes there. Empty: Discord itself.
    pub proxy: String,
    /// The gateway's address, `wss://host`; empty: what the API says.
    pub gateway: String,
    /// `host:port` that Discord's API is reached at in place of its real address; name and TLS stay Discord's. Empty: the
    /// real one.
    pub api_address: String,
    /// The certificate (PEM) that calls trust, and no other; the gateway trusts it beside the usual authorities. Empty:
    /// the usual authorities alone.
    pub api_certificate: PathBuf,
    /// Whether the commands are registered at the start where they differ from those that Discord has.
    pub register_commands: bool,
    /// What stands under the bot's name; empty: nothing.
    pub presence: String,
    /// How many questions a user may ask in a minute; 0: as many as they like.
    pub user_limit: u32,
    /// How many answers a channel may show in a minute; 0: as many as are asked for.
    pub channel_limit: u32,
    /// Whether direct messages are answered, and commands in private channels.
    pub direct_messages: bool,
    /// The ids of the servers where the bot answers; empty: in all.
    pub servers: Vec<u64>,
    /// The ids of the channels where the bot answers in servers; empty: in all. A thread counts by its own id.
    pub channels: Vec<u64>,
    /// The ids of the users whom the bot answers; empty: all.
    pub users: Vec<u64>,
}

impl Default for DiscordSettings {
    fn default() -> Self {
        Self {
            token_file: PathBuf::new(),
            proxy: String::new(),
            gateway: String::new(),
            api_address: String::new(),
            api_certificate: PathBuf::new(),
            register_commands: true,
            presence: "/ask".to_owned(),
            user_limit: 20,
            channel_limit: 60,
            direct_messages: true,
            servers: Vec::new(),
            channels: Vec::new(),
            users: Vec::new(),
        }
    }
}

impl DiscordSettings {
    /// Makes relative paths relative to `folder`, the one of the config file.
    pub fn relative_to(&mut self, folder: &Path) {
        for path in [&mut self.token_file, &mut self.api_certificate] {
            if !path.as_os_str().is_empty() {
                *path = folder.join(&*path);
            }
        }
    }

    /// The bot's token: what the environment has, else what the token file holds; `None` where neither is given.
    pub fn token(&self, environment: &DiscordEnvironment) -> Result<Option<Token>, Fault> {
        if let Some(token) = &environment.token {
            return Ok(Some(token.clone()));
        }
        if self.token_file.as_os_str().is_empty() {
            return Ok(None);
        }
        let name = self.token_file.display().to_string();
        let text = std::fs::read_to_string(&self.token_file).map_err(|error| {
            let mend = "set `discord.token_file` to a file that the bot may read, or give DISCORD_TOKEN";
            Fault::new(&name, 0, format!("the token file cannot be read ({error})"), mend)
        })?;
        match text.trim() {
            "" => Err(Fault::new(name, 0, "the token file is empty", "put the bot's token into it")),
            token => Ok(Some(Token::new(token))),
        }
    }
}

/// The secret that a bot proves itself with. It shows itself only where it is asked to.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token as it was given, with or without `Bot ` before it.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        Self(text.strip_prefix("Bot ").unwrap_or(text).trim().to_owned())
    }

    /// The token itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What the environment sets for the bot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiscordEnvironment {
    /// `DISCORD_TOKEN`.
    pub token: Option<Token>,
    /// The other variables that are set, each with its value.
    set: Vec<(&'static str, String)>,
}

/// Each setting's variable, and how its value becomes the setting.
const VARIABLES: [(&str, Setter); 13] = [
    ("DISCORD_TOKEN_FILE", |to, value| put(&mut to.token_file, Ok(value.into()))),
    ("DISCORD_PROXY", |to, value| put(&mut to.proxy, Ok(value.into()))),
    ("DISCORD_GATEWAY", |to, value| put(&mut to.gateway, Ok(value.into()))),
    ("DISCORD_API_ADDRESS", |to, value| put(&mut to.api_address, Ok(value.into()))),
    ("DISCORD_API_CERTIFICATE", |to, value| put(&mut to.api_certificate, Ok(value.into()))),
    ("DISCORD_REGISTER_COMMANDS", |to, value| put(&mut to.register_commands, yes_or_no(value))),
    ("DISCORD_PRESENCE", |to, value| put(&mut to.presence, Ok(value.into()))),
    ("DISCORD_USER_LIMIT", |to, value| put(&mut to.user_limit, number(value))),
    ("DISCORD_CHANNEL_LIMIT", |to, value| put(&mut to.channel_limit, number(value))),
    ("DISCORD_DIRECT_MESSAGES", |to, value| put(&mut to.direct_messages, yes_or_no(value))),
    ("DISCORD_SERVERS", |to, value| put(&mut to.servers, ids(value))),
    ("DISCORD_CHANNELS", |to, value| put(&mut to.channels, ids(value))),
    ("DISCORD_USERS", |to, value| put(&mut to.users, ids(value))),
];

/// Puts a value into a setting, or says what it should have been.
type Setter = fn(&mut DiscordSettings, &str) -> Result<(), &'static str>;

impl DiscordEnvironment {
    /// What `lookup` has for the variables' names; an empty value counts as not set.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let value = |name: &str| {
            lookup(name).map(|value| value.to_string_lossy().trim().to_owned()).filter(|value| !value.is_empty())
        };
        Self {
            token: value("DISCORD_TOKEN").map(|value| Token::new(&value)),
            set: VARIABLES.iter().filter_map(|(name, _)| Some((*name, value(name)?))).collect(),
        }
    }

    /// Puts what is set in the place of what `settings` has.
    pub fn override_in(&self, settings: &mut DiscordSettings) -> Result<(), Fault> {
        for (name, value) in &self.set {
            for (_, setter) in VARIABLES.iter().filter(|(known, _)| known == name) {
                setter(settings, value)
                    .map_err(|mend| Fault::new(*name, 0, format!("the value `{value}` does not fit"), mend))?;
            }
        }
        Ok(())
    }
}

fn put<T>(setting: &mut T, value: Result<T, &'static str>) -> Result<(), &'static str> {
    value.map(|value| *setting = value)
}

fn yes_or_no(value: &str) -> Result<bool, &'static str> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err("set it to `true` or `false`"),
    }
}

fn number(value: &str) -> Result<u32, &'static str> {
    value.parse().map_err(|_| "set it to a number, 0 for no limit")
}

fn ids(value: &str) -> Result<Vec<u64>, &'static str> {
    let ids: Result<_, _> =
        value.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::parse::<u64>).collect();
    ids.map_err(|_| "set it to ids with commas between them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_variable_and_is_in_the_shipped_file_with_it() {
        let shipped = include_str!("../../config.toml");
        let table: toml::Table = shipped.parse().unwrap();
        for (name, _) in VARIABLES {
            let key = name.trim_start_matches("DISCORD_").to_lowercase();
            assert!(table["discord"].get(&key).is_some(), "{key}");
            assert!(shipped.contains(name), "{name}");
        }
        assert_eq!(table["discord"].as_table().unwrap().len(), VARIABLES.len());
    }

    fn environment(pairs: &[(&str, &str)]) -> DiscordEnvironment {
        DiscordEnvironment::from_lookup(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, v)| v.into()))
    }

    #[test]
    fn each_variable_sets_its_own_setting_and_no_other() {
        let check = |name: &str, value: &str, set: fn(&mut DiscordSettings)| {
            let mut found = DiscordSettings::default();
            environment(&[(name, value)]).override_in(&mut found).unwrap();
            let mut expected = DiscordSettings::default();
            set(&mut expected);
            assert_eq!(found, expected, "{name}");
        };
        check("DISCORD_TOKEN_FILE", "t", |to| to.token_file = "t".into());
        check("DISCORD_PROXY", "http://127.0.0.1:1", |to| to.proxy = "http://127.0.0.1:1".into());
        check("DISCORD_GATEWAY", "wss://x", |to| to.gateway = "wss://x".into());
        check("DISCORD_API_ADDRESS", "127.0.0.1:1", |to| to.api_address = "127.0.0.1:1".into());
        check("DISCORD_API_CERTIFICATE", "c.pem", |to| to.api_certificate = "c.pem".into());
        check("DISCORD_REGISTER_COMMANDS", "No", |to| to.register_commands = false);
        check("DISCORD_PRESENCE", "hi", |to| to.presence = "hi".into());
        check("DISCORD_USER_LIMIT", "0", |to| to.user_limit = 0);
        check("DISCORD_CHANNEL_LIMIT", "7", |to| to.channel_limit = 7);
        check("DISCORD_DIRECT_MESSAGES", "false", |to| to.direct_messages = false);
        check("DISCORD_SERVERS", "1, 2", |to| to.servers = vec![1, 2]);
        check("DISCORD_CHANNELS", "3", |to| to.channels = vec![3]);
        check("DISCORD_USERS", "4,", |to| to.users = vec![4]);
        check("DISCORD_PRESENCE", " ", |_| {});
    }

    #[test]
    fn a_value_that_does_not_fit_is_refused_with_its_mend() {
        let refusal = |name, value| {
            environment(&[(name, value)]).override_in(&mut DiscordSettings::default()).unwrap_err().to_string()
        };
        assert_eq!(
            refusal("DISCORD_USER_LIMIT", "many"),
            "DISCORD_USER_LIMIT: the value `many` does not fit; set it to a number, 0 for no limit"
        );
        assert!(refusal("DISCORD_SERVERS", "a,b").contains("ids with commas"));
        assert!(refusal("DISCORD_DIRECT_MESSAGES", "maybe").contains("`true` or `false`"));
    }

    #[test]
    fn the_token_comes_from_the_environment_before_the_file_and_never_shows_itself() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        std::fs::write(&file, "Bot from-file\n").unwrap();
        let settings = DiscordSettings { token_file: file.clone(), ..DiscordSettings::default() };
        let of_file = settings.token(&environment(&[])).unwrap().unwrap();
        assert_eq!(of_file.expose(), "from-file");
        let of_environment = settings.token(&environment(&[("DISCORD_TOKEN", "from-environment")])).unwrap().unwrap();
        assert_eq!(of_environment.expose(), "from-environment");
        assert!(!format!("{of_environment:?}").contains("from"));
        assert_eq!(DiscordSettings::default().token(&environment(&[])).unwrap(), None);
        std::fs::write(&file, "\n").unwrap();
        assert!(settings.token(&environment(&[])).unwrap_err().to_string().contains("the token file is empty"));
        std::fs::remove_file(&file).unwrap();
        assert!(settings.token(&environment(&[])).unwrap_err().to_string().contains("cannot be read"));
    }
}
