//! Looking for what came back: what it costs, what is read of it, what becomes of it.

use crate::google::JO;
use crate::office::{Mailbox, Office, Worker, ada, email, intent, jo};
use crate::support::inbox::Inbox;
use crate::world::Life;
use msi_actions::actions::Form;
use msi_actions::base::{Day, IntentId, RecordId};
use msi_actions::mailbox::{Part, RepliesRight, SentBefore};
use msi_actions::ports::{Area, Clock, Table};
use msi_actions::replies::{CameBackView, Heard, Lasting, Replies, What};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

use super::by_wire::office;
use super::part;

const MINUTE: Duration = Duration::from_secs(60);
const ADA: &str = "ada@analytical.example";

/// An office where a mail to Ada left a minute ago, and what arrives there.
fn sent(mailbox: Mailbox) -> (Office, Rc<Inbox>) {
    let office = office(mailbox);
    let inbox = Inbox::on(&office.world);
    send(&office);
    (office, inbox)
}

fn send(office: &Office) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let submit = worker.submit_form(Form::SendEmail(email()));
    life.run(submit).unwrap().unwrap();
    life.pass(Duration::from_secs(30)).unwrap();
    assert_eq!(office.sent(), 1);
}

fn replies(office: &Office, worker: &Worker) -> Rc<Replies<crate::world::World>> {
    Replies::new(
        Rc::clone(&office.world),
        Rc::clone(&worker.sessions),
        Rc::clone(&worker.mailboxes),
        Rc::clone(&worker.outbox),
    )
}

/// One look some minutes later, in a life of its own; gives what is shown then.
fn look(office: &Office) -> Vec<CameBackView> {
    office.world.pass(3 * MINUTE);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let replies = replies(office, &worker);
    life.run(replies.look()).unwrap();
    life.pass(Duration::from_secs(5)).unwrap();
    let view = life.run(replies.view()).unwrap().unwrap();
    view.all
}

fn mail(from: &str, headers: &[(&str, String)], text: &str) -> Part {
    let mut all = vec![
        ("From".to_owned(), format!("Ada Lovelace <{from}>")),
        ("To".to_owned(), JO.to_owned()),
        ("Subject".to_owned(), "Re: Engines".to_owned()),
        (
            "Message-ID".to_owned(),
            "<answer@analytical.example>".to_owned(),
        ),
        ("Received".to_owned(), "by mx.acme.example".to_owned()),
    ];
    for (name, value) in headers {
        all.retain(|(of, _)| of != name);
        all.push(((*name).to_owned(), value.clone()));
    }
    Part {
        headers: all,
        kind: "multipart/alternative".into(),
        parts: vec![part("text/plain", text)],
        ..Part::default()
    }
}

/// What answers our Message-ID, as the receivers of Outlook see it.
fn answers() -> (&'static str, String) {
    ("In-Reply-To", format!("<{}@acme.example>", intent()))
}

/// Delivers a mail into the conversation of ours, as each provider knows it.
fn deliver(office: &Office, inbox: &Inbox, part: Part) {
    let row = office.world.kept(Table::Sent);
    let row: Value = serde_json::from_str(&row[&format!("mail/{}", intent())]).unwrap();
    let conversation = row["conversation"].as_str().unwrap_or("other").to_owned();
    inbox.deliver(office.world.now(), &conversation, part);
}

#[test]
fn what_a_person_wrote_is_heard_and_nobody_elses_mail_nor_what_was_before() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook] {
        let office = office(mailbox);
        let inbox = Inbox::on(&office.world);
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let replies = replies(&office, &worker);
        inbox.deliver(office.world.now(), "before", mail(ADA, &[], "Hello"));
        life.pass(2 * MINUTE).unwrap();
        let since = office.world.now();
        life.pass(MINUTE).unwrap();
        let addresses = [ADA.to_owned(), "o'hara@analytical.example".to_owned()];
        let mut hear = || life.run(replies.heard(&addresses, since)).unwrap().unwrap();
        assert_eq!(hear(), Heard::default(), "{mailbox:?}");
        let arrive = |part| inbox.deliver(office.world.now(), "other", part);
        arrive(mail("sam@acme.example", &[], "Hello"));
        assert_eq!(hear(), Heard::default(), "{mailbox:?}");
        let absence = [
            ("Subject", "Out of office".to_owned()),
            ("Auto-Submitted", "auto-replied".to_owned()),
        ];
        arrive(mail(ADA, &absence, "I am back on 25 January 2027."));
        let away = hear();
        assert!(!away.wrote, "{mailbox:?}");
        assert_eq!(away.away, Day::parse("2027-01-25").ok(), "{mailbox:?}");
        arrive(mail("o'hara@analytical.example", &[], "Yes, please."));
        assert!(hear().wrote, "{mailbox:?}");
    }
}

