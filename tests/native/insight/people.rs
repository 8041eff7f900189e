//! Whom an action is for: the people of each record, the best first.

use crate::support::record_view::{record, view, world};
use crate::world::{Life, World, json as answer};
use msi_actions::base::{ObjectType, RecordId, RecordRef};
use msi_actions::insight::Record;
use msi_actions::insight::{ContactsPage, Insight, Line, PageStart};
use msi_actions::ports::Area;
use msi_actions::salesforce::Sessions;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

fn contact(id: &str, stars: f64, flames: f64) -> Value {
    json!({ "Id": id, "Name": id, "Email": null,
        "mkto_si__Relative_Score_Value__c": stars, "mkto_si__Urgency_Value__c": flames })
}

fn role(id: &str, flames: f64, primary: bool) -> Value {
    json!({ "Contact": contact(id, 0.0, flames), "Role": "Decision Maker", "IsPrimary": primary })
}

fn names(view: &Record) -> Vec<&str> {
    view.people
        .iter()
        .map(|person| person.name.as_str())
        .collect()
}

#[test]
fn an_accounts_contacts_by_stars_and_flames_with_or_without_an_address() {
    let (world, acme) = world();
    let row = json!({ "Name": "Navy Systems", "mkto_si__Urgency_Value__c": 3.0 });
    acme.step("sobjects/Account/", 200, row);
    let mut grace = contact("003Ac0000000003", 3.0, 3.0);
    grace["Email"] = "grace@navysystems.example".into();
    grace["Phone"] = "1".into();
    acme.rows(
        "FROM Contact WHERE AccountId",
        json!([
            contact("003Ac0000000001", 0.0, 3.0),
            contact("003Ac0000000002", 2.0, 2.0),
            grace
        ]),
    );
    let navy = record(ObjectType::Account, "001Ac0000000001");
    let view = view(&world, &navy, false).unwrap();
    assert_eq!(
        names(&view),
        ["003Ac0000000003", "003Ac0000000002", "003Ac0000000001"]
    );
    assert_eq!(view.people[0].phone.as_deref(), Some("1"));
    let to = view.people[0].recipient().unwrap();
    assert_eq!(
        (to.address.as_str(), to.record.is_some()),
        ("grace@navysystems.example", true)
    );
    assert_eq!(view.people[1].recipient(), None);
    assert_eq!((view.marks, view.more_people), (None, false));
}

#[test]
fn of_many_contacts_fifty_are_shown_and_the_rep_knows_of_more() {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    let many = |n: u8| (0..n).map(|n| contact(&format!("003Ac00000001{n:02}"), 0.0, 0.0));
    let navy = record(ObjectType::Account, "001Ac0000000001");
    for (there, more) in [(50, false), (51, true)] {
        let rows: Vec<Value> = many(there).collect();
        acme.rows("FROM Contact WHERE AccountId", rows.into());
        let view = view(&world, &navy, true).unwrap();
        assert_eq!((view.people.len(), view.more_people), (50, more));
    }
}

#[test]
fn a_rep_who_may_not_see_contacts_still_sees_the_account() {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    let hidden =
        json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
    acme.step("sobjects/Contact/describe", 404, hidden);
    let navy = record(ObjectType::Account, "001Ac0000000001");
    let view = view(&world, &navy, false).unwrap();
    assert_eq!((view.name.as_str(), view.people.len()), ("Navy Systems", 0));
}

#[test]
fn a_lead_or_contact_is_its_own_person() {
    let (world, acme) = world();
    let row = json!({ "Name": "Grace Hopper", "Title": "Rear Admiral", "Phone": "1", "MobilePhone": "2" });
    acme.step("sobjects/Contact/003", 200, row);
    let grace = record(ObjectType::Contact, "003Ac0000000001");
    let view = view(&world, &grace, false).unwrap();
    assert_eq!(names(&view), ["Grace Hopper"]);
    let person = &view.people[0];
    assert_eq!(person.record, grace.id);
    assert_eq!(person.numbers(), [(Line::Phone, "1"), (Line::Mobile, "2")]);
}

