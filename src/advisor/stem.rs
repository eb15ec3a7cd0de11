//! The stem of an English word, by the stemmer of a library, and the words that it would wrongly make one.
//!
//! A stemmer cuts endings and knows no meanings: it takes a customer for a custom and a conversation for a conversion.
//! Where people tell two such words apart in talk of software, the words listed here keep them apart.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

/// A word longer than this many bytes is kept as it is: no English word needs a stem there.
const LONGEST_STEMMED: usize = 40;

/// Shorter words are their own stem: "ios" is no plural of "io".
const SHORTEST_STEMMED: usize = 4;

/// The stem of a word that is already lower case.
pub fn stem(word: &str) -> String {
    static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));
    let plain =
        (SHORTEST_STEMMED..=LONGEST_STEMMED).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase());
    if !plain || is_own_stem(word.as_bytes()) {
        return word.to_owned();
    }
    told_apart(word).map_or_else(|| ENGLISH.stem(word).into_owned(), str::to_owned)
}

/// The stem of a word that the stemmer would make one with another of quite another meaning.
fn told_apart(word: &str) -> Option<&'static str> {
    Some(match word {
        // else "account", as in "user account"
        "accounting" | "accountant" | "accountants" => "accounting",
        // else "anim", as "animation"
        "animal" | "animals" => "animal",
        // else "applic", as "application"
        "applicant" | "applicants" => "applicant",
        // else "approach"
        "approachable" => "approachable",
        // else "comprehens", as "comprehensible"
        "comprehensive" | "comprehensively" => "comprehensive",
        // else "comput", as "computing"
        "computer" | "computers" => "computer",
        // else "consist"
        "consistent" | "consistently" | "consistency" => "consistent",
        // else "convers", as "conversion"
        "conversation" | "conversations" | "conversational" => "conversation",
        // else "custom", as "custom-made"
        "customer" | "customers" => "customer",
        // else "constant"
        "constantly" => "constantly",
        // else "depend"
        "dependable" | "dependability" => "dependable",
        // else "descript", as "descriptive statistics"
        "description" | "descriptions" => "description",
        // else "develop", as "development"
        "developer" | "developers" => "developer",
        // else "embed", as "embedded device"
        "embedding" | "embeddings" => "embedding",
        // else "engin", as "engine"
        "engineer" | "engineers" | "engineering" => "engineer",
        // else "execut", as "execution time"
        "executable" | "executables" => "executable",
        // else "experi", as "experience"
        "experiment" | "experiments" | "experimental" | "experimentation" | "experimenting" => "experiment",
        // else "express"
        "expressive" | "expressiveness" | "expressivity" => "expressive",
        // else "form"
        "former" | "formerly" => "former",
        // else "import", as "import a file"
        "important" | "importantly" | "importance" => "important",
        // else "like", as "I like it"
        "likely" => "likely",
        // else "live", as "live scores"
        "lives" | "living" | "lived" => "living",
        // else "maintain"
        "maintainer" | "maintainers" => "maintainer",
        "maintainable" | "maintainability" => "maintainable",
        // else "market"
        "marketable" | "marketability" => "marketable",
        // else "model"
        "modeller" | "modellers" | "modeler" | "modelers" => "modeller",
        // else "opinion"
        "opinionated" => "opinionated",
        // else "other"
        "others" => "others",
        // else "past"
        "paste" | "pasted" | "pasting" => "paste",
        // else "perform", as "performance"
        "performed" | "performing" | "performer" | "performers" => "performing",
        // else "predict"
        "predictable" | "predictably" | "predictability" => "predictable",
        // else "product"
        "production" | "productions" => "production",
        "productive" | "productivity" => "productive",
        // else "respons", as "response"
        "responsive" | "responsiveness" => "responsive",
        // else "type"
        "typings" => "typings",
        // else "understand"
        "understandable" => "understandable",
        // else "apart"
        "apartment" | "apartments" => "apartment",
        // else "author"
        "authorization" | "authorisation" | "authorize" | "authorized" | "authorizing" => "authorization",
        // else "contain", as "it contains"
        "container" | "containers" | "containerized" => "container",
        // else "custom"
        "customs" => "customs",
        // else "detect"
        "detective" | "detectives" => "detective",
        // else "dun", as the French "d'un"
        "dunning" => "dunning",
        // else "excel", as the program
        "excellent" | "excellently" | "excellence" => "excellent",
        // else "format"
        "formation" | "formations" => "formation",
        // else "hard"
        "hardly" => "hardly",
        // else "hospit", as "hospital"
        "hospitality" => "hospitality",
        // else "indic", as "indicate"
        "indicator" | "indicators" => "indicator",
        // else "intern", as "internal"
        "intern" | "interns" | "internship" | "internships" => "internship",
        // else "list"
        "listing" | "listings" => "listing",
        // else "mobil", as "mobile"
        "mobility" => "mobility",
        // else "modern"
        "modernize" | "modernise" | "modernized" | "modernizing" | "modernization" | "modernisation" => "modernize",
        // else "numer", as "numerous"
        "numeric" | "numerical" | "numerically" | "numerics" => "numeric",
        // else "petit", as the French word
        "petition" | "petitions" => "petition",
        // else "posit", both of them
        "position" | "positions" | "positioned" | "positioning" => "position",
        "positive" | "positives" | "positively" => "positive",
        // else "probabl"
        "probability" | "probabilities" => "probability",
        // else "recommend"
        "recommender" | "recommenders" => "recommender",
        // else "relat", as "related"
        "relational" => "relational",
        // else "respons", as "response"
        "responsibility" | "responsibilities" => "responsibility",
        // else "spi", as the protocol
        "spy" | "spying" => "spying",
        // else "stat", as "stats"
        "statics" => "statics",
        // else "univers", as "universal"
        "university" | "universities" => "university",
        // else "promis", as "a promise"
        "promising" => "promising",
        // else "celebr", as "celebrity"
        "celebrate" | "celebrated" | "celebrating" | "celebration" => "celebrating",
        // else "cart", "permit", "reserv", "respond" and "modern": French, Spanish and German words
        "carte" | "cartes" => "carte",
        "permite" | "permiten" => "permite",
        "reserver" => "reserver",
        "responde" | "responden" => "responde",
        "moderne" | "moderner" | "modernes" => "moderne",
        _ => return None,
    })
}

