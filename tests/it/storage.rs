//! Indexes on disk: whatever happened to them, the answers are those of an index built from the article just now.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;

use stackchoice::advisor::pack::Article;
use stackchoice::advisor::search::{Hit, PassageIndex};
use stackchoice::storage::{IndexOrigin, ready_index};
use tempfile::TempDir;

const PACK: &str = "birds";

fn article(word: &str) -> Article {
    let text =
        format!("# T\n\n## Birds\n\nA {word} waits.\n\nA stork walks.\n\n## Fish\n\nA carp swims by a {word}.\n");
    Article::read("article.md", &text).unwrap()
}

fn hits(index: &PassageIndex) -> Vec<Hit> {
    index.search(&["heron", "egret", "stork", "fish"], 5)
}

fn origin(root: &Path, article: &Article) -> IndexOrigin {
    let (index, origin) = ready_index(root, PACK, article, &mut |_| {}).unwrap();
    assert_eq!(hits(&index), hits(&PassageIndex::in_memory(article).unwrap()), "{origin:?}");
    origin
}

/// A folder with an index of `article`.
fn with_index(article: &Article) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(origin(root.path(), article), IndexOrigin::Missing);
    root
}

/// The folder of the one index that is there.
fn index_folder(root: &Path) -> PathBuf {
    let mut folders: Vec<PathBuf> = entries(&root.join(PACK)).into_iter().filter(|path| path.is_dir()).collect();
    assert_eq!(folders.len(), 1, "{folders:?}");
    folders.remove(0)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn an_index_is_built_once_and_then_opened() {
    let heron = article("heron");
    let root = tempfile::tempdir().unwrap();
    let nested = root.path().join("not/there/yet");
    assert_eq!(origin(&nested, &heron), IndexOrigin::Missing);
    assert_eq!(origin(&nested, &heron), IndexOrigin::Opened);
}

#[test]
fn an_index_of_another_text_or_heading_is_stale_and_goes() {
    let heron = article("heron");
    let root = with_index(&heron);
    let old = index_folder(root.path());
    let mut other_heading = heron.clone();
    other_heading.sections[0].heading = "Waders".to_owned();
    for other in [article("egret"), other_heading, heron] {
        assert_eq!(origin(root.path(), &other), IndexOrigin::Stale);
        assert_eq!(origin(root.path(), &other), IndexOrigin::Opened);
    }
    assert_eq!(index_folder(root.path()), old, "the name tells what an index was built from");
}

#[test]
fn whatever_is_changed_in_a_file_is_noticed_and_mended() {
    let heron = article("heron");
    let root = with_index(&heron);
    let names: Vec<_> =
        entries(&index_folder(root.path())).iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert!(names.len() > 5, "{names:?}");
    for at in 0..names.len() {
        for damage in [cut_short, flip_first, flip_middle, flip_last, lengthen, empty, remove] {
            let folder = index_folder(root.path());
            let file = entries(&folder)[at].clone();
            if fs::metadata(&file).unwrap().len() > 0 {
                damage(&file);
                assert_eq!(origin(root.path(), &heron), IndexOrigin::Damaged, "{}", file.display());
                assert_eq!(origin(root.path(), &heron), IndexOrigin::Opened, "{}", file.display());
            }
        }
    }
}

fn change(file: &Path, with: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(file).unwrap();
    with(&mut bytes);
    fs::write(file, bytes).unwrap();
}

fn cut_short(file: &Path) {
    change(file, |bytes| bytes.truncate(bytes.len() / 2));
}

fn flip_first(file: &Path) {
    change(file, |bytes| bytes[0] ^= 1);
}

fn flip_middle(file: &Path) {
    change(file, |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
    });
}

fn flip_last(file: &Path) {
    change(file, |bytes| *bytes.last_mut().unwrap() ^= 0x80);
}

fn lengthen(file: &Path) {
    change(file, |bytes| bytes.push(b'\n'));
}

fn empty(file: &Path) {
    change(file, Vec::clear);
}

fn remove(file: &Path) {
    fs::remove_file(file).unwrap();
}

#[test]
fn an_alien_file_or_folder_in_an_index_is_noticed_and_goes() {
    let heron = article("heron");
    let root = with_index(&heron);
    fs::write(index_folder(root.path()).join("alien"), "x").unwrap();
    assert_eq!(origin(root.path(), &heron), IndexOrigin::Damaged);
    fs::create_dir(index_folder(root.path()).join("alien")).unwrap();
    assert_eq!(origin(root.path(), &heron), IndexOrigin::Damaged);
    let folder = index_folder(root.path());
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "a file where the index should be").unwrap();
    assert_eq!(origin(root.path(), &heron), IndexOrigin::Damaged);
    assert_eq!(origin(root.path(), &heron), IndexOrigin::Opened);
}

