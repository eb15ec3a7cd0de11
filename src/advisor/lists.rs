//! Lists of words that phrases and pairs share: `{forecast}` in a phrase stands for every word of that list.
//!
//! One list of verbs and one of nouns say what thousands of phrases would, and a word that is added to a list is known
//! wherever the list stands. Numbers are never listed one by one: two lists take in whatever is written in digits.

use serde::{Deserialize, Serialize};

use super::gathering::Memberships;
use super::phrases::Phrases;
use super::rows::{Rows, Sets};

/// The list that every number belongs to, whatever else stands in it.
pub const NUMBERS: &str = "number";

/// The list that numbers from a thousand on belong to.
pub const LARGE_NUMBERS: &str = "large-number";

/// The least number that is large.
const LEAST_LARGE: f64 = 1_000.0;

/// What is more often a year than a count; "2000" is more often a count.
const YEARS: [std::ops::RangeInclusive<f64>; 2] = [1_950.0..=1_999.0, 2_001.0..=2_049.0];

/// How many words a number may have: "two hundred thousand".
const LONGEST_NUMBER: usize = 4;

/// Lists of words, ready to be found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lists {
    /// The lists' names, as they stand in a phrase: `{name}`.
    slots: Vec<String>,
    /// What stands in a list, each with its place in `sets`.
    members: Phrases<u32>,
    /// For each member the lists that it stands in.
    sets: Sets,
    numbers: Option<u32>,
    large_numbers: Option<u32>,
}

/// Where members of lists stand in a row of words.
#[derive(Debug, Default)]
pub struct Listed {
    /// Where the finds that begin at each word begin, and where the last ones end.
    starts: Rows,
    found: Vec<InList>,
    /// For each word whether a comma stands before it: "sell tea, cups".
    parted: Vec<bool>,
}

/// A member of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct InList {
    /// The list's place.
    pub list: u32,
    /// How many words it has.
    pub len: usize,
}

impl Lists {
    /// The lists with these names and members. Members without a word are passed over.
    pub fn new<'a, M>(lists: impl Iterator<Item = (&'a str, M)> + Clone) -> Self
    where
        M: IntoIterator<Item = &'a str>,
    {
        let mut gathering = Memberships::with_room_for(lists.clone().flat_map(|(_, members)| members).count());
        for ((_, members), list) in lists.clone().zip(0..) {
            members.into_iter().for_each(|member| gathering.add(member, list));
        }
        let (members, sets) = gathering.finish();
        let place = |wanted| lists.clone().position(|(name, _)| name == wanted).map(|place| place as u32);
        let (numbers, large_numbers) = (place(NUMBERS), place(LARGE_NUMBERS));
        Self { slots: lists.map(|(name, _)| slot(name)).collect(), members, sets, numbers, large_numbers }
    }

    /// How each list is written in a phrase.
    pub fn slots(&self) -> &[String] {
        &self.slots
    }

    /// True if a list has this word.
    pub fn has(&self, word: &str) -> bool {
        self.members.has(word)
    }

    /// Every word of every list, by its stem.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.members.own_words()
    }

    /// The words of the lists as they were written, where that is not their stem.
    pub fn inflected(&self) -> impl Iterator<Item = &str> {
        self.members.inflected()
    }

    /// The members of lists in a row of stems. `parted` tells before which of them a comma stands, over which no member
    /// goes.
    pub fn find(&self, words: &[&str], parted: Vec<bool>) -> Listed {
        let mut listed = Listed { parted, ..Listed::default() };
        let ids = self.members.ids(words.iter().copied());
        let nothing = Listed::default();
        for at in 0..words.len() {
            listed.starts.push(listed.found.len() as u32);
            self.members.each_at(&ids, at, &nothing, |set, len| {
                let lists = self.sets.get(set).iter().filter(|_| !(at + 1..at + len).any(|at| listed.is_parted(at)));
                listed.found.extend(lists.map(|list| InList { list: *list, len }).collect::<Vec<_>>());
            });
        }
        listed.starts.push(listed.found.len() as u32);
        let is_number = |list: u32| Some(list) == self.numbers || Some(list) == self.large_numbers;
        let has_numbers = listed.found.iter().any(|member| is_number(member.list))
            || words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        if has_numbers { self.with_numbers(words, listed) } else { listed }
    }

    /// The same with the numbers that are written in digits, and with those of several words.
    fn with_numbers(&self, words: &[&str], listed: Listed) -> Listed {
        let is_in =
            |at: usize, list: Option<u32>| listed.at(at).iter().any(|one| Some(one.list) == list && one.len == 1);
        let is_large = |at: usize| is_in(at, self.large_numbers) || value(words[at]).is_some_and(is_large);
        let is_number = |at: usize| is_large(at) || is_in(at, self.numbers) || value(words[at]).is_some();
        let mut all = Listed::default();
        for at in 0..words.len() {
            all.starts.push(all.found.len() as u32);
            all.found.extend(listed.at(at));
            let goes_on = |next: &usize| is_number(*next) && (*next == at || !listed.is_parted(*next));
            let run = (at..words.len().min(at + LONGEST_NUMBER)).take_while(goes_on).count();
            // "30 000" is two words, and neither is large.
            let is_grouped = |at: usize| words[at].len() == 3 && words[at].bytes().all(|byte| byte.is_ascii_digit());
            let mut large = false;
            for len in 1..=run {
                large |= is_large(at + len - 1) || len > 1 && is_grouped(at + len - 1);
                let lists = [self.numbers, self.large_numbers.filter(|_| large)];
                all.found.extend(lists.into_iter().flatten().map(|list| InList { list, len }));
            }
        }
        all.starts.push(all.found.len() as u32);
        Listed { parted: listed.parted, ..all }
    }
}

