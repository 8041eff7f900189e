//! What has changed about the people whom a mail is for, and what becomes of the mail by it.

use serde::{Deserialize, Serialize};

use crate::actions::SendEmail;
use crate::base::{FieldFault, Millis, ObjectType, Recipient};
use crate::outbox::check::query::{Facts, Fate, Person, everybody};
use crate::settings::{OptOutRule, Settings};

/// Something about one of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Change {
    /// Who, as in the form.
    pub who: Recipient,
    /// What is different about them.
    pub what: What,
}

/// What is different now.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// They have another address.
    Address {
        /// The address that Salesforce has now.
        now: String,
    },
    /// They have no address any more.
    NoAddress,
    /// They do not want mail.
    OptedOut {
        /// The person's name; a typed address has none of its own.
        name: String,
        /// Whether nothing is sent to them; else the rep is asked.
        blocked: bool,
    },
    /// They were deleted, or the rep may not see them any more.
    Gone,
    /// They were merged into another record, or converted to a contact.
    Became {
        /// Who they are now.
        person: Recipient,
        /// Converted; else merged.
        converted: bool,
    },
    /// The administrator lets nobody write to their domain.
    BlockedDomain,
    /// Somebody else of those whom it is for has the same address, and gets the mail.
    SameAddress {
        /// The other one's name, or the address.
        other: String,
    },
    /// Their address is of the rep's own domain: a colleague. Keeps nothing from being sent.
    OwnDomain,
    /// They got a mail in the last days. Keeps nothing from being sent.
    WrittenTo {
        /// When Salesforce has it, or when it is to leave.
        at: Millis,
        /// The colleague who wrote it; `None` where the rep did.
        by: Option<String>,
    },
    /// They belong to somebody else now. Keeps nothing from being sent.
    Owner {
        /// To whom.
        name: String,
    },
    /// A mail to their address came back for good. Keeps nothing from being sent.
    Bounced,
    /// The rep may not see these fields, so nobody knows what they say. Keeps nothing from being sent.
    Unread {
        /// Their API names, or the object's.
        fields: Vec<String>,
    },
}

/// What a finding means for somebody who is one of several people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is only told.
    No,
    /// They get no mail until the rep includes them.
    UntilIncluded,
    /// No mail can go to them.
    Always,
}

impl Change {
    /// Whether nothing is sent before the rep has decided.
    #[must_use]
    pub const fn stops(&self) -> bool {
        !matches!(
            self.what,
            What::Owner { .. }
                | What::Bounced
                | What::OwnDomain
                | What::WrittenTo { .. }
                | What::Unread { .. }
        )
    }