#[test]
fn outlook_finds_a_mail_of_ours_by_its_message_id_to_write_the_next_one_in_its_thread() {
    let (office, _inbox) = sent(Mailbox::Outlook);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let mut find = |id: &str| {
        let look = SentBefore {
            to: ADA,
            since: office.world.now(),
            subjects: &[],
            message_id: Some(id),
            by_rep: None,
        };
        let found = worker.mailboxes.sent_before(JO, &look);
        life.run(found).unwrap().unwrap()
    };
    let id = format!("<{}@acme.example>", intent());
    let found = find(&id).unwrap();
    assert_eq!(found.message_id, id);
    assert_eq!(found.next_subject(), format!("Re: {}", email().subject));
    assert_eq!(find("<another@acme.example>"), None);
}

#[test]
fn outlook_finds_the_mail_that_the_rep_wrote_by_hand_since_then() {
    let (office, _inbox) = sent(Mailbox::Outlook);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let mut find = |to: &str, subject: &str| {
        let subjects = [subject.to_owned()];
        let look = SentBefore {
            to,
            since: office.world.now(),
            subjects: &subjects,
            message_id: None,
            by_rep: Some(office.world.now().before(MINUTE * 60)),
        };
        let found = worker.mailboxes.sent_before(JO, &look);
        life.run(found).unwrap().unwrap()
    };
    let subject = email().subject;
    let found = find(ADA, &format!("Re: {subject}")).unwrap();
    assert_eq!(found.message_id, format!("<{}@acme.example>", intent()));
    assert_eq!(found.subject, subject);
    assert_eq!(find(ADA, "Another"), None);
    assert_eq!(find("lin@x.example", &subject), None, "to somebody else");
}

#[test]
fn many_uses_of_the_extension_ask_once_a_minute_whether_a_look_is_due() {
    let (office, inbox) = sent(Mailbox::Gmail);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let replies = replies(&office, &worker);
    life.run(replies.used()).unwrap();
    assert_ne!(inbox.take_asked().len(), 0, "the first one looks");
    office.world.take_row_reads(Table::Sent);
    for _ in 0..20 {
        life.run(replies.used()).unwrap();
    }
    assert_eq!(office.world.take_row_reads(Table::Sent), 0);
    office.world.pass(3 * MINUTE);
    life.run(replies.used()).unwrap();
    assert_eq!(inbox.take_asked().len(), 1, "a look is due");
}

#[test]
fn an_answer_is_found_for_little_shown_and_logged_once() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook] {
        let (office, inbox) = sent(mailbox);
        assert_eq!(look(&office).len(), 0);
        inbox.take_asked();
        // Nothing new: one call.
        assert_eq!(look(&office).len(), 0);
        let quiet = inbox.take_asked();
        assert_eq!(quiet.len(), 1, "{quiet:?}");
        // What has nothing to do with ours is never read.
        let foreign = mail(
            "boss@acme.example",
            &[("Subject", "Salaries".into())],
            "secret",
        );
        inbox.deliver(office.world.now(), "foreign", foreign);
        assert_eq!(look(&office).len(), 0);
        let asked = inbox.take_asked();
        assert!(!asked.contains(&"body"), "{asked:?}");
        assert_eq!(asked.len(), if mailbox == Mailbox::Gmail { 2 } else { 1 });
        // An answer: its headers, its text, one call of Salesforce.
        let composites = office.acme_composites();
        let headers = match mailbox {
            // Gmail gives the mail another Message-ID: its conversation tells.
            Mailbox::Gmail => ("In-Reply-To", "<CA@mail.gmail.com>".to_owned()),
            _ => answers(),
        };
        deliver(&office, &inbox, mail(ADA, &[headers], "Yes, please."));
        let shown = look(&office);
        let [one] = &shown[..] else {
            panic!("{shown:?}")
        };
        assert_eq!(one.came_back.what, What::Reply);
        assert_eq!(one.came_back.name, "Ada Lovelace");
        assert_eq!(one.came_back.record, ada());
        assert!(one.logged, "{:?}", one.fault);
        let asked = inbox.take_asked();
        let expected: &[&str] = match mailbox {
            Mailbox::Gmail => &["history", "headers", "body"],
            _ => &["list", "body"],
        };
        assert_eq!(asked, expected);
        assert_eq!(office.acme_composites() - composites, 1);
        let tasks = office.tasks.all();
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0]["Subject"], "Reply: Re: Engines");
        assert_eq!(tasks[0]["WhoId"], ada().id.as_str());
        assert_eq!(tasks[0]["Status"], "Completed");
        // No text of the answer is kept anywhere.
        let kept = format!(
            "{:?}{:?}",
            office.world.stored(Area::Local),
            office.world.kept(Table::Replies)
        );
        assert!(!kept.contains("Yes, please"), "{kept}");
        assert_eq!(look(&office).len(), 1);
        assert_eq!(office.tasks.all().len(), 1);
    }
}

