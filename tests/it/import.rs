//! `import` as it is started: what a file becomes in the corpus, what is kept, and what is refused.

use std::path::Path;

use stackchoice::advisor::pack::Article;

use crate::cli::{folder, run, write};
use crate::packs::{SHIPPED, advisor, files, label, shared};

#[test]
fn import_begins_a_pack_and_keeps_what_it_replaces() {
    let folder = folder();
    let import = |file: &str, text: &str| {
        write(&folder, file, text);
        run(&folder, &["import", file, "--pack", "birds"])
    };
    let (status, output, errors) = import("a.txt", "Birds\n\nWaders\n\nA heron waits.\n");
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(output.starts_with("corpus/birds: 1 sections, 1 passages from \"Birds\"\n"), "{output}");
    assert!(output.contains("the pack is begun"), "{output}");
    let (_, output, _) = import("b.html", "<h1>Birds</h1><h2>Waders</h2><p>A stork walks.</p>");
    assert!(output.contains("is kept as corpus/birds/article.md.1.old"), "{output}");
    let article = std::fs::read_to_string(folder.path().join("corpus/birds/article.md")).unwrap();
    assert_eq!(article, "# Birds\n\n## Waders\n\nA stork walks.\n");
    let kept = std::fs::read_to_string(folder.path().join("corpus/birds/article.md.1.old")).unwrap();
    assert!(kept.contains("A heron waits."), "{kept}");
}

#[test]
fn import_refuses_what_is_no_article_and_touches_nothing() {
    let folder = folder();
    let check = |text: &[u8], expect: &str| {
        write(&folder, "file.txt", text);
        let (status, output, errors) = run(&folder, &["import", "file.txt", "--pack", "birds"]);
        assert_eq!((status, output.as_str()), (2, ""), "{expect}");
        assert!(errors.starts_with(&format!("error: file.txt{expect}")), "{errors}");
        assert!(errors.contains("; "), "no mend: {errors}");
        assert!(!folder.path().join("corpus").exists());
    };
    check(b"", ":1: the file is empty");
    check(b"a\nb\0", ":2: the file is binary");
    check(b"\xff", ":1: the text is not UTF-8");
    check(b"Title\n\nOne paragraph.\n", ": no section");
    let (status, _, errors) = run(&folder, &["import", "nowhere.txt", "--pack", "birds"]);
    assert!(status == 2 && errors.starts_with("error: nowhere.txt: cannot be read"), "{errors}");
    write(&folder, "good.txt", "Birds\n\nWaders\n\nA heron waits.\n");
    let (status, _, errors) = run(&folder, &["import", "good.txt"]);
    assert!(status == 2 && errors.contains("--pack ID"), "{errors}");
    let (status, _, errors) = run(&folder, &["import", "good.txt", "--pack", "../birds"]);
    assert!(status == 2 && errors.contains("cannot be a pack's id"), "{errors}");
    assert!(!Path::new(folder.path()).join("corpus").exists());
}

/// The sections of the article that the first pack is on, and how many passages each has.
const ORIGINAL: [(&str, usize); 18] = [
    ("Node.js vs Python Comparison: Which One to Choose for Your Project?", 2),
    ("Key Takeaways", 1),
    ("Node.js and Python: An Overview", 3),
    ("Node.js Advantages", 5),
    ("Node.js Cons", 3),
    ("Python Advantages", 4),
    ("Python Cons", 3),
    ("Differences between Node.js and Python", 4),
    ("Performance Comparison: Node.js vs Python", 3),
    ("Scalability: Node.js vs. Python", 3),
    ("Syntax and Learning Curve", 2),
    ("Libraries and Package Managers", 4),
    ("Error Handling and Debugging", 2),
    ("Use Cases: When to Choose Node.js", 3),
    ("Use Cases: When to Choose Python", 3),
    ("Community Support and Resources", 3),
    ("Integration Possibilities: Combining Node.js and Python", 3),
    ("Summary", 2),
];

#[test]
fn the_original_becomes_its_sections_without_the_furniture_of_its_page() {
    let Some(original) = shared("article/node-vs-python.txt") else { return };
    let text = std::fs::read_to_string(&original).unwrap();
    let folder = folder();
    let (status, output, errors) = run(&folder, &["import", original.to_str().unwrap(), "--pack", "original"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(output.starts_with("corpus/original: 18 sections, 53 passages from "), "{output}");

    let written = std::fs::read_to_string(folder.path().join("corpus/original/article.md")).unwrap();
    let article = Article::read("article.md", &written).unwrap();
    let found: Vec<_> =
        article.sections.iter().map(|section| (section.heading.as_str(), section.passages.len())).collect();
    assert_eq!(found, ORIGINAL);

    let (first, end) = (ORIGINAL[0].0, "Photo of");
    let lines = text.lines().skip_while(|line| *line != first).take_while(|line| !line.starts_with(end));
    for line in lines {
        let words = line.split_whitespace().filter(|word| *word != "•").collect::<Vec<_>>().join(" ");
        assert!(written.contains(&words), "{words:?} is lost");
    }
    assert!(["min read", "Read more", end].iter().all(|words| !written.contains(words)));
}

/// Rules cite by section and words, so they rest on the publisher's own text as on the shipped one: a pack is read only if
/// every citation resolves.
#[test]
fn on_the_original_every_citation_resolves_and_every_question_gets_the_same_verdict() {
    let Some(original) = shared("article/node-vs-python.txt") else { return };
    let folder = folder();
    let (status, _, errors) = run(&folder, &["import", original.to_str().unwrap(), "--pack", "node-vs-python"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    let mut files = files("corpus/node-vs-python");
    files.article = std::fs::read_to_string(folder.path().join("corpus/node-vs-python/article.md")).unwrap().into();
    assert_ne!(files.article, crate::packs::files("corpus/node-vs-python").article);
    let on_original = advisor(&files);
    for question in &SHIPPED.subjects()[0].pack().questions {
        let [shipped, imported] = [&*SHIPPED, &on_original].map(|advisor| label(&advisor.ask(&[], &question.text)));
        assert_eq!(shipped, imported, "{}", question.text);
    }
}
