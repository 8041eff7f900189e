//! What the panel shows of a record: asked once, kept, renewed, and honest when it is old.

use crate::support::salesforce_org::org;
use crate::world::{Life, World};
use futures_util::future::join;
use msi_actions::base::{Millis, ObjectType};
use msi_actions::insight::{ActivityKind, Age, Found, Gone, Marks};
use msi_actions::ports::{Area, Clock, Store};
use msi_actions::salesforce::Sessions;
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

use crate::support::record_view::{ada, found, insight, record, view, world};

const COMPOSITE: &str = "/services/data/v67.0/composite";

#[test]
fn a_lead_in_view() {
    let (world, _) = world();
    let view = view(&world, &ada(), false).unwrap();
    assert_eq!(view.name, "Ada Lovelace");
    assert_eq!(view.title.as_deref(), Some("CTO"));
    assert_eq!(view.company.as_deref(), Some("Analytical Engines"));
    let [person] = &view.people[..] else {
        panic!("{:?}", view.people)
    };
    assert_eq!(person.address.as_deref(), Some("ada@analytical.example"));
    assert_eq!(person.record, ada().id);
    assert_eq!(
        view.marks,
        Some(Marks {
            stars: 3,
            flames: 3
        }),
        "never more than three"
    );
    let moment = view.moment.unwrap();
    assert_eq!(moment.description, "Visited the pricing page");
    assert_eq!(moment.kind.as_deref(), Some("Web"));
    assert_eq!(moment.at, Some(Millis(1_799_992_800_000)));
    assert_eq!(view.freshness.at, world.now());
}

#[test]
fn an_org_without_marketo_has_no_marks() {
    let (world, acme) = world();
    acme.step(
        "sobjects/Lead/",
        200,
        json!({ "Name": "Ada Lovelace", "Email": null }),
    );
    let view = view(&world, &ada(), false).unwrap();
    assert_eq!((view.marks, view.moment), (None, None));
    assert_eq!(
        view.people[0].recipient(),
        None,
        "a person without an address"
    );
}

#[test]
fn one_call_cold_and_none_warm() {
    let (world, acme) = world();
    view(&world, &ada(), false).unwrap();
    let cold = acme.count(COMPOSITE);
    assert_eq!(cold, 2, "the schema, once a day, and the record");
    let before = world.requests().len();
    view(&world, &ada(), false).unwrap();
    assert_eq!(world.requests().len(), before);
    view(&world, &ada(), true).unwrap();
    world.close_browser();
    view(&world, &ada(), false).unwrap();
    assert_eq!(acme.count(COMPOSITE) - cold, 2, "the schema is still known");
    world.pass(Duration::from_secs(25 * 3600));
    view(&world, &ada(), true).unwrap();
    assert_eq!(acme.count(COMPOSITE) - cold, 4, "a day later it is not");
}

#[test]
fn two_tabs_on_a_record_make_one_call() {
    let (world, acme) = world();
    let (insight, ada) = (insight(&world), ada());
    let both = join(
        insight.view(&ada, Age::Recent),
        insight.view(&ada, Age::Recent),
    );
    let (one, other) = Life::begin(&world).run(both).unwrap();
    assert_eq!(one.unwrap(), other.unwrap());
    assert_eq!(acme.count(COMPOSITE), 2);
}

#[test]
fn a_view_that_cannot_be_renewed_says_how_old_it_is_and_why() {
    let (world, _) = world();
    let fresh = view(&world, &ada(), false).unwrap();
    world.pass(Duration::from_secs(600));
    world.set_offline(true);
    let stale = view(&world, &ada(), true).unwrap();
    assert_eq!(stale.freshness.at, fresh.freshness.at);
    assert_eq!(
        stale.freshness.fault.unwrap().code.as_str(),
        "network.offline"
    );
    let cold = view(&world, &record(ObjectType::Lead, "00QAc0000000002"), false);
    assert_eq!(cold.unwrap_err().code.as_str(), "network.offline");
    world.set_offline(false);
    assert_eq!(view(&world, &ada(), true).unwrap().freshness.fault, None);
}

#[test]
fn what_the_rep_may_no_longer_see_is_not_shown_from_memory() {
    let (world, acme) = world();
    view(&world, &ada(), false).unwrap();
    let gone =
        json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
    acme.step("sobjects/Lead/", 404, gone);
    for refresh in [true, false] {
        let refused = view(&world, &ada(), refresh).unwrap_err();
        assert_eq!(refused.code.as_str(), "salesforce.no_right");
    }
    assert!(
        !world
            .stored(Area::Session)
            .values()
            .any(|text| text.contains("Lovelace"))
    );
}

