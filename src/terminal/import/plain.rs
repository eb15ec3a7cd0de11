//! Plain text, as it is scraped from a page or written in an editor, taken apart into blocks.
//!
//! Nothing marks a heading here, so it is told by its form: a short line by itself that does not end like a sentence and
//! has text below it. The first line is the title.

use super::{Draft, furniture};
use crate::advisor::pack::Block;

/// A text that has a line longer than this, in characters, is not wrapped: each of its lines is a paragraph.
const LONGEST_WRAPPED: usize = 200;

/// The most characters of a title.
const LONGEST_TITLE: usize = 200;

/// The most characters and words of a heading.
const LONGEST_HEADING: (usize, usize) = (110, 16);

const BULLETS: [char; 9] = ['•', '◦', '▪', '‣', '●', '·', '-', '*', '–'];

/// A line, or the lines that were wrapped from one.
struct Piece {
    line: usize,
    text: String,
    mark: Mark,
    /// True if it is one line: a heading never is several.
    is_line: bool,
}

/// What a piece begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Bullet,
    Number,
}

/// Takes the text apart.
pub fn draft(text: &str) -> Draft {
    let pieces = without_furniture(pieces(text));
    let title =
        pieces.first().filter(|piece| piece.text.chars().count() <= LONGEST_TITLE).map(|piece| piece.text.clone());
    let body = &pieces[usize::from(title.is_some())..];
    let mut blocks: Vec<(usize, Block)> = Vec::with_capacity(body.len());
    for (at, piece) in body.iter().enumerate() {
        let block = block(blocks.last().map(|(_, block)| block), piece, body.get(at + 1));
        blocks.push((piece.line, block));
    }
    Draft { title, blocks }
}

fn pieces(text: &str) -> Vec<Piece> {
    let is_wrapped = text.lines().all(|line| line.chars().count() <= LONGEST_WRAPPED);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut is_open = false;
    for (number, line) in text.lines().enumerate().map(|(i, line)| (i + 1, line.trim())) {
        let (mark, words) = marked(line);
        match pieces.last_mut() {
            _ if line.is_empty() => is_open = false,
            // The first line is the title, so no line joins it.
            Some(piece) if is_wrapped && is_open && mark == Mark::None && piece.line > 1 => {
                piece.text.push(' ');
                piece.text.push_str(words);
                piece.is_line = false;
            }
            _ => {
                pieces.push(Piece { line: number, text: words.to_owned(), mark, is_line: true });
                is_open = true;
            }
        }
    }
    pieces
}

