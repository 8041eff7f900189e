//! On which records each mail, call and task lands: all cases of `tests/native/data/right-record.tsv`, each played with a
//! form as the panel opens it, through the outbox, to what Salesforce has.

use super::converted_lead::convert;
use crate::office::{Office, ada, intent, jo, today};
use crate::support::salesforce_org::{Acme, org};
use crate::tasks;
use crate::world::Life;
use msi_actions::actions::{Choices, Form, Fresh, about};
use msi_actions::base::{About, ActionKind, Millis, ObjectType, RecordId, RecordRef, Related};
use msi_actions::insight::{PersonView, Record};
use msi_actions::settings::OpportunityRule;
use serde_json::{Value, json};
use std::time::Duration;

const TABLE: &str = include_str!("../data/right-record.tsv");

/// The parts of a case with what each can be, in the order of the table's columns.
const PARTS: [&[&str]; 6] = [
    &["mail", "call", "task"],
    &[
        "lead",
        "converted",
        "contact",
        "account",
        "person_account",
        "opportunity",
    ],
    &["none", "one", "two", "two_unasked", "never", "other"],
    &["enhanced", "off", "refused"],
    &["yes", "no"],
    &["all", "no_what"],
];

type Case = [&'static str; 6];

fn id(name: &str) -> RecordId {
    let stem = match name {
        "ada" => return ada().id,
        "grace" => "003Ac0000000001",
        "mia" => "003Ac0000000002",
        "account" => "001Ac0000000001",
        "deal" => "006Ac0000000000",
        "deal1" => "006Ac0000000001",
        "deal2" => "006Ac0000000002",
        "deal9" => "006Ac0000000009",
        other => panic!("{other}"),
    };
    RecordId::parse(stem).unwrap()
}

fn deal(name: &str) -> Related {
    Related {
        id: id(name),
        name: name.to_owned(),
    }
}

fn person(name: &str) -> PersonView {
    PersonView {
        record: id(name),
        name: name.to_owned(),
        title: None,
        address: Some(format!("{name}@analytical.example")),
        phone: None,
        mobile: None,
        role: None,
        primary: false,
        marks: None,
        owner: None,
        zone: None,
        opt_out: msi_actions::salesforce::OptOut::default(),
    }
}

/// Every case of a call or a task once: how mails are logged does not matter for them.
fn cases() -> Vec<Case> {
    let mut all: Vec<Vec<&'static str>> = vec![vec![]];
    for part in PARTS {
        let with = |case: &Vec<&'static str>, value| {
            let mut case = case.clone();
            case.push(value);
            case
        };
        all = all
            .iter()
            .flat_map(|case| part.iter().map(move |value| with(case, *value)))
            .collect();
    }
    let all = all.into_iter().map(|case| Case::try_from(case).unwrap());
    all.filter(|case| case[0] == "mail" || case[3] == "enhanced")
        .collect()
}

/// What the table says of a case: `is`, `who`, `others`, `what`.
fn expected(case: &Case) -> [&'static str; 4] {
    let fits = |line: &&Vec<&'static str>| {
        let mut parts = line.iter().zip(case);
        parts.all(|(says, value)| *says == "*" || says.split('|').any(|one| one == *value))
    };
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    let fitting: Vec<_> = lines.iter().filter(fits).collect();
    let [line] = fitting[..] else {
        panic!("{case:?} fits {} lines", fitting.len());
    };
    [line[6], line[7], line[8], line[9]]
}

/// What the rep sees of the record, and whom it is with.
fn view(case: &Case) -> Record {
    let (object, own, with) = match case[1] {
        "lead" | "converted" => (ObjectType::Lead, "ada", "ada"),
        "contact" => (ObjectType::Contact, "grace", "grace"),
        "account" | "person_account" => (ObjectType::Account, "account", "grace"),
        _ => (ObjectType::Opportunity, "deal", "grace"),
    };
    let record = RecordRef {
        org: org(),
        object,
        id: id(own),
    };
    let mut view = Record::of_people(record, vec![person(with)], Millis(0));
    if object == ObjectType::Contact {
        let open: &[&str] = match case[2] {
            "none" => &[],
            "one" | "never" => &["deal1"],
            _ => &["deal1", "deal2"],
        };
        view.opportunities = open.iter().copied().map(deal).collect();
    }
    view
}