#[test]
fn a_number_that_is_in_both_fields_is_offered_once_and_none_is_made_up() {
    let (world, acme) = world();
    let grace = record(ObjectType::Contact, "003Ac0000000001");
    let cases = [
        (json!("1"), json!("1"), vec![(Line::Mobile, "1")]),
        (json!("1"), json!(null), vec![(Line::Phone, "1")]),
        (json!(" "), json!("2"), vec![(Line::Mobile, "2")]),
        (json!(null), json!(null), vec![]),
    ];
    for (phone, mobile, numbers) in cases {
        let row = json!({ "Name": "Grace Hopper", "Phone": phone, "MobilePhone": mobile });
        acme.step("sobjects/Contact/003", 200, row);
        let view = view(&world, &grace, true).unwrap();
        assert_eq!(view.people[0].numbers(), numbers);
    }
}

#[test]
fn an_opportunitys_person_is_its_primary_contact() {
    let (world, acme) = world();
    acme.step(
        "sobjects/Opportunity/",
        200,
        json!({ "Name": "Renewal 2027", "StageName": "Negotiation" }),
    );
    acme.rows(
        "FROM Opportunity WHERE Id",
        with_roles(json!([
            role("003Ac0000000002", 3.0, false),
            role("003Ac0000000001", 0.0, true),
            role("003Ac0000000003", 5.0, false),
            role("003Ac0000000002", 3.0, false),
        ])),
    );
    // Of the account's other contacts nothing is shown.
    let others = json!([contact("003Ac0000000009", 3.0, 3.0)]);
    acme.rows("FROM Contact WHERE AccountId", others);
    let renewal = record(ObjectType::Opportunity, "006Ac0000000001");
    let view = view(&world, &renewal, false).unwrap();
    assert_eq!(view.title.as_deref(), Some("Negotiation"));
    assert_eq!(view.company.as_deref(), Some("Navy Systems"));
    assert_eq!(
        names(&view),
        ["003Ac0000000001", "003Ac0000000002", "003Ac0000000003"]
    );
    assert_eq!(view.people[0].role.as_deref(), Some("Decision Maker"));
    assert!(view.people[0].primary && !view.people[1].primary);
    assert!(!view.no_roles && !view.can_add_role);
}

/// What an opportunity's account and roles answer.
fn with_roles(roles: Value) -> Value {
    json!([{ "Account": { "Name": "Navy Systems" }, "OpportunityContactRoles":
        { "totalSize": 1, "done": true, "records": roles } }])
}

#[test]
fn an_opportunity_without_roles_offers_the_contacts_of_its_account_in_the_same_call() {
    let (world, acme) = world();
    let renewal = json!({ "Name": "Renewal 2027", "AccountId": "001Ac0000000001" });
    acme.step("sobjects/Opportunity/", 200, renewal);
    let nobody =
        json!([{ "Account": { "Name": "Navy Systems" }, "OpportunityContactRoles": null }]);
    acme.rows("FROM Opportunity WHERE Id", nobody);
    let contacts = [("003Ac0000000002", 1.0), ("003Ac0000000001", 3.0)];
    let contacts = contacts.map(|(id, flames)| contact(id, 0.0, flames));
    acme.rows("FROM Contact WHERE AccountId", json!(contacts));
    let on = record(ObjectType::Opportunity, "006Ac0000000001");
    let composites = || acme.count("/services/data/v67.0/composite");
    let before = composites();
    let seen = view(&world, &on, false).unwrap();
    assert_eq!(
        composites() - before,
        2,
        "the schema, and one call for all of it"
    );
    assert_eq!(names(&seen), ["003Ac0000000001", "003Ac0000000002"]);
    assert!(seen.no_roles && seen.can_add_role);
    assert_eq!(seen.company.as_deref(), Some("Navy Systems"));
    // Who may not make roles is not offered to.
    let describe = json!({ "createable": false, "fields": [] });
    acme.step("OpportunityContactRole/describe", 200, describe);
    let stored = world.stored(Area::Local);
    for key in stored.keys().filter(|key| key.contains("schema")) {
        world.plant(Area::Local, key, "{}");
    }
    let seen = view(&world, &on, true).unwrap();
    assert!(seen.no_roles && !seen.can_add_role);
}

