//! Emails of a campaign that are written for one person alone, before that person is added.

use super::desk::{
    Desk, HOUR, address, alone, call, campaign, form, lead, mail, person, record, reply, saved,
    shared, submit,
};
use crate::support::worker::{lightning, panel};
use msi_actions::actions::{
    AddToCampaign, CampaignId, ChosenCampaign, Filled, FilledMail, Form, Leaves, OwnMail, OwnText,
    StepId,
};
use msi_actions::base::{ActionKind, Fault, IntentId};
use msi_actions::campaigns::{Campaign, Keeping, What};
use msi_actions::outbox::Writing;
use msi_actions::ports::Clock;
use msi_actions::protocol::{GetDraft, PreviewLaunch, SaveDraft, Sender, Submit};
use serde_json::{Value, json};

const DAY: u32 = 24;

/// What is written for a lead.
fn own(chosen: &ChosenCampaign, n: usize, number: u16, subject: &str, html: &str) -> OwnMail {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    OwnMail {
        campaign: chosen.id.clone(),
        person: lead(n),
        leaves: Leaves::Alone,
        text: OwnText {
            step: StepId::nth(number),
            subject: some(subject),
            html: some(html),
        },
    }
}

fn edit(form: &mut Form) -> &mut AddToCampaign {
    AddToCampaign::of_mut(form).unwrap()
}

/// A mail that the rep sends.
fn by_hand(day: u16, subject: &str) -> msi_actions::campaigns::Step {
    let mut step = mail(day, subject);
    if let What::Mail { by_itself, .. } = &mut step.what {
        *by_itself = false;
    }
    step
}

fn sent_to(desk: &Desk, n: usize) -> Vec<String> {
    let mails = desk.mails().into_iter();
    let theirs = mails.filter(|(to, ..)| *to == address(n));
    theirs.map(|(_, subject, _)| subject).collect()
}

#[test]
fn a_campaign_of_this_browser_alone_sends_what_was_written_for_one_person() {
    let (org, inbox) = alone(2);
    let mut desk = Desk::new(&org, &inbox, 1);
    assert!(desk.view(true).own_mails);
    let chosen = desk.save(&campaign(vec![mail(1, "First")]));
    let mut adding = form(&chosen, 1..=2);
    edit(&mut adding).own_mails = vec![own(&chosen, 1, 1, "Just for you", "")];
    submit(&mut desk, 9, adding);
    desk.pass(8 * HOUR);
    assert_eq!(sent_to(&desk, 1), ["Just for you"]);
    assert_eq!(sent_to(&desk, 2), ["First"]);
}

#[test]
fn each_browser_of_the_reps_sends_what_was_written_for_one_person() {
    let (org, inbox) = shared(2);
    let (mut one, mut other) = (Desk::new(&org, &inbox, 1), Desk::new(&org, &inbox, 2));
    let task = ["Subject", "Description", "ActivityDate"]
        .map(|name| json!({ "name": name, "createable": true, "length": 32_000 }));
    let task = json!({ "createable": true, "fields": task });
    let described = ("Task/describe", 200, task);
    other.acme.steps.borrow_mut().insert(0, described);
    let steps = vec![mail(1, "First"), reply(2, ""), by_hand(5, "Third"), call(8)];
    let chosen = one.save(&campaign(steps));
    let mut form = form(&chosen, 1..=2);
    let written = edit(&mut form);
    written.write_own(own(&chosen, 1, 1, "For you", "<p>Dear you</p>"));
    written.write_own(own(&chosen, 1, 3, "Third for you", "<p>Alone</p>"));
    let calls = org.calls.get();
    submit(&mut one, 9, form);
    assert!(org.calls.get() <= calls + 2, "added by one call, then read");
    let rows = org.rows("MSI_Actions_Member__c");
    let bytes = |row: &serde_json::Map<String, Value>| row.get("Texts__c").is_some();
    assert_eq!(
        rows.iter().map(bytes).collect::<Vec<_>>(),
        [true, false],
        "a member without changes costs no byte"
    );
    one.pass(3 * HOUR);
    assert_eq!(sent_to(&one, 1), ["For you"]);
    assert_eq!(sent_to(&one, 2), ["First"]);
    let body = |text: &String| text.contains("Dear you");
    assert_eq!(
        one.google
            .sent
            .borrow()
            .iter()
            .filter(|text| body(text))
            .count(),
        1
    );
    // The rest is done by the other browser, which was told nothing.
    other.is_closed_until(&one);
    other.start();
    other.view(true);
    other.pass(6 * DAY * HOUR);
    assert_eq!(
        sent_to(&other, 1),
        ["Re: For you"],
        "in the thread of what they got"
    );
    assert_eq!(sent_to(&other, 2), ["Re: First"]);
    let tasks = org.rows("Task");
    let of = |n: usize| {
        tasks
            .iter()
            .find(|task| task["WhoId"] == lead(n).as_str())
            .unwrap()
    };
    assert_eq!(
        (&of(1)["Subject"], &of(1)["Description"]),
        (&json!("Third for you"), &json!("Alone"))
    );
    assert_eq!(
        (&of(2)["Subject"], &of(2)["Description"]),
        (&json!("Third"), &json!("Hello"))
    );
}

