//! Every setting, once: what Chrome checks a policy by, what the reference page says, and how it is
//! read.

use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::time::Duration;

use super::read::Reader;
use super::{SameAddress, Welcome};
use crate::actions::ActionKind;
use crate::protocol::Provider;

/// One setting.
pub struct Setting {
    /// Its name in a policy.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds without it, in words.
    pub default: &'static str,
    /// What it does, for administrators.
    pub text: &'static str,
    /// Reads a value; what makes no sense is noted and left out.
    pub(super) read: fn(&mut Reader, &Value),
}

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Switch,
    /// A whole number.
    Number {
        /// The least.
        least: u32,
        /// The greatest.
        most: u32,
    },
    /// One of these words.
    Word(&'static [&'static str]),
    /// Some of these words.
    Words(&'static [&'static str]),
    /// A line of text.
    Text,
    /// Orgs, each an object.
    Orgs,
}

const MAIL: &[(&str, Provider)] = &[
    ("gmail", Provider::Google),
    ("outlook", Provider::Microsoft),
];
const ACTIONS: &[(&str, ActionKind)] = &[
    ("send_email", ActionKind::SendEmail),
    ("log_call", ActionKind::LogCall),
    ("add_task", ActionKind::AddTask),
];
const SAME_ADDRESS: &[(&str, SameAddress)] = &[
    ("strict", SameAddress::Strict),
    ("warn", SameAddress::Warn),
    ("off", SameAddress::Off),
];
const WELCOME: &[(&str, Welcome)] = &[
    ("open", Welcome::Open),
    ("badge", Welcome::Badge),
    ("quiet", Welcome::Quiet),
];
/// The folders of `extension/_locales`, and the two ways in which people write the one with a region.
const LOCALES: &[(&str, &str)] = &[
    ("en", "en"),
    ("nl", "nl"),
    ("de", "de"),
    ("fr", "fr"),
    ("es", "es"),
    ("pt_BR", "pt_BR"),
    ("pt-BR", "pt_BR"),
    ("ja", "ja"),
];
const LEAST_LIMIT: u32 = 1;
const MOST_LIMIT: u32 = 10_000;
/// Seconds. A mail that is due for two minutes is held, so it has to leave well before.
const MOST_UNDO: u32 = 60;

/// The parts of an org in `orgs`: name, whether it is required, what it is.
const ORG: &[(&str, bool, &str)] = &[
    (
        "host",
        true,
        "The My Domain host: `acme.my.salesforce.com`, `acme--uat.sandbox.my.salesforce.com`",
    ),
    (
        "consumerKey",
        true,
        "The consumer key of the org's External Client App; begins with `3MVG9`",
    ),
    ("label", false, "What your people call the org"),
    (
        "googleClientId",
        false,
        "The Google client of this org's people, where it is not the one for all",
    ),
    (
        "microsoftClientId",
        false,
        "The application id at Microsoft, likewise",
    ),
    (
        "microsoftTenant",
        false,
        "The directory of that application: its id or one of its domains",
    ),
];

