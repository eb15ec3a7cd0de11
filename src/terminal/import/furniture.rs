//! Page furniture: what stands around an article on its page and is none of its text.
//!
//! It is told by general signs, not by the words of one page: lines about a photo, a date or a reading time, the
//! author's name by itself, and from a heading such as "read more" on everything that follows, if that is teasers only.

use std::collections::HashSet;

/// A line with more words than this is text, whatever it begins with.
const LONGEST_LINE: usize = 14;

/// A heading of the tail has at most so many words.
const LONGEST_TAIL_HEADING: usize = 8;

/// A paragraph with more words than this is no teaser, so the heading before it is no heading of the tail.
const LONGEST_TEASER: usize = 45;

/// The tail is at most one part in so many of the page's words: a short article is not swallowed whole.
const SMALLEST_SHARE: usize = 3;

/// Author boxes are looked for in so many pieces from the top.
const BYLINE_REACH: usize = 12;

const CAPTIONS: [&str; 9] = [
    "photo of ", "photo by ", "photo credit", "image by ", "image credit", "image source", "picture of ",
    "portrait of ", "avatar of ",
];

const DATELINES: [&str; 7] =
    ["updated", "last updated", "published", "posted", "modified", "last modified", "written on"];

const BYLINES: [&str; 5] = ["written by ", "posted by ", "author: ", "author ", "by "];

const BUTTONS: [&str; 16] = [
    "share", "tweet", "print", "menu", "search", "advertisement", "sponsored", "skip to content",
    "skip to main content", "back to top", "log in", "sign in", "sign up", "subscribe", "copy link", "read more",
];

const TAIL_HEADINGS: [&str; 30] = [
    "more posts", "more articles", "more stories", "more from ", "more by ", "read more", "read next", "read also",
    "keep reading", "further articles", "related posts", "related articles", "related stories", "related content",
    "recommended for you", "recommended articles", "you may also", "you might also", "about the author", "share this",
    "share on ", "leave a comment", "leave a reply", "comments", "subscribe to ", "sign up for ", "our newsletter",
    "get in touch", "contact us", "let's talk",
];

/// For each piece of a page, in order, whether it belongs to the article.
pub fn kept(pieces: &[&str]) -> Vec<bool> {
    let names = author_names(pieces);
    let end = tail_start(pieces);
    let belongs = |at: usize, piece: &str| at < end && !is_line_of_furniture(piece) && !names.contains(piece);
    pieces.iter().enumerate().map(|(at, piece)| belongs(at, piece)).collect()
}

/// A caption, a date, a reading time, a byline or a button.
fn is_line_of_furniture(piece: &str) -> bool {
    let lower = lower(piece);
    let is_label = piece.split_whitespace().count() <= LONGEST_LINE && !ends_sentence(piece);
    BUTTONS.contains(&lower.as_str())
        || is_label
            && (CAPTIONS.iter().any(|caption| lower.starts_with(caption))
                || is_dateline(&lower)
                || is_reading_time(&lower)
                || named_in_byline(piece).is_some())
}

fn is_dateline(lower: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    DATELINES.iter().any(|word| lower.starts_with(word)) && numbers(lower).any(is_year)
}

/// "14 min read", "7-minute read".
fn is_reading_time(lower: &str) -> bool {
    let words: Vec<_> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).any(|window| {
        let [number, unit, read] = window else { return false };
        number.bytes().all(|b| b.is_ascii_digit())
            && matches!(*unit, "min" | "mins" | "minute" | "minutes")
            && *read == "read"
    })
}

/// The names of authors: in captions and bylines, and alone on a line before a date at the top.
fn author_names<'a>(pieces: &[&'a str]) -> HashSet<&'a str> {
    let from_captions = pieces.iter().filter_map(|piece| named_in_byline(piece).or_else(|| named_in_caption(piece)));
    let top = &pieces[..pieces.len().min(BYLINE_REACH)];
    let from_datelines = top.windows(2).skip(1).filter_map(|pair| {
        let dated = is_dateline(&lower(pair[1])) || is_reading_time(&lower(pair[1]));
        (dated && is_name(pair[0])).then_some(pair[0])
    });
    from_captions.chain(from_datelines).collect()
}

