//! What the panel lists of a record: whose it is, whose move, and what of ninety days was read.

use crate::support::record_view::{ada, describe, record, view, world};
use msi_actions::base::{Day, ObjectType};
use msi_actions::insight::{
    ActivityKind, ActivityView, Older, Record, Source, TabName, whole_from,
};
use serde_json::{Value, json};

/// Every query of the composites, as they were asked.
fn kinds(view: &Record) -> Vec<(ActivityKind, &str, bool, bool)> {
    let of = |one: &ActivityView| (one.kind, one.theirs, one.open);
    let all = view.activities.iter();
    all.map(|one| (of(one), one.subject.as_str()))
        .map(|((kind, theirs, open), subject)| (kind, subject, theirs, open))
        .collect()
}

fn around() -> Value {
    json!([{
        "Owner": { "Name": "Mia Chen" },
        "Events": { "records": [
            { "Id": "00U1", "Subject": "Kick-off", "StartDateTime": "2027-01-16T09:00:00.000+0000",
              "ActivityDate": "2027-01-16", "IsAllDayEvent": false, "DurationInMinutes": 45, "Location": "Utrecht" },
            { "Id": "00U2", "Subject": "Fair", "StartDateTime": "2027-01-15T00:00:00.000+0000",
              "ActivityDate": "2027-01-15", "IsAllDayEvent": true, "DurationInMinutes": 1440, "Location": null },
        ] },
        "CampaignMembers": { "records": [
            { "Id": "00v1", "Campaign": { "Name": "Webinar" }, "Status": "Responded", "HasResponded": true,
              "FirstRespondedDate": "2027-01-10", "CreatedDate": "2027-01-01T09:00:00.000+0000" },
            { "Id": "00v2", "Campaign": { "Name": "Newsletter" }, "Status": "Sent", "HasResponded": false,
              "FirstRespondedDate": null, "CreatedDate": "2027-01-02T09:00:00.000+0000" },
        ] },
    }])
}

#[test]
fn meetings_campaigns_and_the_moment_are_among_the_activities_and_the_owner_has_a_name() {
    let (world, acme) = world();
    acme.step(
        "Event/describe",
        200,
        describe(&["Subject", "StartDateTime"]),
    );
    acme.step("CampaignMember/describe", 200, describe(&["Status"]));
    acme.rows("FROM Lead WHERE Id", around());
    let mails = json!([
        { "Id": "02s1", "Subject": "Re: Plans", "Incoming": true, "FromName": "Ada", "ToAddress": "jo@acme.example",
          "MessageDate": "2027-01-14T09:00:00.000+0000" },
        { "Id": "02s2", "Subject": "Plans", "Incoming": false, "ToAddress": "ada@analytical.example",
          "MessageDate": "2027-01-13T09:00:00.000+0000", "FirstOpenedDate": "2027-01-13T10:00:00.000+0000" },
    ]);
    acme.rows("FROM EmailMessage", mails);
    let view = view(&world, &ada(), false).unwrap();
    assert_eq!(view.owner.as_deref(), Some("Mia Chen"));
    assert_eq!(
        kinds(&view),
        [
            (ActivityKind::Meeting, "Kick-off", false, true),
            (
                ActivityKind::Moment,
                "Visited the pricing page",
                true,
                false
            ),
            (ActivityKind::Meeting, "Fair", false, false),
            (ActivityKind::Email, "Re: Plans", true, false),
            (ActivityKind::Email, "Plans", false, false),
            (ActivityKind::Campaign, "Webinar", true, false),
            (ActivityKind::Campaign, "Newsletter", false, false),
        ]
    );
    let note = |n: usize| view.activities[n].note.as_deref();
    assert_eq!(
        (note(3), note(4)),
        (Some("Ada"), Some("ada@analytical.example"))
    );
    assert!(view.activities[4].opened.is_some() && view.activities[3].opened.is_none());
    assert_eq!(
        (view.activities[0].minutes, view.activities[2].minutes),
        (Some(45), None)
    );
    let meetings = Older::all_of(Source::Meetings);
    assert_eq!(view.older, [meetings], "those of more than ninety days ago");
}

#[test]
fn a_rep_without_a_right_to_meetings_and_campaigns_is_not_refused_the_record() {
    let (world, acme) = world();
    let hidden =
        json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
    acme.step("Event/describe", 404, hidden.clone());
    acme.step("CampaignMember/describe", 404, hidden);
    // Had they been asked for, the whole query would be refused.
    let refused = json!([{ "errorCode": "INVALID_FIELD", "message": "Didn't understand relationship 'Events'" }]);
    acme.step("Events", 400, refused.clone());
    acme.step("CampaignMembers", 400, refused);
    let view = view(&world, &ada(), false).unwrap();
    assert_eq!(view.name, "Ada Lovelace");
}

#[test]
fn of_an_accounts_activities_each_says_whose_it_is_and_its_owner_is_read_in_the_same_call() {
    let (world, acme) = world();
    acme.step(
        "sobjects/Account/001",
        200,
        json!({ "Name": "Navy Systems" }),
    );
    acme.step("/Owner?fields=Name", 200, json!({ "Name": "Mia Chen" }));
    acme.step(
        "Event/describe",
        200,
        describe(&["Subject", "StartDateTime"]),
    );
    let done = json!([{ "Id": "00T1", "Subject": "Call", "ActivityDate": "2027-01-14", "Who": { "Name": "Grace Hopper" } }]);
    acme.rows("AND IsClosed = true", done);
    let held = json!([{ "Id": "00U1", "Subject": "Review", "StartDateTime": "2027-01-10T09:00:00.000+0000",
        "Who": { "Name": "Hedy Lamarr" } }]);
    acme.rows("FROM Event WHERE AccountId", held);
    let before = acme.count("/services/data/v67.0/composite");
    let navy = record(ObjectType::Account, "001Ac0000000001");
    let view = view(&world, &navy, false).unwrap();
    let who: Vec<Option<&str>> = view
        .activities
        .iter()
        .map(|one| one.who.as_deref())
        .collect();
    assert_eq!(who, [Some("Grace Hopper"), Some("Hedy Lamarr")]);
    assert_eq!(view.owner.as_deref(), Some("Mia Chen"));
    // One for the schema, once a day, and one for the record.
    assert_eq!(acme.count("/services/data/v67.0/composite") - before, 2);
}

#[test]
fn where_a_limit_cut_off_older_activities_the_view_says_from_when_it_is_whole() {
    let (world, acme) = world();
    let today = Day::parse("2027-01-15").unwrap();
    let done = |n: u16| {
        let newest = Day::parse("2027-01-14").unwrap();
        let row = |back: u16| json!({ "Id": format!("00TAc000000{back:04}"), "Subject": "Call", "ActivityDate": newest.earlier(back).to_string() });
        Value::from((0..n).map(row).collect::<Vec<_>>())
    };
    for (there, from) in [(49, None), (50, Some("2026-11-27"))] {
        acme.rows("AND IsClosed = true", done(there));
        let view = view(&world, &ada(), true).unwrap();
        let from = from.map(|day| Day::parse(day).unwrap());
        let sources = TabName::Insights.sources();
        assert_eq!(whole_from(&view.older, sources, today), from, "{there}");
        assert_eq!(
            whole_from(&view.older, &[Source::Calls], today),
            from,
            "{there}"
        );
    }
}
