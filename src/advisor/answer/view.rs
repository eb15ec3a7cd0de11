//! The form of an answer: what every transport renders, and what `--json` prints.

use serde::Serialize;

/// An answer to one question. Fields are stable in name and meaning; others may be added.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The question as it was asked.
    pub question: String,
    /// The earlier questions that this one was read together with, oldest first; empty if it stood on its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<String>,
    /// The id of the pack that answers.
    pub pack: String,
    /// The pack's contenders, for their names, colours and emoji.
    pub contenders: Vec<ContenderView>,
    /// What the asker wants to know.
    pub intent: Intent,
    /// What the rules say.
    pub verdict: VerdictView,
    /// The verdict in one sentence.
    pub headline: String,
    /// What was understood about the project.
    pub factors: Vec<FactorView>,
    /// The rules that fired for the verdict, strongest first.
    pub reasons: Vec<Reason>,
    /// The rules that warn against it, strongest first.
    pub cautions: Vec<Reason>,
    /// For a combination: which part goes to which contender.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Finished sentences about how the question was read: what was inferred, what the article leaves out, which stack it
    /// cannot judge, which trade-off the verdict makes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// The smallest changes that turn the verdict.
    pub would_change: Vec<Change>,
    /// Remarks of the pack's editors on passages that the answer rests on.
    pub notes: Vec<NoteView>,
    /// The passages behind reasons and cautions, best first. A reason names its passages by id.
    pub evidence: Vec<Evidence>,
    /// Where no rule speaks: the nearest topics that the article does cover, each with a question to ask.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<Topic>,
    /// The article that answers, and whose opinion it is.
    pub source: Source,
}

/// A contender, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContenderView {
    /// The contender's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its colour, `#RRGGBB`.
    pub colour: String,
    /// Its emoji.
    pub emoji: String,
}

/// What the asker wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Which contender for a project.
    Choose,
    /// How the contenders compare in one aspect or in general.
    Compare,
    /// A fact of the article.
    LookUp,
    /// How to use this.
    Help,
    /// Nothing that the pack is about.
    NotForUs,
}

/// The verdict, as it is shown: a kind, and for a choice whom and how surely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictView {
    /// The kind of the verdict.
    pub kind: VerdictKind,
    /// The id of the contender chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contender: Option<String>,
    /// How sure the choice is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// The six kinds of verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// One contender leads.
    Choose,
    /// Each contender has a part of its own.
    Combine,
    /// The article speaks of it and does not decide.
    Tie,
    /// The article does not speak of it.
    NotCovered,
    /// It is no question between the pack's contenders.
    OutOfScope,
    /// A question of fact, answered by a passage.
    #[serde(rename = "lookup")]
    LookUp,
}

/// How sure a choice is: from the lead, the rules' strength, and whether the factors were said or inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A narrow lead.
    Leaning,
    /// A good lead, or a strong one that rests on inference.
    Likely,
    /// A strong lead on what the asker said.
    Clear,
}

/// A factor found in the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactorView {
    /// The factor's id.
    pub id: String,
    /// The factor's name, a noun phrase.
    pub name: String,
    /// The asker's words.
    pub said: String,
    /// True if the words say what the thing is, and the factor follows from that.
    pub inferred: bool,
    /// What the thing was read as, if inferred: "a chat app".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_as: Option<String>,
    /// True if the asker says that it is not so.
    pub negated: bool,
    /// True if the article says nothing of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
}

/// A rule that fired, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The rule's id.
    pub rule: String,
    /// The factor's id.
    pub factor: String,
    /// The contender that the rule speaks for (a reason) or against (a caution); absent where it speaks for neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contender: Option<String>,
    /// The rule's strength: strong, moderate or slight.
    pub strength: crate::advisor::pack::Strength,
    /// A finished sentence that says why.
    pub text: String,
    /// Ids of the passages that prove it; never empty.
    pub evidence: Vec<String>,
    /// The rule that the article contradicts this one with, if it does; its passages are in the evidence too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disputed_by: Option<String>,
}

/// One contender's part in a combination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The contender's id.
    pub contender: String,
    /// The asker's words for what goes to it.
    pub said: Vec<String>,
    /// A finished sentence.
    pub text: String,
}

/// A change that turns the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The factor's id.
    pub factor: String,
    /// True if the factor would have to be there, false if it would have to be absent.
    pub present: bool,
    /// The kind of verdict that it turns to.
    pub verdict: VerdictKind,
    /// The contender that would be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contender: Option<String>,
    /// The change as a finished sentence.
    pub text: String,
    /// What to say to ask for it: a follow-up that, asked for real, turns the verdict so.
    pub ask: String,
}

/// A remark of the pack's editors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteView {
    /// The note's id.
    pub id: String,
    /// The date of what it reports, `YYYY-MM-DD`.
    pub date: String,
    /// The remark.
    pub text: String,
    /// Where it is from.
    pub source: String,
    /// Its address.
    pub url: String,
    /// Ids of the rules in this answer that it weakens.
    pub weakens: Vec<String>,
}

/// A passage that an answer rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The passage's id: the section's slug and a number.
    pub id: String,
    /// The section's heading as the article has it.
    pub section: String,
    /// The passage as indexed, to the letter.
    pub text: String,
    /// For a look-up: the sentence of `text` that answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked: Option<String>,
    /// How well it fits the question; higher is better, comparable within one answer only.
    pub score: f32,
}

/// A topic that the article covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The factor's id.
    pub factor: String,
    /// Its name.
    pub name: String,
    /// A sentence that asks about it.
    pub ask: String,
}

/// The article behind an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The article's title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Who published it.
    pub publisher: String,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// Its address.
    pub url: String,
    /// A finished sentence: title, date, and whose opinion it is.
    pub text: String,
}
