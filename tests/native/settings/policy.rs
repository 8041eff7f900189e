//! Policies as administrators write them: what is sound holds, and what cannot be read hurts only itself: a
//! setting that restricts takes its strictest value.

use msi_actions::base::{ActionKind, ConsumerKey, OrgConfig, OrgHost, Provider};
use msi_actions::settings::{
    ActivitySubject, BlockedDomains, CATALOGUE, Clients, DialUrl, Finding, Kind, OpportunityRule,
    OptOutField, OptOutLine, OptOutRule, PolicyError, Problem, Reading, SameAddress, Settings,
    Welcome, policy_json,
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
    let place = |finding: &Finding| {
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
        "otherOrgs": true,
        "mailClients": ["outlook"],
        "googleClientId": GOOGLE,
        "microsoftClientId": MICROSOFT,
        "microsoftTenant": "acme.example",
        "sameAddress": "warn",
        "sessionOnly": true,
        "outlookDrafts": true,
        "gmailSignature": true,
        "replies": true,
        "notifications": false,
        "locale": "pt-BR",
        "actionsOff": ["log_call", "log_call"],
        "dailySendLimit": 50,
        "optOut": "confirm",
        "optOutFields": ["Unsubscribed__c", "Lead.No_Mail__c", "Unsubscribed__c"],
        "blockedDomains": ["Rival.example"],
        "writtenToDays": 7,
        "campaignCoolDownDays": 0,
        "campaignsPerPerson": 3,
        "unsubscribeHeader": false,
        "optOutLine": "Answer “no more” to opt out.",
        "undoSeconds": 0,
        "opportunityRule": "only_open",
        "activitySubject": "{{activity_type}}: {{activity_subject}}",
        "dialUrl": "sip:{number}@acme.example",
        "callOutcomes": ["Answered", "No answer", "Answered"],
        "callReasons": ["Renewal"],
        "sandboxes": false,
        "welcome": "open",
        "contact": "Robin, +31 20 555 0100",
        "off": true,
        "required": ["orgs"],
    });
    let policy = policy.as_object().unwrap().clone();
    let mut settings = Reading::of(&policy).settings;
    let orgs = std::mem::take(&mut settings.orgs);
    assert_eq!(orgs[0].org.as_str(), "acme.my.salesforce.com");
    assert_eq!(orgs[0].label.as_deref(), Some("Acme"));
    assert_eq!(orgs[0].clients.google.as_deref(), Some(GOOGLE));
    assert_eq!(orgs[0].clients.tenant.as_deref(), Some("acme.example"));
    let own = orgs[1].clients.google.as_deref();
    assert_eq!(own, Some("9-other.apps.googleusercontent.com"));
    let expected = Settings {
        off: true,
        unread: false,
        orgs: Vec::new(),
        other_orgs: true,
        clients: Clients {
            google: Some(GOOGLE.into()),
            microsoft: Some(MICROSOFT.into()),
            tenant: Some("acme.example".into()),
            unusable: Vec::new(),
        },
        mail: vec![Provider::Microsoft],
        same_address: Some(SameAddress::Warn),
        session_only: true,
        outlook_drafts: true,
        gmail_signature: true,
        replies: true,
        notifications: false,
        locale: Some("pt_BR".into()),
        actions_off: vec![ActionKind::LogCall],
        daily_send_limit: Some(50),
        opt_out: OptOutRule::Confirm,
        opt_out_fields: ["Unsubscribed__c", "Lead.No_Mail__c"]
            .map(|field| OptOutField::parse(field).unwrap())
            .to_vec(),
        opt_outs_unread: false,
        blocked_domains: {
            let mut blocked = BlockedDomains::default();
            assert!(blocked.add("rival.example"));
            blocked
        },
        written_to_days: 7,
        campaign_cool_down_days: 0,
        campaigns_per_person: 3,
        opportunity_rule: OpportunityRule::OnlyOpen,
        activity_subject: ActivitySubject::parse("{{activity_type}}: {{activity_subject}}"),
        dial_url: DialUrl::parse("sip:{number}@acme.example").ok(),
        call_outcomes: vec!["Answered".into(), "No answer".into()],
        call_reasons: vec!["Renewal".into()],
        unsubscribe_header: false,
        opt_out_line: OptOutLine::Own("Answer “no more” to opt out.".into()),
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
    // What must be there is there.
    for setting in CATALOGUE.iter().filter(|own| own.name != "required") {
        let mut without = policy.clone();
        without.remove("required");
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
            Kind::Switch
            | Kind::Text
            | Kind::Fields
            | Kind::Domains
            | Kind::Choices
            | Kind::Orgs => continue,
        };
        for value in all {
            let reading = read(json!({ setting.name: value }));
            let of_it = |found: &&Finding| found.setting == setting.name;
            let found: Vec<_> = reading.findings.iter().filter(of_it).collect();
            assert!(found.is_empty(), "{}: {value}", setting.name);
        }
    }
}

