//! Reads a pack from the texts of its files, resolves every name and citation, and gathers what is wrong.
//!
//! People write packs by hand, so as many faults as can be seen at once are reported together, each with its line.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cite::Citations;
use super::naming;
use super::source::{
    FactorsToml, File, NotesToml, PackToml, QuestionsToml, RuleToml, RulesToml, StatementToml, WithinToml,
};
use super::vocabulary::{self, Understanding};
use super::{Article, Contender, ContenderId, Effect, Fault, Faults, LabelledQuestion};
use super::{Note, Pack, Rule, RuleId, Statement, Within};
use crate::advisor::both::{Both, InTurn};

/// The texts of a pack's files, with the name that faults show for their folder.
#[derive(Debug, Clone, Default)]
pub struct PackFiles {
    /// The folder's name for faults: `corpus/tea-or-coffee`. Its last part is the pack's id.
    pub folder: String,
    /// `pack.toml`.
    pub pack: Cow<'static, str>,
    /// `article.md`.
    pub article: Cow<'static, str>,
    /// `factors.toml`.
    pub factors: Cow<'static, str>,
    /// `rules.toml`.
    pub rules: Cow<'static, str>,
    /// `notes.toml`.
    pub notes: Cow<'static, str>,
    /// `questions.toml`.
    pub questions: Cow<'static, str>,
}

impl Pack {
    /// Reads a pack. The error holds every fault that could be seen at once, in the order of files and lines.
    pub fn read(files: &PackFiles) -> Result<Self, Faults> {
        Self::read_by(files, &InTurn)
    }

    /// The same, with a say in how two pieces of the work are done.
    pub fn read_by(files: &PackFiles, how: &impl Both) -> Result<Self, Faults> {
        // Faults need their places in the whole file, which is parsed whole only for them.
        let quick = FactorsToml::by_table(&files.factors);
        let quick = quick.and_then(|factors| Self::read_with(files, Some(factors), how).ok());
        quick.map_or_else(|| Self::read_with(files, None, how), Ok)
    }

    /// Reads a pack, whose factors may have been parsed already.
    fn read_with(files: &PackFiles, factors_toml: Option<FactorsToml<'_>>, how: &impl Both) -> Result<Self, Faults> {
        let name = |file: &str| format!("{}/{file}", files.folder);
        let (pack, article, factors) = (name("pack.toml"), name("article.md"), name("factors.toml"));
        let (rules, notes, questions) = (name("rules.toml"), name("notes.toml"), name("questions.toml"));
        let pack_file = File { name: &pack, text: &files.pack };
        let factors_file = File { name: &factors, text: &files.factors };
        let rules_file = File { name: &rules, text: &files.rules };
        let notes_file = File { name: &notes, text: &files.notes };
        let questions_file = File { name: &questions, text: &files.questions };

        let mut faults = Gathered::default();
        let pack_toml = faults.keep(pack_file.parse::<PackToml>());
        let article = faults.keep(Article::read(&article, &files.article));
        let factors_toml = factors_toml.or_else(|| faults.keep(factors_file.parse()));
        let rules_toml = faults.keep(rules_file.parse::<RulesToml>());
        let notes_toml = faults.keep(notes_file.parse::<NotesToml>());
        let questions_toml = faults.keep(questions_file.parse::<QuestionsToml>());
        let (
            Some(pack_toml),
            Some(article),
            Some(factors_toml),
            Some(rules_toml),
            Some(notes_toml),
            Some(questions_toml),
        ) = (pack_toml, article, factors_toml, rules_toml, notes_toml, questions_toml)
        else {
            return Err(faults.into_faults());
        };

        let faults = &mut faults;
        check_id(pack_file, &pack_toml, &files.folder, faults);
        let contenders = naming::contenders(pack_file, &pack_toml, faults);
        let understanding = vocabulary::understanding(factors_file, factors_toml, &contenders, how, faults);
        let outsiders = naming::outsiders(pack_file, &pack_toml, faults);
        let citations = Citations::of(&article);
        let aspects = naming::aspects(pack_file, &pack_toml, &understanding, &citations, faults);
        let rules = rules_of(rules_file, &rules_toml, &contenders, &understanding, &citations, faults);
        let undecided = statement(rules_file, &rules_toml.undecided, &citations, faults);
        let combination = statement(rules_file, &rules_toml.combination, &citations, faults);
        let within = within_of(rules_file, &rules_toml.within, &contenders, &citations, faults);
        let notes = notes_of(notes_file, notes_toml, &rules, &citations, faults);
        let questions = questions_of(questions_file, questions_toml, &contenders, &citations, faults);
        vocabulary::check_use(factors_file, &understanding, &rules, faults);

        if !faults.is_empty() {
            return Err(std::mem::take(faults).into_faults());
        }
        let Understanding { topics, lists, phrases, languages, own_spellings, factors, kinds, .. } = understanding;
        Ok(Self {
            id: pack_toml.id.into_inner(),
            title: pack_toml.title,
            about: pack_toml.article,
            article,
            contenders,
            outsiders,
            aspects,
            topics,
            lists,
            phrases,
            languages,
            own_spellings,
            factors,
            kinds,
            rules,
            undecided,
            combination,
            within,
            notes,
            questions,
        })
    }
}

