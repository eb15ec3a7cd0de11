//! The settings: what may be set, the defaults, and where a value comes from.
//!
//! One order holds for every setting: an argument beats the environment, the environment beats `config.toml`, and that
//! beats the default. A file that cannot be used is refused with file, line and mend, and never half taken.

mod discord;
mod environment;

pub use discord::{DiscordEnvironment, DiscordSettings, Token};
pub use environment::Environment;

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::advisor::pack::Fault;

/// The config file that is taken where none is named and it is there.
pub const DEFAULT_FILE: &str = "config.toml";

/// A word is offered for an unknown one where they are at least this alike (Jaro-Winkler, 0 to 1): above it lie slips
/// of one or two letters, below it words that share a beginning only.
const ALIKE: f64 = 0.8;

/// Every setting, as `config.toml` has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The folder of the packs. The packs that are built in serve where the default folder is not there.
    pub corpus: PathBuf,
    /// The folder of the indexes. They live in memory where nothing may be written there.
    pub index: PathBuf,
    /// The id of the pack that answers where a question fits several; empty for the built-in one if it is there, else
    /// the first by name.
    pub pack: String,
    /// Which log lines are written: `error`, `warn`, `info`, `debug`, `trace`, or a filter by part of the program.
    pub log: String,
    /// Whether answers at the terminal are coloured.
    pub color: Color,
    /// The bot on Discord.
    pub discord: DiscordSettings,
    /// True where nobody chose a folder for the indexes and the default one is not there: a program that is started
    /// anywhere leaves nothing behind.
    #[serde(skip)]
    pub index_in_memory: bool,
}

/// Whether output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// Where the output is a terminal that can.
    Auto,
    /// Into a pipe or a file too.
    Always,
    /// Nowhere.
    Never,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            corpus: "corpus".into(),
            index: "index".into(),
            pack: String::new(),
            log: "warn".to_owned(),
            color: Color::Auto,
            discord: DiscordSettings::default(),
            index_in_memory: false,
        }
    }
}

impl Config {
    /// The settings in force: those of `named`, else of the file that the environment names, else of `config.toml` in
    /// the current folder if it is there, else the defaults; over them what the environment sets.
    pub fn load(named: Option<&Path>, environment: &Environment) -> Result<Self, Fault> {
        let file = match named.or(environment.config.as_deref()) {
            Some(file) => Some(file),
            None => Some(Path::new(DEFAULT_FILE)).filter(|file| file.exists()),
        };
        let mut config = file.map_or_else(|| Ok(Self::default()), Self::from_file)?;
        environment.override_in(&mut config)?;
        config.check_corpus()?;
        config.index_in_memory = file.is_none() && environment.index.is_none() && !config.index.is_dir();
        Ok(config)
    }

    /// The settings of a file. Its relative paths are relative to the folder that it is in.
    pub fn from_file(path: &Path) -> Result<Self, Fault> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Fault::new(&name, 0, format!("cannot be read ({error})"), "name a config file that is there, in UTF-8")
        })?;
        let mut config = Self::parse(&name, &text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config.corpus = folder.join(&config.corpus);
        config.index = folder.join(&config.index);
        config.discord.relative_to(folder);
        Ok(config)
    }

    /// The settings in the text of a config file, paths as they are written there. `file` is its name for faults.
    pub fn parse(file: &str, text: &str) -> Result<Self, Fault> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = 1 + text.bytes().take(start).filter(|byte| *byte == b'\n').count();
            let what = error.message().trim().replace('\n', ", ");
            let mend = mend_for(&what);
            Fault::new(file, line, what, mend)
        })
    }

    /// A corpus folder that somebody chose has to be there; only for the default one the built-in packs stand in.
    fn check_corpus(&self) -> Result<(), Fault> {
        let is_default = self.corpus.file_name() == Self::default().corpus.file_name();
        if is_default || self.corpus.is_dir() {
            return Ok(());
        }
        let corpus = self.corpus.display().to_string();
        Err(Fault::new(
            corpus,
            0,
            "the corpus folder is not there",
            "make it, or set `corpus` to the folder of the packs",
        ))
    }
}

