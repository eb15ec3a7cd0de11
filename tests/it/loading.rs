//! Loading: every pack of the corpus, or the built-in one; a faulty pack is refused with file, line and mend.

use std::fs;

use stackchoice::advisor::pack::Article;
use stackchoice::storage::{BUILTIN_ID, IndexOrigin, LoadError, Loaded, StoragePlaces, load, replace_article};
use tempfile::TempDir;

fn places(root: &TempDir) -> StoragePlaces {
    StoragePlaces { corpus: root.path().join("corpus"), index: Some(root.path().join("index")) }
}

fn load_quietly(root: &TempDir, default: Option<&str>) -> Result<Loaded, LoadError> {
    load(&places(root), default, &mut |_| {})
}

/// The faults, with the corpus under a short name.
fn faults(root: &TempDir) -> Vec<String> {
    let Err(LoadError::Faults(faults)) = load_quietly(root, None) else { panic!("the packs should be refused") };
    faults.0.iter().map(|fault| fault.to_string().replace(root.path().to_str().unwrap(), "…")).collect()
}

/// Begins a pack and fills in its blanks.
fn write_pack(root: &TempDir, id: &str) {
    let article = Article::read("article.md", "# Birds\n\n## Waders\n\nA heron waits.\n").unwrap();
    let corpus = places(root).corpus;
    // Where another pack is, the built-in one is not written out.
    fs::create_dir_all(corpus.join("another")).unwrap();
    let folder = replace_article(&corpus, id, &article).unwrap().folder;
    fs::remove_dir(corpus.join("another")).unwrap();
    let pack = fs::read_to_string(folder.join("pack.toml")).unwrap();
    let blanks =
        [("author", "A. Wader"), ("publisher", "Reeds"), ("date", "2020-02-20"), ("url", "https://reeds.example")];
    let fill = |pack: String, (key, value): (&str, &str)| {
        pack.replace(&format!("{key} = \"\""), &format!("{key} = \"{value}\""))
    };
    fs::write(folder.join("pack.toml"), blanks.into_iter().fold(pack, fill)).unwrap();
}

fn ids(loaded: &Loaded) -> Vec<&str> {
    let ids: Vec<_> = loaded.advisor.subjects().iter().map(|subject| subject.pack().id.as_str()).collect();
    assert_eq!(ids, loaded.origins.iter().map(|origin| origin.pack.as_str()).collect::<Vec<_>>());
    ids
}

#[test]
fn without_a_corpus_the_built_in_pack_serves_with_an_index_that_is_kept() {
    let root = tempfile::tempdir().unwrap();
    for index in [IndexOrigin::Missing, IndexOrigin::Opened] {
        let loaded = load_quietly(&root, None).unwrap();
        assert_eq!(ids(&loaded), [BUILTIN_ID]);
        assert_eq!((loaded.origins[0].folder.as_ref(), &loaded.origins[0].index), (None, &index));
    }
}

#[test]
fn folders_win_over_the_built_in_pack_and_the_default_comes_first() {
    let root = tempfile::tempdir().unwrap();
    for id in ["alpha", "beta", "gamma"] {
        write_pack(&root, id);
    }
    assert_eq!(ids(&load_quietly(&root, None).unwrap()), ["alpha", "beta", "gamma"]);
    let loaded = load_quietly(&root, Some("gamma")).unwrap();
    assert_eq!(ids(&loaded), ["gamma", "alpha", "beta"]);
    assert_eq!(loaded.origins[0].folder, Some(places(&root).corpus.join("gamma")));
}

#[test]
fn a_default_that_is_not_there_is_told_with_those_that_are() {
    let root = tempfile::tempdir().unwrap();
    write_pack(&root, "alpha");
    let Err(error) = load_quietly(&root, Some("omega")) else { panic!("there is no such pack") };
    assert_eq!(error.to_string(), "there is no pack \"omega\"; choose one of alpha");
}

#[test]
fn faulty_packs_are_refused_with_the_faults_of_all() {
    let root = tempfile::tempdir().unwrap();
    for id in ["alpha", "beta", "gamma"] {
        write_pack(&root, id);
    }
    fs::write(places(&root).corpus.join("beta/rules.toml"), "\n\nrule = 1\n").unwrap();
    fs::write(places(&root).corpus.join("gamma/article.md"), "no title\n").unwrap();
    let told = faults(&root);
    assert!(told.iter().any(|fault| fault.starts_with("…/corpus/beta/rules.toml:")), "{told:?}");
    assert!(told.iter().any(|fault| fault.starts_with("…/corpus/gamma/article.md:1: no title; ")), "{told:?}");
    assert!(!root.path().join("index").exists(), "nothing is built for packs that are refused");
}

