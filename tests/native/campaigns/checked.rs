//! Emails of steps that the rep checks first: how their form begins, and the thread around them.

use super::desk::{
    Desk, HOUR, call, campaign, form, headers, lead, mail, person, record, reply, shared, submit,
};
use crate::office::{self, Mailbox, Office};
use crate::support::campaign_org::CampaignOrg;
use crate::support::worker::{lightning, panel};
use crate::world::Life;
use msi_actions::actions::{CheckedStep, Form, LogCall, SendEmail, StepThread};
use msi_actions::base::ActionKind;
use msi_actions::campaigns::{Step, Waits, What};
use msi_actions::mailbox::Earlier;
use msi_actions::outbox::{OutboxItem, OutboxState};
use msi_actions::panel::DraftView;
use msi_actions::ports::Clock;
use msi_actions::protocol::{GetDraft, GetOutbox, GetRecord, SaveDraft, Sender};
use serde_json::json;
use std::rc::Rc;

const DAY: u32 = 24;

/// A step whose email the rep checks first.
fn by_hand(mut step: Step) -> Step {
    if let What::Mail { by_itself, .. } = &mut step.what {
        *by_itself = false;
    }
    step
}

/// A browser in which these steps were begun for one person; the first that is the rep's waits for them.
fn begun(steps: Vec<Step>) -> (Rc<CampaignOrg>, Rc<crate::support::inbox::Inbox>, Desk) {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(steps));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(4 * DAY * HOUR);
    assert_eq!(org.rows("Task").len(), 1, "the rep's own");
    (org, inbox, desk)
}

/// How *Send Sales Email* begins on the person's record.
fn opened(desk: &mut Desk) -> DraftView {
    opened_as(desk, ActionKind::SendEmail)
}

/// How an action begins there.
fn opened_as(desk: &mut Desk, action: ActionKind) -> DraftView {
    let url = lightning(lead(1).as_str());
    desk.asked
        .ask(panel(&url), GetRecord { refresh: true })
        .unwrap();
    let question = GetDraft {
        record: record(1),
        action,
        with: Some(lead(1)),
        today: desk.asked.world.today(),
    };
    desk.asked.ask(panel(&url), question).unwrap()
}

/// The email with which it begins, to the address that the campaign knows.
fn email(desk: &mut Desk) -> SendEmail {
    let Form::SendEmail(mut mail) = opened(desk).form else {
        panic!("an email")
    };
    mail.to = vec![person(1)];
    mail
}

/// The rep sends it: its task is done by that.
fn send(desk: &mut Desk, id: u8, mail: SendEmail) {
    submit(desk, id, Form::SendEmail(mail));
    desk.pass(5 * DAY * HOUR);
}

fn open_tasks(org: &CampaignOrg) -> usize {
    let tasks = org.rows("Task").into_iter();
    tasks.filter(|task| task["IsClosed"] == false).count()
}

#[test]
fn sending_it_marks_its_task_as_done_in_the_call_of_the_log() {
    let calls = [true, false].map(|has_task| {
        let (org, _, mut desk) = begun(vec![by_hand(mail(1, "By hand")), call(30)]);
        let mut mail = email(&mut desk);
        if !has_task {
            mail.step.as_mut().unwrap().task = None;
        }
        let asked = |desk: &Desk| desk.acme.asked.borrow()["/services/data/v67.0/composite"];
        let before = asked(&desk);
        submit(&mut desk, 8, Form::SendEmail(mail));
        assert_eq!(open_tasks(&org), usize::from(!has_task));
        let waits = desk.view_known().members.remove(0).waits;
        assert_eq!(
            waits == Waits::Task,
            !has_task,
            "it is known without a call"
        );
        let made = asked(&desk) - before;
        // The next step comes without anything else.
        desk.pass(40 * DAY * HOUR);
        assert_eq!(open_tasks(&org), 1);
        made
    });
    assert_eq!(calls[0], calls[1], "no call beside the log");
}

