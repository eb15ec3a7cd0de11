//! The program as people and scripts start it: arguments, standard input, exit status, and what is refused.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const QUESTION: &str = "Node or Python for a chat app?";

/// The program in a folder of its own, cut off from the settings of whoever runs the test.
fn program(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stackchoice"));
    let settings = ["CONFIG", "CORPUS", "INDEX", "PACK", "LOG", "COLOR"].map(|name| format!("STACKCHOICE_{name}"));
    settings.iter().map(String::as_str).chain(["CLICOLOR_FORCE", "NO_COLOR"]).for_each(|name| {
        command.env_remove(name);
    });
    command.current_dir(folder.path()).args(arguments).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What became of a run: exit status, standard output, standard error.
pub type Ran = (i32, String, String);

fn ran(output: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

pub fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    ran(program(folder, arguments).output().unwrap())
}

fn run_with_input(folder: &TempDir, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = program(folder, arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    ran(child.wait_with_output().unwrap())
}

pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub fn write(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

#[test]
fn the_binary_alone_answers_and_leaves_nothing_behind() {
    let folder = folder();
    let (status, answer, errors) = run(&folder, &["ask", "Node", "or", "Python", "for", "a chat app?"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(answer.contains("\nWhy\n") && answer.contains("\nEvidence\n"), "{answer}");
    assert!(!answer.contains('\x1b'), "a pipe gets no colours");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn colours_are_there_where_they_are_asked_for() {
    let folder = folder();
    let (_, answer, _) = run(&folder, &["ask", "--color", "always", QUESTION]);
    assert!(answer.contains("\x1b[1m"), "{answer}");
    let plain = anstream::adapter::strip_str(&answer).to_string();
    assert_eq!(plain, run(&folder, &["ask", QUESTION]).1, "without colours the text is the same");
}

#[test]
fn each_line_of_standard_input_gets_one_line_of_json() {
    let input = b"Node or Python for a chat app?\r\n\nwhat \x1b[2J is \xff this\xc2\x9b\nlast without an end";
    let (status, answers, _) = run_with_input(&folder(), &["ask", "--json", "-"], input);
    assert_eq!(status, 0);
    assert!(answers.chars().all(|c| c == '\n' || !c.is_control()), "{answers:?}");
    let answers: Vec<_> = answers.lines().map(json).collect();
    let questions: Vec<_> = answers.iter().map(|answer| answer["question"].as_str().unwrap()).collect();
    assert_eq!(questions, [QUESTION, "", "what \x1b[2J is \u{fffd} this\u{9b}", "last without an end"]);
    for field in
        ["pack", "intent", "verdict", "headline", "factors", "reasons", "cautions", "would_change", "notes", "evidence"]
    {
        assert!(answers.iter().all(|answer| !answer[field].is_null()), "{field}");
    }
    assert_eq!(answers[0]["verdict"]["kind"], "choose");
    let evidence = &answers[0]["evidence"][0];
    assert!(evidence["id"].is_string() && evidence["section"].is_string() && evidence["score"].is_number());
}

#[test]
fn an_answer_comes_before_the_next_question_is_there() {
    use std::io::{BufRead, BufReader};
    let mut child = program(&folder(), &["ask", "--json", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for question in ["one?", "two?"] {
        writeln!(input, "{question}").unwrap();
        assert_eq!(json(&answers.next().unwrap().unwrap())["question"], question);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_a_terminal_would_obey_does_not_get_through() {
    let hostile = "Node or Python for a chat\x1b]0;x\x07 app \u{202e}\u{9b}31m?";
    let (status, answer, _) = run_with_input(&folder(), &["ask", "-"], format!("{hostile}\n").as_bytes());
    assert_eq!(status, 0);
    let is_shown = |c: char| c == '\n' || !c.is_control() && c != '\u{202e}';
    assert!(answer.chars().all(is_shown), "{answer:?}");
}

#[test]
fn a_reader_that_goes_ends_the_program_quietly() {
    let folder = folder();
    write(&folder, "questions", format!("{QUESTION}\n").repeat(300));
    let questions = std::fs::File::open(folder.path().join("questions")).unwrap();
    let mut child = program(&folder, &["ask", "-"]).stdin(questions).spawn().unwrap();
    drop(child.stdout.take());
    let (status, _, errors) = ran(child.wait_with_output().unwrap());
    assert_eq!((status, errors.as_str()), (0, ""));
}

#[test]
fn a_chat_follows_up_and_ends_with_its_input() {
    let folder = folder();
    let (status, answers, told) =
        run_with_input(&folder, &[], b"\n:help\n:foo\nNode or Python for a chat app?\n:new\n");
    assert_eq!(status, 0);
    assert!(told.contains("Discord"), "{told}");
    assert!(answers.starts_with(":new forgets") && answers.contains("there is no :foo; :new"), "{answers}");
    assert!(!answers.contains("> "), "a pipe gets no prompt");
    let (_, answers, told) = run_with_input(&folder, &["chat"], b":quit\nNode or Python for a chat app?\n");
    assert_eq!((answers.as_str(), told.as_str()), ("", ""));
    let follow_up = "and if the team only knows Python?";
    let input = format!("{QUESTION}\n{follow_up}\n:new\n{follow_up}\n");
    let (_, answers, _) = run_with_input(&folder, &["chat"], input.as_bytes());
    assert_eq!(answers.matches(&format!("after: {QUESTION}")).count(), 1, "{answers}");
}

#[test]
fn a_config_that_cannot_be_used_is_refused_with_file_line_and_mend() {
    let check = |config: &str, expect: &str| {
        let folder = folder();
        write(&folder, "config.toml", config);
        let (status, output, errors) = run(&folder, &["ask", QUESTION]);
        assert_eq!((status, output.as_str()), (2, ""), "{errors}");
        assert!(errors.starts_with(&format!("error: {expect}")), "{errors}");
    };
    check("\ncorpsu = \"x\"\n", "config.toml:2: unknown field `corpsu`");
    check("log = 1\n", "config.toml:1: invalid type");
    check("corpus = \"packs\"\n", "packs: the corpus folder is not there; make it");
    check("log = \"stackchoice=loud\"\n", "the log filter \"stackchoice=loud\" is wrong");
    check("pack = \"birds\"\n", "there is no pack \"birds\"; choose one of ");
    let (status, _, errors) = run(&folder(), &["--config", "none.toml", "ask", QUESTION]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: none.toml: cannot be read"), "{errors}");
}

#[test]
fn the_config_is_found_by_argument_and_by_environment() {
    let folder = folder();
    write(&folder, "a/config.toml", "oops = 1");
    write(&folder, "b/config.toml", "index = \"kept\"");
    let by_environment =
        |file, arguments: &[&str]| ran(program(&folder, arguments).env("STACKCHOICE_CONFIG", file).output().unwrap());
    assert_eq!(by_environment("a/config.toml", &["index"]).0, 2);
    let (status, output, errors) = by_environment("a/config.toml", &["index", "--config", "b/config.toml"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(output.trim_end().ends_with("passages, built"), "{output}");
    assert!(folder.path().join("b/kept").is_dir(), "a relative path is relative to its config file");
}

#[test]
fn an_index_is_kept_and_built_anew_when_forced() {
    let folder = folder();
    for (arguments, done) in [(&["index"][..], "built"), (&["index"], "fresh"), (&["index", "--force"], "built anew")] {
        let (status, output, _) = run(&folder, arguments);
        assert!(status == 0 && output.trim_end().ends_with(&format!("passages, {done}")), "{output}");
    }
    write(&folder, "file", "");
    let (status, _, errors) = ran(program(&folder, &["index"]).env("STACKCHOICE_INDEX", "file").output().unwrap());
    assert_eq!(status, 2);
    assert!(errors.contains("the index cannot be written") && errors.contains("set `index`"), "{errors}");
    let asked = program(&folder, &["ask", QUESTION]).env("STACKCHOICE_INDEX", "file").output().unwrap();
    assert_eq!(ran(asked).0, 0, "an answer needs no index on disk");
}

#[test]
fn bad_arguments_are_the_users_and_a_bad_pack_is_the_editors() {
    let folder = folder();
    for arguments in [&["aks"][..], &["ask"], &["eval"], &["ask", "--color", "pink", "x"], &["eval", "f", "--min", "2"]]
    {
        assert_eq!(run(&folder, arguments).0, 2, "{arguments:?}");
    }
    let (status, help, _) = run(&folder, &["--help"]);
    assert!(status == 0 && help.contains("Exit status:"), "{help}");
    write(&folder, "corpus/birds/pack.toml", "id = 3");
    let (status, _, errors) = run(&folder, &["ask", QUESTION]);
    assert_eq!(status, 3);
    assert!(errors.contains("corpus/birds/article.md: the file is missing"), "{errors}");
    assert_eq!(run(&folder, &["check"]).0, 3);
}

#[test]
fn check_holds_a_pack_against_its_labelled_questions() {
    let folder = folder();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/node-vs-python");
    for file in ["pack.toml", "article.md", "factors.toml", "rules.toml", "notes.toml"] {
        write(&folder, &format!("corpus/node-vs-python/{file}"), std::fs::read(shipped.join(file)).unwrap());
    }
    let check = |verdict: &str| {
        let questions =
            format!("# one\n\n[[question]]\ntext = \"{QUESTION}\"\nverdict = \"{verdict}\"\nevidence = []\n");
        write(&folder, "corpus/node-vs-python/questions.toml", questions);
        run(&folder, &["check", "node-vs-python"])
    };
    let (status, output, errors) = check("node");
    assert_eq!(status, 0, "{output}{errors}");
    assert!(output.starts_with("corpus/node-vs-python: keeps its promises: "), "{output}");
    let (status, output, errors) = check("python");
    assert_eq!((status, errors.as_str()), (3, ""));
    let fault = format!("corpus/node-vs-python/questions.toml:3: \"{QUESTION}\" is answered with \"node\"");
    assert!(output.starts_with(&fault), "{output}");
    let by_folder = folder.path().join("corpus/node-vs-python");
    assert_eq!(run(&folder, &["check", by_folder.to_str().unwrap()]).0, 3, "a folder names a pack too");
}

#[test]
fn check_names_the_pack_that_is_meant() {
    let folder = folder();
    let (status, _, errors) = run(&folder, &["check", "brids"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("error: there is no pack \"brids\"; "), "{errors}");
}

#[test]
fn eval_measures_and_its_status_follows_the_least_share_asked_for() {
    let folder = folder();
    let line = |label: &str| format!("{{\"id\": \"q1\", \"question\": \"{QUESTION}\", \"verdict\": \"{label}\"}}\n");
    write(&folder, "good.jsonl", line("node"));
    write(&folder, "half.jsonl", line("node") + &line("python"));
    let (status, output, _) = run(&folder, &["eval", "good.jsonl", "--min", "1"]);
    assert_eq!(status, 0, "{output}");
    assert!(output.contains("lenient accuracy             1.000  (1 of 1)"), "{output}");
    assert_eq!(run(&folder, &["eval", "half.jsonl"]).0, 0, "without a least share there is nothing to miss");
    assert_eq!(run(&folder, &["eval", "half.jsonl", "--min", "0.5"]).0, 0);
    let (status, output, _) = run(&folder, &["eval", "half.jsonl", "--min", "0.51"]);
    assert_eq!(status, 1);
    assert!(output.contains(&format!("q1  python -> node  {QUESTION}")), "{output}");
    let figures = json(&run(&folder, &["eval", "half.jsonl", "--json"]).1);
    assert_eq!((&figures["wrong_side"], &figures["misses"][0]["label"]), (&0.5.into(), &"python".into()));
    write(&folder, "bad.jsonl", line("node") + "{\n" + &line("pyton"));
    let (status, _, errors) = run(&folder, &["eval", "bad.jsonl"]);
    assert_eq!(status, 2);
    let lines: Vec<_> = errors.lines().collect();
    assert!(lines[0].starts_with("error: bad.jsonl:2: ") && lines[1].contains("bad.jsonl:3: unknown label \"pyton\""));
    assert!(lines[1].ends_with("did you mean \"python\"?"), "{errors}");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (status, script, _) = run(&folder(), &["completions", shell]);
        assert!(status == 0 && script.contains("stackchoice") && script.contains("import"), "{shell}");
    }
}