/// What is written, and what is wrong with it.
fn wrong(name: &str) -> Vec<(Value, Problem)> {
    let unlike = |others: &[Value]| {
        let others = others.iter().cloned();
        others.map(|value| (value, Problem::WrongType)).collect()
    };
    let mut all: Vec<(Value, Problem)> = match name {
        "off" | "otherOrgs" | "sessionOnly" | "sandboxes" | "outlookDrafts" | "gmailSignature"
        | "unsubscribeHeader" | "replies" | "notifications" => unlike(&[
            json!("true"),
            json!("yes"),
            json!(1),
            json!([true]),
            json!({}),
        ]),
        "sameAddress" | "locale" | "welcome" | "optOut" | "opportunityRule" => vec![
            (json!("Strict"), Problem::NotOffered),
            (json!("tlh"), Problem::NotOffered),
            (json!(""), Problem::Missing),
            (json!(true), Problem::WrongType),
        ],
        "mailClients" | "actionsOff" | "required" => {
            unlike(&[json!("gmail"), json!("send_email"), json!(true), json!({})])
        }
        "dailySendLimit" => vec![
            (json!(0), Problem::OutOfRange),
            (json!(-1), Problem::OutOfRange),
            (json!(2.5), Problem::OutOfRange),
            (json!(10_001), Problem::OutOfRange),
            (json!("50"), Problem::WrongType),
        ],
        "optOutFields" => unlike(&[
            json!("Unsubscribed__c"),
            json!(true),
            json!({ "Lead": "X" }),
        ]),
        "activitySubject" => vec![
            (json!("{{subject}}"), Problem::NotAPattern),
            (json!(true), Problem::WrongType),
        ],
        "dialUrl" => vec![
            (
                json!("http://phone.acme.example/{number}"),
                Problem::NotADialUrl,
            ),
            (json!(true), Problem::WrongType),
        ],
        "callOutcomes" | "callReasons" => unlike(&[json!("Answered"), json!(true), json!({})]),
        "blockedDomains" => unlike(&[json!("rival.example"), json!(true), json!({})]),
        "writtenToDays" | "campaignCoolDownDays" => vec![
            (json!(31), Problem::OutOfRange),
            (json!("3"), Problem::WrongType),
        ],
        "campaignsPerPerson" => vec![
            (json!(0), Problem::OutOfRange),
            (json!(6), Problem::OutOfRange),
            (json!("2"), Problem::WrongType),
        ],
        "undoSeconds" => vec![
            (json!(-1), Problem::OutOfRange),
            (json!(61), Problem::OutOfRange),
            (json!("5"), Problem::WrongType),
        ],
        "contact" | "optOutLine" => vec![
            (json!("a\u{7}b"), Problem::NotText),
            (json!("x".repeat(201)), Problem::NotText),
        ],
        "googleClientId" => vec![(json!("evil.example"), Problem::NotAGoogleClient)],
        "microsoftClientId" => vec![(json!("no"), Problem::NotAMicrosoftClient)],
        "microsoftTenant" => vec![(json!("../common"), Problem::NotATenant)],
        "orgs" => unlike(&[json!({ "host": "acme.my.salesforce.com" }), json!("acme")]),
        other => panic!("{other} has no wrong value here"),
    };
    all.push((Value::Null, Problem::WrongType));
    all
}

