//! What cannot be sent is refused, each with its own reason.

use msi_actions::base::AddressFault;
use msi_actions::mailbox::{HeaderField, MessageError};

use super::*;

fn why(change: impl FnOnce(&mut Composed)) -> Result<(), MessageError> {
    let mut mail = mail();
    change(&mut mail);
    mail.check()
}

#[test]
fn nobody_is_written_to_or_by() {
    assert_eq!(why(|_| ()), Ok(()));
    assert_eq!(
        why(|mail| mail.message.from.address.clear()),
        Err(MessageError::NoSender)
    );
    assert_eq!(
        why(|mail| mail.message.to.clear()),
        Err(MessageError::NoRecipient)
    );
    for (address, fault) in [
        ("", AddressFault::NoAddress),
        ("ada", AddressFault::NoAddress),
        ("ada@b", AddressFault::Domain),
        ("ada@b.example, x@y.example", AddressFault::SeveralAt),
        ("ä@b.example", AddressFault::LocalNotAscii),
        ("a@münchen.example", AddressFault::Domain),
    ] {
        let refused = MessageError::NoAddress(address.into(), fault);
        for list in [0, 1, 2] {
            let read = why(|mail| {
                let Message { to, cc, bcc, .. } = &mut mail.message;
                [to, cc, bcc][list].push(person("Ada", address));
            });
            assert_eq!(read, Err(refused.clone()));
        }
    }
}

#[test]
fn control_characters_are_in_no_header() {
    use HeaderField::{Attachment, From, Id, Recipient, Subject, Thread};
    for control in ["\r\n", "\n", "\r", "\0", "\t", "\u{7f}", "\u{85}", "\u{1b}"] {
        let evil = || format!("a{control}Bcc: evil@evil.example");
        let refused = |field| Err(MessageError::ControlCharacter(field));
        assert_eq!(why(|mail| mail.message.subject = evil()), refused(Subject));
        assert_eq!(
            why(|mail| mail.message.from.name = Some(evil())),
            refused(From)
        );
        assert_eq!(
            why(|mail| mail.message.from.address = evil()),
            refused(From)
        );
        assert_eq!(
            why(|mail| mail.message.to[0].name = Some(evil())),
            refused(Recipient)
        );
        assert_eq!(
            why(|mail| mail.message.to[0].address = evil()),
            refused(Recipient)
        );
        assert_eq!(
            why(|mail| mail.message.cc.push(person(&evil(), "a@b.example"))),
            refused(Recipient)
        );
        assert_eq!(why(|mail| mail.message.id = evil()), refused(Id));
        assert_eq!(
            why(|mail| mail.thread.in_reply_to = Some(evil())),
            refused(Thread)
        );
        assert_eq!(
            why(|mail| mail.thread.references.push(evil())),
            refused(Thread)
        );
        assert_eq!(
            why(|mail| mail.attachments.push(file(&evil(), "", ""))),
            refused(Attachment)
        );
        assert_eq!(
            why(|mail| mail.attachments.push(file("a", &evil(), ""))),
            refused(Attachment)
        );
        assert_eq!(
            why(|mail| mail.attachments.push(image(&evil(), "a", ""))),
            refused(Attachment)
        );
    }
}

#[test]
fn ids_are_ids() {
    for id in ["", "<>", "a b@c", "<a@b><c@d>", "ä@b", &"x".repeat(1000)] {
        let refused = Err(MessageError::NoMessageId(id.into()));
        assert_eq!(
            why(|mail| mail.thread.in_reply_to = Some(id.into())),
            refused
        );
        assert_eq!(why(|mail| mail.thread.references.push(id.into())), refused);
    }
    assert_eq!(
        why(|mail| mail.message.id = "a b".into())
            .unwrap_err()
            .code(),
        "no_message_id"
    );
    for id in ["<a@b>", "a@b", "no-at-sign", "a.b-c_d=e+f$g@[10.0.0.1]"] {
        assert_eq!(
            why(|mail| mail.thread.in_reply_to = Some(id.into())),
            Ok(()),
            "{id}"
        );
    }
}

#[test]
fn images_and_html_belong_to_each_other() {
    let shows = |html: &str, attachments: Vec<Attachment>| {
        why(|mail| (mail.message.html, mail.attachments) = (html.into(), attachments))
    };
    let html = "<img src=\"cid:a@x\">";
    assert_eq!(shows(html, vec![image("a@x", "", "i")]), Ok(()));
    assert_eq!(
        shows(html, vec![]),
        Err(MessageError::NotAttached("a@x".into()))
    );
    assert_eq!(
        shows(html, vec![file("a@x", "", "")]),
        Err(MessageError::NotAttached("a@x".into()))
    );
    assert_eq!(
        shows("<p>cid:a@x</p>", vec![image("a@x", "", "")]),
        Err(MessageError::NotShown("a@x".into()))
    );
    let twice = vec![image("a@x", "", "1"), image("a@x", "", "2")];
    assert_eq!(
        shows(html, twice),
        Err(MessageError::SameContentId("a@x".into()))
    );
    for cid in ["", "a b", "<a@x>", "ä", "a\"b", "a%40x"] {
        assert_eq!(
            shows(html, vec![image(cid, "", "")]),
            Err(MessageError::NoContentId(cid.into()))
        );
    }
    assert_eq!(
        why(|mail| mail.attachments.push(file(" ", "", "a"))),
        Err(MessageError::NoFileName)
    );
}