#[test]
fn logging_the_call_of_a_step_marks_its_task_as_done_unless_the_rep_says_no() {
    for done in [true, false] {
        let (org, _, mut desk) = begun(vec![call(1), call(30)]);
        let mut form = logged(&mut desk);
        let step = form.step.as_mut().unwrap();
        assert_eq!((step.campaign.as_str(), step.done), ("Welcome", true));
        step.done = done;
        submit(&mut desk, 8, Form::LogCall(form));
        assert_eq!(open_tasks(&org), usize::from(!done));
    }
    let (_, _, mut desk) = begun(vec![call(1)]);
    let mut form = logged(&mut desk);
    form.who = Some(lead(2));
    assert_eq!(form.closes(), None, "with somebody else");
}

#[test]
fn a_call_is_logged_also_where_the_task_of_its_step_cannot_be_closed() {
    for (code, told) in [
        ("ENTITY_IS_DELETED", false),
        ("INSUFFICIENT_ACCESS_OR_READONLY", true),
    ] {
        let (org, _, mut desk) = begun(vec![call(1)]);
        let form = logged(&mut desk);
        *desk.acme.part.borrow_mut() = Some(Box::new(move |step, _| {
            let of_task = step.contains("PATCH") && step.contains("/sobjects/Task/00T");
            of_task.then(|| (400, json!([{ "errorCode": code, "message": "no" }])))
        }));
        submit(&mut desk, 8, Form::LogCall(form));
        assert_eq!(open_tasks(&org), 1);
        let items = desk.asked.ask(Sender::Popup, GetOutbox {}).unwrap();
        let warned: Vec<bool> = items
            .iter()
            .map(|item| format!("{:?}", item.state).contains("salesforce.logged_in_part"))
            .collect();
        assert_eq!(warned, [told], "{items:?}");
    }
}

/// The call with which *Log a Call* begins on the person's record.
fn logged(desk: &mut Desk) -> LogCall {
    let Form::LogCall(call) = opened_as(desk, ActionKind::LogCall).form else {
        panic!("a call")
    };
    call
}

#[test]
fn a_task_that_was_deleted_meanwhile_keeps_the_email_from_nothing() {
    let (org, _, mut desk) = begun(vec![by_hand(mail(1, "By hand"))]);
    let mail = email(&mut desk);
    org.delete_tasks();
    send(&mut desk, 8, mail);
    assert_eq!(desk.sent(), ["By hand"]);
    let items = desk.asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    let warned = |item: &OutboxItem| !matches!(item.state, OutboxState::Done { warning: None });
    assert!(!items.iter().any(warned), "{items:?}");
}

#[test]
fn it_goes_in_the_thread_of_the_mail_before_and_the_next_one_goes_on_after_it() {
    let steps = vec![
        mail(1, "For you"),
        by_hand(reply(2, "Second")),
        reply(3, ""),
    ];
    let (_, inbox, mut desk) = begun(steps);
    let mail = email(&mut desk);
    assert_eq!(mail.subject, "Re: For you");
    assert!(mail.html.starts_with("<p>Hello</p>"));
    assert!(mail.is_in_thread());
    assert_eq!(mail.step.as_ref().unwrap().campaign, "Welcome");
    send(&mut desk, 8, mail);
    assert_eq!(desk.sent(), ["For you", "Re: For you", "Re: For you"]);
    let id = |n: usize| format!("<CA{n}@mail.gmail.com>");
    assert_eq!(headers(&desk, "In-Reply-To"), ["".to_owned(), id(0), id(1)]);
    assert!(
        inbox.has_thread("t0") && !inbox.has_thread("t1"),
        "all are in one"
    );
}

#[test]
fn the_rep_takes_it_out_of_the_thread_and_the_draft_keeps_what_they_chose() {
    let steps = vec![
        mail(1, "For you"),
        by_hand(reply(2, "Second")),
        reply(3, ""),
    ];
    let (_, inbox, mut desk) = begun(steps);
    let mut mail = email(&mut desk);
    mail.join_thread(false);
    assert_eq!(
        (mail.subject.as_str(), mail.is_in_thread()),
        ("Second", false)
    );
    mail.subject = "Something new".into();
    mail.join_thread(true);
    assert_eq!(mail.subject, "Re: For you");
    mail.join_thread(false);
    assert_eq!(mail.subject, "Something new", "as they wrote it");
    let writing = msi_actions::outbox::Writing {
        draft: msi_actions::base::IntentId::new([8; 16]),
        form: msi_actions::base::IntentId::new([7; 16]),
        edition: 1,
        seen: None,
        user: None,
    };
    let save = SaveDraft {
        record: record(1),
        name: "Ada".into(),
        form: Form::SendEmail(mail.clone()),
        writing,
    };
    let url = lightning(lead(1).as_str());
    desk.asked.ask(panel(&url), save).unwrap();
    assert_eq!(opened(&mut desk).form, Form::SendEmail(mail.clone()));
    send(&mut desk, 8, mail);
    // This browser knows the subject under which it left.
    assert_eq!(
        desk.sent(),
        ["For you", "Something new", "Re: Something new"]
    );
    assert!(inbox.has_thread("t1"));
}

