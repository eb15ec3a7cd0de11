//! How people put things: regressions of the reading of questions, each with what it has to come to.

use crate::packs::{OTHER, SHIPPED, label};

#[test]
fn a_question_comes_to_the_verdict_that_its_words_mean() {
    let check = |question: &str, expect: &str| assert_eq!(label(&SHIPPED.ask(&[], question)), expect, "{question}");
    // One framework for another of the same side is a choice within it; two tools side by side are not.
    check("Should we rewrite our Flask service in FastAPI?", "out_of_scope");
    check("Our Django app gets a fraud detection model, served with FastAPI. Fine?", "python");
    check("Express felt slow, is Fastify better than Express?", "out_of_scope");
    // What is said between contenders that are no alternatives asks for both; between alternatives it does not.
    check("Our Express API and the pandas scripts work. How should the first call the second?", "both");
    check("Node or Python, which one could call a C library?", "either");
    // What a contender does not do is missed, not denied.
    check("Python doesn't scale, 30 clients and it fails. Node instead?", "node");
    check("It doesn't need to scale. Node or Python?", "either");
    check("doesn't need to be real-time, node or python?", "either");
    // "These" are the things named last.
    check("Instead of Django can I build the FAQ backend with Express? I am more sure of these.", "node");
    // A list of three names offers a choice, with or without "or".
    check("Time for another language. My suggestions: Go, Elixir, Node.js. What do you think?", "out_of_scope");
    check("游戏服务器用 java 或者 node.js", "out_of_scope");
    // Who asks about one contender beside something else has not put up the other, unless something strong speaks for it.
    check("Our Express shop moves house. Heroku is effortless, Ruby we know. Stay?", "out_of_scope");
    check(
        "Express is light, NestJS has modules and a steep learning curve. What should four beginners take?",
        "out_of_scope",
    );
    check("Our Express shop needs a recommendation engine and we know Ruby. Fine?", "python");
    // Who may also stay with what they know has no choice between the other things only.
    check("Six years of Vue, no other language. Do I need Rust or Python now, or am I fine?", "node");
    check("The course wants Flask. May I use Express? That one we have used for years.", "node");
    check("Choose a framework for the API (fastapi, bottle, pyramid)", "out_of_scope");
    check("Bottle or Pyramid? Bottle is tiny and reminds me of Koa.", "out_of_scope");
    // What is there already is no alternative to what is to come.
    check(
        "We rewrite our PHP forum, thousands of users at once on match days. Team of Python people. Good idea?",
        "node",
    );
    // What nothing dismisses at once is dismissed by no "no" behind it.
    check("Podcast and music streaming platform, no AI planned", "node");
    check("Musik-Streaming, keine KI geplant. Node oder Python?", "node");
    check("Streaming? No need. Node or Python?", "either");
    // Where it is all about another field, what the team knows decides nothing.
    check("A desktop program with global hotkeys. I know Node. Node or Python?", "unknown");
    // A move from one thing to another is a choice between them, and so is what one decides between.
    check("Move our Django API from Python to Go?", "out_of_scope");
    check("Port the server from PHP to Go? A single binary would be easier.", "out_of_scope");
    check(
        "We are deciding between Vue 3 and React for the admin pages. The backend is Flask and stays.",
        "out_of_scope",
    );
    check("Switch to Node 18? Our CI still runs on 14.", "out_of_scope");
    check("Port our Flask API to FastAPI? We want automatic docs, but there are 120 routes.", "out_of_scope");
    check("TypeScript or plain JavaScript for the Express backend?", "out_of_scope");
    // A word that is also a stack's name is that stack where it is held against a contender, or learnt.
    check("Is Go better than Node for live chat?", "out_of_scope");
    check("Is it worth learning Swift for live chat?", "out_of_scope");
    check("Which is better to go live fast than Node for a live chat?", "node");
    // A slip is mended by the whole word, and by no word of another language.
    check("Node or Python for a realtme dashbord?", "node");
    check("Should we use Node or Python for our recomendation engine?", "python");
    check("node or python for push notifcations", "node");
    // What is forgotten or bought is left out.
    check("Forget the live chat, we want sales forecasts. Node or Python?", "python");
    check("The live chat is bought from a vendor, the sales forecasts are ours. Node or Python?", "python");
    check("Don't forget the live chat! Node or Python?", "node");
    // A map that is live is real-time work.
    check("A live map of our vans. Node or Python?", "node");
    // One part that is named twice is no two parts.
    check("The server is in Flask. If the server was in Node we could share the code with the browser.", "node");
    check("The server is in Node. The worker was written in Python. How do they talk?", "both");
    // No name stands over the end of a sentence.
    check("A club page. Our team only knows TypeScript. Node or Python?", "node");
    // A figure may be asked for behind a tale, and who talks with teachers runs no course.
    check(
        "I prepare slides on package managers and have to quote the article. How many packages does NPM contain?",
        "lookup",
    );
    check("Node or Python for a chat between parents and teachers?", "node");
    check("Why is the server in Python when the client is TypeScript? I'd like to share the types.", "node");
    check("Flask or Express? It saves the form and lists the entries, and list them again.", "unknown");
    // What is rewritten stays what it is.
    check("Rewrite the face recognition service in Node? It's the only Python container.", "python");
    check("Can we port the chat to Django?", "node");
    // What a tool is for is heard where it also tells what the team knows.
    check("We use tensorflow.js on the server.", "python");
    // What was taught or tried before is no skill, and what was dropped is not wanted.
    check("I teach a course to adults who never programmed. Last year we used Express. Flask now?", "python");
    check("We first planned machine learning but dropped it; thousands of users are connected at once.", "node");
    check("Easy to read for whoever comes after me, speed doesn't matter. Node or Python?", "python");
    check("CPU-heavy number crunching, we don't care about real time.", "python");
    // Halves of a team know both.
    check("Half of us come from Django, the other half from Express. An intranet. How do we choose?", "either");
    check("One of us knows JS, the other Python. A member list.", "either");
    // What running costs is asked for itself, and what the team has decides nothing about it.
    check("The image of our Node service is 900 MB, would a Python image be any smaller?", "unknown");
    // What every project has takes nothing from what the article says; what it is silent about in part does.
    check("Membership list of a rowing club, Node or Python?", "unknown");
    check("Membership list of a rowing club, 30 users. Node or Python?", "either");
    check("Membership list of a rowing club. We know both equally well.", "either");
    check("Mitgliederliste, wir können beides. Node oder Python?", "either");
    check("Membership list, 30 users. Node or Python, which is cheaper to host?", "unknown");
    check("A Telegram bot. We know both equally well. Node or Python?", "unknown");
    // A choice between other things is one, in whatever form it is asked for.
    check("Where do user profiles go, Mongo or Postgres?", "out_of_scope");
    // Of code that is pasted what it imports is read.
    check("```py\nfrom sklearn.cluster import KMeans\n```\nshould I redo these customer groups in Express?", "python");
    // An excuse before the question does not hide it, and a tale behind it makes it another one.
    check("Sorry if this was asked before. How many packages has npm?", "lookup");
    check("Which best practices does the text list for combining the two?", "lookup");
    check("How do we get our Flask app and the Node server to talk to each other?", "both");
    check("Who wrote this article and when?", "lookup");
    // Words of one stem that mean two things.
    check("The most important thing is our customers. Node or Python?", "either");
    check("At the moment the backend is undecided. Node or Python?", "either");
}

