//! The watch list: a rep's own in each org, filled from what is known, else by one call.

use super::best_bets::{COMPOSITE, lead, list, names, person, with_people};
use crate::support::salesforce_org::SAM;
use crate::support::worker::{ADA, Asked, ada, code, lightning, panel, signs_in};
use msi_actions::base::{Fault, ObjectType, RecordRef, UnsentWork};
use msi_actions::panel::PanelView;
use msi_actions::people::{MOST_WATCHED, OrgPeople, PeopleList};
use msi_actions::protocol::{GetRecord, Sender, WatchPerson};
use serde_json::{Value, json};

const WATCHED: &str = "FROM Lead WHERE Id IN";

fn watch(asked: &mut Asked, from: Sender, record: RecordRef, watched: bool) -> Result<(), Fault> {
    let answer = asked.ask(from, WatchPerson { record, watched });
    asked.life.settle().unwrap();
    answer.map(|_| ())
}

fn watched(asked: &mut Asked) -> OrgPeople {
    list(asked, PeopleList::WatchList, false)
}

#[test]
fn a_list_with_nobody_costs_no_call_and_who_is_known_is_not_read_again() {
    let (mut asked, acme) = with_people();
    let bets = list(&mut asked, PeopleList::BestBets, false);
    let calls = acme.count(COMPOSITE);
    assert_eq!(watched(&mut asked).people, []);
    watch(&mut asked, Sender::Popup, ada(), true).unwrap();
    assert_eq!(names(&watched(&mut asked).people), ["Ada Lovelace"]);
    let bets_now = list(&mut asked, PeopleList::BestBets, false).people;
    assert!(
        bets_now
            .iter()
            .any(|person| person.watched && person.id == ada().id)
    );
    assert!(bets.people.iter().all(|person| !person.watched));
    watch(&mut asked, Sender::App, ada(), false).unwrap();
    assert_eq!(watched(&mut asked).people, []);
    assert_eq!(acme.count(COMPOSITE), calls);
}

#[test]
fn who_is_not_known_is_read_by_one_call_when_the_rep_looks() {
    let (mut asked, acme) = with_people();
    watched(&mut asked);
    let url = lightning(ADA);
    watch(&mut asked, panel(&url), ada(), true).unwrap();
    let view = asked.ask(panel(&url), GetRecord { refresh: false });
    let PanelView::Record(view) = view.unwrap() else {
        panic!("no record");
    };
    assert_eq!(view.watched, Some(true));
    acme.rows(WATCHED, json!([lead(1, "Ada Lovelace", Value::Null, 0)]));
    let calls = acme.count(COMPOSITE);
    // The list of before stays for a moment.
    watched(&mut asked);
    assert_eq!(names(&watched(&mut asked).people), ["Ada Lovelace"]);
    assert_eq!(acme.count(COMPOSITE), calls + 1);
}

#[test]
fn a_panel_watches_only_the_record_in_view_and_nobody_an_account() {
    let (mut asked, _acme) = with_people();
    let panel = panel(&lightning(ADA));
    let other = person("00QAc0000000002");
    assert!(watch(&mut asked, panel, other, true).is_err());
    let account = RecordRef {
        object: ObjectType::Account,
        ..ada()
    };
    assert!(watch(&mut asked, Sender::App, account, true).is_err());
    assert_eq!(watched(&mut asked).people, []);
}

#[test]
fn each_user_of_an_org_has_a_list_of_their_own() {
    let (mut asked, acme) = with_people();
    list(&mut asked, PeopleList::BestBets, false);
    watch(&mut asked, Sender::App, ada(), true).unwrap();
    acme.rows(WATCHED, json!([lead(1, "Ada Lovelace", Value::Null, 0)]));
    signs_in(&mut asked, &acme, SAM, UnsentWork::Keep);
    assert_eq!(watched(&mut asked).people, []);
    signs_in(
        &mut asked,
        &acme,
        crate::support::salesforce_org::JO,
        UnsentWork::Keep,
    );
    assert_eq!(names(&watched(&mut asked).people), ["Ada Lovelace"]);
}

#[test]
fn who_is_not_to_be_had_any_more_is_shown_as_such_and_can_be_taken_off() {
    let (mut asked, acme) = with_people();
    watch(&mut asked, Sender::App, ada(), true).unwrap();
    acme.rows(WATCHED, json!([]));
    let [gone] = &watched(&mut asked).people[..] else {
        panic!("not listed");
    };
    assert_eq!((gone.gone, gone.watched, &gone.id), (true, true, &ada().id));
    watch(&mut asked, Sender::App, ada(), false).unwrap();
    assert_eq!(watched(&mut asked).people, []);
}

#[test]
fn a_full_list_takes_nobody_more() {
    let (mut asked, _acme) = with_people();
    for n in 0..MOST_WATCHED {
        let id = format!("003Ac000000{n:04}");
        watch(&mut asked, Sender::App, person(&id), true).unwrap();
    }
    let refused = watch(&mut asked, Sender::App, ada(), true);
    assert_eq!(code(refused), "people.watch_list_full");
}
