//! Forms as the panel opens and submits them.

use crate::office::{call, task, today};
use crate::support::salesforce_org::{self, Acme, JO, org};
use crate::support::worker::{
    ADA, Asked, TAB, ada, code, keep, lightning, mail, page, panel, set_up, taken,
};
use crate::world::json as answer;
use msi_actions::actions::{AddTask, Doubt, Form, Offer};
use msi_actions::base::{ActionKind, IntentId, ObjectType, Recipient, RecordId, RecordRef};
use msi_actions::insight::{PageStart, PersonView, Whom};
use msi_actions::onboarding::PopupView;
use msi_actions::outbox::{DraftSaved, OutboxState, Undone};
use msi_actions::panel::{DraftView, PanelView};
use msi_actions::ports::{Area, Random};
use msi_actions::protocol::{
    Accepted, DropDraft, FindPeople, FindUsers, GetDraft, GetPopup, GetRecord, ListContacts,
    MakeRole, OpenFormForSeveral, SaveSignature, Sender, Submit, Submitted, Undo, WatchPeople,
};
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

/// Jo has finished the set-up, and the page in the tab is hers.
pub fn at_work() -> (Asked, Rc<Acme>) {
    let (asked, acme) = set_up();
    asked.world.on_page_of(TAB, Some(JO), false);
    (asked, acme)
}

fn renewal() -> RecordRef {
    RecordRef {
        org: org(),
        object: ObjectType::Opportunity,
        id: RecordId::parse("006Ac0000000001").unwrap(),
    }
}

fn on_renewal() -> Sender {
    panel("https://acme.lightning.force.com/lightning/r/Opportunity/006Ac0000000001/view")
}

pub fn fresh(record: RecordRef, action: ActionKind, with: Option<&str>) -> GetDraft {
    GetDraft {
        record,
        action,
        with: with.map(|id| RecordId::parse(id).unwrap()),
        today: today(),
    }
}

#[test]
fn a_draft_is_kept_when_the_page_has_moved_on_within_the_org() {
    let (mut asked, _) = at_work();
    let save = || keep(mail());
    let moved_on = panel(&lightning("00QAc0000000002"));
    assert!(asked.ask(moved_on, save()).is_ok());
    let other_org = panel("https://globex.lightning.force.com/lightning/page/home");
    assert_eq!(code(asked.ask(other_org, save())), "worker.other_record");
}

#[test]
fn a_draft_is_kept_until_it_is_submitted_and_comes_back_by_undo() {
    let (mut asked, _) = at_work();
    let from = || panel(&lightning(ADA));
    let action = ActionKind::SendEmail;
    let get = || GetDraft {
        record: ada(),
        action,
        with: None,
        today: today(),
    };
    let signature = SaveSignature {
        html: "<p>Jo</p>".into(),
    };
    asked.ask(Sender::App, signature).unwrap();
    let fresh = asked.ask(from(), get()).unwrap();
    let Form::SendEmail(form) = &fresh.form else {
        panic!("{fresh:?}")
    };
    assert!(form.html.contains("<p>Jo</p>") && fresh.saved_at.is_none());

    let saved = asked.ask(from(), keep(mail())).unwrap();
    let kept = asked.ask(from(), get());
    let DraftSaved::At(saved_at) = saved else {
        panic!("{saved:?}")
    };
    assert_eq!(
        kept,
        Ok(DraftView {
            form: mail(),
            saved_at: Some(saved_at),
            draft: Some((IntentId::new([11; 16]), 1)),
            user: fresh.user,
            choices: fresh.choices
        })
    );

    let intent = IntentId::new([11; 16]);
    let submit = Submit {
        intent: intent.clone(),
        record: ada(),
        form: mail(),
        sure: Vec::new(),
    };
    let item = taken(asked.ask(from(), submit).unwrap()).unwrap();
    assert!(matches!(item.state, OutboxState::Undo { .. }));
    let Ok(PopupView::Home(home)) = asked.ask(Sender::Popup, GetPopup {}) else {
        panic!("not at home")
    };
    assert_eq!(home.outbox.len(), 1);
    let writing = false;
    let undone = asked.ask(from(), Undo { intent, writing });
    assert_eq!(undone, Ok(Undone::Back(Box::new(mail()))));
    assert_eq!(asked.ask(from(), get()).unwrap().form, mail());
}

