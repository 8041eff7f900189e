//! The panel beside a list of leads or contacts: the rows that the page names, the people behind them, and what is
//! done with all of them.

use crate::people::best_bets::{contact, lead, queries};
use crate::support::salesforce_org::{Acme, SAM, org};
use crate::support::worker::{ADA, Asked, TAB, code, keep, lightning, mail, page, panel, set_up};
use crate::world::{BrowserCall, World, json as answer};
use msi_actions::actions::{AddTask, Form, MOST_PEOPLE};
use msi_actions::base::{
    ActionKind, Fault, IntentId, ObjectType, Provider, RecordId, RecordRef, Topic, UnsentWork,
    WindowId,
};
use msi_actions::outbox::OutboxState;
use msi_actions::panel::{DraftView, ListPeople, ListRows, PanelView, proposed};
use msi_actions::people::PeopleList;
use msi_actions::ports::{Clock, HttpRequest, NetworkError};
use msi_actions::protocol::{
    GetDiagnostics, GetListPeople, GetOutbox, GetPeople, GetRecordNow, Look, OpenFormForSeveral,
    PageOrder, RowsChecked, Sender, SetPanel, SidePanelOpened, SignOut, Submit, WatchPeople,
};
use msi_actions::salesforce::page::{ListPage, Page};
use msi_actions::salesforce::{INTENT_FIELD, Purpose};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

const LEADS: &str =
    "https://acme.lightning.force.com/lightning/o/Lead/list?filterName=AllOpenLeads";
const CONTACTS: &str = "https://acme.my.salesforce.com/003?fcf=00BAc0000000001";
/// The page in the tab is asked for its checked rows.
const WATCH: BrowserCall = BrowserCall::WatchRows(TAB);
const IN_IDS: &str = "FROM Lead WHERE Id IN";

fn ids(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|n| format!("00QAc000000{n:04}")).collect()
}

fn parsed(ids: &[String]) -> Vec<RecordId> {
    ids.iter().map(|id| RecordId::parse(id).unwrap()).collect()
}

/// So many leads, each with an address; the query has no more than was asked for.
fn with_leads(acme: &Acme, count: usize) {
    let rows = (1..=count).map(|n| {
        let mut row = lead(n, &format!("Person {n}"), Value::Null, 0);
        row["Email"] = match n {
            1 => "ada@analytical.example".into(),
            n => format!("p{n}@x{n}.example").into(),
        };
        row
    });
    acme.rows(IN_IDS, rows.collect());
}

fn rows(asked: &mut Asked, url: &str) -> ListRows {
    match asked.ask(panel(url), GetRecordNow {}).unwrap() {
        PanelView::List(rows) => *rows,
        other => panic!("{other:?}"),
    }
}

fn check(asked: &mut Asked, url: &str, ids: &[String]) {
    let ids = ids.to_vec();
    asked.ask(page(url), RowsChecked { ids }).unwrap();
}

fn people(asked: &mut Asked, url: &str, ids: &[String]) -> Result<ListPeople, Fault> {
    let ids = parsed(ids);
    asked.ask(panel(url), GetListPeople { ids })
}

fn open(asked: &mut Asked, list: &ListPeople, action: ActionKind) -> DraftView {
    let record = list.view.facts.record.clone();
    let today = asked.world.today();
    let people = list.view.facts.people.clone();
    let request = OpenFormForSeveral {
        record,
        action,
        people,
        today,
    };
    asked.ask(panel(LEADS), request).unwrap()
}

/// The bodies of the requests whose path ends so.
fn bodies(world: &World, path: &str) -> Vec<Value> {
    let requests = world.requests();
    let of = requests
        .iter()
        .filter(|request| request.uri().path().ends_with(path));
    of.filter_map(|request| serde_json::from_slice(request.body()).ok())
        .collect()
}