/// The word of `known` that `word` is most likely a slip of.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|other| (strsim::jaro_winkler(&word, &other.to_lowercase()), other))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, other)| other)
}

/// What to do about a complaint of the TOML reader: it puts names between backticks, first the unknown one, then those
/// that it would have taken.
fn mend_for(complaint: &str) -> String {
    let names: Vec<_> = complaint.split('`').skip(1).step_by(2).collect();
    match names.as_slice() {
        [unknown, known @ ..] if complaint.starts_with("unknown") => match nearest(unknown, known.iter().copied()) {
            Some(known) => format!("did you mean `{known}`?"),
            None => "take it out, or see config.toml of the project for every setting".to_owned(),
        },
        _ => "see config.toml of the project for every setting and its form".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../config.toml");

    #[test]
    fn the_shipped_file_holds_the_defaults() {
        assert_eq!(Config::parse(DEFAULT_FILE, SHIPPED).unwrap(), Config::default());
    }

    #[test]
    fn every_setting_is_in_the_shipped_file_with_a_comment_before_it() {
        let complaint = Config::parse("x", "no-such-key = 1").unwrap_err().what;
        let keys: Vec<_> = complaint.split('`').skip(3).step_by(2).collect();
        assert!(keys.len() >= 6, "{complaint}");
        for key in keys {
            let lines: Vec<_> = SHIPPED.lines().collect();
            let is_setting = |line: &str| line.starts_with(&format!("{key} =")) || line == format!("[{key}]");
            let at = lines.iter().position(|line| is_setting(line)).unwrap_or_else(|| panic!("{key} is missing"));
            assert!(lines[at - 1].starts_with("# "), "{key} has no comment");
        }
    }

    #[test]
    fn a_fault_names_line_and_mend() {
        let check = |text: &str, expect: &str| {
            let fault = Config::parse("c.toml", text).unwrap_err().to_string();
            assert!(fault.contains(expect), "{fault}");
        };
        check("\ncorpsu = \"x\"", "c.toml:2: unknown field `corpsu`");
        check("\ncorpsu = \"x\"", "did you mean `corpus`?");
        check("colour = \"auto\"", "did you mean `color`?");
        check("zzz = 1", "see config.toml of the project");
        check("log = 3", "c.toml:1: invalid type");
        check("color = \"allways\"", "did you mean `always`?");
        check("index = \"i\"\ncorpus = [", "c.toml:2: ");
        check("[discord]\nno-such = 1", "c.toml:2: unknown field `no-such`");
    }

    #[test]
    fn relative_paths_are_relative_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("my.toml");
        std::fs::write(&file, "corpus = \"packs\"\nindex = \"/var/index\"").unwrap();
        let config = Config::from_file(&file).unwrap();
        assert_eq!(config.corpus, folder.path().join("packs"));
        assert_eq!(config.index, Path::new("/var/index"));
    }

    #[test]
    fn a_chosen_corpus_has_to_be_there_and_the_default_one_need_not() {
        let folder = tempfile::tempdir().unwrap();
        let load = |text: &str| {
            let file = folder.path().join("c.toml");
            std::fs::write(&file, text).unwrap();
            Config::load(Some(&file), &Environment::default())
        };
        assert!(load("").is_ok());
        let fault = load("corpus = \"packs\"").unwrap_err().to_string();
        assert!(fault.contains("packs: the corpus folder is not there; make it"), "{fault}");
        std::fs::create_dir(folder.path().join("packs")).unwrap();
        assert!(load("corpus = \"packs\"").is_ok());
    }

    #[test]
    fn a_file_that_is_named_and_not_there_is_refused() {
        let fault = Config::load(Some(Path::new("/no/such/c.toml")), &Environment::default()).unwrap_err();
        assert!(fault.to_string().starts_with("/no/such/c.toml: cannot be read"), "{fault}");
    }
}
