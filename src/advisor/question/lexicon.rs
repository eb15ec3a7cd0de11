//! The English that every question is made of, whatever a pack is about: stop words, negation, contrast, links.
//!
//! A pack's own language lives in its `factors.toml`. Here stand only the words that hold sentences together, as
//! [`text::words`](crate::advisor::text::words) folds them: lower case, without apostrophes.

/// Words that carry no meaning of their own.
pub const STOP_WORDS: &[&str] = &[
    "a", "about", "above", "actually", "after", "again", "against", "all", "almost", "already", "also", "although",
    "always", "am", "an", "and", "another", "any", "anybody", "anyone", "anything", "are", "around", "as", "at",
    "away", "back", "be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "cant", "come",
    "could", "did", "do", "does", "doesnt", "doing", "done", "dont", "down", "during", "each", "either", "else",
    "enough", "even", "ever", "every", "everything", "except", "few", "first", "for", "from", "get", "gets", "getting",
    "give", "go", "going", "gonna", "got", "had", "has", "have", "having", "he", "hello", "help", "her", "here", "hey",
    "hi", "his", "how", "however", "i", "id", "if", "ill", "im", "in", "instead", "into", "is", "isnt", "it", "its",
    "ive", "just", "keep", "kind", "know", "last", "later", "least", "less", "let", "lets", "like", "little", "look",
    "lot", "lots", "made", "make", "makes", "many", "may", "maybe", "me", "might", "mine", "more", "most", "mostly",
    "much", "must", "my", "need", "needs", "neither", "never", "new", "next", "no", "nor", "not", "now", "of", "off",
    "often", "ok", "okay", "on", "once", "one", "only", "or", "other", "others", "our", "ours", "out", "over", "own",
    "part", "per", "perhaps", "please", "plus", "probably", "put", "quite", "rather", "really", "said", "same", "say",
    "see", "she", "should", "simply", "since", "so", "some", "somebody", "someone", "something", "soon", "sort",
    "still", "such", "sure", "take", "tell", "than", "thank", "thanks", "that", "thats", "the", "their", "them",
    "then", "there", "theres", "these", "they", "theyre", "thing", "things", "think", "this", "those", "though",
    "through", "to", "together", "too", "try", "two", "under", "until", "up", "upon", "us", "use", "used", "uses",
    "using", "very", "via", "want", "wants", "was", "way", "we", "well", "were", "weve", "what", "whats", "when",
    "where", "whether", "which", "while", "who", "whole", "whom", "whose", "why", "will", "with", "within", "without",
    "wont", "would", "yes", "yet", "you", "your", "yours", "youre", "hows", "whos", "wheres", "whens", "whys", "heres",
    "hes", "shes",
];

/// Words with which a question speaks of the article and of its own words, and not of what it asks.
pub const FRAME_WORDS: &[&str] = &[
    "mention", "mentions", "mentioned", "list", "lists", "listed", "name", "names", "named", "article", "text",
    "author", "writer", "section", "piece", "explains", "anywhere", "says", "called", "cited", "cite", "according",
    "exactly", "meant", "mean", "means", "meaning", "quote", "quoted", "quotes", "claims", "claimed", "stated", "gave",
];

/// Words that begin a negation, which reaches to the end of the clause.
pub const NEGATORS: &[&str] = &[
    "no", "not", "without", "never", "neither", "nor", "none", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt",
    "werent", "wont", "wouldnt", "shouldnt", "neednt", "nobody", "nothing", "aint", "hasnt", "havent", "non", "zero",
    "nope", "hardly", "barely", "minus", "kein", "keine", "keinen", "keiner", "nicht", "ohne", "sin", "sem", "sans",
    "pas", "ningun", "ninguna", "nada", "nao", "bez", "nie", "senza", "zonder", "geen", "niet", "не", "без",
];

/// Those of them that stand before what they deny, so that what else they dismiss has to follow at once: "no need".
pub const DETERMINERS: &[&str] = &["no", "kein", "keine", "keinen", "keiner", "geen", "ningun", "ninguna"];

/// Words that may stand between these and what is dismissed: "X no *es* importante".
pub const COPULAS: &[&str] = &["is", "es", "era", "sera"];

/// Those of [`NEGATORS`] that only ever deny what follows: "X from zero" does not deny X.
pub const LACKS: &[&str] =
    &["zero", "non", "without", "minus", "ohne", "sin", "sem", "sans", "bez", "senza", "zonder", "без", "nada"];

/// Words that turn into negation only when people speak of themselves: "we cannot write X", but not "X cannot do this".
pub const INABILITIES: &[&str] = &["cant", "cannot", "couldnt", "unable"];

/// People who speak of themselves.
pub const SPEAKERS: &[&str] = &["i", "we", "he", "she", "they", "team", "devs", "developers", "people", "us", "staff"];

/// Words that stand for what was named last: "I am more at home with *these*".
pub const REFERENCES: &[&str] = &["these", "those", "them", "latter", "it", "there"];

/// What stands, where a sentence begins, for what was named last: "*That one* I can write in my sleep."
pub const SUBJECTS: &[&str] = &["that one", "this one", "that is what", "thats what", "that i", "that we"];