#[test]
fn a_crash_at_any_step_of_a_build_leaves_the_old_index_or_the_new_one() {
    let (old, new) = (article("heron"), article("egret"));
    let built = with_index(&new);
    let whole = index_folder(built.path());
    let files = entries(&whole);
    // The steps are: make the folder, write file by file, rename it, remove the old one.
    for written in 0..=files.len() {
        let root = with_index(&old);
        let building = root.path().join(PACK).join("building");
        fs::create_dir(&building).unwrap();
        for file in &files[..written] {
            fs::copy(file, building.join(file.file_name().unwrap())).unwrap();
        }
        assert_eq!(
            origin(root.path(), &old),
            IndexOrigin::Opened,
            "the old one serves while {written} files are written"
        );
        assert_eq!(origin(root.path(), &new), IndexOrigin::Stale);
        assert_eq!(origin(root.path(), &new), IndexOrigin::Opened);
        assert!(!building.exists());
    }
    let root = with_index(&old);
    let renamed = root.path().join(PACK).join(whole.file_name().unwrap());
    fs::create_dir(&renamed).unwrap();
    for file in &files {
        fs::copy(file, renamed.join(file.file_name().unwrap())).unwrap();
    }
    assert_eq!(origin(root.path(), &old), IndexOrigin::Opened);
    assert_eq!(origin(root.path(), &new), IndexOrigin::Opened);
}

#[test]
fn what_a_crash_left_behind_goes_with_the_next_build() {
    let heron = article("heron");
    let root = tempfile::tempdir().unwrap();
    let home = root.path().join(PACK);
    fs::create_dir_all(home.join("building")).unwrap();
    fs::write(home.join("building/half"), "x").unwrap();
    fs::create_dir_all(home.join("retired")).unwrap();
    assert_eq!(origin(root.path(), &heron), IndexOrigin::Missing);
    let names: Vec<_> = entries(&home).iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn where_nothing_may_be_written_the_index_is_in_memory() {
    let heron = article("heron");
    let root = tempfile::tempdir().unwrap();
    // A file where the folder should be refuses writing to everybody, even to root.
    let blocked = root.path().join("index");
    fs::write(&blocked, "a file").unwrap();
    for place in [blocked.clone(), blocked.join("below")] {
        assert!(matches!(origin(&place, &heron), IndexOrigin::InMemory { .. }));
    }
    assert_eq!(fs::read_to_string(&blocked).unwrap(), "a file");
}

#[cfg(unix)]
#[test]
fn an_index_that_may_only_be_read_is_opened() {
    use std::os::unix::fs::PermissionsExt;
    let heron = article("heron");
    let root = with_index(&heron);
    let folder = index_folder(root.path());
    for path in [folder.as_path(), &root.path().join(PACK), root.path()] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o555)).unwrap();
    }
    let stale = ready_index(root.path(), PACK, &article("egret"), &mut |_| {}).unwrap();
    let opened = folder.exists().then(|| origin(root.path(), &heron));
    for path in [root.path(), &root.path().join(PACK)] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).ok();
    // Root may write everywhere, and then the index is simply built.
    match stale.1 {
        IndexOrigin::InMemory { .. } => assert_eq!(opened, Some(IndexOrigin::Opened)),
        other => assert_eq!(other, IndexOrigin::Stale),
    }
}

#[test]
fn many_at_once_all_get_their_index_and_leave_a_good_one() {
    let (heron, egret) = (article("heron"), article("egret"));
    let root = tempfile::tempdir().unwrap();
    let start = Barrier::new(8);
    std::thread::scope(|scope| {
        for i in 0..8 {
            let (heron, egret, root, start) = (&heron, &egret, root.path(), &start);
            scope.spawn(move || {
                start.wait();
                for round in 0..10 {
                    origin(root, if (i + round) % 2 == 0 { heron } else { egret });
                }
            });
        }
    });
    origin(root.path(), &heron);
    assert_eq!(origin(root.path(), &heron), IndexOrigin::Opened);
    index_folder(root.path());
}

#[test]
fn a_short_build_says_nothing() {
    let root = tempfile::tempdir().unwrap();
    ready_index(root.path(), PACK, &article("heron"), &mut |progress| panic!("{progress:?}")).unwrap();
}