#[test]
fn a_fresh_form_is_for_the_chosen_person_else_for_the_first() {
    let (mut asked, acme) = at_work();
    acme.step(
        "sobjects/Opportunity/",
        200,
        json!({ "Name": "Renewal 2027" }),
    );
    let contact = |n: u8, name: &str, email: Option<&str>| {
        json!({ "IsPrimary": n == 1, "Role": "Buyer", "Contact": {
            "Id": format!("003Ac000000000{n}"), "Name": name, "Email": email } })
    };
    let roles = [
        contact(1, "Grace Hopper", Some("grace@navysystems.example")),
        contact(2, "Dorothy Vaughan", None),
    ];
    acme.rows(
        "FROM Opportunity WHERE Id",
        json!([{ "Account": null, "OpportunityContactRoles": { "records": roles } }]),
    );
    acme.rows("FROM Contact WHERE AccountId", json!([]));
    // Somebody of a further page of the account's contacts, and somebody who is gone.
    asked.world.on_http(move |_, request| {
        let query = request.uri().query().filter(|_| request.uri().path().ends_with("/query"))?;
        let katherine = json!({ "Id": "003Ac0000000007", "Name": "Katherine Johnson", "Email": "kj@navysystems.example" });
        let found = if query.contains("003Ac0000000007") { vec![katherine] } else { vec![] };
        Some(Ok(answer(200, json!({ "done": true, "records": found }))))
    });
    for (with, who) in [
        (None, "003Ac0000000001"),
        (Some("003Ac0000000002"), "003Ac0000000002"),
        (Some("003Ac0000000007"), "003Ac0000000007"),
        (Some("003Ac0000000009"), "003Ac0000000001"),
    ] {
        let who = Some(RecordId::parse(who).unwrap());
        let open = |action| fresh(renewal(), action, with);
        let call = asked.ask(on_renewal(), open(ActionKind::LogCall)).unwrap();
        let Form::LogCall(call) = call.form else {
            panic!("{call:?}")
        };
        assert_eq!((call.who, call.on), (who.clone(), today()));
        let task = asked.ask(on_renewal(), open(ActionKind::AddTask)).unwrap();
        let Form::AddTask(task) = task.form else {
            panic!("{task:?}")
        };
        assert_eq!((task.who, task.due), (who.clone(), Some(today())));
        let mail = asked
            .ask(on_renewal(), open(ActionKind::SendEmail))
            .unwrap();
        let Form::SendEmail(mail) = mail.form else {
            panic!("{mail:?}")
        };
        let to: Vec<_> = mail.to.into_iter().map(|to| to.record).collect();
        let addressed = with != Some("003Ac0000000002");
        assert_eq!(to, if addressed { vec![who] } else { vec![] });
    }
    let view = asked.ask(on_renewal(), GetRecord { refresh: false });
    let Ok(PanelView::Record(view)) = view else {
        panic!("{view:?}")
    };
    let offered = |n: usize| ActionKind::SendEmail.offered(&view.facts, view.facts.people.get(n));
    let needs = Offer::Needs("offer_needs_address".into());
    assert_eq!(
        [offered(0), offered(1), offered(2)],
        [Offer::Yes, needs, Offer::Yes]
    );
    let names: Vec<_> = view
        .actions
        .iter()
        .map(|(action, _)| action.name())
        .collect();
    assert_eq!(
        names,
        ["send_email", "log_call", "add_task", "add_to_campaign"]
    );
}

#[test]
fn what_the_org_offers_to_choose_from_comes_with_the_form() {
    let (mut asked, acme) = at_work();
    let value = |value: &str, label: &str| json!({ "active": value != "Old", "defaultValue": value == "Medium", "label": label, "value": value });
    let field = |name: &str, values: serde_json::Value| json!({ "name": name, "createable": true, "length": 40, "picklistValues": values });
    let fields = json!([
        field(
            "Priority",
            json!([
                value("Urgent", "Dringend"),
                value("Medium", "Medium"),
                value("Old", "Oud")
            ])
        ),
        field("CallDisposition", json!([value("Reached", "Bereikt")])),
    ]);
    acme.step(
        "Task/describe",
        200,
        json!({ "createable": true, "fields": fields }),
    );
    let open = fresh(ada(), ActionKind::AddTask, None);
    let DraftView { form, choices, .. } = asked.ask(panel(&lightning(ADA)), open).unwrap();
    assert_eq!(choices.priorities, ["Urgent", "Medium"]);
    assert_eq!(choices.outcomes, ["Reached"]);
    assert_eq!(
        (choices.shown("Urgent"), choices.shown("Medium")),
        ("Dringend", "Medium")
    );
    let Form::AddTask(task) = form else {
        panic!("{form:?}")
    };
    assert_eq!(task.priority, "Medium");
}

