//! The article: sections, and in each the passages, the smallest pieces that can be cited.
//!
//! `article.md` is a small, strict part of Markdown: a `# ` title, `## ` headings, paragraphs, `- ` lists. A line that
//! begins with `#`, `-` or `\` as text has a `\` before it. What [`Article::to_markdown`] writes, [`Article::read`] reads
//! back the same.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::{Deserialize, Serialize};

use super::{Fault, Faults, PassageId};

/// The text, section by section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The article's title.
    pub title: String,
    /// The sections, in the article's order.
    pub sections: Vec<Section>,
}

/// A heading's part of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The heading as the article has it.
    pub heading: String,
    /// Its passages, never empty.
    pub passages: Vec<Passage>,
}

/// A paragraph, or a list with the sentence that leads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The section's slug and the passage's number in it, from 1: `using-both/2`.
    pub id: String,
    /// The text: one line a paragraph, list items on lines of their own that begin with `- `.
    pub text: String,
}

/// A piece of text before it is known which passage it belongs to: what every form of article is first taken apart into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A section's heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list.
    Item(String),
}

impl Article {
    /// Reads `article.md`. `file` is its name for faults.
    pub fn read(file: &str, text: &str) -> Result<Self, Faults> {
        let mut title = None;
        let mut blocks: Vec<(usize, Block)> = Vec::new();
        let mut paragraph_open = false;
        for (line_number, line) in text.lines().enumerate().map(|(i, line)| (i + 1, line.trim())) {
            if line.is_empty() {
                paragraph_open = false;
            } else if let Some(heading) = line.strip_prefix("## ") {
                blocks.push((line_number, Block::Heading(heading.trim().to_owned())));
                paragraph_open = false;
            } else if let Some(heading) = line.strip_prefix("# ") {
                if title.replace(heading.trim().to_owned()).is_some() {
                    return Err(Fault::new(file, line_number, "a second title", "make it a section with `## `").into());
                }
                paragraph_open = false;
            } else if let Some(item) = line.strip_prefix("- ") {
                blocks.push((line_number, Block::Item(item.trim().to_owned())));
                paragraph_open = true;
            } else {
                let words = line.strip_prefix('\\').unwrap_or(line);
                match blocks.last_mut() {
                    Some((_, Block::Paragraph(text) | Block::Item(text))) if paragraph_open => {
                        text.push(' ');
                        text.push_str(words);
                    }
                    _ => blocks.push((line_number, Block::Paragraph(words.to_owned()))),
                }
                paragraph_open = true;
            }
        }
        let title =
            title.ok_or_else(|| Fault::new(file, 1, "no title", "begin the file with `# ` and the article's title"))?;
        Self::from_blocks(file, title, blocks)
    }

    /// Puts blocks, each with its line, together to sections and passages.
    pub fn from_blocks(
        file: &str,
        title: String,
        blocks: impl IntoIterator<Item = (usize, Block)>,
    ) -> Result<Self, Faults> {
        let mut drafts: Vec<(usize, String, Vec<String>)> = Vec::new();
        let mut in_list = false;
        for (line, block) in blocks {
            let is_item = matches!(block, Block::Item(_));
            match block {
                Block::Heading(heading) => drafts.push((line, heading, Vec::new())),
                Block::Paragraph(text) | Block::Item(text) => {
                    let Some((_, _, passages)) = drafts.last_mut() else {
                        let mend = "put a `## ` heading before the first paragraph";
                        return Err(Fault::new(file, line, "text before the first section", mend).into());
                    };
                    match passages.last_mut() {
                        Some(passage) if is_item && (in_list || passage.ends_with(':')) => {
                            passage.push_str("\n- ");
                            passage.push_str(&text);
                        }
                        _ if is_item => passages.push(format!("- {text}")),
                        _ => passages.push(text),
                    }
                }
            }
            in_list = is_item;
        }
        if drafts.is_empty() {
            return Err(
                Fault::new(file, 0, "no section", "give the article at least one heading with text below it").into()
            );
        }
        let faults: Vec<_> = empty_sections(file, &drafts).chain(equal_slugs(file, &drafts)).collect();
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let sections = drafts.into_iter().map(|(_, heading, texts)| Section::new(heading, texts)).collect();
        Ok(Self { title, sections })
    }

