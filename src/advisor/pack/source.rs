//! The TOML form of a pack's files, as people write them, before names are resolved. Every table knows its line.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::{About, Fault, Faults, LabelledQuestion, Scope, Strength, Together, Topics};

/// A table and where it begins.
pub type Lined<T> = Spanned<T>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackToml {
    pub id: Spanned<String>,
    pub title: String,
    pub article: About,
    pub contender: Vec<Lined<ContenderToml>>,
    #[serde(default)]
    pub outsider: Vec<Lined<OutsiderToml>>,
    #[serde(default)]
    pub aspect: Vec<Lined<AspectToml>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContenderToml {
    pub id: String,
    pub name: String,
    pub colour: Spanned<String>,
    pub emoji: String,
    pub names: Vec<Spanned<String>>,
    #[serde(default)]
    pub tools: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutsiderToml {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<Spanned<String>>,
    #[serde(default)]
    pub linked: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AspectToml {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub factors: Vec<Spanned<String>>,
    #[serde(default)]
    pub sections: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorsToml {
    #[serde(default)]
    pub topics: Topics,
    #[serde(default)]
    pub general: General,
    #[serde(default)]
    pub spelling: Spelling,
    pub factor: Vec<Lined<FactorToml>>,
    #[serde(default)]
    pub kind: Vec<Lined<KindToml>>,
    #[serde(default)]
    pub translation: Vec<TranslationToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranslationToml {
    /// For whoever reads the file; nothing depends on it.
    #[allow(dead_code, reason = "a table needs its title")]
    pub language: String,
    /// From the id of a factor or a kind, or `general`, to phrases.
    pub phrases: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct General {
    #[serde(default)]
    pub subject: Vec<Spanned<String>>,
    #[serde(default)]
    pub words: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spelling {
    pub own: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorToml {
    pub id: String,
    pub name: String,
    pub scope: Scope,
    #[serde(default)]
    pub silent: bool,
    pub affirm: String,
    pub deny: String,
    #[serde(default)]
    pub phrases: Vec<Spanned<String>>,
    #[serde(default)]
    pub together: Vec<Spanned<Together>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindToml {
    pub id: String,
    pub name: String,
    pub factors: Vec<Spanned<String>>,
    #[serde(default)]
    pub phrases: Vec<Spanned<String>>,
    #[serde(default)]
    pub together: Vec<Spanned<Together>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    pub undecided: StatementToml,
    pub combination: StatementToml,
    pub rule: Vec<Lined<RuleToml>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementToml {
    pub text: String,
    pub cite: Spanned<Vec<Spanned<CitationToml>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleToml {
    pub id: String,
    pub factor: Spanned<String>,
    pub favours: Option<Spanned<String>>,
    pub against: Option<Spanned<String>>,
    #[serde(default)]
    pub balanced: bool,
    #[serde(default)]
    pub combine: bool,
    pub strength: Strength,
    pub text: String,
    pub cite: Spanned<Vec<Spanned<CitationToml>>>,
    pub disputes: Option<Spanned<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationToml {
    pub section: String,
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotesToml {
    #[serde(default)]
    pub note: Vec<Lined<NoteToml>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteToml {
    pub id: String,
    pub date: Spanned<String>,
    pub source: String,
    pub url: String,
    pub text: String,
    pub on: Spanned<CitationToml>,
    #[serde(default)]
    pub weakens: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionsToml {
    #[serde(default)]
    pub question: Vec<Lined<LabelledQuestion>>,
}

/// A file of a pack: its name for faults, and its text.
#[derive(Clone, Copy)]
pub struct File<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

impl<'a> File<'a> {
    /// Parses the file as TOML.
    pub fn parse<T: DeserializeOwned>(self) -> Result<T, Faults> {
        toml::from_str(self.text).map_err(|error| {
            let line = error.span().map_or(0, |span| self.line(&span));
            let what = error.message().trim().replace('\n', ", ");
            Fault::new(self.name, line, what, "see corpus/README.md for the form of this file").into()
        })
    }

    /// A fault where `span` begins.
    pub fn fault(self, span: &Range<usize>, what: impl Into<String>, mend: impl Into<String>) -> Fault {
        Fault::new(self.name, self.line(span), what, mend)
    }

    fn line(self, span: &Range<usize>) -> usize {
        1 + self.text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
    }
}