/// The form as the panel opens it, filled in by the rep.
fn form(case: &Case, on: &Record) -> Form {
    let rule = match case[2] {
        "two_unasked" => OpportunityRule::OnlyOpen,
        "never" => OpportunityRule::None,
        _ => OpportunityRule::Ask,
    };
    let start = about::at_start(on, None, rule);
    let action = match case[0] {
        "mail" => ActionKind::SendEmail,
        "call" => ActionKind::LogCall,
        _ => ActionKind::AddTask,
    };
    let mut form = action.fresh(&Fresh {
        on,
        with: on.people.first(),
        signature: "",
        today: today(),
        about: &start,
        choices: &Choices::default(),
    });
    let is_asked = about::is_asked(form.about(), on);
    match (case[1], case[2]) {
        // A lead's form has no opportunity to choose.
        ("lead" | "converted", _) => assert!(!is_asked),
        (_, "other") => *form.about_mut() = About::Opportunity(deal("deal9")),
        ("contact", "two") => {
            assert!(is_asked, "of several the rep is asked");
            *form.about_mut() = About::Opportunity(deal("deal2"));
        }
        _ => assert!(!is_asked),
    }
    let shared = case[4] == "yes" && on.record.object != ObjectType::Lead;
    let also = if shared {
        vec![deal("mia")]
    } else {
        Vec::new()
    };
    match &mut form {
        Form::SendEmail(mail) => {
            mail.cc = vec![person("mia").recipient().unwrap()];
            mail.subject = "Engines".into();
            mail.html = "<p>Dear all</p>".into();
        }
        Form::LogCall(call) => call.also = also,
        Form::AddTask(task) => {
            task.subject = "Send the quote".into();
            task.also = also;
        }
        Form::AddToCampaign(_) => panic!("no activity"),
    }
    form
}

/// The org of a case.
fn describe(acme: &Acme, case: &Case) {
    let mut fields = tasks::FIELDS.to_vec();
    fields.push("WhoId");
    let mut of_mails = vec!["CcIds", "BccIds"];
    if case[4] == "yes" {
        fields.push("TaskWhoIds");
    }
    if case[5] == "all" {
        fields.push("WhatId");
        of_mails.push("RelatedToId");
    }
    tasks::describe(acme, &fields);
    let mut described = crate::office::describe();
    let known = described["fields"].as_array_mut().unwrap();
    let field = |name| json!({ "name": name, "createable": true, "length": 0 });
    known.extend(of_mails.into_iter().map(field));
    described["createable"] = (case[3] != "off").into();
    acme.step("EmailMessage/describe", 200, described);
    for name in ["grace", "mia"] {
        let mut row = crate::support::salesforce_org::ada();
        row["Id"] = json!(id(name));
        row["Email"] = format!("{name}@analytical.example").into();
        acme.people.borrow_mut().push(("Contact", row));
    }
}

/// What Salesforce has in the end: as the table writes it.
fn played(case: &Case) -> [String; 4] {
    let office = Office::open();
    describe(&office.acme, case);
    office.refuses_messages.set(case[3] == "refused");
    if case[1] == "converted" {
        convert(&office, true);
    }
    let on = view(case);
    let form = form(case, &on);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let submitted = worker.outbox.submit(intent(), jo(), on.record, form);
    life.run(submitted).unwrap().unwrap();
    life.pass(Duration::from_secs(20)).unwrap();
    let (messages, tasks) = (office.logged.borrow().clone(), office.tasks.all());
    assert_eq!(
        messages.len() + tasks.len(),
        1,
        "{case:?}: {:?}",
        office.outbox()
    );
    let names = [
        "ada", "grace", "mia", "account", "deal", "deal1", "deal2", "deal9",
    ];
    let name = |value: &Value| {
        let own = names.iter().find(|name| *value == json!(id(name)));
        own.map_or_else(|| value.to_string(), |name| (*name).to_owned())
    };
    let one = |value: Option<&Value>| value.map_or_else(|| "-".to_owned(), name);
    let rest = |all: Vec<&Value>| match all.as_slice() {
        [] => "-".to_owned(),
        all => all
            .iter()
            .map(|value| name(value))
            .collect::<Vec<_>>()
            .join(","),
    };
    let list = |row: &Value, field: &str| row[field].as_array().cloned().unwrap_or_default();
    match (messages.first(), tasks.first()) {
        (Some(message), _) => {
            let (to, cc) = (list(message, "ToIds"), list(message, "CcIds"));
            let others = rest(to.iter().skip(1).chain(&cc).collect());
            [
                "message".into(),
                one(to.first()),
                others,
                one(message.get("RelatedToId")),
            ]
        }
        (None, Some(task)) => {
            let who = list(task, "TaskWhoIds");
            assert!(who.is_empty() || who.first() == task.get("WhoId"), "{task}");
            let others = rest(who.iter().skip(1).collect());
            [
                "task".into(),
                one(task.get("WhoId")),
                others,
                one(task.get("WhatId")),
            ]
        }
        (None, None) => panic!("nothing is logged"),
    }
}

#[test]
fn each_mail_call_and_task_lands_on_the_right_record() {
    let cases = cases();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let (is, should) = (played(case), expected(case));
            (is != should).then(|| format!("{case:?} is {is:?}, should be {should:?}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
    assert_eq!(cases.len(), 720);
}
