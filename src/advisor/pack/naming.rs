//! What people name and compare: contenders, outsiders and aspects of `pack.toml`, each alias in one place.

use std::collections::HashMap;

use super::cite::Citations;
use super::read::{Gathered, no_section};
use super::source::{File, PackToml};
use super::vocabulary::Understanding;
use super::{Aspect, Contender, FactorId, Outsider};
use crate::advisor::text;

/// Reads the contenders.
pub(super) fn contenders(file: File<'_>, pack: &PackToml, faults: &mut Gathered) -> Vec<Contender> {
    if pack.contender.len() < 2 {
        let span = pack.contender.first().map_or(0..0, |contender| contender.span());
        faults.add(file.fault(&span, "fewer than two contenders", "add a [[contender]]"));
    }
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for contender in &pack.contender {
        let (span, contender) = (contender.span(), contender.get_ref());
        if seen.insert(&contender.id, ()).is_some() {
            faults.add(file.fault(&span, format!("the contender \"{}\" stands twice", contender.id), "rename one"));
        }
        let colour = contender.colour.get_ref();
        if colour.len() != 7 || !colour.starts_with('#') || !colour[1..].bytes().all(|b| b.is_ascii_hexdigit()) {
            let what = format!("the colour \"{colour}\" is not of the form #RRGGBB");
            faults.add(file.fault(&contender.colour.span(), what, "write six hexadecimal digits behind a #"));
        }
        for rival in contender.rivals.iter().flatten() {
            let mut tools = contender.tools.iter().chain(&contender.linked);
            if !tools.any(|tool| tool.get_ref() == rival.get_ref()) {
                let what = format!("the rival \"{}\" is no tool of \"{}\"", rival.get_ref(), contender.id);
                faults.add(file.fault(&rival.span(), what, "name one of its `tools`"));
            }
        }
        if contender.names.is_empty() {
            faults.add(file.fault(&span, format!("\"{}\" has no names", contender.id), "say what people call it"));
        }
    }
    let contenders = pack.contender.iter().map(|contender| contender.get_ref());
    contenders
        .map(|contender| Contender {
            id: contender.id.clone(),
            name: contender.name.clone(),
            colour: contender.colour.get_ref().clone(),
            emoji: contender.emoji.clone(),
            names: plain(&contender.names),
            tools: plain(&contender.tools),
            linked: plain(&contender.linked),
            rivals: contender.rivals.iter().map(|names| plain(names)).collect(),
        })
        .collect()
}

/// Reads the outsiders, and holds all aliases of contenders and outsiders disjoint.
pub(super) fn outsiders(file: File<'_>, pack: &PackToml, faults: &mut Gathered) -> Vec<Outsider> {
    let of_contenders = pack.contender.iter().map(|contender| contender.get_ref()).flat_map(|contender| {
        let aliases = contender.names.iter().chain(&contender.tools).chain(&contender.linked);
        aliases.map(|alias| (contender.name.as_str(), alias))
    });
    let of_outsiders = pack.outsider.iter().map(|outsider| outsider.get_ref()).flat_map(|outsider| {
        let aliases = outsider.aliases.iter().chain(&outsider.linked);
        aliases.map(|alias| (outsider.name.as_str(), alias))
    });
    let mut owners: HashMap<String, &str> = HashMap::new();
    for (owner, alias) in of_contenders.chain(of_outsiders) {
        let form = text::folded(alias.get_ref()).join(" ");
        if form.is_empty() {
            faults.add(file.fault(&alias.span(), "an alias without a word", "write a word or drop it"));
        } else if let Some(other) = owners.insert(form, owner) {
            let what = format!("the alias \"{}\" of {owner} stands already with {other}", alias.get_ref());
            faults.add(file.fault(&alias.span(), what, "keep one of the two"));
        }
    }
    let outsiders = pack.outsider.iter().map(|outsider| outsider.get_ref());
    outsiders
        .map(|outsider| Outsider {
            name: outsider.name.clone(),
            aliases: plain(&outsider.aliases),
            linked: plain(&outsider.linked),
        })
        .collect()
}

fn plain(words: &[toml::Spanned<String>]) -> Vec<String> {
    words.iter().map(|word| word.get_ref().clone()).collect()
}

/// Reads what people compare.
pub(super) fn aspects(
    file: File<'_>,
    pack: &PackToml,
    understanding: &Understanding,
    citations: &Citations,
    faults: &mut Gathered,
) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    let mut owners: HashMap<String, &str> = HashMap::new();
    for aspect in pack.aspect.iter().map(|aspect| aspect.get_ref()) {
        let factors = aspect.factors.iter().filter_map(|id| understanding.find(file, id, faults)).collect();
        let sections = aspect.sections.iter().filter_map(|heading| {
            let found = citations.section(heading.get_ref());
            if found.is_none() {
                faults.add(file.fault(&heading.span(), no_section(heading.get_ref()), "name a heading of article.md"));
            }
            found
        });
        aspects.push(Aspect {
            words: plain(&aspect.words),
            id: aspect.id.clone(),
            name: aspect.name.clone(),
            factors,
            sections: sections.collect(),
        });
        for word in &aspect.words {
            if let Some(other) = owners.insert(text::stems(word.get_ref()).join(" "), &aspect.id) {
                let what =
                    format!("the word \"{}\" of \"{}\" stands already with \"{other}\"", word.get_ref(), aspect.id);
                faults.add(file.fault(&word.span(), what, "keep one of the two"));
            }
        }
    }
    aspects
}

impl Understanding {
    /// The factor with this id; a fault where there is none.
    pub(super) fn find(&self, file: File<'_>, id: &toml::Spanned<String>, faults: &mut Gathered) -> Option<FactorId> {
        let found = self.ids.get(id.get_ref().as_str()).copied();
        if found.is_none() {
            let what = format!("no factor \"{}\"", id.get_ref());
            faults.add(file.fault(&id.span(), what, "name the id of a [[factor]] of factors.toml"));
        }
        found
    }
}