/// The strictest that a policy can mean, whatever else it says.
fn strictest(name: &str, settings: &Settings) -> bool {
    match name {
        "orgs" => settings.orgs.is_empty(),
        "otherOrgs" => !settings.other_orgs,
        "mailClients" => settings.mail.is_empty(),
        "googleClientId" => settings.clients.unusable == [Provider::Google],
        "microsoftClientId" | "microsoftTenant" => {
            settings.clients.unusable == [Provider::Microsoft]
        }
        "sameAddress" => settings.same_address == Some(SameAddress::Strict),
        "sessionOnly" => settings.session_only,
        "outlookDrafts" => !settings.outlook_drafts,
        "gmailSignature" => !settings.gmail_signature,
        "replies" => !settings.replies,
        "notifications" => !settings.notifications,
        "actionsOff" => settings.actions_off.len() == 4,
        "dailySendLimit" => settings.daily_send_limit == Some(0),
        "optOut" => settings.opt_out == OptOutRule::Block,
        "optOutFields" => settings.opt_outs_unread,
        "blockedDomains" => settings.blocked_domains.has("ada@any.example"),
        "writtenToDays" => settings.written_to_days == 30,
        "campaignCoolDownDays" => settings.campaign_cool_down_days == 30,
        "campaignsPerPerson" => settings.campaigns_per_person == 1,
        "unsubscribeHeader" => settings.unsubscribe_header,
        "optOutLine" => settings.opt_out_line == OptOutLine::Standard,
        "sandboxes" => !settings.sandboxes,
        "off" | "required" => settings.off,
        other => panic!("{other} has no strictest value"),
    }
}

#[test]
fn what_cannot_be_read_is_as_strict_as_it_can_be_and_hurts_nothing_else() {
    let (mut sound, _) = whole();
    sound.remove("off");
    sound.remove("required");
    for setting in CATALOGUE {
        for (value, problem) in wrong(setting.name) {
            let mut policy = sound.clone();
            policy.insert(setting.name.into(), value.clone());
            let reading = Reading::of(&policy);
            let place = (setting.name.to_owned(), problem);
            assert_eq!(problems(&reading), [place], "{value}");
            let mut without = sound.clone();
            without.remove(setting.name);
            let without = Reading::of(&without).settings;
            match setting.strictest {
                Some(_) => {
                    let strict = strictest(setting.name, &reading.settings);
                    assert!(strict, "{}: {value}", setting.name);
                }
                None => assert_eq!(reading.settings, without, "{}: {value}", setting.name),
            }
            // Alone it is no less strict.
            let alone = read(json!({ setting.name: value })).settings;
            assert!(setting.strictest.is_none() || strictest(setting.name, &alone));
            assert!(setting.name != "orgs" || !alone.other_orgs);
        }
    }
}

#[test]
fn a_wrong_word_in_a_list_lets_nothing_through() {
    let mail = |value: Value| read(json!({ "mailClients": value })).settings.mail;
    assert_eq!(mail(json!(["gmail", "lotus"])), [Provider::Google]);
    for none in [json!(["Outlook"]), json!([7]), json!([])] {
        assert_eq!(mail(none), []);
    }
    let off = |value: Value| read(json!({ "actionsOff": value })).settings.actions_off;
    for all in [
        json!(["sendEmail"]),
        json!(["log_call", "dance"]),
        json!([null]),
    ] {
        assert_eq!(off(all).len(), 4);
    }
    assert_eq!(off(json!([])), []);
    let off = |value: Value| read(json!({ "required": value })).settings.off;
    assert!(off(json!(["mailclients"])) && off(json!(["required"])) && !off(json!([])));
}

#[test]
fn a_setting_that_is_required_and_does_not_arrive_is_as_strict_as_one_that_cannot_be_read() {
    let restricting = CATALOGUE.iter().filter(|own| own.strictest.is_some());
    for name in restricting
        .map(|own| own.name)
        .filter(|own| *own != "required")
    {
        let reading = read(json!({ "required": [name] }));
        assert_eq!(problems(&reading), [(name.into(), Problem::NotArrived)]);
        assert!(strictest(name, &reading.settings), "{name}");
    }
    let reading = read(json!({ "required": ["orgs"] }));
    assert!(!reading.settings.other_orgs);
}