#[test]
fn what_is_shown_of_somebody_has_their_own_subject() {
    let (org, inbox) = shared(2);
    let mut desk = Desk::new(&org, &inbox, 1);
    let shared = campaign(vec![mail(5, "First"), mail(9, "Second")]);
    let chosen = desk.save(&shared);
    let mut form = form(&chosen, 1..=2);
    edit(&mut form).write_own(own(&chosen, 1, 1, "For you", ""));
    submit(&mut desk, 9, form);
    let members = desk.view(true).members;
    let subject = |n: usize, number: u16| {
        let theirs = members
            .iter()
            .find(|member| member.address == address(n))
            .unwrap();
        theirs.subject(&shared, number)
    };
    assert_eq!([subject(1, 1), subject(1, 2)], ["For you", "Second"]);
    assert_eq!([subject(2, 1), subject(2, 2)], ["First", "Second"]);
}

#[test]
fn a_campaign_that_is_changed_later_leaves_a_persons_own_text_alone() {
    let shared = saved(vec![mail(1, "First"), call(2), mail(3, "Third")]);
    assert_eq!(
        shared.own_text(StepId::nth(1), "First", "<p>Hello</p>"),
        OwnText {
            step: StepId::nth(1),
            ..OwnText::default()
        }
    );
    let text = shared.own_text(StepId::nth(3), "Yours", "<p>Hello</p>");
    assert_eq!(
        (text.subject.as_deref(), text.html.as_deref()),
        (Some("Yours"), None),
        "only what is another"
    );
    let mut changed = shared.clone();
    changed.steps[2].what = mail(3, "New").what;
    let subjects = |campaign: &Campaign| {
        let mails = campaign.for_one([&text]).mails().into_iter();
        mails.map(|mail| mail.subject).collect::<Vec<_>>()
    };
    assert_eq!(subjects(&changed), ["First", "Yours"]);
    changed.steps.swap(0, 2);
    assert_eq!(
        subjects(&changed),
        ["Yours", "First"],
        "it goes with its step"
    );
    changed.steps[0].what = call(1).what;
    assert_eq!(subjects(&changed), ["First"], "it is no email any more");
    changed.steps.remove(0);
    assert_eq!(subjects(&changed), ["First"], "its step was taken out");
}

#[test]
fn a_mail_says_in_which_thread_it_goes() {
    let steps = vec![
        by_hand(1, "By hand"),
        reply(2, ""),
        reply(3, "Third"),
        mail(4, "New"),
        reply(5, ""),
    ];
    let mails = campaign(steps).mails();
    let seen: Vec<_> = mails
        .iter()
        .map(|mail| (mail.leaves, mail.thread.as_deref()))
        .collect();
    let expected = [
        (Leaves::ByRep, None),
        (Leaves::InThread, Some("By hand")),
        (Leaves::InThread, Some("By hand")),
        (Leaves::Alone, None),
        (Leaves::InThread, Some("New")),
    ];
    assert_eq!(seen, expected);
}

