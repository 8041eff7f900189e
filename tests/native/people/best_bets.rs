//! Best Bets: what is asked, in which order people stand, who is hidden, and how often Salesforce is asked.

use crate::support::salesforce_org::{Acme, JO, SAM, org};
use crate::support::worker::{Asked, set_up, signs_in};
use crate::world::{BrowserCall, World};
use msi_actions::base::{Day, Millis, ObjectType, RecordId, RecordRef, Topic, UnsentWork};
use msi_actions::people::{
    FRESH, HideFor, Limits, OrgPeople, PAGE, PeopleList, PersonRow, Shown, Source, shown, statuses,
    top,
};
use msi_actions::protocol::{GetMorePeople, GetPeople, HidePerson, Sender};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

pub const COMPOSITE: &str = "/services/data/v67.0/composite";
pub const LEADS: &str = "FROM Lead WHERE OwnerId";
pub const CONTACTS: &str = "FROM Contact WHERE OwnerId";
const OF_ACCOUNTS: &str = "FROM Contact WHERE Account.OwnerId";
const OF_OPPORTUNITIES: &str = "FROM OpportunityContactRole WHERE Opportunity.OwnerId";

pub fn lead(n: usize, name: &str, priority: Value, flames: u8) -> Value {
    json!({ "Id": format!("00QAc000000{n:04}"), "Name": name, "Company": "Analytical Engines",
        "Title": "CTO", "Status": "Open", "mkto_si__Priority__c": priority,
        "mkto_si__Urgency_Value__c": flames, "mkto_si__Relative_Score_Value__c": 1.0,
        "mkto_si__Last_Interesting_Moment_Desc__c": "Visited the pricing page",
        "mkto_si__Last_Interesting_Moment_Type__c": "Web",
        "mkto_si__Last_Interesting_Moment_Date__c": "2026-11-20T08:00:00.000+0000",
        "LastActivityDate": "2026-11-18" })
}

pub fn contact(n: usize, name: &str, priority: i32) -> Value {
    json!({ "Id": format!("003Ac000000{n:04}"), "Name": name, "Account": { "Name": "Navy" },
        "mkto_si__Priority__c": priority, "LastActivityDate": null })
}

pub fn person(id: &str) -> RecordRef {
    let id = RecordId::parse(id).unwrap();
    let object = id.object().unwrap();
    assert!(matches!(object, ObjectType::Lead | ObjectType::Contact));
    let org = org();
    RecordRef { org, object, id }
}

/// An org with two leads and a contact of the rep's own, who has a role, too.
pub fn with_people() -> (Asked, Rc<Acme>) {
    let (asked, acme) = set_up();
    let leads = [
        lead(1, "Ada Lovelace", json!(5), 2),
        lead(2, "Alan Turing", Value::Null, 3),
    ];
    acme.rows(LEADS, json!(leads));
    acme.rows(CONTACTS, json!([contact(1, "Grace Hopper", 6)]));
    acme.rows(OF_ACCOUNTS, json!([]));
    acme.rows(OF_OPPORTUNITIES, json!([contact(1, "Grace Hopper", 6)]));
    (asked, acme)
}

pub fn list(asked: &mut Asked, list: PeopleList, refresh: bool) -> OrgPeople {
    let request = GetPeople { list, refresh };
    let view = asked.ask(Sender::App, request).unwrap();
    asked.life.settle().unwrap();
    let [people] = &view.orgs[..] else {
        panic!("not one org: {view:?}");
    };
    people.clone()
}

fn bets(asked: &mut Asked) -> OrgPeople {
    list(asked, PeopleList::BestBets, false)
}

pub fn names(people: &[PersonRow]) -> Vec<&str> {
    people.iter().map(|person| person.name.as_str()).collect()
}

