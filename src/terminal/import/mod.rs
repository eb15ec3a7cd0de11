//! `import FILE --pack ID`: makes an article from a file, so that an operator with the right to a text indexes and cites
//! its own words.
//!
//! Each form of file is taken apart into a [`Draft`]; what is done with a draft is the same for all. The passages that
//! come out are the file's words to the letter, but for white space.

mod furniture;
mod html;
mod markdown;
mod plain;

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::cli;
use super::exit::Failure;
use super::output::Output;
use crate::advisor::pack::{Article, Block, Fault, Faults, slug};
use crate::config::Config;
use crate::storage::{self, Replaced};

/// A larger file is no article. In bytes.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// A table of contents has at least so many of the article's headings in a row.
const SHORTEST_CONTENTS: usize = 3;

/// A file taken apart: its title, and its blocks with their lines.
struct Draft {
    title: Option<String>,
    blocks: Vec<(usize, Block)>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    Markdown,
    Html,
}

/// Reads the file and makes its article the pack's.
pub fn run(arguments: &cli::Import, config: &Config, output: &mut Output) -> Result<(), Failure> {
    if config.pack.is_empty() {
        return Err(Failure::input("no pack is named; say which article is to be replaced with --pack ID"));
    }
    let bytes = read(&arguments.file)?;
    let article = convert(&arguments.file, bytes, arguments.title.as_deref()).map_err(Failure::input)?;
    let replaced = storage::replace_article(&config.corpus, &config.pack, &article)?;
    Ok(output.write(&summary(&article, &replaced))?)
}

/// The bytes of a file that may be an article; a larger one is not even read.
fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let file = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        Fault::new(&file, 0, format!("cannot be read ({error})"), "name a file with the article's text")
    };
    let mut bytes = Vec::new();
    let opened = File::open(path).map_err(unreadable)?;
    opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn summary(article: &Article, replaced: &Replaced) -> String {
    let (sections, passages) = (article.sections.len(), article.passages().count());
    let mut summary =
        format!("{}: {sections} sections, {passages} passages from \"{}\"\n", replaced.folder.display(), article.title);
    if let Some(kept) = &replaced.kept {
        summary.push_str(&format!("the article before is kept as {}\n", kept.display()));
    }
    if replaced.begun {
        summary.push_str("the pack is begun: write its contenders, factors and rules, and hold it against `check`\n");
    }
    summary
}

/// Makes an article from a file's bytes. `title` stands in for the file's own.
///
/// # Errors
/// A file that is empty, no text in UTF-8, or without a section, with the line and the mend.
fn convert(path: &Path, bytes: Vec<u8>, title: Option<&str>) -> Result<Article, Faults> {
    let file = path.display().to_string();
    let text = decode(&file, bytes)?;
    let draft = match Form::of(path, &text) {
        Form::Plain => plain::draft(&text),
        Form::Markdown => markdown::draft(&text).without_furniture(),
        Form::Html => html::draft(&text).without_furniture(),
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let title = title.map(str::to_owned).or(draft.title).or(stem).unwrap_or_default();
    let title = Some(tidy(&title)).filter(|title| !title.is_empty()).unwrap_or_else(|| "Untitled".to_owned());
    let blocks = sections(&title, draft.blocks);
    if !blocks.iter().any(|(_, block)| matches!(block, Block::Heading(_))) {
        let mend = "give it at least one heading, a short line by itself, with text below it";
        return Err(Fault::new(file, 0, "no section", mend).into());
    }
    Article::from_blocks(&file, title, blocks)
}

/// The text of a file: UTF-8, with or without a byte order mark, its lines ended in any way.
fn decode(file: &str, bytes: Vec<u8>) -> Result<String, Fault> {
    let line_of = |at: usize| 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Fault::new(file, 0, "the file is larger than 16 MiB", "import the article's text alone"));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Fault::new(file, line_of(at), "the file is binary", "save it as text in UTF-8 and import that"));
    }
    if let Err(error) = std::str::from_utf8(&bytes) {
        let line = line_of(error.valid_up_to());
        return Err(Fault::new(file, line, "the text is not UTF-8", "save it in UTF-8 and import that"));
    }
    let text = String::from_utf8(bytes).expect("cannot fail: the bytes were just checked");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(Fault::new(file, 1, "the file is empty", "name a file with the article's text"));
    }
    Ok(text)
}

