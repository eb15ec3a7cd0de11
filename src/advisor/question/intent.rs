//! What the asker wants to know, told from the form of the question.
//!
//! The forms are matched over the folded words, parted by single spaces, so punctuation and case do not matter.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use super::tokens::Tokens;

/// The form of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Asks how to use this.
    Help,
    /// Asks who wrote the article, and when.
    Source,
    /// Asks for a fact: "how many …", "what is …".
    Fact,
    /// Asks how things compare, not which to take for a project.
    Comparison,
    /// Asks to have work done, or something repaired: "write me a …".
    Chore,
    /// Asks for a thing within a stack: "a good … framework".
    Component,
    /// Anything else; asks for a choice if it asks for anything.
    Choice,
}

/// The form of a question, from its folded words.
pub fn form(words: &str) -> Form {
    let wants_repair =
        || (STATUS.is_match(words) || TROUBLE.is_match(words) && PLEA.is_match(words)) && !OFFER.is_match(words);
    let wants_work = || CHORE.is_match(words) || WORK_ON_IT.is_match(words) && !IN_CONTENDER.is_match(words);
    if HELP.is_match(words) {
        Form::Help
    } else if SOURCE.is_match(words) {
        Form::Source
    } else if wants_work() || wants_repair() {
        Form::Chore
    } else if SURELY_FACT.is_match(words) {
        Form::Fact
    } else if COMPONENT.is_match(words) {
        Form::Component
    } else if COMPARISON.is_match(words) {
        Form::Comparison
    } else if FACT.is_match(words) && !CHOICE.is_match(words) {
        Form::Fact
    } else {
        Form::Choice
    }
}

/// True if a question of fact is one whatever else is told.
pub fn is_surely_fact(words: &str) -> bool {
    SURELY_FACT.is_match(words)
}

/// True if what answers a question has a number in it.
pub fn wants_number(words: &str) -> bool {
    NUMBER.is_match(words)
}

/// True if nothing but what a thing is is asked: "what is …?"
pub fn asks_what(tokens: &Tokens) -> bool {
    let is_meaning = || tokens.words.iter().any(|word| matches!(word.text.as_str(), "mean" | "means"));
    match (tokens.text(0), tokens.text(1)) {
        ("whats" | "define" | "explain", _) | ("what", "is" | "are") => true,
        ("what", "does" | "do") => is_meaning(),
        _ => false,
    }
}

/// Asks how to use this.
static HELP: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"^(?:(?:hi|hello|hey|please)\s)*(?:help(?:\sme)?|commands?|how do (?:i|you) (?:use|work)(?: this| you| it)?|what can (?:you|i) (?:do|ask)(?: here| you)?|who are you|what are you|how does this (?:bot )?work|hi|hello|hey)(?:\s(?:please|bot))?$",
    )
});

/// Asks for the article itself.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"^(?:who (?:wrote|published|made|is the (?:author|publisher) of)|when (?:was|is)|how (?:old|recent|new) is|what is the (?:title|name|date|source|address|link|url) of|which) (?:is )?(?:this|the|that|your) (?:article|text|post|source|comparison|piece|guide)\b|^(?:who is|whos|whats|what is) (?:the author|your source|the source)\b|^(?:which|what) article (?:is|do|are)\b|^where (?:is|does|do) (?:this|that|the|your|you) (?:answers?|article|text|opinion|information|facts?)(?: come)?(?: from)?\b",
    )
});

/// Asks for a fact, unless it asks for a choice.
static FACT: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"(?:^|\b(?:and|so|but|please|hey|hi) )(?:how (?:many|much|large|big|old|long)|who(?:s| wrote| made| created| is| are| developed| published)|when (?:was|did|is|were)|where(?:s| is| was| do| does| can)|what (?:is|are|was|were|does|do|did)\b|whats|what year|(?:which|what) (?:companies|firms|startups|brands|big names|year|libraries|packages|frameworks|modules|author|version|practices|best practices|ways)|define|explain|meaning of|does the article|what does|why (?:is|are|does|do)|how(?:s| does| do| can| is| are) )|^(?:please |hey |hi )?(?:name (?:the|some|a few)|list (?:the|some|all))\b|according to the (?:article|text)|(?:the|this|that|your|its) (?:article|text) (?:says?|gives?|mentions?|names?|lists?|claims?|calls?|states?)\b|does the (?:article|text)|what (?:reasons?|figures?|numbers?|examples?) |\b(?:stand|stands) for\b|\bmean(?:s|ing)?\b$",
    )
});

