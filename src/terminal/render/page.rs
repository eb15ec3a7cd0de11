//! A page of wrapped lines: titles, and texts that hang under their bullet or number.

use std::ops::Range;

use anstyle::Style;

use super::safe;

/// The text so far.
pub struct Page {
    width: usize,
    text: String,
}

impl Page {
    /// An empty page whose lines have `width` characters at most, unless a word is longer.
    pub fn new(width: usize) -> Self {
        Self { width, text: String::new() }
    }

    /// An empty line, unless the page is empty.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A title with an empty line above it.
    pub fn title(&mut self, title: &str) {
        self.gap();
        self.text("", title, super::TITLE);
    }

    /// A text behind `lead`; its further lines are indented as far.
    pub fn text(&mut self, lead: &str, text: &str, style: Style) {
        self.lines(lead, text, |_| style);
    }

    /// A text of which one part, if it is there, is set in another style.
    pub fn marked(&mut self, lead: &str, text: &str, part: Option<&str>, style: Style) {
        let start = part.and_then(|part| text.find(part));
        let marked = start.map_or(0..0, |start| start..start + part.map_or(0, str::len));
        self.lines(lead, text, |word| if marked.contains(&word.start) { style } else { Style::new() });
    }

    /// The page.
    pub fn finish(self) -> String {
        self.text
    }

    /// Words that follow one another in one style share its escape codes.
    fn lines(&mut self, lead: &str, text: &str, style_of: impl Fn(&Range<usize>) -> Style) {
        let indent = lead.chars().count();
        self.text.push_str(lead);
        for (number, line) in wrap(text, self.width.saturating_sub(indent)).iter().enumerate() {
            if number > 0 {
                self.text.push_str(&" ".repeat(indent));
            }
            for (at, run) in line.chunk_by(|one, other| style_of(one) == style_of(other)).enumerate() {
                let style = style_of(&run[0]);
                let words: Vec<_> = run.iter().map(|word| safe(&text[word.clone()])).collect();
                let space = if at > 0 { " " } else { "" };
                self.text.push_str(&format!("{space}{style}{}{style:#}", words.join(" ")));
            }
            self.text.push('\n');
        }
    }
}

/// The words of a text, line for line, as their places in it; one empty line for an empty text.
fn wrap(text: &str, width: usize) -> Vec<Vec<Range<usize>>> {
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(Vec::new());
            used = 0;
        }
        used += length + usize::from(used > 0);
        lines
            .last_mut()
            .expect("cannot fail: there is a first line, and none is taken away")
            .push(start..start + word.len());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: usize, fill: impl Fn(&mut Page)) -> String {
        let mut page = Page::new(width);
        fill(&mut page);
        page.finish()
    }

    #[test]
    fn lines_are_wrapped_between_words_and_hang_under_their_lead() {
        let check = |text: &str, expect: &str| {
            assert_eq!(page(12, |page| page.text(" • ", text, Style::new())), expect, "{text:?}");
        };
        check("one two three", " • one two\n   three\n");
        check("one two 34", " • one two\n   34\n");
        check("one  two\nx", " • one two x\n");
        check("incomprehensibilities go", " • incomprehensibilities\n   go\n");
        check("ééé üüü öö", " • ééé üüü\n   öö\n");
        check("", " • \n");
        check("\x1b[2J", " • \u{fffd}[2J\n");
    }

    #[test]
    fn a_marked_part_keeps_its_style_over_the_end_of_a_line() {
        let bold = Style::new().bold();
        let text = page(9, |page| page.marked("", "one two three four", Some("two three"), bold));
        assert_eq!(text, format!("one {bold}two{bold:#}\n{bold}three{bold:#}\nfour\n"));
        let text = page(9, |page| page.marked("", "one two", Some("else"), bold));
        assert_eq!(text, "one two\n");
    }

    #[test]
    fn a_gap_parts_what_is_there_from_what_comes() {
        assert_eq!(anstream::adapter::strip_str(&page(9, |page| page.title("T"))).to_string(), "T\n");
        let text = page(9, |page| {
            page.text("", "a", Style::new());
            page.gap();
            page.text("", "b", Style::new());
        });
        assert_eq!(text, "a\n\nb\n");
    }
}