/// The faults with which a form is refused.
fn refused(desk: &mut Desk, form: Form) -> Vec<(String, String)> {
    let submit = Submit {
        intent: IntentId::new([9; 16]),
        record: record(1),
        form,
        sure: Vec::new(),
    };
    let url = lightning(lead(1).as_str());
    let fault: Fault = desk.asked.ask(panel(&url), submit).unwrap_err();
    let line = |fault: msi_actions::base::FieldFault| {
        (fault.message.into_owned(), fault.value.unwrap_or_default())
    };
    fault.fields.into_iter().map(line).collect()
}

#[test]
fn what_could_not_leave_so_is_said_before_anybody_is_added() {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First"), reply(2, "")]));
    let written = |mail: OwnMail| {
        let mut form = form(&chosen, 1..=1);
        edit(&mut form).write_own(mail);
        form
    };
    let prompt = own(&chosen, 1, 1, "", "<p>{{!Why now}}</p>");
    let blank = OwnMail {
        text: OwnText {
            step: StepId::nth(1),
            subject: Some(" ".into()),
            html: None,
        },
        ..prompt.clone()
    };
    let wrong = ("field_campaign_own".to_owned(), "Lead 1".to_owned());
    for (mail, key) in [
        (prompt.clone(), "field_campaign_prompt"),
        (blank.clone(), "field_campaign_subject_missing"),
        (
            own(&chosen, 1, 1, "", "{{first_<b>name</b>}}"),
            "field_campaign_braces",
        ),
        (own(&chosen, 1, 1, "", " "), "field_body_missing"),
        (
            own(&chosen, 1, 1, &"x".repeat(256), ""),
            "field_campaign_subject_long",
        ),
    ] {
        assert_eq!(mail.faults()[0].message, key);
        let found = refused(&mut desk, written(mail));
        assert_eq!(found, std::slice::from_ref(&wrong), "{key}");
    }
    for (mail, leaves) in [(prompt, Leaves::ByRep), (blank, Leaves::InThread)] {
        assert_eq!(OwnMail { leaves, ..mail }.faults(), []);
    }
    // Half of the characters take two places.
    let long = "😀".repeat(45_000) + &"x".repeat(45_000);
    let long = refused(&mut desk, written(own(&chosen, 1, 1, "", &long)));
    assert_eq!(
        long,
        [("field_campaign_own_long".to_owned(), "Lead 1".to_owned())]
    );
    assert!(
        org.rows("MSI_Actions_Member__c").is_empty(),
        "nobody was added"
    );
    let fits = "x".repeat(131_000);
    submit(&mut desk, 8, written(own(&chosen, 1, 1, "", &fits)));
    assert_eq!(org.rows("MSI_Actions_Member__c").len(), 1);
}

#[test]
fn what_was_written_goes_with_the_person_and_the_campaign() {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First")]));
    let other = ChosenCampaign {
        id: CampaignId::Salesforce(lead(9)),
        ..chosen.clone()
    };
    let mut form = form(&chosen, 1..=2);
    let form = edit(&mut form);
    form.write_own(own(&chosen, 1, 1, "A", ""));
    form.write_own(own(&chosen, 1, 1, "B", ""));
    form.write_own(own(&chosen, 2, 1, "C", ""));
    let subjects = |form: &AddToCampaign| {
        let all = form.own_here();
        all.map(|own| own.text.subject.clone().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(subjects(form), ["B", "C"]);
    form.campaign = Some(other);
    assert_eq!(subjects(form), [""; 0], "of another campaign");
    form.campaign = Some(chosen.clone());
    form.write_own(own(&chosen, 1, 1, "", ""));
    assert_eq!(subjects(form), ["C"], "as the campaign's again");
    form.remove(&person(2));
    assert_eq!(subjects(form), [""; 0]);
}

#[test]
fn what_was_written_survives_a_worker_that_is_killed() {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First")]));
    let mut written = form(&chosen, 1..=1);
    edit(&mut written).write_own(own(&chosen, 1, 1, "For you", "<p>Dear you</p>"));
    let url = lightning(lead(1).as_str());
    let draft = SaveDraft {
        record: record(1),
        name: "Lead 1".into(),
        form: written.clone(),
        writing: Writing {
            draft: IntentId::new([7; 16]),
            form: IntentId::new([7; 16]),
            edition: 1,
            seen: None,
            user: None,
        },
    };
    desk.asked.ask(panel(&url), draft).unwrap();
    desk.start();
    let kept = GetDraft {
        record: record(1),
        action: ActionKind::AddToCampaign,
        with: None,
        today: desk.asked.world.today(),
    };
    assert_eq!(desk.asked.ask(panel(&url), kept).unwrap().form, written);
}

#[test]
fn an_org_whose_objects_are_older_has_campaigns_without_own_texts() {
    let (org, inbox) = shared(1);
    org.older.set(true);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First")]));
    let view = desk.view(true);
    assert!(view.keeping == Keeping::Salesforce && !view.own_mails);
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(3 * HOUR);
    assert_eq!(desk.sent(), ["First"]);
}

#[test]
fn members_whose_rows_are_too_long_for_one_page_are_all_read() {
    let (org, inbox) = shared(5);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(5, "First")]));
    submit(&mut desk, 9, form(&chosen, 1..=5));
    org.page.set(2);
    let calls = org.calls.get();
    assert_eq!(desk.view(true).members.len(), 5);
    assert_eq!(org.calls.get(), calls + 3);
}

