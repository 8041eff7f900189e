//! Every fault there is: whose move it is, and its texts. A code that is written into the sources and
//! not listed, or listed and not written, fails here; so does a text that is missing or left over.

use crate::mailbox::fault_codes as mailbox_codes;
use crate::salesforce::fault_codes as salesforce_codes;
use crate::support::fault_texts::texts;
use msi_actions::accounts::AccountError;
use msi_actions::admin::team::{TeamError, list::FileFault};
use msi_actions::base::{Code, Fault, Kind, Provider, Reader};
use msi_actions::insight::ActivityError;
use msi_actions::onboarding::{InvitationError, OnboardingError};
use msi_actions::panel::PanelError;
use msi_actions::salesforce::{Cause, Denial};
use msi_actions::worker::WorkerError;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Of the set-up, the worker and the wire. (Salesforce's and the mailbox's are beside their tests.)
const CODES: &[(&str, Kind)] = &[
    ("agenda.not_listed", Kind::Retry),
    ("bug.malformed_request", Kind::Bug),
    ("bug.no_worker", Kind::Bug),
    ("bug.not_yours_to_ask", Kind::Bug),
    ("bug.trap", Kind::Bug),
    ("bug.unknown_request", Kind::Bug),
    ("bug.unreadable_reply", Kind::Bug),
    ("bug.unwritable_reply", Kind::Bug),
    ("bug.updated", Kind::Bug),
    ("cadences.in_part", Kind::FixInput),
    ("cadences.nobody", Kind::FixInput),
    ("cadences.not_found", Kind::Retry),
    ("cadences.refused", Kind::Retry),
    ("campaigns.changed", Kind::Retry),
    ("campaigns.in_another", Kind::FixInput),
    ("campaigns.incomplete", Kind::FixInput),
    ("campaigns.not_found", Kind::Retry),
    ("campaigns.not_there", Kind::AskAdmin),
    ("insight.activity_gone", Kind::FixInput),
    ("onboarding.address_differs", Kind::SignIn),
    ("onboarding.consumer_key", Kind::FixInput),
    ("onboarding.invitation_expired", Kind::AskAdmin),
    ("onboarding.invitation_host", Kind::AskAdmin),
    ("onboarding.invitation_newer", Kind::AskAdmin),
    ("onboarding.invitation_outdated", Kind::AskAdmin),
    ("onboarding.invitation_unreadable", Kind::FixInput),
    ("onboarding.invited_another", Kind::SignIn),
    ("onboarding.mail_not_offered", Kind::AskAdmin),
    ("onboarding.mailbox_elsewhere", Kind::FixInput),
    ("onboarding.not_connected", Kind::SignIn),
    ("onboarding.not_in_team", Kind::AskAdmin),
    ("onboarding.not_invited", Kind::AskAdmin),
    ("onboarding.other_app", Kind::AskAdmin),
    ("onboarding.other_mail_app", Kind::SignIn),
    ("onboarding.salesforce_first", Kind::SignIn),
    ("onboarding.set_up_already", Kind::FixInput),
    ("onboarding.set_up_under_way", Kind::FixInput),
    ("onboarding.sign_in_not_finished", Kind::Retry),
    ("onboarding.unknown_org", Kind::FixInput),
    ("people.watch_list_full", Kind::FixInput),
    ("policy.action_off", Kind::AskAdmin),
    ("policy.mail_client_off", Kind::AskAdmin),
    ("policy.no_sending", Kind::AskAdmin),
    ("policy.off", Kind::AskAdmin),
    ("policy.opt_outs_unread", Kind::AskAdmin),
    ("policy.other_org", Kind::AskAdmin),
    ("policy.sandbox", Kind::AskAdmin),
    ("policy.send_limit", Kind::AskAdmin),
    ("policy.unread", Kind::Retry),
    ("salesforce.address_disguised", Kind::FixInput),
    ("salesforce.address_foreign", Kind::FixInput),
    ("salesforce.address_look_alike", Kind::FixInput),
    ("salesforce.address_no_org", Kind::FixInput),
    ("salesforce.address_unreadable", Kind::FixInput),
    ("salesforce.address_unsupported", Kind::FixInput),
    ("salesforce.fields_left_out", Kind::AskAdmin),
    ("salesforce.logged_as_task", Kind::AskAdmin),
    ("salesforce.logged_in_part", Kind::AskAdmin),
    ("salesforce.logged_on_contact", Kind::FixInput),
    ("salesforce.opt_out_refused", Kind::AskAdmin),
    ("salesforce.shortened", Kind::FixInput),
    ("salesforce.written_in_part", Kind::AskAdmin),
    ("setup.address", Kind::FixInput),
    ("setup.archive", Kind::Bug),
    ("setup.google_client", Kind::FixInput),
    ("setup.google_unfinished", Kind::FixInput),
    ("setup.google_unknown", Kind::FixInput),
    ("setup.key", Kind::FixInput),
    ("setup.microsoft_client", Kind::FixInput),
    ("setup.microsoft_unfinished", Kind::FixInput),
    ("setup.microsoft_unknown", Kind::FixInput),
    ("setup.no_org", Kind::FixInput),
    ("setup.not_to_confirm", Kind::Bug),
    ("setup.setting", Kind::FixInput),
    ("setup.tenant", Kind::FixInput),
    ("setup.unknown_org", Kind::FixInput),
    ("storage.damaged", Kind::Bug),
    ("storage.failed", Kind::Retry),
    ("storage.newer", Kind::Bug),
    ("team.file_not_text", Kind::FixInput),
    ("team.file_workbook", Kind::FixInput),
    ("team.inactive", Kind::FixInput),
    ("team.licence", Kind::FixInput),
    ("team.no_permission_set", Kind::FixInput),
    ("team.no_user", Kind::FixInput),
    ("team.not_now", Kind::Retry),
    ("team.note_too_long", Kind::FixInput),
    ("team.not_set_up", Kind::FixInput),
    ("team.too_many", Kind::FixInput),
    ("templates.incomplete", Kind::FixInput),
    ("templates.not_found", Kind::Retry),
    ("templates.not_shared", Kind::FixInput),
    ("templates.too_many_pinned", Kind::FixInput),
    ("worker.confirm_user", Kind::FixInput),
    ("worker.logged_in_as", Kind::FixInput),
    ("worker.no_answer", Kind::Retry),
    ("worker.nobody", Kind::FixInput),
    ("worker.no_record", Kind::Retry),
    ("worker.no_webassembly", Kind::AskAdmin),
    ("worker.not_set_up", Kind::Retry),
    ("worker.other_record", Kind::Retry),
    ("worker.other_user", Kind::FixInput),
];

