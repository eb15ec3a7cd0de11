//! An answer as a Discord message: the card with the verdict, its buttons, and what the buttons show.
//!
//! It lays out and never rewords. What packs and people wrote is escaped, so that nothing in it can format, link or
//! mention; colour and emoji only stand beside words that say the same.

use serenity::builder::{CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed};
use serenity::model::application::ButtonStyle;

use super::card::{Card, is_address};
use super::conversation::{Action, Conversation};
use super::limits::{CONTENT, FIELD_VALUE};
use super::markdown::{escape, shorten};
use super::wording;
use crate::advisor::answer::{Answer, ContenderView, Evidence, NoteView, Reason, VerdictKind};

/// The colour of an answer that chooses nobody: a grey that is seen on light and on dark.
pub const NEUTRAL: u32 = 0x80_84_8E;

/// What the passages may take of the card that shows them; the rest is for headings, the question and the notes.
const PASSAGES: usize = 4000;

/// What a reason's sentence may take of its field; the rest is for the numbers of its passages.
const REASON: usize = 900;

/// What is sent: text or a card, with buttons. It pings nobody, whatever is in it.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// Plain text; empty for none.
    pub text: String,
    /// The card.
    pub embed: Option<CreateEmbed>,
    /// The buttons below.
    pub buttons: Vec<CreateActionRow>,
    /// True if only the asker is to see it.
    pub private: bool,
}

impl Reply {
    /// A sentence for the asker alone.
    pub fn notice(text: impl Into<String>) -> Self {
        Self { text: text.into(), private: true, ..Self::default() }
    }

    /// A card.
    pub fn card(card: Card) -> Self {
        Self { embed: Some(card.into_embed()), ..Self::default() }
    }

    /// The same, for the asker alone if `private`.
    pub fn private(self, private: bool) -> Self {
        Self { private, ..self }
    }
}

/// Nobody is pinged, not even the author of the message that is replied to.
pub fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

/// The answer with its buttons.
pub fn answer(answer: &Answer) -> Reply {
    let asked = Conversation::answered(answer);
    let mut reply = Reply::card(answer_card(answer, asked.as_ref()));
    reply.buttons = asked.map(|asked| buttons(answer, &asked)).unwrap_or_default();
    reply
}

/// The passages behind the answer.
pub fn sources(answer: &Answer) -> Reply {
    let card = Card::new(wording::SOURCES, colour(answer))
        .linked_to(&answer.source.url)
        .footer(&answer.source.text)
        .paragraph(&quoted(answer));
    // Each passage has its share, so that the last has room too.
    let share = PASSAGES / answer.evidence.len().max(1);
    let passages = answer.evidence.iter().enumerate();
    let card = passages.fold(card, |card, (i, passage)| {
        card.lines(&format!("[{}] {}", i + 1, escape(&passage.section)), passage_lines(passage, share))
    });
    Reply::card(with_notes(card, answer))
}

/// What would turn the verdict.
pub fn changes(answer: &Answer) -> Reply {
    let lines: Vec<_> = answer.would_change.iter().map(|change| format!("• {}", escape(&change.text))).collect();
    let card = Card::new(wording::CHANGES, colour(answer)).paragraph(&quoted(answer)).paragraph(&lines.join("\n"));
    Reply::card(card)
}

/// The answer in plain text, for a channel where cards are not allowed.
pub fn plain(answer: &Answer) -> Reply {
    let reasons = answer.reasons.iter().chain(&answer.cautions).map(|reason| format!("• {}", escape(&reason.text)));
    let lines = [format!("**{}**", title(answer))].into_iter().chain(reasons).chain([escape(&answer.source.text)]);
    Reply { text: shorten(&lines.collect::<Vec<_>>().join("\n"), CONTENT), ..Reply::default() }
}

