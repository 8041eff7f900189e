//! Older activities: pages that begin where the ones before end, one call each, and a list without gaps.

use crate::support::record_view::{ada, describe, insight, record, view, world};
use crate::support::salesforce_org::Acme;
use crate::world::{Life, World};
use msi_actions::base::{Day, ObjectType, RecordRef};
use msi_actions::insight::{ActivityKind, ActivityPage, Older, Source, TabName, whole_from};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

const COMPOSITE: &str = "/services/data/v67.0/composite";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The queries of the last composite.
fn hear(world: &World) -> Rc<RefCell<Vec<String>>> {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let own = Rc::clone(&heard);
    world.on_http(move |_, request| {
        let body: Value = serde_json::from_slice(request.body()).ok()?;
        let steps = body["compositeRequest"].as_array()?.iter();
        let queries = steps.filter_map(|step| {
            let (_, query) = step["url"].as_str()?.split_once('?')?;
            let (_, soql) = url::form_urlencoded::parse(query.as_bytes()).next()?;
            Some(soql.into_owned())
        });
        *own.borrow_mut() = queries.collect();
        None
    });
    heard
}

fn ask(world: &Rc<World>, of: &RecordRef, week: Option<&str>, older: &[Older]) -> ActivityPage {
    let insight = insight(world);
    let page = insight.older(of, false, week.map(day), older);
    Life::begin(world).run(page).unwrap().unwrap()
}

/// Fifty tasks and fifty mails, so that there may be more; the last ones are of 1 January.
fn busy(acme: &Acme) {
    acme.step("Event/describe", 200, describe(&["StartDateTime"]));
    let at = |n: u16| match n {
        49 => "2027-01-01T09:00:00.000+0000".to_owned(),
        n => format!("2027-01-14T09:{n:02}:00.000+0000"),
    };
    let task = |n: u16| {
        json!({ "Id": format!("00TAc00000002{n:02}"), "Subject": "Call", "TaskSubtype": "Call",
        "ActivityDate": "2027-01-05", "CompletedDateTime": at(n) })
    };
    let mail = |n: u16| json!({ "Id": format!("02sAc00000002{n:02}"), "Subject": "Plans", "MessageDate": at(n) });
    let rows = |row: &dyn Fn(u16) -> Value| (0..50).map(row).collect::<Vec<_>>();
    acme.rows("AND IsClosed = true", rows(&task).into());
    acme.rows("FROM EmailMessage WHERE", rows(&mail).into());
}

#[test]
fn a_page_begins_after_the_last_row_of_each_source_and_is_one_call() {
    let (world, acme) = world();
    busy(&acme);
    let view = view(&world, &ada(), false).unwrap();
    let sources: Vec<Source> = view.older.iter().map(|of| of.source).collect();
    assert_eq!(
        sources,
        [
            Source::Tasks,
            Source::Mails,
            Source::Calls,
            Source::Meetings
        ]
    );
    let of = |source: Source| view.older.iter().find(|of| of.source == source).cloned();
    assert_eq!(
        of(Source::Tasks).unwrap().read_from,
        Some(day("2027-01-02"))
    );

    let heard = hear(&world);
    let calls = acme.count(COMPOSITE);
    acme.rows(
        "AND IsClosed = true",
        json!([{ "Id": "00TAc0000000901", "Subject": "Older call",
        "TaskSubtype": "Call", "CompletedDateTime": "2026-12-01T09:00:00.000+0000" }]),
    );
    acme.rows("FROM EmailMessage WHERE", json!([]));
    let of_all: Vec<Older> = [Source::Tasks, Source::Mails, Source::Meetings]
        .into_iter()
        .filter_map(of)
        .collect();
    let page = ask(&world, &ada(), None, &of_all);
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    let subjects: Vec<&str> = page
        .activities
        .iter()
        .map(|one| one.subject.as_str())
        .collect();
    assert_eq!((subjects, page.older), (vec!["Older call"], vec![]));
    let at = "2027-01-01T09:00:00.000Z";
    let tasks = format!(
        "WHERE WhoId = '00QAc0000000001MAA' AND IsClosed = true AND (CompletedDateTime < {at} OR CompletedDateTime = null \
         OR (CompletedDateTime = {at} AND (ActivityDate < 2027-01-05 OR ActivityDate = null OR (ActivityDate = 2027-01-05 \
         AND (Id > '00TAc0000000249MAA'))))) AND IsDeleted = false ORDER BY CompletedDateTime DESC NULLS LAST, ActivityDate DESC NULLS LAST, Id ASC LIMIT 50"
    );
    let heard = heard.borrow();
    assert!(heard[0].ends_with(&tasks), "{}", heard[0]);
    let mails = format!(
        "AND Status != '5' AND (MessageDate < {at} OR MessageDate = null OR (MessageDate = {at} AND (Id > '02sAc0000000249IAA'))) \
         ORDER BY MessageDate DESC NULLS LAST, Id ASC LIMIT 50"
    );
    assert!(heard[1].ends_with(&mails), "{}", heard[1]);
    assert!(
        heard[2].contains(
            "FROM Event WHERE WhoId = '00QAc0000000001MAA' AND StartDateTime < LAST_N_DAYS:90"
        ),
        "{}",
        heard[2]
    );
}

