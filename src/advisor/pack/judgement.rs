//! The judgement of a pack: what the article says of a factor or a contender, where it says so, and the editors' remarks.
//!
//! It is apart from what people say (factors, kinds, names), since only this makes an answer: every sentence in here that
//! is the article's has the passages that prove it.

use serde::{Deserialize, Serialize};

use super::{ContenderId, FactorId, PassageId, RuleId};

/// How much a rule weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Mentioned.
    Slight,
    /// Said to come out ahead.
    Moderate,
    /// A named use case.
    Strong,
}

/// What a rule says where its factor is present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Speaks for a contender.
    Favours(ContenderId),
    /// Warns against a contender.
    Against(ContenderId),
    /// The article speaks of it and does not decide.
    Balanced,
    /// Asks for several contenders together.
    Combine,
}

/// A factor and what the article says of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// The factor that fires it.
    pub factor: FactorId,
    /// What it says.
    pub effect: Effect,
    /// How much it weighs.
    pub strength: Strength,
    /// Why, and where the article says so.
    pub statement: Statement,
    /// The rule that the article contradicts this one with.
    pub disputes: Option<RuleId>,
}

/// A finished sentence and the passages that prove it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Statement {
    /// The sentence.
    pub text: String,
    /// The passages, never empty, the most telling first.
    pub passages: Vec<PassageId>,
}

/// What the article says of one contender's tools.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Within {
    /// Whose tools.
    pub contender: ContenderId,
    /// What is said.
    pub statement: Statement,
}

/// A dated remark of the editors.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// The date of what it reports, `YYYY-MM-DD`.
    pub date: String,
    /// The remark.
    pub text: String,
    /// Where it is from.
    pub source: String,
    /// Its address.
    pub url: String,
    /// The passage that it is on.
    pub on: PassageId,
    /// The rules that it weakens.
    pub weakens: Vec<RuleId>,
}
