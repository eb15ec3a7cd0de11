//! Finds packs in the corpus and reads their files. Whatever is wrong on the way is a fault with file, line and mend:
//! what a person put on disk, a person has to put right.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::gather;
use crate::advisor::pack::{Fault, Faults, PackFiles};

/// The file of a pack that holds the text.
pub(super) const ARTICLE: &str = "article.md";

const SEE_README: &str = "write it; corpus/README.md tells its form";

/// The folders of the corpus, by name: each is a pack. Files, and names that begin with a dot, are left out. Empty where
/// there is no corpus.
pub fn pack_folders(corpus: &Path) -> Result<Vec<PathBuf>, Faults> {
    let entries = match fs::read_dir(corpus) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(corpus, &error).into()),
    };
    let folders = gather(entries.map(|entry| match entry {
        Ok(entry) => pack_folder(entry.path()),
        Err(error) => Err(unreadable(corpus, &error).into()),
    }))?;
    let mut folders: Vec<PathBuf> = folders.into_iter().flatten().collect();
    folders.sort();
    Ok(folders)
}

/// The texts of the six files of a pack; the faults of all that cannot be read.
pub fn read_pack_files(folder: &Path) -> Result<PackFiles, Faults> {
    let mut files = PackFiles { folder: folder.display().to_string(), ..PackFiles::default() };
    gather(texts_mut(&mut files).into_iter().map(|(name, text)| {
        *text = read_text(&folder.join(name))?.into();
        Ok(())
    }))?;
    Ok(files)
}

/// The files of a pack by name.
pub(super) fn texts(files: &PackFiles) -> [(&'static str, &str); 6] {
    [
        ("pack.toml", &files.pack),
        (ARTICLE, &files.article),
        ("factors.toml", &files.factors),
        ("rules.toml", &files.rules),
        ("notes.toml", &files.notes),
        ("questions.toml", &files.questions),
    ]
}

fn texts_mut(files: &mut PackFiles) -> [(&'static str, &mut Cow<'static, str>); 6] {
    [
        ("pack.toml", &mut files.pack),
        (ARTICLE, &mut files.article),
        ("factors.toml", &mut files.factors),
        ("rules.toml", &mut files.rules),
        ("notes.toml", &mut files.notes),
        ("questions.toml", &mut files.questions),
    ]
}

fn pack_folder(path: PathBuf) -> Result<Option<PathBuf>, Faults> {
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) if name.starts_with('.') => return Ok(None),
        Some(_) => {}
        None => {
            let mend = "name it with letters, digits and hyphens";
            return Err(Fault::new(path.display().to_string(), 0, "the name is not UTF-8", mend).into());
        }
    }
    match fs::metadata(&path) {
        Ok(of) => Ok(of.is_dir().then_some(path)),
        Err(error) => Err(unreadable(&path, &error).into()),
    }
}

