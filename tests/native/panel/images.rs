//! The images of a signature: in every mail that is made with it.

use super::fields::{knows, submit, written};
use super::forms::fresh;
use crate::support::worker::{ADA, ada, lightning, panel, set_up_with_gmail, taken};
use mail_parser::{MessageParser, MimeHeaders};
use msi_actions::actions::Form;
use msi_actions::base::{ActionKind, FileId, Millis};
use msi_actions::mailbox::{Attachment, content_id};
use msi_actions::protocol::{SaveSignature, Sender};
use std::time::Duration;

const GIF: &[u8] = b"GIF89a and what follows";

#[test]
fn a_logo_is_in_a_fresh_mail_and_in_one_that_a_field_signs() {
    let (mut asked, acme, google) = set_up_with_gmail();
    knows(&acme);
    let id = FileId::new(Millis(1_795_000_000_000), [7; 16]);
    let cid = content_id(&id);
    asked.world.keep_file(&id, GIF);
    let html = format!(r#"<div><img src="cid:{cid}" alt="Acme"></div>"#);
    let signature = SaveSignature { html: html.clone() };
    asked.ask(Sender::App, signature).unwrap();
    let logo = Attachment {
        id,
        name: "image.gif".into(),
        kind: "image/gif".into(),
        size: GIF.len() as u64,
        cid: Some(cid.clone()),
    };
    let open = fresh(ada(), ActionKind::SendEmail, None);
    let opened = asked.ask(panel(&lightning(ADA)), open).unwrap();
    let Form::SendEmail(form) = opened.form else {
        panic!("no mail")
    };
    assert!(form.html.ends_with(&html));
    assert_eq!(form.attachments, [logo]);

    let mail = written("Hello", "<p>Dear Ada,</p>{{my_signature}}");
    taken(submit(&mut asked, mail).unwrap()).unwrap();
    asked.life.pass(Duration::from_secs(30)).unwrap();
    let sent = google.sent.borrow();
    let parsed = MessageParser::default().parse(sent[0].as_bytes()).unwrap();
    let part = parsed.attachments().next().unwrap();
    assert_eq!(part.content_id(), Some(cid.as_str()));
    assert_eq!(part.contents(), GIF);
}