/// Every setting, in the order of the reference page.
pub static CATALOGUE: &[Setting] = &[
    Setting {
        name: "orgs",
        kind: Kind::Orgs,
        default: "none: people are invited by a link",
        text: "The Salesforce orgs that your people connect, with their apps. The set-up in the toolbar popup then needs no invitation link. These apps beat those of an invitation.",
        read: |reader, value| reader.orgs(value),
    },
    Setting {
        name: "mailClients",
        kind: Kind::Words(&["gmail", "outlook"]),
        default: "both",
        text: "The mail clients that people can choose. A mailbox that is connected already and no longer offered sends nothing more; it is not signed out.",
        read: |reader, value| {
            if let Some(mail) = reader.words(value, MAIL) {
                reader.settings.mail = mail;
            }
        },
    },
    Setting {
        name: "googleClientId",
        kind: Kind::Text,
        default: "none",
        text: "Your client at Google (a \"Web application\" of your own organisation), for every org that names none itself.",
        read: |reader, value| reader.google(value),
    },
    Setting {
        name: "microsoftClientId",
        kind: Kind::Text,
        default: "none",
        text: "Your application at Microsoft Entra (\"Single-page application\"), for every org that names none itself.",
        read: |reader, value| reader.microsoft(value),
    },
    Setting {
        name: "microsoftTenant",
        kind: Kind::Text,
        default: "any organisation",
        text: "The directory of that application: its id or one of its domains.",
        read: |reader, value| reader.tenant(value),
    },
    Setting {
        name: "sameAddress",
        kind: Kind::Word(&["strict", "warn", "off"]),
        default: "`strict` in production, `warn` in a sandbox",
        text: "Whether the mailbox must have the address of the Salesforce user. `strict`: another one cannot be connected. `warn`: it can, and the person is told. `off`: nobody is told.",
        read: |reader, value| {
            let word = reader.word(value, SAME_ADDRESS);
            reader.settings.same_address = word;
        },
    },
    Setting {
        name: "sessionOnly",
        kind: Kind::Switch,
        default: "`false`",
        text: "Keep refresh tokens in memory only: people sign in again after each start of the browser. Tokens that are kept already move when this changes.",
        read: |reader, value| {
            if let Some(on) = reader.switch(value) {
                reader.settings.session_only = on;
            }
        },
    },
    Setting {
        name: "outlookDrafts",
        kind: Kind::Switch,
        default: "`false`",
        text: "Also ask Microsoft for `Mail.ReadWrite`. A mail is then put into Drafts before it is sent, and what became of it can be found out after a lost connection. People who are connected already keep what they granted until they sign in again.",
        read: |reader, value| {
            if let Some(on) = reader.switch(value) {
                reader.settings.outlook_drafts = on;
            }
        },
    },
    Setting {
        name: "gmailSignature",
        kind: Kind::Switch,
        default: "`false`",
        text: "Also ask Google for `gmail.settings.basic`. The signature screen then begins with the signature of the person's Gmail. Google calls this scope restricted.",
        read: |reader, value| {
            if let Some(on) = reader.switch(value) {
                reader.settings.gmail_signature = on;
            }
        },
    },
    Setting {
        name: "actionsOff",
        kind: Kind::Words(&["send_email", "log_call", "add_task"]),
        default: "none",
        text: "Actions that nobody gets. What was submitted before and has not been done waits until the action is back, or until the person drops it.",
        read: |reader, value| {
            if let Some(off) = reader.words(value, ACTIONS) {
                reader.settings.actions_off = off;
            }
        },
    },
    Setting {
        name: "dailySendLimit",
        kind: Kind::Number {
            least: LEAST_LIMIT,
            most: MOST_LIMIT,
        },
        default: "no limit of ours; your mail provider has its own",
        text: "How many e-mails a person may send from an org in a day, by the clock of their computer, in one browser profile.",
        read: |reader, value| {
            let limit = reader.number(value, LEAST_LIMIT, MOST_LIMIT);
            reader.settings.daily_send_limit = limit;
        },
    },
    Setting {
        name: "undoSeconds",
        kind: Kind::Number {
            least: 0,
            most: MOST_UNDO,
        },
        default: "5",
        text: "For how many seconds what was sent or logged can be taken back.",
        read: |reader, value| {
            if let Some(seconds) = reader.number(value, 0, MOST_UNDO) {
                reader.settings.undo = Duration::from_secs(u64::from(seconds));
            }
        },
    },
    Setting {
        name: "sandboxes",
        kind: Kind::Switch,
        default: "`true`",
        text: "Whether sandboxes can be connected and get the panel.",
        read: |reader, value| {
            if let Some(on) = reader.switch(value) {
                reader.settings.sandboxes = on;
            }
        },
    },
    Setting {
        name: "welcome",
        kind: Kind::Word(&["open", "badge", "quiet"]),
        default: "`badge`",
        text: "What happens after the installation: `open` opens the welcome page in a tab, `badge` marks the toolbar button, `quiet` does nothing.",
        read: |reader, value| {
            if let Some(welcome) = reader.word(value, WELCOME) {
                reader.settings.welcome = welcome;
            }
        },
    },
    Setting {
        name: "locale",
        kind: Kind::Word(&["en", "nl", "de", "fr", "es", "pt_BR", "ja"]),
        default: "the browser's language",
        text: "The language of all texts.",
        read: |reader, value| {
            let locale = reader.word(value, LOCALES);
            reader.settings.locale = locale.map(str::to_owned);
        },
    },
    Setting {
        name: "contact",
        kind: Kind::Text,
        default: "\"your administrator\"",
        text: "Who helps: a name, an address or a telephone number, shown wherever a text sends people to their administrator.",
        read: |reader, value| {
            let contact = reader.line(value);
            reader.settings.contact = contact;
        },
    },
    Setting {
        name: "off",
        kind: Kind::Switch,
        default: "`false`",
        text: "Switch everything off: no panel, nothing is sent or asked. Nobody is signed out, and what waits to be sent is kept; it is all back when this is taken away. Mail that was due in the meantime waits for the person to say that it should still go.",
        read: |reader, value| {
            if let Some(off) = reader.switch(value) {
                reader.settings.off = off;
            }
        },
    },
];

