//! The environment: the only place that reads it.
//!
//! Each setting has a variable of its own. A variable that is empty counts as not set, so that a script can pass one on
//! without asking whether it has it.

use std::ffi::OsString;
use std::path::PathBuf;

use super::{Color, Config, DiscordEnvironment, nearest};
use crate::advisor::pack::Fault;

/// What the environment sets. Its relative paths are relative to the current folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `STACKCHOICE_CONFIG`: the config file.
    pub config: Option<PathBuf>,
    /// `STACKCHOICE_CORPUS`: [`Config::corpus`].
    pub corpus: Option<PathBuf>,
    /// `STACKCHOICE_INDEX`: [`Config::index`].
    pub index: Option<PathBuf>,
    /// `STACKCHOICE_PACK`: [`Config::pack`].
    pub pack: Option<String>,
    /// `STACKCHOICE_LOG`: [`Config::log`].
    pub log: Option<String>,
    /// `STACKCHOICE_COLOR`: [`Config::color`].
    pub color: Option<String>,
    /// The bot's token, and what stands over [`Config::discord`].
    pub discord: DiscordEnvironment,
}

impl Environment {
    /// What the environment of this process sets.
    pub fn read() -> Self {
        Self::from_lookup(|name| std::env::var_os(name))
    }

    /// What `lookup` has for the variables' names. A word that is not UTF-8 is taken with the broken bytes replaced, and
    /// refused where it is used.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let value = |name| lookup(name).filter(|value| !value.is_empty());
        let path = |name| value(name).map(PathBuf::from);
        let word = |name| value(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            config: path("STACKCHOICE_CONFIG"),
            corpus: path("STACKCHOICE_CORPUS"),
            index: path("STACKCHOICE_INDEX"),
            pack: word("STACKCHOICE_PACK"),
            log: word("STACKCHOICE_LOG"),
            color: word("STACKCHOICE_COLOR"),
            discord: DiscordEnvironment::from_lookup(&lookup),
        }
    }

    /// Puts what is set in the place of what `config` has.
    pub fn override_in(&self, config: &mut Config) -> Result<(), Fault> {
        let replace = |setting: &mut String, value: &Option<String>| {
            if let Some(value) = value {
                setting.clone_from(value);
            }
        };
        replace(&mut config.pack, &self.pack);
        replace(&mut config.log, &self.log);
        if let Some(corpus) = &self.corpus {
            config.corpus.clone_from(corpus);
        }
        if let Some(index) = &self.index {
            config.index.clone_from(index);
        }
        if let Some(color) = &self.color {
            config.color = parse_color(color)?;
        }
        self.discord.override_in(&mut config.discord)
    }
}

fn parse_color(word: &str) -> Result<Color, Fault> {
    <Color as clap::ValueEnum>::from_str(word, true).map_err(|_| {
        let mend = match nearest(word, ["auto", "always", "never"]) {
            Some(known) => format!("did you mean `{known}`?"),
            None => "set it to `auto`, `always` or `never`".to_owned(),
        };
        Fault::new("STACKCHOICE_COLOR", 0, format!("unknown value `{word}`"), mend)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        Environment::from_lookup(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()))
    }

    #[test]
    fn each_variable_sets_its_own_setting_and_no_other() {
        let check = |name: &str, value: &str, set: fn(&mut Config)| {
            let mut found = Config::default();
            environment(&[(name, value)]).override_in(&mut found).unwrap();
            let mut expected = Config::default();
            set(&mut expected);
            assert_eq!(found, expected, "{name}");
        };
        check("STACKCHOICE_CORPUS", "c", |config| config.corpus = "c".into());
        check("STACKCHOICE_INDEX", "i", |config| config.index = "i".into());
        check("STACKCHOICE_PACK", "p", |config| config.pack = "p".into());
        check("STACKCHOICE_LOG", "debug", |config| config.log = "debug".into());
        check("STACKCHOICE_COLOR", "NEVER", |config| config.color = Color::Never);
        check("STACKCHOICE_PACK", "", |_| {});
    }

    #[test]
    fn a_wrong_value_is_refused_with_the_nearest_known_one() {
        let refusal = |value| environment(&[("STACKCHOICE_COLOR", value)]).override_in(&mut Config::default());
        assert_eq!(
            refusal("allways").unwrap_err().to_string(),
            "STACKCHOICE_COLOR: unknown value `allways`; did you mean `always`?"
        );
        assert!(refusal("7").unwrap_err().mend.contains("`auto`, `always` or `never`"));
    }

    #[test]
    fn the_named_config_file_is_found() {
        assert_eq!(environment(&[("STACKCHOICE_CONFIG", "x.toml")]).config, Some("x.toml".into()));
    }
}
