//! The one call for what happened: a composite of at most five queries, and how its answer is read.

use super::event::FeedEvent;
use crate::base::{Day, FeedKind, Millis, ObjectType, RecordId, time::datetime};
use crate::insight::{Row, visible};
use crate::salesforce::{Composite, CompositeReply, RestError, Schema};

/// The most rows of each query.
const LIMIT: usize = 50;
const CHANGED: &str = "LastModifiedDate";
const MOMENT_AT: &str = "mkto_si__Last_Interesting_Moment_Date__c";
const MOMENT: &[&str] = &[
    "mkto_si__Last_Interesting_Moment_Desc__c",
    "mkto_si__Last_Interesting_Moment_Type__c",
    MOMENT_AT,
];
/// Who completed a task is known only while nobody has changed it since: automations of an org act within seconds.
const SAME_CHANGE: i64 = 60_000;

/// Whose events are asked for, and from when on.
pub(super) struct Asked<'a> {
    pub user: &'a RecordId,
    pub watched: &'a [RecordId],
    pub since: Millis,
    pub responses: Responses,
}

/// Which campaign responses are asked for. There is not always room for them beside the other queries.
pub(super) struct Responses {
    pub since: Millis,
    /// The day of that moment.
    pub day: Day,
    /// They were left out before, or were never asked for: it is their turn.
    pub first: bool,
}

/// A query that is asked in the same call where there is room: the feed is asked all day, so it costs none.
#[derive(Clone, Debug)]
pub struct Beside {
    /// Its reference.
    pub step: &'static str,
    /// The query.
    pub soql: String,
}

/// The references of the queries.
const LEADS: &str = "lead_moments";
const CONTACTS: &str = "contact_moments";
const TASKS: &str = "tasks";
const LEAD_TASKS: &str = "lead_tasks";
const RESPONSES: &str = "responses";

