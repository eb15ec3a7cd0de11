//! A page in HTML, taken apart into blocks: headings, paragraphs, items. Boxes that are no text (scripts, navigation,
//! forms, footers) are left out, and where the page marks its article, only that is taken.
//!
//! It reads tags as they come and needs no tree, so a page with unclosed tags is read like any other.

mod collect;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::{Draft, Lines};
use collect::Collector;

/// Elements that are left out with all that is in them.
const BOXES: [&str; 20] = [
    "script", "style", "noscript", "template", "svg", "math", "nav", "aside", "footer", "form", "button", "select",
    "textarea", "iframe", "object", "figcaption", "dialog", "video", "audio", "canvas",
];

/// Roles whose elements are left out like those boxes.
const ROLES: [&str; 6] = ["navigation", "banner", "contentinfo", "complementary", "search", "dialog"];

/// Elements that have no end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Takes the page apart.
pub fn draft(page: &str) -> Draft {
    let lines = Lines::of(page);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut collector = Collector::default();
    let mut skipped = Skipped::default();
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                let is_skipped = skipped.open(&name, &tag);
                if !is_skipped {
                    collector.open(&name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                let was_skipped = skipped.close(&name);
                if !was_skipped {
                    collector.close(&name);
                }
            }
            Token::String(text) if !skipped.is_open() => {
                collector.push(&String::from_utf8_lossy(&text.value), lines.at(text.span.start));
            }
            _ => {}
        }
    }
    collector.finish()
}

/// The box that is left out at the moment: its name, and how many elements of that name are open in it.
#[derive(Default)]
struct Skipped {
    name: String,
    depth: usize,
}

impl Skipped {
    fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// Takes a start tag; true if it is inside a box that is left out.
    fn open(&mut self, name: &str, tag: &StartTag<usize>) -> bool {
        let has_end = !VOID.contains(&name) && !tag.self_closing;
        if self.is_open() {
            self.depth += usize::from(has_end && name == self.name);
        } else if is_left_out(name, tag) {
            name.clone_into(&mut self.name);
            self.depth = usize::from(has_end);
            return true;
        }
        self.is_open()
    }

    /// Takes an end tag; true if it is inside a box that is left out, or ends it.
    fn close(&mut self, name: &str) -> bool {
        let was_open = self.is_open();
        if was_open && name == self.name {
            self.depth -= 1;
        }
        was_open
    }
}

fn is_left_out(name: &str, tag: &StartTag<usize>) -> bool {
    let has = |attribute: &str, values: &[&str]| {
        tag.attributes
            .get(attribute.as_bytes())
            .is_some_and(|found| values.iter().any(|value| found.value.eq_ignore_ascii_case(value.as_bytes())))
    };
    let is_hidden = tag.attributes.contains_key("hidden".as_bytes()) || has("aria-hidden", &["true"]);
    BOXES.contains(&name) || name != "body" && (is_hidden || has("role", &ROLES))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expect: &str) {
        assert_eq!(super::super::tests::outline(&draft(page)), expect, "{page:?}");
    }

    #[test]
    fn every_text_element_becomes_its_block() {
        check("<h1>T</h1><h2>A</h2><p>one</p><p>two", "= T\n# A\none\ntwo");
        check("<h1>T</h1><h3 id=x>A <b>b</b></h3><p>x<br>y &amp; z&nbsp;&#39;</p>", "= T\n# A b\nx y & z '");
        check("<h2>A</h2><p>Lead:<ul><li>a<li>b<ul><li>c</li></ul></li></ul>", "= \n# A\nLead:\n- a\n- b\n- c");
        check("<h2>A</h2><ol><li><p>a</p><p>more</p></li></ol>", "= \n# A\n- a more");
        check("<h2>A</h2><blockquote>q</blockquote><pre>x\n y</pre>", "= \n# A\nq\nx y");
        check("<h2>A</h2><table><tr><th>a</th><th>b</th></tr><tr><td>1<td>2</table>", "= \n# A\na | b\n1 | 2");
        check("<h2>A</h2><ol><li><h3>B</h3><p>text</p></li></ol>", "= \n# A\n# B\ntext");
        check("<title>Page</title><h2>A</h2><p>x</p>", "= Page\n# A\nx");
        check("", "= ");
    }

    #[test]
    fn boxes_that_are_no_text_are_left_out() {
        let page = "<nav><p>home</p><nav><p>x</p></nav><p>y</p></nav><header><h1>T</h1><p>logo</p></header>\
            <h2>A</h2><p>one</p><script>var p = '<p>no</p>';</script><style>p{}</style>\
            <aside><p>ad</p></aside><form><p>join</p></form><div role=banner><p>b</p></div><p hidden>h</p>\
            <div aria-hidden=true><div><p>h</p></div><p>h</p></div><img role=banner><p>two</p><footer><p>f</p></footer>";
        check(page, "= T\n# A\none\ntwo");
    }

    #[test]
    fn loose_text_is_taken_where_it_is_a_sentence() {
        check(
            "<h2>A</h2><div>Share</div><div>This is a sentence of a whole paragraph.</div>",
            "= \n# A\nThis is a sentence of a whole paragraph.",
        );
    }

    #[test]
    fn the_marked_article_is_taken_and_what_is_around_it_is_not() {
        let body = "<h1>T</h1><h2>A</h2><p>the text of the article</p>";
        check(
            &format!("<h1>Site</h1><h2>News</h2><p>n</p><article>{body}</article><p>x</p>"),
            "= T\n# A\nthe text of the article",
        );
        check(
            &format!("<h2>News</h2><main>{body}<article><p>tease</p></article></main>"),
            "= T\n# A\nthe text of the article\ntease",
        );
        check(
            &format!("<article><p>tease</p></article><article>{body}</article>"),
            "= T\n# A\nthe text of the article",
        );
        check("<article><h2>T</h2></article><h2>A</h2><p>text</p>", "= \n# T\n# A\ntext");
    }

    #[test]
    fn a_block_knows_its_line() {
        let draft = draft("<h1>T</h1>\n<h2>A</h2>\n<p>\n  text\n</p>");
        let lines: Vec<_> = draft.blocks.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 4]);
    }
}