fn answer_card(answer: &Answer, asked: Option<&Conversation>) -> Card {
    let remarks: Vec<_> = answer.remarks.iter().map(|remark| escape(remark)).collect();
    let card = Card::new(&title(answer), colour(answer))
        .linked_to(&answer.source.url)
        .footer(&answer.source.text)
        .paragraph(&asked.map(Conversation::quote).unwrap_or_default())
        .paragraph(&remarks.join("\n"))
        .lines(wording::PARTS, part_lines(answer))
        .lines(wording::WHY, answer.reasons.iter().map(|reason| reason_line(answer, reason)))
        .lines(wording::WATCH_OUT, answer.cautions.iter().map(|caution| reason_line(answer, caution)));
    let looked_up = answer.evidence.first().filter(|_| answer.verdict.kind == VerdictKind::LookUp);
    let card = looked_up
        .into_iter()
        .fold(card, |card, passage| card.lines(wording::PASSAGE, passage_lines(passage, FIELD_VALUE)));
    with_notes(card, answer)
        .lines(wording::NEAREST, answer.nearest.iter().map(|topic| format!("• {}", escape(&topic.ask))))
        .lines(wording::SOURCES, source_lines(answer))
}

fn title(answer: &Answer) -> String {
    let headline = escape(&answer.headline);
    match chosen(answer) {
        Some(contender) => format!("{} {headline}", contender.emoji).trim_start().to_owned(),
        None => headline,
    }
}

fn colour(answer: &Answer) -> u32 {
    let hex = chosen(answer).and_then(|contender| contender.colour.strip_prefix('#'));
    hex.filter(|hex| hex.len() == 6).and_then(|hex| u32::from_str_radix(hex, 16).ok()).unwrap_or(NEUTRAL)
}

fn chosen(answer: &Answer) -> Option<&ContenderView> {
    answer.verdict.contender.as_deref().and_then(|id| contender(answer, id))
}

fn contender<'a>(answer: &'a Answer, id: &str) -> Option<&'a ContenderView> {
    answer.contenders.iter().find(|contender| contender.id == id)
}

fn quoted(answer: &Answer) -> String {
    Conversation::answered(answer).map(|asked| asked.quote()).unwrap_or_default()
}

fn part_lines(answer: &Answer) -> Vec<String> {
    let line = |part: &crate::advisor::answer::Part| match contender(answer, &part.contender) {
        Some(contender) => format!("{} {}", contender.emoji, escape(&part.text)),
        None => format!("• {}", escape(&part.text)),
    };
    answer.parts.iter().map(line).collect()
}

/// The sentence, then the numbers of the passages that prove it.
fn reason_line(answer: &Answer, reason: &Reason) -> String {
    format!("• {}{}", shorten(&escape(&reason.text), REASON), numbers(answer, &reason.evidence))
}

fn numbers(answer: &Answer, ids: &[String]) -> String {
    let place = |id: &String| answer.evidence.iter().position(|passage| passage.id == *id);
    ids.iter().filter_map(place).map(|at| format!(" [{}]", at + 1)).collect()
}

/// The passage as a quote, shortened to `room` unless a sentence of it is marked.
fn passage_lines(passage: &Evidence, room: usize) -> Vec<String> {
    let marked =
        passage.marked.as_deref().and_then(|marked| passage.text.split_once(marked).map(|ends| (ends, marked)));
    let text = match marked {
        Some(((before, after), marked)) => format!("{}**{}**{}", escape(before), escape(marked), escape(after)),
        None => shorten(&escape(&passage.text), room),
    };
    text.lines().map(|line| format!("> {line}")).collect()
}

fn with_notes(card: Card, answer: &Answer) -> Card {
    card.lines(wording::NOTES, answer.notes.iter().map(note_line))
}

fn note_line(note: &NoteView) -> String {
    format!("• {}: {} ({})", escape(&note.date), escape(&note.text), link(&note.source, &note.url))
}