#[test]
fn only_a_mail_needs_a_mailbox() {
    let (mut asked, _) = at_work();
    let remove = msi_actions::ports::Store::remove(&*asked.world, Area::Local, "mailbox");
    asked.life.run(remove).unwrap().unwrap();
    let mut submit = |form| {
        let (intent, record) = (IntentId::new(asked.world.bytes()), ada());
        asked.ask(
            panel(&lightning(ADA)),
            Submit {
                intent,
                record,
                form,
                sure: Vec::new(),
            },
        )
    };
    assert_eq!(code(submit(mail())), "mailbox.not_connected");
    for form in [Form::LogCall(call()), Form::AddTask(task())] {
        assert!(matches!(
            taken(submit(form).unwrap()).unwrap().state,
            OutboxState::Undo { .. }
        ));
    }
}

#[test]
fn users_are_found_by_a_part_of_their_name_in_one_call() {
    let (mut asked, _) = at_work();
    let soql = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&soql);
    asked.world.on_http(move |_, request| {
        let query = request
            .uri()
            .path()
            .ends_with("/query")
            .then(|| request.uri().query())??;
        let (_, text) = url::form_urlencoded::parse(query.as_bytes()).next()?;
        heard.borrow_mut().push(text.into_owned());
        let sam = json!({ "Id": "005Ac0000000003", "Name": "Sam Okafor" });
        Some(Ok(answer(200, json!({ "done": true, "records": [sam] }))))
    });
    for text in ["sa", "  ", r"O'Neil 100%\"] {
        let (record, text) = (ada(), text.to_owned());
        let found = asked
            .ask(panel(&lightning(ADA)), FindUsers { record, text })
            .unwrap();
        assert_eq!(found[0].name, "Sam Okafor");
    }
    let asked_for = |named: &str| {
        format!(
            "SELECT Id, Name FROM User WHERE IsActive = true AND UserType = 'Standard'{named} ORDER BY Name ASC, Id ASC LIMIT 10"
        )
    };
    assert_eq!(
        *soql.borrow(),
        [
            asked_for(" AND Name LIKE '%sa%'"),
            asked_for(""),
            asked_for(r" AND Name LIKE '%O\'Neil 100\%\\%'"),
        ]
    );
    let (record, text) = (renewal(), String::new());
    let elsewhere = asked.ask(panel(&lightning(ADA)), FindUsers { record, text });
    assert_eq!(code(elsewhere), "worker.other_record");
}

#[test]
fn people_are_found_for_the_record_in_view_only_by_its_own_panel() {
    let (mut asked, acme) = at_work();
    acme.rows("FROM Lead WHERE", json!([salesforce_org::ada()]));
    acme.rows("FROM Contact WHERE", json!([]));
    let find = |record| FindPeople {
        record,
        text: "ada".into(),
        whom: Whom::Recipients,
    };
    let found = asked.ask(panel(&lightning(ADA)), find(ada())).unwrap();
    assert_eq!(found[0].person.record, ada().id);
    let elsewhere = asked.ask(panel(&lightning(ADA)), find(renewal()));
    assert_eq!(code(elsewhere), "worker.other_record");
    let page = asked.ask(page(&lightning(ADA)), find(ada()));
    assert_eq!(code(page), "bug.not_yours_to_ask");
    asked
        .world
        .on_page_of(TAB, Some(salesforce_org::SAM), false);
    let others = asked.ask(panel(&lightning(ADA)), find(ada()));
    assert_eq!(code(others), "worker.other_user");
}

