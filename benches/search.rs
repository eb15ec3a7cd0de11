//! What search costs: building an index of 10,000 passages, opening one, and a query on a small and on a large article.
//!
//! Articles are generated from a fixed seed. `cargo bench --bench ask` holds the limits that are promised; this shows where
//! the time of a search goes.

#[path = "ask/words.rs"]
#[allow(dead_code, reason = "the other benchmark uses more of it")]
mod words;

use std::hint::black_box;

use divan::Bencher;
use stackchoice::advisor::pack::Article;
use stackchoice::advisor::search::PassageIndex;
use stackchoice::advisor::text;
use words::Words;

/// Passages of an article like the shipped one, and of the largest that is promised.
const SIZES: [usize; 2] = [80, 10_000];

/// A long question: 24 different words, common and rare ones.
const WORDS_ASKED: usize = 24;

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn build(bencher: Bencher, passages: usize) {
    let article = article(passages);
    bencher.bench_local(|| PassageIndex::in_memory(black_box(&article)).expect("cannot fail: the directory is memory"));
}

#[divan::bench(args = SIZES)]
fn open(bencher: Bencher, passages: usize) {
    let index = PassageIndex::in_memory(&article(passages)).expect("cannot fail: the directory is memory");
    let files = index.to_files().expect("cannot fail: the directory is memory");
    bencher
        .bench_local(|| PassageIndex::from_files(black_box(&files), passages).expect("cannot fail: it was just built"));
}

#[divan::bench(args = SIZES)]
fn search(bencher: Bencher, passages: usize) {
    let index = PassageIndex::in_memory(&article(passages)).expect("cannot fail: the directory is memory");
    let mut words = Words::seeded(7);
    let question: Vec<String> = (0..WORDS_ASKED).map(|_| text::stem(&words.word())).collect();
    let stems: Vec<&str> = question.iter().map(String::as_str).collect();
    bencher.bench_local(|| index.search(black_box(&stems), 5));
}

fn article(passages: usize) -> Article {
    let mut words = Words::seeded(1);
    let mut markdown = "# Generated\n".to_owned();
    for i in 0..passages {
        if i % 5 == 0 {
            markdown.push_str(&format!("\n## Section {i} {}\n", words.sentence(3)));
        }
        markdown.push_str(&format!("\n{}\n", words.sentence(50)));
    }
    Article::read("generated", &markdown).expect("cannot fail: each section has a heading of its own, and text")
}