/// What is said by who asks whether to stay with what they have, beside the things that they name: "do I need X or Y, or
/// *am I fine*?"
pub const STAYS: &[&str] = &[
    "am i fine", "am i ok", "am i okay", "am i good", "are we fine", "are we ok", "are we good", "can i stay",
    "can we stay", "is that okay", "is that ok", "is that fine", "is it fine", "is it okay", "is it ok", "where i am",
    "where we are", "stay with what", "keep to what",
];

/// Words with which people tell of themselves.
pub const TELLERS: &[&str] = &["i", "we", "my", "our", "im", "ive", "were", "weve", "us", "id"];

/// Words that may stand between a thing and what it does not do: "X really does not …".
pub const AUXILIARIES: &[&str] = &[
    "do", "does", "did", "is", "are", "was", "were", "will", "would", "could", "can", "has", "have", "had", "really",
    "just", "simply", "still", "also", "currently", "actually", "by", "itself", "definitely", "often",
];

/// What a negator before these words says is no denial of what follows: "not only X", "not sure whether X".
pub const NO_DENIALS: &[&str] = &[
    "not only", "not just", "not sure", "not certain", "not decided", "not to mention", "not yet decided",
    "not know if", "not know whether", "not know which", "not know what", "not bad", "no problem", "no idea",
    "no doubt", "no clue", "no matter", "nobody can deny", "nobody could deny", "no one can deny", "no one could deny",
    "cannot deny", "cant deny", "no wonder", "no longer sure", "dont know if", "dont know whether", "dont know which",
    "dont know what", "dont mind", "dont get why", "dont understand why", "nothing like", "nothing comparable",
    "isnt anything", "isnt there", "never ending", "nothing but", "no equivalent", "no good", "wont lie",
    "without problem", "hasnt decided", "havent decided", "dont forget", "not forget", "never forget",
];

/// Words before a negator that make it a suggestion: "why not X", "whether or not X".
pub const SUGGESTIONS: &[&str] = &[
    "why", "or", "how come", "maybe", "reason", "reasons", "warum", "wieso", "pourquoi", "por que", "dlaczego",
    "почему",
];

/// Negators that, first in a question, ask for assent: "isn't X better?"
pub const TAGS: &[&str] = &["isnt", "arent", "wouldnt", "shouldnt", "doesnt", "wont", "didnt", "hasnt", "havent"];

/// What is said, after a negator, of something that does not count: "X is not needed", "X does not matter".
pub const DISMISSALS: &[&str] = &[
    "need", "needed", "necessary", "matter", "matters", "important", "required", "require", "relevant", "concern",
    "priority", "care", "issue", "interesting", "planned", "wanted", "want", "involved", "part", "used", "happening",
    "critical", "crucial", "essential", "vital", "key", "role", "included", "requirement", "goal", "must", "come",
    "came", "our", "factor", "topic", "worry", "geplant", "notig", "notwendig", "wichtig", "vorgesehen", "gefragt",
    "necesario", "necessario", "importante", "previsto", "necessaire", "prevu",
];

/// What is said of work that is somebody else's, or that is left out: "the chat is *not our business*".
pub const EXCLUSIONS: &[&str] = &[
    "not our",
    "not ours",
    "isnt our",
    "isnt ours",
    "arent our",
    "arent ours",
    "not mine",
    "isnt mine",
    "not my job",
    "not my part",
    "not part of",
    "isnt part of",
    "arent part of",
    "no part of",
    "none of our",
    "not in scope",
    "out of scope",
    "outside the scope",
    "outside our scope",
    "not our concern",
    "left out",
    "excluded",
    "explicitly not",
    "by another",
    "by a different",
    "by somebody else",
    "by someone else",
    "by others",
    "by third party",
    "by a third party",
    "by an external",
    "by the other team",
    "somebody elses",
    "someone elses",
    "another teams",
    "another departments",
    "handled elsewhere",
    "done elsewhere",
    "runs elsewhere",
    "lives elsewhere",
    "happens elsewhere",
    "from the plan",
    "from our plan",
    "from the scope",
    "from the roadmap",
    "off the roadmap",
    "bought in",
    "bought from",
    "bought ready",
    "comes from a vendor",
    "come from a vendor",
    "outsourced",
    "off the table",
    "ruled out",
    "has been dropped",
    "have been dropped",
    "was dropped",
    "were dropped",
    "got dropped",
    "dropped it",
    "nothing uses it",
    "nobody uses it",
    "no longer used",
    "already solved",
    "already exists and stays",
];

/// What is said, right after a negator that begins a clause, of something that does not count: "doesn't *need* to be X".
pub const DISMISSED: &[&str] = &["need", "have", "matter", "require", "care"];

/// Words that say by themselves that what stands before them does not count.
pub const IRRELEVANCES: &[&str] = &["irrelevant", "unimportant", "unnecessary", "unneeded", "secondary"];

/// Words that stand for what was said before: "but we would not use *that*".
pub const ANAPHORS: &[&str] = &["that", "this", "it", "those", "these", "them", "any", "either"];