#[test]
fn beside_a_list_the_panel_is_collapsed_until_the_rep_opens_it_there() {
    let (mut asked, acme) = set_up();
    let place = |asked: &mut Asked, url: &str| {
        asked.world.take_calls();
        let PageOrder::Mount { collapsed, .. } =
            asked.ask(page(url), Look { seen: false }).unwrap()
        else {
            panic!("no panel");
        };
        asked.life.settle().unwrap();
        (collapsed, asked.world.take_calls().contains(&WATCH))
    };
    let calls = acme.asked.borrow().clone();
    for url in [LEADS, CONTACTS] {
        assert_eq!(place(&mut asked, url), (true, false), "{url}");
    }
    let (collapsed, width) = (false, 400);
    asked
        .ask(page(LEADS), SetPanel { collapsed, width })
        .unwrap();
    assert_eq!(place(&mut asked, CONTACTS), (false, true));
    let collapsed = true;
    asked
        .ask(panel(&lightning(ADA)), SetPanel { collapsed, width })
        .unwrap();
    assert_eq!(place(&mut asked, LEADS), (false, true), "by themselves");
    assert_eq!(place(&mut asked, &lightning(ADA)), (true, false));
    for none in ["003/o", "001?fcf=00BAc0000000001", "00Q/e"] {
        let url = format!("https://acme.my.salesforce.com/{none}");
        let order = asked.ask(page(&url), Look { seen: false }).unwrap();
        assert_eq!(order, PageOrder::Unmount, "{none}");
    }
    assert_eq!(rows(&mut asked, LEADS).checked, []);
    assert_eq!(*acme.asked.borrow(), calls, "no call of Salesforce");
}

/// A list in the Classic console as its frame's address names it (seen in public code).
const IN_CONSOLE: &str = "https://acme.my.salesforce.com/00Q?fcf=00BAc0000000001&rolodexIndex=-1&page=1&isdtp=nv&nonce=9ba10f&sfdcIFrameOrigin=https%3A%2F%2Facme.my.salesforce.com";

#[test]
fn in_the_classic_console_the_list_is_that_of_the_frame_that_the_page_shows() {
    let (mut asked, acme) = set_up();
    let console = "https://acme.my.salesforce.com/console";
    let order = |asked: &mut Asked, url: &str| asked.ask(page(url), Look { seen: false }).unwrap();
    let calls = acme.asked.borrow().clone();
    let nothing: [&[&str]; 3] = [
        &[],
        &["https://acme.my.salesforce.com/006?fcf=00BAc0000000001&isdtp=nv"],
        // Another org's, in a page of this one.
        &[
            "https://globex.my.salesforce.com/00Q?fcf=00BAc0000000001",
            "about:blank",
        ],
    ];
    for frames in nothing {
        asked.world.shows_frames(TAB, frames);
        assert_eq!(order(&mut asked, console), PageOrder::Unmount, "{frames:?}");
    }
    asked.world.shows_frames(TAB, &["about:blank", IN_CONSOLE]);
    assert!(matches!(
        order(&mut asked, console),
        PageOrder::Mount {
            collapsed: true,
            ..
        }
    ));
    check(&mut asked, console, &ids(1, 3));
    let shown = rows(&mut asked, console);
    assert_eq!(shown.checked, parsed(&ids(1, 3)));
    assert_eq!(shown.list, list_at(IN_CONSOLE));
    // Another view in the same frame: of its rows nothing is known.
    let other = IN_CONSOLE.replace("00BAc0000000001", "00BAc0000000002");
    asked.world.shows_frames(TAB, &[&other]);
    assert_eq!(rows(&mut asked, console).checked, []);
    assert_eq!(*acme.asked.borrow(), calls, "no call of Salesforce");
    with_leads(&acme, 2);
    assert_eq!(
        people(&mut asked, console, &ids(1, 3))
            .unwrap()
            .view
            .facts
            .people
            .len(),
        2
    );
    // A record in front has a page's address of its own: nobody asks for frames.
    asked.world.take_calls();
    let record = format!("{console}#%2F{ADA}");
    assert!(matches!(
        order(&mut asked, &record),
        PageOrder::Mount { .. }
    ));
    assert!(!asked.world.take_calls().contains(&BrowserCall::Frames(TAB)));
    // And in a page that is no console a frame says nothing.
    asked.world.shows_frames(TAB, &[IN_CONSOLE]);
    let home = "https://acme.my.salesforce.com/home/home.jsp";
    assert_eq!(order(&mut asked, home), PageOrder::Unmount);
}

