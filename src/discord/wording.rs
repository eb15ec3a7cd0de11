//! Every sentence that the bot says of its own accord, in one place. What it says about a question comes from the core.

/// The heading over the reasons.
pub const WHY: &str = "Why";
/// The heading over the cautions.
pub const WATCH_OUT: &str = "Watch out";
/// The heading over the parts of a combination.
pub const PARTS: &str = "Who does what";
/// The heading over the passage that answers a look-up.
pub const PASSAGE: &str = "The article says";
/// The heading over the editors' notes.
pub const NOTES: &str = "Editors’ notes, not the article’s";
/// The heading over the nearest topics.
pub const NEAREST: &str = "You could ask";
/// The heading over the list of passages.
pub const SOURCES: &str = "Sources";
/// The heading over what would turn the verdict.
pub const CHANGES: &str = "What would change it?";
/// The button for a follow-up.
pub const FOLLOW_UP: &str = "Follow up";
/// The label of the form's input.
pub const FOLLOW_UP_LABEL: &str = "What else should count?";

/// `/ask` in the list of commands.
pub const ASK: &str = "Which one for your project? Says why, and where the article says so";
/// The option `question` of `/ask`.
pub const ASK_QUESTION: &str = "In your own words, as you would ask a colleague";
/// The option `private` of `/ask`.
pub const ASK_PRIVATE: &str = "Show the answer to you alone";
/// `/sources` in the list of commands.
pub const SOURCES_COMMAND: &str = "What the answers rest on: the article, its author and its date";
/// `/help` in the list of commands.
pub const HELP_COMMAND: &str = "How to ask";

/// Said of every article.
pub const OPINION: &str =
    "It is its author’s opinion at that date. I add none of my own: every reason has its passage.";

/// The title of the help.
pub const HELP: &str = "How to ask";
/// The heading over example questions.
pub const EXAMPLES: &str = "For example";
/// The heading over what the buttons do.
pub const BUTTONS: &str = "Under an answer";
/// What the buttons do, a line each.
pub const BUTTON_LINES: [&str; 3] = [
    "**Sources**: the passages that prove it",
    "**What would change it?**: what would turn the verdict",
    "**Follow up**: add something that should count",
];

/// Said where somebody sends no words.
pub const NO_WORDS: &str = "Ask me in words, as you would ask a colleague. `/help` shows how.";
/// Said where a button's question can no longer be read.
pub const FORGOTTEN: &str = "I can no longer read the question of that answer. Please ask it again.";
/// Said where a command or button is not known to this version.
pub const UNKNOWN: &str = "I do not know that one any more. `/help` shows what I can do.";
/// Said where the operator allows no answers.
pub const NOT_HERE: &str = "I am not set up to answer here.";

/// How to ask, for a bot that is mentioned as `mention`.
pub fn help(mention: &str) -> String {
    format!(
        "• `/ask` anywhere, for all to see or for you alone\n\
         • {mention} and your question in a channel or thread\n\
         • plain words in a direct message\n\n\
         Say what you build and what matters: what kind of thing it is, how many use it, what your team knows. \
         To go on, press **Follow up** or reply to my answer."
    )
}

/// Stands in the place of lines that were left out.
pub fn and_more(lines: usize) -> String {
    format!("… and {lines} more")
}

/// Said to somebody who asks more than the limit allows.
pub fn slow_down(seconds: u64) -> String {
    let unit = if seconds == 1 { "second" } else { "seconds" };
    format!("That was a lot of questions at once. I answer again in {seconds} {unit}.")
}

/// Said where something went wrong; the operator finds the detail under `id`.
pub fn failure(id: &str) -> String {
    format!("Something went wrong on my side, and your question was not answered. Please try again. (Error {id})")
}
