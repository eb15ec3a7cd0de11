//! The figures of an evaluation. What each counts is told where the command is.

use std::fmt;

use super::file::Labelled;
use crate::terminal::label;

/// How many of an answer's passages count for the evidence.
const FIRST: usize = 3;

/// A question and what became of it.
pub struct Outcome<'a> {
    /// The question with its labels.
    pub question: &'a Labelled,
    /// The label of the answer's verdict.
    pub predicted: String,
    /// The sections of the answer's evidence, best first.
    pub sections: Vec<String>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    part: usize,
    whole: usize,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Answered as labelled or acceptable.
    pub lenient: Share,
    strict: Share,
    wrong_side: Share,
    abstention_precision: Share,
    abstention_recall: Share,
    evidence: Share,
    evidence_of_all: Share,
}

impl Outcome<'_> {
    /// True if the answer is as labelled or acceptable.
    pub fn is_acceptable(&self) -> bool {
        self.labels().any(|label| label == self.predicted)
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.question.verdict).chain(&self.question.acceptable).map(String::as_str)
    }

    fn is_on_the_wrong_side(&self) -> bool {
        label::is_contender(&self.predicted) && label::is_contender(&self.question.verdict) && !self.is_acceptable()
    }

    fn has_evidence(&self) -> bool {
        self.sections.iter().take(FIRST).any(|section| self.question.evidence.contains(section))
    }
}

impl Figures {
    /// The figures over these outcomes.
    pub fn of(outcomes: &[Outcome<'_>]) -> Self {
        let all = || outcomes.iter();
        let abstaining = || all().filter(|outcome| label::is_abstention(&outcome.predicted));
        let to_abstain = || all().filter(|outcome| label::is_abstention(&outcome.question.verdict));
        let with_evidence = || all().filter(|outcome| !outcome.question.evidence.is_empty());
        let to_answer = || with_evidence().filter(|outcome| !label::is_abstention(&outcome.question.verdict));
        Self {
            lenient: Share::of(all(), Outcome::is_acceptable),
            strict: Share::of(all(), |outcome| outcome.predicted == outcome.question.verdict),
            wrong_side: Share::of(all(), Outcome::is_on_the_wrong_side),
            abstention_precision: Share::of(abstaining(), |outcome| outcome.labels().any(label::is_abstention)),
            abstention_recall: Share::of(to_abstain(), |outcome| label::is_abstention(&outcome.predicted)),
            evidence: Share::of(to_answer(), Outcome::has_evidence),
            evidence_of_all: Share::of(with_evidence(), Outcome::has_evidence),
        }
    }

    /// Each figure with its name, in the order in which they are shown.
    pub fn named(&self) -> [(&'static str, Share); 7] {
        [
            ("lenient accuracy", self.lenient),
            ("strict accuracy", self.strict),
            ("wrong side", self.wrong_side),
            ("abstention precision", self.abstention_precision),
            ("abstention recall", self.abstention_recall),
            ("evidence hit@3", self.evidence),
            ("evidence hit@3, of all", self.evidence_of_all),
        ]
    }
}

impl Share {
    fn of<'a, 'b: 'a>(
        outcomes: impl Iterator<Item = &'a Outcome<'b>>,
        counts: impl Fn(&'a Outcome<'b>) -> bool,
    ) -> Self {
        outcomes.fold(Self::default(), |share, outcome| Self {
            part: share.part + usize::from(counts(outcome)),
            whole: share.whole + 1,
        })
    }

    /// The share, 0 to 1; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            Some(value) => write!(f, "{value:.3}  ({} of {})", self.part, self.whole),
            None => write!(f, "    –  (0 of 0)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(verdict: &str, acceptable: &[&str], evidence: &[&str]) -> Labelled {
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let (acceptable, evidence) = (words(acceptable), words(evidence));
        Labelled { id: "q".into(), question: "?".into(), verdict: verdict.into(), acceptable, evidence }
    }

    /// The figures, in their order, of one question that is labelled and answered so.
    fn figures(question: &Labelled, predicted: &str, sections: &[&str]) -> String {
        let sections = sections.iter().map(ToString::to_string).collect();
        let figures = Figures::of(&[Outcome { question, predicted: predicted.into(), sections }]);
        let cell = |(_, share): (&str, Share)| format!("{}/{}", share.part, share.whole);
        figures.named().map(cell).join(" ")
    }

    #[test]
    fn each_figure_counts_what_it_says() {
        // lenient, strict, wrong side, abstention precision and recall, evidence, evidence of all
        let check = |verdict: &str, acceptable: &[&str], predicted: &str, expect: &str| {
            assert_eq!(figures(&labelled(verdict, acceptable, &[]), predicted, &[]), expect, "{verdict} {predicted}");
        };
        check("tea", &[], "tea", "1/1 1/1 0/1 0/0 0/0 0/0 0/0");
        check("tea", &["coffee"], "coffee", "1/1 0/1 0/1 0/0 0/0 0/0 0/0");
        check("tea", &[], "coffee", "0/1 0/1 1/1 0/0 0/0 0/0 0/0");
        check("tea", &[], "both", "0/1 0/1 0/1 0/0 0/0 0/0 0/0");
        check("either", &[], "tea", "0/1 0/1 0/1 0/0 0/0 0/0 0/0");
        check("tea", &[], "unknown", "0/1 0/1 0/1 0/1 0/0 0/0 0/0");
        check("tea", &["out_of_scope"], "unknown", "0/1 0/1 0/1 1/1 0/0 0/0 0/0");
        check("unknown", &[], "out_of_scope", "0/1 0/1 0/1 1/1 1/1 0/0 0/0");
        check("unknown", &["tea"], "tea", "1/1 0/1 0/1 0/0 0/1 0/0 0/0");
    }

    #[test]
    fn evidence_counts_among_the_first_three() {
        let check = |verdict: &str, sections: &[&str], expect: &str| {
            let cells = figures(&labelled(verdict, &[], &["S", "T"]), verdict, sections);
            assert!(cells.ends_with(expect), "{cells}");
        };
        check("tea", &["A", "B", "T"], " 1/1 1/1");
        check("tea", &["A", "B", "C", "S"], " 0/1 0/1");
        check("tea", &[], " 0/1 0/1");
        check("unknown", &["S"], " 0/0 1/1");
    }

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!(Share::default().value(), None);
        assert_eq!(Share { part: 1, whole: 8 }.to_string(), "0.125  (1 of 8)");
    }
}
