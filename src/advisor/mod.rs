//! The core: from a question's text to an answer, with the pack's rules and nothing else.
//!
//! [`Advisor::ask`] is the one door. It cannot fail: any text at all gives an [`Answer`]. The core is pure (no files, no
//! clock, no environment, no network), so the same packs and the same text give the same answer, byte for byte.

pub mod answer;
pub mod both;
mod compiled;
mod gathering;
mod lists;
pub mod pack;
pub mod phrases;
pub mod question;
mod rows;
pub mod rules;
pub mod search;
mod stem;
pub mod text;
mod words;

pub use answer::Answer;
pub use compiled::Compiled;
pub use pack::Pack;

use question::Question;
use search::PassageIndex;

/// A pack made ready to answer: the pack, its compiled words and the index of its article.
pub struct Subject {
    compiled: Compiled,
    index: PassageIndex,
}

impl Subject {
    /// Joins a compiled pack and the index of its article.
    pub fn new(compiled: Compiled, index: PassageIndex) -> Self {
        Self { compiled, index }
    }

    /// The pack.
    pub fn pack(&self) -> &Pack {
        &self.compiled.pack
    }

    /// The index of the pack's article.
    pub fn index(&self) -> &PassageIndex {
        &self.index
    }

    fn read(&self, earlier: &[&str], text: &str) -> Question {
        self.compiled.reader.read(&self.compiled.pack, earlier, text)
    }
}

/// Answers questions from one pack or several.
pub struct Advisor {
    subjects: Vec<Subject>,
}

impl Advisor {
    /// An advisor over these subjects; the first is the one that answers where a question names none. `None` if empty.
    pub fn new(subjects: Vec<Subject>) -> Option<Self> {
        (!subjects.is_empty()).then_some(Self { subjects })
    }

    /// The subjects, the default first.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// Answers `text`. `earlier` holds the questions of the same conversation, oldest first: a follow-up ("and if the
    /// team only knows X?") adds to them, a question that stands on its own leaves them behind.
    pub fn ask(&self, earlier: &[&str], text: &str) -> Answer {
        let (subject, question) = self
            .subjects
            .iter()
            .map(|subject| (subject, subject.read(earlier, text)))
            .reduce(|best, next| if next.1.fit() > best.1.fit() { next } else { best })
            .expect("cannot fail: `new` refuses an empty list");
        let decision = rules::decide(subject.pack(), &question);
        answer::compose(subject, &question, &decision)
    }
}
