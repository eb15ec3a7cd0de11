//! Packs that were read before, kept as bytes beside the indexes.
//!
//! Reading a vocabulary takes most of the time of a process that answers one question and ends. What is kept is named by
//! all that it was made from (the pack's texts and the program's own sources) and checked bit by bit; where it does not
//! fit, or cannot be read or written, the pack is read anew. So whatever happens to it, the answers are the same.

use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHasher;

use super::disk;
use crate::advisor::pack::{Faults, PackFiles};
use crate::advisor::{Compiled, Pack};

/// The length of the line before the bytes: the name of what they were made from, their checksum, and its end.
const HEAD: usize = 16 + 1 + 8 + 1;

/// A pack that was read, from its texts or from what was kept of them.
pub struct Read {
    compiled: Compiled,
    /// Where to keep it, and the name of what it was made from, if it is not kept yet.
    unkept: Option<(PathBuf, String)>,
}

/// Reads the pack of these texts: from `kept` if it is there and fits, else from the texts. Nothing is written.
pub fn read(files: &PackFiles, kept: Option<PathBuf>) -> Result<Read, Faults> {
    let Some(kept) = kept else {
        return Pack::read(files).map(|pack| Read { compiled: Compiled::new(pack), unkept: None });
    };
    let source = source(files);
    if let Some(compiled) = fs::read(&kept).ok().and_then(|bytes| open(&bytes, &source)) {
        return Ok(Read { compiled, unkept: None });
    }
    Pack::read(files).map(|pack| Read { compiled: Compiled::new(pack), unkept: Some((kept, source)) })
}

impl Read {
    /// The pack, kept for the next time. If it cannot be kept, it is read anew then.
    pub fn keep(self) -> Compiled {
        if let Some((kept, source)) = self.unkept
            && let Err(error) = keep(&kept, &self.compiled, &source)
        {
            tracing::debug!(file = %kept.display(), %error, "the compiled pack is not kept");
        }
        self.compiled
    }
}

/// Where a compiled pack is kept.
pub fn kept_file(index: &Path, pack: &str) -> PathBuf {
    index.join(format!("{pack}.compiled"))
}

/// The name of all that a compiled pack is made from.
fn source(files: &PackFiles) -> String {
    let PackFiles { folder: _, pack, article, factors, rules, notes, questions } = files;
    // The program's own sources are part of the name, so the hash may be one that another version would not give.
    let mut hash = FxHasher::default();
    [env!("ADVISOR_SOURCES"), pack, article, factors, rules, notes, questions].hash(&mut hash);
    format!("{:016x}", hash.finish())
}

fn open(bytes: &[u8], source: &str) -> Option<Compiled> {
    let (head, body) = bytes.split_at_checked(HEAD)?;
    (head == self::head(source, body).as_bytes()).then(|| Compiled::from_bytes(body))?
}

fn head(source: &str, body: &[u8]) -> String {
    format!("{source} {:08x}\n", crc32fast::hash(body))
}

/// Writes the bytes beside, and puts them in place by one rename.
fn keep(kept: &Path, compiled: &Compiled, source: &str) -> io::Result<()> {
    let body = compiled.to_bytes().ok_or_else(|| io::Error::other("it cannot be written as bytes"))?;
    if let Some(folder) = kept.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = kept.with_extension(format!("compiled.{}", std::process::id()));
    let write =
        |mut file: fs::File| file.write_all(head(source, &body).as_bytes()).and_then(|()| file.write_all(&body));
    let written = fs::File::create(&beside).and_then(write).and_then(|()| fs::rename(&beside, kept));
    if written.is_err() {
        disk::remove(&beside)?;
    }
    written
}