fn list_at(url: &str) -> ListPage {
    let url = Url::parse(url).unwrap();
    ListPage::of(&url, &Page::recognise(&url)).unwrap()
}

#[test]
fn what_a_page_names_is_only_a_proposal() {
    let (mut asked, acme) = set_up();
    let calls = acme.asked.borrow().clone();
    let mut named = vec![
        "00QAc0000000001".to_owned(),
        "00QAc0000000001MAA".to_owned(),
        "003Ac0000000001".to_owned(),
        "00QAc0000000001') OR Name != ('".to_owned(),
        "<img src=x>".to_owned(),
        String::new(),
        "x".repeat(100_000),
    ];
    named.extend(ids(2, 400));
    check(&mut asked, LEADS, &named);
    let checked = rows(&mut asked, LEADS).checked;
    assert_eq!(checked.len(), MOST_PEOPLE);
    assert_eq!(checked, parsed(&ids(1, 201)));
    // Of another list in the same tab, and of a record's page, nothing is known.
    let other = LEADS.replace("AllOpenLeads", "MyLeads");
    assert_eq!(rows(&mut asked, &other).checked, []);
    asked
        .ask(page(&lightning(ADA)), RowsChecked { ids: named })
        .unwrap();
    assert_eq!(rows(&mut asked, LEADS).checked, checked);
    let panel = panel(LEADS);
    let forged = asked.ask(panel, RowsChecked { ids: Vec::new() });
    assert_eq!(code(forged), "bug.not_yours_to_ask");
    assert_eq!(*acme.asked.borrow(), calls, "no call of Salesforce");
}

proptest! {
    #[test]
    fn whatever_is_named_is_few_leads_each_once(named in proptest::collection::vec("(00Q|003)?[a-zA-Z0-9]{0,18}|.{0,20}", 0..300)) {
        let found = proposed(ObjectType::Lead, &named);
        prop_assert!(found.len() <= MOST_PEOPLE);
        prop_assert!(found.iter().all(|id| id.as_str().starts_with("00Q")));
        let mut once = found.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), found.len());
    }
}

#[test]
fn two_hundred_selected_people_are_read_by_one_call_with_the_reps_rights() {
    let (mut asked, acme) = set_up();
    with_leads(&acme, 198);
    people(&mut asked, LEADS, &ids(1, 2)).unwrap(); // the schema of the day is read
    let before = asked.world.requests().len();
    let named = ids(1, 201);
    let list = people(&mut asked, LEADS, &named).unwrap();
    assert_eq!(asked.world.requests().len(), before + 1);
    assert_eq!((list.view.facts.people.len(), list.left_out), (198, 2));
    let [query] = &queries(&asked.world, before)[..] else {
        panic!("not one query");
    };
    assert!(query.contains("HasOptedOutOfEmail, ") || query.contains(", HasOptedOutOfEmail"));
    assert!(query.contains("OwnerId") && query.contains("IsConverted = false"));
    let order = list.view.facts.people.iter().map(|one| &one.record);
    assert!(order.eq(parsed(&named).iter().take(198)), "as in the list");
    let calls = asked.ask(Sender::App, GetDiagnostics {}).unwrap().calls;
    let counted = calls[0].1.iter().find(|of| of.purpose == Purpose::Lists);
    assert_eq!(counted.map(|of| of.today), Some(2));
}

