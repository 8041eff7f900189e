//! The catalogue of settings: what each takes and does, how it is read, and what applies where it cannot be read.

use serde_json::Value;
use std::time::Duration;

use super::reader::Reader;
use super::{
    ActivitySubject, OpportunityRule, OptOutField, OptOutLine, OptOutRule, SameAddress, Settings,
    Welcome,
};
use crate::base::{ActionKind, Provider};

/// One setting.
pub struct Setting {
    /// Its name in a policy.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What applies where it is not set, in words.
    pub default: &'static str,
    /// What it does, for administrators.
    pub text: &'static str,
    /// What applies where it cannot be read, in words; `None` for a setting that restricts nobody, which is then
    /// treated as not set.
    pub strictest: Option<&'static str>,
    /// Reads a value. A mistake in it is noted; a setting that restricts then takes its strictest value, any other
    /// is ignored.
    pub(super) read: fn(&mut Reader, &Value),
    /// The value that applies, as JSON.
    pub(super) holds: fn(&Settings) -> Value,
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
    /// Names of fields.
    Fields,
    /// Domains.
    Domains,
    /// Short texts to choose from.
    Choices,
    /// Orgs, each an object.
    Orgs,
}

const MAIL: &[(&str, Provider)] = &[
    ("gmail", Provider::Google),
    ("outlook", Provider::Microsoft),
];
const SAME_ADDRESS: &[(&str, SameAddress)] = &[
    ("strict", SameAddress::Strict),
    ("warn", SameAddress::Warn),
    ("off", SameAddress::Off),
];
const OPT_OUT: &[(&str, OptOutRule)] = &[
    ("block", OptOutRule::Block),
    ("confirm", OptOutRule::Confirm),
];
const OPPORTUNITY: &[(&str, OpportunityRule)] = &[
    ("ask", OpportunityRule::Ask),
    ("only_open", OpportunityRule::OnlyOpen),
    ("none", OpportunityRule::None),
];
const WELCOME: &[(&str, Welcome)] = &[
    ("open", Welcome::Open),
    ("badge", Welcome::Badge),
    ("quiet", Welcome::Quiet),
];
/// The folders of `extension/_locales`, with both spellings of the one that has a region.
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
/// The word for our own line.
const STANDARD_LINE: &str = "standard";
const LEAST_LIMIT: u32 = 1;
const MOST_LIMIT: u32 = 10_000;
/// Seconds. A mail that is overdue by two minutes is held back, so the undo time is well below that.
const MOST_UNDO: u32 = 60;
/// Days.
const MOST_WRITTEN_TO: u32 = 30;
/// The most campaigns in which a policy lets somebody be at a time.
pub const MOST_CAMPAIGNS_PER_PERSON: u8 = 5;

