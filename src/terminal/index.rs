//! `index`: builds what is missing or stale, and says for each pack what was done.

use super::exit::Failure;
use super::output::Output;
use super::{cli, open};
use crate::config::Config;
use crate::storage::{self, IndexOrigin, Origin};

/// Makes every index fresh. It is an error here if one cannot be written, since that is all that was asked for.
pub fn run(arguments: &cli::Index, config: &Config, output: &mut Output) -> Result<(), Failure> {
    let config = Config { index_in_memory: false, ..config.clone() };
    if arguments.force {
        drop_all(&config)?;
    }
    let loaded = open::load(&config)?;
    for (subject, origin) in loaded.advisor.subjects().iter().zip(&loaded.origins) {
        let done = outcome(origin, arguments.force, &config)?;
        output.write(&format!("{}: {} passages, {done}\n", origin.pack, subject.index().passages()))?;
    }
    Ok(())
}

fn drop_all(config: &Config) -> Result<(), Failure> {
    for (folder, _) in storage::pack_sources(&open::places(config)).map_err(Failure::Pack)? {
        let name = folder.as_ref().and_then(|folder| folder.file_name()).and_then(|name| name.to_str());
        let pack = name.unwrap_or(storage::BUILTIN_ID);
        storage::drop_index(&config.index, pack).map_err(|error| unwritable(config, &error.to_string()))?;
    }
    Ok(())
}

fn outcome(origin: &Origin, forced: bool, config: &Config) -> Result<&'static str, Failure> {
    match &origin.index {
        IndexOrigin::Opened => Ok("fresh"),
        IndexOrigin::Missing if forced => Ok("built anew"),
        IndexOrigin::Missing => Ok("built"),
        IndexOrigin::Stale => Ok("built anew, for the text had changed"),
        IndexOrigin::Damaged => Ok("built anew, for it was damaged"),
        IndexOrigin::InMemory { why } => Err(unwritable(config, why)),
    }
}

fn unwritable(config: &Config, why: &str) -> Failure {
    let folder = config.index.display();
    Failure::input(format!("{folder}: the index cannot be written ({why}); set `index` to a folder that can be"))
}