/// True for the half of all words that ends in nothing that the English stemmer ever takes off or changes, so that it need
/// not be asked, which costs a microsecond.
fn is_own_stem(word: &[u8]) -> bool {
    !matches!(
        word,
        [.., b'e' | b'i' | b's' | b'y']
            | [.., b'i', b'c']
            | [.., b'e', b'd']
            | [.., b'n', b'g']
            | [.., b'a' | b'u' | b'l', b'l']
            | [.., b's', b'm']
            | [.., b'o', b'n']
            | [.., b'e' | b'o', b'r']
            | [.., b'n' | b's', b't']
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_and_words_of_another_meaning_are_not() {
        let check = |a: &str, b: &str, one: bool| assert_eq!(stem(a) == stem(b), one, "{a} {b}");
        check("recommends", "recommended", true);
        check("customers", "customer", true);
        check("customers", "custom", false);
        check("important", "import", false);
        check("performs", "performance", true);
        check("performed", "performance", false);
        check("lives", "live", false);
        check("likely", "like", false);
    }

    #[test]
    fn a_word_that_is_taken_for_its_own_stem_is_left_alone_by_the_stemmer() {
        let english = Stemmer::new(Algorithm::English);
        let letters = "abcdefghijklmnopqrstuvwxyz";
        let starts = ["", "a", "pa", "cry", "gener", "hop", "fall", "abst", "ski", "yay", "organ", "nation"];
        let endings = letters.chars().flat_map(|a| letters.chars().map(move |b| [a, b]));
        let endings = endings.flat_map(|pair| letters.chars().map(move |c| String::from_iter([pair[0], pair[1], c])));
        let endings =
            endings.chain(["ized", "ation", "ful", "ogist", "ement", "izer", "alism", "ously"].map(str::to_owned));
        for ending in endings {
            for word in
                starts.map(|start| format!("{start}{ending}")).iter().filter(|word| is_own_stem(word.as_bytes()))
            {
                assert_eq!(english.stem(word), *word);
            }
        }
    }
}
