//! The look right before mails leave: one call that claims their steps where they are kept in Salesforce, and asks what came of
//! their people meanwhile, and of the rep.

use serde::Deserialize;
use serde_json::Value;

use super::Member;
use super::due::Due;
use super::facts::Heard;
use super::here::People;
use super::place::{Kept, Place};
use super::query::{self, MembersNow};
use crate::actions::SendEmail;
use crate::base::{RecordId, time};
use crate::insight::Row;
use crate::salesforce::{Composite, CompositeReply, Refused, RestError, Schema, soql};
use crate::settings::OptOutField;

/// A mail that may leave, as far as the mailbox says.
pub(super) struct Ready {
    pub due: Due,
    pub mail: SendEmail,
    pub heard: Heard,
}

/// What is asked.
pub(super) struct Look {
    /// The people, where Salesforce does not have the memberships that lead to them; else nobody.
    people: People,
    /// Whether steps are claimed by it.
    claims: bool,
    /// The call; in this browser it claims nothing.
    pub question: Composite,
}

impl Look {
    /// The look at `all`, with the claims of their steps where there are any.
    pub fn of(
        at: Place<'_>,
        all: &[&Member],
        claims: Vec<Value>,
        user: &RecordId,
        schema: &Schema,
        more: &[OptOutField],
    ) -> Self {
        let members = || all.iter().copied();
        let with_claims = !claims.is_empty();
        let ids: Vec<&RecordId> = members().filter_map(|member| member.id.as_ref()).collect();
        let people: Vec<&RecordId> = members()
            .filter_map(|member| member.person.as_ref())
            .collect();
        let since = members().map(|member| member.started).min();
        let since = time::datetime(since.unwrap_or_default());
        let composite = Composite::separate();
        let (asked, mut composite) = match at.kept {
            Kept::Salesforce => {
                let members = query::members_now(&ids, user, schema, more);
                let composite = match with_claims {
                    true => composite.create_many("claims", claims),
                    false => composite,
                };
                (People::default(), composite.query("members", &members))
            }
            Kept::Here => {
                let asked = People::of(people.iter().copied(), schema);
                let composite = asked.ask(composite, schema, more);
                (asked, composite)
            }
        };
        if schema.event.is_some() {
            let people = soql::list(people.iter().map(|id| id.as_str()));
            composite = composite.query(
                "meetings",
                &format!(
                    "SELECT WhoId, CreatedDate FROM Event WHERE WhoId IN ({people}) AND CreatedDate > {since}"
                ),
            );
        }
        let readable = |field: &&str| {
            let email = schema.email.as_ref();
            email.is_some_and(|email| email.field(field).is_some())
        };
        let needed = ["Incoming", "FromAddress", "MessageDate"];
        if needed.iter().all(readable) {
            let addresses: Vec<String> = members().flat_map(Member::addresses).collect();
            let addresses = soql::list(addresses.iter().map(String::as_str));
            composite = composite.query(
                "mails",
                &format!(
                    "SELECT FromAddress, MessageDate FROM EmailMessage WHERE Incoming = true \
                     AND FromAddress IN ({addresses}) AND MessageDate > {since}"
                ),
            );
        }
        Self {
            people: asked,
            claims: with_claims,
            question: composite,
        }
    }

    /// Reads the answer; in this browser alone every step is claimed, unless the entry says something else.
    pub fn read(
        &self,
        at: Place<'_>,
        all: &[&Member],
        reply: &CompositeReply,
        more: &[OptOutField],
    ) -> Result<Said, RestError> {
        let (claims, now) = match at.kept {
            Kept::Salesforce => {
                let now = query::members(reply, "members", more)?;
                let claims = match self.claims {
                    true => reply.part("claims")?,
                    false => Vec::new(),
                };
                (claims, now)
            }
            Kept::Here => {
                let mut members: Vec<Member> = all.iter().copied().cloned().collect();
                self.people.take(&mut members, reply, more)?;
                let claims = all.iter().map(|_| Claimed::yes()).collect();
                let now = MembersNow {
                    members,
                    ..MembersNow::default()
                };
                (claims, now)
            }
        };
        Ok(Said {
            claims,
            now,
            meetings: reply.visible_rows("meetings")?,
            mails: reply.visible_rows("mails")?,
        })
    }
}

/// What was answered.
pub(super) struct Said {
    /// What became of each claim, in their order.
    pub claims: Vec<Claimed>,
    /// What the memberships are, and when the rep is away.
    pub now: MembersNow,
    meetings: Vec<Row>,
    mails: Vec<Row>,
}

/// What became of a claim.
#[derive(Deserialize)]
pub(super) struct Claimed {
    pub success: bool,
    #[serde(default)]
    pub errors: Vec<Refused>,
}

impl Claimed {
    const fn yes() -> Self {
        Self {
            success: true,
            errors: Vec::new(),
        }
    }
}

impl Said {
    /// A member as they are now.
    pub fn of(&self, known: &Member) -> Member {
        match self.now.members.iter().find(|now| now.key == known.key) {
            Some(now) => Member {
                runs: known.runs.clone(),
                ..now.clone()
            },
            None => known.clone(),
        }
    }

    /// What was heard of a member, with what Salesforce has of it.
    pub fn heard(&self, member: &Member, heard: Heard) -> Heard {
        let since = |row: &Row, moment: &str| row.at(moment) > Some(member.started);
        let addresses = member.addresses();
        let theirs = |row: &Row| {
            let from = row.text("FromAddress").unwrap_or_default();
            addresses.iter().any(|own| own.eq_ignore_ascii_case(&from))
        };
        let met = |row: &Row| row.id("WhoId") == member.person && since(row, "CreatedDate");
        let is_orphan = self
            .now
            .orphans
            .iter()
            .any(|orphan| orphan.key == member.key);
        let wrote = |row: &Row| theirs(row) && since(row, "MessageDate");
        Heard {
            campaign_deleted: heard.campaign_deleted || is_orphan,
            meeting: heard.meeting || self.meetings.iter().any(met),
            reply: heard.reply || self.mails.iter().any(wrote),
            ..heard
        }
    }
}
