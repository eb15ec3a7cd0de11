//! An index as plain files, in tantivy's own layout, for whoever keeps it on disk.
//!
//! Only whole files pass through here, read at once and checked by the keeper. So a file that changes or shrinks under a
//! running program (which ends a program that maps it into memory) cannot harm it.

use std::path::PathBuf;

use tantivy::Index;
use tantivy::directory::{Directory, RamDirectory};

use super::PassageIndex;

/// Tantivy's list of its own files; it does not list itself.
const MANIFEST: &str = ".managed.json";

/// A file of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFile {
    /// Its name in the index's folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl PassageIndex {
    /// The index as files, in the order of their names.
    pub fn to_files(&self) -> tantivy::Result<Vec<IndexFile>> {
        let index = self.reader.searcher().index().clone();
        let mut names: Vec<PathBuf> = index.directory().list_managed_files().into_iter().collect();
        names.push(MANIFEST.into());
        names.sort();
        let mut files = Vec::with_capacity(names.len());
        for path in names {
            if self.directory.exists(&path)? {
                let bytes = self.directory.atomic_read(&path)?;
                files.push(IndexFile { name: path.to_string_lossy().into_owned(), bytes });
            }
        }
        Ok(files)
    }

    /// The index that these files are. Refuses files that are no index of this many passages; files whose bytes were
    /// changed must be kept from it by a checksum.
    pub fn from_files(files: &[IndexFile], passages: usize) -> tantivy::Result<Self> {
        let directory = RamDirectory::create();
        for file in files {
            directory.atomic_write(file.name.as_ref(), &file.bytes)?;
        }
        let index = Index::open(directory.clone())?;
        Self::over(directory, &index, passages)
    }
}
