//! Packs that were read before, kept as bytes beside the indexes.
//!
//! Reading a vocabulary takes most of the time of a process that answers one question and ends. What is kept is named by
//! all that it was made from (the pack's texts and the program's own sources) and checked bit by bit; where it does not
//! fit, or cannot be read or written, the pack is read anew. So whatever happens to it, the answers are the same.

use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;

use rustc_hash::FxHasher;

use super::disk;
use crate::advisor::both::Both;
use crate::advisor::pack::{Faults, PackFiles};
use crate::advisor::{Compiled, Pack};

/// The length of the line before the bytes: the name of what they were made from, their checksum, and its end.
const HEAD: usize = 16 + 1 + 8 + 1;

/// Two pieces of work on two threads.
struct SideBySide;

impl Both for SideBySide {
    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        thread::scope(|scope| {
            let one = scope.spawn(one);
            let other = other();
            (one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), other)
        })
    }
}

/// A pack that was read, from its texts or from what was kept of them.
pub struct Read {
    compiled: Compiled,
    /// Where to keep it, and the name of what it was made from, if it is not kept yet.
    unkept: Option<(PathBuf, String)>,
}

/// Reads the pack of these texts: from `kept` if it is there and fits, else from the texts. Nothing is written.
pub fn read(files: PackFiles, kept: Option<PathBuf>) -> Result<Read, Faults> {
    let Some(kept) = kept else {
        return Ok(Read { compiled: compile(files)?, unkept: None });
    };
    let source = source(&files);
    match fs::read(&kept).ok().and_then(|bytes| open(&bytes, &source)) {
        Some(compiled) => Ok(Read { compiled, unkept: None }),
        None => Ok(Read { compiled: compile(files)?, unkept: Some((kept, source)) }),
    }
}

/// Reads and compiles a pack. The texts are let go of in between: a large vocabulary need not stand in memory both as it
/// is written and while it is compiled.
fn compile(files: PackFiles) -> Result<Compiled, Faults> {
    let pack = Pack::read_by(&files, &SideBySide)?;
    drop(files);
    Ok(Compiled::by(pack, &SideBySide))
}

impl Read {
    /// The pack.
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// Keeps the pack for the next time, if it is not kept yet. If it cannot be kept, it is read anew then.
    pub fn keep(&self) {
        if let Some((kept, source)) = &self.unkept
            && let Err(error) = keep(kept, &self.compiled, source)
        {
            tracing::debug!(file = %kept.display(), %error, "the compiled pack is not kept");
        }
    }

    /// The pack, for good.
    pub fn into_compiled(self) -> Compiled {
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
    (head == self::head(source, crc32fast::hash(body)).as_bytes()).then(|| Compiled::from_bytes(body))?
}

fn head(source: &str, checksum: u32) -> String {
    format!("{source} {checksum:08x}\n")
}

/// A file that is being written, and the checksum of what was.
struct Summed {
    file: fs::File,
    checksum: crc32fast::Hasher,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.checksum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes the bytes beside, and puts them in place by one rename.
fn keep(kept: &Path, compiled: &Compiled, source: &str) -> io::Result<()> {
    if let Some(folder) = kept.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = kept.with_extension(format!("compiled.{}", std::process::id()));
    let written = write(&beside, compiled, source).and_then(|()| fs::rename(&beside, kept));
    if written.is_err() {
        disk::remove(&beside)?;
    }
    written
}

/// Writes the file. Its head is known only when the rest is written.
fn write(to: &Path, compiled: &Compiled, source: &str) -> io::Result<()> {
    let mut file = fs::File::create(to)?;
    file.write_all(&[0; HEAD])?;
    // It comes byte by byte, so it is gathered before it is summed up.
    let mut gathered = BufWriter::with_capacity(1 << 16, Summed { file, checksum: crc32fast::Hasher::new() });
    compiled.write_to(&mut gathered)?;
    let mut summed = gathered.into_inner().map_err(io::IntoInnerError::into_error)?;
    summed.file.seek(SeekFrom::Start(0))?;
    summed.file.write_all(head(source, summed.checksum.finalize()).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_threads_make_what_one_makes() {
        let files = crate::storage::builtin();
        let bytes = |compiled: Compiled| {
            let mut bytes = Vec::new();
            compiled.write_to(&mut bytes).unwrap();
            bytes
        };
        let in_turn = bytes(Compiled::new(Pack::read(&files).unwrap()));
        let side_by_side = bytes(compile(files).unwrap());
        assert!(in_turn == side_by_side);
    }
}
