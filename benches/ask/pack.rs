//! The large pack: the shipped one, grown by generated passages and phrases.
//!
//! It keeps all that the shipped pack knows, so that the same questions find the same things in it and more: the
//! questions' own words stand in its passages and phrases too. It goes the way of every pack, through the reader.

use std::collections::HashSet;
use std::fmt::Write;

use stackchoice::advisor::Pack;
use stackchoice::advisor::pack::PackFiles;
use stackchoice::advisor::text;

use crate::words::Words;

/// How many passages the large pack has, and how many phrases are added to it.
pub const PASSAGES: usize = 10_000;
pub const PHRASES: usize = 10_000;

const PASSAGES_IN_A_SECTION: usize = 5;
const WORDS_IN_A_PASSAGE: usize = 50;
const PHRASES_OF_A_KIND: usize = 100;

/// One word in so many is a question's.
const QUESTION_WORD_EVERY: usize = 4;

/// The texts of the shipped pack `files`, grown; `pack` is the same, read.
pub fn grown(files: &PackFiles, pack: &Pack) -> PackFiles {
    let mut words: Vec<String> = pack.questions.iter().flat_map(|question| text::folded(&question.text)).collect();
    words.retain(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
    words.sort_unstable();
    words.dedup();
    let mut source = Source { generated: Words::seeded(1), of_questions: words };
    let mut grown = files.clone();
    let there = pack.article.passages().count();
    source.add_passages(grown.article.to_mut(), PASSAGES - there);
    source.add_kinds(grown.factors.to_mut(), pack);
    grown
}

/// Where words come from.
struct Source {
    generated: Words,
    of_questions: Vec<String>,
}

impl Source {
    fn add_passages(&mut self, article: &mut String, passages: usize) {
        for i in 0..passages {
            if i % PASSAGES_IN_A_SECTION == 0 {
                // The number makes the heading one of its own.
                let heading = self.sentence(3);
                write!(article, "\n## Part {i} {heading}\n").expect("cannot fail: a string takes any text");
            }
            let passage = self.sentence(WORDS_IN_A_PASSAGE);
            write!(article, "\n{passage}\n").expect("cannot fail: a string takes any text");
        }
    }

    /// Adds kinds of products, each with its phrases and with one of the pack's factors.
    fn add_kinds(&mut self, factors: &mut String, pack: &Pack) {
        let mut seen = HashSet::new();
        for i in 0..PHRASES / PHRASES_OF_A_KIND {
            let factor = &pack.factors[self.generated.below(pack.factors.len())].id;
            let mut phrases = String::new();
            let mut count = 0;
            while count < PHRASES_OF_A_KIND {
                let phrase = self.phrase();
                if seen.insert(text::stems(&phrase)) {
                    writeln!(phrases, "  \"{phrase}\",").expect("cannot fail: a string takes any text");
                    count += 1;
                }
            }
            write!(
                factors,
                "\n[[kind]]\nid = \"generated-{i}\"\nname = \"a thing\"\nfactors = [\"{factor}\"]\nphrases = [\n{phrases}]\n"
            )
            .expect("cannot fail: a string takes any text");
        }
    }

    /// One to three words. Each phrase has a made-up one, so that it is none of the pack's own.
    fn phrase(&mut self) -> String {
        let own = self.generated.word();
        match self.generated.below(4) {
            0 => own,
            1 => format!("{own} {}", self.generated.word()),
            2 => format!("{} {own}", self.question_word()),
            _ => format!("{} {} {own}", self.question_word(), self.question_word()),
        }
    }

    fn sentence(&mut self, length: usize) -> String {
        let word = |_| match self.generated.below(QUESTION_WORD_EVERY) {
            0 => self.generated.one_of(&self.of_questions).to_owned(),
            _ => self.generated.word(),
        };
        (0..length).map(word).collect::<Vec<_>>().join(" ")
    }

    fn question_word(&mut self) -> String {
        self.generated.one_of(&self.of_questions).to_owned()
    }
}