/// Asks for a page of the record's contacts; `answer_to` gives the rows of its query.
fn page(
    world: &Rc<World>,
    on: &RecordRef,
    text: &str,
    start: PageStart,
    answer_to: impl Fn(&str) -> Vec<Value> + 'static,
) -> (ContactsPage, String) {
    let heard = Rc::new(RefCell::new(String::new()));
    let own = Rc::clone(&heard);
    world.on_http(move |_, request| {
        let query = request
            .uri()
            .path()
            .ends_with("/query")
            .then(|| request.uri().query())??;
        let (_, soql) = url::form_urlencoded::parse(query.as_bytes()).next()?;
        own.borrow_mut().clone_from(&soql.clone().into_owned());
        assert!(
            !soql.contains("OFFSET"),
            "Salesforce skips no more than 2,000 rows"
        );
        let rows = answer_to(&soql);
        Some(Ok(answer(200, json!({ "done": true, "records": rows }))))
    });
    let sessions = Rc::new(Sessions::new(Rc::clone(world)));
    let insight = Insight::new(Rc::clone(world), sessions);
    let page = Life::begin(world).run(insight.contacts(on, text, &start));
    let soql = heard.borrow().clone();
    (page.unwrap().unwrap(), soql)
}

fn some(count: usize) -> impl Fn(&str) -> Vec<Value> {
    move |_| {
        let row = |n| contact(&format!("003Ac00000002{n:02}"), 0.0, 0.0);
        (0..count).map(row).collect()
    }
}

#[test]
fn an_accounts_contacts_come_by_pages_and_are_searched() {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    let navy = record(ObjectType::Account, "001Ac0000000001");
    view(&world, &navy, false).unwrap();
    let (first, soql) = page(&world, &navy, "", PageStart::First, some(51));
    assert_eq!(first.people.len(), 50);
    assert!(
        soql.contains("WHERE AccountId = '001Ac0000000001IAA' ORDER BY"),
        "{soql}"
    );
    assert!(soql.ends_with("Id ASC LIMIT 51"), "{soql}");
    let after = PageStart::After(first.next.unwrap());
    let (last, _) = page(&world, &navy, "", after, some(7));
    assert_eq!((last.people.len(), last.next), (7, None));
    let (found, soql) = page(&world, &navy, r" O'Neil% ", PageStart::First, some(1));
    assert_eq!((found.people.len(), found.next), (1, None));
    let part = r"'%O\'Neil\%%'";
    assert!(
        soql.contains(&format!(
            " AND (Name LIKE {part} OR Title LIKE {part} OR Email LIKE {part}) ORDER BY"
        )),
        "{soql}"
    );
}

