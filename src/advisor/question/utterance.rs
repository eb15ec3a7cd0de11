//! One text of a conversation, understood by itself, and how a later one adds to it.

use super::choice::Choice;
use super::findings::{self, Finding};
use super::intent::Form;
use super::vocabulary::Named;
use crate::advisor::answer::Intent;
use crate::advisor::pack::ContenderId;
use crate::advisor::phrases::Match;

/// What one text says.
#[derive(Debug)]
pub struct Utterance {
    /// What is asked, by its form.
    pub form: Form,
    /// What the choice is between.
    pub choice: Choice,
    /// The contenders named, each once, in the pack's order.
    pub contenders: Vec<ContenderId>,
    /// The outsiders named, each once, in the order of their naming.
    pub outsiders: Vec<usize>,
    /// What it says about the project.
    pub findings: Vec<Finding>,
    /// True if it says what the project is for, in words that the pack does not know.
    pub has_unknown_purpose: bool,
    /// The stems of the words that carry meaning.
    pub terms: Vec<String>,
    /// True if in a sentence half of these or more are the article's.
    pub is_in_article: bool,
    /// The stems of what is asked about.
    pub asked: Vec<String>,
    /// The aspects called by their words.
    pub aspects: Vec<usize>,
    /// True if what answers it has a number in it.
    pub wants_number: bool,
    /// True if it asks what a thing is, and nothing more.
    pub asks_what: bool,
    /// True if a word says that it is about what the pack is about.
    pub names_subject: bool,
    /// The language that it is in, by its place in the pack; `None` for the pack's own.
    pub language: Option<usize>,
    /// True if it adds to the text before it.
    pub continues: bool,
}

impl Utterance {
    /// This text and a later one that adds to it, read as one.
    pub fn then(mut self, later: Self) -> Self {
        findings::override_with(&mut self.findings, later.findings);
        self.contenders.extend(later.contenders);
        self.contenders.sort_unstable();
        self.contenders.dedup();
        self.outsiders = distinct([self.outsiders, later.outsiders].concat());
        self.terms.extend(later.terms);
        Self {
            form: later.form,
            choice: self.choice.then(later.choice),
            has_unknown_purpose: self.has_unknown_purpose || later.has_unknown_purpose,
            is_in_article: later.is_in_article,
            asked: later.asked,
            aspects: later.aspects,
            wants_number: later.wants_number,
            asks_what: later.asks_what,
            language: later.language,
            names_subject: self.names_subject || later.names_subject,
            continues: self.continues,
            ..self
        }
    }

    /// What the asker wants to know. `is_fact_of_article` tells that a question of fact is in the article's words only.
    pub fn intent(&self, is_fact_of_article: bool) -> Intent {
        let names = !self.contenders.is_empty() || !self.outsiders.is_empty() || !self.findings.is_empty();
        let about_us = names || self.names_subject || is_fact_of_article;
        match self.form {
            Form::Help => Intent::Help,
            Form::Source => Intent::LookUp,
            Form::Chore => Intent::NotForUs,
            _ if !about_us => Intent::NotForUs,
            Form::Fact => Intent::LookUp,
            Form::Comparison => Intent::Compare,
            Form::Choice | Form::Component => Intent::Choose,
        }
    }
}

/// The contenders among what is named, each once, in the pack's order.
pub fn contenders(named: &[Match<Named>]) -> Vec<ContenderId> {
    let ids = named.iter().filter_map(|found| match found.target {
        Named::Contender { id, .. } => Some(id),
        Named::Outsider { .. } => None,
    });
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The outsiders among what is named, each once, in the order of their naming.
pub fn outsiders(named: &[Match<Named>]) -> Vec<usize> {
    let indices = named.iter().filter_map(|found| match found.target {
        Named::Outsider { index, .. } => Some(index),
        Named::Contender { .. } => None,
    });
    distinct(indices.collect())
}

fn distinct(items: Vec<usize>) -> Vec<usize> {
    let mut seen = Vec::with_capacity(items.len());
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}