#[test]
fn open_tasks_come_first_and_a_message_stands_for_its_task() {
    let (world, acme) = world();
    acme.rows(
        "IsClosed = false",
        json!([{ "Id": "00T1", "Subject": "Send the quote", "ActivityDate": "2026-12-01", "TaskSubtype": "Task", "Priority": "High" }]),
    );
    acme.rows(
        "AND IsClosed = true",
        json!([
            { "Id": "00T2", "Subject": "Call", "TaskSubtype": "Call", "CallDisposition": "Left voicemail",
              "CallDurationInSeconds": 90, "ActivityDate": "2026-11-20", "CompletedDateTime": "2026-11-20T10:00:00.000+0000" },
            { "Id": "00T4", "Subject": "Email: Older", "TaskSubtype": "Email",
              "ActivityDate": "2026-11-19", "CompletedDateTime": null },
            { "Id": "00T3", "Subject": "Email: Hello", "TaskSubtype": "Email",
              "ActivityDate": "2026-11-21", "CompletedDateTime": "2026-11-21T10:00:00.000+0000" },
        ]),
    );
    acme.rows(
        "FROM EmailMessage",
        json!([{ "Id": "02s1", "Subject": "Hello", "MessageDate": "2026-11-21T10:00:00.000+0000",
                 "ToAddress": "ada@analytical.example", "ActivityId": "00T3" }]),
    );
    let mut activities = view(&world, &ada(), false).unwrap().activities;
    activities.retain(|activity| activity.kind != ActivityKind::Moment);
    assert_eq!(activities.last().unwrap().subject, "Older");
    assert_eq!(activities[0].priority.as_deref(), Some("High"));
    assert_eq!(activities[2].minutes, Some(2), "minutes begun");
    let told: Vec<_> = activities
        .iter()
        .map(|activity| {
            (
                activity.id.as_str(),
                activity.kind,
                activity.note.as_deref(),
                activity.open,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("00T1", ActivityKind::Task, None, true),
            (
                "02s1",
                ActivityKind::Email,
                Some("ada@analytical.example"),
                false
            ),
            ("00T2", ActivityKind::Call, Some("Left voicemail"), false),
            ("00T4", ActivityKind::Email, None, false),
        ]
    );
}

#[test]
fn a_missing_right_hides_its_part_and_a_limit_hides_nothing() {
    let (world, acme) = world();
    let no_type = json!([{ "errorCode": "INVALID_TYPE", "message": "sObject type 'EmailMessage' is not supported." }]);
    acme.step("FROM EmailMessage", 400, no_type);
    assert!(view(&world, &ada(), false).is_ok());
    let limit = json!([{ "errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded." }]);
    acme.step("FROM Task WHERE", 403, limit);
    let stale = view(&world, &ada(), true).unwrap();
    assert_eq!(
        stale.freshness.fault.unwrap().code.as_str(),
        "salesforce.daily_limit"
    );
}

#[test]
fn the_session_store_keeps_a_limited_number_of_views() {
    let (world, _) = world();
    for n in 0..105 {
        let lead = record(ObjectType::Lead, &format!("00QAc0000000{n:03}"));
        view(&world, &lead, false).unwrap();
    }
    let kept = world.stored(Area::Session);
    assert_eq!(
        kept.keys().filter(|key| key.contains("/view/")).count(),
        100
    );
    assert!(!kept.keys().any(|key| key.contains("00QAc0000000004")));
    assert!(kept.keys().any(|key| key.contains("00QAc0000000005")));
}

#[test]
fn nobody_sees_what_another_user_saw() {
    let (world, _) = world();
    view(&world, &ada(), false).unwrap();
    let sessions = Sessions::new(Rc::clone(&world));
    Life::begin(&world)
        .run(sessions.sign_out(&org()))
        .unwrap()
        .unwrap();
    let refused = view(&world, &ada(), false).unwrap_err();
    assert_eq!(refused.code.as_str(), "salesforce.not_signed_in");
}

#[test]
fn a_kept_view_serves_for_two_minutes_and_is_then_due() {
    let (world, acme) = world();
    let kept = |world: &Rc<World>| {
        let kept = Life::begin(world).run(insight(world).cached(&ada()));
        kept.unwrap().unwrap()
    };
    assert_eq!(kept(&world), None, "nothing is asked for by looking at it");
    view(&world, &ada(), false).unwrap();
    let cold = acme.count(COMPOSITE);
    world.pass(Duration::from_secs(119));
    assert!(!kept(&world).unwrap().freshness.due);
    view(&world, &ada(), false).unwrap();
    assert_eq!(acme.count(COMPOSITE), cold, "two minutes cost nothing");
    acme.step(
        "sobjects/Lead/",
        200,
        json!({ "Name": "Ada Lovelace", "Email": "ada@new.example" }),
    );
    world.pass(Duration::from_secs(2));
    let old = kept(&world).unwrap();
    assert!(old.freshness.due, "shown at once, and due");
    assert_eq!(
        old.people[0].address.as_deref(),
        Some("ada@analytical.example")
    );
    let new = view(&world, &ada(), false).unwrap();
    assert_eq!(new.people[0].address.as_deref(), Some("ada@new.example"));
    assert_eq!(acme.count(COMPOSITE), cold + 1);
    assert!(!kept(&world).unwrap().freshness.due);
}

#[test]
fn a_page_that_says_that_it_changed_is_believed_but_not_a_storm() {
    let (world, acme) = world();
    let mut life = Life::begin(&world);
    let insight = insight(&world);
    life.run(insight.view(&ada(), Age::Recent))
        .unwrap()
        .unwrap();
    let cold = acme.count(COMPOSITE);
    for _ in 0..200 {
        let told = life.run(insight.changed_on_page(&ada()));
        told.unwrap().unwrap();
        life.run(insight.view(&ada(), Age::Recent))
            .unwrap()
            .unwrap();
    }
    let asked = acme.count(COMPOSITE) - cold;
    assert_eq!(asked, 6, "a storm comes to a handful of calls");
}

#[test]
fn what_changes_at_any_moment_of_an_answer_is_seen() {
    for moment in 0..60 {
        let (world, acme) = world();
        let mut life = Life::begin(&world);
        let insight = insight(&world);
        let ada = ada();
        life.run(insight.view(&ada, Age::New)).unwrap().unwrap();
        let saved = async {
            for _ in 0..moment {
                let _ = world.read(Area::Local, "nothing").await;
            }
            let row = json!({ "Name": "Ada King", "Email": null });
            acme.step("sobjects/Lead/", 200, row);
            insight.outdate(&ada).await
        };
        let (view, told) = life.run(join(insight.view(&ada, Age::New), saved)).unwrap();
        assert!(view.is_ok() && told.is_ok());
        let last = life.run(insight.view(&ada, Age::Recent)).unwrap().unwrap();
        assert!(
            matches!(last, Found::Record(view) if view.name == "Ada King"),
            "{moment}"
        );
    }
}

#[test]
fn a_renewal_that_failed_is_told_and_not_tried_at_every_look() {
    let (world, acme) = world();
    let mut life = Life::begin(&world);
    let insight = insight(&world);
    let ada = ada();
    life.run(insight.view(&ada, Age::New)).unwrap().unwrap();
    world.pass(Duration::from_secs(300));
    let limit = json!([{ "errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded." }]);
    *acme.refusal.borrow_mut() = Some((403, limit));
    let before = acme.count(COMPOSITE);
    for _ in 0..5 {
        let Found::Record(view) = life.run(insight.view(&ada, Age::Recent)).unwrap().unwrap()
        else {
            panic!("gone")
        };
        let fault = view.freshness.fault.unwrap();
        assert_eq!(fault.code.as_str(), "salesforce.daily_limit");
    }
    assert_eq!(acme.count(COMPOSITE), before + 1);
    *acme.refusal.borrow_mut() = None;
    insight.forget_failures();
    life.run(insight.view(&ada, Age::Recent)).unwrap().unwrap();
    assert_eq!(acme.count(COMPOSITE), before + 2);
}

#[test]
fn a_record_that_is_gone_says_what_became_of_it() {
    let deleted = json!([{ "errorCode": "ENTITY_IS_DELETED", "message": "entity is deleted" }]);
    let bin = |master: Value| {
        let row = json!({ "IsDeleted": true, "MasterRecordId": master });
        json!({ "done": true, "records": [row] })
    };
    let left = record(ObjectType::Lead, "00QAc0000000002");
    let contact = record(ObjectType::Contact, "003Ac0000000001");
    for (answer, of_bin, expected) in [
        ((404, deleted.clone()), bin(Value::Null), Gone::Deleted),
        (
            (404, deleted),
            bin(json!("00QAc0000000002")),
            Gone::Merged { into: left },
        ),
        (
            (
                200,
                json!({ "Name": "Ada Lovelace", "IsConverted": true, "ConvertedContactId": "003Ac0000000001" }),
            ),
            json!({}),
            Gone::Converted {
                into: Some(contact),
            },
        ),
        (
            (200, json!({ "Name": "Ada Lovelace", "IsConverted": true })),
            json!({}),
            Gone::Converted { into: None },
        ),
    ] {
        let (world, acme) = world();
        view(&world, &ada(), false).unwrap();
        acme.step("sobjects/Lead/", answer.0, answer.1);
        acme.bin.replace(of_bin);
        assert_eq!(
            found(&world, &ada(), Age::New),
            Ok(Found::Gone(expected.clone())),
            "{expected:?}"
        );
        let text = world.stored(Area::Session);
        assert!(
            !text
                .values()
                .any(|text| text.contains("analytical.example")),
            "nobody is shown from memory who is gone"
        );
    }
}