#[test]
fn an_account_with_five_thousand_contacts_is_read_to_its_end() {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    // As Salesforce sorts them: flames, stars, id; each with many who have the same, and who have none.
    let number = |n: usize, of: usize| match n % (of + 1) {
        0 => Value::Null,
        n => json!(n as f64),
    };
    let all = (0..5000usize).map(|n| {
        json!({ "Id": id(n), "Name": "O'Name", "Email": null,
            "mkto_si__Urgency_Value__c": number(n, 3), "mkto_si__Relative_Score_Value__c": number(n / 4, 3) })
    });
    let mut all: Vec<Value> = all.collect();
    let place = |row: &Value| {
        let down = |field: &str| row[field].as_f64().map_or(0, |number| -(number as i64) - 1);
        (
            down("mkto_si__Urgency_Value__c"),
            down("mkto_si__Relative_Score_Value__c"),
            row["Id"].as_str().unwrap().to_owned(),
        )
    };
    all.sort_by_key(place);
    let all = Rc::new(all);
    acme.rows(
        "FROM Contact WHERE AccountId",
        all.iter().take(51).cloned().collect(),
    );
    let navy = record(ObjectType::Account, "001Ac0000000001");
    let seen = view(&world, &navy, false).unwrap();
    let mut found: HashSet<String> = seen
        .people
        .iter()
        .map(|one| one.record.to_string())
        .collect();
    let mut last = seen.last_contact;
    let mut pages = 0;
    while let Some(after) = last {
        let rows = Rc::clone(&all);
        let (next, _) = page(&world, &navy, "", PageStart::After(after), move |soql| {
            let (_, rest) = soql.split_once("IAA' AND ").unwrap();
            let (condition, _) = rest.split_once(" ORDER BY ").unwrap();
            let here = rows.iter().filter(|row| holds(condition, row));
            here.take(51).cloned().collect()
        });
        pages += 1;
        found.extend(next.people.iter().map(|one| one.record.to_string()));
        last = next.next;
    }
    assert_eq!((found.len(), pages), (5000, 99));
}

fn id(n: usize) -> String {
    RecordId::parse(&format!("003Ac00000{n:05}"))
        .unwrap()
        .to_string()
}

/// Whether a condition of AND, OR, brackets, `=`, `<` and `>` holds for a row.
fn holds(condition: &str, row: &Value) -> bool {
    let condition = condition.trim();
    for (word, any) in [(" OR ", true), (" AND ", false)] {
        let parts = parts(condition, word);
        if parts.len() > 1 {
            let mut parts = parts.into_iter();
            return match any {
                true => parts.any(|part| holds(part, row)),
                false => parts.all(|part| holds(part, row)),
            };
        }
    }
    if let Some(inner) = condition.strip_prefix('(') {
        return holds(inner.strip_suffix(')').unwrap(), row);
    }
    let (field, rest) = condition.split_once(' ').unwrap();
    let (sign, literal) = rest.split_once(' ').unwrap();
    let value = &row[field];
    let order = match literal {
        "null" => return value.is_null() == (sign == "="),
        _ if value.is_null() => return false,
        text if text.starts_with('\'') => {
            let text = text.trim_matches('\'').replace("\\'", "'");
            value.as_str().unwrap().cmp(&text)
        }
        number => value
            .as_f64()
            .unwrap()
            .total_cmp(&number.parse::<f64>().unwrap()),
    };
    match sign {
        "=" => order.is_eq(),
        "<" => order.is_lt(),
        ">" => order.is_gt(),
        other => panic!("{other}"),
    }
}

/// The parts between a word that stands outside all brackets.
fn parts<'a>(condition: &'a str, word: &str) -> Vec<&'a str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, letter) in condition.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && condition[at..].starts_with(word) => {
                parts.push(&condition[from..at]);
                from = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&condition[from..]);
    parts
}

#[test]
fn an_opportunitys_further_contact_roles_come_by_pages_and_nobody_is_left_out() {
    let (world, acme) = world();
    acme.step(
        "sobjects/Opportunity/",
        200,
        json!({ "Name": "Renewal 2027" }),
    );
    let roles = (0..51).map(|n| role(&format!("003Ac00000001{n:02}"), 0.0, n == 0));
    acme.rows("FROM Opportunity WHERE Id", with_roles(roles.collect()));
    acme.rows("FROM Contact WHERE AccountId", json!([]));
    let renewal = record(ObjectType::Opportunity, "006Ac0000000001");
    let seen = view(&world, &renewal, false).unwrap();
    assert!(seen.more_people && seen.people.len() == 50);
    let after = PageStart::After(seen.last_contact.unwrap());
    let (second, soql) = page(&world, &renewal, "", after, some(51));
    assert!(second.people.len() == 50 && second.next.is_some());
    let of = "WHERE Id IN (SELECT ContactId FROM OpportunityContactRole WHERE OpportunityId = '006Ac0000000001";
    assert!(soql.contains(of), "{soql}");
    // After the last of the record's own list.
    assert!(soql.contains("AND (Id > '003Ac0000000149"), "{soql}");
}