#[test]
fn who_asks_in_another_language_is_told_so_in_that_language_unless_the_words_suffice() {
    let check = |question: &str, expect: &str| {
        let headline = SHIPPED.ask(&[], question).headline;
        assert!(headline.contains(expect), "{question}: {headline}");
    };
    check("Welche Sprache soll ich für meine Imkerei nehmen?", "auf Englisch");
    check("Je veux faire un truc pour ma grand-mère, je prends quoi ?", "en anglais");
    check("Quiero hacer algo para mi abuela, ¿qué uso?", "en inglés");
    check("Quero fazer algo para minha avó, o que uso?", "em inglês");
    check("Chciałbym zrobić coś dla mojej babci, co wybrać?", "po angielsku");
    check("我想给奶奶做一个东西，用什么好？", "英文");
    check("おばあちゃんのために何か作りたいのですが、どれがいいですか？", "英語");
    check("할머니를 위해 뭔가 만들고 싶은데 어떤 게 좋을까요?", "영어");
    // The words suffice.
    check("Node oder Python für einen Chat?", "Choose Node.js");
    check("实时聊天用 node 还是 python？", "Choose Node.js");
    check("No meu trabalho usamos machine learning. Node ou Python?", "Choose Python");
    // English is no foreign language.
    check("What shall I make for my grandmother?", "nothing else is covered here");
}