#[test]
fn the_first_two_hundred_of_a_view_are_two_calls() {
    let (mut asked, acme) = set_up();
    with_leads(&acme, 200);
    people(&mut asked, LEADS, &ids(1, 2)).unwrap();
    let seen = Rc::<RefCell<Vec<String>>>::default();
    let log = Rc::clone(&seen);
    asked.world.on_http(move |_, request: &HttpRequest| {
        let path = request.uri().path_and_query()?.as_str();
        let of = path.strip_prefix("/services/data/v67.0/ui-api/list-records/")?;
        log.borrow_mut().push(of.to_owned());
        let records: Vec<Value> = ids(1, 201).iter().map(|id| json!({ "id": id })).collect();
        Some(Ok(answer(200, json!({ "records": records }))))
    });
    let before = asked.world.requests().len();
    let list = people(&mut asked, LEADS, &[]).unwrap();
    assert_eq!(asked.world.requests().len(), before + 2);
    assert_eq!((list.view.facts.people.len(), list.left_out), (200, 0));
    let by_id = "https://acme.my.salesforce.com/00Q?fcf=00BAc0000000001";
    people(&mut asked, by_id, &[]).unwrap();
    let by_id = "00BAc0000000001MAA?pageSize=200";
    assert_eq!(*seen.borrow(), ["Lead/AllOpenLeads?pageSize=200", by_id]);
}

#[test]
fn nobody_of_a_list_is_said_plainly() {
    let (mut asked, acme) = set_up();
    acme.rows(IN_IDS, json!([]));
    assert_eq!(code(people(&mut asked, LEADS, &ids(1, 3))), "worker.nobody");
    let on_record = people(&mut asked, &lightning(ADA), &ids(1, 3));
    assert_eq!(code(on_record), "worker.no_record");
    asked.world.on_page_of(TAB, Some(SAM), false);
    let foreign = people(&mut asked, LEADS, &ids(1, 3));
    assert_eq!(code(foreign), "worker.other_user");
}

#[test]
fn several_get_a_mail_each_and_one_whose_draft_waits_keeps_it() {
    let (mut asked, acme) = set_up();
    with_leads(&acme, 3);
    let list = people(&mut asked, LEADS, &ids(1, 4)).unwrap();
    let before = asked.world.requests().len();
    let Form::SendEmail(opened) = open(&mut asked, &list, ActionKind::SendEmail).form else {
        panic!("no mail");
    };
    assert_eq!(asked.world.requests().len(), before, "nothing more is read");
    assert!(opened.each.is_some());
    let to: Vec<_> = opened.to.iter().map(|who| who.address.as_str()).collect();
    assert_eq!(
        to,
        ["ada@analytical.example", "p2@x2.example", "p3@x3.example"]
    );
    let mut two = list.clone();
    two.view.facts.people.truncate(2);
    let Form::SendEmail(opened) = open(&mut asked, &two, ActionKind::SendEmail).form else {
        panic!("no mail");
    };
    assert!(opened.each.is_some() && opened.to.len() == 2);
    // What was written to the first of them is not thrown away.
    asked.ask(panel(&lightning(ADA)), keep(mail())).unwrap();
    let draft = open(&mut asked, &list, ActionKind::SendEmail);
    let Form::SendEmail(again) = &draft.form else {
        panic!("no mail");
    };
    assert!(draft.saved_at.is_some() && again.subject == "Hello");
    assert_eq!(again.to.len(), 3);
    // A form is for people of this list only.
    let other = RecordRef {
        org: org(),
        object: ObjectType::Contact,
        id: RecordId::parse("003Ac0000000001").unwrap(),
    };
    let request = OpenFormForSeveral {
        record: other,
        action: ActionKind::AddTask,
        people: Vec::new(),
        today: asked.world.today(),
    };
    let refused = asked.ask(panel(LEADS), request);
    assert_eq!(code(refused), "worker.other_record");
}

/// Opens a task for two, and submits it.
fn submit_task(asked: &mut Asked, acme: &Acme) {
    with_leads(acme, 2);
    let list = people(asked, LEADS, &ids(1, 3)).unwrap();
    let Form::AddTask(task) = open(asked, &list, ActionKind::AddTask).form else {
        panic!("no task");
    };
    assert_eq!(task.others.len(), 1);
    let form = Form::AddTask(AddTask {
        subject: "Send the quote".into(),
        ..task
    });
    let submit = Submit {
        intent: IntentId::new([5; 16]),
        record: list.view.facts.record.clone(),
        form,
        sure: Vec::new(),
    };
    asked.ask(panel(LEADS), submit).unwrap();
    asked.life.pass(Duration::from_secs(10)).unwrap();
}

