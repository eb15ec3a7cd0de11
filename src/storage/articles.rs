//! Puts another article into a pack, without ever losing one: the old text is kept aside under a number, the new one is
//! swapped in whole. Where there is no such pack, one is begun.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::builtin::{BUILTIN_ID, builtin};
use super::packs::{ARTICLE, texts};
use super::{disk, pack_folders, starter};
use crate::advisor::pack::{Article, Faults, PackFiles, slug};

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The pack's folder.
    pub folder: PathBuf,
    /// Where the old text is kept: `article.md.1.old`, or the next number that is free. `None` where there was none, or
    /// where it was the same.
    pub kept: Option<PathBuf>,
    /// True if the pack was begun: what it knows beside the article has yet to be written.
    pub begun: bool,
}

/// Why an article was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The pack's id cannot be the name of a folder.
    #[error("\"{id}\" cannot be a pack's id; write it with lower-case letters, digits and hyphens, like \"{like}\"")]
    BadId {
        /// The id.
        id: String,
        /// One that could be.
        like: String,
    },
    /// The corpus cannot be read.
    #[error(transparent)]
    Faults(#[from] Faults),
    /// The disk refuses.
    #[error("{} cannot be written: {source}; see to the permissions and the space there", path.display())]
    Disk {
        /// What was to be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Makes `article` the text of the pack `pack` in the folder `corpus`. A corpus without a pack gets the built-in one
/// first, since it would no longer serve beside another.
pub fn replace_article(corpus: &Path, pack: &str, article: &Article) -> Result<Replaced, ReplaceError> {
    if pack.is_empty() || slug(pack) != pack {
        let like = Some(slug(pack)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "my-pack".to_owned());
        return Err(ReplaceError::BadId { id: pack.to_owned(), like });
    }
    let folder = corpus.join(pack);
    if (pack == BUILTIN_ID && !folder.exists()) || pack_folders(corpus)?.is_empty() {
        write_pack(corpus, BUILTIN_ID, &builtin())?;
    }
    let begun = !folder.exists();
    if begun {
        write_pack(corpus, pack, &starter::pack(pack, article))?;
    }
    let kept =
        swap_article(&folder, article).map_err(|source| ReplaceError::Disk { path: folder.join(ARTICLE), source })?;
    Ok(Replaced { folder, kept, begun })
}

/// Writes a pack beside and gives it its name when it is whole.
fn write_pack(corpus: &Path, id: &str, files: &PackFiles) -> Result<(), ReplaceError> {
    let beside = corpus.join(format!(".{id}.{}.new", std::process::id()));
    let write = || {
        fs::create_dir_all(corpus)?;
        disk::remove(&beside)?;
        fs::create_dir(&beside)?;
        texts(files).into_iter().try_for_each(|(name, text)| disk::write_new(&beside.join(name), text.as_bytes()))?;
        disk::sync_folder(&beside)?;
        fs::rename(&beside, corpus.join(id))?;
        disk::sync_folder(corpus)
    };
    write().map_err(|source| {
        disk::remove(&beside).ok();
        ReplaceError::Disk { path: corpus.join(id), source }
    })
}

/// Swaps the article in and tells where the old one is kept.
fn swap_article(folder: &Path, article: &Article) -> io::Result<Option<PathBuf>> {
    let path = folder.join(ARTICLE);
    let text = article.to_markdown();
    let old = match fs::read(&path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if old.as_deref() == Some(text.as_bytes()) {
        return Ok(None);
    }
    let beside = folder.join(format!(".{ARTICLE}.{}.new", std::process::id()));
    disk::remove(&beside)?;
    disk::write_new(&beside, text.as_bytes())?;
    let kept = old.map(|old| keep(folder, &old)).transpose()?;
    fs::rename(&beside, &path)?;
    disk::sync_folder(folder)?;
    Ok(kept)
}

/// Writes an old article under the first number that is free.
fn keep(folder: &Path, old: &[u8]) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let path = folder.join(format!("{ARTICLE}.{number}.old"));
        match disk::write_new(&path, old) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            written => return written.map(|()| path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::read_pack_files;

    fn article(word: &str) -> Article {
        Article::read("a", &format!("# A \"title\"\n\n## One \\ two\n\n- {word}\n")).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A corpus with a pack of its own, so that the built-in one stays away.
    fn corpus() -> tempfile::TempDir {
        let corpus = tempfile::tempdir().unwrap();
        fs::create_dir(corpus.path().join("other")).unwrap();
        corpus
    }

    #[test]
    fn a_new_pack_begins_with_all_files_in_due_form() {
        let corpus = corpus();
        let done = replace_article(corpus.path(), "birds", &article("heron")).unwrap();
        assert_eq!(done, Replaced { folder: corpus.path().join("birds"), kept: None, begun: true });
        let files = read_pack_files(&done.folder).unwrap();
        assert_eq!(Article::read("a", &files.article).unwrap(), article("heron"));
        for (name, text) in texts(&files) {
            assert!(!text.contains("{id}") && !text.contains("{title}") && !text.contains("{cite}"), "{name}");
        }
        let pack: toml::Table = toml::from_str(&files.pack).unwrap();
        assert_eq!((pack["id"].as_str(), pack["title"].as_str()), (Some("birds"), Some("A \"title\"")));
        let rules: toml::Table = toml::from_str(&files.rules).unwrap();
        let cite = &rules["rule"][0]["cite"][0];
        assert_eq!((cite["section"].as_str(), cite["words"][0].as_str()), (Some("One \\ two"), Some("heron")));
        assert_eq!(names(corpus.path()), ["birds", "other"]);
    }

    #[test]
    fn every_old_article_is_kept_under_a_number_of_its_own() {
        let corpus = corpus();
        let replace = |word| replace_article(corpus.path(), "birds", &article(word)).unwrap();
        let folder = replace("heron").folder;
        let kept = ["egret", "stork", "stork", "crane"].map(|word| replace(word).kept);
        let path = |number| Some(folder.join(format!("article.md.{number}.old")));
        assert_eq!(kept, [path(1), path(2), None, path(3)]);
        let words = ["article.md.1.old", "article.md.2.old", "article.md.3.old", "article.md"];
        let read = words.map(|name| fs::read_to_string(folder.join(name)).unwrap());
        assert_eq!(read, ["heron", "egret", "stork", "crane"].map(|word| article(word).to_markdown()));
        assert_eq!(names(&folder).len(), 9, "nothing else is left behind");
    }

    #[test]
    fn the_built_in_pack_is_written_out_before_another_would_hide_it() {
        for (pack, begun) in [(BUILTIN_ID, false), ("birds", true)] {
            let parent = tempfile::tempdir().unwrap();
            let corpus = parent.path().join("corpus");
            let done = replace_article(&corpus, pack, &article("heron")).unwrap();
            assert_eq!((done.begun, done.kept.is_some()), (begun, !begun));
            let written = read_pack_files(&corpus.join(BUILTIN_ID)).unwrap();
            assert_eq!(written.rules, builtin().rules);
            assert_eq!(written.article == builtin().article, begun);
        }
    }

    #[test]
    fn an_id_that_is_no_folder_name_is_refused() {
        let corpus = corpus();
        for id in ["", "..", "../x", "a/b", "A B", ".hidden", "a\0b", "/etc"] {
            let error = replace_article(corpus.path(), id, &article("heron")).unwrap_err();
            assert!(matches!(error, ReplaceError::BadId { .. }), "{error}");
        }
        assert_eq!(names(corpus.path()), ["other"]);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_told_and_left_as_it_was() {
        let parent = tempfile::tempdir().unwrap();
        let corpus = parent.path().join("corpus");
        fs::write(&corpus, "a file").unwrap();
        replace_article(&corpus, "birds", &article("heron")).unwrap_err();
        assert_eq!(fs::read_to_string(&corpus).unwrap(), "a file");
    }
}