/// Faults as they are found.
#[derive(Default)]
pub(super) struct Gathered(Vec<Fault>);

impl Gathered {
    /// Adds a fault.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Adds the faults of another part of the work.
    pub fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }

    /// True if nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn keep<T>(&mut self, result: Result<T, Faults>) -> Option<T> {
        result.map_err(|faults| self.0.extend(faults.0)).ok()
    }

    fn into_faults(self) -> Faults {
        Faults(self.0)
    }
}

fn check_id(file: File<'_>, pack: &PackToml, folder: &str, faults: &mut Gathered) {
    let id = pack.id.get_ref();
    let folder = folder.rsplit(['/', '\\']).next().unwrap_or(folder);
    if id != folder {
        let mend = format!("write `id = \"{folder}\"` or rename the folder");
        faults.add(file.fault(&pack.id.span(), format!("the id \"{id}\" is not the folder's name"), mend));
    }
}

pub(super) fn no_section(heading: &str) -> String {
    format!("the article has no section \"{heading}\"")
}

fn rules_of(
    file: File<'_>,
    toml: &RulesToml,
    contenders: &[Contender],
    understanding: &Understanding,
    citations: &Citations,
    faults: &mut Gathered,
) -> Vec<Rule> {
    let mut ids: HashMap<&str, RuleId> = HashMap::new();
    for (i, rule) in toml.rule.iter().enumerate() {
        if ids.insert(&rule.get_ref().id, RuleId(i as u16)).is_some() {
            let what = format!("the rule \"{}\" stands twice", rule.get_ref().id);
            faults.add(file.fault(&rule.span(), what, "rename one"));
        }
    }
    let mut rules = Vec::with_capacity(toml.rule.len());
    for (span, rule) in toml.rule.iter().map(|rule| (rule.span(), rule.get_ref())) {
        let disputes = rule.disputes.as_ref().and_then(|id| {
            let found = ids.get(id.get_ref().as_str()).copied();
            if found.is_none() {
                let what = format!("no rule \"{}\" to dispute", id.get_ref());
                faults.add(file.fault(&id.span(), what, "name the id of a rule in this file"));
            }
            found
        });
        let factor = understanding.find(file, &rule.factor, faults);
        let effect = effect(file, &span, rule, contenders, faults);
        let statement = sentence(file, &span, &rule.text, &rule.cite, citations, faults);
        if let (Some(factor), Some(effect)) = (factor, effect) {
            rules.push(Rule { id: rule.id.clone(), factor, effect, strength: rule.strength, statement, disputes });
        }
    }
    rules
}

fn effect(
    file: File<'_>,
    span: &std::ops::Range<usize>,
    rule: &RuleToml,
    contenders: &[Contender],
    faults: &mut Gathered,
) -> Option<Effect> {
    let mut contender = |id| contender(file, id, contenders, faults);
    match (&rule.favours, &rule.against, rule.balanced, rule.combine) {
        (Some(id), None, false, false) => contender(id).map(Effect::Favours),
        (None, Some(id), false, false) => contender(id).map(Effect::Against),
        (None, None, true, false) => Some(Effect::Balanced),
        (None, None, false, true) => Some(Effect::Combine),
        _ => {
            let mend = "give it just one of `favours`, `against`, `balanced = true`, `combine = true`";
            faults.add(file.fault(span, format!("the rule \"{}\" has not one effect", rule.id), mend));
            None
        }
    }
}

/// The contender with this id, which has to be there.
pub(super) fn contender(
    file: File<'_>,
    id: &toml::Spanned<String>,
    contenders: &[Contender],
    faults: &mut Gathered,
) -> Option<ContenderId> {
    let found = contenders.iter().position(|contender| contender.id == *id.get_ref());
    if found.is_none() {
        let what = format!("no contender \"{}\"", id.get_ref());
        faults.add(file.fault(&id.span(), what, "name the id of a [[contender]] of pack.toml"));
    }
    found.map(|place| ContenderId(place as u8))
}

fn statement(file: File<'_>, toml: &StatementToml, citations: &Citations, faults: &mut Gathered) -> Statement {
    sentence(file, &toml.cite.span(), &toml.text, &toml.cite, citations, faults)
}