/// The text of a file, without a byte order mark.
fn read_text(path: &Path) -> Result<String, Faults> {
    let name = path.display().to_string();
    match fs::metadata(path) {
        Ok(of) if of.is_file() => {}
        // Reading a pipe or a device may never end.
        Ok(_) => return Err(Fault::new(name, 0, "this is not a file", SEE_README).into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(Fault::new(name, 0, "the file is missing", SEE_README).into());
        }
        Err(error) => return Err(unreadable(path, &error).into()),
    }
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        Fault::new(name, line, "a byte here is not UTF-8", "save the file as UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Fault {
    let what = format!("cannot be read: {}", error.to_string().to_lowercase());
    Fault::new(path.display().to_string(), 0, what, "mend the link or the permissions, or take it away")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 6] = ["pack.toml", "article.md", "factors.toml", "rules.toml", "notes.toml", "questions.toml"];

    fn corpus_with(pack: &str) -> tempfile::TempDir {
        let corpus = tempfile::tempdir().unwrap();
        fs::create_dir(corpus.path().join(pack)).unwrap();
        for name in NAMES {
            fs::write(corpus.path().join(pack).join(name), format!("text of {name}")).unwrap();
        }
        corpus
    }

    fn faults_of(result: Result<impl std::fmt::Debug, Faults>, corpus: &Path) -> String {
        result.unwrap_err().to_string().replace(corpus.to_str().unwrap(), "corpus")
    }

    #[test]
    fn a_pack_is_a_folder_with_six_files_read_to_the_letter() {
        let corpus = corpus_with("birds");
        let folder = corpus.path().join("birds");
        let files = read_pack_files(&folder).unwrap();
        assert_eq!(files.folder, folder.display().to_string());
        assert_eq!(texts(&files).map(|(name, _)| name), NAMES);
        assert!(texts(&files).iter().all(|(name, text)| *text == format!("text of {name}")));
    }

    #[test]
    fn packs_come_by_name_without_files_and_hidden_folders() {
        let corpus = corpus_with("b");
        for folder in ["c", "a", ".git"] {
            fs::create_dir(corpus.path().join(folder)).unwrap();
        }
        fs::write(corpus.path().join("README.md"), "").unwrap();
        let expect = ["a", "b", "c"].map(|name| corpus.path().join(name));
        assert_eq!(pack_folders(corpus.path()).unwrap(), expect);
        assert_eq!(pack_folders(&corpus.path().join("nowhere")).unwrap(), [""; 0].map(PathBuf::from));
    }

    #[test]
    fn every_file_that_cannot_be_read_is_a_fault_with_file_line_and_mend() {
        let corpus = corpus_with("birds");
        let file = |name| corpus.path().join("birds").join(name);
        fs::remove_file(file("rules.toml")).unwrap();
        fs::write(file("notes.toml"), b"one\ntwo\nthr\xffee\n").unwrap();
        fs::remove_file(file("questions.toml")).unwrap();
        fs::create_dir(file("questions.toml")).unwrap();
        assert_eq!(
            faults_of(read_pack_files(&corpus.path().join("birds")), corpus.path()),
            "corpus/birds/rules.toml: the file is missing; write it; corpus/README.md tells its form\n\
             corpus/birds/notes.toml:3: a byte here is not UTF-8; save the file as UTF-8\n\
             corpus/birds/questions.toml: this is not a file; write it; corpus/README.md tells its form"
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let corpus = corpus_with("birds");
        fs::write(corpus.path().join("birds/article.md"), "\u{feff}# Title").unwrap();
        assert_eq!(read_pack_files(&corpus.path().join("birds")).unwrap().article, "# Title");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_a_loop_is_a_fault() {
        use std::os::unix::fs::symlink;
        let corpus = corpus_with("birds");
        symlink(corpus.path().join("birds"), corpus.path().join("linked")).unwrap();
        assert_eq!(pack_folders(corpus.path()).unwrap().len(), 2);
        symlink(corpus.path().join("loop"), corpus.path().join("loop")).unwrap();
        symlink("/nowhere/at/all", corpus.path().join("lost")).unwrap();
        let faults = pack_folders(corpus.path()).unwrap_err().0;
        assert_eq!(faults.len(), 2);
        assert!(faults.iter().all(|fault| fault.what.starts_with("cannot be read: ")), "{faults:?}");
        let article = corpus.path().join("birds/article.md");
        fs::remove_file(&article).unwrap();
        symlink(&article, &article).unwrap();
        assert_eq!(read_pack_files(&corpus.path().join("birds")).unwrap_err().0.len(), 1);
        fs::remove_file(&article).unwrap();
        symlink("/dev/zero", &article).unwrap();
        assert_eq!(read_pack_files(&corpus.path().join("birds")).unwrap_err().0[0].what, "this is not a file");
    }

    #[test]
    fn a_corpus_that_is_a_file_is_a_fault() {
        let corpus = corpus_with("birds");
        let file = corpus.path().join("birds/pack.toml");
        assert!(faults_of(pack_folders(&file), corpus.path()).starts_with("corpus/birds/pack.toml: cannot be read: "));
    }
}