    /// The article in the form that [`Article::read`] takes.
    pub fn to_markdown(&self) -> String {
        let mut out = format!("# {}\n", self.title);
        for section in &self.sections {
            out.push_str(&format!("\n## {}\n", section.heading));
            for passage in &section.passages {
                out.push('\n');
                for line in passage.text.lines() {
                    let escape = if line.starts_with(['#', '\\']) || (line.starts_with('-') && !line.starts_with("- "))
                    {
                        "\\"
                    } else {
                        ""
                    };
                    out.push_str(&format!("{escape}{line}\n"));
                }
            }
        }
        out
    }

    /// The passage with this id.
    pub fn passage(&self, id: PassageId) -> &Passage {
        self.locate(id).1
    }

    /// The section that holds this passage.
    pub fn section_of(&self, id: PassageId) -> &Section {
        self.locate(id).0
    }

    fn locate(&self, id: PassageId) -> (&Section, &Passage) {
        let mut left = id.0 as usize;
        for section in &self.sections {
            match section.passages.get(left) {
                Some(passage) => return (section, passage),
                None => left -= section.passages.len(),
            }
        }
        unreachable!("cannot happen: passage ids come from this article")
    }

    /// All passages, in order, with their sections.
    pub fn passages(&self) -> impl Iterator<Item = (PassageId, &Section, &Passage)> {
        self.sections
            .iter()
            .flat_map(|section| section.passages.iter().map(move |passage| (section, passage)))
            .enumerate()
            .map(|(i, (section, passage))| (PassageId(i as u32), section, passage))
    }
}

impl Section {
    fn new(heading: String, texts: Vec<String>) -> Self {
        let slug = slug(&heading);
        let passages = texts.into_iter().enumerate();
        let passages = passages.map(|(i, text)| Passage { id: format!("{slug}/{}", i + 1), text }).collect();
        Self { heading, passages }
    }
}

/// A heading as an identifier: lower case, every run of other characters than letters and digits a `-`.
pub fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for c in heading.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

type Draft = (usize, String, Vec<String>);

fn empty_sections<'a>(file: &'a str, drafts: &'a [Draft]) -> impl Iterator<Item = Fault> + 'a {
    drafts.iter().filter(|(_, _, texts)| texts.is_empty()).map(move |(line, heading, _)| {
        Fault::new(file, *line, format!("the section \"{heading}\" is empty"), "write its text or drop its heading")
    })
}

fn equal_slugs<'a>(file: &'a str, drafts: &'a [Draft]) -> impl Iterator<Item = Fault> + 'a {
    let mut lines: HashMap<String, usize> = HashMap::new();
    drafts.iter().filter_map(move |(line, heading, _)| match lines.entry(slug(heading)) {
        Entry::Vacant(vacant) => {
            vacant.insert(*line);
            None
        }
        Entry::Occupied(there) => {
            let what = format!("the heading \"{heading}\" stands already at line {}", there.get());
            Some(Fault::new(file, *line, what, "give each section a heading of its own"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_joins_the_paragraph_that_leads_it() {
        let text = "# T\n\n## One\n\nLead:\n\n- a\n- b\n\nAfter.\n\n## Two\n\nNo lead.\n\n- c\n";
        let article = Article::read("article.md", text).unwrap();
        let passages: Vec<_> = article.passages().map(|(_, _, p)| (p.id.as_str(), p.text.as_str())).collect();
        assert_eq!(
            passages,
            [("one/1", "Lead:\n- a\n- b"), ("one/2", "After."), ("two/1", "No lead."), ("two/2", "- c")]
        );
    }

    #[test]
    fn what_is_written_is_read_back_the_same() {
        let blocks = [
            Block::Heading("A: b".into()),
            Block::Paragraph("# not a heading".into()),
            Block::Paragraph("-5 degrees".into()),
            Block::Paragraph("\\ a backslash".into()),
            Block::Item("x".into()),
        ];
        let article = Article::from_blocks("x", "T".into(), blocks.map(|block| (1, block))).unwrap();
        assert_eq!(Article::read("x", &article.to_markdown()).unwrap(), article);
    }

    #[test]
    fn faults_name_the_line() {
        let check = |text: &str, expect: &str| assert_eq!(Article::read("a.md", text).unwrap_err().to_string(), expect);
        check("", "a.md:1: no title; begin the file with `# ` and the article's title");
        check("# T\nx", "a.md:2: text before the first section; put a `## ` heading before the first paragraph");
        check("# T\n", "a.md: no section; give the article at least one heading with text below it");
        check("# T\n## A\n## B\nx", "a.md:2: the section \"A\" is empty; write its text or drop its heading");
        check(
            "# T\n## A\nx\n## a\ny",
            "a.md:4: the heading \"a\" stands already at line 2; give each section a heading of its own",
        );
    }
}
