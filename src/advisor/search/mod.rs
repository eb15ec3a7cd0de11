//! Search: finds and ranks the passages that fit a question. It cannot turn a verdict.
//!
//! Tantivy holds the postings and computes BM25; the words are ours. An article and a question are cut by the same
//! [`text`](super::text), and a query is put together from terms, so nothing that a user types is ever read as syntax.
//! The index is small and lives in memory; whoever keeps it on disk takes it apart into [`IndexFile`]s.

mod files;
mod schema;
mod stop_words;
mod terms;
#[cfg(test)]
mod tests;

pub use files::IndexFile;

use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::BooleanQuery;
use tantivy::schema::{TantivyDocument, Value};
use tantivy::{DocAddress, Index, IndexBuilder, IndexReader, ReloadPolicy, TantivyError};

use super::pack::{Article, PassageId};
use schema::Fields;

/// The form of the index. To be raised whenever something else is put into it: other fields, other weights, or words cut
/// in another way; an index of another form is built anew.
pub const FORM: u32 = 1;

/// Sizes the writer's term table at its start: 8,192 terms. It grows where an article needs more; a larger one only costs
/// a small article time and memory.
const WRITER_BUDGET: usize = 300_000;

/// A tantivy index of an article's passages. The document with the number `i` is the article's passage `i`.
pub struct PassageIndex {
    directory: RamDirectory,
    reader: IndexReader,
    fields: Fields,
}

/// A passage found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The passage.
    pub passage: PassageId,
    /// How well it fits; higher is better.
    pub score: f32,
}

impl PassageIndex {
    /// Builds an index of the article's passages in memory.
    pub fn in_memory(article: &Article) -> tantivy::Result<Self> {
        Self::build(article, &mut |_| {})
    }

    /// Builds an index of the article's passages in memory, and tells `progress` after each how many are done.
    pub fn build(article: &Article, progress: &mut dyn FnMut(usize)) -> tantivy::Result<Self> {
        let (schema, fields) = schema::schema();
        let directory = RamDirectory::create();
        // This writer starts no thread and always makes one segment, in which documents keep the order in which they
        // were added. `IndexWriter` promises neither.
        let builder = IndexBuilder::new().schema(schema);
        let mut writer = builder.single_segment_index_writer(directory.clone(), WRITER_BUDGET)?;
        for (id, section, passage) in article.passages() {
            writer.add_document(fields.document(section, passage))?;
            progress(id.0 as usize + 1);
        }
        Self::over(directory, &writer.finalize()?, article.passages().count())
    }

    /// How many passages there are.
    pub fn passages(&self) -> usize {
        self.reader.searcher().num_docs() as usize
    }

    /// The passages that fit these stems best, best first; among equals, in the article's order. Stop words are ignored,
    /// and so are the commonest of many stems: time hardly grows with the length of the question and of the article.
    pub fn search(&self, stems: &[&str], limit: usize) -> Vec<Hit> {
        self.try_search(stems, limit).unwrap_or_else(|error| {
            tracing::warn!(%error, "search failed, so an answer goes without its hits");
            Vec::new()
        })
    }

    /// How many passages hold this stem in their text or heading.
    pub fn document_frequency(&self, stem: &str) -> usize {
        self.reader.searcher().doc_freq(&self.fields.term(stem)).map_or(0, |count| count as usize)
    }

    /// The text of a passage, to the letter, as it is stored in the index.
    pub fn stored_text(&self, passage: PassageId) -> Option<String> {
        if passage.0 as usize >= self.passages() {
            return None;
        }
        let document: TantivyDocument = self.reader.searcher().doc(DocAddress::new(0, passage.0)).ok()?;
        document.get_first(self.fields.text)?.as_str().map(str::to_owned)
    }

    /// Takes an index that is there. Refuses one that has other fields, or does not have this many passages in one
    /// segment.
    fn over(directory: RamDirectory, index: &Index, passages: usize) -> tantivy::Result<Self> {
        let (schema, fields) = schema::schema();
        if index.schema() != schema {
            return Err(TantivyError::SchemaError("the index has other fields".to_owned()));
        }
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let (segments, found) = (reader.searcher().segment_readers().len(), reader.searcher().num_docs());
        if segments != 1 || found != passages as u64 {
            let what = format!("{found} passages in {segments} segments instead of {passages} in one");
            return Err(TantivyError::SchemaError(what));
        }
        Ok(Self { directory, reader, fields })
    }

    fn try_search(&self, stems: &[&str], limit: usize) -> tantivy::Result<Vec<Hit>> {
        let searcher = self.reader.searcher();
        let clauses = terms::clauses(&searcher, self.fields, stems)?;
        let limit = limit.min(self.passages());
        if clauses.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let best = searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(limit).order_by_score())?;
        Ok(best.into_iter().map(|(score, at)| Hit { passage: PassageId(at.doc_id), score }).collect())
    }
}
