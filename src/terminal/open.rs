//! Opens packs and indexes for a command, and shows how a long build comes along.

use std::io::{IsTerminal, Write};

use super::exit::Failure;
use crate::config::Config;
use crate::storage::{self, BuildProgress, Loaded, StoragePlaces};

/// The advisor over every pack that the settings name.
pub fn load(config: &Config) -> Result<Loaded, Failure> {
    let places = places(config);
    let default = Some(config.pack.as_str()).filter(|id| !id.is_empty());
    let mut progress = Progress::new();
    let loaded = storage::load(&places, default, &mut |build| progress.show(build));
    progress.clear();
    Ok(loaded?)
}

/// Where the settings put packs and indexes.
pub fn places(config: &Config) -> StoragePlaces {
    StoragePlaces { corpus: config.corpus.clone(), index: (!config.index_in_memory).then(|| config.index.clone()) }
}

/// A line on standard error that tells how far a build is. In a log file it is told only that one takes long.
struct Progress {
    is_terminal: bool,
    is_shown: bool,
}

impl Progress {
    fn new() -> Self {
        Self { is_terminal: std::io::stderr().is_terminal(), is_shown: false }
    }

    fn show(&mut self, build: BuildProgress<'_>) {
        let BuildProgress { pack, done, passages } = build;
        if self.is_terminal {
            self.tell(&format!("\rindexing {pack}: {done} of {passages} passages"));
        } else if !self.is_shown {
            self.tell(&format!("indexing {pack}: {passages} passages\n"));
        }
        self.is_shown = true;
    }

    /// Wipes the line, so that the next one begins on an empty one.
    fn clear(&self) {
        if self.is_terminal && self.is_shown {
            self.tell("\r\x1b[K");
        }
    }

    /// Progress that nobody reads is no fault.
    fn tell(&self, text: &str) {
        let mut stderr = std::io::stderr();
        stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()).ok();
    }
}