fn within_of(
    file: File<'_>,
    toml: &[WithinToml],
    contenders: &[Contender],
    citations: &Citations,
    faults: &mut Gathered,
) -> Vec<Within> {
    let mut all: Vec<Within> = Vec::new();
    for within in toml {
        let of = contender(file, &within.contender, contenders, faults);
        let statement = sentence(file, &within.cite.span(), &within.text, &within.cite, citations, faults);
        let Some(contender) = of else { continue };
        if all.iter().any(|other| other.contender == contender) {
            let what = format!("the choice within \"{}\" stands twice", within.contender.get_ref());
            faults.add(file.fault(&within.contender.span(), what, "make one sentence of the two"));
        }
        all.push(Within { contender, statement });
    }
    all
}

fn sentence(
    file: File<'_>,
    span: &std::ops::Range<usize>,
    text: &str,
    cite: &toml::Spanned<Vec<toml::Spanned<super::source::CitationToml>>>,
    citations: &Citations,
    faults: &mut Gathered,
) -> Statement {
    if !is_finished(text) {
        faults.add(file.fault(span, format!("\"{text}\" is no finished sentence"), "end it with a full stop"));
    }
    if cite.get_ref().is_empty() {
        faults.add(file.fault(&cite.span(), "no citation", "cite a passage that says so"));
    }
    let mut passages = Vec::new();
    for citation in cite.get_ref() {
        match citations.resolve(citation.get_ref()) {
            Ok(passage) if passages.contains(&passage) => {}
            Ok(passage) => passages.push(passage),
            Err((what, mend)) => faults.add(file.fault(&citation.span(), what, mend)),
        }
    }
    Statement { text: text.to_owned(), passages }
}

pub(super) fn is_finished(text: &str) -> bool {
    text.trim() == text && text.ends_with(['.', '!', '?', '。'])
}

fn notes_of(
    file: File<'_>,
    toml: NotesToml,
    rules: &[Rule],
    citations: &Citations,
    faults: &mut Gathered,
) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for (span, note) in toml.note.into_iter().map(|note| (note.span(), note.into_inner())) {
        if notes.iter().any(|other| other.id == note.id) {
            faults.add(file.fault(&span, format!("the note \"{}\" stands twice", note.id), "rename one"));
        }
        if !is_date(note.date.get_ref()) {
            let what = format!("\"{}\" is no date", note.date.get_ref());
            faults.add(file.fault(&note.date.span(), what, "write it as YYYY-MM-DD"));
        }
        if !is_finished(&note.text) {
            let what = format!("\"{}\" is no finished sentence", note.text);
            faults.add(file.fault(&span, what, "end it with a full stop"));
        }
        let weakens = note.weakens.iter().filter_map(|id| {
            let found = rules.iter().position(|rule| rule.id == *id.get_ref());
            if found.is_none() {
                let what = format!("no rule \"{}\" to weaken", id.get_ref());
                faults.add(file.fault(&id.span(), what, "name the id of a rule of rules.toml"));
            }
            found.map(|i| RuleId(i as u16))
        });
        let weakens = weakens.collect();
        match citations.resolve(note.on.get_ref()) {
            Ok(on) => notes.push(Note {
                id: note.id,
                date: note.date.into_inner(),
                text: note.text,
                source: note.source,
                url: note.url,
                on,
                weakens,
            }),
            Err((what, mend)) => faults.add(file.fault(&note.on.span(), what, mend)),
        }
    }
    notes
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, digits: usize, range: std::ops::RangeInclusive<u16>| {
        part.len() == digits && part.parse().is_ok_and(|n: u16| range.contains(&n))
    };
    number(year, 4, 1900..=2999) && number(month, 2, 1..=12) && number(day, 2, 1..=31)
}

fn questions_of(
    file: File<'_>,
    toml: QuestionsToml,
    contenders: &[Contender],
    citations: &Citations,
    faults: &mut Gathered,
) -> Vec<LabelledQuestion> {
    const LABELS: [&str; 5] = ["both", "either", "unknown", "out_of_scope", "lookup"];
    let is_label = |label: &str| LABELS.contains(&label) || contenders.iter().any(|contender| contender.id == label);
    let mut questions = Vec::with_capacity(toml.question.len());
    for (span, question) in toml.question.into_iter().map(|question| (question.span(), question.into_inner())) {
        for label in std::iter::once(&question.verdict).chain(&question.acceptable).filter(|label| !is_label(label)) {
            let mend = format!("write a contender's id or one of {}", LABELS.join(", "));
            faults.add(file.fault(&span, format!("\"{label}\" is no verdict"), mend));
        }
        for heading in question.evidence.iter().filter(|heading| citations.section(heading).is_none()) {
            faults.add(file.fault(&span, no_section(heading), "name a heading of article.md"));
        }
        questions.push(question);
    }
    questions
}