#[test]
fn a_question_of_fact_gets_the_sentence_that_answers_or_none() {
    let check = |question: &str, expect: &str| {
        let headline = SHIPPED.ask(&[], question).headline;
        assert!(headline.contains(expect), "{question}: {headline}");
    };
    const SILENT: &str = "The article does not say.";
    check("What's callback hell?", "“callback hell”");
    check("number of packages in the npm registry?", "1.3 million");
    check("How many stars does Node have on GitHub?", "87.4K stars");
    check("which ML libraries are mentioned?", "TensorFlow");
    check("what frameworks does python have", "frameworks");
    check("does the article mention TypeScript?", "TypeScript");
    check("Non-techie here: what is this GIL they hold against Python?", "GIL");
    // What is asked of an aspect is in the sections that speak of it.
    check("cons of python?", "drawbacks");
    check("what are the disadvantages of node", "Node.js has drawbacks");
    check("advantages of node.js", "strengths of Node.js");
    check("what is django good for", "Python fits best");
    // That a thing is named is no answer to what is asked about it.
    check("when did node come out", SILENT);
    check("who invented Node.js", SILENT);
    check("name some famous apps built with node", SILENT);
    check("what is asyncio", SILENT);
}

#[test]
fn what_is_no_choice_is_none() {
    let check = |question: &str| assert_eq!(label(&SHIPPED.ask(&[], question)), "out_of_scope", "{question}");
    check("can somebody write me the regex for postcodes, it's for our bookshop");
    check("My npm install hangs behind the proxy since Monday, I tried everything, help");
    check("TypeError: Cannot read properties of undefined in my express route");
    check("should I quit my Django job for a PHP one?");
    check("It is written in Python. When will the Rust rewrite be there?");
}

#[test]
fn a_list_stands_for_each_of_its_words_and_numbers_need_no_list() {
    let said = |question: &str| -> Vec<String> {
        OTHER.ask(&[], question).factors.into_iter().map(|factor| format!("{}: {}", factor.id, factor.said)).collect()
    };
    let check = |question: &str, expect: &[&str]| assert_eq!(said(question), expect, "{question}");
    check("Bicycle or car to transport a piano?", &["heavy-load: transport a piano"]);
    check("Bicycle or car for 2,500 kg?", &["heavy-load: 2,500 kg"]);
    check("Bicycle or car for two thousand kilos?", &["heavy-load: two thousand kilos"]);
    check("Bicycle or car for 30 000 kg?", &["heavy-load: 30 000 kg"]);
    check("Bicycle or car for 12 kg?", &[]);
    check("Bicycle or car for half a ton?", &["heavy-load: half a ton"]);
    check("Bicycle or car for half ton?", &["heavy-load: half ton"]);
    // A slip in a list's word is mended like any other.
    check("Bicycle or car to transprot a piano?", &["heavy-load: transprot a piano"]);
}

#[test]
fn a_pack_without_rivals_and_languages_is_read_like_before() {
    let check = |question: &str, expect: &str| assert_eq!(label(&OTHER.ask(&[], question)), expect, "{question}");
    check("Welches Rad soll ich für meine Imkerei nehmen?", "out_of_scope");
    check("cargo bike or folding bike?", "out_of_scope");
}
