//! One index a pack on disk: opened where its stamp fits, built where it is missing, stale or damaged, in memory where
//! nothing may be written.
//!
//! `index/<pack>/<source>/` is the index, in a folder that is named after what it was built from; `building/` beside it
//! is the next one, which gets its name by one rename when it is whole. A new source has a new name, so the old index
//! stands until the new one does, and a crash at any moment leaves the one or the other. `lock` is held by the one
//! process that writes; readers need none. An index is read whole into memory and checked there: what happens to its
//! files later harms nobody.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::compiled::kept_file;
use super::disk;
use super::stamp::Source;
use crate::advisor::pack::Article;
use crate::advisor::search::{IndexFile, PassageIndex};

const STAMP: &str = "stamp";
const LOCK: &str = "lock";
const BUILDING: &str = "building";
const RETIRED: &str = "retired";

/// A build tells of its progress from when it has taken this long.
const QUIET: Duration = Duration::from_secs(1);

/// Where an index came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexOrigin {
    /// It was there.
    Opened,
    /// There was none, so it was built.
    Missing,
    /// It was of another text or another program, so it was built anew.
    Stale,
    /// It was not what its stamp says, so it was built anew.
    Damaged,
    /// It was built and is kept in memory, for it cannot be written.
    InMemory {
        /// Why not.
        why: String,
    },
}

/// How far a build has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildProgress<'a> {
    /// The pack's id.
    pub pack: &'a str,
    /// How many passages are in the index.
    pub done: usize,
    /// How many there are.
    pub passages: usize,
}

/// The index of a pack's article, from the folder `root` of all indexes if it can be, and written there if need be.
pub fn ready_index(
    root: &Path,
    pack: &str,
    article: &Article,
    progress: &mut dyn FnMut(BuildProgress<'_>),
) -> tantivy::Result<(PassageIndex, IndexOrigin)> {
    let place = Place { home: root.join(pack), source: Source::of(article), passages: article.passages().count() };
    let origin = match place.open() {
        Ok(index) => return Ok((index, IndexOrigin::Opened)),
        Err(origin) => origin,
    };
    let index = PassageIndex::build(article, &mut after_a_second(pack, place.passages, progress))?;
    match place.write(&index.to_files()?) {
        Ok(()) => {
            tracing::info!(pack, because = ?origin, "the index was built");
            Ok((index, origin))
        }
        Err(error) => {
            let why = error.to_string();
            tracing::warn!(pack, folder = %place.home.display(), why, "the index is kept in memory");
            Ok((index, IndexOrigin::InMemory { why }))
        }
    }
}

/// Takes away all that is kept of a pack, its index and its compiled words, so that both are made anew; nothing happens
/// where there is none.
pub fn drop_index(root: &Path, pack: &str) -> io::Result<()> {
    disk::remove(&root.join(pack))?;
    disk::remove(&kept_file(root, pack))
}

/// Where the index of one pack is, and what it must be.
struct Place {
    home: PathBuf,
    source: Source,
    passages: usize,
}

impl Place {
    fn folder(&self) -> PathBuf {
        self.home.join(self.source.folder())
    }

    /// The index that is there, or why there is none.
    fn open(&self) -> Result<PassageIndex, IndexOrigin> {
        let (stamp, files) = match read_folder(&self.folder()) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::NotFound && !self.folder().exists() => {
                return Err(if self.has_older() { IndexOrigin::Stale } else { IndexOrigin::Missing });
            }
            Err(_) => return Err(IndexOrigin::Damaged),
        };
        if stamp != self.source.stamp(&files).as_bytes() {
            return Err(IndexOrigin::Damaged);
        }
        PassageIndex::from_files(&files, self.passages).map_err(|_| IndexOrigin::Damaged)
    }

    /// Writes an index in a folder beside, swaps it in and clears away what else is there.
    fn write(&self, files: &[IndexFile]) -> io::Result<()> {
        fs::create_dir_all(&self.home)?;
        let _lock = self.lock()?;
        let building = self.home.join(BUILDING);
        // Another process may have written it since we looked.
        if self.open().is_err() {
            self.write_beside(&building, files).and_then(|()| self.swap_in(&building)).inspect_err(|_| {
                // What was begun is of no use, and on a full disk it is in the way.
                disk::remove(&building).ok();
            })?;
        }
        self.clear().unwrap_or_else(|error| tracing::debug!(%error, "what is left of an older index stays"));
        Ok(())
    }

    /// The lock is given back when the file is closed, also when the process is killed.
    fn lock(&self) -> io::Result<File> {
        let file = File::options().create(true).truncate(false).write(true).open(self.home.join(LOCK))?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::Error::new(ErrorKind::WouldBlock, "another process is writing it"),
            TryLockError::Error(error) => error,
        })?;
        Ok(file)
    }

    fn write_beside(&self, building: &Path, files: &[IndexFile]) -> io::Result<()> {
        disk::remove(building)?;
        fs::create_dir(building)?;
        for file in files {
            fs::write(building.join(&file.name), &file.bytes)?;
        }
        fs::write(building.join(STAMP), self.source.stamp(files))
    }

    fn swap_in(&self, building: &Path) -> io::Result<()> {
        let retired = self.home.join(RETIRED);
        disk::remove(&retired)?;
        match fs::rename(self.folder(), &retired) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            // A damaged index made room, or there was none.
            _ => {}
        }
        fs::rename(building, self.folder())
    }

    /// Removes other indexes and what a crash has left. Until then nothing had to be on the disk for good: an index that
    /// a power cut tears is noticed and built anew. An older one goes only when the new one is sure to stay.
    fn clear(&self) -> io::Result<()> {
        let others = self.others();
        if others.is_empty() {
            return Ok(());
        }
        for entry in fs::read_dir(self.folder())? {
            File::open(entry?.path())?.sync_all()?;
        }
        disk::sync_folder(&self.folder())?;
        disk::sync_folder(&self.home)?;
        others.iter().try_for_each(|path| disk::remove(path))
    }

    /// Whether there is an index of another source.
    fn has_older(&self) -> bool {
        self.others().iter().any(|path| !path.ends_with(BUILDING) && !path.ends_with(RETIRED))
    }

    /// What is in the pack's folder beside the index and the lock.
    fn others(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.home).into_iter().flatten().flatten();
        let other = |entry: &fs::DirEntry| entry.file_name() != LOCK && entry.file_name() != self.source.folder();
        entries.filter(other).map(|entry| entry.path()).collect()
    }
}

/// The stamp and the other files of a folder.
fn read_folder(folder: &Path) -> io::Result<(Vec<u8>, Vec<IndexFile>)> {
    let mut stamp = Vec::new();
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidData, "an index holds nothing but files"));
        }
        let bytes = fs::read(entry.path())?;
        if entry.file_name() == STAMP {
            stamp = bytes;
        } else {
            files.push(IndexFile { name: entry.file_name().to_string_lossy().into_owned(), bytes });
        }
    }
    Ok((stamp, files))
}

/// Passes progress on once a build has taken a second, and then at every hundredth of the way.
fn after_a_second<'a>(
    pack: &'a str,
    passages: usize,
    progress: &'a mut dyn FnMut(BuildProgress<'_>),
) -> impl FnMut(usize) + 'a {
    let start = Instant::now();
    let step = (passages / 100).max(1);
    move |done| {
        if done.is_multiple_of(step) && start.elapsed() > QUIET {
            progress(BuildProgress { pack, done, passages });
        }
    }
}
