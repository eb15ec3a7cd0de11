//! The passages shown are far better than what plain full-text search finds: both are held against the labelled sections
//! of the same questions, over the same passages, in one run.

use std::collections::HashSet;
use std::fs;

use stackchoice::advisor::pack::{Article, LabelledQuestion};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TEXT, Value};
use tantivy::{Index, IndexReader, TantivyDocument, Term};

use crate::packs::{SHIPPED, labelled, root, shared};

/// How far ahead of plain BM25 the passages shown have to be, in nDCG of the first three.
const AHEAD: f64 = 0.15;

/// Plain BM25 with the tokenizer that full-text search brings: no stems, no stop words, no rules.
struct Plain {
    index: Index,
    reader: IndexReader,
    section: Field,
    text: Field,
}

impl Plain {
    fn over(article: &Article) -> Self {
        let mut schema = Schema::builder();
        let section = schema.add_text_field("section", TEXT | STORED);
        let text = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for (_, of, passage) in article.passages() {
            let mut document = TantivyDocument::new();
            document.add_text(section, &of.heading);
            document.add_text(text, &passage.text);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let reader = index.reader().unwrap();
        Self { index, reader, section, text }
    }

    /// The sections of the best passages for a question, best first.
    fn sections(&self, question: &str) -> Vec<String> {
        let mut analyzer = self.index.tokenizers().get("default").unwrap();
        let mut tokens = analyzer.token_stream(question);
        let mut terms: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        while let Some(token) = tokens.next() {
            for field in [self.section, self.text] {
                let term = Term::from_field_text(field, &token.text);
                terms.push((Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
            }
        }
        let searcher = self.reader.searcher();
        let best = searcher.search(&BooleanQuery::new(terms), &TopDocs::with_limit(SHOWN).order_by_score()).unwrap();
        let heading = |address| {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            document.get_first(self.section).unwrap().as_str().unwrap().to_owned()
        };
        best.into_iter().map(|(_, address)| heading(address)).collect()
    }
}

/// How many passages recall looks at.
const SHOWN: usize = 5;

/// How many passages nDCG looks at.
const READ: usize = 3;

#[derive(Default)]
struct Figures {
    recall: f64,
    ndcg: f64,
}

impl Figures {
    fn add(&mut self, article: &Article, question: &LabelledQuestion, sections: &[String]) {
        let wanted: HashSet<&str> = question.evidence.iter().map(String::as_str).collect();
        let met: HashSet<&str> = sections.iter().take(SHOWN).map(String::as_str).collect();
        self.recall += wanted.intersection(&met).count() as f64 / wanted.len() as f64;
        let discount = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
        let relevant = article.passages().filter(|(_, section, _)| wanted.contains(section.heading.as_str())).count();
        let ideal: f64 = (0..READ.min(relevant)).map(discount).sum();
        let gained =
            sections.iter().take(READ).enumerate().filter(|(_, section)| wanted.contains(String::as_str(section)));
        self.ndcg += gained.map(|(rank, _)| discount(rank)).sum::<f64>() / ideal;
    }
}

#[test]
fn the_passages_shown_are_ahead_of_plain_full_text_search() {
    let article = &SHIPPED.subjects()[0].pack().article;
    let plain = Plain::over(article);
    let ours_and_others = [Some(root().join("tests/questions/tune.jsonl")), shared("questions/dev.jsonl")];
    for file in ours_and_others.into_iter().flatten() {
        let questions = labelled(&fs::read_to_string(&file).unwrap());
        let questions: Vec<_> = questions.into_iter().filter(|question| !question.evidence.is_empty()).collect();
        let (mut ours, mut plainly) = (Figures::default(), Figures::default());
        for question in &questions {
            let shown = SHIPPED.ask(&[], &question.text).evidence;
            let shown: Vec<String> = shown.into_iter().map(|evidence| evidence.section).collect();
            ours.add(article, question, &shown);
            plainly.add(article, question, &plain.sections(&question.text));
        }
        let mean = |sum: f64| sum / questions.len() as f64;
        println!(
            "{}: {} questions, nDCG@3 {:.3} against {:.3}, recall@5 {:.3} against {:.3}",
            file.display(),
            questions.len(),
            mean(ours.ndcg),
            mean(plainly.ndcg),
            mean(ours.recall),
            mean(plainly.recall)
        );
        assert!(mean(ours.ndcg) >= mean(plainly.ndcg) + AHEAD, "{}", file.display());
        assert!(ours.recall >= plainly.recall, "{}", file.display());
    }
}
