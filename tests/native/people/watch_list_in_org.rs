//! The watch list in an org that has an object for it: the same in every browser, and nothing of it lost.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::best_bets::{COMPOSITE, contact, lead, list, names, person, with_people};
use crate::support::salesforce_org::Acme;
use crate::support::worker::{Asked, ada};
use msi_actions::base::RecordRef;
use msi_actions::people::{OrgPeople, PeopleList};
use msi_actions::protocol::{Sender, WatchPerson};
use serde_json::{Value, json};

const OBJECT: &str = "sobjects/MSI_Actions_Watch__c";

/// The records of the object, by their keys: whom they lead to.
#[derive(Default)]
struct Watches {
    rows: RefCell<BTreeMap<String, Value>>,
    /// Nobody may write.
    locked: Cell<bool>,
    /// Whom Salesforce has deleted.
    deleted: RefCell<Vec<String>>,
}

impl Watches {
    /// The org has the object from now on.
    fn on(acme: &Acme) -> Rc<Self> {
        let watches = Rc::new(Self::default());
        let part = Rc::clone(&watches);
        *acme.part.borrow_mut() = Some(Box::new(move |step, body| part.answer(step, body)));
        watches
    }

    fn answer(&self, step: &str, body: &Value) -> Option<(u16, Value)> {
        if step.ends_with(&format!("{OBJECT}/describe")) {
            let field = |name: &str| json!({ "name": name, "createable": true, "length": 40, "externalId": name == "Key__c" });
            let fields = ["Key__c", "Lead__c", "Contact__c"].map(field);
            return Some((200, json!({ "createable": true, "fields": fields })));
        }
        let mut rows = self.rows.borrow_mut();
        if let Some((method, key)) = step.split_once(&format!("{OBJECT}/Key__c/")) {
            if self.locked.get() {
                return Some((400, refusal("INSUFFICIENT_ACCESS_OR_READONLY")));
            }
            let id = body["Lead__c"].as_str().or(body["Contact__c"].as_str());
            if id.is_some_and(|id| self.deleted.borrow().iter().any(|gone| gone == id)) {
                return Some((400, refusal("INVALID_CROSS_REFERENCE_KEY")));
            }
            return Some(match method.starts_with("PATCH") {
                true => {
                    let created = rows.insert(key.to_owned(), body.clone()).is_none();
                    (
                        200,
                        json!({ "id": "a00", "success": true, "created": created }),
                    )
                }
                false if rows.remove(key).is_some() => (204, Value::Null),
                false => (404, refusal("NOT_FOUND")),
            });
        }
        let records: Vec<Value> = if step.contains("SELECT Lead__c%2C Contact__c") {
            rows.values().cloned().collect()
        } else if step.contains("FROM MSI_Actions_Watch__c") {
            let field = if step.contains("SELECT Lead__c FROM") {
                "Lead__c"
            } else {
                "Contact__c"
            };
            let ids = rows.values().filter_map(|row| row[field].as_str());
            ids.map(|id| match field {
                "Lead__c" => lead(
                    id[14..15].parse().unwrap(),
                    &format!("Lead {id}"),
                    Value::Null,
                    0,
                ),
                _ => contact(id[14..15].parse().unwrap(), &format!("Contact {id}"), 1),
            })
            .collect()
        } else {
            return None;
        };
        Some((200, json!({ "done": true, "records": records })))
    }

    fn count(&self) -> usize {
        self.rows.borrow().len()
    }

    /// Another browser of the rep's puts somebody on the list.
    fn add(&self, id: &str) {
        let field = if id.starts_with("00Q") {
            "Lead__c"
        } else {
            "Contact__c"
        };
        let row = json!({ field: id, "CreatedDate": "2026-11-20T08:00:00.000+0000" });
        self.rows.borrow_mut().insert(format!("other-{id}"), row);
    }
}

fn refusal(code: &str) -> Value {
    json!([{ "errorCode": code, "message": "" }])
}

fn watch(asked: &mut Asked, record: RecordRef, watched: bool) {
    asked
        .ask(Sender::App, WatchPerson { record, watched })
        .unwrap();
    asked.life.settle().unwrap();
}

fn look(asked: &mut Asked) -> OrgPeople {
    list(asked, PeopleList::WatchList, true)
}

fn ids(people: &OrgPeople) -> Vec<String> {
    let mut ids: Vec<String> = people.people.iter().map(|one| one.id.to_string()).collect();
    ids.sort();
    ids
}

const GRACE: &str = "003Ac0000000001";

