//! The command line of the bot, by the real binary: its commands, and how each way to fail is told.

use discord_double::{BotCommand, Double, Endpoint, Exit, Fault, Rules};
use serde_json::Value;

use super::{QUESTION, ended, program};

/// Variables, the exit status with them, and a part of what is told.
type Case<'a> = (&'a [(&'a str, &'a str)], i32, &'a str);

async fn run(command: BotCommand, arguments: &[&str]) -> Exit {
    arguments.iter().fold(command, |command, argument| command.arg(argument)).spawn().ended().await
}

/// What a run printed, as a list of commands.
fn names(printed: &Exit) -> Vec<String> {
    let commands: Vec<Value> = serde_json::from_str(&printed.log).unwrap_or_else(|_| panic!("{}", printed.log));
    commands.iter().map(|command| command["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn commands_are_registered_listed_and_printed_by_hand() {
    let discord = Double::start().await;
    let none = run(program(&discord), &["commands", "list"]).await;
    assert_eq!((none.code, names(&none)), (Some(0), vec![]));
    for told in ["The commands are registered.\n", "Discord had the same commands already.\n"] {
        let registered = run(program(&discord), &["commands", "register"]).await;
        assert_eq!((registered.code, registered.log.as_str()), (Some(0), told));
    }
    let writes = discord.calls(Endpoint::Commands).iter().filter(|call| call.method == "PUT").count();
    assert_eq!(writes, 1, "the second time there was nothing to do");
    let listed = run(program(&discord), &["commands", "list"]).await;
    assert_eq!((listed.code, names(&listed)), (Some(0), ["ask", "sources", "help"].map(str::to_owned).to_vec()));
    // The program's own commands need no token and no Discord.
    let alone = program(&discord).env("DISCORD_TOKEN", "").env("DISCORD_PROXY", "http://127.0.0.1:1");
    let printed = run(alone, &["commands", "print"]).await;
    assert_eq!((printed.code, names(&printed)), (Some(0), names(&listed)));
    // None of this starts a session: those are counted.
    assert_eq!(discord.report().life, []);
}

#[tokio::test]
async fn each_way_to_fail_has_its_status_and_its_mend() {
    let discord = Double::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("empty");
    std::fs::write(&file, "\n").unwrap();
    let file = file.to_string_lossy();
    let no_token = "no bot token is given; set DISCORD_TOKEN, or `discord.token_file` to a file that holds it";
    let refused = "discord refuses the bot's token; copy it anew";
    let every = [["commands", "register"].as_slice(), &["commands", "list"], &["serve"]];
    let cases: [Case; 6] = [
        (&[("DISCORD_TOKEN", "")], 2, no_token),
        (&[("DISCORD_TOKEN", ""), ("DISCORD_TOKEN_FILE", "/no/such")], 2, "the token file cannot be read"),
        (&[("DISCORD_TOKEN", ""), ("DISCORD_TOKEN_FILE", &file)], 2, "the token file is empty"),
        (&[("DISCORD_TOKEN", "a.wrong.one")], 77, refused),
        (&[("DISCORD_TOKEN", "no token at all")], 77, refused),
        (&[("DISCORD_USER_LIMIT", "many")], 2, "DISCORD_USER_LIMIT: the value `many` does not fit"),
    ];
    for (variables, status, told) in cases {
        for arguments in every {
            let command = variables.iter().fold(program(&discord), |command, (name, value)| command.env(name, value));
            let exit = run(command, arguments).await;
            assert_eq!(exit.code, Some(status), "{variables:?} {arguments:?}: {}", exit.log);
            assert!(exit.log.contains(told), "{variables:?} {arguments:?}: {}", exit.log);
            assert!(!exit.log.contains("a.wrong.one"), "a token stands in the log: {}", exit.log);
        }
    }
    assert_eq!(discord.report().life, []);
    assert_eq!(discord.commands(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_command_that_discord_does_not_take_or_that_cannot_reach_it_ends_with_69() {
    let discord = Double::start().await;
    let unreached = program(&discord).env("DISCORD_PROXY", "http://127.0.0.1:1");
    let exit = run(unreached, &["commands", "register"]).await;
    assert_eq!(exit.code, Some(69), "{}", exit.log);
    assert!(exit.log.contains("the call got no answer: no connection"), "{}", exit.log);
    for (fault, told) in [
        (Fault::status(403), "status 403"),
        (Fault::status(500).times(100), "failed at the other end with status 500"),
        (Fault::garbled(), "cannot be read"),
    ] {
        discord.fault(fault.on(Endpoint::Commands));
        let exit = run(program(&discord), &["commands", "list"]).await;
        assert_eq!(exit.code, Some(69), "{}", exit.log);
        assert!(exit.log.contains(told), "{}", exit.log);
        discord.forget_faults();
    }
}

#[tokio::test]
async fn the_program_without_a_command_is_the_bot_where_a_token_is_given() {
    let discord = Double::with(Rules { concurrency: 9, ..Rules::default() }).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, format!("Bot {}\n", discord.token())).unwrap();
    let file = file.to_string_lossy();
    let of_environment = program(&discord);
    let of_file = program(&discord).env("DISCORD_TOKEN", "").env("DISCORD_TOKEN_FILE", &file);
    for (command, who) in [(of_environment, "ann"), (of_file, "bob")] {
        let bot = command.start().await;
        assert!(discord.user(who).dm(QUESTION).await.text().contains("Node.js"));
        ended(bot).await;
    }
    discord.report().assert_clean();
    // Without a token it talks at the terminal, and says how there would be a bot.
    let exit = run(program(&discord).env("DISCORD_TOKEN", ""), &[]).await;
    assert_eq!(exit.code, Some(0), "{}", exit.log);
    assert!(exit.log.contains("DISCORD_TOKEN"), "{}", exit.log);
}

#[tokio::test]
async fn a_start_waits_for_discord_and_a_stop_ends_the_wait() {
    // Nothing listens where the calls go: the network is not there yet.
    let discord = Double::start().await;
    let bot = program(&discord).arg("serve").env("DISCORD_PROXY", "http://127.0.0.1:1").spawn();
    bot.told("cannot be asked for yet").await;
    assert!(bot.log().contains("no connection"), "{}", bot.log());
    ended(bot).await;
    // Discord fails for longer than a call is tried, and then recovers.
    discord.fault(Fault::status(503).on(Endpoint::GatewayBot).times(8));
    let bot = program(&discord).arg("serve").start().await;
    assert!(bot.log().contains("cannot be asked for yet"), "{}", bot.log());
    discord.user("ann").dm(QUESTION).await;
    ended(bot).await;
    discord.report().assert_clean();
}
