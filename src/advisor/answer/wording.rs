//! Every sentence for users that is not a pack's own, in one place.

use super::Confidence;

/// "Choose X."
pub fn choose(name: &str, confidence: Confidence) -> String {
    match confidence {
        Confidence::Clear => format!("Choose {name}: the article speaks clearly for it here."),
        Confidence::Likely => format!("{name} is likely the better choice here, by the article."),
        Confidence::Leaning => format!("The article leans towards {name} here, though not by much."),
    }
}

/// A combination; `split` is true where each contender has a part of its own.
pub fn combine(names: &[&str], split: bool) -> String {
    let names = list(names, "and");
    if split {
        format!("Use {names} together, each for what it is good at.")
    } else {
        format!("Use {names} together: the article describes how.")
    }
}

/// What goes to a contender.
pub fn part(name: &str, said: &[String]) -> String {
    let quoted: Vec<String> = said.iter().map(|said| format!("“{said}”")).collect();
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    format!("{name} for {}.", list(&quoted, "and"))
}

/// A tie.
pub fn tie(names: &[&str]) -> String {
    format!("The article does not decide between {} here.", list(names, "and"))
}

/// Not covered; the names of what the article leaves out, if they are known.
pub fn not_covered(names: &[&str]) -> String {
    match names {
        [] => "The article does not say.".to_owned(),
        names => format!("The article does not say: it does not speak of {}.", list(names, "or")),
    }
}

/// A fact.
pub fn look_up(sentence: Option<&str>) -> String {
    match sentence {
        Some(sentence) => format!("The article says: “{sentence}”"),
        None => "The article does not say.".to_owned(),
    }
}

/// Who wrote the article, and when.
pub fn about(title: &str, author: &str, publisher: &str, date: &str) -> String {
    format!("“{title}” was written by {author} and published by {publisher}; the text is that of {}.", day(date))
}

/// How to use this.
pub fn help(names: &[&str]) -> String {
    let names = list(names, "or");
    format!("Ask which to choose, {names}, and say what you build, what it must do and what your team knows.")
}

/// Nothing that the pack is about.
pub fn not_for_us(names: &[&str]) -> String {
    format!("This is no question between {}, and nothing else is covered here.", list(names, "and"))
}

/// A choice within one contender.
pub fn within(name: &str, names: &[&str]) -> String {
    format!("This is a choice within {name}; the article only compares {}.", list(names, "with"))
}

/// A choice against what the article does not judge.
pub fn outside(outsiders: &[String], names: &[&str]) -> String {
    let mut once: Vec<&str> = Vec::new();
    for outsider in outsiders {
        // Several things of one kind have one name.
        if !once.contains(&outsider.as_str()) {
            once.push(outsider);
        }
    }
    match once[..] {
        [] => not_for_us(names),
        _ => format!("The article only compares {}; it cannot judge {}.", list(names, "with"), list(&once, "or")),
    }
}

/// Outsiders beside a question that could be answered.
pub fn outsiders(outsiders: &[String], names: &[&str]) -> Option<String> {
    (!outsiders.is_empty()).then(|| outside(outsiders, names))
}

/// What the article leaves out beside what it decides.
pub fn silent(names: &[&str]) -> Option<String> {
    let list = list(names, "or");
    (!names.is_empty()).then(|| format!("The article does not speak of {list}, so that plays no part in the verdict."))
}

/// What the asker says is not so.
pub fn denied(names: &[&str]) -> Option<String> {
    let list = list(names, "and");
    (!names.is_empty()).then(|| format!("Left out, because you say that it is not so: {list}."))
}

/// What was inferred.
pub fn inferred(said: &str, kind: &str, factors: &[&str]) -> String {
    format!("“{said}” is read as {kind}, which stands for {}.", list(factors, "and"))
}

/// A constraint against a workload.
pub fn trade_off(name: &str, followed: &[&str], against: &[&str]) -> String {
    let speaks = if against.len() == 1 { "speaks" } else { "speak" };
    let (followed, against) = (list(followed, "and"), list(against, "and"));
    format!(
        "This is a trade-off: {against} {speaks} against {name}; the verdict follows {followed}, which weighs more."
    )
}

/// The article against itself, with the sentence that says otherwise.
pub fn disputed(text: &str) -> String {
    format!("The article disagrees with itself here. {text}")
}

/// The article against itself, where both sides are shown already.
pub fn disputed_within() -> String {
    "The article disagrees with itself here; both sides are shown.".to_owned()
}

/// A change that turns the verdict.
pub fn change(factor: &str, present: bool, outcome: &str) -> String {
    let with = if present { "With" } else { "Without" };
    format!("{with} {factor} the answer would be: {outcome}.")
}

/// What a change turns the verdict to.
pub fn outcome_combine(names: &[&str]) -> String {
    format!("{} together", list(names, "and"))
}

/// A change that leaves it open.
pub fn outcome_tie() -> String {
    "the article does not decide".to_owned()
}

/// A change that leaves nothing that the article covers.
pub fn outcome_not_covered() -> String {
    "the article does not say".to_owned()
}

/// The article, and whose opinion it is.
pub fn source(title: &str, author: &str, publisher: &str, date: &str) -> String {
    format!("From “{title}” by {author}, {publisher}, {}; the judgement is the author’s.", day(date))
}

/// `2023-09-11` as "11 September 2023".
fn day(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ];
    let mut parts = date.split('-').map(|part| part.parse::<usize>().ok());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Some(year)), Some(Some(month @ 1..=12)), Some(Some(day))) => {
            format!("{day} {} {year}", MONTHS[month - 1])
        }
        _ => date.to_owned(),
    }
}

/// "a, b and c".
fn list(items: &[&str], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [init @ .., end] => format!("{} {last} {end}", init.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_days_read_as_people_write_them() {
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(list(&["a"], "or"), "a");
        assert_eq!(day("2023-09-11"), "11 September 2023");
        assert_eq!(day("soon"), "soon");
    }
}