#[test]
fn a_change_is_told_the_org_in_one_call_and_what_another_browser_changed_comes_with_it() {
    let (mut asked, acme) = with_people();
    let watches = Watches::on(&acme);
    let empty = look(&mut asked);
    assert!(empty.watch_list_in_org && empty.people.is_empty());
    watches.add(GRACE);
    let calls = acme.count(COMPOSITE);
    watch(&mut asked, ada(), true);
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    assert_eq!(watches.count(), 2);
    let both = list(&mut asked, PeopleList::WatchList, false);
    assert_eq!(both.people.len(), 2, "{:?}", names(&both.people));
    assert_eq!(acme.count(COMPOSITE), calls + 1, "it is fresh");
    watch(&mut asked, ada(), false);
    assert_eq!((watches.count(), ids(&look(&mut asked)).len()), (1, 1));
}

#[test]
fn a_list_of_this_browser_moves_into_the_org_once_that_has_the_object() {
    let (mut asked, acme) = with_people();
    for n in 1..=30 {
        watch(&mut asked, person(&format!("003Ac00000000{n:02}")), true);
    }
    assert!(!list(&mut asked, PeopleList::WatchList, false).watch_list_in_org);
    let watches = Watches::on(&acme);
    asked
        .world
        .pass(std::time::Duration::from_secs(25 * 60 * 60));
    let calls = acme.count(COMPOSITE);
    let moved = look(&mut asked);
    assert!(moved.watch_list_in_org);
    assert_eq!(watches.count(), 30);
    // What the org's objects are, whether the rep is still invited; then twenty-two people, and eight.
    assert_eq!(acme.count(COMPOSITE), calls + 4);
}

#[test]
fn what_the_org_could_not_be_told_is_shown_and_told_later() {
    let (mut asked, acme) = with_people();
    let watches = Watches::on(&acme);
    look(&mut asked);
    // Of Best Bets, so that their name is known.
    list(&mut asked, PeopleList::BestBets, false);
    watches.locked.set(true);
    watch(&mut asked, ada(), true);
    let here = list(&mut asked, PeopleList::WatchList, false);
    assert_eq!(ids(&here), [ada().id.to_string()]);
    assert!(here.fault.is_some(), "it says why");
    assert_eq!(watches.count(), 0);
    watches.locked.set(false);
    let here = look(&mut asked);
    assert_eq!((here.fault, watches.count()), (None, 1));
    // Whoever was taken off while it could not be told stays off, and is taken off there later.
    watches.locked.set(true);
    watch(&mut asked, ada(), false);
    let here = list(&mut asked, PeopleList::WatchList, false);
    assert_eq!((ids(&here), watches.count()), (vec![], 1));
    watches.locked.set(false);
    assert_eq!((ids(&look(&mut asked)), watches.count()), (vec![], 0));
    watch(&mut asked, ada(), true);
    assert_eq!(watches.count(), 1);
    // Taken off while it could not be told, and meanwhile taken off elsewhere, too: nothing is left to do.
    watches.locked.set(true);
    watch(&mut asked, ada(), false);
    watches.locked.set(false);
    watches.rows.borrow_mut().clear();
    let here = look(&mut asked);
    assert_eq!(
        (here.fault, here.people.len(), watches.count()),
        (None, 0, 0)
    );
}

#[test]
fn who_is_deleted_in_salesforce_meanwhile_does_not_keep_the_others_waiting() {
    let (mut asked, acme) = with_people();
    let watches = Watches::on(&acme);
    look(&mut asked);
    watches.deleted.borrow_mut().push(ada().id.to_string());
    watch(&mut asked, ada(), true);
    watch(&mut asked, person(GRACE), true);
    let here = look(&mut asked);
    assert_eq!(
        (here.fault.is_none(), here.people.len(), watches.count()),
        (true, 1, 1)
    );
}

#[test]
fn an_org_that_loses_the_object_leaves_the_list_in_this_browser() {
    let (mut asked, acme) = with_people();
    Watches::on(&acme);
    look(&mut asked);
    watch(&mut asked, ada(), true);
    *acme.part.borrow_mut() = None;
    acme.rows(
        "FROM Lead WHERE Id IN",
        json!([lead(1, "Ada Lovelace", Value::Null, 0)]),
    );
    asked
        .world
        .pass(std::time::Duration::from_secs(25 * 60 * 60));
    let here = look(&mut asked);
    assert!(!here.watch_list_in_org);
    assert_eq!(ids(&here), [ada().id.to_string()]);
}
