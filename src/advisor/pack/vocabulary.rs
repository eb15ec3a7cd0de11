//! The vocabulary of a pack: factors, kinds and their phrases, and the checks that keep each phrase in one place.

use std::collections::{BTreeMap, HashMap, HashSet};

use toml::Spanned;

use super::read::{Gathered, contender, is_finished};
use super::source::{FactorsToml, File, TopicsToml, TranslationToml, Written};
use super::{Contender, Factor, FactorId, Kind, KindId, Language, Meaning, Rule, Together, Topics};
use crate::advisor::both::Both;
use crate::advisor::gathering::{Gathering, MOST_OPTIONAL, Unadded};
use crate::advisor::lists::{self, Lists};
use crate::advisor::phrases::Phrases;
use crate::advisor::text;

const NAME_A_LIST: &str = "name a list of a [[lists]] table";

/// What `factors.toml` holds, with its names resolved.
pub(super) struct Understanding {
    pub topics: Topics,
    pub lists: Lists,
    pub phrases: Phrases<Meaning>,
    pub languages: Vec<Language>,
    pub own_spellings: Vec<String>,
    pub factors: Vec<Factor>,
    pub kinds: Vec<Kind>,
    pub ids: HashMap<String, FactorId>,
    /// Where each factor begins in the file.
    spans: Vec<std::ops::Range<usize>>,
}

/// Resolves `factors.toml`.
pub(super) fn understanding(
    file: File<'_>,
    toml: FactorsToml<'_>,
    contenders: &[Contender],
    how: &impl Both,
    faults: &mut Gathered,
) -> Understanding {
    let mut of_lists = Gathered::default();
    let with_lists = || {
        check_lists(file, &toml, &mut of_lists);
        lists(&toml)
    };
    let (lists, phrases) = how.both(with_lists, || phrases(file, &toml, faults));
    faults.append(of_lists);
    let phrases = phrases.with_lists(&lists);
    check_pairs(file, &toml, contenders, faults);
    let mut ids = HashMap::new();
    let mut spans = Vec::new();
    let mut factors = Vec::with_capacity(toml.factor.len());
    for (span, factor) in toml.factor.into_iter().map(|factor| (factor.span(), factor.into_inner())) {
        if ids.insert(factor.id.clone(), FactorId(factors.len() as u16)).is_some() {
            faults.add(file.fault(&span, format!("the factor \"{}\" stands twice", factor.id), "rename one"));
        }
        for sentence in [&factor.affirm, &factor.deny].into_iter().filter(|sentence| !is_finished(sentence)) {
            let what = format!("\"{sentence}\" is no finished sentence");
            faults.add(file.fault(&span, what, "end it with a full stop"));
        }
        let names = factor.names.as_ref().and_then(|id| contender(file, id, contenders, faults));
        spans.push(span);
        factors.push(Factor {
            id: factor.id,
            name: factor.name,
            scope: factor.scope,
            silent: factor.silent,
            names,
            affirm: factor.affirm,
            deny: factor.deny,
            between: factor.between,
            apart: factor.apart.iter().map(|phrase| phrase.as_str().to_owned()).collect(),
            together: plain(factor.together),
        });
    }
    let mut kinds: Vec<Kind> = Vec::with_capacity(toml.kind.len());
    for (span, kind) in toml.kind.into_iter().map(|kind| (kind.span(), kind.into_inner())) {
        if kinds.iter().any(|other| other.id == kind.id) {
            faults.add(file.fault(&span, format!("the kind \"{}\" stands twice", kind.id), "rename one"));
        }
        let mut factors = Vec::with_capacity(kind.factors.len());
        for id in &kind.factors {
            match ids.get(id.get_ref().as_str()) {
                Some(factor) => factors.push(*factor),
                None => {
                    let what = format!("no factor \"{}\"", id.get_ref());
                    faults.add(file.fault(&id.span(), what, "name the id of a [[factor]] of this file"));
                }
            }
        }
        if kind.factors.is_empty() {
            faults.add(file.fault(&span, format!("\"{}\" stands for no factor", kind.id), "name one in `factors`"));
        }
        kinds.push(Kind { id: kind.id, name: kind.name, factors, together: plain(kind.together) });
    }
    let topics = topics(&toml.topics);
    let languages = toml.translation.into_iter().map(|translation| language(file, translation, faults)).collect();
    Understanding { topics, lists, phrases, languages, own_spellings: toml.spelling.own, factors, kinds, ids, spans }
}

