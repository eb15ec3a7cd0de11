//! Which of a question's stems are searched for.
//!
//! Rare stems tell passages apart and are cheap; common ones do neither. So the rarest are taken, as many as a fixed
//! amount of work allows: that bounds the time of a query, however long the question and the article are.

use tantivy::query::{Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::schema::Fields;
use super::stop_words::is_stop_word;

/// The most stems that one query searches for. Each costs about a microsecond by being there.
const MOST_STEMS: usize = 12;

/// The most entries that the stems of one query may have in the index together, which bounds what is read. An article of
/// a hundred passages never comes near it. One stem is searched for whatever it has.
const MOST_POSTINGS: u64 = 3_000;

/// A part of a boolean query.
pub type Clause = (Occur, Box<dyn Query>);

/// The parts of the query for these stems; the same for the same stems in any order.
pub fn clauses(searcher: &Searcher, fields: Fields, stems: &[&str]) -> tantivy::Result<Vec<Clause>> {
    let mut terms = Vec::with_capacity(stems.len());
    for stem in distinct(stems) {
        let term = fields.term(stem);
        let postings = searcher.doc_freq(&term)?;
        if postings > 0 {
            terms.push((postings, term));
        }
    }
    terms.sort_unstable();
    Ok(affordable(terms).map(|term| (Occur::Should, clause(term))).collect())
}

fn distinct<'a>(stems: &[&'a str]) -> Vec<&'a str> {
    let mut stems: Vec<_> = stems.iter().copied().filter(|stem| !is_stop_word(stem)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The first of these terms, rarest first, that fit into the work of one query.
fn affordable(terms: Vec<(u64, Term)>) -> impl Iterator<Item = Term> {
    let within = move |(i, (postings, term)): (usize, (u64, Term)), spent: &mut u64| {
        *spent += postings;
        (i == 0 || *spent <= MOST_POSTINGS).then_some(term)
    };
    let mut spent = 0;
    terms.into_iter().take(MOST_STEMS).enumerate().map_while(move |term| within(term, &mut spent))
}

fn clause(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}
