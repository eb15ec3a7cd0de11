//! Advisors for tests: over the shipped pack, and over a tiny one on quite another subject.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use stackchoice::advisor::pack::{LabelledQuestion, PackFiles};
use stackchoice::advisor::search::PassageIndex;
use stackchoice::advisor::{Advisor, Compiled, Pack, Subject};

/// The shipped pack, loaded once for all tests.
pub static SHIPPED: LazyLock<Advisor> = LazyLock::new(|| advisor(&files("corpus/node-vs-python")));

/// The pack on another subject.
pub static OTHER: LazyLock<Advisor> = LazyLock::new(|| advisor(&files("tests/packs/bicycle-vs-car")));

/// An advisor over one pack.
pub fn advisor(files: &PackFiles) -> Advisor {
    let pack = Pack::read(files).unwrap_or_else(|faults| panic!("{faults}"));
    let index = PassageIndex::in_memory(&pack.article).unwrap();
    Advisor::new(vec![Subject::new(Compiled::new(pack), index)]).unwrap()
}

/// The files of a pack, by its folder in this project.
pub fn files(folder: &str) -> PackFiles {
    let read = |name: &str| fs::read_to_string(root().join(folder).join(name)).unwrap();
    PackFiles {
        folder: folder.to_owned(),
        pack: read("pack.toml").into(),
        article: read("article.md").into(),
        factors: read("factors.toml").into(),
        rules: read("rules.toml").into(),
        notes: read("notes.toml").into(),
        questions: read("questions.toml").into(),
    }
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file that lies beside the project on some machines only.
pub fn shared(name: &str) -> Option<PathBuf> {
    Some(root().join("../shared").join(name)).filter(|path| path.is_file())
}

/// The labelled questions of a file with one JSON object a line.
pub fn labelled(lines: &str) -> Vec<LabelledQuestion> {
    let read = |line: &str| {
        let mut fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        fields.retain(|field, _| !matches!(field.as_str(), "id" | "why" | "source"));
        serde_json::from_value(fields.into()).unwrap()
    };
    lines.lines().map(read).collect()
}

/// The verdict of an answer in the words of labelled questions.
pub fn label(answer: &stackchoice::advisor::Answer) -> String {
    use stackchoice::advisor::answer::VerdictKind;
    match answer.verdict.kind {
        VerdictKind::Choose => answer.verdict.contender.clone().unwrap(),
        VerdictKind::Combine => "both".to_owned(),
        VerdictKind::Tie => "either".to_owned(),
        VerdictKind::NotCovered => "unknown".to_owned(),
        VerdictKind::OutOfScope => "out_of_scope".to_owned(),
        VerdictKind::LookUp => "lookup".to_owned(),
    }
}