fn language(file: File<'_>, toml: TranslationToml<'_>, faults: &mut Gathered) -> Language {
    if let Some(notice) = toml.notice.as_ref().filter(|notice| !is_finished(notice.get_ref())) {
        let what = format!("\"{}\" is no finished sentence", notice.get_ref());
        faults.add(file.fault(&notice.span(), what, "end it with a full stop"));
    }
    let general = toml.phrases.iter().filter(|(id, _)| id.get_ref() == "general").flat_map(|(_, phrases)| phrases);
    // What stands for a list or a contender is no word of the language.
    let pieces = general.flat_map(|phrase| phrase.as_str().split(' ')).filter(|piece| !piece.starts_with(['{', '@']));
    let mut marks: Vec<String> = pieces.flat_map(text::folded).collect();
    marks.sort_unstable();
    marks.dedup();
    let innocent = toml.innocent.iter().flat_map(|word| text::folded(word)).collect();
    Language { name: toml.language, innocent, notice: toml.notice.map(Spanned::into_inner), marks }
}

/// Holds every factor to its word: one with a rule is not silent, one without is.
pub(super) fn check_use(file: File<'_>, understanding: &Understanding, rules: &[Rule], faults: &mut Gathered) {
    for (i, (factor, span)) in understanding.factors.iter().zip(&understanding.spans).enumerate() {
        let has_rule = rules.iter().any(|rule| rule.factor.0 as usize == i);
        if has_rule && factor.silent.is_some() {
            let what = format!("the factor \"{}\" is silent and has a rule", factor.id);
            faults.add(file.fault(span, what, "drop `silent` or the rule"));
        }
        if !has_rule && factor.silent.is_none() {
            let what = format!("no rule uses the factor \"{}\"", factor.id);
            faults.add(file.fault(span, what, "write a rule for it or say how it is silent, as `silent = \"part\"`"));
        }
    }
}

fn topics(toml: &TopicsToml) -> Topics {
    let stems = |words: &[String]| words.iter().map(|word| text::stems(word)).collect();
    Topics { leads: stems(&toml.leads), heads: stems(&toml.heads) }
}

fn plain<T>(spanned: Vec<Spanned<T>>) -> Vec<T> {
    spanned.into_iter().map(Spanned::into_inner).collect()
}

fn lists(toml: &FactorsToml<'_>) -> Lists {
    let lists = toml.lists.iter().flatten();
    Lists::new(lists.map(|(name, words)| (name.get_ref().as_str(), words.iter().map(Written::as_str))))
}

/// Every list that a phrase or a pair names is there, and every list is named.
fn check_lists(file: File<'_>, toml: &FactorsToml<'_>, faults: &mut Gathered) {
    let of_factors = toml.factor.iter().map(|factor| factor.get_ref());
    let of_factors = of_factors.flat_map(|factor| factor.phrases.iter().chain(&factor.apart));
    let of_kinds = toml.kind.iter().flat_map(|kind| &kind.get_ref().phrases);
    let of_languages = toml.translation.iter().flat_map(|translation| translation.phrases.values().flatten());
    let general = toml.general.words.iter().chain(&toml.general.subject);
    let mut used = HashSet::new();
    let mut known = HashSet::new();
    for name in toml.lists.iter().flat_map(BTreeMap::keys) {
        if !known.insert(name.get_ref().as_str()) {
            faults.add(file.fault(
                &name.span(),
                format!("the list \"{}\" stands twice", name.get_ref()),
                "join the two",
            ));
        }
    }
    for phrase in of_factors.chain(of_kinds).chain(of_languages).chain(general) {
        for name in lists::names_in(phrase.as_str()) {
            if !known.contains(name) {
                faults.add(file.fault(&file.place(phrase), format!("no list \"{name}\""), NAME_A_LIST));
            }
            used.insert(name);
        }
    }
    let of_factors = toml.factor.iter().flat_map(|factor| &factor.get_ref().together);
    let of_kinds = toml.kind.iter().flat_map(|kind| &kind.get_ref().together);
    for pair in of_factors.chain(of_kinds) {
        let Together { one, other } = pair.get_ref();
        for name in one.iter().chain(other).flat_map(|words| lists::names_in(words)) {
            if !known.contains(name) {
                faults.add(file.fault(&pair.span(), format!("no list \"{name}\""), NAME_A_LIST));
            }
            used.insert(name);
        }
    }
    if used.contains(lists::LARGE_NUMBERS) {
        // "two thousand": large numbers are told by the words of both.
        used.insert(lists::NUMBERS);
    }
    let names = toml.lists.iter().flat_map(BTreeMap::keys);
    for name in names.filter(|name| !used.contains(name.get_ref().as_str())) {
        let what = format!("nothing uses the list \"{}\"", name.get_ref());
        faults.add(file.fault(&name.span(), what, "write it in braces in a phrase or a pair, or drop it"));
    }
}