impl Asked<'_> {
    /// The composite; only fields that the rep can see are asked for. Where one query alone has room, the responses and
    /// what is asked beside take turns.
    pub fn question(&self, schema: &Schema, beside: Option<&Beside>) -> Composite {
        let user = self.user;
        let mut tasks = vec![
            format!("OwnerId = '{user}'"),
            format!("CreatedById = '{user}'"),
        ];
        if schema.task.field("AccountId").is_some() {
            tasks.push(format!("Account.OwnerId = '{user}'"));
        }
        tasks.extend(self.among("WhoId", None));
        let of_leads = format!("WhoId IN (SELECT Id FROM Lead WHERE OwnerId = '{user}')");
        let lead_tasks = schema.lead.is_some().then_some(of_leads);
        let queries = [
            (LEADS, self.moments(ObjectType::Lead, schema)),
            (CONTACTS, self.moments(ObjectType::Contact, schema)),
            (TASKS, Some(self.tasks(&tasks.join(" OR "), schema))),
            (
                LEAD_TASKS,
                lead_tasks.map(|whose| self.tasks(&whose, schema)),
            ),
        ];
        let mut turns = [
            beside.map(|beside| (beside.step, beside.soql.clone())),
            self.responses(schema).map(|query| (RESPONSES, query)),
        ];
        if self.responses.first {
            turns.reverse();
        }
        let mut composite = Composite::separate();
        for (step, query) in queries {
            if let Some(query) = query {
                composite = composite.query(step, &query);
            }
        }
        for (step, query) in turns.into_iter().flatten() {
            if composite.takes_a_query() {
                composite = composite.query(step, &query);
            }
        }
        composite
    }

    /// Since when responses are still to be asked for, after this answer.
    pub fn responses_left(&self, schema: &Schema, reply: &CompositeReply) -> Option<Millis> {
        let left = self.responses(schema).is_some() && !reply.has(RESPONSES);
        left.then_some(self.responses.since)
    }

    /// `field IN ('…')` of the watched people, where there are any.
    fn among(&self, field: &str, object: Option<ObjectType>) -> Option<String> {
        let ids = self.watched.iter();
        let ids = ids.filter(|id| object.is_none() || id.object() == object);
        let ids: Vec<String> = ids.map(|id| format!("'{id}'")).collect();
        (!ids.is_empty()).then(|| format!("{field} IN ({})", ids.join(", ")))
    }

    /// Those with a new last moment; `None` where the rep sees no moments.
    fn moments(&self, object: ObjectType, schema: &Schema) -> Option<String> {
        let person = schema.people(object)?;
        person.field(MOMENT_AT)?;
        let fields = visible(person, "", MOMENT);
        let mut whose = vec![format!("OwnerId = '{}'", self.user)];
        let is_lead = object == ObjectType::Lead;
        if !is_lead && person.field("AccountId").is_some() {
            whose.push(format!("Account.OwnerId = '{}'", self.user));
        }
        whose.extend(self.among("Id", Some(object)));
        let open = if is_lead {
            " AND IsConverted = false"
        } else {
            ""
        };
        Some(format!(
            "SELECT Id, Name{fields} FROM {} WHERE {MOMENT_AT} > {} AND ({}){open} \
             {}",
            object.api_name(),
            datetime(self.since),
            whose.join(" OR "),
            latest(MOMENT_AT),
        ))
    }

    fn tasks(&self, whose: &str, schema: &Schema) -> String {
        let fields = visible(&schema.task, "", &["Subject", "CompletedDateTime"]);
        format!(
            "SELECT Id{fields}, WhoId, Who.Name, WhatId, What.Name, {} AND IsClosed = true AND ({whose}) {}",
            self.changed("Task", self.since),
            latest(CHANGED),
        )
    }

    fn responses(&self, schema: &Schema) -> Option<String> {
        let member = schema.campaign_member.as_ref()?;
        member.field("HasResponded")?;
        let fields = visible(member, "", &["Status", "FirstRespondedDate"]);
        let (mut people, mut whose) = (String::new(), Vec::new());
        for (object, of, id) in [
            (ObjectType::Lead, "Lead", "LeadId"),
            (ObjectType::Contact, "Contact", "ContactId"),
        ] {
            if schema.people(object).is_some() {
                people.push_str(&format!(", {id}, {of}.Name"));
                whose.push(format!("{of}.OwnerId = '{}'", self.user));
                whose.extend(self.among(id, Some(object)));
            }
        }
        (!whose.is_empty()).then(|| {
            format!(
                "SELECT Id{fields}{people}, Campaign.Name, {} AND HasResponded = true AND ({}) {}",
                self.changed("CampaignMember", self.responses.since),
                whose.join(" OR "),
                latest(CHANGED),
            )
        })
    }

    /// What somebody else changed last.
    fn changed(&self, object: &str, since: Millis) -> String {
        format!(
            "{CHANGED}, LastModifiedBy.Name FROM {object} \
             WHERE {CHANGED} > {} AND LastModifiedById != '{}'",
            datetime(since),
            self.user
        )
    }

    /// The events of the answer.
    pub fn read(&self, reply: &CompositeReply) -> Result<Vec<FeedEvent>, RestError> {
        let mut events = Vec::new();
        for step in [LEADS, CONTACTS] {
            events.extend(reply.visible_rows(step)?.iter().filter_map(moment));
        }
        for step in [TASKS, LEAD_TASKS] {
            events.extend(reply.visible_rows(step)?.iter().filter_map(task));
        }
        let responses = reply.visible_rows(RESPONSES)?;
        events.extend(responses.iter().filter_map(|row| self.response(row)));
        Ok(events)
    }

    fn response(&self, row: &Row) -> Option<FeedEvent> {
        // A member who responded long ago was changed for another reason. Whose day the date is, the org knows.
        let first = row.day("FirstRespondedDate");
        if first.is_some_and(|day| day < self.responses.day.earlier(1)) {
            return None;
        }
        let (person, name) = match row.id("ContactId") {
            Some(contact) => (contact, row.name_of("Contact").map(str::to_owned)),
            None => (row.id("LeadId")?, row.name_of("Lead").map(str::to_owned)),
        };
        let (key, at) = (row.text("Id")?, row.at(CHANGED)?);
        Some(FeedEvent {
            name: name.unwrap_or_default(),
            what: row
                .name_of("Campaign")
                .map(str::to_owned)
                .unwrap_or_default(),
            more: row.text("Status"),
            ..FeedEvent::new(FeedKind::Response, &key, person, at)
        })
    }
}

/// The newest, as many as are read.
fn latest(by: &str) -> String {
    format!("ORDER BY {by} DESC, Id ASC LIMIT {LIMIT}")
}

/// Salesforce keeps the last moment of a person alone, so its moment in time tells it from the next.
fn moment(row: &Row) -> Option<FeedEvent> {
    let (person, moment) = (row.id("Id")?, row.moment()?);
    let at = moment.at?;
    let key = format!("{person}/{}", at.0);
    Some(FeedEvent {
        name: row.text("Name").unwrap_or_default(),
        what: moment.description,
        more: moment.kind,
        ..FeedEvent::new(FeedKind::Moment, &key, person, at)
    })
}

fn task(row: &Row) -> Option<FeedEvent> {
    let (task, changed) = (row.id("Id")?, row.at(CHANGED)?);
    let at = row.at("CompletedDateTime").unwrap_or(changed);
    if changed.0.saturating_sub(at.0) > SAME_CHANGE {
        return None;
    }
    let (who, what) = (row.id("WhoId"), row.id("WhatId"));
    let name = match who {
        Some(_) => row.name_of("Who").map(str::to_owned),
        None => row.name_of("What").map(str::to_owned),
    };
    let record = who.or(what).unwrap_or_else(|| task.clone());
    Some(FeedEvent {
        name: name.unwrap_or_default(),
        what: row.text("Subject").unwrap_or_default(),
        more: row.name_of("LastModifiedBy").map(str::to_owned),
        ..FeedEvent::new(FeedKind::Task, task.as_str(), record, at)
    })
}
