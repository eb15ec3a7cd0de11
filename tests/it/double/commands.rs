//! Commands: Discord's limits, and Discord's way of giving back what was registered.

use discord_double::Double;
use serde_json::{Value, json};

use super::{Client, ask, broken};

fn with(field: &str, value: Value) -> Value {
    let mut command = ask();
    command[field] = value;
    command
}

#[tokio::test]
async fn each_limit_of_commands_is_enforced() {
    let double = Double::start().await;
    let client = Client::of(&double);
    let option =
        |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let numbered: Vec<_> = (0..26).map(|number| option(&number.to_string(), false)).collect();
    let choices: Vec<_> = (0..26).map(|number| json!({"name": number.to_string(), "value": "v"})).collect();
    let big: Vec<_> = (0..25)
        .map(|number| {
            let choices: Vec<_> =
                (0..4).map(|number| json!({"name": number.to_string().repeat(50), "value": "v".repeat(50)})).collect();
            json!({"type": 3, "name": number.to_string(), "description": "d", "choices": choices})
        })
        .collect();
    let refused = [
        ("upper case", json!([with("name", json!("Ask"))])),
        ("a blank in the name", json!([with("name", json!("a b"))])),
        ("a name of 33", json!([with("name", json!("a".repeat(33)))])),
        ("no description", json!([with("description", json!(""))])),
        ("a description of 101", json!([with("description", json!("d".repeat(101)))])),
        ("26 options", json!([with("options", json!(numbered))])),
        ("required after optional", json!([with("options", json!([option("a", false), option("b", true)]))])),
        ("the same option twice", json!([with("options", json!([option("a", true), option("a", true)]))])),
        (
            "26 choices",
            json!([with("options", json!([{"type": 3, "name": "a", "description": "d", "choices": choices}]))]),
        ),
        ("more than 8000 characters", json!([with("options", json!(big))])),
        ("the same command twice", json!([ask(), ask()])),
        ("101 commands", (0..101).map(|number| with("name", json!(number.to_string()))).collect()),
        ("16 message commands", (0..16).map(|number| json!({"name": number.to_string(), "type": 3})).collect()),
        ("a message command with a description", json!([{"name": "Check", "type": 3, "description": "d"}])),
    ];
    for (what, body) in refused {
        let response = client.register(&body).await;
        assert_eq!(response.status, 400, "{what}: {}", response.body);
        assert_eq!(broken(&double).len(), 1, "{what}");
    }
}

#[tokio::test]
async fn commands_come_back_with_ids_that_stay_and_without_what_is_false() {
    let double = Double::start().await;
    let client = Client::of(&double);
    let first = client.register(&json!([ask()])).await.body;
    let path = format!("/applications/{}/commands", client.application);
    let listed = client.get(&path).await.body;
    assert_eq!(first, listed);
    assert_eq!(listed[0]["options"][1], json!({"type": 5, "name": "private", "description": "Only for you"}));
    assert_eq!((&listed[0]["nsfw"], listed[0].get("name_localizations")), (&json!(false), None));
    let localised = client.get(&format!("{path}?with_localizations=true")).await.body;
    assert_eq!(localised[0].get("name_localizations"), Some(&Value::Null));
    let second =
        client.register(&json!([with("description", json!("Other")), {"name": "help", "description": "h"}])).await.body;
    assert_eq!((&second[0]["id"], &second[0]["description"]), (&first[0]["id"], &json!("Other")));
    assert_eq!(double.commands().len(), 2);
}