impl Form {
    /// The form by the file's extension, else by what the text looks like.
    fn of(path: &Path, text: &str) -> Self {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("md" | "markdown" | "mkd" | "mdx") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            _ => Self::by_looks(text),
        }
    }

    fn by_looks(text: &str) -> Self {
        let start: String = text.trim_start().chars().take(1000).collect::<String>().to_ascii_lowercase();
        let is_page = ["<!doctype", "<html", "<head", "<body", "<article", "<main", "<h1", "<!--", "<?xml"];
        let is_heading = |line: &&str| {
            let rest = line.trim_start_matches('#');
            (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
        };
        if is_page.iter().any(|tag| start.starts_with(tag)) {
            Self::Html
        } else if text.lines().filter(is_heading).count() >= 2 || start.starts_with("# ") {
            Self::Markdown
        } else {
            Self::Plain
        }
    }
}

impl Draft {
    fn without_furniture(mut self) -> Self {
        let texts: Vec<_> = self.blocks.iter().map(|(_, block)| tidy(text_of(block))).collect();
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        let mut kept = furniture::kept(&texts).into_iter();
        self.blocks.retain(|_| kept.next().unwrap_or(true));
        self
    }
}

/// Where a file's lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line, from 1, that a byte stands in.
    fn at(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|start| *start <= byte)
    }
}

/// The blocks as an article takes them: tidy, what stands before the first heading under the title, no table of contents,
/// no empty section, each heading once.
fn sections(title: &str, blocks: Vec<(usize, Block)>) -> Vec<(usize, Block)> {
    let blocks = blocks.into_iter().filter_map(|(line, block)| Some((line, tidy_block(&block)?))).collect();
    let mut blocks = without_contents(blocks);
    let has_sections = blocks.iter().any(|(_, block)| matches!(block, Block::Heading(_)));
    if has_sections && !matches!(blocks.first(), Some((_, Block::Heading(_)))) {
        blocks.insert(0, (1, Block::Heading(title.to_owned())));
    }
    numbered(without_empty_sections(blocks))
}

fn text_of(block: &Block) -> &str {
    let (Block::Heading(text) | Block::Paragraph(text) | Block::Item(text)) = block;
    text
}

/// A block with single spaces and no control characters; `None` if nothing is left of it. A paragraph that begins like
/// an item is one.
fn tidy_block(block: &Block) -> Option<Block> {
    let text = Some(tidy(text_of(block))).filter(|text| !text.is_empty())?;
    Some(match block {
        Block::Heading(_) => Block::Heading(text),
        Block::Paragraph(_) => match text.strip_prefix("- ") {
            Some(item) => Block::Item(item.to_owned()),
            None => Block::Paragraph(text),
        },
        Block::Item(_) => Block::Item(text),
    })
}

fn tidy(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control(), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Drops every run of blocks, under a heading, that are headings of the article themselves.
fn without_contents(blocks: Vec<(usize, Block)>) -> Vec<(usize, Block)> {
    let key = |block: &Block| text_of(block).to_lowercase();
    let headings: HashSet<_> =
        blocks.iter().filter(|(_, block)| matches!(block, Block::Heading(_))).map(|(_, block)| key(block)).collect();
    let is_entry = |(_, block): &(usize, Block)| !matches!(block, Block::Heading(_)) && headings.contains(&key(block));
    let runs = blocks.chunk_by(|one, other| is_entry(one) == is_entry(other));
    let kept = runs.filter(|run| run.len() < SHORTEST_CONTENTS || !is_entry(&run[0]));
    kept.flatten().cloned().collect()
}

/// Drops headings that have no text of their own: those that only stand above further headings, and a last one.
fn without_empty_sections(blocks: Vec<(usize, Block)>) -> Vec<(usize, Block)> {
    let is_heading = |at: usize| blocks.get(at).is_none_or(|(_, block)| matches!(block, Block::Heading(_)));
    let kept: Vec<_> = (0..blocks.len()).map(|at| !(is_heading(at) && is_heading(at + 1))).collect();
    blocks.into_iter().zip(kept).filter_map(|(block, kept)| kept.then_some(block)).collect()
}

/// Numbers a heading that stands a second time, so that a citation can tell the sections apart.
fn numbered(blocks: Vec<(usize, Block)>) -> Vec<(usize, Block)> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut number = |heading: String| {
        let count = taken.entry(slug(&heading)).or_default();
        *count += 1;
        if *count == 1 { heading } else { format!("{heading} ({count})") }
    };
    let renamed = blocks.into_iter().map(|(line, block)| match block {
        Block::Heading(heading) => (line, Block::Heading(number(heading))),
        other => (line, other),
    });
    renamed.collect()
}

#[cfg(test)]
mod tests;