#[test]
fn where_the_mail_before_is_not_in_the_mailbox_it_is_a_new_one_and_says_so() {
    let steps = vec![mail(1, "For you"), by_hand(reply(2, "Second"))];
    let (_, inbox, mut desk) = begun(steps);
    inbox.forget_sent();
    let mail = email(&mut desk);
    assert_eq!(mail.subject, "Second");
    assert!(!mail.is_in_thread());
    assert_eq!(mail.step.unwrap().thread, StepThread::Gone);
}

#[test]
fn a_first_mail_by_hand_is_followed_by_whichever_browser() {
    let (org, inbox, mut desk) = begun(vec![by_hand(mail(1, "By hand")), reply(2, "")]);
    let mail = email(&mut desk);
    assert_eq!(mail.step.as_ref().unwrap().thread, StepThread::New);
    submit(&mut desk, 8, Form::SendEmail(mail));
    // Another email on the record begins as usual now.
    let again = opened(&mut desk);
    assert!(
        matches!(again.form, Form::SendEmail(mail) if mail.step.is_none() && mail.subject.is_empty())
    );
    let mut other = Desk::new(&org, &inbox, 2);
    other.is_closed_until(&desk);
    assert_eq!(open_tasks(&org), 0);
    other.start();
    other.pass(5 * DAY * HOUR);
    assert_eq!(other.sent(), ["Re: By hand"]);
    assert_eq!(headers(&other, "In-Reply-To"), ["<CA0@mail.gmail.com>"]);
}

#[test]
fn written_to_somebody_else_it_is_no_email_of_the_step() {
    let (_, _, mut desk) = begun(vec![
        mail(1, "For you"),
        by_hand(reply(2, "Second")),
        call(3),
    ]);
    let mut mail = email(&mut desk);
    mail.to = vec![person(2)];
    assert!(mail.done_step().is_none() && !mail.is_in_thread());
}

#[test]
fn outlook_and_gmail_send_it_with_the_headers_of_its_thread_and_without_them_outside() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook, Mailbox::OutlookDrafts] {
        for in_thread in [true, false] {
            let office = Office::with(mailbox);
            let mut mail = office::email();
            let earlier = Earlier {
                message_id: "<1@acme.example>".into(),
                references: vec!["<0@acme.example>".into()],
                conversation: None,
                subject: "Engines".into(),
            };
            mail.step = Some(Box::new(CheckedStep {
                key: "m-2".into(),
                campaign: "Welcome".into(),
                task: None,
                person: office::ada().id,
                subject: mail.subject.clone(),
                thread: StepThread::After(Box::new(earlier)),
            }));
            mail.join_thread(in_thread);
            let mut life = Life::begin(&office.world);
            let worker = office.worker();
            let (record, form) = (office::ada(), Form::SendEmail(mail));
            let submitted = worker
                .outbox
                .submit(office::intent(), office::jo(), record, form);
            life.run(submitted).unwrap().unwrap();
            life.pass(HOUR / 30).unwrap();
            office.live_on();
            let own = match mailbox {
                Mailbox::Gmail => office.google.sent.borrow(),
                Mailbox::Outlook | Mailbox::OutlookDrafts => office.microsoft.sent.borrow(),
            };
            let mail = own[0].replace("\r\n ", " ");
            let has = |line: &str| mail.lines().any(|own| own.trim_end() == line);
            let seen = [
                "In-Reply-To: <1@acme.example>",
                "References: <0@acme.example> <1@acme.example>",
                "Subject: Re: Engines",
            ]
            .map(has);
            assert_eq!(seen, [in_thread; 3], "{mailbox:?}: {mail}");
        }
    }
}