    /// What it means for somebody who is one of several people, each with a mail of their own.
    #[must_use]
    pub const fn left_out(&self) -> LeftOut {
        match &self.what {
            What::NoAddress
            | What::OptedOut { blocked: true, .. }
            | What::Gone
            | What::BlockedDomain
            | What::SameAddress { .. } => LeftOut::Always,
            What::OptedOut { blocked: false, .. }
            | What::Bounced
            | What::OwnDomain
            | What::WrittenTo { .. } => LeftOut::UntilIncluded,
            What::Address { .. }
            | What::Became { .. }
            | What::Owner { .. }
            | What::Unread { .. } => LeftOut::No,
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn line(&self) -> FieldFault {
        let name = self.who.name.as_ref().unwrap_or(&self.who.address);
        let (message, value) = match &self.what {
            What::Address { now } => (
                "change_address",
                format!("{name}, {} → {now}", self.who.address),
            ),
            What::NoAddress => ("change_no_address", name.clone()),
            What::OptedOut { name: person, .. } => {
                let named = match &self.who.name {
                    Some(_) => name.clone(),
                    None => format!("{person} ({})", self.who.address),
                };
                ("change_opted_out", named)
            }
            What::Gone => ("change_gone", name.clone()),
            What::BlockedDomain => (
                "change_blocked_domain",
                format!("{name}, {}", self.who.address),
            ),
            What::SameAddress { other } => ("change_same_address", format!("{name}: {other}")),
            What::OwnDomain => ("change_own_domain", name.clone()),
            What::WrittenTo { by, .. } => match by {
                Some(by) => ("change_written_to", format!("{name}: {by}")),
                None => ("change_written_to_by_you", name.clone()),
            },
            What::Became { person, converted } => {
                let now = person.name.as_ref().unwrap_or(name);
                let message = match converted {
                    true => "change_converted",
                    false => "change_merged",
                };
                (message, format!("{name} → {now}, {}", person.address))
            }
            What::Owner { name: owner } => ("change_owner", format!("{name}: {owner}")),
            What::Bounced => ("change_bounced", format!("{name}, {}", self.who.address)),
            What::Unread { fields } => ("change_unread", format!("{name}: {}", fields.join(", "))),
        };
        FieldFault {
            field: "".into(),
            message: message.into(),
            value: Some(value),
        }
    }

    /// The recipient after the change; `None` where nothing can be sent to them.
    fn after(&self, mut person: Recipient) -> Option<Recipient> {
        match &self.what {
            What::Address { now } => person.address.clone_from(now),
            What::OptedOut { blocked: false, .. } => person.agreed = true,
            What::Became { person: now, .. } => return Some(now.clone()),
            What::OptedOut { .. }
            | What::NoAddress
            | What::Gone
            | What::BlockedDomain
            | What::SameAddress { .. } => return None,
            What::Owner { .. }
            | What::Bounced
            | What::OwnDomain
            | What::WrittenTo { .. }
            | What::Unread { .. } => {}
        }
        Some(person)
    }
}

/// The form as it can be sent after all `changes`; `None` where nobody is left in To.
#[must_use]
pub fn after_changes(form: &SendEmail, changes: &[Change]) -> Option<SendEmail> {
    let of = |person: &Recipient| {
        let mut now = Some(person.clone());
        for change in changes.iter().filter(|change| is_same(&change.who, person)) {
            now = now.and_then(|now| change.after(now));
        }
        now
    };
    let mut after = form.clone();
    // Of a mail for each, who gets none stays in the form, and what was written for one goes with them.
    for who in form.to.iter().filter(|_| form.each.is_some()) {
        match of(who) {
            Some(now) => drop(after.replace(who, now)),
            None => after.leave_out(who, true),
        }
    }
    let all = |people: &[Recipient]| {
        let mut list: Vec<Recipient> = Vec::new();
        for now in people.iter().filter_map(of) {
            now.join(&mut list);
        }
        list
    };
    after.to = all(&form.to);
    after.cc = all(&form.cc);
    after.bcc = all(&form.bcc);
    (!after.to.is_empty()).then_some(after)
}

/// The locale key of the button that sends a mail after all `changes`.
#[must_use]
pub fn verb(changes: &[Change]) -> &'static str {
    let mut verbs = changes.iter().filter_map(|change| match change.what {
        What::Address { .. } | What::Became { .. } => Some("change_send_new"),
        What::OptedOut { blocked: false, .. } => Some("change_send_anyway"),
        What::OptedOut { .. }
        | What::NoAddress
        | What::Gone
        | What::BlockedDomain
        | What::SameAddress { .. } => Some("change_send_without"),
        What::Owner { .. }
        | What::Bounced
        | What::OwnDomain
        | What::WrittenTo { .. }
        | What::Unread { .. } => None,
    });
    let first = verbs.next().unwrap_or("compose_send");
    match verbs.all(|verb| verb == first) {
        true => first,
        false => "change_send_all",
    }
}

fn is_same(one: &Recipient, other: &Recipient) -> bool {
    one.address == other.address && one.record == other.record
}

/// What of `facts` matters for the form.
pub(super) fn changes(form: &SendEmail, facts: &Facts, settings: &Settings) -> Vec<Change> {
    let everybody: Vec<&Recipient> = everybody(form).collect();
    changes_of(&everybody, facts, settings)
}

/// What of `facts` matters for these people.
pub(super) fn changes_of(people: &[&Recipient], facts: &Facts, settings: &Settings) -> Vec<Change> {
    let rule = settings.opt_out;
    let mut all: Vec<Change> = Vec::new();
    for who in people {
        if all.iter().any(|change| is_same(&change.who, who)) {
            continue;
        }
        let blocked = settings.blocked_domains.has(&who.address);
        let changes = match &who.record {
            _ if blocked && !who.address.is_empty() => vec![What::BlockedDomain],
            Some(id) => {
                let found = facts.people.iter().find(|person| person.id == *id);
                match found {
                    Some(person) => of_person(who, person, rule),
                    None => match id.object().filter(|own| facts.unread.contains(own)) {
                        Some(object) => vec![unread(&[object])],
                        None => vec![What::Gone],
                    },
                }
            }
            None => of_address(who, facts, rule),
        };
        let leads_there = |what: &What| match what {
            What::Address { now } => settings.blocked_domains.has(now),
            What::Became { person, .. } => settings.blocked_domains.has(&person.address),
            _ => false,
        };
        let changes = match changes.iter().any(leads_there) {
            true => vec![What::BlockedDomain],
            false => changes,
        };
        all.extend(changes.into_iter().map(|what| Change {
            who: (*who).clone(),
            what,
        }));
    }
    all
}

fn unread(objects: &[ObjectType]) -> What {
    let names = objects.iter().map(|own| own.api_name().to_owned());
    What::Unread {
        fields: names.collect(),
    }
}

fn of_person(who: &Recipient, person: &Person, rule: OptOutRule) -> Vec<What> {
    match &person.fate {
        Fate::Gone => return vec![What::Gone],
        Fate::Became { person, .. } if person.address.is_empty() => return vec![What::NoAddress],
        Fate::Became { person, converted } => {
            return vec![What::Became {
                person: person.clone(),
                converted: *converted,
            }];
        }
        Fate::There => {}
    }
    let mut changes = Vec::new();
    let mut unread = person.opt_out.unread.clone();
    match person.address.as_deref() {
        Some("") => return vec![What::NoAddress],
        Some(now) if !now.eq_ignore_ascii_case(&who.address) => changes.push(What::Address {
            now: now.to_owned(),
        }),
        Some(_) => {}
        None => unread.insert(0, "Email".into()),
    }
    changes.extend(opted_out(who, person, rule));
    if let (Some(before), Some((owner, name))) = (&who.owner, &person.owner)
        && before != owner
    {
        changes.push(What::Owner { name: name.clone() });
    }
    if !unread.is_empty() {
        changes.push(What::Unread { fields: unread });
    }
    changes
}

/// A typed address is everybody's who has it: that one of them opted out counts.
fn of_address(who: &Recipient, facts: &Facts, rule: OptOutRule) -> Vec<What> {
    let theirs = || facts.people_at(&who.address);
    let mut changes: Vec<What> = theirs()
        .find_map(|person| opted_out(who, person, rule))
        .into_iter()
        .collect();
    let mut fields: Vec<String> = Vec::new();
    for field in theirs().flat_map(|person| &person.opt_out.unread) {
        if !fields.contains(field) {
            fields.push(field.clone());
        }
    }
    fields.extend(facts.unread.iter().map(|own| own.api_name().to_owned()));
    if !fields.is_empty() {
        changes.push(What::Unread { fields });
    }
    changes
}

fn opted_out(who: &Recipient, person: &Person, rule: OptOutRule) -> Option<What> {
    let agreed = who.agreed && rule == OptOutRule::Confirm;
    (person.opt_out.no_mail() && !agreed).then(|| What::OptedOut {
        name: person.name.clone(),
        blocked: rule == OptOutRule::Block,
    })
}