/// The sections of the passages by number, then the article.
fn source_lines(answer: &Answer) -> Vec<String> {
    if answer.evidence.is_empty() {
        return Vec::new();
    }
    let section = |(i, passage): (usize, &Evidence)| format!("[{}] {}", i + 1, escape(&passage.section));
    let source = &answer.source;
    let article =
        format!("{}, {}, {}", link(&source.title, &source.url), escape(&source.publisher), escape(&source.date));
    [article].into_iter().chain(answer.evidence.iter().enumerate().map(section)).collect()
}

/// `text` as a link, where `url` is one that Discord takes.
pub fn link(text: &str, url: &str) -> String {
    if is_address(url) { format!("[{}]({url})", escape(text)) } else { escape(text) }
}

fn buttons(answer: &Answer, asked: &Conversation) -> Vec<CreateActionRow> {
    let button = |action, label| CreateButton::new(asked.custom_id(action)).label(label).style(ButtonStyle::Secondary);
    let sources = (!answer.evidence.is_empty()).then(|| button(Action::Sources, wording::SOURCES));
    let change = (!answer.would_change.is_empty()).then(|| button(Action::Change, wording::CHANGES));
    let follow_up = button(Action::FollowUp, wording::FOLLOW_UP).style(ButtonStyle::Primary);
    vec![CreateActionRow::Buttons(sources.into_iter().chain(change).chain([follow_up]).collect())]
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use serenity::builder::CreateMessage;

    use super::*;
    use crate::advisor::answer::{Change, Topic};
    use crate::advisor::search::PassageIndex;
    use crate::advisor::{Advisor, Compiled, Pack, Subject};
    use crate::discord::limits;

    fn advisor() -> Advisor {
        let pack = Pack::read(&crate::storage::builtin()).unwrap();
        let index = PassageIndex::in_memory(&pack.article).unwrap();
        Advisor::new(vec![Subject::new(Compiled::new(pack), index)]).unwrap()
    }

    fn asked(text: &str) -> Answer {
        Conversation::new(text).unwrap().ask(&advisor())
    }

    /// The answers to the pack's own questions that have this label.
    fn labelled(label: &str) -> Vec<Answer> {
        let advisor = advisor();
        let questions = advisor.subjects()[0].pack().questions.iter().filter(|question| question.verdict == label);
        questions.map(|question| Conversation::new(&question.text).unwrap().ask(&advisor)).collect()
    }

    /// An answer that chooses and could turn out otherwise.
    fn decided() -> Answer {
        let advisor = advisor();
        let contenders = advisor.subjects()[0].pack().contenders.iter();
        let mut answers = contenders.flat_map(|contender| labelled(&contender.id));
        answers.find(|answer| chosen(answer).is_some() && !answer.would_change.is_empty()).unwrap()
    }

    /// The first embed and the labels of the buttons, as they go over the wire.
    fn sent(reply: Reply) -> (Value, Vec<String>) {
        let message = CreateMessage::new().embeds(reply.embed.into_iter().collect()).components(reply.buttons);
        let message = serde_json::to_value(message).unwrap();
        let buttons = message["components"][0]["components"].as_array().cloned().unwrap_or_default();
        let labels = buttons.iter().map(|button| button["label"].as_str().unwrap().to_owned()).collect();
        (message["embeds"][0].clone(), labels)
    }

    fn size(text: &Value) -> usize {
        text.as_str().map_or(0, limits::length)
    }

    fn assert_within_limits(embed: &Value) {
        let fields = embed["fields"].as_array().cloned().unwrap_or_default();
        let texts = [&embed["title"], &embed["description"], &embed["footer"]["text"]];
        let all: usize = texts.into_iter().chain(fields.iter().flat_map(|f| [&f["name"], &f["value"]])).map(size).sum();
        assert!(all <= limits::EMBEDS_TOTAL, "{all}");
        assert!(
            size(&embed["title"]) <= limits::EMBED_TITLE && size(&embed["description"]) <= limits::EMBED_DESCRIPTION
        );
        assert!(fields.len() <= limits::EMBED_FIELDS);
        assert!(fields.iter().all(|f| (1..=limits::FIELD_NAME).contains(&size(&f["name"]))));
        assert!(fields.iter().all(|f| (1..=FIELD_VALUE).contains(&size(&f["value"]))));
    }

    /// An answer of a pack in which every text is far too long and every list endless.
    fn monstrous() -> Answer {
        let mut answer = decided();
        let long = "A *monstrous* sentence, with [links](https://x) and 😀, of a pack. ".repeat(200);
        let reason = Reason { text: long.clone(), ..answer.reasons[0].clone() };
        answer.headline.clone_from(&long);
        answer.reasons = vec![reason.clone(); 100];
        answer.cautions = vec![reason; 100];
        answer.remarks = vec![long.clone(); 100];
        answer.evidence =
            vec![Evidence { text: long.clone(), section: long.clone(), ..answer.evidence[0].clone() }; 100];
        answer.nearest = vec![Topic { factor: "f".into(), name: long.clone(), ask: long.clone() }; 100];
        let change = Change {
            factor: "f".into(),
            present: true,
            verdict: VerdictKind::Tie,
            contender: None,
            text: long.clone(),
            ask: long.clone(),
        };
        answer.would_change = vec![change; 100];
        answer.source.text.clone_from(&long);
        answer.source.url = format!("https://x/{long}");
        answer.question = long.clone();
        answer.follows = vec![long; 20];
        answer
    }

    #[test]
    fn whatever_a_pack_holds_every_limit_of_discord_is_kept() {
        let monster = monstrous();
        for reply in [answer(&monster), sources(&monster), changes(&monster)] {
            assert_within_limits(&sent(reply).0);
        }
        assert!(limits::length(&plain(&monster).text) <= CONTENT);
        let nonce = format!("{}p", u64::MAX);
        assert!(limits::length(&nonce) <= limits::NONCE);
    }

    #[test]
    fn the_verdict_leads_in_words_with_the_colour_and_emoji_of_its_contender() {
        let found = decided();
        let (embed, buttons) = sent(answer(&found));
        let contender = chosen(&found).unwrap();
        let title = embed["title"].as_str().unwrap();
        assert!(title.starts_with(&contender.emoji) && title.contains(&contender.name), "{title}");
        assert_eq!(format!("#{:06X}", embed["color"].as_u64().unwrap()), contender.colour.to_uppercase());
        assert!(embed["description"].as_str().unwrap().starts_with(&quoted(&found)));
        assert_eq!(embed["fields"][0]["name"], wording::WHY);
        assert!(embed["fields"][0]["value"].as_str().unwrap().contains("[1]"));
        assert_eq!(embed["footer"]["text"], found.source.text);
        assert_eq!(buttons, [wording::SOURCES, wording::CHANGES, wording::FOLLOW_UP]);
        assert!(buttons.iter().all(|label| limits::length(label) <= limits::BUTTON_LABEL));
    }

    #[test]
    fn every_number_in_an_answer_has_its_passage() {
        let answers = [vec![decided()], labelled("both"), labelled("either"), labelled("lookup"), labelled("unknown")];
        for found in answers.concat() {
            let text = &found.question;
            let cited = found.reasons.iter().chain(&found.cautions).flat_map(|reason| &reason.evidence);
            for id in cited {
                assert!(!numbers(&found, std::slice::from_ref(id)).is_empty(), "{text}: {id} has no number");
            }
            let (embed, _) = sent(sources(&found));
            let passages = embed["fields"].as_array().into_iter().flatten();
            let numbered = passages.filter(|field| field["name"].as_str().unwrap().starts_with('[')).count();
            assert_eq!(numbered, found.evidence.len(), "{text}");
        }
    }

    #[test]
    fn an_answer_without_passages_has_no_button_for_them() {
        let (_, buttons) = sent(answer(&asked("what is the capital of France?")));
        assert_eq!(buttons, [wording::FOLLOW_UP]);
    }

    #[test]
    fn the_same_question_gives_the_same_message_byte_for_byte() {
        let text = || serde_json::to_string(&sent(answer(&decided()))).unwrap();
        assert_eq!(text(), text());
    }
}