#[test]
fn a_mail_without_a_subject_is_asked_about_and_then_sent() {
    let (mut asked, _) = at_work();
    let Form::SendEmail(mut form) = mail() else {
        panic!()
    };
    form.subject.clear();
    let submit = |sure| Submit {
        intent: IntentId::new([3; 16]),
        record: ada(),
        form: Form::SendEmail(form.clone()),
        sure,
    };
    let from = || panel(&lightning(ADA));
    let first = asked.ask(from(), submit(Vec::new())).unwrap();
    assert_eq!(first, Submitted::Unsure(vec![Doubt::NoSubject]));
    taken(asked.ask(from(), submit(vec![Doubt::NoSubject])).unwrap()).unwrap();
}

#[test]
fn a_typed_address_is_the_one_person_who_has_it() {
    let (mut asked, acme) = at_work();
    let twin = || {
        let mut twin = salesforce_org::ada();
        twin["Id"] = "00QAc0000000002".into();
        twin
    };
    // The first look asks for the schema, too.
    let adas = "Ada@Analytical.example";
    for (address, people, known, calls) in [
        (adas, json!([salesforce_org::ada()]), true, 2),
        (adas, json!([salesforce_org::ada(), twin()]), false, 1),
        ("nobody@analytical.example", json!([]), false, 1),
    ] {
        acme.rows("FROM Lead WHERE Email IN", people);
        let before = acme.count("/services/data/v67.0/composite");
        let intent = IntentId::new(asked.world.bytes());
        let Form::SendEmail(mut form) = mail() else {
            panic!()
        };
        form.to = vec![Recipient {
            address: address.into(),
            ..Recipient::default()
        }];
        let submit = Submit {
            intent: intent.clone(),
            record: ada(),
            form: Form::SendEmail(form),
            sure: Vec::new(),
        };
        taken(asked.ask(panel(&lightning(ADA)), submit).unwrap()).unwrap();
        let undo = Undo {
            intent,
            writing: false,
        };
        let undone = asked.ask(panel(&lightning(ADA)), undo).unwrap();
        let Undone::Back(form) = undone else {
            panic!("{undone:?}")
        };
        let Form::SendEmail(form) = *form else {
            panic!("{form:?}")
        };
        let [to] = &form.to[..] else {
            panic!("{form:?}")
        };
        assert_eq!(to.address, address);
        assert_eq!(to.record, known.then(|| ada().id));
        assert_eq!(to.name.as_deref(), known.then_some("Ada Lovelace"));
        let (record, action) = (ada(), ActionKind::SendEmail);
        let discard = DropDraft { record, action };
        asked.ask(panel(&lightning(ADA)), discard).unwrap();
        let asked = acme.count("/services/data/v67.0/composite") - before;
        assert_eq!(asked, calls);
    }
}

#[test]
fn a_contact_of_the_account_becomes_a_contact_role_by_a_press_in_the_reps_own_page() {
    let (mut asked, acme) = at_work();
    let made = json!({ "id": "00KAc0000000001", "success": true, "errors": [] });
    acme.step("sobjects/OpportunityContactRole", 201, made);
    let make = |record, contact: &str| MakeRole {
        record,
        contact: RecordId::parse(contact).unwrap(),
    };
    let sent = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&sent);
    asked.world.on_http(move |_, request| {
        let body: serde_json::Value = serde_json::from_slice(request.body()).ok()?;
        let steps = body["compositeRequest"].as_array()?;
        let posts = steps.iter().filter(|step| step["method"] == "POST");
        heard
            .borrow_mut()
            .extend(posts.map(|step| step["body"].clone()));
        None
    });
    let grace = "003Ac0000000001";
    let done = asked.ask(on_renewal(), make(renewal(), grace));
    assert_eq!(done, Ok(Accepted {}));
    let id = |text: &str| RecordId::parse(text).unwrap();
    let role = json!({ "OpportunityId": renewal().id, "ContactId": id(grace) });
    assert_eq!(*sent.borrow(), [role]);
    for (from, record, contact, refused) in [
        (on_renewal(), ada(), grace, "worker.other_record"),
        (on_renewal(), renewal(), ADA, "worker.other_record"),
        (panel(&lightning(ADA)), ada(), grace, "worker.other_record"),
    ] {
        assert_eq!(code(asked.ask(from, make(record, contact))), refused);
    }
    asked
        .world
        .on_page_of(TAB, Some(salesforce_org::SAM), false);
    let others = asked.ask(on_renewal(), make(renewal(), grace));
    assert_eq!(code(others), "worker.other_user");
    let page = ListContacts {
        record: renewal(),
        text: String::new(),
        start: PageStart::First,
    };
    assert_eq!(code(asked.ask(on_renewal(), page)), "worker.other_user");
    asked.world.on_page_of(TAB, Some(JO), false);
    let no_right = json!([{ "errorCode": "INSUFFICIENT_ACCESS_OR_READONLY", "message": "no" }]);
    acme.step("sobjects/OpportunityContactRole", 400, no_right);
    let refused = asked.ask(on_renewal(), make(renewal(), grace));
    assert_eq!(code(refused), "salesforce.no_right");
    assert_eq!(
        sent.borrow().len(),
        2,
        "nothing is written for who may not ask"
    );
}

