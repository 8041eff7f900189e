//! Mails with files and inline images: read back by two parsers that share no code, and refused where they
//! cannot be sent.

mod hard;
mod injection;
mod read;
mod refused;

use futures_util::FutureExt;
use msi_actions::base::{Address, FileId, Millis};
use msi_actions::mailbox::{Attachment, Composed, Message, Mime, MimeError, Thread};
use msi_actions::ports::{Files, StoreError};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

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

thread_local! {
    /// The bytes of the files that this test's mails carry.
    static FILES: Held = Held::default();
}

/// Files by their ids.
#[derive(Clone, Default)]
struct Held(Rc<RefCell<BTreeMap<FileId, Rc<[u8]>>>>);

impl Files for Held {
    async fn file_size(&self, file: &FileId) -> Result<Option<u64>, StoreError> {
        Ok(self.0.borrow().get(file).map(|bytes| bytes.len() as u64))
    }

    async fn file_part(
        &self,
        file: &FileId,
        from: u64,
        to: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let at = |at: u64| usize::try_from(at).unwrap();
        let files = self.0.borrow();
        Ok(files
            .get(file)
            .map(|bytes| bytes[at(from)..at(to)].to_vec()))
    }
}

fn file(name: &str, kind: &str, bytes: impl Into<Vec<u8>>) -> Attachment {
    let bytes: Vec<u8> = bytes.into();
    let size = bytes.len() as u64;
    FILES.with(|files| {
        let mut files = files.0.borrow_mut();
        let id = FileId::new(Millis(files.len() as i64), [1; 16]);
        files.insert(id.clone(), bytes.into());
        Attachment {
            id,
            name: name.into(),
            kind: kind.into(),
            size,
            cid: None,
        }
    })
}

fn bytes_of(file: &Attachment) -> Vec<u8> {
    FILES.with(|files| files.0.borrow()[&file.id].to_vec())
}

fn image(cid: &str, name: &str, bytes: impl Into<Vec<u8>>) -> Attachment {
    Attachment {
        cid: Some(cid.into()),
        ..file(name, "image/png", bytes)
    }
}

/// The mail as it is sent.
fn mime(mail: &Composed) -> Vec<u8> {
    mail.check().unwrap();
    let mime = mail.to_mime();
    let bytes = part(&mime, 0..mime.len());
    assert_eq!(bytes.len() as u64, mime.len());
    bytes
}

fn part(mime: &Mime, range: Range<u64>) -> Vec<u8> {
    let files = FILES.with(Clone::clone);
    mime.part(&files, range).now_or_never().unwrap().unwrap()
}

#[test]
fn any_part_is_that_part_of_the_whole() {
    let mut mail = mail();
    mail.message.html = "<img src=\"cid:a@x\">".into();
    mail.attachments = vec![
        file("a", "", vec![7; 56]),
        file("b", "", ""),
        file("c", "", vec![8; 57]),
        image("a@x", "i.png", vec![9; 115]),
        file("d", "", vec![10; 171]),
    ];
    let (whole, mime) = (mime(&mail), mail.to_mime());
    let length = mime.len();
    for step in [1, 2, 3, 77, 78, 79, 256] {
        let starts = (0..length).step_by(usize::try_from(step).unwrap());
        let parts = starts.flat_map(|at| part(&mime, at..at + step));
        assert!(parts.eq(whole.iter().copied()), "in parts of {step}");
    }
    assert_eq!(part(&mime, length..length + 5), b"");
    let stored = Mime::from_stored(mime.to_stored().unwrap());
    assert_eq!(stored.unwrap(), mime);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let mut mail = mail();
    let mut gone = file("gone.pdf", "", "12345");
    gone.id = FileId::new(Millis(9_999_999), [2; 16]);
    mail.attachments = vec![gone];
    let (mime, files) = (mail.to_mime(), FILES.with(Clone::clone));
    let read = mime.part(&files, 0..mime.len()).now_or_never().unwrap();
    assert_eq!(read, Err(MimeError::NoFile("gone.pdf".into())));
}