/// The emails as a person of the form will read them.
fn preview(desk: &mut Desk, form: &Form, n: usize) -> Result<Vec<FilledMail>, Fault> {
    let question = PreviewLaunch {
        record: record(1),
        form: Box::new(AddToCampaign::of(form).unwrap().clone()),
        person: lead(n),
    };
    desk.asked
        .ask(panel(&lightning(lead(1).as_str())), question)
}

#[test]
fn the_emails_of_two_hundred_people_cost_one_call_when_the_rep_looks_at_them() {
    let (org, inbox) = shared(200);
    let mut desk = Desk::new(&org, &inbox, 1);
    let field =
        |name: &str| json!({ "name": name, "type": "string", "createable": true, "length": 80 });
    let lead_fields = ["FirstName", "LastName", "Email", "Company"].map(field);
    desk.acme.steps.borrow_mut().insert(
        0,
        (
            "Lead/describe",
            200,
            json!({ "createable": true, "fields": lead_fields }),
        ),
    );
    let rows: Vec<Value> = (1..=200)
        .map(|n| json!({ "Id": lead(n), "FirstName": format!("P{n}"), "Company": null }))
        .collect();
    desk.acme.rows("FROM Lead WHERE Id IN", Value::Array(rows));
    let signature = msi_actions::protocol::SaveSignature {
        html: "<b>Jo</b>".into(),
    };
    desk.asked.ask(Sender::App, signature).unwrap();
    let mut steps = vec![mail(1, "For {{first_name}}"), call(2), reply(3, "")];
    if let What::Mail { html, .. } = &mut steps[0].what {
        *html = "<p>Dear {{first_name}}</p>".into();
    }
    let chosen = desk.save(&campaign(steps));
    let mut form = form(&chosen, 1..=200);
    edit(&mut form).write_own(own(&chosen, 3, 1, "", "<p>{{company}} {{first_name}}</p>"));
    let composites = |desk: &Desk| desk.acme.count("/services/data/v67.0/composite");
    let first = preview(&mut desk, &form, 1).unwrap();
    let seen: Vec<_> = first
        .iter()
        .map(|mail| (mail.subject.as_str(), mail.html.as_str()))
        .collect();
    let expected = [
        ("For P1", "<p>Dear P1</p><b>Jo</b>"),
        ("Re: For P1", "<p>Hello</p><b>Jo</b>"),
    ];
    assert_eq!(seen, expected);
    let calls = composites(&desk);
    let campaigns = org.calls.get();
    let own = preview(&mut desk, &form, 3).unwrap();
    assert_eq!(own[0].unfilled, ["company"], "{own:?}");
    assert_eq!(
        preview(&mut desk, &form, 200).unwrap()[0].subject,
        "For P200"
    );
    assert_eq!(
        (composites(&desk), org.calls.get()),
        (calls, campaigns),
        "all were asked for together"
    );
    assert_eq!(
        preview(&mut desk, &form, 201).unwrap_err().code.as_str(),
        "campaigns.not_found"
    );
}
