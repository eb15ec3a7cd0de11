//! Markdown, taken apart into blocks: every heading is a section's, lists are flat, a table's row and a piece of code
//! are paragraphs, and what is HTML goes the way of HTML.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Draft, Lines, html};
use crate::advisor::pack::Block;

/// Takes the text apart.
pub fn draft(text: &str) -> Draft {
    let lines = Lines::of(text);
    let mut collector = Collector::default();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        collector.line = lines.at(range.start);
        match event {
            Event::Start(tag) => collector.open(&tag),
            Event::End(tag) => collector.close(tag),
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                collector.push(&words);
            }
            Event::Html(words) => collector.html.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => collector.push_space(),
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }
    collector.finish()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

#[derive(Default)]
struct Collector {
    title: Option<String>,
    front_matter: Option<String>,
    blocks: Vec<(usize, Block)>,
    /// The text of the open block.
    text: String,
    /// The HTML of the open block of HTML.
    html: String,
    /// The line of the event at hand, and the line where the open block began.
    line: usize,
    started: usize,
    item_depth: usize,
    image_depth: usize,
}

impl Collector {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.image_depth += 1,
            Tag::Item => {
                self.flush();
                self.item_depth += 1;
            }
            Tag::Paragraph if self.item_depth > 0 => self.push_space(),
            Tag::TableCell if !self.text.is_empty() => self.push(" | "),
            Tag::Heading { .. }
            | Tag::Paragraph
            | Tag::List(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::BlockQuote(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::MetadataBlock(_) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.image_depth -= 1,
            TagEnd::MetadataBlock(_) => self.close_metadata(),
            TagEnd::Heading(level) => self.close_heading(level),
            TagEnd::HtmlBlock => self.close_html(),
            TagEnd::Item => {
                self.flush();
                self.item_depth -= 1;
            }
            TagEnd::Paragraph if self.item_depth > 0 => self.push_space(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => self.flush(),
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        if self.image_depth > 0 {
            return;
        }
        if self.text.is_empty() {
            self.started = self.line;
        }
        self.text.push_str(words);
    }

    fn push_space(&mut self) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    /// Ends the open block, a paragraph or an item.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let block = if self.item_depth > 0 { Block::Item(text) } else { Block::Paragraph(text) };
        self.blocks.push((self.started, block));
    }

    /// The first heading of the first level is the title if no section is before it.
    fn close_heading(&mut self, level: HeadingLevel) {
        let text = std::mem::take(&mut self.text);
        let in_section = self.blocks.iter().any(|(_, block)| matches!(block, Block::Heading(_)));
        if level == HeadingLevel::H1 && self.title.is_none() && !in_section {
            self.title = Some(text);
        } else {
            self.blocks.push((self.started, Block::Heading(text)));
        }
    }

    fn close_metadata(&mut self) {
        let metadata = std::mem::take(&mut self.text);
        self.front_matter = metadata.lines().find_map(title_in_front_matter);
    }

    fn close_html(&mut self) {
        let first = self.line;
        let draft = html::draft(&std::mem::take(&mut self.html));
        self.blocks.extend(draft.blocks.into_iter().map(|(line, block)| (first + line - 1, block)));
    }

    fn finish(mut self) -> Draft {
        self.flush();
        Draft { title: self.title.or(self.front_matter), blocks: self.blocks }
    }
}

/// The value of a line `title: "…"` or `title = "…"`.
fn title_in_front_matter(line: &str) -> Option<String> {
    let rest = line.strip_prefix("title")?.trim_start();
    let value = rest.strip_prefix([':', '='])?.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_markdown_becomes_its_block() {
        let check =
            |text: &str, expect: &str| assert_eq!(super::super::tests::outline(&draft(text)), expect, "{text:?}");
        check("# T\n\n## A\n\ntwo\nlines\n", "= T\n# A\ntwo lines");
        check("T\n===\n\nA\n---\n\ntext\n", "= T\n# A\ntext");
        check("# T\n\nintro\n\n## A\n\n### B {#b}\n\ntext\n", "= T\nintro\n# A\n# B\ntext");
        check("# T\n## A\nLead:\n- a\n  - b\n  - c\n- d\n", "= T\n# A\nLead:\n- a\n- b\n- c\n- d");
        check("# T\n## A\n1. one\n\n   more of it\n2. two\n", "= T\n# A\n- one more of it\n- two");
        check("# T\n## A\n- [x] done\n- [ ] open\n", "= T\n# A\n- done\n- open");
        check("# T\n## A\n```rust\nlet x = 1;\n```\n", "= T\n# A\nlet x = 1;");
        check("# T\n## A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "= T\n# A\na | b\n1 | 2");
        check("---\ntitle: \"F\"\ndate: x\n---\n## A\ntext\n", "= F\n# A\ntext");
        check("+++\ntitle = \"F\"\n+++\n# T\n## A\ntext\n", "= T\n# A\ntext");
        check("# T\n## A\n> quoted\n\n**bold** [link](x) `code` ![alt](y)\n", "= T\n# A\nquoted\nbold link code");
        check("# T\n## A\n<div><p>in &amp; out</p><script>x</script></div>\n\ntext\n", "= T\n# A\nin & out\ntext");
        check("# T\n## A\ntext\n\n# B\n\ntext\n", "= T\n# A\ntext\n# B\ntext");
        check("", "= ");
    }

    #[test]
    fn a_block_knows_its_line() {
        let draft = draft("# T\n\n## A\n\ntext\n\n- item\n");
        let lines: Vec<_> = draft.blocks.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 5, 7]);
    }
}