#[test]
fn the_orgs_that_are_listed_exclude_all_others() {
    let acme = OrgHost::parse("acme.my.salesforce.com").unwrap();
    let other = OrgHost::parse("other.my.salesforce.com").unwrap();
    let listed = json!([{ "host": "acme.my.salesforce.com", "consumerKey": KEY }]);
    let lets = |policy: Value| {
        let settings = read(policy).settings;
        (settings.admit(&acme), settings.admit(&other))
    };
    let out = Err(PolicyError::OtherOrg);
    assert_eq!(lets(json!({})), (Ok(()), Ok(())));
    assert_eq!(lets(json!({ "orgs": listed })), (Ok(()), out));
    let opened = json!({ "orgs": listed, "otherOrgs": true });
    assert_eq!(lets(opened), (Ok(()), Ok(())));
    let unsure = json!({ "orgs": listed, "otherOrgs": "true" });
    assert_eq!(lets(unsure), (Ok(()), out));
    // An entry that cannot be read lets nobody in, nor does a list of nobody.
    let spoilt = json!({ "orgs": [{ "host": "acme.my.salesforce.com", "consumerKey": "?" }] });
    assert_eq!(lets(spoilt), (out, out));
    assert_eq!(lets(json!({ "orgs": [] })), (out, out));
    assert_eq!(lets(json!({ "otherOrgs": false })), (out, out));
}

#[test]
fn without_sandboxes_nothing_but_production_is_left() {
    let settings = read(json!({ "sandboxes": false })).settings;
    let lets = |host: &str| {
        let org = OrgHost::parse(&format!("{host}.my.salesforce.com")).unwrap();
        settings.admit(&org).is_ok()
    };
    for production in [
        "acme",
        "acme-uat",
        "acme.na12",
        "acme.eu5",
        "cs",
        "acme.usa842",
    ] {
        assert!(lets(production), "{production}");
    }
    for host in [
        "acme--uat.sandbox",
        "acme--uat",
        "acme--uat.cs42",
        "acme--uat.na12",
        "acme.cs9",
        "acme--uat.usa842s",
        "acme-dev-ed",
        "acme-dev-ed.develop",
        "acme.develop",
        "momentum-flow-1234.scratch",
        "curious-otter-1.trailblaze",
        "acme.demo",
        "acme.patch",
        "acme.free",
        "acme.stage",
        "acme.wilddev",
        "acme.something-new",
    ] {
        assert!(!lets(host), "{host}");
    }
    assert_eq!(
        settings.admit(&OrgHost::parse("acme.free.my.salesforce.com").unwrap()),
        Err(PolicyError::Sandbox)
    );
}

/// Sandboxes are copies of users, too; other partitions are not.
#[test]
fn a_copy_of_production_is_known_by_its_host() {
    for (host, copy) in [
        ("acme--uat.sandbox", true),
        ("acme--uat", true),
        ("acme--uat.cs42", true),
        ("acme", false),
        ("acme.develop", false),
        ("acme-dev-ed", false),
    ] {
        let org = OrgHost::parse(&format!("{host}.my.salesforce.com")).unwrap();
        assert_eq!(org.is_sandbox(), copy, "{host}");
        let rule = read(json!({})).settings.same_address_in(&org);
        assert_eq!(rule == SameAddress::Warn, copy, "{host}");
    }
}

