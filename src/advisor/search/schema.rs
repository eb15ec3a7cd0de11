//! The index's fields, and a passage as a document.
//!
//! Terms come cut and stemmed: tantivy's own tokenizers and stemmers are not used, so a term is the same string here as
//! in a phrase and in a question.

use tantivy::Term;
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TantivyDocument, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};

use crate::advisor::pack::{Passage, Section};
use crate::advisor::text;

/// How often a heading's word counts in each passage below it: a heading says what its passages are about, and they need
/// not repeat it. One field with repeated terms ranks as well as a field of its own, and costs a query half as much.
const HEADING_WEIGHT: usize = 2;

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// The stems of the passage and of its section's heading.
    pub stems: Field,
    /// The passage's text, stored to the letter.
    pub text: Field,
}

/// The schema, the same for every article.
pub fn schema() -> (Schema, Fields) {
    // BM25 needs frequencies; positions would only serve phrases.
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::WithFreqs);
    let mut builder = Schema::builder();
    let fields = Fields {
        stems: builder.add_text_field("stems", TextOptions::default().set_indexing_options(indexing)),
        text: builder.add_text_field("text", STORED),
    };
    (builder.build(), fields)
}

impl Fields {
    /// A passage as a document.
    pub fn document(self, section: &Section, passage: &Passage) -> TantivyDocument {
        let heading = text::stems(&section.heading);
        let headings = std::iter::repeat_n(heading, HEADING_WEIGHT).flatten();
        let mut document = TantivyDocument::new();
        document.add_pre_tokenized_text(self.stems, tokens(headings.chain(text::stems(&passage.text))));
        document.add_text(self.text, &passage.text);
        document
    }

    /// A stem as a term.
    pub fn term(self, stem: &str) -> Term {
        Term::from_field_text(self.stems, stem)
    }
}

fn tokens(stems: impl Iterator<Item = String>) -> PreTokenizedString {
    let token = |(position, text)| Token { position, text, ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: stems.enumerate().map(token).collect() }
}