#[test]
fn an_answer_is_seen_once_the_rep_has_written_on_its_record() {
    let (office, inbox) = sent(Mailbox::Gmail);
    deliver(&office, &inbox, mail(ADA, &[], "Yes, please."));
    let seen = || {
        look(&office)
            .iter()
            .map(|one| one.came_back.seen)
            .collect::<Vec<_>>()
    };
    assert_eq!(seen(), [false], "the mail that it answers was before");
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let second = IntentId::new([8; 16]);
    let written = worker
        .outbox
        .submit(second, jo(), ada(), Form::SendEmail(email()));
    life.run(written).unwrap().unwrap();
    life.pass(Duration::from_secs(30)).unwrap();
    assert_eq!(seen(), [true]);
    let mut begun = |user: &str| {
        let (record, user) = (ada(), RecordId::parse(user).unwrap());
        let last = worker.outbox.last_begun(&record, &user);
        life.run(last).unwrap().unwrap()
    };
    assert!(begun(jo().user_id.as_str()).is_some());
    assert_eq!(begun("005Ac0000000009"), None, "another user's");
}

/// A mail that Jo wrote in the mailbox itself.
fn own(to: &str, headers: &[(&str, &str)]) -> Part {
    let mut all = vec![
        ("From", JO),
        ("To", to),
        ("Message-ID", "<own@acme.example>"),
    ];
    all.extend_from_slice(headers);
    let headers = all
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    Part {
        headers: headers.collect(),
        ..Part::default()
    }
}

#[test]
fn an_answer_that_the_rep_writes_in_the_mailbox_itself_is_found_in_the_look_that_is_made_anyway() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook] {
        let (office, inbox) = sent(mailbox);
        let row = office.world.kept(Table::Sent);
        let row: Value = serde_json::from_str(&row[&format!("mail/{}", intent())]).unwrap();
        let thread = row["conversation"].as_str().unwrap_or("other").to_owned();
        let write = |part| inbox.put(office.world.now(), &thread, part, vec!["SENT"]);
        let seen = || {
            look(&office)
                .iter()
                .map(|one| one.came_back.seen)
                .collect::<Vec<_>>()
        };
        look(&office);
        office.world.pass(20 * MINUTE);
        write(own(ADA, &[]));
        deliver(&office, &inbox, mail(ADA, &[answers()], "Yes, please."));
        assert_eq!(seen(), [false], "{mailbox:?}: written before it came");
        // Forwarded to a colleague, and an answer of a program.
        write(own("sam@acme.example", &[]));
        if mailbox == Mailbox::Gmail {
            write(own(ADA, &[("Auto-Submitted", "auto-replied")]));
        }
        assert_eq!(seen(), [false], "{mailbox:?}");
        inbox.put(office.world.now(), "elsewhere", own(ADA, &[]), vec!["SENT"]);
        inbox.take_asked();
        assert_eq!(seen(), [false], "{mailbox:?}: another conversation");
        assert_eq!(inbox.take_asked().len(), 1, "nothing but the look");
        write(own(ADA, &[]));
        assert_eq!(seen(), [true], "{mailbox:?}");
        let asked = inbox.take_asked();
        assert_eq!(asked.len(), if mailbox == Mailbox::Gmail { 2 } else { 1 });
    }
}