/// Asks for a fact, whatever else is said.
static SURELY_FACT: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"^(?:and |so )?(?:which|what|who|where|how many) (?:[@\w]+ ){0,9}(?:are|is|gets?) (?:mentioned|named|listed|cited)\b|^(?:number|count) of\b|^according to (?:the|this|that|your) (?:article|text|source|author)\b|\bexplain (?:only )?(?:dont|do not|not|no|without) recommend|^(?:which|what) (?:are the )?(?:best )?practices\b|^(?:which|what) (?:\w+ ){1,2}(?:is|does|do|are) (?:@\w+|it|they) (?:built|based|written|made|run|running|use)\b|^(?:which|what|who|where|when|how many|how much|list|name) (?:[@\w]+ )*(?:does|do|did|has|is|are) (?:the|that|this|your) (?:article|text|piece|author|post)\b|^(?:which|what|how many) (?:[@\w]+ )*(?:does|do|did) (?:it|they) (?:list|name|mention|cite|quote|count)\b|^(?:is|are|was|were) (?:[@\w]+ ){1,4}(?:in|part of) (?:the|this|that|your) (?:article|text)\b",
    )
});

/// Is answered by a number.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"\b(?:how (?:many|much|old|big|large|long)|number of|count of|when (?:was|were|is|did|does|has)|(?:what|which) (?:year|date|version|percentage|share|figure)|since when)\b",
    )
});

/// Compares.
static COMPARISON: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"\b(?:how(?:s| is| are) (?:[@\w]+ ){1,3}different|whats (?:the |really |actually |so )?diff\w*|part ways|what (?:do|does|can|will) (?:[@\w]+ ){1,3}(?:get|have|do|offer|give) (?:[@\w]+ ){0,3}that @\w+|how much (?:faster|slower|easier|harder|bigger|smaller|more|less)|differences?|differ|compar(?:e|es|ed|ing|ison)|pros and cons|(?:dis)?advantages|(?:cons|pros|drawbacks|downsides|upsides|strengths|weaknesses|benefits|limitations|merits|shortcomings|strong points|weak points) of|(?:which|what|who)(?: of (?:the )?(?:two|both|them))?(?: one| language)? (?:is|has|have|runs|offers|does|scales|handles|performs|starts|gives|comes) (?:the )?(?:\w+ )?(?:faster|slower|easier|harder|bigger|larger|more|less|fewer|simpler|safer|quicker|stronger|cleaner|fastest|easiest|most)|(?:which|who)(?: one| language)? (?:has|offers|gives) (?:the )?(?:better|best)|is \w+(?: \w+)? (?:faster|slower|easier|harder|simpler|safer|quicker|cleaner) than)\b",
    )
});

/// Asks what to take.
static CHOICE: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"\b(?:should|shall|better|best|worth|what do (?:you|people|others|folks) (?:all )?think (?:of|about)|vs|versus|choose|pick|recommend\w*|prefer\w*|suited|suitable|suits?|what (?:do|does|would) (?:\w+ ){1,3}(?:use|take|run|go for|build with)|(?:right|sensible|safe|better) (?:choice|tool|one|option)|does it (?:really |even )?matter|good (?:choice|fit|idea)|which (?:one|of|language|stack|tech|technology|backend|framework)|what (?:language|stack|tech|technology|backend|framework|should)|why (?:[@\w]+ ){1,12}not (?:in |on |with )?@\w+|why (?:is|are) (?:[@\w]+ ){1,12}in @\w+ (?:at all|when|if|although|though|and)\b|(?:move|port|convert|porting|moving|converting) (?:it|this|them|that) to @\w+|(?:right|best|proper|cleanest|usual) way to|(?:wouldnt|isnt) it (?:be )?(?:simpler|easier|cleaner|smarter|wiser|faster|safer)|isnt (?:that|this|it) (?:exactly |just )?what @\w+ is for|why is (?:this|it|that) still an? @\w+|go with|go for|switch|migrate|rewrite|port|instead of|would you|why (?:is|are|do|does|did|was|were) (?:[@\w]+ ){1,4}(?:using|use|uses|used|written|choose|chose|chosen|need|needed|take|took|pick|picked|prefer|like|love|favou?r|recommend)|for (?:a|an|my|our|the) (?:\w+ )?(?:app|project|site|website|platform|tool|service|startup|backend|system|product))\b",
    )
});