#[test]
fn a_list_that_is_not_there_or_not_used_is_a_fault() {
    let root = tempfile::tempdir().unwrap();
    write_pack(&root, "alpha");
    let factors = places(&root).corpus.join("alpha/factors.toml");
    let text = "\
        [[lists]]\nidle = [\"a\"]\nused = [\"b\"]\n[[factor]]\nid = \"first-factor\"\nname = \"f\"\nscope = \"workload\"\n\
        affirm = \"A.\"\ndeny = \"D.\"\nphrases = [\n  \"{used} c\",\n  \"{gone} c\",\n]\n\
        together = [{ one = [\"{lost}\"], other = [\"d\"] }]\n";
    fs::write(factors, text).unwrap();
    assert_eq!(
        faults(&root),
        [
            "…/corpus/alpha/factors.toml:12: no list \"gone\"; name a list of a [[lists]] table",
            "…/corpus/alpha/factors.toml:14: no list \"lost\"; name a list of a [[lists]] table",
            "…/corpus/alpha/factors.toml:2: nothing uses the list \"idle\"; write it in braces in a phrase or a pair, or drop it",
        ]
    );
}

#[test]
fn a_backslash_a_contender_that_is_not_there_and_a_silent_factor_with_a_rule_are_faults() {
    let root = tempfile::tempdir().unwrap();
    write_pack(&root, "alpha");
    let factors = places(&root).corpus.join("alpha/factors.toml");
    let text = |phrase: &str| {
        format!(
            "[[factor]]\nid = \"first-factor\"\nname = \"f\"\nscope = \"workload\"\nnames = \"third\"\n\
             affirm = \"A.\"\ndeny = \"D.\"\nphrases = [\n  \"{phrase}\",\n]\n"
        )
    };
    fs::write(&factors, text("caf\\u00e9")).unwrap();
    assert_eq!(
        faults(&root),
        ["…/corpus/alpha/factors.toml:9: \"café\" is written with a backslash, which no word needs; \
          see corpus/README.md for the form of this file"]
    );
    let silent = text("café").replace("names = \"third\"", "silent = \"field\"");
    fs::write(&factors, silent).unwrap();
    assert_eq!(
        faults(&root),
        [
            "…/corpus/alpha/factors.toml:1: the factor \"first-factor\" is silent and has a rule; drop `silent` or the rule"
        ]
    );
    fs::write(&factors, text("café")).unwrap();
    assert_eq!(
        faults(&root),
        ["…/corpus/alpha/factors.toml:5: no contender \"third\"; name the id of a [[contender]] of pack.toml"]
    );
}

#[test]
fn what_is_said_of_a_contenders_tools_names_a_contender_and_stands_once() {
    let root = tempfile::tempdir().unwrap();
    write_pack(&root, "alpha");
    let rules = places(&root).corpus.join("alpha/rules.toml");
    let text = fs::read_to_string(&rules).unwrap();
    let cite = text.lines().find_map(|line| line.strip_prefix("cite = ")).unwrap();
    let within = |id: &str| format!("[[within]]\ncontender = \"{id}\"\ntext = \"It lists some.\"\ncite = {cite}\n\n");
    let line = text.lines().count() + 2;
    fs::write(&rules, format!("{text}{}", within("third"))).unwrap();
    let nobody = format!(
        "…/corpus/alpha/rules.toml:{line}: no contender \"third\"; name the id of a [[contender]] of pack.toml"
    );
    assert_eq!(faults(&root), [nobody]);
    fs::write(&rules, format!("{text}{}{}", within("first"), within("first"))).unwrap();
    let twice = format!(
        "…/corpus/alpha/rules.toml:{}: the choice within \"first\" stands twice; make one sentence of the two",
        line + 5
    );
    assert_eq!(faults(&root), [twice]);
}

#[test]
fn a_pack_that_was_just_begun_stands_in_nobodys_way() {
    let root = tempfile::tempdir().unwrap();
    write_pack(&root, "alpha");
    let article = Article::read("article.md", "# Fish\n\n## Carps\n\nA carp swims.\n").unwrap();
    replace_article(&places(&root).corpus, "new", &article).unwrap();
    let loaded = load_quietly(&root, Some("new")).unwrap();
    assert_eq!(ids(&loaded), ["new", "alpha"]);
    assert_eq!(loaded.advisor.subjects()[0].pack().article, article);
}

#[test]
fn a_compiled_pack_is_used_only_where_it_fits_and_changes_no_answer() {
    let root = tempfile::tempdir().unwrap();
    let kept = root.path().join("index").join(format!("{BUILTIN_ID}.compiled"));
    let answer = || {
        let loaded = load_quietly(&root, None).unwrap();
        serde_json::to_string(&loaded.advisor.ask(&[], "Which of them for a chat app, or a shop?")).unwrap()
    };
    let fresh = answer();
    let bytes = fs::read(&kept).unwrap();
    assert_eq!(answer(), fresh);
    for damage in [bytes.len() / 2, 3, 20, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[damage] ^= 1;
        fs::write(&kept, &damaged).unwrap();
        assert_eq!(answer(), fresh);
        assert_eq!(fs::read(&kept).unwrap(), bytes, "what was damaged at {damage} is mended");
    }
    fs::write(&kept, &bytes[..bytes.len() / 3]).unwrap();
    assert_eq!(answer(), fresh);
}
