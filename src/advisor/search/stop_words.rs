//! Words that say nothing about what a passage or a question is about: English function words and a questioner's small
//! talk. They are kept in the index (a rare one costs nothing there) and left out of queries.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::advisor::text;

const FUNCTION_WORDS: &str = "a about above after again against all almost already also although always am among an and \
    another any anybody anyone anything anyway are around as at away back be became because become been before being \
    below between both but by can cannot come could did do does doing done dont down during each either else enough etc \
    even ever every everybody everyone everything few for from further gave get gets getting give given go goes going gone \
    got had has have having he hence her here hers herself him himself his how however i if in indeed into is isnt it its \
    itself just keep kept know least less let lot lots made make makes making many may maybe me might mine more most mostly \
    much must my myself near neither never no nobody none nor not nothing now of off often on once one ones only onto or \
    other others otherwise our ours ourselves out over own per perhaps put quite rather really s same say says see seem \
    seems several shall she should shouldnt since so some somebody someone something sometimes soon still such t take than \
    that thats the their theirs them themselves then there theres therefore these they theyre thing things this those \
    though through thus to together too toward towards two under until up upon us very via was wasnt way we well went were \
    weve what whatever when whenever where whereas wherever whether which whichever while who whoever whole whom whose why \
    will with within without wont would wouldnt yes yet you youre your yours yourself ill im ive id were theyve youve hes \
    shes whats wheres hows cant couldnt didnt doesnt hasnt havent hadnt arent aint";

const SMALL_TALK: &str = "advice anyone ask asking believe best better choice choose choosing consider considering curious \
    decide decided deciding feel find good great guess guy guys hello help hey hi idea know like look looking love mean \
    need needs opinion option pick picking please plan planning prefer question recommend \
    recommendation sorry start starting suggest suggestion sure tell thank thanks think thinking thought thoughts told \
    tried try trying understand use used using versus vs want wanted wants wonder wondering worth";

/// Whether this stem is of a stop word.
pub fn is_stop_word(stem: &str) -> bool {
    static STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        FUNCTION_WORDS.split_whitespace().chain(SMALL_TALK.split_whitespace()).map(text::stem).collect()
    });
    STEMS.contains(stem)
}
