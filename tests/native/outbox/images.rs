//! Images within mails: parts that the text shows, kept as long as a draft or a signature shows them, and words in
//! Salesforce.

use super::attachments::{keep_draft, run};
use crate::office::{Mailbox, Office, email};
use crate::world::Life;
use mail_parser::{MessageParser, MimeHeaders};
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::FileId;
use msi_actions::mailbox::{Attachment, content_id};
use msi_actions::ports::Clock;
use std::time::Duration;

const DAYS: Duration = Duration::from_secs(2 * 24 * 60 * 60);

fn bytes(n: u8, size: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.resize(size, n);
    bytes
}

/// Stores an image as the form does.
fn image(office: &Office, n: u8, size: usize) -> Attachment {
    let id = FileId::new(office.world.now(), [n; 16]);
    office.world.keep_file(&id, bytes(n, size));
    Attachment {
        cid: Some(content_id(&id)),
        id,
        name: "logo.png".into(),
        kind: "image/png".into(),
        size: size as u64,
    }
}

fn showing(image: &Attachment) -> String {
    let cid = image.cid.as_deref().unwrap();
    format!(r#"<p>Hello <img src="cid:{cid}" alt="Acme &amp; Co"></p>"#)
}

#[test]
fn an_image_arrives_as_a_part_and_is_words_in_salesforce() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook, Mailbox::OutlookDrafts] {
        let office = Office::with(mailbox);
        let (shown, removed) = (image(&office, 1, 500), image(&office, 2, 400));
        let form = Form::SendEmail(SendEmail {
            html: showing(&shown),
            attachments: vec![shown.clone(), removed],
            ..email()
        });
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        life.run(worker.submit_form(form)).unwrap().unwrap();
        life.pass(Duration::from_secs(10)).unwrap();
        let (google, microsoft) = (office.google.sent.borrow(), office.microsoft.sent.borrow());
        let [mime] = &[google.as_slice(), microsoft.as_slice()].concat()[..] else {
            panic!("one mail")
        };
        let mail = MessageParser::new().parse(mime.as_bytes()).unwrap();
        let [part] = &mail.attachments().collect::<Vec<_>>()[..] else {
            panic!("one image")
        };
        assert_eq!(part.content_id(), shown.cid.as_deref());
        assert_eq!(part.contents(), bytes(1, 500));
        assert_eq!(mail.body_html(0).unwrap().trim(), showing(&shown));
        let logged = office.logged.borrow()[0].clone();
        assert_eq!(logged["HtmlBody"], "<p>Hello Acme &amp; Co</p>");
        drop(life);
        office.world.pass(DAYS);
        run(&office);
        assert_eq!(office.world.kept_files(), [], "forgotten with the mail");
    }
}

#[test]
fn a_large_image_is_an_inline_part_of_an_outlook_draft() {
    let office = Office::with(Mailbox::OutlookDrafts);
    let large = image(&office, 1, 4_000_000);
    let form = Form::SendEmail(SendEmail {
        html: showing(&large),
        attachments: vec![large.clone()],
        ..email()
    });
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(form)).unwrap().unwrap();
    life.pass(Duration::from_secs(60)).unwrap();
    assert_eq!(
        *office.microsoft.inline.borrow(),
        [large.cid.unwrap()],
        "added to the draft under its Content-ID"
    );
    assert_eq!(office.sent(), 1);
}

#[test]
fn an_image_that_is_not_there_keeps_the_mail_in_its_form() {
    let office = Office::open();
    let lost = image(&office, 1, 500);
    office.world.lose_file(&lost.id);
    for attachments in [vec![lost.clone()], Vec::new()] {
        let form = Form::SendEmail(SendEmail {
            html: showing(&lost),
            attachments,
            ..email()
        });
        let mut life = Life::begin(&office.world);
        let answer = life.run(office.worker().submit_form(form)).unwrap();
        let fault = answer.unwrap_err();
        let [fault] = &fault.fields[..] else {
            panic!("{:?}", fault.fields)
        };
        let told = (&*fault.field, &*fault.message);
        assert_eq!(told, ("html", "field_image_broken"));
    }
}

#[test]
fn an_image_stays_while_a_draft_shows_it_or_could_show_it_again() {
    for named in [true, false] {
        let office = Office::open();
        let kept = image(&office, 1, 500);
        // Removed from the text, which Undo takes back; or copied from another mail.
        let (html, attachments) = match named {
            true => ("<p>Hello</p>".to_owned(), vec![kept.clone()]),
            false => (showing(&kept), Vec::new()),
        };
        let form = SendEmail {
            html,
            attachments,
            ..email()
        };
        keep_draft(&office, &Form::SendEmail(form));
        office.world.pass(DAYS);
        run(&office);
        assert_eq!(office.world.kept_files(), [kept.id]);
    }
}

#[test]
fn a_signature_s_image_stays_as_long_as_the_signature() {
    let office = Office::open();
    let logo = image(&office, 1, 500);
    let sign = |html: &str| {
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        life.run(worker.mailboxes.set_signature(html))
            .unwrap()
            .unwrap();
        drop(life);
        office.world.pass(DAYS);
        run(&office);
    };
    sign(&showing(&logo));
    assert_eq!(office.world.kept_files(), [logo.id]);
    sign("<p>Jo</p>");
    assert_eq!(office.world.kept_files(), []);
}
