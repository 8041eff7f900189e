//! The live feed: what is asked, what is an event, how often Salesforce is asked, what is told twice (nothing).

mod asking;

pub use asking::Browser;

mod events;
mod room;
mod telling;

use crate::support::salesforce_org::{Acme, JO, org};
use crate::support::worker::{ADA, Asked, set_up};
use msi_actions::feed::OrgFeed;
use msi_actions::protocol::{GetFeed, Sender};
use serde_json::{Value, json};
use std::rc::Rc;

pub const COMPOSITE: &str = "/services/data/v67.0/composite";
pub const MOMENTS: &str = "FROM Lead WHERE mkto_si__Last_Interesting_Moment_Date__c";
pub const TASKS: &str = "LastModifiedBy.Name FROM Task";
pub const RESPONSES: &str = "FROM CampaignMember";

/// A set-up rep whose org has no events yet.
pub fn quiet() -> (Asked, Rc<Acme>) {
    let (asked, acme) = set_up();
    let fields = |names: &[&str]| -> Value {
        let field =
            |name| json!({ "name": name, "createable": true, "length": 255, "type": "string" });
        let mut fields: Vec<Value> = names.iter().map(field).collect();
        fields.push(
            json!({ "name": "HasResponded", "createable": false, "length": 0, "type": "boolean" }),
        );
        json!({ "createable": true, "fields": fields })
    };
    let task = fields(&["Subject", "CompletedDateTime", "AccountId"]);
    acme.step("sobjects/Task/describe", 200, task);
    let member = fields(&["Status", "FirstRespondedDate"]);
    acme.step("sobjects/CampaignMember/describe", 200, member);
    (asked, acme)
}

/// The feed of the one org, as the web application shows it.
pub fn feed(asked: &mut Asked, refresh: bool) -> OrgFeed {
    let view = asked.ask(Sender::App, GetFeed { refresh }).unwrap();
    asked.life.settle().unwrap();
    let [feed] = &view.orgs[..] else {
        panic!("not one org: {view:?}");
    };
    assert_eq!(feed.org, org());
    feed.clone()
}

/// A date and time as Salesforce writes it, so many minutes after the world began.
pub fn minutes(after: i64) -> String {
    let at = 1_800_000_000_000 + after * 60_000;
    let at = chrono::DateTime::from_timestamp_millis(at).unwrap();
    at.format("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string()
}

/// A lead with a last moment.
pub fn moment(id: &str, name: &str, at: &str) -> Value {
    json!({ "Id": id, "Name": name,
        "mkto_si__Last_Interesting_Moment_Desc__c": "Visited the pricing page",
        "mkto_si__Last_Interesting_Moment_Type__c": "Web",
        "mkto_si__Last_Interesting_Moment_Date__c": at })
}

/// Ada's lead with a last moment.
pub fn of_ada(at: &str) -> Value {
    moment(ADA, "Ada Lovelace", at)
}

/// A task that somebody else closed.
pub fn task(id: &str, completed: &str, changed: &str) -> Value {
    json!({ "Id": id, "Subject": "Send the offer", "CompletedDateTime": completed,
        "WhoId": ADA, "Who": { "Name": "Ada Lovelace" }, "WhatId": null, "What": null,
        "LastModifiedDate": changed, "LastModifiedBy": { "Name": "Sam Lee" } })
}

/// A contact who responded to a campaign.
pub fn response(id: &str, changed: &str, first: &str) -> Value {
    json!({ "Id": id, "Status": "Responded", "FirstRespondedDate": first, "LeadId": null, "Lead": null,
        "ContactId": "003Ac0000000001", "Contact": { "Name": "Grace Hopper" },
        "Campaign": { "Name": "Autumn webinar" }, "LastModifiedDate": changed, "LastModifiedBy": { "Name": "Marketo" } })
}

/// The rep's id in a query.
pub fn mine(field: &str) -> String {
    format!("{field} = '{JO}'")
}