/// The schema for Chrome (`storage.managed_schema`). It names types only: Chrome drops what does not
/// fit without a word, so everything else is checked by us and shown in Diagnostics.
#[must_use]
pub fn schema() -> Value {
    let properties: Map<String, Value> = CATALOGUE
        .iter()
        .map(|setting| (setting.name.to_owned(), type_of(setting)))
        .collect();
    json!({
        "$schema": "http://json-schema.org/draft-03/schema#",
        "type": "object",
        "properties": properties,
    })
}

fn type_of(setting: &Setting) -> Value {
    let mut written = match setting.kind {
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Number { .. } => json!({ "type": "integer" }),
        Kind::Word(_) | Kind::Text => json!({ "type": "string" }),
        Kind::Words(_) => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Orgs => {
            let fields: Map<String, Value> = ORG
                .iter()
                .map(|(name, ..)| ((*name).to_owned(), json!({ "type": "string" })))
                .collect();
            json!({ "type": "array", "items": { "type": "object", "properties": fields } })
        }
    };
    if let Some(fields) = written.as_object_mut() {
        fields.insert("title".into(), setting.name.into());
        fields.insert("description".into(), setting.text.into());
    }
    written
}

/// The reference page, as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut page = String::from(HEAD);
    for setting in CATALOGUE {
        let Setting {
            name,
            kind,
            default,
            text,
            ..
        } = setting;
        let values = values(*kind);
        // Writing to a String cannot fail.
        let _ = write!(
            page,
            "\n## {name}\n\n{text}\n\n| | |\n|---|---|\n| Value | {values} |\n| Without it | {default} |\n"
        );
        if *kind == Kind::Orgs {
            page.push_str("\nEach org is an object:\n\n| Part | | |\n|---|---|---|\n");
            for (part, required, text) in ORG {
                let required = if *required { "required" } else { "" };
                let _ = writeln!(page, "| `{part}` | {required} | {text} |");
            }
        }
    }
    page
}

fn values(kind: Kind) -> String {
    let listed = |words: &[&str]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
        quoted.join(", ")
    };
    match kind {
        Kind::Switch => "`true` or `false`".into(),
        Kind::Number { least, most } => format!("a whole number from {least} to {most}"),
        Kind::Word(words) => format!("one of {}", listed(words)),
        Kind::Words(words) => format!("a list of {}", listed(words)),
        Kind::Text => "a text of at most 200 characters".into(),
        Kind::Orgs => "a list of at most 100 orgs".into(),
    }
}

const HEAD: &str = "\
# Managed policy

Written from the catalogue in `src/settings/catalogue.rs` by
`MSI_WRITE_POLICY=1 cargo test --test native policy_reference`; a test fails when it is out of date.

How to deploy a policy is in [administer.md](administer.md). Every setting is optional. What a policy
says beats everything that a person or an invitation says, and takes effect without a restart of the
browser; nobody is signed out. A value that makes no sense disables only itself: Diagnostics in the web
application (`#/diagnostics`) says which and why. Chrome itself drops values of a wrong type (a text in
place of a switch) and settings with another name before we see them: `chrome://policy` shows those.

Settings for replies come with the feature itself: there is no switch for what is not there.
";