#[test]
fn calls_alone_and_one_week_alone_are_read_too() {
    let (world, acme) = world();
    busy(&acme);
    let view = view(&world, &ada(), false).unwrap();
    let calls = view.older.iter().find(|of| of.source == Source::Calls);
    let heard = hear(&world);
    let page = ask(&world, &ada(), None, &[calls.unwrap().clone()]);
    assert_eq!(page.older[0].source, Source::Calls, "it goes on as itself");
    assert_eq!(heard.borrow().len(), 1);
    let only = " AND TaskSubtype = 'Call' AND IsDeleted = false ORDER BY";
    assert!(heard.borrow()[0].contains(only), "{heard:?}");

    // Thursday, 14 January, in a week that began on the 11th; today is the 15th.
    let all = TabName::Insights.sources();
    let all: Vec<Older> = all.iter().map(|source| Older::all_of(*source)).collect();
    let navy = record(ObjectType::Account, "001Ac0000000001");
    let heard = hear(&world);
    ask(&world, &navy, Some("2027-01-11"), &all);
    let this = "AND ((ActivityDate >= 2027-01-11 AND ActivityDate < 2027-01-18) OR (ActivityDate = null AND CompletedDateTime >= N_DAYS_AGO:4)) AND IsDeleted";
    assert!(heard.borrow()[0].contains(this), "{heard:?}");
    assert_eq!(heard.borrow().len(), 3, "an account is in no campaign");
    ask(&world, &navy, Some("2026-12-28"), &all);
    let before = "RelatedToId = '001Ac0000000001IAA' AND Status != '5' AND (MessageDate >= N_DAYS_AGO:18 AND MessageDate < N_DAYS_AGO:11) ORDER";
    assert!(heard.borrow()[1].contains(before), "{heard:?}");
}

#[test]
fn the_weeks_are_counted_by_one_call_of_five_queries_and_a_mail_and_its_task_count_once() {
    let (world, acme) = world();
    let mail = describe(&["MessageDate", "Incoming", "ActivityId"]);
    acme.step("EmailMessage/describe", 200, mail);
    acme.step("Event/describe", 200, describe(&["StartDateTime"]));
    acme.rows(
        "SELECT ActivityDate day",
        json!([{ "day": "2026-12-01", "TaskSubtype": "Email", "n": 6 }, { "day": "2026-12-01", "TaskSubtype": "Call", "n": 2 }]),
    );
    acme.rows(
        "AND ActivityDate = null",
        json!([{ "day": "2026-12-02", "TaskSubtype": null, "n": 1 }]),
    );
    acme.rows(
        "FROM EmailMessage WHERE",
        json!([{ "day": "2026-12-01", "Incoming": true, "n": 3 }, { "day": "2026-12-01", "Incoming": false, "n": 5 }]),
    );
    acme.rows("AND ActivityId", json!([{ "day": "2026-12-01", "n": 5 }]));
    acme.rows("FROM Event WHERE", json!([{ "day": "2026-12-03", "n": 4 }]));
    let heard = hear(&world);
    let calls = acme.count(COMPOSITE);
    let insight = insight(&world);
    let of = ada();
    let counted = insight.count_days(&of, false);
    let counted = Life::begin(&world).run(counted).unwrap().unwrap();
    assert_eq!(
        (acme.count(COMPOSITE), heard.borrow().len()),
        (calls + 2, 5)
    );
    let found: Vec<_> = counted
        .iter()
        .map(|of| (of.day.to_string(), of.kind, of.theirs, of.count))
        .collect();
    let of = |day: &str, kind, theirs, count| (format!("2026-12-{day}"), kind, theirs, count);
    assert_eq!(
        found,
        [
            of("01", ActivityKind::Email, true, 3),
            of("01", ActivityKind::Email, false, 5),
            of("03", ActivityKind::Meeting, false, 4),
            of("01", ActivityKind::Call, false, 2),
            of("02", ActivityKind::Task, false, 1),
            of("01", ActivityKind::Email, false, 1),
        ]
    );
    let day = "DAY_ONLY(convertTimezone(CompletedDateTime))";
    let undated = format!(
        "SELECT {day} day, TaskSubtype, COUNT(Id) n FROM Task WHERE WhoId = '00QAc0000000001MAA' AND IsClosed = true \
         AND ActivityDate = null AND CompletedDateTime >= LAST_N_DAYS:90 GROUP BY {day}, TaskSubtype"
    );
    assert!(heard.borrow().contains(&undated), "{heard:?}");
}

