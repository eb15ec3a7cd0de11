//! Gathers the blocks of a page from its tags and texts, each with the part of the page that it stands in, and picks the
//! part that is the article.

use crate::advisor::pack::Block;
use crate::terminal::import::Draft;

/// Text outside of every paragraph is taken from so many words on, if it ends like a sentence; less is a button's.
const SHORTEST_LOOSE: usize = 6;

/// A marked article is the page's if it has at least one part in so many of the page's text; less is a teaser.
const SMALLEST_ARTICLE: usize = 2;

/// The blocks so far and what is open.
#[derive(Default)]
pub struct Collector {
    found: Vec<Found>,
    page_title: String,
    text: String,
    line: usize,
    kind: Kind,
    /// True inside a list's item, until a heading stands in it.
    in_item: bool,
    lists_open: usize,
    articles_open: usize,
    articles_seen: usize,
    mains_open: usize,
    headers_open: usize,
}

struct Found {
    line: usize,
    kind: Kind,
    text: String,
    /// The article that it stands in, counted from 1; 0 outside of all.
    article: usize,
    in_main: bool,
}

/// What the open text is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    /// Outside of every element for text.
    #[default]
    Loose,
    PageTitle,
    Title,
    Heading,
    Paragraph,
    Item,
}

impl Collector {
    /// Takes a start tag.
    pub fn open(&mut self, name: &str) {
        match name {
            "title" => self.begin(Kind::PageTitle),
            "h1" => self.begin(Kind::Title),
            "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.begin(Kind::Heading);
                // What follows a heading inside an item is no list any more.
                self.in_item = false;
            }
            "li" | "dt" | "dd" => {
                self.begin(Kind::Item);
                self.in_item = true;
            }
            "p" | "div" if self.in_item => self.text.push(' '),
            "p" | "blockquote" | "pre" | "tr" => self.begin(Kind::Paragraph),
            "td" | "th" if self.text.trim().is_empty() => {}
            "td" | "th" => self.text.push_str(" | "),
            "br" => self.text.push(' '),
            _ => self.open_part(name),
        }
    }

    fn open_part(&mut self, name: &str) {
        if is_block(name) {
            self.begin(Kind::Loose);
        }
        match name {
            "article" => {
                self.articles_seen += usize::from(self.articles_open == 0);
                self.articles_open += 1;
            }
            "main" => self.mains_open += 1,
            "header" => self.headers_open += 1,
            "ul" | "ol" | "dl" => self.lists_open += 1,
            _ => {}
        }
    }

    /// Takes an end tag.
    pub fn close(&mut self, name: &str) {
        match name {
            "p" | "div" if self.in_item => self.text.push(' '),
            "li" | "dt" | "dd" => {
                self.begin(Kind::Loose);
                self.in_item = self.lists_open > 1;
            }
            "ul" | "ol" | "dl" => {
                self.lists_open = self.lists_open.saturating_sub(1);
                self.in_item = self.lists_open > 0;
                self.begin(if self.in_item { Kind::Item } else { Kind::Loose });
            }
            "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "blockquote" | "pre" | "tr" => {
                self.begin(Kind::Loose);
            }
            _ => self.close_part(name),
        }
    }

    fn close_part(&mut self, name: &str) {
        if is_block(name) {
            self.begin(Kind::Loose);
        }
        match name {
            "article" => self.articles_open = self.articles_open.saturating_sub(1),
            "main" => self.mains_open = self.mains_open.saturating_sub(1),
            "header" => self.headers_open = self.headers_open.saturating_sub(1),
            _ => {}
        }
    }

    /// Takes a text.
    pub fn push(&mut self, text: &str, line: usize) {
        if self.text.trim().is_empty() {
            let leading = &text[..text.len() - text.trim_start().len()];
            self.line = line + leading.matches('\n').count();
        }
        self.text.push_str(text);
    }

    /// Ends the open text and begins another.
    fn begin(&mut self, kind: Kind) {
        let text = std::mem::take(&mut self.text);
        let ended = std::mem::replace(&mut self.kind, kind);
        if text.trim().is_empty() {
            return;
        }
        // In a header box only the title is text of the article.
        let is_taken = match ended {
            Kind::Loose => self.headers_open == 0 && is_sentence(&text),
            Kind::PageTitle => {
                if self.page_title.is_empty() {
                    self.page_title = text;
                }
                return;
            }
            Kind::Title => true,
            Kind::Heading | Kind::Paragraph | Kind::Item => self.headers_open == 0,
        };
        if is_taken {
            let article = if self.articles_open > 0 { self.articles_seen } else { 0 };
            self.found.push(Found { line: self.line, kind: ended, text, article, in_main: self.mains_open > 0 });
        }
    }

    /// Picks the article, and puts its title and its blocks together.
    pub fn finish(mut self) -> Draft {
        self.begin(Kind::Loose);
        let part = self.part();
        let is_title = |found: &Found| found.kind == Kind::Title;
        let title_at = self.found.iter().position(|found| is_title(found) && part.has(found));
        let title_at = title_at.or_else(|| self.found.iter().position(is_title));
        let title = title_at.map(|at| self.found[at].text.clone());
        let blocks = self.found.iter().enumerate().filter(|(at, found)| part.has(found) && Some(*at) != title_at);
        let blocks = blocks.map(|(_, found)| (found.line, found.block())).collect();
        let page_title = Some(self.page_title).filter(|title| !title.trim().is_empty());
        Draft { title: title.or(page_title), blocks }
    }

    /// The article with the most text if it is a good part of the page, else what is marked as main, else all.
    fn part(&self) -> Part {
        let length = |part: Part| self.found.iter().filter(|found| part.has(found)).map(|found| found.text.len()).sum();
        let is_there = |part: Part| self.found.iter().any(|found| part.has(found) && found.kind != Kind::Title);
        let whole = if is_there(Part::Main) { Part::Main } else { Part::Page };
        let total: usize = length(whole);
        let articles = (1..=self.articles_seen).map(|number| (length(Part::Article(number)), Part::Article(number)));
        match articles.max_by_key(|(length, _)| *length) {
            Some((length, article)) if length > 0 && length * SMALLEST_ARTICLE >= total => article,
            _ => whole,
        }
    }
}

/// A part of the page.
#[derive(Clone, Copy)]
enum Part {
    Article(usize),
    Main,
    Page,
}

impl Part {
    fn has(self, found: &Found) -> bool {
        match self {
            Self::Article(number) => found.article == number,
            Self::Main => found.in_main,
            Self::Page => true,
        }
    }
}

impl Found {
    fn block(&self) -> Block {
        let text = self.text.clone();
        match self.kind {
            Kind::Title | Kind::Heading => Block::Heading(text),
            Kind::Item => Block::Item(text),
            Kind::Loose | Kind::PageTitle | Kind::Paragraph => Block::Paragraph(text),
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "figure"
            | "body"
            | "details"
            | "hr"
    )
}

fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    text.ends_with(['.', '!', '?', ':', '”', '"']) && text.split_whitespace().count() >= SHORTEST_LOOSE
}
