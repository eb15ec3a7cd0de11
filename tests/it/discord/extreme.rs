//! A pack that holds far more than Discord takes, end to end: every limit is kept by shortening, and nothing fails.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use discord_double::{Double, Rules};
use serde_json::json;

use super::{ended, serve};

/// So many factors, rules for each contender, sections and notes.
const MANY: usize = 30;

/// A text of so many sentences, with all that markdown knows.
fn long(about: &str, sentences: usize) -> String {
    let sentence =
        format!("The article on {about} *stresses* [this](https://example.org), `that` || and @everyone 😀. ");
    sentence.repeat(sentences).trim_end().to_owned()
}

/// The pack, written to a folder: each of its texts is longer than the largest that Discord takes.
fn write(folder: &Path) {
    let name = |number: usize| format!("alpha{number}");
    let heading = |number: usize| format!("Section {number} on {}", "very long matters ".repeat(30).trim_end());
    let mut article = format!("# {}\n", "A very long title ".repeat(100).trim_end());
    let (mut factors, mut rules, mut notes, mut questions) =
        (String::new(), String::new(), String::new(), String::new());
    for number in 0..MANY {
        let factor = name(number);
        write!(article, "\n## {}\n\n{}\n", heading(number), long(&factor, 60)).unwrap();
        write!(
            factors,
            "[[factor]]\nid = \"{factor}\"\nname = \"{}\"\nscope = \"workload\"\naffirm = \"It has {factor}.\"\n\
             deny = \"It has no {factor}.\"\nphrases = [\"{factor}\"]\n\n",
            format!("{factor} work ").repeat(40).trim_end()
        )
        .unwrap();
        let cite = format!("cite = [{{ section = \"{}\", words = [\"{factor}\"] }}]", heading(number));
        for (side, word) in [("favours", "for"), ("against", "against")] {
            let one = if side == "favours" { "tea" } else { "coffee" };
            write!(
                rules,
                "[[rule]]\nid = \"{factor}-{word}\"\nfactor = \"{factor}\"\n{side} = \"{one}\"\nstrength = \"strong\"\n\
                 text = \"{}\"\n{cite}\n\n",
                long(&factor, 30)
            )
            .unwrap();
        }
        write!(
            notes,
            "[[note]]\nid = \"note-{number}\"\ndate = \"2024-01-01\"\nsource = \"{}\"\nurl = \"https://example.org/{}\"\n\
             text = \"{}\"\non = {{ section = \"{}\", words = [\"{factor}\"] }}\nweakens = [\"{factor}-for\"]\n\n",
            "A source with a long name ".repeat(40).trim_end(),
            "x".repeat(3000),
            long(&factor, 30),
            heading(number)
        )
        .unwrap();
    }
    write!(questions, "[[question]]\ntext = \"Tea or coffee for alpha1?\"\nverdict = \"tea\"\n").unwrap();
    let first = format!("cite = [{{ section = \"{}\", words = [\"alpha0\"] }}]", heading(0));
    let general =
        format!("[undecided]\ntext = \"{0}\"\n{first}\n\n[combination]\ntext = \"{0}\"\n{first}\n\n", long("all", 40));
    let contender = |id: &str| {
        format!(
            "[[contender]]\nid = \"{id}\"\nname = \"{}\"\ncolour = \"#112233\"\nemoji = \"🫖\"\nnames = [\"{id}\"]\ntools = []\n\n",
            format!("{id} of the long name ").repeat(30).trim_end()
        )
    };
    let pack = format!(
        "id = \"extreme\"\ntitle = \"{0}\"\n[article]\ntitle = \"{0}\"\nauthor = \"{0}\"\npublisher = \"{0}\"\ndate = \"2020-02-20\"\n\
         url = \"https://example.org/{1}\"\n\n{2}{3}",
        "A very long title ".repeat(100).trim_end(),
        "y".repeat(3000),
        contender("tea"),
        contender("coffee")
    );
    let files = [
        ("pack.toml", pack),
        ("article.md", article),
        ("factors.toml", factors),
        ("rules.toml", general + &rules),
        ("notes.toml", notes),
        ("questions.toml", questions),
    ];
    fs::create_dir_all(folder).unwrap();
    for (file, text) in files {
        fs::write(folder.join(file), text).unwrap();
    }
}

#[tokio::test]
async fn whatever_a_pack_holds_every_answer_keeps_discords_limits() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("corpus/extreme"));
    let discord = Double::with(Rules { message_limit: 100, ..Rules::default() }).await;
    let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let bot = serve(&discord)
        .env("STACKCHOICE_CORPUS", &place("corpus"))
        .env("STACKCHOICE_INDEX", &place("index"))
        .start()
        .await;
    let ann = discord.user("ann");
    let all = (0..MANY).map(|number| format!("alpha{number}")).collect::<Vec<_>>().join(", ");
    for question in [
        format!("Tea or coffee for {all}?"),
        "Tea or coffee for alpha1?".to_owned(),
        "Tea or coffee?".to_owned(),
        "Tea or coffee, without alpha1 and without alpha2?".to_owned(),
        "What does the article say about alpha3?".to_owned(),
        "Tea or coffee for something else entirely?".to_owned(),
    ] {
        // The double refuses what is over a limit, and the bot would show its sentence for failures.
        let reply = ann.slash("/ask", json!({"question": question})).await;
        assert!(!reply.text().contains("went wrong"), "{question}: {}", reply.text());
        if question.contains("for alpha") {
            let why = &reply.embed().fields[0].1;
            assert!(why.contains(" … [1]") && why.contains("more"), "what proves a reason is not cut off: {why}");
        }
        assert!(ann.mention(&question).await.embed() == reply.embed(), "{question}");
        for label in reply.buttons() {
            let pressed = ann.press(&reply, &label).await;
            if label == "Follow up" {
                ann.submit(&pressed, [("text", "and alpha2, alpha3, alpha4?")]).await;
            }
        }
    }
    let sources = ann.slash("/sources", json!({})).await;
    assert!(sources.text().contains(" …"), "{}", sources.text());
    assert!(ann.slash("/help", json!({})).await.text().contains("/ask"));
    ended(bot).await;
    discord.report().assert_clean();
}