/// What a line begins with, and the rest.
fn marked(line: &str) -> (Mark, &str) {
    if let Some(rest) = line.strip_prefix(BULLETS).filter(|rest| rest.starts_with(char::is_whitespace)) {
        return (Mark::Bullet, rest.trim_start());
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    match rest.strip_prefix(['.', ')']).filter(|rest| rest.starts_with(char::is_whitespace)) {
        Some(rest) if (1..=2).contains(&digits) => (Mark::Number, rest.trim_start()),
        _ => (Mark::None, line),
    }
}

fn without_furniture(pieces: Vec<Piece>) -> Vec<Piece> {
    let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let kept = furniture::kept(&texts);
    pieces.into_iter().zip(kept).filter_map(|(piece, kept)| kept.then_some(piece)).collect()
}

/// What a piece is, behind `before` and in front of `next`.
fn block(before: Option<&Block>, piece: &Piece, next: Option<&Piece>) -> Block {
    let text = piece.text.clone();
    let is_led = matches!(before, Some(Block::Paragraph(text)) if text.ends_with(':'));
    let in_list = matches!(before, Some(Block::Item(_)));
    let list_goes_on = next.is_some_and(|next| next.mark == piece.mark);
    match piece.mark {
        Mark::Bullet => Block::Item(text),
        Mark::Number if is_led || in_list || list_goes_on || !is_heading_like(piece) => Block::Item(text),
        Mark::None if (is_led || in_list) && has_lost_its_bullet(piece, next) => Block::Item(text),
        _ if is_heading_like(piece) && next.is_some() => Block::Heading(text),
        _ => Block::Paragraph(text),
    }
}

/// In some scraped texts the items of a list are short lines without a bullet. The last of them cannot be told from the
/// heading that follows a list, so it takes one more short line behind it.
fn has_lost_its_bullet(piece: &Piece, next: Option<&Piece>) -> bool {
    let is_short = |piece: &Piece| piece.mark == Mark::None && is_heading_form(piece);
    is_short(piece) && next.is_some_and(is_short)
}

fn is_heading_like(piece: &Piece) -> bool {
    is_heading_form(piece) && !piece.text.starts_with(char::is_lowercase)
}

fn is_heading_form(piece: &Piece) -> bool {
    let (characters, words) = LONGEST_HEADING;
    let text = piece.text.trim_end_matches(['"', '”', '’', ')']);
    piece.is_line
        && text.chars().count() <= characters
        && text.split_whitespace().count() <= words
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['.', '!', ':', ';', ',', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks, one a line: `# ` before a heading, `- ` before an item.
    fn outline(text: &str) -> String {
        super::super::tests::outline(&draft(text))
    }

    #[test]
    fn headings_items_and_paragraphs_are_told_by_their_form() {
        let check = |text: &str, expect: &str| assert_eq!(outline(text), expect, "{text:?}");
        check("T\n\nA Heading\n\nSome text.\n", "= T\n# A Heading\nSome text.");
        check("T\n\nIs this one?\n\nSome text.\n", "= T\n# Is this one?\nSome text.");
        check("T\n\nOne\n\nLead:\n\n  • a\n\n  • b.\n\nAfter.\n", "= T\n# One\nLead:\n- a\n- b.\nAfter.");
        check("T\n\nOne\n\nLead:\n- a\n* b\n– c\n", "= T\n# One\nLead:\n- a\n- b\n- c");
        check("T\n\nOne\n\nWow, a breeze!\n\nText.\n", "= T\n# One\nWow, a breeze!\nText.");
        check("T\n\nOne\n\nText.\n\nnot a heading\n\nText.\n", "= T\n# One\nText.\nnot a heading\nText.");
        check("T\n\nOne\n\nText.\n\nThe End\n", "= T\n# One\nText.\nThe End");
        check("", "= ");
    }

    #[test]
    fn a_number_begins_an_item_in_a_list_and_a_heading_by_itself() {
        let text = "T\n\n1. First\n\nText.\n\n2. Second\n\nDo this:\n\n1. a\n2. b\n\nText.\n\n1.5 is no item.";
        assert_eq!(outline(text), "= T\n# First\nText.\n# Second\nDo this:\n- a\n- b\nText.\n1.5 is no item.");
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "T\n\nOne\n\nThis goes\nover two lines.\n\n- an item\n  goes on\n- next\n";
        assert_eq!(outline(text), "= T\n# One\nThis goes over two lines.\n- an item goes on\n- next");
    }

    #[test]
    fn where_lines_are_not_wrapped_each_is_a_block_of_its_own() {
        let long = "Words and more. ".repeat(20);
        let text = format!("T\nOne\n{long}\nTwo\nText.\n");
        assert_eq!(outline(&text), format!("= T\n# One\n{}\n# Two\nText.", long.trim()));
    }

    #[test]
    fn items_that_lost_their_bullets_stay_items() {
        let text = "T\n\nOne\n\nSuch as:\n\nalpha\n\nBeta\n\nGamma\n\nNext Heading\n\nText.\n";
        assert_eq!(outline(text), "= T\n# One\nSuch as:\n- alpha\n- Beta\n- Gamma\n# Next Heading\nText.");
    }

    #[test]
    fn a_first_line_as_long_as_a_paragraph_is_no_title() {
        let long = "word ".repeat(80);
        assert!(outline(&format!("{long}\n\nOne\n\nText.")).starts_with("= \nword"));
    }
}