/// Asks for a thing within a stack.
static COMPONENT: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"\b(?:best|good|better|recommend\w*|suggest\w*|decent|favou?rite) (?:\w+ ){0,2}@\w+ (?:\w+ ){0,2}(?:frameworks?|librar(?:y|ies)|libs?|packages?|orms?|modules?|ides?|versions?|editors?|courses?|books?)\b|\b(?:which|what) @\w+ (?:\w+ )?(?:frameworks?|librar(?:y|ies)|packages?|orms?|modules?|ides?|versions?|editors?|courses?|books?|libs?) (?:should|shall|to|would|do|can|is (?:the )?(?:best|better|good|nice|right|solid|popular|recommended))\b|\b(?:frameworks?|librar(?:y|ies)|packages?|orms?|modules?|ides?|versions?|editors?|courses?|books?) (?:for|in|of) @\w+ (?:is|are) (?:the )?(?:best|better|good)|@\w+ v?[\d.]+ (?:or|vs|versus|to|and) (?:@\w+ )?v?[\d.]+\b|\b(?:switch|switching|move|moving|migrate|migrating|update|updating|bump|go|stay) (?:to|on|from) @\w+ v?\d[\d.]*\b|\bdrop(?:ping)? (?:support for @\w+|@\w+ v?\d[\d.]*)|\bfrom @\w+ v?\d[\d.]* to (?:@\w+ )?v?\d[\d.]*|\bstill on @\w+ 2(?:\.\d)? (?:\w+ )*to (?:@\w+ )?3\b|\bupgrad(?:e|es|ing) (?:(?:to|from) )?@\w+ v?\d[\d.]*|\bwhat (?:do|does|would) (?:\w+ ){1,3}use (?:in|with) @\w+",
    )
});

/// Asks to have something done.
static CHORE: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"^(?:please |(?:can|could|would) (?:you|somebody|someone|anyone|anybody|sb) (?:please )?)*(?:write|generate|code|fix|debug|convert|translate|refactor|send|post) (?:me|us|my|the following)\b|^(?:can you |could you |please )*(?:help me )?write (?:an? |the )?(?:\w+ ){0,2}(?:poem|song|story|letter|joke|essay|speech|toast|card)\b|\b(?:what do you|how much (?:do|would|will) you|what would you) (?:charge|cost|want for)\b|\b(?:should|shall|do) i (?:quit|leave|keep) my\b|\b(?:accept|take|decline) (?:the|this|that) (?:job|offer from)\b|\bis an? (?:bootcamp|degree|certificate) worth\b|\bworth (?:paying for )?an? (?:bootcamp|degree|certificate)\b|^is it legal\b|\bhow much (?:should|can) i charge\b|^who has the\b|\bbook me an?\b|\bdo i need an? degree\b|\b(?:give|tell|recommend|suggest|know|find)(?: me)? an? (?:\w+ ){0,2}(?:recipe|joke|poem|horoscope)\b|^(?:uncaught )?(?:type|value|syntax|import|reference|key|attribute|index|module not found|runtime) ?error\b|\b(?:typeerror|valueerror|syntaxerror|importerror|modulenotfounderror|referenceerror|keyerror|attributeerror|indexerror|econnrefused|enoent|eacces|eaddrinuse)\b|\b(?:review|debug) my code\b|\bnpm err\b|\bgyp err\b|^(?:translate|convert) (?:this )?(?:in)?to @\w+|\beresolve\b|\berror [45]\d\d\b|\b(?:review|look over|check|roast) my (?:cv|resume|portfolio|architecture|landing page|repo|site|website)\b|\b(?:looking for|need|hiring|seeking) (?:a |an |some )?(?:\w+ ){0,2}@\w+ (?:freelancers?|devs?|developers?|tutors?|cofounders?|mentors?|contractors?)\b[\x00-\x7f]*\b(?:rate|dm|remote|equity|pay|paying|paid|salary|month|months|hours)\b|^(?:looking for|need|anyone want to be) (?:a |my )?(?:study buddy|accountability partner|mentor|tutor)\b|^(?:which|what|best) (?:cheap |free |good |web )?hosting\b|^does (?:anyone|anybody|someone) have (?:a|an|some) (?:[@\w]+ ){0,4}(?:boilerplate|template|example|tutorial|cheat sheet)\b|^(?:which|what|whats the best|what is the best|best|recommend me an?|should i (?:buy|get) an?) (?:\w+ ){0,2}(?:databases?|css framework|laptop|computer|mac|macbook|monitor|editor|ide|vps|cloud provider|operating system|keyboard|template engine|message broker|payment provider|cdn|domain name|certification|bootcamp)\b",
    )
});

