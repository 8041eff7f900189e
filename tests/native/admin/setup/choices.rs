//! The settings that an administrator chooses for the policy.

use crate::support::worker::{Asked, code};
use msi_actions::admin::setup::DeployMethod;
use msi_actions::base::{
    Fault,
    texts::{LOCALES, Texts},
};
use msi_actions::protocol::{ChooseSetting, Sender};
use msi_actions::settings::{BY_SET_UP, CATALOGUE, Kind, Reading};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

use crate::support::setup_page::{empty_org, look};

fn choose(asked: &mut Asked, setting: &str, value: Value) -> Result<(), Fault> {
    let setting = setting.to_owned();
    let chosen = asked.ask(Sender::App, ChooseSetting { setting, value });
    chosen.map(drop)
}

/// The extension's own policy, as the page writes it.
fn policy(asked: &mut Asked) -> Map<String, Value> {
    let org = look(asked, false).org.unwrap();
    let linux = org
        .policies
        .iter()
        .find(|file| file.way == DeployMethod::Linux);
    let text: Value = serde_json::from_str(&linux.unwrap().text).unwrap();
    let all = text["3rdparty"]["extensions"].as_object().unwrap();
    all.values().next().unwrap().as_object().unwrap().clone()
}

fn example(kind: Kind) -> Value {
    match kind {
        Kind::Switch => json!(true),
        Kind::Number { least, .. } => json!(least),
        Kind::Word(words) => json!(words[0]),
        Kind::Words(words) => json!([words[0]]),
        Kind::Text => json!("Service Desk"),
        Kind::Fields => json!(["Unsubscribed__c"]),
        Kind::Domains => json!(["rival.example"]),
        Kind::Choices => json!(["Left voicemail"]),
        Kind::Orgs => json!([]),
    }
}

#[test]
fn every_setting_of_the_catalogue_can_be_chosen_and_comes_into_the_policy() {
    let (mut asked, _) = empty_org();
    assert_eq!(policy(&mut asked)["required"], json!(["orgs"]));
    for setting in CATALOGUE {
        let (name, value) = (setting.name, example(setting.kind));
        let value = match name {
            "googleClientId" => json!("1-a.apps.googleusercontent.com"),
            "microsoftClientId" => json!("11111111-2222-4333-8444-555555555555"),
            "microsoftTenant" => json!("acme.example"),
            "dialUrl" => json!("sip:{number}@acme.example"),
            _ => value,
        };
        if BY_SET_UP.contains(&name) {
            let refused = choose(&mut asked, name, value);
            assert_eq!(code(refused), "setup.setting", "{name}");
            continue;
        }
        choose(&mut asked, name, value.clone()).unwrap();
        let policy = policy(&mut asked);
        assert_eq!(policy[name], value);
        let required = policy["required"].as_array().unwrap();
        let restricts = setting.strictest.is_some();
        assert_eq!(required.contains(&json!(name)), restricts, "{name}");
        let read = Reading::of(&policy);
        assert_eq!(read.findings, [], "{name}");
    }
    assert_eq!(
        look(&mut asked, false).chosen.len(),
        CATALOGUE.len() - BY_SET_UP.len()
    );
    choose(&mut asked, "sandboxes", Value::Null).unwrap();
    let policy = policy(&mut asked);
    assert!(!policy.contains_key("sandboxes"));
    assert!(
        !policy["required"]
            .as_array()
            .unwrap()
            .contains(&json!("sandboxes"))
    );
}

#[test]
fn a_value_that_could_not_be_read_is_refused_and_changes_nothing() {
    let (mut asked, _) = empty_org();
    choose(&mut asked, "undoSeconds", json!(10)).unwrap();
    for (setting, value) in [
        ("undoSeconds", json!(61)),
        ("undoSeconds", json!("ten")),
        ("optOut", json!("perhaps")),
        ("googleClientId", json!("x")),
        ("nothing", json!(true)),
    ] {
        let refused = choose(&mut asked, setting, value.clone());
        assert_eq!(code(refused), "setup.setting", "{setting} {value}");
    }
    assert_eq!(policy(&mut asked)["undoSeconds"], 10);
    assert_eq!(look(&mut asked, false).chosen.len(), 1);
}

#[test]
fn every_setting_has_its_meaning_in_every_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension/_locales");
    for locale in LOCALES {
        let json = fs::read_to_string(folder.join(locale).join("messages.json")).unwrap();
        let texts = Texts::read(&json).unwrap();
        for setting in CATALOGUE {
            let key = format!("policy_means_{}", setting.name);
            assert!(texts.text(&key, &[]).is_some(), "{locale}: {key}");
        }
    }
}
