//! What search promises, on a small article.

use crate::advisor::pack::{Article, PassageId};

use super::PassageIndex;

const TEXT: &str = "# T\n\n\
    ## Fast Things\n\nA heron waits.\n\nThe heron is *not* “quick”; it is 1.5 m — tall:\n\n- a heron\n- two herons\n\n\
    ## Slow Things\n\nSnails are slow.\n\nSame words here.\n\nSame words here.\n";

fn index() -> (Article, PassageIndex) {
    let article = Article::read("article.md", TEXT).unwrap();
    let index = PassageIndex::in_memory(&article).unwrap();
    (article, index)
}

fn found(index: &PassageIndex, stems: &[&str]) -> Vec<u32> {
    index.search(stems, 10).iter().map(|hit| hit.passage.0).collect()
}

#[test]
fn every_passage_is_in_the_index_to_the_letter() {
    let (article, index) = index();
    for (id, _, passage) in article.passages() {
        assert_eq!(index.stored_text(id).as_deref(), Some(passage.text.as_str()));
    }
    assert_eq!(index.passages(), 5);
    assert_eq!(index.stored_text(PassageId(5)), None);
}

#[test]
fn the_fittest_passage_comes_first_and_equals_in_the_articles_order() {
    let (_, index) = index();
    assert_eq!(found(&index, &["heron"]), [1, 0]);
    assert_eq!(found(&index, &["snail"]), [2]);
    assert_eq!(found(&index, &["word"]), [3, 4]);
    assert_eq!(index.search(&["word"], 1).len(), 1);
}

#[test]
fn a_word_of_the_heading_finds_the_passages_below_it() {
    let (_, index) = index();
    assert_eq!(found(&index, &["slow"]), [2, 3, 4]);
    assert_eq!(index.document_frequency("slow"), 3);
    assert_eq!(index.document_frequency("heron"), 2);
    assert_eq!(index.document_frequency("stork"), 0);
}

#[test]
fn the_order_and_number_of_stems_do_not_matter_and_stop_words_are_ignored() {
    let (_, index) = index();
    let hits = index.search(&["heron", "slow", "tall"], 10);
    assert_eq!(index.search(&["tall", "the", "slow", "heron", "is", "slow", "tall"], 10), hits);
    assert!(found(&index, &["the", "is", "not", "which", "should"]).is_empty());
}

#[test]
fn any_stems_at_all_are_a_query() {
    let (_, index) = index();
    let many: Vec<String> = (0..10_000).map(|i| format!("w{i}")).chain(["heron".to_owned()]).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(found(&index, &many), [1, 0]);
    let long = "x".repeat(1_000_000);
    for stems in [&[][..], &[""], &["*"], &["stems:heron"], &["\u{0}", "\u{feff}", "AND OR ("], &[&long], &["🦀"]] {
        assert!(found(&index, stems).is_empty(), "{stems:?}");
    }
    assert!(index.search(&["heron"], 0).is_empty());
    assert_eq!(index.search(&["heron"], usize::MAX).len(), 2);
}

#[test]
fn an_index_taken_apart_and_put_together_finds_the_same() {
    let (article, index) = index();
    let files = index.to_files().unwrap();
    let again = PassageIndex::from_files(&files, index.passages()).unwrap();
    assert_eq!(again.search(&["heron", "slow"], 10), index.search(&["heron", "slow"], 10));
    let rebuilt = PassageIndex::in_memory(&article).unwrap();
    assert_eq!(rebuilt.search(&["heron", "slow"], 10), index.search(&["heron", "slow"], 10));
}

#[test]
fn files_that_are_no_index_of_as_many_passages_are_refused() {
    let (_, index) = index();
    let files = index.to_files().unwrap();
    assert!(PassageIndex::from_files(&files, 4).is_err());
    assert!(PassageIndex::from_files(&[], 5).is_err());
    for lost in ["meta.json", ".term", ".idx", ".fieldnorm"] {
        let rest: Vec<_> = files.iter().filter(|file| !file.name.ends_with(lost)).cloned().collect();
        assert!(rest.len() < files.len() && PassageIndex::from_files(&rest, 5).is_err(), "{lost}");
    }
}

#[test]
fn progress_counts_the_passages() {
    let (article, _) = index();
    let mut seen = Vec::new();
    PassageIndex::build(&article, &mut |done| seen.push(done)).unwrap();
    assert_eq!(seen, [1, 2, 3, 4, 5]);
}