/// Asks to have something done with what was given before.
static WORK_ON_IT: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"^(?:please |(?:can|could|would) (?:you|somebody|someone|anyone|anybody|sb) (?:please )?)*(?:write|generate|code|fix|debug|convert|translate|refactor|send|post) (?:this|it)\b",
    )
});

/// Puts a contender up as what something may be done in: "write it in X or in Y?"
static IN_CONTENDER: LazyLock<Regex> = LazyLock::new(|| built(r"\b(?:in|with) @\w+ (?:\w+ )?(?:or|vs) "));

/// Tells which error a server gives back, which is all that is told by who wants it mended.
static STATUS: LazyLock<Regex> =
    LazyLock::new(|| built(r"\b(?:returns?|gives?|get|getting|throws?) (?:me |us )?(?:a |an )?[45]\d\d\b"));

/// Tells that something does not work.
static TROUBLE: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"\b(?:hangs?|hanging|fails?|failed|failing|crash(?:es|ed|ing)?|throws?|throwing|errors?|exceptions?|traceback|stacktrace|stack trace|segfaults?|cannot find|cant find|not found|isnt found|arent found|timed out|times out|refuses|wont (?:start|install|build|compile|connect)|doesnt (?:work|start|install|build|compile|connect)|not working|is broken|is down|got stuck|eats \d+|out of memory|memory leak|freezes)\b",
    )
});

/// Asks for help with it.
static PLEA: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"\b(?:help|how (?:do|can|to) (?:i |we )?(?:fix|solve|repair|get rid|deploy|install|configure|set up|run|host|start)|any ideas?|what am i doing wrong|(?:whats|what is) (?:wrong|missing)(?: here| with (?:it|this|that|my code|my setup))?$|ive tried|i tried|we tried|tried|anyone else|same (?:error|problem|issue))\b",
    )
});

/// Puts things up for a choice.
static OFFER: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"\b(?:or|vs|versus|should|shall|better|best|switch|switching|migrate|rewrite|port|porting|migrating|moving|instead|move|choose|which|alternative|replace|worth|suits?|would (?:we|it|this|that) (?:\w+ )?(?:be|have))\b",
    )
});

