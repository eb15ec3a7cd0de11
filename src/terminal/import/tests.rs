//! Tests of what all forms have in common: telling the form, what is refused, and what becomes of a draft.

use proptest::prelude::*;

use super::*;

/// A draft, one block a line: `= ` the title, `# ` a heading, `- ` an item.
pub(super) fn outline(draft: &Draft) -> String {
    let title = format!("= {}", tidy(draft.title.as_deref().unwrap_or_default()));
    let lines = draft.blocks.iter().map(|(_, block)| match block {
        Block::Heading(text) => format!("# {}", tidy(text)),
        Block::Paragraph(text) => tidy(text),
        Block::Item(text) => format!("- {}", tidy(text)),
    });
    std::iter::once(title).chain(lines).collect::<Vec<_>>().join("\n")
}

fn import(file: &str, text: &str) -> Article {
    convert(Path::new(file), text.into(), None).unwrap()
}

#[test]
fn the_form_is_told_by_the_extension_and_else_by_looking() {
    let check =
        |file: &str, text: &str, form: Form| assert_eq!(Form::of(Path::new(file), text), form, "{file} {text:?}");
    check("a.md", "<p>x", Form::Markdown);
    check("a.HTML", "# x", Form::Html);
    check("a.txt", "Title\n\nHeading\n\nText.", Form::Plain);
    check("a.txt", "  <!DOCTYPE html><p>", Form::Html);
    check("a", "<html>", Form::Html);
    check("a", "# T\n\ntext", Form::Markdown);
    check("a", "Title\n## A\nx\n## B\ny", Form::Markdown);
    check("a", "Title\n#hash and\n# one comment", Form::Plain);
}

#[test]
fn what_is_no_article_is_refused_with_line_and_mend() {
    let check = |bytes: &[u8], expect: &str| {
        let fault = convert(Path::new("a.txt"), bytes.to_vec(), None).unwrap_err().to_string();
        assert_eq!(fault, expect);
    };
    check(b"", "a.txt:1: the file is empty; name a file with the article's text");
    check(b"\xef\xbb\xbf \r\n", "a.txt:1: the file is empty; name a file with the article's text");
    check(b"a\nb\0c", "a.txt:2: the file is binary; save it as text in UTF-8 and import that");
    check(b"a\n\nb\xff", "a.txt:3: the text is not UTF-8; save it in UTF-8 and import that");
    check(
        b"Title\n\nA paragraph only.\n",
        "a.txt: no section; give it at least one heading, a short line by itself, with text below it",
    );
    let large = vec![b'a'; LARGEST_FILE as usize + 1];
    check(&large, "a.txt: the file is larger than 16 MiB; import the article's text alone");
}

#[test]
fn byte_order_mark_and_line_ends_make_no_difference() {
    let plain = import("a.txt", "T\n\nOne\n\nText.\n");
    assert_eq!(import("a.txt", "\u{feff}T\r\n\r\nOne\r\n\r\nText.\r\n"), plain);
    assert_eq!(import("a.txt", "T\r\rOne\r\rText.\r"), plain);
    assert_eq!(import("a.md", "# T\n## One\nText."), plain);
    assert_eq!(import("a.html", "<h1>T</h1><h2>One</h2><p>Text.</p>"), plain);
}

#[test]
fn a_draft_becomes_sections_that_an_article_can_have() {
    let check = |text: &str, expect: &str| assert_eq!(import("a.md", text).to_markdown(), expect, "{text:?}");
    check("# T\n\nintro\n\n## A\n\nx\n", "# T\n\n## T\n\nintro\n\n## A\n\nx\n");
    check("# T\n## A\n### B\nx\n## End\n", "# T\n\n## B\n\nx\n");
    check("# T\n## A\nx\n## B\ny\n## A\nz\n", "# T\n\n## A\n\nx\n\n## B\n\ny\n\n## A (2)\n\nz\n");
    check(
        "# T\n## Contents\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n## A\nx\n## B\ny\n## C\nz\n",
        "# T\n\n## A\n\nx\n\n## B\n\ny\n\n## C\n\nz\n",
    );
    check("# T\n## A\nx\u{7}y\u{a0}\u{2028} z\n", "# T\n\n## A\n\nx y z\n");
    check("# T\n## A\n\\- x\n", "# T\n\n## A\n\n- x\n");
}

#[test]
fn the_title_is_the_given_one_else_the_files_own_else_its_name() {
    let title = |file: &str, text: &str, given| convert(Path::new(file), text.into(), given).unwrap().title;
    assert_eq!(title("a.md", "# T\n## A\nx", Some(" Mine\n")), "Mine");
    assert_eq!(title("a.md", "# T\n## A\nx", None), "T");
    assert_eq!(title("dir/name.md", "## A\nx", None), "name");
}

proptest! {
    #[test]
    fn any_text_in_any_form_is_refused_or_read_back_the_same(
        text in "(?s).{0,400}|([-#*1.<>p/lih2:|`= \n\tAa\\\\]{1,4}|<h2>|</h2>|<li>|<p>|\n\n|## ){0,80}"
    ) {
        for file in ["a.txt", "a.md", "a.html"] {
            if let Ok(article) = convert(Path::new(file), text.clone().into(), None) {
                prop_assert_eq!(Article::read("x", &article.to_markdown()).unwrap(), article, "{}", file);
            }
        }
    }
}