/// Every setting, in the order of the reference page.
pub static CATALOGUE: &[Setting] = &[
    Setting {
        name: "orgs",
        kind: Kind::Orgs,
        default: "none: people are invited by a link",
        text: "The Salesforce orgs that your people connect, with their apps. The setup in the toolbar popup then needs no invitation link. Once there is a list, also an empty one, nothing is done in any other org (see `otherOrgs`). The apps beat those of an invitation and of the org.",
        strictest: Some("an org that cannot be read is not among them; all others are as listed"),
        read: |reader, value| reader.orgs(value),
        holds: |settings| {
            let hosts = settings.orgs.iter().map(|own| own.org.as_str());
            hosts.map(Value::from).collect()
        },
    },
    Setting {
        name: "otherOrgs",
        kind: Kind::Switch,
        default: "`false` where `orgs` is set, else `true`",
        text: "Whether people can connect orgs that `orgs` does not list. Where they cannot, another org has no panel, no invitation to it is taken, and nothing is sent, logged or asked there. A session that is there already stays and does nothing; it is not signed out.",
        strictest: Some("`false`"),
        read: |reader, value| {
            let others = reader.switch(value);
            reader.other_orgs = Some(others.unwrap_or(false));
        },
        holds: |settings| settings.other_orgs.into(),
    },
    Setting {
        name: "mailClients",
        kind: Kind::Words(&["gmail", "outlook"]),
        default: "both",
        text: "The email clients that people can choose. A mailbox that is connected already and no longer offered sends nothing more; it is not signed out.",
        strictest: Some("those that can be read, none if there is none"),
        read: |reader, value| reader.settings.mail = reader.words(value, MAIL).valid,
        holds: |settings| names(&settings.mail, MAIL),
    },
    Setting {
        name: "googleClientId",
        kind: Kind::Text,
        default: "the org's own",
        text: "Your client at Google (a \"Web application\" of your own organization), for every org whose entry in `orgs` names none. It beats the one that the org itself names.",
        strictest: Some("Gmail is offered in no org whose entry in `orgs` names no client"),
        read: |reader, value| reader.google(value),
        holds: |settings| settings.clients.google.clone().into(),
    },
    Setting {
        name: "microsoftClientId",
        kind: Kind::Text,
        default: "the org's own",
        text: "Your application at Microsoft Entra (\"Single-page application\"), likewise.",
        strictest: Some("Outlook is offered in no org whose entry in `orgs` names no application"),
        read: |reader, value| reader.microsoft(value),
        holds: |settings| settings.clients.microsoft.clone().into(),
    },
    Setting {
        name: "microsoftTenant",
        kind: Kind::Text,
        default: "any organization",
        text: "The directory of that application: its id or one of its domains.",
        strictest: Some("Outlook is offered in no org whose entry in `orgs` names no application"),
        read: |reader, value| reader.tenant(value),
        holds: |settings| settings.clients.tenant.clone().into(),
    },
    Setting {
        name: "sameAddress",
        kind: Kind::Word(&["strict", "warn", "off"]),
        default: "`strict`; in a sandbox `warn`",
        text: "Whether the mailbox must have the address of the Salesforce user. `strict`: another one cannot be connected. `warn`: it can, and the person is told. `off`: nobody is told.",
        strictest: Some("`strict`, also in a sandbox"),
        read: |reader, value| {
            let word = reader.word(value, SAME_ADDRESS);
            reader.settings.same_address = Some(word.unwrap_or(SameAddress::Strict));
        },
        holds: |settings| {
            let rule = settings.same_address;
            rule.map_or(Value::Null, |rule| name(&rule, SAME_ADDRESS))
        },
    },
    Setting {
        name: "sessionOnly",
        kind: Kind::Switch,
        default: "`false`",
        text: "Keep refresh tokens in memory only: people sign in again after each start of the browser. Tokens that are kept already move when this changes.",
        strictest: Some("`true`"),
        read: |reader, value| reader.settings.session_only = reader.switch(value).unwrap_or(true),
        holds: |settings| settings.session_only.into(),
    },
    Setting {
        name: "outlookDrafts",
        kind: Kind::Switch,
        default: "`false`",
        text: "Also ask Microsoft for `Mail.ReadWrite`. A mail is then put into Drafts before it is sent, and what became of it can be found out after a lost connection; mails with more than 2 MB of files need it, and a scheduled mail can wait at Outlook and leave while the browser is closed. People who are connected already keep what they granted until they sign in again.",
        strictest: Some("`false`"),
        read: |reader, value| {
            reader.settings.outlook_drafts = reader.switch(value).unwrap_or(false);
        },
        holds: |settings| settings.outlook_drafts.into(),
    },
    Setting {
        name: "gmailSignature",
        kind: Kind::Switch,
        default: "`false`",
        text: "Also ask Google for `gmail.settings.basic`. The signature screen then begins with the signature of the person's Gmail. Google calls this scope restricted.",
        strictest: Some("`false`"),
        read: |reader, value| {
            reader.settings.gmail_signature = reader.switch(value).unwrap_or(false);
        },
        holds: |settings| settings.gmail_signature.into(),
    },
    Setting {
        name: "replies",
        kind: Kind::Switch,
        default: "`false`",
        text: "Whether people can let MSI Actions look for answers to the sales emails that they sent with it. Each of them is asked on the profile page, which says why, and then by Google for `gmail.readonly` (Google calls this scope restricted) or by Microsoft for `Mail.Read`. Replies, absences, bounces and opt-outs are then shown, and replies logged in Salesforce. Which emails are read, and what is kept of them: `docs/replies.md`. Switched off again, nothing more is read.",
        strictest: Some("`false`"),
        read: |reader, value| reader.settings.replies = reader.switch(value).unwrap_or(false),
        holds: |settings| settings.replies.into(),
    },
    Setting {
        name: "notifications",
        kind: Kind::Switch,
        default: "`true`",
        text: "Whether people can have themselves told of events of the live feed on the desktop. Each turns it on for themselves on the feed's page, where the browser then asks for its permission `notifications`. A notification shows a name and the kind of event, nothing of what an email says.",
        strictest: Some("`false`"),
        read: |reader, value| {
            reader.settings.notifications = reader.switch(value).unwrap_or(false);
        },
        holds: |settings| settings.notifications.into(),
    },
    Setting {
        name: "actionsOff",
        kind: Kind::Words(&["send_email", "log_call", "add_task", "add_to_campaign"]),
        default: "none",
        text: "Actions that nobody gets. What was submitted before and has not been done waits until the action is back, or until the person drops it.",
        strictest: Some("all of them are off"),
        read: |reader, value| {
            let off = reader.words(value, ActionKind::NAMED);
            reader.settings.actions_off = match off.all_valid {
                true => off.valid,
                false => ActionKind::NAMED
                    .iter()
                    .map(|(_, action)| *action)
                    .collect(),
            };
        },
        holds: |settings| names(&settings.actions_off, ActionKind::NAMED),
    },
    Setting {
        name: "dailySendLimit",
        kind: Kind::Number {
            least: LEAST_LIMIT,
            most: MOST_LIMIT,
        },
        default: "no limit of ours; your mail provider has its own",
        text: "How many emails may leave a person's mailbox in a day, by the clock of their computer, in one browser profile; welcome emails count, and wait for the next day. To let nobody send, use `actionsOff`.",
        strictest: Some("nobody can send an email (`0`)"),
        read: |reader, value| {
            let limit = reader.number(value, LEAST_LIMIT, MOST_LIMIT);
            reader.settings.daily_send_limit = Some(limit.unwrap_or(0));
        },
        holds: |settings| settings.daily_send_limit.into(),
    },
    Setting {
        name: "optOut",
        kind: Kind::Word(&["block", "confirm"]),
        default: "`block`",
        text: "What happens with an email to a lead or contact who opted out of email in Salesforce (*Email Opt Out*, or a field of `optOutFields`), also where the address was typed. `block`: it is not sent to them. `confirm`: the person is named, and the sender is asked once.",
        strictest: Some("`block`"),
        read: |reader, value| {
            let rule = reader.word(value, OPT_OUT);
            reader.settings.opt_out = rule.unwrap_or(OptOutRule::Block);
        },
        holds: |settings| name(&settings.opt_out, OPT_OUT),
    },
    Setting {
        name: "optOutFields",
        kind: Kind::Fields,
        default: "none: *Email Opt Out* (`HasOptedOutOfEmail`) alone counts",
        text: "More check boxes that say that somebody opted out of email, by their API names: `Unsubscribed__c` for leads and contacts, `Lead.Unsubscribed__c` for one of them. The sender must be able to see the field; where they cannot, they are told with each email that it could not be read.",
        strictest: Some("nobody can send an email"),
        read: |reader, value| reader.opt_out_fields(value),
        holds: |settings| {
            let fields = settings.opt_out_fields.iter();
            fields.map(OptOutField::written).map(Value::from).collect()
        },
    },
    Setting {
        name: "blockedDomains",
        kind: Kind::Domains,
        default: "none",
        text: "Domains to which no sales email is sent, for example those of competitors, partners or private mailboxes: `rival.example` also stands for `mail.rival.example`. The sender is told whom it keeps out, before and when they send.",
        strictest: Some("nobody can send an email"),
        read: |reader, value| reader.blocked_domains(value),
        holds: |settings| {
            let domains = settings.blocked_domains.listed().iter();
            domains.map(|domain| Value::from(domain.as_str())).collect()
        },
    },
    Setting {
        name: "writtenToDays",
        kind: Kind::Number {
            least: 0,
            most: MOST_WRITTEN_TO,
        },
        default: "3",
        text: "Who writes to several people at once is told who of them got an email in the last days, from whom in the team and when, as far as Salesforce has it; such a person is left out until the sender includes them. The number of days; `0` asks for none.",
        strictest: Some("30"),
        read: |reader, value| {
            let days = reader.number(value, 0, MOST_WRITTEN_TO);
            reader.settings.written_to_days = days.unwrap_or(MOST_WRITTEN_TO);
        },
        holds: |settings| settings.written_to_days.into(),
    },
    Setting {
        name: "campaignCoolDownDays",
        kind: Kind::Number {
            least: 0,
            most: MOST_WRITTEN_TO,
        },
        default: "3",
        text: "Who is added to a sales campaign is left out where Salesforce has an activity with them in so many days, by whomever, unless the rep adds them all the same. `0` leaves nobody out for it.",
        strictest: Some("30"),
        read: |reader, value| {
            let days = reader.number(value, 0, MOST_WRITTEN_TO);
            reader.settings.campaign_cool_down_days = days.unwrap_or(MOST_WRITTEN_TO);
        },
        holds: |settings| settings.campaign_cool_down_days.into(),
    },
    Setting {
        name: "campaignsPerPerson",
        kind: Kind::Number {
            least: 1,
            most: MOST_CAMPAIGNS_PER_PERSON as u32,
        },
        default: "1",
        text: "In how many sales campaigns somebody may be at a time, whoever runs them; never twice in the same one. More than one needs the field `Campaign_Key__c` on the object of members: in an org whose objects are older it stays one until they are deployed again. Give all reps the same number: the rep with the lowest one adds nobody who is in so many already.",
        strictest: Some("1"),
        read: |reader, value| {
            let most = reader.number(value, 1, MOST_CAMPAIGNS_PER_PERSON.into());
            reader.settings.campaigns_per_person = most.unwrap_or(1);
        },
        holds: |settings| settings.campaigns_per_person.into(),
    },
    Setting {
        name: "unsubscribeHeader",
        kind: Kind::Switch,
        default: "`true`",
        text: "Whether a sales email has the header `List-Unsubscribe` (RFC 2369) with the sender's own address, of which many mail programs make an *Unsubscribe* button: pressing it writes an email to the sender, whose subject says so. Laws on commercial email ask for an easy way out, and a reader who has none reports spam. `false` suits people who write to those they know only. Welcome emails never have it.",
        strictest: Some("`true`"),
        read: |reader, value| {
            reader.settings.unsubscribe_header = reader.switch(value).unwrap_or(true);
        },
        holds: |settings| settings.unsubscribe_header.into(),
    },
    Setting {
        name: "optOutLine",
        kind: Kind::Text,
        default: "no line",
        text: "A line below the signature of every sales email that says how to opt out. `standard`: ours, in the language of the sender's Salesforce user (\"If you do not want any more emails from me, please answer with “STOP”.\"). Any other text is taken as it is written; name a word to answer with. People see the line while they write and cannot remove it. Where the law asks for such a line (for example CAN-SPAM in the United States) it is yours to set.",
        strictest: Some("`standard`"),
        read: |reader, value| {
            reader.settings.opt_out_line = match reader.line(value).as_deref() {
                None | Some(STANDARD_LINE) => OptOutLine::Standard,
                Some(line) => OptOutLine::Own(line.to_owned()),
            };
        },
        holds: |settings| match &settings.opt_out_line {
            OptOutLine::None => Value::Null,
            OptOutLine::Standard => STANDARD_LINE.into(),
            OptOutLine::Own(line) => line.as_str().into(),
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
        strictest: None,
        read: |reader, value| {
            if let Some(seconds) = reader.number(value, 0, MOST_UNDO) {
                reader.settings.undo = Duration::from_secs(u64::from(seconds));
            }
        },
        holds: |settings| settings.undo.as_secs().into(),
    },
    Setting {
        name: "opportunityRule",
        kind: Kind::Word(&["ask", "only_open", "none"]),
        default: "`ask`",
        text: "Which opportunity an email, call or task with a contact is logged on, as long as the person has not chosen one for this contact before. `ask`: the only open one of the contact's account or roles; of several the person is asked. `only_open`: the only open one; of several none, and nobody is asked. `none`: none. The person can always choose another. From an opportunity it is that one, from an account none, and a lead has none.",
        strictest: None,
        read: |reader, value| {
            if let Some(rule) = reader.word(value, OPPORTUNITY) {
                reader.settings.opportunity_rule = rule;
            }
        },
        holds: |settings| name(&settings.opportunity_rule, OPPORTUNITY),
    },
    Setting {
        name: "activitySubject",
        kind: Kind::Text,
        default: "`Email: ` and the email's subject; a call's own subject",
        text: "The subject of a logged email or call: text with any of Marketo Sales' seven fields, `{{activity_type}}` (`Email` or `Call`), `{{activity_subject}}`, `{{sales_campaign_name}}`, `{{sales_campaign_day}}`, `{{sales_campaign_step}}`, `{{call_outcome}}` and `{{call_reason}}`, for example `{{activity_type}}: {{activity_subject}} ({{call_outcome}})`. A field without a value is left out, with brackets or a dash around it. An email that Salesforce keeps as an email message (Enhanced Email) has its own subject. Replies are logged as `Reply: ` and their subject, tasks as the person wrote them.",
        strictest: None,
        read: |reader, value| reader.activity_subject(value),
        holds: |settings| {
            let pattern = settings.activity_subject.as_ref();
            pattern.map(ActivitySubject::written).into()
        },
    },
    Setting {
        name: "dialUrl",
        kind: Kind::Text,
        default: "`tel:`, the telephone program of the computer",
        text: "How a phone number in the panel is dialed: the address of your softphone with `{number}` once, after the host, for example `https://phone.example.com/call?to={number}` or `sip:{number}@example.com`. `https`, or the scheme of a telephone program: `callto`, `ciscotel`, `dialpad`, `rcapp`, `rcmobile`, `sip`, `sips`, `tcxcallto`, `tel`, `webextel`, `zoomphonecall`. Only digits and a leading `+` are put in, encoded. A page opens in a new tab and learns the number, nothing else.",
        strictest: None,
        read: |reader, value| reader.dial_url(value),
        holds: |settings| settings.dial_url.clone().map(String::from).into(),
    },
    Setting {
        name: "callOutcomes",
        kind: Kind::Choices,
        default: "the org's picklist of *Call Result*, else any text",
        text: "How a call can end, for *Log a Call* to choose from. Where *Call Result* (`CallDisposition`) is a picklist in the org, those of its values that are named here. It is also written to `mktosales_call_outcome__c`, where the org has that field.",
        strictest: None,
        read: |reader, value| {
            reader.choices(value, |settings| &mut settings.call_outcomes);
        },
        holds: |settings| settings.call_outcomes.clone().into(),
    },
    Setting {
        name: "callReasons",
        kind: Kind::Choices,
        default: "none: *Log a Call* asks for no reason",
        text: "Why a call can be made, for *Log a Call* to choose from, where the org has the field `mktosales_call_reason__c` on tasks and the person may edit it.",
        strictest: None,
        read: |reader, value| {
            reader.choices(value, |settings| &mut settings.call_reasons);
        },
        holds: |settings| settings.call_reasons.clone().into(),
    },
    Setting {
        name: "sandboxes",
        kind: Kind::Switch,
        default: "`true`",
        text: "Whether anything but a production org can be connected and gets the panel. `false` leaves out sandboxes (`acme--uat.sandbox.my.salesforce.com`, and the older `acme--uat.my…` and `acme--uat.cs42.my…`) and every other partition of Salesforce: `.develop`, `.scratch`, `.demo`, `.patch`, `.trailblaze`, `.free` and those to come.",
        strictest: Some("`false`"),
        read: |reader, value| reader.settings.sandboxes = reader.switch(value).unwrap_or(false),
        holds: |settings| settings.sandboxes.into(),
    },
    Setting {
        name: "welcome",
        kind: Kind::Word(&["open", "badge", "quiet"]),
        default: "`badge`",
        text: "What happens after the installation: `open` opens the welcome page in a tab, `badge` marks the toolbar button, `quiet` does nothing.",
        strictest: None,
        read: |reader, value| {
            if let Some(welcome) = reader.word(value, WELCOME) {
                reader.settings.welcome = welcome;
            }
        },
        holds: |settings| name(&settings.welcome, WELCOME),
    },
    Setting {
        name: "locale",
        kind: Kind::Word(&["en", "nl", "de", "fr", "es", "pt_BR", "ja"]),
        default: "the browser's language",
        text: "The language of all texts.",
        strictest: None,
        read: |reader, value| {
            let locale = reader.word(value, LOCALES);
            reader.settings.locale = locale.map(str::to_owned);
        },
        holds: |settings| settings.locale.clone().into(),
    },
    Setting {
        name: "contact",
        kind: Kind::Text,
        default: "\"your administrator\"",
        text: "Who helps: a name, an address or a telephone number, shown wherever a text sends people to their administrator.",
        strictest: None,
        read: |reader, value| {
            let contact = reader.line(value);
            reader.settings.contact = contact;
        },
        holds: |settings| settings.contact.clone().into(),
    },
    Setting {
        name: "off",
        kind: Kind::Switch,
        default: "`false`",
        text: "Switch everything off: no panel, nothing is sent or asked. Nobody is signed out, and what waits to be sent is kept; it is all back when this is taken away. Mail that was due in the meantime waits for the person to say that it should still go.",
        strictest: Some("`true`"),
        read: |reader, value| reader.settings.off = reader.switch(value).unwrap_or(true),
        holds: |settings| settings.off.into(),
    },
    Setting {
        name: "required",
        kind: Kind::Words(RESTRICTING),
        default: "none",
        text: "Names of settings that must arrive. One that is named here and is not there, for example because Chrome dropped it for its type, takes its strictest value. Org setup names `orgs`; name every setting that you rely on.",
        strictest: Some("everything is off"),
        read: |reader, value| reader.required(value, RESTRICTING),
        holds: |settings| settings.off.into(),
    },
];

/// The settings that restrict.
const RESTRICTING: &[&str] = &[
    "orgs",
    "otherOrgs",
    "mailClients",
    "googleClientId",
    "microsoftClientId",
    "microsoftTenant",
    "sameAddress",
    "sessionOnly",
    "outlookDrafts",
    "gmailSignature",
    "replies",
    "notifications",
    "actionsOff",
    "dailySendLimit",
    "optOut",
    "optOutFields",
    "blockedDomains",
    "writtenToDays",
    "campaignCoolDownDays",
    "campaignsPerPerson",
    "unsubscribeHeader",
    "optOutLine",
    "sandboxes",
    "off",
];

/// The word for a meaning.
fn name<T: PartialEq>(meaning: &T, words: &[(&'static str, T)]) -> Value {
    let found = words.iter().find(|(_, own)| own == meaning);
    found.map_or(Value::Null, |(word, _)| (*word).into())
}

fn names<T: PartialEq>(meanings: &[T], words: &[(&'static str, T)]) -> Value {
    meanings.iter().map(|own| name(own, words)).collect()
}