/// The phrases of factors and kinds, those that mean nothing, which yield to the others, and those of other languages.
fn phrases<'a>(file: File<'a>, toml: &'a FactorsToml<'a>, faults: &mut Gathered) -> Phrases<Meaning> {
    let of_factors = toml.factor.iter().map(|factor| (&factor.get_ref().id, &factor.get_ref().phrases)).zip(0..);
    let of_factors = of_factors.map(|((id, phrases), place)| (id, phrases, Meaning::Factor(FactorId(place))));
    let of_kinds = toml.kind.iter().map(|kind| (&kind.get_ref().id, &kind.get_ref().phrases)).zip(0..);
    let of_kinds = of_kinds.map(|((id, phrases), place)| (id, phrases, Meaning::Kind(KindId(place))));
    let meant: Vec<_> = of_factors.chain(of_kinds).collect();
    let owners = meant.iter().map(|(id, _, meaning)| (*meaning, id.as_str())).collect();

    let translated = toml.translation.iter().flat_map(|translation| translation.phrases.values());
    let room = meant.iter().map(|(_, phrases, _)| *phrases).chain(translated).map(Vec::len).sum();
    let mut gatherer = Gatherer { file, owners, gathering: Gathering::with_room_for(room), faults };
    for (_, phrases, meaning) in &meant {
        phrases.iter().for_each(|phrase| gatherer.add(phrase, *meaning));
    }
    toml.general.subject.iter().for_each(|phrase| gatherer.add(phrase, Meaning::Subject));
    toml.general.words.iter().for_each(|phrase| gatherer.add(phrase, Meaning::General));
    gatherer.gathering.begin_translations();
    for (id, phrases) in toml.translation.iter().flat_map(|translation| &translation.phrases) {
        match gatherer.meaning(id) {
            Some(meaning) => phrases.iter().for_each(|phrase| gatherer.add(phrase, meaning)),
            None => {
                let mend = "name the id of a [[factor]] or [[kind]], `general` or `subject`";
                gatherer.faults.add(file.fault(&id.span(), format!("no factor or kind \"{}\"", id.get_ref()), mend));
            }
        }
    }
    gatherer.gathering.finish()
}

/// Gathers phrases, and what is wrong with them.
struct Gatherer<'a> {
    file: File<'a>,
    owners: Vec<(Meaning, &'a str)>,
    gathering: Gathering<'a, Meaning>,
    faults: &'a mut Gathered,
}

impl<'a> Gatherer<'a> {
    fn add(&mut self, phrase: &'a Written<'a>, meaning: Meaning) {
        let yields = matches!(meaning, Meaning::General | Meaning::Subject);
        let (what, mend) = match self.gathering.add(phrase.as_str(), meaning) {
            Err(Unadded::Empty) => ("a phrase without a word".to_owned(), "write a word or drop it"),
            Err(Unadded::TooLoose) => (
                format!("more than {MOST_OPTIONAL} words of \"{}\" may be missing", phrase.as_str()),
                "write it as several phrases",
            ),
            Err(Unadded::Twice(other)) if !yields => {
                let (text, here, there) = (phrase.as_str(), self.owner(meaning), self.owner(other));
                (format!("the phrase \"{text}\" of \"{here}\" stands already under \"{there}\""), "keep one of the two")
            }
            Ok(()) | Err(Unadded::Twice(_)) => return,
        };
        self.faults.add(self.file.fault(&self.file.place(phrase), what, mend));
    }

    fn owner(&self, meaning: Meaning) -> &'a str {
        self.owners.iter().find(|(other, _)| *other == meaning).map_or("general", |(_, id)| id)
    }

    fn meaning(&self, id: &Spanned<String>) -> Option<Meaning> {
        match id.get_ref().as_str() {
            "general" => Some(Meaning::General),
            "subject" => Some(Meaning::Subject),
            id => self.owners.iter().find(|(_, other)| *other == id).map(|(meaning, _)| *meaning),
        }
    }
}

fn check_pairs(file: File<'_>, toml: &FactorsToml<'_>, contenders: &[Contender], faults: &mut Gathered) {
    let of_factors = toml.factor.iter().flat_map(|factor| &factor.get_ref().together);
    let of_kinds = toml.kind.iter().flat_map(|kind| &kind.get_ref().together);
    for pair in of_factors.chain(of_kinds) {
        let Together { one, other } = pair.get_ref();
        if one.is_empty() || other.is_empty() {
            faults.add(file.fault(&pair.span(), "a pair with an empty side", "write words in `one` and in `other`"));
        }
        for word in one.iter().chain(other) {
            let known = |id: &str| contenders.iter().any(|contender| contender.id == id);
            if word.strip_prefix('@').is_some_and(|id| !known(id)) {
                let mend = "write @ and the id of a [[contender]] of pack.toml";
                faults.add(file.fault(&pair.span(), format!("no contender for \"{word}\""), mend));
            }
        }
    }
}