/// What one does not do with what is not needed: "we would not *leverage* that".
pub const USES: &[&str] = &["need", "use", "leverage", "want", "care", "require", "have", "do", "plan", "include"];

/// Words that set what follows apart from what came before.
pub const CONTRASTS: &[&str] =
    &["but", "however", "whereas", "although", "though", "than", "yet", "except", "because", "since", "so"];

/// Words between two things of which one is to be chosen.
pub const ALTERNATIVES: &[&str] = &[
    "or", "vs", "versus", "v", "ou", "oder", "o", "u", "czy", "eller", "ili", "или", "atau", "veya", "lub", "albo",
    "还 是", "還 是", "或", "そ れ と も", "nebo", "чи", "або", "yoksa", "ya da", "sau", "vagy", "oppure", "か",
    "아 니 면", "또 는", "혹 은",
];

/// What one says before two things that one cannot decide between: "*deciding between* X and Y".
pub const TORN: &[&str] = &[
    "deciding between", "decide between", "decision between", "choose between", "choosing between", "choice between",
    "torn between", "pick between", "stuck between",
];

/// Words that tell that one thing is to stand in for another: "*rewrite* X in Y", "Y is more flexible *than* X".
pub const EXCHANGES: &[&str] = &[
    "or", "vs", "instead", "over", "than", "rather", "between", "rewrite", "rewriting", "migrate", "migrating",
    "migration", "switch", "switching", "move", "moving", "port", "porting", "replace", "replacing", "convert",
    "converting", "adapt", "adapting", "change", "changing", "prefer", "compare", "compared", "replaced",
    "replacement", "transition", "transitioning", "consolidate", "unify", "choice", "choices", "candidates",
    "direction", "decide", "deciding", "choose", "choosing", "pick", "picking", "select", "selecting", "which",
    "versus", "either", "depending", "depends", "prefere", "alternative", "alternatives", "faster", "slower", "better",
    "compares", "comparison", "revert", "reverting", "upgrade", "upgrading", "drop", "dropping", "ditch", "ditching",
    "swap", "swapping", "leave", "leaving", "abandon", "abandoning", "trade", "statt", "wechseln", "umsteigen",
    "ersetzen", "migrar", "cambiar", "pasar", "trocar", "passer", "remplacer", "вместо", "перейти", "переходить",
    "переписать", "заменить",
];

/// Words before things that only tell of what is built: "uploads *to* X or Y".
pub const DESCRIBING: &[&str] = &[
    "on", "for", "with", "to", "by", "over", "like", "of", "in", "from", "via", "through", "at", "using", "as", "into",
];

/// Words between what is done and what it is done to: "count people *in* pictures".
pub const OBJECTIVE: &[&str] = &["in", "on", "of", "under", "from", "about", "at", "across", "over", "within"];

/// Words that put things up for a choice.
pub const OFFERING: &[&str] = &[
    "should", "shall", "which", "better", "best", "choose", "choosing", "between", "prefer", "switch", "switching",
    "move", "moving", "host", "hosting", "use", "pick", "picking", "decide", "recommend", "what", "rewrite",
    "rewriting", "port", "porting", "redo", "migrate",
];

/// Words that also link the two things of a choice, with one of [`ALTERNATIVES`] elsewhere or without.
pub const COMPARISONS: &[&str] = &[
    "over", "than", "instead", "against", "compared", "and", "и", "和", "跟", "与", "と", "や", "y", "e", "et", "und",
    "to",
];

/// Words before a thing that is only likened: "it looks like X".
pub const LIKENESSES: &[&str] = &["like", "similar", "resembles", "equivalent", "reminds", "reminding", "remind"];

/// Words before a thing that is there already: "our *old* X".
pub const IN_USE: &[&str] = &[
    "currently", "current", "existing", "old", "legacy", "replace", "replacing", "replaces", "from", "our", "my",
    "away", "inherited", "off", "done",
];

/// What answers a fragment that ends in a question mark, and says that it does not count: "Speed? Couldn't care less."
pub const SHRUGS: &[&str] = &[
    "couldnt care", "could not care", "dont care", "do not care", "not really", "not needed", "not important", "not a",
    "no", "nope", "never", "none", "irrelevant", "who cares", "nah",
];

/// Words that lead up to what a project is for.
pub const PURPOSES: &[&str] = &[
    "for", "build", "building", "make", "making", "write", "writing", "develop", "developing", "create", "creating",
    "do", "doing", "implement", "implementing", "designing", "fur", "para", "pour", "per", "dla",
];

/// Words that begin a question which adds to the one before.
pub const FOLLOW_UPS: &[&str] = &[
    "and", "but", "or", "also", "then", "ok", "okay", "what if", "what about", "how about", "even if", "suppose",
    "assume", "assuming", "say", "now", "actually", "it", "its", "they", "we", "our", "the team", "no", "not",
    "without", "with", "if", "same", "still", "plus", "except", "only", "does that", "would that", "does it",
    "would it", "is that", "is it", "there", "that", "this", "i", "my",
];
