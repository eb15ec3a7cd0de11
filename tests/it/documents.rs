//! The documents name only what is there: tests, files, settings and exit statuses.

use std::fs;
use std::path::Path;

use crate::packs::root;

const DOCUMENTS: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "corpus/README.md"];

/// What stands between backticks in the documents, with the document's name, fenced blocks left out.
fn quoted() -> Vec<(&'static str, String)> {
    let mut quoted = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root().join(document)).unwrap();
        let plain: String = text.split("\n```").step_by(2).collect();
        quoted.extend(plain.split('`').skip(1).step_by(2).map(|word| (document, word.to_owned())));
    }
    quoted
}

/// The text of every Rust file of the project's own.
fn rust() -> String {
    fn collect(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut text = String::new();
    ["src", "tests", "benches"].iter().for_each(|folder| collect(&root().join(folder), &mut text));
    text
}

/// A name of four words or more with underscores between them can only be a test here.
fn is_test(word: &str) -> bool {
    word.matches('_').count() >= 3 && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

#[test]
fn every_test_that_a_document_names_is_there() {
    let code = rust();
    let named: Vec<_> = quoted().into_iter().filter(|(_, word)| is_test(word)).collect();
    assert!(named.len() > 20, "only {} tests are named", named.len());
    for (document, name) in named {
        let definition = format!("fn {name}(");
        let at = code.find(&definition).unwrap_or_else(|| panic!("{document} names {name}, which is no test"));
        let before: String = code[..at].chars().rev().take(40).collect::<String>().chars().rev().collect();
        assert!(before.contains("test]"), "{document} names {name}, which is a function and no test");
    }
}

#[test]
fn every_path_that_a_document_names_is_there() {
    let is_path = |word: &str| {
        let place = ["src/", "tests/", "benches/", "corpus/", ".ci/"].iter().any(|folder| word.starts_with(folder));
        let file = word.ends_with(".md") || word.ends_with(".toml") || word.ends_with(".rs");
        (place || file && word.contains('/')) && !word.contains(['<', '*', ' ', '…'])
    };
    let named: Vec<_> = quoted().into_iter().filter(|(_, word)| is_path(word)).collect();
    assert!(named.len() > 20, "only {} paths are named", named.len());
    for (document, path) in named {
        assert!(root().join(&path).exists(), "{document} names {path}, which is not there");
    }
}

#[test]
fn the_readme_names_every_exit_status() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let statuses =
        stackchoice::terminal::exit::HELP.lines().filter_map(|line| line.split_whitespace().next()?.parse::<u8>().ok());
    for status in statuses {
        assert!(readme.contains(&format!("\n| {status} |")), "the README leaves out the exit status {status}");
    }
}