#[test]
fn the_mail_clients_of_the_policy_win_in_every_org() {
    let stranger = || OrgConfig {
        consumer_key: ConsumerKey::parse(KEY).unwrap(),
        google: Some("9-stranger.apps.googleusercontent.com".into()),
        microsoft: Some("99999999-2222-4333-8444-555555555555".into()),
        tenant: Some("stranger.example".into()),
    };
    let governed = |policy: Value, host: &str| {
        let mut config = stranger();
        let org = OrgHost::parse(host).unwrap();
        read(policy).settings.override_in(&org, &mut config);
        (config.google, config.microsoft, config.tenant)
    };
    let (acme, other) = ("acme.my.salesforce.com", "other.my.salesforce.com");
    let is = |text: &str| Some(text.to_owned());
    let own = json!({
        "orgs": [{ "host": acme, "consumerKey": KEY, "googleClientId": "1-own.apps.googleusercontent.com" }],
        "otherOrgs": true, "googleClientId": GOOGLE,
        "microsoftClientId": MICROSOFT, "microsoftTenant": "acme.example",
    });
    let microsoft = (is(MICROSOFT), is("acme.example"));
    let (google, application, tenant) = governed(own.clone(), acme);
    assert_eq!(google, is("1-own.apps.googleusercontent.com"));
    assert_eq!((application, tenant), microsoft);
    let (google, application, tenant) = governed(own, other);
    assert_eq!(google, is(GOOGLE));
    assert_eq!((application, tenant), microsoft);

    // What the policy does not speak of is the org's to say; what cannot be read is nobody's.
    let silent = governed(json!({ "googleClientId": GOOGLE }), other);
    let theirs = stranger();
    assert_eq!(silent, (is(GOOGLE), theirs.microsoft, theirs.tenant));
    let spoilt = json!({ "googleClientId": "?", "microsoftTenant": "?" });
    assert_eq!(governed(spoilt, other), (None, None, None));
    let entry =
        json!({ "host": acme, "consumerKey": KEY, "microsoftClientId": "?", "googleClientId": 5 });
    let spoilt =
        json!({ "orgs": [entry], "googleClientId": GOOGLE, "microsoftClientId": MICROSOFT });
    assert_eq!(governed(spoilt, acme), (None, None, None));
}

#[test]
fn a_wrong_part_of_an_org_hurts_only_that_org() {
    let reading = read(json!({
        "orgs": [
            { "host": "acme.my.salesforce.com.evil.example", "consumerKey": KEY },
            { "host": "acme.my.salesforce.com", "consumerKey": "secret" },
            { "host": "acme.my.salesforce.com" },
            { "host": "acme.my.salesforce.com", "consumerKey": KEY, "googleClientId": "?", "Label": "A" },
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
        ("orgs[4].Label", Problem::Unknown),
        ("orgs[5].host", Problem::Twice),
        ("orgs[6]", Problem::WrongType),
        ("kioskMode", Problem::Unknown),
    ];
    assert_eq!(
        problems(&reading),
        expected.map(|(place, problem)| (place.to_owned(), problem))
    );
    assert_eq!(reading.settings.orgs.len(), 1);
    assert_eq!(reading.settings.orgs[0].clients.google, None);
}

#[test]
fn a_policy_that_we_write_is_read_back() {
    let (_, settings) = whole();
    let policy = policy_json(&settings.orgs, &serde_json::Map::new());
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
        policy.remove("required");
        let name = CATALOGUE[which].name;
        policy.insert(name.into(), value);
        let reading = Reading::of(&policy);
        let others = CATALOGUE.iter().filter(|setting| setting.name != name);
        for setting in others {
            prop_assert!(reading.findings.iter().all(|finding| finding.setting != setting.name));
            let mut without = policy.clone();
            without.remove(setting.name);
            // These are about each other.
            let together = ["orgs", "otherOrgs", "googleClientId", "microsoftClientId", "microsoftTenant"];
            let both = together.contains(&name) && together.contains(&setting.name);
            let switch = ["off", "required"];
            if !both && !switch.contains(&name) && !switch.contains(&setting.name) {
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

/// One name that is none leaves open who opted out.
#[test]
fn a_field_that_is_no_field_stops_all_mail() {
    let long = "x".repeat(81);
    for name in ["No Mail", "Task.No_Mail__c", "1st__c", "", "a'b", &long] {
        let reading = read(json!({ "optOutFields": ["Unsubscribed__c", name] }));
        assert!(reading.settings.opt_outs_unread, "{name}");
        assert_eq!(reading.findings.len(), 1, "{name}");
        assert_eq!(reading.findings[0].at, "[2]");
    }
    let many: Vec<String> = (0..21).map(|n| format!("No_Mail_{n}__c")).collect();
    let reading = read(json!({ "optOutFields": many }));
    assert!(reading.settings.opt_outs_unread);
}