/// The queries of the requests since `from`.
pub fn queries(world: &World, from: usize) -> Vec<String> {
    let requests = world.requests();
    let bodies = requests[from..]
        .iter()
        .filter_map(|request| serde_json::from_slice::<Value>(request.body()).ok());
    let urls = bodies.flat_map(|body| {
        let steps = body["compositeRequest"].as_array().cloned();
        steps.unwrap_or_default()
    });
    let soql = urls.filter_map(|step| {
        let query = step["url"].as_str()?.split_once("/query?")?.1.to_owned();
        let (_, soql) = url::form_urlencoded::parse(query.as_bytes()).next()?;
        Some(soql.into_owned())
    });
    soql.collect()
}

#[test]
fn the_highest_priority_comes_first_and_somebody_of_two_sources_once() {
    let (mut asked, _acme) = with_people();
    let seen = bets(&mut asked);
    assert_eq!(
        names(&seen.people),
        ["Grace Hopper", "Ada Lovelace", "Alan Turing"]
    );
    assert!(seen.marketo);
    assert_eq!(seen.more, []);
    let [grace, ada, _] = &seen.people[..] else {
        panic!("{seen:?}")
    };
    let twice = [Source::Contacts, Source::OpportunityContacts];
    assert_eq!(grace.sources, twice);
    assert_eq!(grace.company.as_deref(), Some("Navy"));
    assert_eq!(ada.status.as_deref(), Some("Open"));
    let moment = ada.moment.as_ref().unwrap();
    assert_eq!(moment.description, "Visited the pricing page");
    assert!(moment.at.is_some());
}

#[test]
fn of_one_priority_flames_then_stars_then_the_last_activity_decide() {
    let (mut asked, acme) = with_people();
    let row = |n, name, flames, stars, day: Value| {
        let mut row = lead(n, name, json!(4), flames);
        row["mkto_si__Relative_Score_Value__c"] = json!(stars);
        row["LastActivityDate"] = day;
        row
    };
    let leads = [
        row(1, "without activity", 1, 1, Value::Null),
        row(2, "recent", 1, 1, json!("2026-11-20")),
        row(3, "stars", 1, 2, Value::Null),
        row(4, "flames", 2, 0, Value::Null),
    ];
    acme.rows(LEADS, json!(leads));
    acme.rows(CONTACTS, json!([]));
    acme.rows(OF_OPPORTUNITIES, json!([]));
    let seen = bets(&mut asked);
    let order = ["flames", "stars", "recent", "without activity"];
    assert_eq!(names(&seen.people), order);
}

#[test]
fn an_org_is_asked_once_and_not_again_while_the_answer_is_fresh() {
    let (mut asked, acme) = with_people();
    let (before, first) = (acme.count(COMPOSITE), asked.world.requests().len());
    let seen = bets(&mut asked);
    // One for the fields that the rep sees, which is kept for a day.
    assert_eq!(acme.count(COMPOSITE), before + 2);
    let asked_for = queries(&asked.world, first);
    let of_people = asked_for
        .iter()
        .filter(|query| !query.contains("TaskStatus"));
    assert_eq!(of_people.count(), 4, "{asked_for:?}");
    assert_eq!(bets(&mut asked), seen);
    assert_eq!(acme.count(COMPOSITE), before + 2);

    asked.life.pass(FRESH).unwrap();
    acme.rows(CONTACTS, json!([]));
    acme.rows(OF_OPPORTUNITIES, json!([]));
    asked.world.take_calls();
    assert_eq!(bets(&mut asked), seen, "at once, as they were");
    assert_eq!(acme.count(COMPOSITE), before + 3);
    let changed = BrowserCall::Changed(Topic::People);
    assert!(asked.world.take_calls().contains(&changed));
    assert_eq!(names(&bets(&mut asked).people).len(), 2);
    assert_eq!(acme.count(COMPOSITE), before + 3);
}