fn described(acme: &Acme) {
    let fields = ["Subject", "WhoId", "OwnerId", "ActivityDate"];
    let field = |name| json!({ "name": name, "createable": true, "length": 255 });
    let task = json!({ "createable": true, "fields": fields.map(field) });
    acme.step("Task/describe", 200, task);
}

/// What Salesforce says of each record of a collection.
fn collections(world: &World, results: Value) {
    world.on_http(move |_, request: &HttpRequest| {
        let path = request.uri().path();
        path.ends_with("/composite/sobjects")
            .then(|| Ok(answer(200, results.clone())))
    });
}

#[test]
fn a_task_for_each_is_one_call() {
    let (mut asked, acme) = set_up();
    described(&acme);
    let ok = json!({ "success": true, "errors": [], "id": "00TAc0000000001" });
    collections(&asked.world, json!([ok, ok]));
    submit_task(&mut asked, &acme);
    let [body] = &bodies(&asked.world, "/composite/sobjects")[..] else {
        panic!("not one call");
    };
    let who = |n: usize| body["records"][n]["WhoId"].clone();
    assert_eq!(
        (who(0), who(1)),
        (
            parsed(&ids(1, 3))[0].as_str().into(),
            parsed(&ids(1, 3))[1].as_str().into()
        )
    );
    let outbox = asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    assert_eq!(outbox[0].state, OutboxState::Done { warning: None });
}

#[test]
fn who_gets_no_task_is_told_and_the_others_have_theirs() {
    let (mut asked, acme) = set_up();
    described(&acme);
    let ok = json!({ "success": true, "errors": [], "id": "00TAc0000000001" });
    let why = json!([{ "statusCode": "CANNOT_UPDATE_CONVERTED_LEAD", "message": "converted", "fields": [] }]);
    collections(
        &asked.world,
        json!([ok, { "success": false, "errors": why }]),
    );
    submit_task(&mut asked, &acme);
    let outbox = asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    let OutboxState::Done {
        warning: Some(fault),
    } = &outbox[0].state
    else {
        panic!("{:?}", outbox[0].state);
    };
    assert_eq!(fault.code.as_str(), "salesforce.written_in_part");
    assert!(fault.detail.as_deref().unwrap().starts_with("1/2: "));
    assert_eq!(bodies(&asked.world, "/composite/sobjects").len(), 1);
}

#[test]
fn after_a_lost_answer_any_of_the_tasks_says_that_they_are_there() {
    let (mut asked, acme) = set_up();
    let fields = ["Subject", "WhoId", "OwnerId", INTENT_FIELD];
    let field = |name| json!({ "name": name, "createable": true, "updateable": true, "externalId": true, "length": 255 });
    let task = json!({ "createable": true, "fields": fields.map(field) });
    acme.step("Task/describe", 200, task);
    let sent = Rc::<RefCell<Vec<String>>>::default();
    let log = Rc::clone(&sent);
    asked.world.on_http(move |_, request: &HttpRequest| {
        let path = request.uri().path_and_query()?.as_str();
        let of_task = path.contains("/composite/sobjects/Task/") || path.contains("/query?");
        if !of_task {
            return None;
        }
        let (method, query) = (request.method(), path.replace('+', " "));
        log.borrow_mut().push(format!("{method} {query}"));
        match path.contains("/query?") {
            true => Some(Ok(answer(
                200,
                json!({ "done": true, "records": [{ "Id": "00T" }] }),
            ))),
            false => Some(Err(NetworkError::Failed)),
        }
    });
    submit_task(&mut asked, &acme);
    asked.life.pass(Duration::from_secs(120)).unwrap();
    asked.worker.alarm("journal");
    asked.life.settle().unwrap();
    let outbox = asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    // The rep may not set the day, which is told once.
    let OutboxState::Done {
        warning: Some(told),
    } = &outbox[0].state
    else {
        panic!("{:?}", outbox[0].state);
    };
    assert_eq!(told.detail.as_deref(), Some("Task.ActivityDate"));
    let [written, found] = &sent.borrow()[..] else {
        panic!("{sent:?}");
    };
    assert!(
        written.starts_with("PATCH ") && written.ends_with(INTENT_FIELD),
        "{written}"
    );
    assert!(found.contains("LIKE"), "{found}");
}

