//! A record as the panel reads it, with Jo signed in to an org where records have no activities.

use crate::support::salesforce_org::{Acme, key, org};
use crate::world::{Life, World};
use msi_actions::base::{Fault, ObjectType, RecordId, RecordRef};
use msi_actions::insight::Record;
use msi_actions::insight::{Age, Found, Insight};
use msi_actions::salesforce::Sessions;
use serde_json::{Value, json};
use std::rc::Rc;

pub fn record(object: ObjectType, stem: &str) -> RecordRef {
    RecordRef {
        org: org(),
        object,
        id: RecordId::parse(stem).unwrap(),
    }
}

pub fn ada() -> RecordRef {
    record(ObjectType::Lead, "00QAc0000000001")
}

pub fn describe(names: &[&str]) -> Value {
    let fields = names
        .iter()
        .map(|name| json!({ "name": name, "createable": true, "length": 255 }));
    json!({ "createable": true, "fields": fields.collect::<Vec<_>>() })
}

fn lead() -> Value {
    json!({
        "Name": "Ada Lovelace", "Title": "CTO", "Company": "Analytical Engines",
        "Email": "ada@analytical.example",
        "mkto_si__Relative_Score_Value__c": 3.0, "mkto_si__Urgency_Value__c": 7.0,
        "mkto_si__Last_Interesting_Moment_Desc__c": "Visited the pricing page",
        "mkto_si__Last_Interesting_Moment_Type__c": "Web",
        "mkto_si__Last_Interesting_Moment_Date__c": "2027-01-15T06:00:00.000+0000",
    })
}

/// Jo is signed in, and the org has Enhanced Email; records have no activities.
pub fn world() -> (Rc<World>, Rc<Acme>) {
    let world = World::new();
    let acme = Acme::on(&world);
    acme.rows("query?", json!([]));
    acme.rows("queryAll?", json!([]));
    acme.step("sobjects/Lead/", 200, lead());
    let task = [
        "Subject",
        "ActivityDate",
        "CompletedDateTime",
        "TaskSubtype",
        "CallDisposition",
        "CallDurationInSeconds",
        "Priority",
    ];
    acme.step("Task/describe", 200, describe(&task));
    let email = ["Subject", "MessageDate", "ToAddress", "ActivityId"];
    acme.step("EmailMessage/describe", 200, describe(&email));
    let sessions = Sessions::new(Rc::clone(&world));
    let (org, key) = (org(), key());
    let sign_in = sessions.sign_in(&org, &key, None);
    Life::begin(&world).run(sign_in).unwrap().unwrap();
    (world, acme)
}

pub fn insight(world: &Rc<World>) -> Insight<World> {
    let sessions = Rc::new(Sessions::new(Rc::clone(world)));
    Insight::new(Rc::clone(world), sessions)
}

pub fn view(world: &Rc<World>, record: &RecordRef, refresh: bool) -> Result<Record, Fault> {
    let age = if refresh { Age::New } else { Age::Recent };
    match found(world, record, age)? {
        Found::Record(view) => Ok(*view),
        Found::Gone(gone) => panic!("{gone:?}"),
    }
}

pub fn found(world: &Rc<World>, record: &RecordRef, age: Age) -> Result<Found, Fault> {
    let mut life = Life::begin(world);
    let found = life.run(insight(world).view(record, age)).unwrap();
    // It is stored beside everything else.
    life.settle().unwrap();
    found
}
