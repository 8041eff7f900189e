//! Mails with files and inline images: read back by two parsers that share no code, and refused where they
//! cannot be sent.

mod hard;
mod injection;
mod read;
mod refused;

use msi_actions::base::{Address, Millis};
use msi_actions::mailbox::{Attachment, Composed, Message, Thread};

/// A small mail that can be sent.
fn mail() -> Composed {
    Composed {
        message: Message {
            from: person("Rita Rep", "rita@seller.example"),
            to: vec![person("Ada Lovelace", "ada@analytical.example")],
            cc: Vec::new(),
            bcc: Vec::new(),
            subject: "Hello".into(),
            html: "<p>Hello</p>".into(),
            text: "Hello".into(),
            id: "07070707-0707-4707-8707-070707070707".into(),
            date: Millis(1_790_000_000_000),
            unsubscribe: true,
        },
        thread: Thread::default(),
        attachments: Vec::new(),
    }
}

fn person(name: &str, address: &str) -> Address {
    Address {
        address: address.into(),
        name: Some(name.to_owned()).filter(|name| !name.is_empty()),
    }
}

fn file(name: &str, kind: &str, bytes: impl Into<Vec<u8>>) -> Attachment {
    Attachment {
        name: name.into(),
        kind: kind.into(),
        cid: None,
        bytes: bytes.into(),
    }
}

fn image(cid: &str, name: &str, bytes: impl Into<Vec<u8>>) -> Attachment {
    Attachment {
        cid: Some(cid.into()),
        ..file(name, "image/png", bytes)
    }
}

/// The mail as it is sent.
fn mime(mail: &Composed) -> Vec<u8> {
    let mut mime = Vec::new();
    mail.write(&mut mime).unwrap().unwrap();
    mime
}