/// What looks like a code in the sources and is a key of a store or the name of an alarm.
const KEYS: &[&str] = &[
    "campaigns.browser",
    "journal.due",
    "mailbox.last",
    "mailbox.refresh",
    "mailbox.signature",
    "mailbox.signature.proposed",
    "mailbox.token",
    "mailbox.used",
    "onboarding.tour",
    "onboarding.wizard",
    "people.best_bets",
    "people.watch_list",
    "policy.since",
];

const MODULES: &[&str] = &[
    "actions",
    "agenda",
    "bug",
    "cadences",
    "campaigns",
    "insight",
    "journal",
    "mailbox",
    "network",
    "onboarding",
    "people",
    "policy",
    "salesforce",
    "setup",
    "storage",
    "team",
    "templates",
    "worker",
];

fn listed() -> BTreeSet<String> {
    let lists = [CODES, salesforce_codes::CODES, mailbox_codes::CODES];
    let codes = lists.into_iter().flatten().map(|(code, _)| *code);
    codes.map(str::to_owned).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found
}

/// The quoted words of the shipped sources that have the form of a code.
fn written() -> BTreeSet<String> {
    let mut sources = files(&root().join("src"), "rs");
    sources.extend(files(&root().join("extension"), "js"));
    let texts: Vec<_> = sources
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let words = texts.iter().flat_map(|text| text.split(['"', '\'']));
    words
        .filter(|word| {
            word.split_once('.').is_some_and(|(module, cause)| {
                let plain = |c: char| c.is_ascii_lowercase() || c == '_';
                MODULES.contains(&module) && !cause.is_empty() && cause.chars().all(plain)
            })
        })
        .filter(|word| !KEYS.contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_code_is_listed() {
    assert_eq!(written(), listed());
}

#[test]
fn every_code_has_its_texts_and_every_text_its_code() {
    for language in ["en", "nl"] {
        let texts = texts(language);
        let found: BTreeSet<&str> = texts
            .keys()
            .filter_map(|key| key.strip_prefix("fault_"))
            .filter(|key| key.ends_with("_title") || key.ends_with("_text"))
            .collect();
        let unknown = "unknown".to_owned(); // shown for a code that a newer worker made
        let wanted: BTreeSet<String> = listed()
            .into_iter()
            .chain([unknown])
            .map(|code| code.replace('.', "_"))
            .flat_map(|code| [format!("{code}_title"), format!("{code}_text")])
            .collect();
        let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        assert_eq!(found, wanted, "{language}");
    }
}

/// What an administrator is asked for around the sign-in has the exact setting to change.
#[test]
fn what_an_administrator_has_to_change_is_named() {
    let denials = Denial::ALL.iter().map(|denial| denial.fault());
    let causes = [Cause::ApiAccessControl, Cause::ApiDisabled].map(Cause::fault);
    let set_up = [
        OnboardingError::NotInvited,
        AccountError::NotInTeam.into(),
        OnboardingError::MailNotOffered,
        OnboardingError::OtherApp,
    ];
    let faults = denials
        .chain(causes)
        .chain(set_up.map(Fault::from))
        .filter(|fault| fault.whose_move.kind() == Kind::AskAdmin);
    let codes: BTreeSet<String> = faults
        .map(|fault| fault.code.as_str().replace('.', "_"))
        .collect();
    for language in ["en", "nl"] {
        let texts = texts(language);
        for code in &codes {
            let key = format!("fault_{code}_admin");
            assert!(texts.contains_key(&key), "{language}: {key}");
        }
    }
}

#[test]
fn the_words_of_faults_are_calm() {
    for (language, words) in [
        ("en", ["please", "oops", "sorry", "error code"]),
        ("nl", ["alstublieft", "oeps", "helaas", "foutcode"]),
        ("de", ["bitte", "hoppla", "leider", "fehlercode"]),
        ("fr", ["veuillez", "oups", "désolé", "code d’erreur"]),
        ("es", ["por favor", "¡", "lo sentimos", "código de error"]),
        (
            "pt_BR",
            ["por favor", "lamentamos", "desculpe", "código de erro"],
        ),
        ("ja", ["！", "すみません", "申し訳", "エラーコード"]),
    ] {
        for (key, text) in texts(language)
            .iter()
            .filter(|(key, _)| key.starts_with("fault_"))
        {
            let text = text["message"].as_str().unwrap();
            let lower = text.to_lowercase();
            assert!(
                !text.trim().is_empty() && !text.contains('!'),
                "{language}: {key}"
            );
            assert!(
                !words.iter().any(|word| lower.contains(word)),
                "{language}: {key}"
            );
        }
    }
}

#[test]
fn every_code_of_the_set_up_and_the_worker_has_its_kind() {
    let invitations = [
        InvitationError::Unreadable,
        InvitationError::Host,
        InvitationError::Expired,
        InvitationError::Outdated,
        InvitationError::Newer,
        InvitationError::SetUpAlready,
        InvitationError::SetUpUnderWay,
    ];
    let set_up = [
        OnboardingError::NotInvited,
        AccountError::NotInTeam.into(),
        OnboardingError::OtherApp,
        OnboardingError::OtherMailApp(Provider::Google),
        OnboardingError::ConsumerKey,
        OnboardingError::SalesforceFirst,
        OnboardingError::MailNotOffered,
        AccountError::NotConnected(Provider::Google).into(),
        OnboardingError::SignInNotFinished,
        OnboardingError::UnknownOrg,
        AccountError::MailboxElsewhere {
            needed: "jo@globex.example".into(),
            connected: "jo@acme.example".into(),
        }
        .into(),
        OnboardingError::InvitedAnother {
            invited: "jo@acme.example".into(),
            signed_in: "sam@acme.example".into(),
        },
        AccountError::AddressDiffers {
            salesforce: "jo@acme.example".into(),
            mailbox: "sam@acme.example".into(),
            provider: Provider::Google,
        }
        .into(),
    ];
    let panel = [
        PanelError::NoRecord,
        PanelError::OtherRecord,
        PanelError::NotSetUp,
        PanelError::OtherUser,
        PanelError::LoggedInAs,
        PanelError::ConfirmUser,
    ];
    let worker = [
        WorkerError::NoAnswer,
        WorkerError::Sender,
        WorkerError::Route,
    ];
    let insight = [ActivityError::Gone];
    let team = [
        TeamError::NoPermissionSet,
        TeamError::NotSetUp,
        TeamError::TooMany,
        TeamError::NoteTooLong,
        TeamError::File(FileFault::Workbook),
        TeamError::File(FileFault::NotText),
        TeamError::NoUser,
        TeamError::NotNow,
        TeamError::Licence("The user license doesn't allow it".into()),
        TeamError::Inactive,
    ];
    let faults = invitations.map(Fault::from).into_iter();
    let faults = faults
        .chain(set_up.map(Fault::from))
        .chain(panel.map(Fault::from))
        .chain(worker.map(Fault::from))
        .chain(insight.map(Fault::from))
        .chain(team.map(Fault::from));
    let kinds: BTreeMap<_, _> = CODES.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for fault in faults {
        let code = fault.code.as_str();
        assert_eq!(kinds.get(code), Some(&fault.whose_move.kind()), "{code}");
        seen.insert(code.to_owned());
    }
    let own = |code: &&str| code.starts_with("onboarding.") || code.starts_with("team.");
    let own: BTreeSet<_> = kinds.keys().filter(|code| own(code)).collect();
    assert!(own.iter().all(|code| seen.contains(**code)), "{own:?}");
}

/// The table of all that is said to whoever has nobody to ask: on the administrator's pages, and to an
/// administrator elsewhere.
#[test]
fn no_administrator_is_told_to_ask_their_administrator() {
    let mut variants = 0;
    for language in ["en", "nl", "de", "fr", "es", "pt_BR", "ja"] {
        let texts = texts(language);
        let asks = match language {
            "en" => "your administrator|your google workspace administrator",
            "nl" => "uw beheerder|google workspace-beheerder",
            "de" => {
                "ihr administrator|ihren administrator|ihrem administrator|google workspace-administrator"
            }
            "fr" => "votre administrateur",
            "es" => "su administrador",
            "pt_BR" => "seu administrador",
            _ => "管理者に|管理者が許可|管理者が解決|管理者が新しい",
        };
        for code in listed() {
            let code: Code = serde_json::from_value(code.into()).unwrap();
            let has = |key: &str| texts.contains_key(key);
            for reader in [Reader::Administrator, Reader::SettingUp] {
                let key = reader.text_key(&code, has);
                let words = texts[&key]["message"].as_str().unwrap().to_lowercase();
                let told = asks.split('|').find(|asked| words.contains(asked));
                assert_eq!(told, None, "{language}: {key}: {words}");
                let rep = Reader::Rep.text_key(&code, has);
                assert!(rep.ends_with("_text"), "{rep}");
                variants += usize::from(rep != key);
            }
        }
    }
    assert!(variants > 7 * 60, "{variants}");
}

#[test]
fn a_wrong_consumer_key_says_where_the_key_is_how_long_it_takes_and_what_else_to_look_at() {
    let texts = texts("en");
    let code = Denial::ConsumerKeyUnknown.fault().code;
    let has = |key: &str| texts.contains_key(key);
    for reader in [Reader::Administrator, Reader::SettingUp] {
        let words = texts[&reader.text_key(&code, has)]["message"].to_string();
        for said in [
            "External Client App Manager",
            "OAuth Settings",
            "ten minutes",
        ] {
            assert!(words.contains(said), "{reader:?}: {words}");
        }
    }
    let rep = texts[&Reader::Rep.text_key(&code, has)]["message"].to_string();
    assert!(rep.contains("Your administrator"), "{rep}");
}