#[test]
fn a_mail_of_ours_in_the_conversation_is_no_answer_of_the_rep() {
    let (office, inbox) = sent(Mailbox::Gmail);
    look(&office);
    deliver(&office, &inbox, mail(ADA, &[], "Yes, please."));
    // Gmail gives what we send another Message-ID: ours left some minutes ago.
    let row = office.world.kept(Table::Sent);
    let row: Value = serde_json::from_str(&row[&format!("mail/{}", intent())]).unwrap();
    let thread = row["conversation"].as_str().unwrap();
    inbox.put(office.world.now(), thread, own(ADA, &[]), vec!["SENT"]);
    assert!(!look(&office)[0].came_back.seen);
}

#[test]
fn an_absence_is_no_answer_and_a_bounce_is_told_before_the_next_mail() {
    let (office, inbox) = sent(Mailbox::Gmail);
    look(&office);
    let away = [
        ("Auto-Submitted", "auto-replied".to_owned()),
        ("Subject", "Automatic reply: Engines".to_owned()),
        ("Message-ID", "<away@analytical.example>".to_owned()),
    ];
    let text = "I am out of office until 4 February 2027.";
    deliver(&office, &inbox, mail(ADA, &away, text));
    let failed = [
        ("X-Failed-Recipients", ADA.to_owned()),
        (
            "Subject",
            "Delivery Status Notification (Failure)".to_owned(),
        ),
        ("Message-ID", "<bounce@mail.gmail.com>".to_owned()),
    ];
    let mut bounce = mail("mailer-daemon@googlemail.com", &failed, "Address not found");
    bounce.kind = "multipart/report".into();
    let status = format!(
        "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; {ADA}\nAction: failed\nStatus: 5.1.1\n"
    );
    bounce.parts.push(part("message/delivery-status", &status));
    deliver(&office, &inbox, bounce);
    let shown = look(&office);
    let what: Vec<&What> = shown.iter().map(|one| &one.came_back.what).collect();
    assert!(
        what.contains(&&What::Away(Day::parse("2027-02-04").ok())),
        "{what:?}"
    );
    let lasting = Lasting::Permanent;
    let address = ADA.to_owned();
    assert!(
        what.contains(&&What::Bounce { address, lasting }),
        "{what:?}"
    );
    assert_eq!(office.tasks.all().len(), 0);

    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let id = msi_actions::base::IntentId::new([9; 16]);
    let form = Form::SendEmail(email());
    // A note at the next mail: it keeps nothing from being sent.
    let record = ada();
    let review = worker.outbox.review(&id, &record, &form);
    assert_eq!(life.run(review).unwrap(), []);
    let submit = worker
        .outbox
        .submit(id, crate::office::jo(), ada(), form.clone());
    let item = life.run(submit).unwrap().unwrap();
    let notes: Vec<_> = item.notes.iter().map(|note| note.message.clone()).collect();
    assert_eq!(notes, ["change_bounced"]);
}

#[test]
fn a_report_of_another_server_names_its_mail_in_its_text_alone() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook] {
        for (address, found) in [(ADA, 1), ("somebody@else.example", 0)] {
            let (office, inbox) = sent(mailbox);
            look(&office);
            let kind = "multipart/report; report-type=delivery-status; boundary=\"b=2\"";
            let headers = [
                ("Subject", "Undelivered Mail Returned to Sender".to_owned()),
                ("Content-Type", kind.to_owned()),
            ];
            let mut report = mail("mailer-daemon@mx.example", &headers, "It failed.");
            report.kind = "multipart/report".into();
            let status = format!(
                "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            );
            report.parts.push(part("message/delivery-status", &status));
            inbox.deliver(office.world.now(), "new", report);
            assert_eq!(look(&office).len(), found, "{mailbox:?} {address}");
        }
    }
}

