//! Policies as administrators write them: what is sound holds, what makes no sense disables only itself.

use msi_actions::actions::ActionKind;
use msi_actions::protocol::Provider;
use msi_actions::settings::{
    CATALOGUE, Kind, Problem, Reading, SameAddress, Settings, Welcome, policy_json,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::time::Duration;

const KEY: &str = "3MVG9.DemoConsumerKeyOfTheAcmeOrg_0123456789";
const MICROSOFT: &str = "11111111-2222-4333-8444-555555555555";
const GOOGLE: &str = "123456789012-demo.apps.googleusercontent.com";

fn read(policy: Value) -> Reading {
    Reading::of(policy.as_object().unwrap())
}

fn problems(reading: &Reading) -> Vec<(String, Problem)> {
    let place = |finding: &msi_actions::settings::Finding| {
        (
            format!("{}{}", finding.setting, finding.at),
            finding.problem,
        )
    };
    reading.findings.iter().map(place).collect()
}

/// A sound value of every setting, and what it means.
fn whole() -> (Map<String, Value>, Settings) {
    let policy = json!({
        "orgs": [
            { "host": "ACME.my.salesforce.com", "consumerKey": KEY, "label": "Acme" },
            {
                "host": "acme--uat.sandbox.my.salesforce.com", "consumerKey": KEY,
                "googleClientId": "9-other.apps.googleusercontent.com",
            },
        ],
        "mailClients": ["outlook"],
        "googleClientId": GOOGLE,
        "microsoftClientId": MICROSOFT,
        "microsoftTenant": "acme.example",
        "sameAddress": "warn",
        "sessionOnly": true,
        "outlookDrafts": true,
        "gmailSignature": true,
        "locale": "pt-BR",
        "actionsOff": ["log_call", "log_call"],
        "dailySendLimit": 50,
        "undoSeconds": 0,
        "sandboxes": false,
        "welcome": "open",
        "contact": "Robin, +31 20 555 0100",
        "off": true,
    });
    let policy = policy.as_object().unwrap().clone();
    let mut settings = Reading::of(&policy).settings;
    let orgs = std::mem::take(&mut settings.orgs);
    assert_eq!(orgs[0].org.as_str(), "acme.my.salesforce.com");
    assert_eq!(orgs[0].label.as_deref(), Some("Acme"));
    assert_eq!(orgs[0].config.google.as_deref(), Some(GOOGLE));
    assert_eq!(orgs[0].config.tenant.as_deref(), Some("acme.example"));
    let own = orgs[1].config.google.as_deref();
    assert_eq!(own, Some("9-other.apps.googleusercontent.com"));
    let expected = Settings {
        off: true,
        orgs: Vec::new(),
        mail: vec![Provider::Microsoft],
        same_address: Some(SameAddress::Warn),
        session_only: true,
        outlook_drafts: true,
        gmail_signature: true,
        locale: Some("pt_BR".into()),
        actions_off: vec![ActionKind::LogCall],
        daily_send_limit: Some(50),
        undo: Duration::ZERO,
        sandboxes: false,
        welcome: Welcome::Open,
        contact: Some("Robin, +31 20 555 0100".into()),
    };
    assert_eq!(settings, expected);
    settings.orgs = orgs;
    (policy, settings)
}

#[test]
fn every_setting_of_the_catalogue_takes_effect() {
    let (policy, settings) = whole();
    assert_eq!(Reading::of(&policy).findings, []);
    for setting in CATALOGUE {
        let mut without = policy.clone();
        assert!(without.remove(setting.name).is_some(), "{}", setting.name);
        assert_ne!(Reading::of(&without).settings, settings, "{}", setting.name);
    }
    assert_eq!(read(json!({})).settings, Settings::default());
}

#[test]
fn a_word_of_the_catalogue_is_a_word_that_is_read() {
    for setting in CATALOGUE {
        let all: Vec<Value> = match setting.kind {
            Kind::Word(words) => words.iter().map(|word| json!(word)).collect(),
            Kind::Words(words) => words.iter().map(|word| json!([word])).collect(),
            Kind::Number { least, most } => vec![json!(least), json!(most)],
            Kind::Switch | Kind::Text | Kind::Orgs => continue,
        };
        for value in all {
            let reading = read(json!({ setting.name: value }));
            assert_eq!(reading.findings, [], "{}: {value}", setting.name);
        }
    }
}

#[test]
fn a_wrong_value_disables_only_itself() {
    let (sound, whole) = whole();
    for (name, wrong, problem) in [
        ("off", json!("yes"), Problem::WrongType),
        ("sessionOnly", json!(1), Problem::WrongType),
        ("sameAddress", json!("maybe"), Problem::NotOffered),
        ("welcome", json!(""), Problem::Missing),
        ("locale", json!("tlh"), Problem::NotOffered),
        ("dailySendLimit", json!(0), Problem::OutOfRange),
        ("dailySendLimit", json!(2.5), Problem::OutOfRange),
        ("undoSeconds", json!(-1), Problem::OutOfRange),
        ("undoSeconds", json!(61), Problem::OutOfRange),
        ("undoSeconds", json!("5"), Problem::WrongType),
        ("contact", json!("a\u{7}b"), Problem::NotText),
        ("contact", json!("x".repeat(201)), Problem::NotText),
        (
            "googleClientId",
            json!("evil.example"),
            Problem::NotAGoogleClient,
        ),
        (
            "microsoftClientId",
            json!("no"),
            Problem::NotAMicrosoftClient,
        ),
        ("microsoftTenant", json!("../common"), Problem::NotATenant),
        ("mailClients", json!("gmail"), Problem::WrongType),
        (
            "orgs",
            json!({ "host": "acme.my.salesforce.com" }),
            Problem::WrongType,
        ),
    ] {
        let mut policy = sound.clone();
        policy.insert(name.into(), wrong.clone());
        let reading = Reading::of(&policy);
        assert_eq!(problems(&reading), [(name.into(), problem)], "{wrong}");
        let mut without = sound.clone();
        without.remove(name);
        let mut expected = Reading::of(&without).settings;
        if name == "microsoftTenant" {
            // Without its directory the application would be open to every organisation.
            assert!(
                reading
                    .settings
                    .orgs
                    .iter()
                    .all(|org| org.config.microsoft.is_none())
            );
            expected.orgs.clone_from(&reading.settings.orgs);
        }
        assert_eq!(reading.settings, expected, "{name}: {wrong}");
        assert_ne!(reading.settings, whole);
    }
}

#[test]
fn a_wrong_part_of_a_list_disables_only_itself() {
    let reading = read(json!({
        "mailClients": ["gmail", "lotus"],
        "orgs": [
            { "host": "acme.my.salesforce.com.evil.example", "consumerKey": KEY },
            { "host": "acme.my.salesforce.com", "consumerKey": "secret" },
            { "host": "acme.my.salesforce.com" },
            { "host": "acme.my.salesforce.com", "consumerKey": KEY, "googleClientId": "?" },
            { "host": "Acme.my.salesforce.com", "consumerKey": KEY },
            7,
        ],
        "kioskMode": true,
    }));
    let expected = [
        ("orgs[1].host", Problem::NotAnOrg),
        ("orgs[2].consumerKey", Problem::NotAConsumerKey),
        ("orgs[3].consumerKey", Problem::Missing),
        ("orgs[4].googleClientId", Problem::NotAGoogleClient),
        ("orgs[5].host", Problem::Twice),
        ("orgs[6]", Problem::WrongType),
        ("mailClients[2]", Problem::NotOffered),
        ("kioskMode", Problem::Unknown),
    ];
    assert_eq!(
        problems(&reading),
        expected.map(|(place, problem)| (place.to_owned(), problem))
    );
    assert_eq!(reading.settings.mail, [Provider::Google]);
    assert_eq!(reading.settings.orgs.len(), 1);
    assert_eq!(reading.settings.orgs[0].config.google, None);
}

#[test]
fn a_policy_that_we_write_is_read_back() {
    let (_, settings) = whole();
    let policy = policy_json(&settings.orgs);
    let reading = read(policy);
    assert_eq!(reading.settings.orgs, settings.orgs);
    assert_eq!(reading.findings, []);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        Just(json!("gmail")),
        Just(json!("acme.my.salesforce.com")),
        Just(json!(KEY)),
    ];
    let name = prop_oneof![
        Just("host".to_owned()),
        Just("consumerKey".to_owned()),
        ".{0,9}"
    ];
    leaf.prop_recursive(3, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever stands in the place of one setting, its neighbours hold as they would without it.
    #[test]
    fn nothing_hurts_its_neighbours(which in 0..CATALOGUE.len(), value in any_json()) {
        let (mut policy, _) = whole();
        let name = CATALOGUE[which].name;
        policy.insert(name.into(), value);
        let reading = Reading::of(&policy);
        let others = CATALOGUE.iter().filter(|setting| setting.name != name);
        for setting in others {
            prop_assert!(reading.findings.iter().all(|finding| finding.setting != setting.name));
            let mut without = policy.clone();
            without.remove(setting.name);
            let clients = ["orgs", "googleClientId", "microsoftClientId", "microsoftTenant"];
            if !clients.contains(&name) || !clients.contains(&setting.name) {
                prop_assert_ne!(&Reading::of(&without).settings, &reading.settings);
            }
        }
    }

    /// A policy of nonsense alone is no policy, and nothing panics.
    #[test]
    fn any_json_is_read(policy in prop::collection::btree_map(".{0,9}", any_json(), 0..6)) {
        let policy: Map<String, Value> = policy.into_iter().collect();
        let unknown = policy.keys().all(|name| CATALOGUE.iter().all(|one| one.name != name));
        let reading = Reading::of(&policy);
        prop_assert!(!unknown || reading.settings == Settings::default());
        prop_assert!(!unknown || reading.findings.len() == policy.len());
    }
}