#[test]
fn where_salesforce_cannot_be_asked_the_people_stay_with_the_reason() {
    let (mut asked, acme) = with_people();
    let seen = bets(&mut asked);
    let busy = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "" }]);
    acme.step(LEADS, 503, busy);
    let old = list(&mut asked, PeopleList::BestBets, true);
    assert_eq!(old.people, seen.people);
    assert!(old.fault.is_some());
    let calls = acme.count(COMPOSITE);
    bets(&mut asked);
    assert_eq!(acme.count(COMPOSITE), calls, "looking asks no more");
    acme.rows(LEADS, json!([]));
    assert_eq!(list(&mut asked, PeopleList::BestBets, true).fault, None);
}

#[test]
fn fields_that_the_rep_does_not_see_are_not_asked_for() {
    let (mut asked, acme) = with_people();
    let plain = json!({ "createable": true, "fields": [
        { "name": "LastActivityDate", "createable": false, "length": 0 } ] });
    acme.step("Lead/describe", 200, plain.clone());
    acme.step("Contact/describe", 200, plain);
    let none = json!([{ "errorCode": "NOT_FOUND", "message": "" }]);
    acme.step("OpportunityContactRole/describe", 404, none);
    let first = asked.world.requests().len();
    let seen = bets(&mut asked);
    assert!(!seen.marketo);
    let asked_for = queries(&asked.world, first);
    let of_people: Vec<&str> = asked_for
        .iter()
        .map(String::as_str)
        .filter(|query| !query.contains("TaskStatus"))
        .collect();
    let order = "ORDER BY LastActivityDate DESC NULLS LAST, Id ASC LIMIT 51";
    assert_eq!(
        of_people,
        [
            format!(
                "SELECT Id, Name, LastActivityDate, Company FROM Lead WHERE OwnerId = '{JO}' \
                 AND IsConverted = false {order}"
            ),
            format!(
                "SELECT Id, Name, LastActivityDate FROM Contact WHERE OwnerId = '{JO}' {order}"
            ),
        ]
    );
}

#[test]
fn the_next_page_begins_after_the_people_who_are_known() {
    let (mut asked, acme) = with_people();
    let page = |from: usize, count: usize| -> Vec<Value> {
        let rows = from..from + count;
        rows.map(|n| lead(n, &format!("Lead {n}"), json!(9), 0))
            .collect()
    };
    acme.rows(LEADS, json!(page(0, PAGE + 1)));
    let seen = bets(&mut asked);
    assert_eq!(seen.more, [Source::Leads]);
    assert_eq!(seen.people.len(), PAGE + 1, "with Grace");
    let (calls, first) = (acme.count(COMPOSITE), asked.world.requests().len());
    acme.rows(LEADS, json!(page(PAGE, 7)));
    let more = |asked: &mut Asked, sources| {
        let request = GetMorePeople {
            org: org(),
            sources,
        };
        asked.ask(Sender::App, request).unwrap().orgs.remove(0)
    };
    let seen = more(&mut asked, vec![Source::Contacts]);
    assert_eq!(
        (seen.people.len(), acme.count(COMPOSITE)),
        (PAGE + 1, calls)
    );
    let seen = more(&mut asked, Vec::new());
    assert_eq!((seen.people.len(), seen.more), (PAGE + 8, Vec::new()));
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    let asked_for = queries(&asked.world, first);
    assert!(
        asked_for[0].ends_with("LIMIT 51 OFFSET 50"),
        "{asked_for:?}"
    );
    assert_eq!(asked_for.len(), 1);
}

#[test]
fn who_is_hidden_comes_back_after_so_many_days_or_when_the_rep_says_so() {
    let (mut asked, _acme) = with_people();
    bets(&mut asked);
    let ada = person("00QAc0000000001");
    let hide = |asked: &mut Asked, how_long| {
        let record = ada.clone();
        asked
            .ask(Sender::App, HidePerson { record, how_long })
            .unwrap();
    };
    let visible = Shown {
        words: String::new(),
        sources: Vec::new(),
        hidden: false,
        limits: Limits::default(),
    };
    let here = |asked: &mut Asked| {
        let people = bets(asked).people;
        let people = shown(&people, &visible, Millis(0), today());
        people.iter().any(|person| person.id == ada.id)
    };
    hide(&mut asked, Some(HideFor::Week));
    assert!(!here(&mut asked));
    asked
        .life
        .pass(Duration::from_secs(7 * 86_400 - 60))
        .unwrap();
    assert!(!here(&mut asked));
    asked.life.pass(Duration::from_secs(61)).unwrap();
    assert!(here(&mut asked));
    hide(&mut asked, Some(HideFor::Month));
    assert!(!here(&mut asked));
    hide(&mut asked, None);
    assert!(here(&mut asked));
}

