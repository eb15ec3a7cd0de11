//! Citations: a section and words that must all stand in one of its passages.
//!
//! Citing by words instead of by number lets the same rules rest on the shipped text and on the publisher's own.

use std::collections::HashMap;

use super::source::CitationToml;
use super::{Article, PassageId, slug};
use crate::advisor::text;

/// An article made ready to be cited.
pub struct Citations {
    /// The sections by the slugs of their headings.
    sections: HashMap<String, Section>,
}

struct Section {
    /// Its place in the article.
    place: usize,
    /// Each passage's words, joined by spaces.
    passages: Vec<(PassageId, String)>,
}

impl Citations {
    /// Prepares an article.
    pub fn of(article: &Article) -> Self {
        let mut ids = (0..).map(PassageId);
        let sections = article.sections.iter().enumerate().map(|(place, section)| {
            let passages = section.passages.iter().zip(ids.by_ref()).map(|(passage, id)| (id, plain(&passage.text)));
            (slug(&section.heading), Section { place, passages: passages.collect() })
        });
        Self { sections: sections.collect() }
    }

    /// The place of the section with this heading, whatever its case and marks.
    pub fn section(&self, heading: &str) -> Option<usize> {
        self.sections.get(&slug(heading)).map(|section| section.place)
    }

    /// The first passage of the section that has all the words; what is wrong and the mend, if there is none.
    pub fn resolve(&self, citation: &CitationToml) -> Result<PassageId, (String, String)> {
        let Some(section) = self.sections.get(&slug(&citation.section)) else {
            let what = format!("the article has no section \"{}\"", citation.section);
            return Err((what, "name a heading of article.md".to_owned()));
        };
        let words: Vec<_> = citation.words.iter().map(|words| plain(words)).collect();
        let found = section.passages.iter().find(|(_, text)| words.iter().all(|words| text.contains(words.as_str())));
        found.map(|(id, _)| *id).ok_or_else(|| {
            let words = citation.words.join("\", \"");
            let what = format!("no passage of \"{}\" has the words \"{words}\"", citation.section);
            (what, "cite words that stand together in one passage".to_owned())
        })
    }
}

/// The words of a text with a space before and behind each, so that only whole words are found.
fn plain(text: &str) -> String {
    let mut plain = String::from(" ");
    for word in text::folded(text) {
        plain.push_str(&word);
        plain.push(' ');
    }
    plain
}
