//! The report for support says what is needed, and nothing that names anybody or opens anything.

use crate::office::{ada, jo};
use crate::outbox::rules::mail_intent;
use msi_actions::base::{
    ActionKind, Code, Fault, FieldFault, IntentId, Millis, Move, OrgHost, Provider,
};
use msi_actions::diagnostics::{DiagnosticsView, report};
use msi_actions::onboarding::ConnectionView;
use msi_actions::outbox::{
    Does, Happened, History, Intent, Job, Kept, KeptAs, KeptWhat, Mark, OnRecord, OutboxState, kept,
};
use msi_actions::salesforce::ApiUsage;
use msi_actions::settings::{DiagnosticsPolicy, Finding, Known, Problem, SettingView, Source};
use proptest::prelude::*;

const NOW: Millis = Millis(1_798_786_800_000);

/// Everything that a person wrote, or that names one, is this text.
fn view(secret: &str) -> DiagnosticsView {
    let json = serde_json::to_string(secret).unwrap();
    let setting = |name: &str, value: String| SettingView {
        name: name.to_owned(),
        value: Some(value.clone()),
        source: Source::Policy,
        findings: vec![Finding {
            setting: name.to_owned(),
            at: format!("[2].{secret}"),
            problem: Problem::NotAnOrg,
        }],
        holds: Some(value),
    };
    let fault = Fault {
        values: vec![secret.to_owned()],
        ..Fault::new("salesforce.api_disabled", Move::AskAdmin)
    };
    let fault = fault.with_detail(secret);
    let usage: ApiUsage = serde_json::from_value(serde_json::json!([
        { "app": secret, "used": 17, "allowed": 250 }
    ]))
    .unwrap();
    DiagnosticsView {
        policy: DiagnosticsPolicy {
            known: Known::Yes,
            remembered: false,
            settings: vec![
                setting("undoSeconds", "9".into()),
                setting("off", "true".into()),
                setting("undoSeconds", json.clone()),
                setting("contact", json.clone()),
                setting("orgs", format!("[{json},{{{json}:{json}}}]")),
                setting("actionsOff", format!("[\"log_call\",{json}]")),
                setting(secret, json),
            ],
        },
        connections: vec![ConnectionView {
            provider: Provider::Salesforce,
            org: Some(jo().org.to_string()),
            account: secret.to_owned(),
            fault: Some(fault.clone()),
            last_success: Some(NOW),
            expires: None,
            app: None,
        }],
        fault: Some(fault),
        usage: vec![(jo().org, usage)],
        calls: Vec::new(),
    }
}

fn work(n: u8, secret: &str) -> Intent {
    let mut fault = Fault::new("salesforce.org_rule", Move::AskAdmin).with_detail(secret);
    fault.fields.push(FieldFault {
        field: "".into(),
        message: "note".to_owned().into(),
        value: Some(secret.to_owned()),
    });
    let mark = Mark::Failed { fault };
    let mut intent = Intent {
        id: IntentId::new([n; 16]),
        ..mail_intent((mark, None), Mark::Todo)
    };
    intent.owner.name = secret.to_owned();
    intent.owner.mailbox = Some(secret.to_owned());
    if let Job::Action(action) = &mut intent.job {
        *action = OnRecord {
            subject: secret.to_owned(),
            recipients: secret.to_owned(),
            ..action.clone()
        };
    }
    let mut history = History::default();
    history.add(Happened::Queued, NOW);
    history.add(
        Happened::Refused(Does::Log, Code::of("salesforce.org_rule")),
        NOW,
    );
    intent.history = history;
    intent
}

fn line(n: u8, secret: &str) -> Kept {
    Kept {
        what: KeptWhat::Invitation,
        shown: KeptAs::Line {
            title: secret.to_owned(),
            whom: secret.to_owned(),
            state: Some(OutboxState::Sending),
        },
        ..kept(&work(n, secret), NOW)
    }
}

fn of(secret: &str, count: u8) -> String {
    let mut all: Vec<Kept> = (0..count).map(|n| kept(&work(n, secret), NOW)).collect();
    all.push(line(250, secret));
    report("1.2.3", &view(secret), &all, NOW)
}

#[test]
fn it_says_what_is_set_connected_failed_and_done() {
    let report = of("Ada", 2);
    for wanted in [
        "MSI Actions 1.2.3, 2027-01-01T07:00:00.000Z",
        "  undoSeconds: 9",
        "  off: true",
        "  contact: text of 3 characters",
        "  orgs: list of 2",
        "  actionsOff: list of 2: log_call",
        "  ! orgs[2]: not_an_org",
        "  (a setting that is not known): text of 3 characters",
        "  salesforce, org 1: salesforce.api_disabled, last answer 2027-01-01T07:00:00.000Z",
        "API calls of the app, org 1: 17 of 250",
        "  2 × salesforce.org_rule, org 1: ask_admin, 2 can be tried again",
        "Work kept: 3 (2 failed, 1 sending)",
        "  01010101 send_email, org 1: failed (salesforce.org_rule)",
        "    2027-01-01T07:00:00.000Z queued",
        "    2027-01-01T07:00:00.000Z refused log (salesforce.org_rule)",
    ] {
        assert!(
            report.lines().any(|line| line == wanted),
            "{wanted}\n{report}"
        );
    }
}

#[test]
fn a_long_list_is_cut_and_says_so() {
    let report = of("Ada", 240);
    assert!(report.contains("Work kept: 241"), "{report}");
    assert!(report.ends_with("  and 41 more"), "{report}");
}

#[test]
fn orgs_are_numbers_and_a_sandbox_says_that_it_is_one() {
    let mut all = vec![kept(&work(1, "x"), NOW)];
    all[0].org = OrgHost::parse("acme--uat.sandbox.my.salesforce.com").unwrap();
    let report = report("1.2.3", &view("x"), &all, NOW);
    assert!(report.contains("org 2 (sandbox): failed"), "{report}");
    assert!(!report.contains("salesforce.com"), "{report}");
    assert_eq!(all[0].what, KeptWhat::Action(ActionKind::SendEmail));
}

proptest! {
    /// Whatever stands in names, addresses, subjects, values of the policy and providers' words: none of it is in the
    /// report, which is the same but for the lengths of texts.
    #[test]
    fn nothing_leaks(hostile in "[\\PC\n\"\\\\{}@.:/\\[\\]0-9]{0,40}") {
        let secret = format!("Zq7§{hostile}§7qZ");
        let text = of(&secret, 3);
        prop_assert!(!text.contains("Zq7") && !text.contains("7qZ"), "{text}");
        let same_length = "x".repeat(secret.chars().count());
        prop_assert_eq!(&text, &of(&same_length, 3));
        let id = ada().id;
        for known in ["@", "salesforce.com", jo().name.as_str(), id.as_str(), &id.as_str()[..15], "0101-0101"] {
            prop_assert!(!text.contains(known), "{known} in {text}");
        }
    }
}
