//! People found by name, company and address: whom is asked for, in which order they come, and that what is
//! typed stays text.

use crate::support::record_view::{ada, record, view, world};
use crate::support::salesforce_org::{Acme, JO};
use crate::world::{Life, World};
use msi_actions::base::{Fault, ObjectType, RecordRef};
use msi_actions::insight::{FoundPerson, Insight, Whom};
use msi_actions::salesforce::Sessions;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

fn person(id: &str, name: &str, email: &str) -> Value {
    json!({ "Id": id, "Name": name, "Email": email, "OwnerId": JO, "HasOptedOutOfEmail": false,
        "HasOptedOutOfFax": false, "DoNotCall": false })
}

fn find(
    world: &Rc<World>,
    on: &RecordRef,
    text: &str,
    whom: Whom,
) -> Result<Vec<FoundPerson>, Fault> {
    let sessions = Rc::new(Sessions::new(Rc::clone(world)));
    let insight = Insight::new(Rc::clone(world), sessions);
    Life::begin(world)
        .run(insight.find_people(on, text, whom))
        .unwrap()
}

/// Hears the queries of every composite from here on.
fn hear(world: &World) -> Rc<RefCell<Vec<Vec<String>>>> {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let all = Rc::clone(&heard);
    world.on_http(move |_, request| {
        let body: Value = serde_json::from_slice(request.body()).ok()?;
        let steps = body["compositeRequest"].as_array()?;
        let soql = steps.iter().filter_map(|step| {
            let (_, query) = step["url"].as_str()?.split_once("/query?")?;
            let (_, soql) = url::form_urlencoded::parse(query.as_bytes()).next()?;
            Some(soql.into_owned())
        });
        all.borrow_mut().push(soql.collect());
        None
    });
    heard
}

fn navy() -> RecordRef {
    record(ObjectType::Account, "001Ac0000000001")
}

/// A world with the account in view.
fn with_navy() -> (Rc<World>, Rc<Acme>) {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    view(&world, &navy(), false).unwrap();
    (world, acme)
}

#[test]
fn contacts_of_the_account_come_first_then_the_reps_own_then_everybody_each_once() {
    let (world, acme) = with_navy();
    let grace = person("003Ac0000000001", "Grace Hopper", "grace@navy.example");
    let grant = person("003Ac0000000002", "Grant Imahara", "grant@navy.example");
    let mut greta = person("00QAc0000000003", "greta Samsa", "greta@prague.example");
    greta["Company"] = "Samsa & Sons".into();
    greta["HasOptedOutOfEmail"] = true.into();
    let mut grete = person("003Ac0000000004", "Grete Hermann", "grete@leipzig.example");
    grete["Account"] = json!({ "Name": "Leipzig" });
    acme.rows("FROM Contact WHERE", json!([grace.clone(), grete.clone()]));
    acme.rows("FROM Lead WHERE", json!([greta]));
    let own = "AND OwnerId = '005Ac0000000002IAA'";
    acme.rows(own, json!([grete, grant.clone()]));
    acme.rows("AND AccountId", json!([grant]));
    let heard = hear(&world);
    let found = find(&world, &navy(), "gr", Whom::Recipients).unwrap();
    let names: Vec<_> = found.iter().map(|found| &found.person.name[..]).collect();
    assert_eq!(
        names,
        [
            "Grant Imahara",
            "Grete Hermann",
            "Grace Hopper",
            "greta Samsa"
        ]
    );
    assert_eq!(found[1].company.as_deref(), Some("Leipzig"));
    assert_eq!(found[3].company.as_deref(), Some("Samsa & Sons"));
    assert!(found[3].person.opt_out.no_mail() && !found[0].person.opt_out.no_mail());
    let asked = heard.borrow();
    assert_eq!((asked.len(), asked[0].len()), (1, 5), "one call: {asked:?}");
}

#[test]
fn an_activity_takes_contacts_only_whoever_has_an_address() {
    let (world, _) = with_navy();
    let heard = hear(&world);
    find(&world, &navy(), "ada", Whom::Contacts).unwrap();
    let asked = heard.borrow();
    assert_eq!(asked[0].len(), 3, "{asked:?}");
    for soql in &asked[0] {
        assert!(
            soql.contains("FROM Contact") && !soql.contains("Email != null"),
            "{soql}"
        );
    }
}

#[test]
fn what_is_typed_is_text_and_less_than_two_characters_ask_nothing() {
    let (world, _) = world();
    let heard = hear(&world);
    for text in ["", " a ", "\u{1}"] {
        assert_eq!(find(&world, &ada(), text, Whom::Recipients), Ok(Vec::new()));
    }
    assert!(
        heard
            .borrow()
            .iter()
            .all(|soql| soql.iter().all(|one| one.contains("TaskStatus")))
    );
    heard.borrow_mut().clear();
    for (text, all) in [
        ("O'Neil", r"'O\'Neil%'"),
        ("100%_", r"'100\%\_%'"),
        (r"x\' OR Name != '", r"'x\\\' OR Name != \'%'"),
        ("@{record.Id}", "'@{record.Id}%'"),
        (" Ada \n", "'Ada%'"),
    ] {
        find(&world, &ada(), text, Whom::Recipients).unwrap();
        let asked = heard.borrow_mut().pop().unwrap();
        // A lead has no account: nobody is asked for there.
        assert_eq!(asked.len(), 4, "{asked:?}");
        assert_eq!(
            asked[3].split_once(" WHERE ").unwrap().1,
            format!(
                "(Name LIKE {all} OR LastName LIKE {all} OR Email LIKE {all} OR Company LIKE {all}) \
                 AND Email != null AND IsConverted = false ORDER BY Name ASC, Id ASC LIMIT 8"
            )
        );
    }
}