#[test]
fn a_contacts_whole_account_is_one_call_from_the_start() {
    let (world, acme) = world();
    acme.step("Event/describe", 200, describe(&["StartDateTime"]));
    let row = json!({ "Name": "Grace Hopper", "AccountId": "001Ac0000000001" });
    acme.step("sobjects/Contact/", 200, row);
    let grace = record(ObjectType::Contact, "003Ac0000000001");
    view(&world, &grace, false).unwrap();
    acme.rows(
        "FROM Task WHERE AccountId",
        json!([{ "Id": "00TAc0000000077", "Who": { "Name": "Alan Turing" } }]),
    );
    let heard = hear(&world);
    let calls = acme.count(COMPOSITE);
    let sources = [Source::Tasks, Source::Meetings].map(Older::all_of);
    let insight = insight(&world);
    let page = insight.older(&grace, true, None, &sources);
    let page = Life::begin(&world).run(page).unwrap().unwrap();
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    assert_eq!(page.activities[0].who.as_deref(), Some("Alan Turing"));
    let meetings = "FROM Event WHERE AccountId = '001Ac0000000001IAA' AND IsDeleted = false";
    assert!(heard.borrow()[1].contains(meetings), "{heard:?}");
}

#[test]
fn a_list_is_whole_from_the_day_on_which_its_first_source_ends() {
    let of = |source: Source, from: Option<&str>| Older {
        read_from: from.map(day),
        ..Older::all_of(source)
    };
    let older = [
        of(Source::Tasks, Some("2026-12-01")),
        of(Source::Mails, Some("2027-01-02")),
        of(Source::Meetings, Some("2027-03-01")),
        of(Source::Campaigns, None),
    ];
    let today = day("2027-01-15");
    let from = |sources: &[Source]| whole_from(&older, sources, today);
    assert_eq!(from(TabName::Insights.sources()), Some(day("2027-01-02")));
    assert_eq!(from(&[Source::Tasks]), Some(day("2026-12-01")));
    assert_eq!(from(&[Source::Meetings, Source::Campaigns]), None);
}

#[test]
fn many_meetings_to_come_do_not_hide_the_last_ones() {
    let (world, acme) = world();
    acme.step("Event/describe", 200, describe(&["StartDateTime"]));
    let heard = hear(&world);
    let event = |id: String, at: String| json!({ "Id": id, "StartDateTime": at });
    let to_come = (1..=28).rev().map(|n| {
        event(
            format!("00UAc000000001{n:02}"),
            format!("2027-02-{n:02}T09:00:00.000+0000"),
        )
    });
    let past = (1..=3).rev().map(|n| {
        event(
            format!("00UAc000000002{n:02}"),
            format!("2027-01-{n:02}T09:00:00.000+0000"),
        )
    });
    let events: Vec<Value> = to_come.chain(past).collect();
    let row = json!([{ "Owner": null, "Events": { "records": events } }]);
    acme.rows("FROM Lead WHERE Id", row);
    let view = view(&world, &ada(), false).unwrap();
    let query = heard
        .borrow()
        .iter()
        .find(|soql| soql.contains("FROM Events"))
        .cloned();
    let (_, limit) = query.as_deref().unwrap().split_once("FROM Events").unwrap();
    assert!(limit.contains("LIMIT 100)"), "{limit}");
    let meetings = view.activities.iter();
    let meetings = meetings.filter(|one| one.kind == ActivityKind::Meeting);
    let held = meetings.clone().filter(|one| !one.open);
    assert_eq!((held.count(), meetings.count()), (3, 31));
    // All of ninety days was read: the older ones begin there.
    let meetings = view.older.iter().find(|of| of.source == Source::Meetings);
    assert!(meetings.unwrap().after.is_none());
}