impl Listed {
    /// True if a comma stands before a word.
    pub fn is_parted(&self, at: usize) -> bool {
        self.parted.get(at).is_some_and(|parted| *parted)
    }

    /// What begins at a word.
    pub fn at(&self, at: usize) -> &[InList] {
        match self.starts.get(at..at + 2) {
            Some([from, to]) => &self.found[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

fn is_large(number: f64) -> bool {
    number >= LEAST_LARGE && !YEARS.iter().any(|years| years.contains(&number))
}

/// How a list is written in a phrase.
fn slot(name: &str) -> String {
    format!("{{{name}}}")
}

/// The names of the lists that stand in a phrase.
pub fn names_in(phrase: &str) -> impl Iterator<Item = &str> {
    // Most phrases have none.
    let pieces = phrase.contains('{').then(|| phrase.split(' '));
    pieces.into_iter().flatten().filter_map(name_in)
}

/// The name of the list that a piece of a phrase stands for, if it does.
fn name_in(piece: &str) -> Option<&str> {
    piece.strip_suffix('?').unwrap_or(piece).strip_prefix('{')?.strip_suffix('}')
}

/// What is written in digits: "12", "1.5", "40k", "2m".
fn value(word: &str) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (digits, unit) = word.split_at(word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len()));
    let unit = match unit {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mio" | "mln" | "mil" => 1e6,
        _ => return None,
    };
    digits.parse::<f64>().ok().map(|number| number * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<String> {
        let lists = [
            ("cook", vec!["boil", "bring to a boil", "fry"]),
            ("heat", vec!["boil"]),
            (NUMBERS, vec!["two", "dozen"]),
            (LARGE_NUMBERS, vec!["thousand"]),
        ];
        let lists = Lists::new(lists.into_iter());
        let words: Vec<_> = words.split(' ').collect();
        let listed = lists.find(&words, Vec::new());
        let told = |at: usize, one: &InList| {
            format!("{} {}", lists.slots[one.list as usize], words[at..at + one.len].join(" "))
        };
        (0..words.len()).flat_map(|at| listed.at(at).iter().map(move |one| told(at, one)).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn members_of_lists_are_found_wherever_they_stand() {
        assert_eq!(found("we boil it"), ["{cook} boil", "{heat} boil"]);
        assert_eq!(found("bring to a boil"), ["{cook} bring to a boil", "{cook} boil", "{heat} boil"]);
        assert!(found("tea").is_empty());
    }

    #[test]
    fn no_member_goes_over_a_comma() {
        let lists = Lists::new([("drink", ["green tea"])].into_iter());
        let words = ["green", "tea"];
        assert_eq!(lists.find(&words, vec![true, false]).at(0).len(), 1);
        assert_eq!(lists.find(&words, vec![false, true]).at(0).len(), 0);
    }

    #[test]
    fn numbers_need_not_be_listed() {
        assert_eq!(found("12"), ["{number} 12"]);
        assert_eq!(found("12k"), ["{number} 12k", "{large-number} 12k"]);
        assert_eq!(found("30 000")[..3], ["{number} 30", "{number} 30 000", "{large-number} 30 000"]);
        assert_eq!(
            found("two thousand")[1..4],
            ["{number} two", "{number} two thousand", "{large-number} two thousand"]
        );
        assert_eq!(found("2015"), ["{number} 2015"]);
        assert!(found("3d").is_empty());
    }
}