#[test]
fn nobody_sees_whom_another_user_of_the_org_has() {
    let (mut asked, acme) = with_people();
    bets(&mut asked);
    acme.rows(LEADS, json!([]));
    acme.rows(CONTACTS, json!([]));
    acme.rows(OF_OPPORTUNITIES, json!([]));
    signs_in(&mut asked, &acme, SAM, UnsentWork::Keep);
    assert_eq!(names(&bets(&mut asked).people), Vec::<&str>::new());
}

#[test]
fn a_list_is_limited_by_words_and_sources() {
    let (mut asked, _acme) = with_people();
    let all = bets(&mut asked).people;
    let of = |words: &str, sources: &[Source]| {
        let limits = Shown {
            words: words.into(),
            sources: sources.to_vec(),
            hidden: false,
            limits: Limits::default(),
        };
        shown(&all, &limits, Millis(0), today())
            .iter()
            .map(|person| person.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("", &[Source::Leads]), ["Ada Lovelace", "Alan Turing"]);
    assert_eq!(of("", &[Source::OpportunityContacts]), ["Grace Hopper"]);
    assert_eq!(of("engines LOVE", &[]), ["Ada Lovelace"]);
    assert_eq!(of("cto open turing", &[]), ["Alan Turing"]);
    assert_eq!(of("nobody", &[]), Vec::<String>::new());
}

fn today() -> Day {
    Day::parse("2026-11-30").unwrap()
}

#[test]
fn a_list_is_limited_by_single_fields() {
    let (mut asked, _acme) = with_people();
    let all = bets(&mut asked).people;
    assert_eq!(statuses(&all), ["Open"]);
    // Ten days after the moment of both leads.
    let now = Millis(1_796_112_000_000);
    let of = |limits: Limits| {
        let all = all.iter().filter(|person| limits.fit(person, now, today()));
        all.map(|person| person.name.as_str()).collect::<Vec<_>>()
    };
    let any = Limits::default;
    assert_eq!(of(any()).len(), 3);
    let open = Some("Open".to_owned());
    let leads = ["Ada Lovelace", "Alan Turing"];
    assert_eq!(
        of(Limits {
            status: open,
            ..any()
        }),
        leads
    );
    assert_eq!(of(Limits { flames: 3, ..any() }), ["Alan Turing"]);
    assert_eq!(
        of(Limits {
            stars: 1,
            flames: 2,
            ..any()
        }),
        leads
    );
    assert_eq!(
        of(Limits {
            moment_within: Some(7),
            ..any()
        }),
        Vec::<&str>::new()
    );
    assert_eq!(
        of(Limits {
            moment_within: Some(30),
            ..any()
        }),
        leads
    );
    // Nothing was ever logged on Grace, and something on both leads twelve days ago.
    assert_eq!(
        of(Limits {
            quiet_for: Some(7),
            ..any()
        })
        .len(),
        3
    );
    assert_eq!(
        of(Limits {
            quiet_for: Some(30),
            ..any()
        }),
        ["Grace Hopper"]
    );
}

#[test]
fn the_first_of_several_orgs_stand_by_priority_not_by_org() {
    let (mut asked, _acme) = with_people();
    let one = bets(&mut asked);
    let mut other = one.clone();
    other.people.truncate(1);
    other.people[0].priority = Some(9);
    let all = [one, other];
    let priorities: Vec<_> = top(&all, 3)
        .iter()
        .map(|(_, person)| person.priority)
        .collect();
    assert_eq!(priorities, [Some(9), Some(6), Some(5)]);
}