#[test]
fn where_all_are_refused_it_is_the_reps_move() {
    let (mut asked, acme) = set_up();
    described(&acme);
    let why = json!([{ "statusCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "no", "fields": [] }]);
    let no = json!({ "success": false, "errors": why });
    collections(&asked.world, json!([no, no]));
    submit_task(&mut asked, &acme);
    let outbox = asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    assert!(matches!(outbox[0].state, OutboxState::Failed { .. }));
}

#[test]
fn people_of_a_list_are_watched_all_or_none() {
    let (mut asked, _acme) = set_up();
    let watch = |asked: &mut Asked, ids: &[String]| {
        let ids = parsed(ids);
        asked.ask(panel(LEADS), WatchPeople { ids })
    };
    watch(&mut asked, &ids(1, 150)).unwrap();
    assert_eq!(
        code(watch(&mut asked, &ids(100, 300))),
        "people.watch_list_full"
    );
    let list = PeopleList::WatchList;
    let request = GetPeople {
        list,
        refresh: false,
    };
    let view = asked.ask(Sender::App, request).unwrap();
    assert_eq!(view.orgs[0].people.len(), 149);
    let foreign = vec!["003Ac0000000001".to_owned()];
    assert_eq!(code(watch(&mut asked, &foreign)), "worker.other_record");
}

#[test]
fn the_side_panel_shows_the_rows_of_the_tab_in_front() {
    let (mut asked, _acme) = set_up();
    let window = WindowId(7);
    asked.world.bring_to_front(window, TAB, LEADS);
    asked.world.show_side_panel(window, true);
    let side = || Sender::SidePanel { window };
    asked.ask(side(), SidePanelOpened {}).unwrap();
    let order = asked.ask(page(LEADS), Look { seen: false }).unwrap();
    assert_eq!(order, PageOrder::Unmount);
    asked.life.settle().unwrap();
    assert!(asked.world.take_calls().contains(&WATCH));
    check(&mut asked, LEADS, &ids(1, 3));
    let told = asked.world.take_calls();
    assert!(told.contains(&BrowserCall::Changed(Topic::Record)));
    let PanelView::List(rows) = asked.ask(side(), GetRecordNow {}).unwrap() else {
        panic!("no list");
    };
    assert_eq!(rows.checked, parsed(&ids(1, 3)));
    let sign_out = SignOut {
        unsent: UnsentWork::Keep,
        provider: Provider::Salesforce,
        org: None,
    };
    asked.ask(Sender::App, sign_out).unwrap();
    let view = asked.ask(side(), GetRecordNow {}).unwrap();
    assert!(!matches!(view, PanelView::List(_)));
}

#[test]
fn contacts_of_a_classic_list_are_read_as_contacts() {
    let (mut asked, acme) = set_up();
    acme.rows(
        "FROM Contact WHERE Id IN",
        json!([contact(1, "Grace Hopper", 1)]),
    );
    check(
        &mut asked,
        CONTACTS,
        &["003Ac0000000001".into(), ADA.into()],
    );
    let checked = rows(&mut asked, CONTACTS).checked;
    let named: Vec<String> = checked.into_iter().map(String::from).collect();
    let list = people(&mut asked, CONTACTS, &named).unwrap();
    assert_eq!(list.view.facts.record.object, ObjectType::Contact);
    assert_eq!(list.view.facts.name, "Grace Hopper");
}