#[test]
fn who_opts_out_is_marked_in_salesforce_or_the_rep_hears_whose_move_it_is() {
    let by_word = |subject: &str| mail(ADA, &[answers(), ("Subject", subject.to_owned())], "STOP");
    let by_header = mail(ADA, &[("Subject", format!("unsubscribe {}", intent()))], "");
    for (opts_out, may) in [
        (by_word("Re: Engines"), true),
        (by_header, true),
        (by_word("Re: Engines"), false),
    ] {
        let (office, inbox) = sent(Mailbox::Outlook);
        let answer = match may {
            true => (204, Value::Null),
            false => (
                400,
                json!([{ "errorCode": "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "message": "Unable to create/update fields: HasOptedOutOfEmail.",
                    "fields": ["HasOptedOutOfEmail"] }]),
            ),
        };
        office.acme.step("/sobjects/Lead/00Q", answer.0, answer.1);
        look(&office);
        inbox.deliver(office.world.now(), "new", opts_out);
        let shown = look(&office);
        let [one] = &shown[..] else {
            panic!("{shown:?}")
        };
        assert_eq!(one.came_back.what, What::OptedOut { known: true });
        let requests = office.world.requests();
        let written = requests.iter().any(|request| {
            let body = String::from_utf8_lossy(request.body()).into_owned();
            body.contains("HasOptedOutOfEmail\":true") && body.contains("PATCH")
        });
        assert!(written);
        let code = one
            .fault
            .as_ref()
            .map(|fault| fault.code.as_str().to_owned());
        let expected = (!may).then(|| "salesforce.opt_out_refused".to_owned());
        assert_eq!(code, expected);
        assert_eq!(office.tasks.all().len(), 1, "it is logged in any case");
    }
}

#[test]
fn a_history_that_gmail_forgot_is_looked_for_by_time_and_nothing_comes_twice() {
    let (office, inbox) = sent(Mailbox::Gmail);
    look(&office);
    deliver(&office, &inbox, mail(ADA, &[], "Yes."));
    assert_eq!(look(&office).len(), 1);
    inbox.oldest.set(1000);
    let again = [("Message-ID", "<second@analytical.example>".to_owned())];
    deliver(&office, &inbox, mail(ADA, &again, "And one thing more."));
    inbox.take_asked();
    assert_eq!(look(&office).len(), 2);
    let asked = inbox.take_asked();
    assert_eq!(&asked[..3], ["history", "profile", "list"]);
    assert_eq!(office.tasks.all().len(), 2);
}

#[test]
fn more_mails_than_one_look_shows_are_gone_through() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook] {
        let (office, inbox) = sent(mailbox);
        look(&office);
        for n in 0..120 {
            let id = [("Message-ID", format!("<{n}@x.example>"))];
            let foreign = mail("boss@acme.example", &id, "");
            inbox.deliver(office.world.now(), "foreign", foreign);
        }
        let answer = [answers()];
        deliver(&office, &inbox, mail(ADA, &answer, "Yes."));
        assert_eq!(look(&office).len(), 1, "{mailbox:?}");
    }
}

#[test]
fn without_the_right_nothing_is_asked_and_mails_are_sent_as_before() {
    // The policy does not want it.
    let office = Office::open();
    let inbox = Inbox::on(&office.world);
    send(&office);
    look(&office);
    assert_eq!(inbox.take_asked(), [""; 0]);
    assert!(office.world.kept(Table::Sent).is_empty());

    // The rep did not agree.
    let office = Office::open();
    let inbox = Inbox::on(&office.world);
    office.world.set_policy(&json!({ "replies": true }));
    send(&office);
    look(&office);
    assert_eq!(inbox.take_asked(), [""; 0]);

    // Google did not give it, or takes it back.
    let (office, inbox) = sent(Mailbox::Gmail);
    look(&office);
    inbox.forbidden.set(true);
    look(&office);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let right = life.run(worker.mailboxes.replies_right()).unwrap();
    assert_eq!(right, RepliesRight::NotGranted);
    assert!(life.run(worker.mailboxes.ready(JO)).unwrap().is_ok());
    drop(life);
    inbox.take_asked();
    look(&office);
    assert_eq!(
        inbox.take_asked(),
        [""; 0],
        "it is not asked again and again"
    );
}

#[test]
fn a_provider_that_is_busy_is_asked_less_often() {
    let (office, inbox) = sent(Mailbox::Gmail);
    look(&office);
    office.world.set_offline(true);
    look(&office);
    look(&office);
    look(&office);
    office.world.set_offline(false);
    inbox.take_asked();
    look(&office);
    assert_eq!(inbox.take_asked(), [""; 0]);
    office.world.pass(10 * MINUTE);
    look(&office);
    assert_eq!(inbox.take_asked(), ["history"]);
}
