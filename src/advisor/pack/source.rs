//! The TOML form of a pack's files, as people write them, before names are resolved. Every table knows its line.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::ops::Range;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::{About, Fault, Faults, LabelledQuestion, Scope, Silence, Strength, Together};

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
    #[serde(default)]
    pub linked: Vec<Spanned<String>>,
    #[serde(default)]
    pub rivals: Vec<Vec<Spanned<String>>>,
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
    #[serde(default)]
    pub words: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, bound = "'de: 'a")]
pub struct FactorsToml<'a> {
    pub topics: TopicsToml,
    pub lists: Vec<BTreeMap<Spanned<String>, Vec<Written<'a>>>>,
    pub general: General<'a>,
    pub spelling: Spelling,
    pub factor: Vec<Lined<FactorToml<'a>>>,
    pub kind: Vec<Lined<KindToml<'a>>>,
    pub translation: Vec<TranslationToml<'a>>,
}

impl<'a> FactorsToml<'a> {
    /// Parses the file table by table, which takes half the time and a tenth of the memory of parsing it whole. Every
    /// place but a phrase's is then one within its table, so this serves only where nothing is wrong; `None` where a
    /// table cannot be parsed by itself.
    pub fn by_table(text: &'a str) -> Option<Self> {
        let tables = tables(text);
        let mut names = HashSet::new();
        let named = tables.iter().map(|table| table.lines().next().unwrap_or_default());
        if !named.filter(|name| !name.starts_with("[[")).all(|name| names.insert(name)) {
            return None;
        }
        tables.iter().try_fold(Self::default(), |whole, table| Some(whole.then(toml::from_str(table).ok()?)))
    }

    /// These tables and those behind them.
    fn then(mut self, mut table: Self) -> Self {
        self.topics.leads.append(&mut table.topics.leads);
        self.topics.heads.append(&mut table.topics.heads);
        self.lists.append(&mut table.lists);
        self.general.subject.append(&mut table.general.subject);
        self.general.words.append(&mut table.general.words);
        self.spelling.own.append(&mut table.spelling.own);
        self.factor.append(&mut table.factor);
        self.kind.append(&mut table.kind);
        self.translation.append(&mut table.translation);
        self
    }
}

/// The tables of a TOML file, each with those that belong to it: `[a]` and `[a.b]`.
fn tables(text: &str) -> Vec<&str> {
    let begins = |line: &str| line.starts_with('[') && (line.starts_with("[[") || !line.contains('.'));
    let mut tables = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if begins(line) {
            tables.push(&text[start..at]);
            start = at;
        }
        at += line.len();
    }
    tables.push(&text[start..]);
    tables
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TopicsToml {
    pub leads: Vec<String>,
    pub heads: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "'de: 'a")]
pub struct TranslationToml<'a> {
    pub language: String,
    /// Words of the language that deny in English and not in it.
    #[serde(default)]
    pub innocent: Vec<String>,
    /// Said to who asks in the language where nothing of the question was understood.
    pub notice: Option<Spanned<String>>,
    /// From the id of a factor or a kind, or `general`, to phrases.
    pub phrases: BTreeMap<Spanned<String>, Vec<Written<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, bound = "'de: 'a")]
pub struct General<'a> {
    #[serde(default)]
    pub subject: Vec<Written<'a>>,
    #[serde(default)]
    pub words: Vec<Written<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Spelling {
    pub own: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "'de: 'a")]
pub struct FactorToml<'a> {
    pub id: String,
    pub name: String,
    pub scope: Scope,
    pub silent: Option<Silence>,
    pub names: Option<Spanned<String>>,
    pub affirm: String,
    pub deny: String,
    #[serde(default)]
    pub phrases: Vec<Written<'a>>,
    #[serde(default)]
    pub between: Vec<String>,
    #[serde(default)]
    pub apart: Vec<Written<'a>>,
    #[serde(default)]
    pub together: Vec<Spanned<Together>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "'de: 'a")]
pub struct KindToml<'a> {
    pub id: String,
    pub name: String,
    pub factors: Vec<Spanned<String>>,
    #[serde(default)]
    pub phrases: Vec<Written<'a>>,
    #[serde(default)]
    pub together: Vec<Spanned<Together>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    pub undecided: StatementToml,
    pub combination: StatementToml,
    #[serde(default)]
    pub within: Vec<WithinToml>,
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
pub struct WithinToml {
    pub contender: Spanned<String>,
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

/// A string of a long list: a part of the file's text, so it is not copied, and where it stands is known without being
/// stored. So it has no escapes, which no word needs.
#[derive(Debug)]
pub struct Written<'a>(&'a str);

impl<'a> Written<'a> {
    /// The string.
    pub fn as_str(&self) -> &'a str {
        self.0
    }
}

impl<'a, 'de: 'a> Deserialize<'de> for Written<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(WrittenVisitor)
    }
}

struct WrittenVisitor;

impl<'de> Visitor<'de> for WrittenVisitor {
    type Value = Written<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Written(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Err(E::custom(format!("{text:?} is written with a backslash, which no word needs")))
    }
}

/// A file of a pack: its name for faults, and its text.
#[derive(Clone, Copy)]
pub struct File<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

impl<'a> File<'a> {
    /// Parses the file as TOML.
    pub fn parse<T: Deserialize<'a>>(self) -> Result<T, Faults> {
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

    /// Where a string stands in the file.
    pub fn place(self, written: &Written<'a>) -> Range<usize> {
        let start = written.0.as_ptr() as usize - self.text.as_ptr() as usize;
        start..start + written.0.len()
    }

    fn line(self, span: &Range<usize>) -> usize {
        1 + self.text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_the_same_table_by_table_and_whole() {
        let check = |text: &str, expect: Option<usize>| {
            let factors = FactorsToml::by_table(text).map(|factors| factors.factor.len());
            assert_eq!(factors, expect, "{text:?}");
        };
        let factor = |id: &str| {
            format!("[[factor]]\nid = \"{id}\"\nname = \"n\"\nscope = \"workload\"\naffirm = \"A.\"\ndeny = \"D.\"\n")
        };
        let translation = "[[translation]]\nlanguage = \"L\"\n\n[translation.phrases]\na = [\"b\"]\n";
        check("", Some(0));
        check(
            &format!("# text\n[general]\nwords = [\n  \"a\",\n]\n{}{}{translation}", factor("a"), factor("b")),
            Some(2),
        );
        check("[general]\nwords = []\n[general]\nwords = []\n", None);
        check("[general]\nwords = [\n[1],\n]\n", None);
        check("[[factor]]\nid = 1\n", None);
    }
}