#[test]
fn several_of_an_account_get_a_form_on_it_without_a_call() {
    let (mut asked, acme) = at_work();
    acme.step(
        "sobjects/Opportunity/",
        200,
        json!({ "Name": "Renewal 2027" }),
    );
    let grace = json!({ "Id": "003Ac0000000001", "Name": "Grace Hopper", "Email": null });
    let roles = json!([{ "IsPrimary": true, "Role": "Buyer", "Contact": grace }]);
    acme.rows(
        "FROM Opportunity WHERE Id",
        json!([{ "Account": null, "OpportunityContactRoles": { "records": roles } }]),
    );
    acme.rows("FROM Contact WHERE AccountId", json!([]));
    asked
        .ask(on_renewal(), fresh(renewal(), ActionKind::LogCall, None))
        .unwrap();
    let calls = acme.asked.borrow().len();
    let person = |n: usize, name: &str| -> PersonView {
        let person = json!({
            "record": format!("003Ac000000000{n}"), "name": name,
            "address": format!("p{n}@renewal.example"), "title": null, "phone": null, "role": null,
            "primary": false, "marks": null,
            "opt_out": { "email": false, "calls": false, "fax": false, "fields": [], "unread": [] },
        });
        serde_json::from_value(person).unwrap()
    };
    let people = [person(8, "Hedy Lamarr"), person(9, "Alan Turing")];
    let open = |action| OpenFormForSeveral {
        record: renewal(),
        action,
        people: people.to_vec(),
        today: today(),
    };
    let Form::AddTask(mut task) = asked
        .ask(on_renewal(), open(ActionKind::AddTask))
        .unwrap()
        .form
    else {
        panic!("no task");
    };
    let names = |task: &AddTask| -> Vec<String> {
        task.everybody().map(|(_, name)| name.to_owned()).collect()
    };
    assert_eq!(names(&task), ["Hedy Lamarr", "Alan Turing"]);
    task.remove(&people[0].record);
    assert_eq!(names(&task), ["Alan Turing"], "the next one is in front");
    task.remove(&people[1].record);
    assert_eq!(names(&task), ["Alan Turing"], "the last one stays");
    let Form::SendEmail(mail) = asked
        .ask(on_renewal(), open(ActionKind::SendEmail))
        .unwrap()
        .form
    else {
        panic!("no mail");
    };
    let to: Vec<_> = mail.to.iter().map(|who| who.address.as_str()).collect();
    assert_eq!(to, ["p8@renewal.example", "p9@renewal.example"]);
    assert!(mail.each.is_some(), "one each");
    assert_eq!(acme.asked.borrow().len(), calls, "no call of Salesforce");
}

#[test]
fn contacts_of_the_account_in_view_are_watched_and_nobody_else() {
    let (mut asked, _) = at_work();
    let ids = |stem: &str| vec![RecordId::parse(stem).unwrap()];
    let watch = |ids| WatchPeople { ids };
    let grace = "003Ac0000000001";
    assert_eq!(asked.ask(on_renewal(), watch(ids(grace))), Ok(Accepted {}));
    let refused = asked.ask(on_renewal(), watch(ids("00QAc0000000001")));
    assert_eq!(
        code(refused),
        "worker.other_record",
        "no lead of an account"
    );
    let alone = asked.ask(panel(&lightning(ADA)), watch(ids(grace)));
    assert_eq!(code(alone), "worker.no_record", "nor from beside a lead");
}