fn built(pattern: &str) -> Regex {
    // The words are folded, so the forms need no tables of Unicode, which take long to build.
    let built = RegexBuilder::new(pattern).unicode(false).build();
    built.expect("cannot fail: the patterns are fixed, and a test builds them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_question_tells_what_is_asked() {
        let check = |words: &str, expect: Form| assert_eq!(form(words), expect, "{words:?}");
        check("help", Form::Help);
        check("hi bot", Form::Help);
        check("what can you do", Form::Help);
        check("how many packages has it", Form::Fact);
        check("which of its libraries are mentioned", Form::Fact);
        check("@tea or @coffee i think all wishes are listed there", Form::Choice);
        check("translate to @tea arr.map", Form::Chore);
        check("can you help me write a birthday card", Form::Chore);
        check("why is the shop in @tea when the rest is @coffee", Form::Choice);
        check("flowers are sold there and list the cakes", Form::Choice);
        check("name the cakes", Form::Fact);
        check("whats the right way to call my @tea shop from @coffee", Form::Choice);
        check("how much should i charge for a @tea shop", Form::Chore);
        check("somebody offers to port it to @tea take the offer", Form::Choice);
        check("why is this still a @tea shop most people know @coffee", Form::Choice);
        check("which has cheaper hosting for cakes @tea or @coffee", Form::Choice);
        check("which hosting for cakes", Form::Chore);
        check("what do you think of a @tea shop beside the @coffee one", Form::Choice);
        check("how do i get from @tea 16 to @tea 20", Form::Component);
        check("who wrote this article and when", Form::Source);
        check("when was the article published", Form::Source);
        check("how old is this article", Form::Source);
        check("how old is this comparison", Form::Source);
        check("who created it and when", Form::Fact);
        check("what is callback hell", Form::Fact);
        check("whats callback hell", Form::Fact);
        check("whos the author", Form::Source);
        check("which best practices does the text list", Form::Fact);
        check("what engine is @tea built on", Form::Fact);
        check("how much slower is @tea than @coffee", Form::Comparison);
        check("what reason does the article give for it", Form::Fact);
        check("which libraries does the article name", Form::Fact);
        check("what libraries does @a have", Form::Fact);
        check("what packages should we use", Form::Choice);
        check("what is better for a chat app", Form::Choice);
        check("which is faster", Form::Comparison);
        check("which one has the larger community", Form::Comparison);
        check("what is the difference between a and b", Form::Comparison);
        check("difference between a and b", Form::Comparison);
        check("should we use a for a shop", Form::Choice);
        check("write me a server that rolls dice", Form::Chore);
        check("what is @a package manager called", Form::Fact);
        check("what is a good @a framework for an api", Form::Component);
        check("a or b for a radio", Form::Choice);
        check("what do you all use for simple lists", Form::Choice);
        check("according to your article which libraries are popular", Form::Fact);
        check("can somebody write me the regex for it", Form::Chore);
        check("my install hangs since monday i tried it twice help", Form::Chore);
        check("how do i deploy my @tea shop it always ends in an error", Form::Chore);
        check("my @tea script eats 100 cpu help", Form::Chore);
        check("is black tea in the article", Form::Fact);
        check("typeerror cannot read properties of undefined in my @tea route", Form::Chore);
        check("my server returns 422 on every post", Form::Chore);
        check("on an error i get a 500 page is that an argument for switching", Form::Choice);
        check("which @tea shops does that article list exactly", Form::Fact);
        check("what five @tea shops does it name", Form::Fact);
        check("looking for a @tea freelancer for three months dm me your rate", Form::Chore);
        check("can somebody review my cv", Form::Chore);
        check("write a birthday poem for my sister", Form::Chore);
        check("write it in @tea or in @coffee the shop is not there yet", Form::Choice);
        check("what is the sensible choice", Form::Choice);
        check("which database for messages", Form::Chore);
        check("@tea 20 or 22 in production", Form::Component);
        check("which @tea shop framework is nice for cakes", Form::Component);
        check("what do people use in @tea these days to serve cakes", Form::Component);
        check("can you give me a good pizza recipe", Form::Chore);
        check("can you recommend a good pizza recipe", Form::Chore);
        check("should we build a recipe site, what do you recommend", Form::Choice);
        check("recommend me a @tea lib for cakes", Form::Component);
        check("whats really different between them", Form::Comparison);
        check("what do i get from @tea that @coffee hasnt got", Form::Comparison);
        check("why do people take @tea and not @coffee", Form::Choice);
        check("hows @tea different from @coffee", Form::Comparison);
        check("@tea or @coffee we store cakes and list them", Form::Choice);
        check("why is the shop in @tea and not in @coffee like the rest", Form::Choice);
        check("why is it a @tea shop wouldnt it be simpler in @coffee", Form::Choice);
        check("can we drop @tea 3.7 in the next version", Form::Component);
        check("switch to @tea 18 our oven still runs on 14", Form::Component);
        check("it crashes under load should we switch to @tea help", Form::Choice);
    }
}
