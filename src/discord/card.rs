//! A card: what the bot shows, within Discord's limits whatever is put into it.
//!
//! It is filled in the order of what matters. Each part takes what it needs of what is left for the whole, and is
//! shortened at a sentence or by whole lines where that is not enough; so filling cannot fail.

use serenity::builder::{CreateEmbed, CreateEmbedFooter};

use super::limits::{self, length};
use super::markdown::shorten;
use super::wording;

/// Less room than this is not used: a few words that break off tell nothing.
const LEAST_ROOM: usize = 60;

/// Texts in a frame, all within the limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    left: usize,
    title: String,
    address: Option<String>,
    colour: u32,
    description: String,
    fields: Vec<(String, String)>,
    footer: String,
}

impl Card {
    /// A card under a title, with a colour (`0xRRGGBB`).
    pub fn new(title: &str, colour: u32) -> Self {
        let title = shorten(title, limits::EMBED_TITLE);
        Self {
            left: limits::EMBEDS_TOTAL - length(&title),
            title,
            address: None,
            colour,
            description: String::new(),
            fields: Vec::new(),
            footer: String::new(),
        }
    }

    /// Makes the title lead to `url`, if Discord takes that as an address.
    pub fn linked_to(mut self, url: &str) -> Self {
        self.address = is_address(url).then(|| url.to_owned());
        self
    }

    /// Puts a text below everything. It is shown as it is: Discord formats nothing there.
    pub fn footer(mut self, text: &str) -> Self {
        self.footer = shorten(text, limits::EMBED_FOOTER.min(self.left));
        self.left -= length(&self.footer);
        self
    }

    /// Adds a paragraph below the title.
    pub fn paragraph(mut self, text: &str) -> Self {
        let gap = if self.description.is_empty() { "" } else { "\n\n" };
        let room = self.left.min(limits::EMBED_DESCRIPTION - length(&self.description)).saturating_sub(gap.len());
        if text.is_empty() || (room < LEAST_ROOM && length(text) > room) {
            return self;
        }
        let text = shorten(text, room);
        self.left -= gap.len() + length(&text);
        self.description.push_str(gap);
        self.description.push_str(&text);
        self
    }

    /// Adds a field of lines under a name. Lines that do not fit are counted and left out; the first is shortened.
    pub fn lines<'a>(
        mut self,
        name: &str,
        lines: impl IntoIterator<Item = impl Into<std::borrow::Cow<'a, str>>>,
    ) -> Self {
        let lines: Vec<_> = lines.into_iter().map(Into::into).collect();
        let name = shorten(name, limits::FIELD_NAME);
        let room = self.left.saturating_sub(length(&name)).min(limits::FIELD_VALUE);
        if lines.is_empty() || room < LEAST_ROOM || self.fields.len() == limits::EMBED_FIELDS {
            return self;
        }
        let text = joined(&lines, room);
        self.left -= length(&name) + length(&text);
        self.fields.push((name, text));
        self
    }

    /// The card as serenity sends it.
    pub fn into_embed(self) -> CreateEmbed {
        let mut embed = CreateEmbed::new().title(self.title).colour(self.colour);
        if let Some(address) = self.address {
            embed = embed.url(address);
        }
        if !self.description.is_empty() {
            embed = embed.description(self.description);
        }
        if !self.footer.is_empty() {
            embed = embed.footer(CreateEmbedFooter::new(self.footer));
        }
        embed.fields(self.fields.into_iter().map(|(name, text)| (name, text, false)))
    }
}

/// Whether Discord takes `url` as an address, in an embed or in a link within a text.
pub fn is_address(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && length(url) <= limits::ADDRESS
        && !url.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'))
}

/// As many whole lines as fit, and how many are left out; a first line that is too long by itself is shortened.
fn joined(lines: &[std::borrow::Cow<'_, str>], room: usize) -> String {
    let whole = lines.join("\n");
    if length(&whole) <= room {
        return whole;
    }
    (1..lines.len())
        .rev()
        .map(|kept| format!("{}\n{}", lines[..kept].join("\n"), wording::and_more(lines.len() - kept)))
        .find(|text| length(text) <= room)
        .unwrap_or_else(|| match lines.len() - 1 {
            0 => shorten(&whole, room),
            more => {
                let more = format!("\n{}", wording::and_more(more));
                shorten(&lines[0], room - length(&more)) + &more
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(card: &Card) -> usize {
        let fields = card.fields.iter().map(|(name, text)| length(name) + length(text)).sum::<usize>();
        length(&card.title) + length(&card.description) + length(&card.footer) + fields
    }

    #[test]
    fn every_limit_is_kept_whatever_is_put_in() {
        let monster = "A sentence of a monstrous pack 😀. ".repeat(1000);
        let lines = vec![monster.as_str(); 300];
        let mut card = Card::new(&monster, 0).linked_to("https://x").footer(&monster).paragraph(&monster);
        for _ in 0..40 {
            card = card.lines(&monster, lines.clone()).paragraph(&monster);
        }
        assert!(sizes(&card) <= limits::EMBEDS_TOTAL);
        assert_eq!(sizes(&card), limits::EMBEDS_TOTAL - card.left);
        assert!(length(&card.title) <= limits::EMBED_TITLE && length(&card.description) <= limits::EMBED_DESCRIPTION);
        assert!(card.fields.len() <= limits::EMBED_FIELDS);
        assert!(
            card.fields
                .iter()
                .all(|(name, text)| length(name) <= limits::FIELD_NAME && length(text) <= limits::FIELD_VALUE)
        );
    }

    #[test]
    fn many_fields_are_within_their_number() {
        let card = (0..100).fold(Card::new("t", 0), |card, _| card.lines("n", ["x"]));
        assert_eq!(card.fields.len(), limits::EMBED_FIELDS);
    }

    #[test]
    fn lines_that_do_not_fit_are_counted() {
        let long = "x".repeat(400);
        let card = Card::new("t", 0).lines("n", [long.as_str(), "b", long.as_str(), long.as_str()]);
        assert_eq!(card.fields[0].1, format!("{long}\nb\n{long}\n{}", wording::and_more(1)));
        let card = Card::new("t", 0).lines("n", [long.repeat(3).as_str(), "b"]);
        assert!(card.fields[0].1.ends_with(&wording::and_more(1)));
    }

    #[test]
    fn nothing_is_shown_of_what_is_empty() {
        let card = Card::new("t", 0).paragraph("").lines("n", Vec::<&str>::new());
        assert_eq!((card.description.as_str(), card.fields.len()), ("", 0));
    }

    #[test]
    fn only_what_discord_takes_as_an_address_becomes_one() {
        let check = |url: &str, expect| assert_eq!(is_address(url), expect, "{url}");
        check("https://example.com/a", true);
        check("http://example.com", true);
        check("data:text/html,x", false);
        check("https://example.com/a b", false);
        check("https://example.com/)evil", false);
        check(&format!("https://{}", "x".repeat(600)), false);
        check("", false);
    }
}
