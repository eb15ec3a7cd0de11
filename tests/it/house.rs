//! The house keeps its order: dependencies point one way, no word of a pack stands in the code, files stay small.

use std::fs;
use std::path::{Path, PathBuf};

use crate::packs::{SHIPPED, root};

fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.sort();
    let name = |path: &Path| path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The lines of a file that are neither tests nor comments, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    body.lines().zip(1..).map(|(line, number)| (number, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn dependencies_point_one_way() {
    // Each room, and what its code must not name.
    let rules: &[(&str, &[&str])] = &[
        (
            "src/advisor/",
            &[
                "crate::storage", "crate::terminal", "crate::discord", "crate::config", "serenity", "tokio", "std::fs",
                "std::env", "std::time", "std::net", "std::thread", "println!",
            ],
        ),
        ("src/advisor/rules.rs", &["search"]),
        ("src/advisor/search/", &["rules::", "question::", "answer::"]),
        ("src/advisor/pack/", &["rules::", "question::", "answer::", "search"]),
        ("src/advisor/question/", &["rules::", "search::"]),
        ("src/storage/", &["crate::terminal", "crate::discord", "crate::config", "serenity", "tokio"]),
        ("src/config/", &["crate::terminal", "crate::discord", "crate::storage", "serenity", "tokio"]),
        ("src/terminal/", &["crate::discord", "serenity", "tokio"]),
        ("src/discord/", &["crate::terminal"]),
    ];
    let mut breaches = Vec::new();
    for (file, text) in sources() {
        for (_, forbidden) in rules.iter().filter(|(room, _)| file.starts_with(room)) {
            for (number, line) in code(&text) {
                let names = |word: &&&str| line.contains(**word) && !line.contains("mod search;");
                breaches.extend(forbidden.iter().filter(names).map(|word| format!("{file}:{number} names {word}")));
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn serenity_is_named_in_its_room_only() {
    let mut elsewhere = sources().into_iter().filter(|(file, _)| !file.starts_with("src/discord/"));
    let breach = elsewhere.find(|(_, text)| code(text).any(|(_, line)| line.contains("serenity::")));
    assert_eq!(breach.map(|(file, _)| file), None);
}

#[test]
fn the_environment_is_read_in_one_file() {
    let readers: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| code(text).any(|(_, line)| line.contains("env::var")))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(readers, ["src/config/environment.rs"]);
}

#[test]
fn no_word_of_a_pack_stands_in_the_code() {
    let pack = SHIPPED.subjects()[0].pack();
    let everyday = ["express", "py", "ts", "js", "click"];
    let names = pack.contenders.iter().flat_map(|contender| contender.names.iter().chain(&contender.tools));
    let mut names: Vec<String> = names.map(|name| format!(" {} ", plain(name).trim())).collect();
    names.retain(|name| !everyday.contains(&name.trim()));
    names.push(" websocket ".to_owned());
    let mut breaches = Vec::new();
    for (file, text) in sources() {
        for (number, line) in text.lines().zip(1..).map(|(line, number)| (number, plain(line))) {
            breaches
                .extend(names.iter().filter(|name| line.contains(*name)).map(|name| format!("{file}:{number}:{name}")));
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

/// The words of a line, lower case, parted by single spaces.
fn plain(line: &str) -> String {
    let words: String = line.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn every_file_says_what_it_is_and_stays_small() {
    for (file, text) in sources() {
        let intro = text.lines().take_while(|line| line.starts_with("//!")).count();
        assert!((1..=9).contains(&intro), "{file} opens with {intro} lines of what it is");
        let lines = text.lines().count();
        assert!(lines <= 420, "{file} has {lines} lines: two rooms in one?");
    }
}

#[test]
fn the_core_builds_without_serenity_and_tokio() {
    let lock = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = lock.parse().unwrap();
    for name in ["serenity", "tokio", "reqwest"] {
        let is_optional = manifest["dependencies"][name].get("optional").and_then(toml::Value::as_bool);
        assert_eq!(is_optional, Some(true), "{name} has to stay behind the feature `discord`");
    }
}
