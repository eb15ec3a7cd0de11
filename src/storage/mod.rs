//! Storage: packs and indexes on disk.
//!
//! A pack is a folder in the corpus; where there is none, the pack that is built into the program serves. An index is
//! only ever derived: it is built when it is missing, stale or damaged, and kept in memory where nothing may be written.
//! So whatever happens to the index folder, the answers are the same.

mod articles;
mod builtin;
mod compiled;
mod disk;
mod index;
mod packs;
mod stamp;
mod starter;

pub use articles::{ReplaceError, Replaced, replace_article};
pub use builtin::{BUILTIN_ID, builtin};
pub use index::{BuildProgress, IndexOrigin, drop_index, ready_index};
pub use packs::{pack_folders, read_pack_files};

use std::path::PathBuf;
use std::thread;

use crate::advisor::pack::{Fault, Faults, PackFiles};
use crate::advisor::search::PassageIndex;
use crate::advisor::{Advisor, Subject};

/// Where packs and indexes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoragePlaces {
    /// The folder of packs; it need not be there.
    pub corpus: PathBuf,
    /// The folder of indexes; it need not be there, nor be writable. `None` keeps them in memory.
    pub index: Option<PathBuf>,
}

/// An advisor over every pack, and where each part of it came from.
pub struct Loaded {
    /// Ready to answer.
    pub advisor: Advisor,
    /// One for each subject of the advisor, in its order.
    pub origins: Vec<Origin>,
}

/// Where a pack and its index came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The pack's id.
    pub pack: String,
    /// The pack's folder; `None` if it is the one that is built into the program.
    pub folder: Option<PathBuf>,
    /// Where its index came from.
    pub index: IndexOrigin,
}

/// Why there is no advisor.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Packs that break their promises: whoever writes them has to mend them.
    #[error(transparent)]
    Faults(#[from] Faults),
    /// The pack that should answer first is not there.
    #[error("there is no pack \"{id}\"; choose one of {}", known.join(", "))]
    NoSuchPack {
        /// The id that was asked for.
        id: String,
        /// The ids that are there.
        known: Vec<String>,
    },
    /// An internal fault: an index cannot even be built in memory.
    #[error("the index of the pack \"{pack}\" cannot be built")]
    Index {
        /// The pack's id.
        pack: String,
        /// What tantivy says.
        source: tantivy::TantivyError,
    },
}

/// Loads every pack and makes its index ready. `default` names the pack that comes first; without it the pack that is
/// built in comes first if it is there, and else the first by name. `progress` is told of builds that take longer than
/// a second. One faulty pack among several is refused too, with the faults of all.
pub fn load(
    places: &StoragePlaces,
    default: Option<&str>,
    progress: &mut dyn FnMut(BuildProgress<'_>),
) -> Result<Loaded, LoadError> {
    let mut packs = read_packs(places)?;
    put_first(&mut packs, default)?;
    let mut subjects = Vec::with_capacity(packs.len());
    let mut origins = Vec::with_capacity(packs.len());
    for (folder, read) in packs {
        let pack = read.compiled().pack();
        // Both wait for the disk, and a process that answers for the first time waits for both.
        let ready = thread::scope(|scope| {
            scope.spawn(|| read.keep());
            match &places.index {
                Some(root) => ready_index(root, &pack.id, &pack.article, progress),
                None => PassageIndex::in_memory(&pack.article)
                    .map(|index| (index, IndexOrigin::InMemory { why: "there is no folder for it".to_owned() })),
            }
        });
        let (index, origin) = ready.map_err(|source| LoadError::Index { pack: pack.id.clone(), source })?;
        origins.push(Origin { pack: pack.id.clone(), folder, index: origin });
        subjects.push(Subject::new(read.into_compiled(), index));
    }
    let advisor = Advisor::new(subjects).expect("cannot fail: where the corpus is empty, the built-in pack serves");
    Ok(Loaded { advisor, origins })
}

/// The texts of every pack with its folder; of the built-in pack where the corpus has no folder.
pub fn pack_sources(places: &StoragePlaces) -> Result<Vec<(Option<PathBuf>, PackFiles)>, Faults> {
    let folders = pack_folders(&places.corpus)?;
    if folders.is_empty() {
        return Ok(vec![(None, builtin())]);
    }
    gather(folders.into_iter().map(|folder| read_pack_files(&folder).map(|files| (Some(folder), files))))
}

fn read_packs(places: &StoragePlaces) -> Result<Vec<(Option<PathBuf>, compiled::Read)>, Faults> {
    let sources = pack_sources(places)?;
    gather(sources.into_iter().map(|(folder, files)| {
        let id = files.folder.rsplit(['/', '\\']).next().unwrap_or(&files.folder);
        let kept = places.index.as_deref().map(|index| compiled::kept_file(index, id));
        compiled::read(files, kept).map(|read| (folder, read))
    }))
}

/// Everything, or the faults of all.
fn gather<T>(results: impl Iterator<Item = Result<T, Faults>>) -> Result<Vec<T>, Faults> {
    let mut good = Vec::new();
    let mut bad: Vec<Fault> = Vec::new();
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(faults) => bad.extend(faults.0),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(Faults(bad)) }
}

fn put_first(packs: &mut [(Option<PathBuf>, compiled::Read)], default: Option<&str>) -> Result<(), LoadError> {
    let place = |id: &str| packs.iter().position(|(_, read)| read.compiled().pack().id == id);
    let first = match default {
        Some(id) => place(id).ok_or_else(|| LoadError::NoSuchPack {
            id: id.to_owned(),
            known: packs.iter().map(|(_, read)| read.compiled().pack().id.clone()).collect(),
        })?,
        None => place(BUILTIN_ID).unwrap_or(0),
    };
    packs[..=first].rotate_right(1);
    Ok(())
}
