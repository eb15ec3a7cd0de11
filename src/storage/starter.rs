//! The files with which a new pack begins: complete in form, with everything that a person must fill in marked. They
//! cite the article, so that a new pack's first fault is a blank and not its form.

use crate::advisor::pack::{Article, PackFiles};
use crate::advisor::text;

/// The first files of the pack `id` around an article.
pub fn pack(id: &str, article: &Article) -> PackFiles {
    let (section, word) = first_citation(article);
    let fill = |template: &str| {
        template
            .replace("{id}", &quoted(id))
            .replace("{title}", &quoted(&article.title))
            .replace("{cite}", &format!("[{{ section = {}, words = [{}] }}]", quoted(section), quoted(word)))
    };
    PackFiles {
        folder: id.to_owned(),
        pack: fill(include_str!("starter/pack.toml")).into(),
        article: article.to_markdown().into(),
        factors: fill(include_str!("starter/factors.toml")).into(),
        rules: fill(include_str!("starter/rules.toml")).into(),
        notes: fill(include_str!("starter/notes.toml")).into(),
        questions: fill(include_str!("starter/questions.toml")).into(),
    }
}

/// A section and a word that stands in a passage of it.
fn first_citation(article: &Article) -> (&str, &str) {
    let word_of = |text| text::words(text).into_iter().next().map(|word| &text[word.span]);
    let mut passages = article.passages();
    passages
        .find_map(|(_, section, passage)| Some((section.heading.as_str(), word_of(&passage.text)?)))
        .unwrap_or(("", ""))
}

/// A text as a TOML string. The two notations share their escapes but for one character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