fn named_in_caption(piece: &str) -> Option<&str> {
    let lower = lower(piece);
    let caption = CAPTIONS.iter().find(|caption| caption.ends_with("of ") && lower.starts_with(**caption))?;
    piece.get(caption.len()..).filter(|name| is_name(name))
}

fn named_in_byline(piece: &str) -> Option<&str> {
    let lower = lower(piece);
    let byline = BYLINES.iter().find(|byline| lower.starts_with(**byline))?;
    piece.get(byline.len()..).map(str::trim).filter(|name| is_name(name))
}

/// Two to four words, each with a capital: a person's name as it stands alone.
fn is_name(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    (2..=4).contains(&words.len()) && words.iter().all(is_part)
}

/// Where the tail begins: at the first heading of its kind that only teasers follow; else behind the last piece.
fn tail_start(pieces: &[&str]) -> usize {
    let lengths: Vec<_> = pieces.iter().map(|piece| piece.split_whitespace().count()).collect();
    let total: usize = lengths.iter().sum();
    let mut start = pieces.len();
    let mut tail = 0;
    for at in (1..pieces.len()).rev() {
        tail += lengths[at];
        if lengths[at] > LONGEST_TEASER || tail * SMALLEST_SHARE > total {
            break;
        }
        if is_tail_heading(pieces[at], lengths[at]) {
            start = at;
        }
    }
    start
}

fn is_tail_heading(piece: &str, words: usize) -> bool {
    let lower = lower(piece);
    words <= LONGEST_TAIL_HEADING
        && !piece.ends_with(['.', ':'])
        && TAIL_HEADINGS.iter().any(|heading| lower.starts_with(heading))
}

fn ends_sentence(piece: &str) -> bool {
    piece.ends_with(['.', '!', ':', ';'])
}

/// Lower case in ASCII only, so that byte positions stay, and with plain apostrophes where those do not matter.
fn lower(piece: &str) -> String {
    piece.trim().to_ascii_lowercase().replace('’', "'")
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "The body of the article is long enough that a short tail behind it is a small share of the page, \
        which takes a good many words, and it goes on until it has said what it has to say, point after point, with no \
        haste at all and with a full stop at its end.";

    #[test]
    fn lines_around_the_article_are_told_from_its_text() {
        let check = |line: &str, is_kept: bool| assert_eq!(kept(&["Title", line, BODY])[1], is_kept, "{line:?}");
        for line in [
            "Photo of Ada Lovelace",
            "Photo by Jo Do on a picture site",
            "Updated Sep 11, 2023 • 14 min read",
            "Published on 3 May 2021",
            "7-minute read",
            "By Ada Lovelace",
            "Written by Ada King-Noel",
            "Share",
            "Skip to content",
        ] {
            check(line, false);
        }
        for line in [
            "Photo of the rack: it shows how the servers are wired.",
            "Updated systems need less care than old ones.",
            "By using an interface, parts can be swapped",
            "Read the 14 minutes before the deadline",
            "Use Cases: When to Choose One",
            "Ada Lovelace",
        ] {
            check(line, true);
        }
    }

    #[test]
    fn an_author_named_once_is_dropped_wherever_the_name_stands_alone() {
        let pieces = ["Title", "Photo of Ada Lovelace", "Ada Lovelace", BODY, "Ada Lovelace", "Ada Lovelace wrote it."];
        assert_eq!(kept(&pieces), [true, false, false, true, false, true]);
        let pieces = ["Ada Lovelace", "Jo Do", "5 min read", BODY];
        assert_eq!(kept(&pieces), [true, false, false, true], "the title is no byline");
    }

    #[test]
    fn teasers_go_from_the_tails_first_heading_on() {
        let pieces = [
            "Title",
            "Heading",
            BODY,
            "More posts by this author",
            "Ten things",
            "Read more on our Blog",
            "Let’s talk",
        ];
        assert_eq!(kept(&pieces), [true, true, true, false, false, false, false]);
    }

    #[test]
    fn a_heading_of_that_kind_with_an_article_behind_it_stays() {
        assert_eq!(kept(&["Title", "Heading", BODY, "Comments in the code", BODY]), [true; 5]);
        assert_eq!(kept(&["Title", "Heading", "Short.", "Read more wisely", "Do."]), [true; 5], "all of it is short");
    }
}
