//! Citations: a section and words that must all stand in one of its passages.
//!
//! Citing by words instead of by number lets the same rules rest on the shipped text and on the publisher's own.

use super::source::CitationToml;
use super::{Article, PassageId, slug};
use crate::advisor::text;

/// An article made ready to be cited.
pub struct Citations<'a> {
    article: &'a Article,
    /// Each passage's words, joined by spaces.
    passages: Vec<(PassageId, &'a str, String)>,
}

impl<'a> Citations<'a> {
    /// Prepares an article.
    pub fn of(article: &'a Article) -> Self {
        let passages =
            article.passages().map(|(id, section, passage)| (id, section.heading.as_str(), plain(&passage.text)));
        Self { article, passages: passages.collect() }
    }

    /// The first passage of the section that has all the words; what is wrong and the mend, if there is none.
    pub fn resolve(&self, citation: &CitationToml) -> Result<PassageId, (String, String)> {
        let wanted = slug(&citation.section);
        if !self.article.sections.iter().any(|section| slug(&section.heading) == wanted) {
            let what = format!("the article has no section \"{}\"", citation.section);
            return Err((what, "name a heading of article.md".to_owned()));
        }
        let words: Vec<_> = citation.words.iter().map(|words| plain(words)).collect();
        let mut passages = self.passages.iter().filter(|(_, heading, _)| slug(heading) == wanted);
        let found = passages.find(|(_, _, text)| words.iter().all(|words| text.contains(words.as_str())));
        found.map(|(id, _, _)| *id).ok_or_else(|| {
            let words = citation.words.join("\", \"");
            let what = format!("no passage of \"{}\" has the words \"{words}\"", citation.section);
            (what, "cite words that stand together in one passage".to_owned())
        })
    }
}

/// The words of a text with a space before and behind each, so that only whole words are found.
fn plain(text: &str) -> String {
    let mut plain = String::from(" ");
    for word in text::words(text) {
        plain.push_str(&word.text);
        plain.push(' ');
    }
    plain
}