#[test]
fn a_person_account_is_its_own_person() {
    let (world, acme) = world();
    let row = json!({ "Name": "Alan Turing", "PersonEmail": "alan@example.com", "PersonContactId": "003Ac0000000009",
        "PersonTitle": "Mathematician", "Phone": "1", "PersonMobilePhone": "2",
        "mkto_si__Urgency_Value__pc": 2.0, "mkto_si__Urgency_Value__c": 1.0 });
    acme.step("sobjects/Account/", 200, row);
    let view = view(
        &world,
        &record(ObjectType::Account, "001Ac0000000001"),
        false,
    )
    .unwrap();
    let [person] = &view.people[..] else {
        panic!("{:?}", view.people)
    };
    assert_eq!(person.address.as_deref(), Some("alan@example.com"));
    assert_eq!(person.record.object(), Some(ObjectType::Contact));
    assert_eq!(person.title.as_deref(), Some("Mathematician"));
    assert_eq!(person.numbers(), [(Line::Phone, "1"), (Line::Mobile, "2")]);
    let marks = person.marks.unwrap();
    assert_eq!((marks.stars, marks.flames), (0, 2));
    assert_eq!(view.marks, None, "an account itself has none");
}

#[test]
fn a_contacts_open_opportunities_are_those_of_its_roles_and_of_its_account_each_once() {
    let (world, acme) = world();
    let grace = json!({ "Name": "Grace Hopper", "AccountId": "001Ac0000000001" });
    acme.step("sobjects/Contact/003", 200, grace);
    let deal = |n: u8| json!({ "Id": format!("006Ac000000000{n}"), "Name": format!("Deal {n}") });
    acme.rows("FROM Opportunity WHERE IsClosed", json!([deal(1), deal(2)]));
    let of_account = json!([{ "Account": { "Name": "Navy Systems" }, "OpportunityContactRoles":
        { "totalSize": 2, "done": true, "records": [{ "Opportunity": deal(2) }, { "Opportunity": deal(3) }] } }]);
    acme.rows("Account.Name", of_account);
    let composites = || acme.count("/services/data/v67.0/composite");
    let before = composites();
    let on = record(ObjectType::Contact, "003Ac0000000001");
    let seen = view(&world, &on, false).unwrap();
    assert_eq!(
        composites() - before,
        2,
        "the schema, and one call for all of it"
    );
    let names: Vec<_> = seen.opportunities.iter().map(|one| &one.name[..]).collect();
    assert_eq!(names, ["Deal 2", "Deal 3", "Deal 1"]);
    assert_eq!(seen.company.as_deref(), Some("Navy Systems"));
    assert_eq!(seen.account.unwrap().as_str(), "001Ac0000000001IAA");

    // Whom nobody may see opportunities of, still is seen.
    let hidden = json!([{ "errorCode": "INVALID_TYPE", "message": "sObject type 'Opportunity' is not supported." }]);
    acme.step("FROM Opportunity WHERE IsClosed", 400, hidden);
    acme.rows(
        "Account.Name",
        json!([{ "Account": { "Name": "Navy Systems" }, "OpportunityContactRoles": null }]),
    );
    let seen = view(&world, &on, true).unwrap();
    assert_eq!(
        (seen.opportunities.len(), seen.company.as_deref()),
        (0, Some("Navy Systems"))
    );
}
