//! What is read in the bytes of a mail, by mail-parser and by Python's email package.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail_parser::{Addr, HeaderValue, MessageParser, MimeHeaders, PartType};
use serde::Deserialize;
use std::borrow::Cow;
use std::io::Write;
use std::process::{Command, Stdio};

use super::{Composed, bytes_of, mime};

/// Name and address.
pub type Person = (Option<String>, String);
/// Name, type, `attachment` or `inline`, Content-ID, bytes.
pub type File = (String, String, String, Option<String>, Vec<u8>);

/// A mail, as one reader sees it.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    pub from: Vec<Person>,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    pub bcc: Vec<Person>,
    pub subject: String,
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    /// With line ends as they are typed.
    pub text: Option<String>,
    pub html: Option<String>,
    pub files: Vec<File>,
    /// The multiparts, outermost first.
    pub nesting: Vec<String>,
}

/// What must be seen of a mail that was written as `mail`.
pub fn meant(mail: &Composed) -> Seen {
    let people = |list: &[msi_actions::base::Address]| -> Vec<Person> {
        let each = list.iter();
        each.map(|each| (each.name.clone(), each.address.clone()))
            .collect()
    };
    let words = |text: &str| (!text.is_empty()).then(|| text.replace("\r\n", "\n"));
    let message = &mail.message;
    let (inline, files): (Vec<_>, Vec<_>) =
        mail.attachments.iter().partition(|file| file.is_inline());
    let mut nesting = Vec::new();
    if !files.is_empty() {
        nesting.push("multipart/mixed".to_owned());
    }
    if !inline.is_empty() {
        nesting.push("multipart/related".to_owned());
    }
    if !message.text.is_empty() && !message.html.is_empty() {
        nesting.push("multipart/alternative".to_owned());
    }
    let seen = |file: &&msi_actions::mailbox::Attachment| -> File {
        let how = if file.is_inline() {
            "inline"
        } else {
            "attachment"
        };
        (
            file.name.clone(),
            Some(file.kind.clone())
                .filter(|kind| !kind.is_empty())
                .unwrap_or("application/octet-stream".into()),
            how.into(),
            file.cid.as_ref().map(|cid| format!("<{cid}>")),
            bytes_of(file),
        )
    };
    Seen {
        from: people(std::slice::from_ref(&message.from)),
        to: people(&message.to),
        cc: people(&message.cc),
        bcc: people(&message.bcc),
        subject: message.subject.clone(),
        in_reply_to: mail.thread.in_reply_to.clone(),
        references: mail.thread.references.clone(),
        text: words(&message.text),
        html: words(&message.html),
        files: inline.iter().chain(&files).map(seen).collect(),
        nesting,
    }
}

pub fn by_mail_parser(bytes: &[u8]) -> Seen {
    let mail = MessageParser::new().parse(bytes).unwrap();
    let own = |text: &Option<Cow<'_, str>>| text.as_ref().map(ToString::to_string);
    let people = |list: Option<&mail_parser::Address<'_>>| -> Vec<Person> {
        let one = |addr: &Addr<'_>| (own(&addr.name), own(&addr.address).unwrap());
        list.map(|list| list.iter().map(one).collect())
            .unwrap_or_default()
    };
    let ids = |value: &HeaderValue<'_>| -> Vec<String> {
        let list = value.as_text_list().unwrap_or_default();
        list.iter().map(|id| format!("<{id}>")).collect()
    };
    let kind = |part: &mail_parser::MessagePart<'_>| {
        let kind = part.content_type().unwrap();
        format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
    };
    let (mut files, mut nesting) = (Vec::new(), Vec::new());
    let (mut text, mut html) = (None, None);
    for part in &mail.parts {
        match (&part.body, part.content_disposition()) {
            (PartType::Multipart(_), _) => nesting.push(kind(part)),
            (_, Some(how)) => files.push((
                part.attachment_name().unwrap_or_default().to_owned(),
                kind(part),
                how.ctype().to_owned(),
                part.content_id().map(|cid| format!("<{cid}>")),
                part.contents().to_vec(),
            )),
            (PartType::Text(words), None) => text = Some(words.replace("\r\n", "\n")),
            (PartType::Html(words), None) => html = Some(words.replace("\r\n", "\n")),
            (other, None) => panic!("{other:?}"),
        }
    }
    Seen {
        from: people(mail.from()),
        to: people(mail.to()),
        cc: people(mail.cc()),
        bcc: people(mail.bcc()),
        subject: mail.subject().unwrap_or_default().to_owned(),
        in_reply_to: ids(mail.in_reply_to()).first().cloned(),
        references: ids(mail.references()),
        text,
        html,
        files,
        nesting,
    }
}

/// `None` on a machine without Python 3.
pub fn by_python(bytes: &[u8]) -> Option<Seen> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/read_mail.py");
    let mut python = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    python.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "read_mail.py failed");
    let read: Read = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read.defects, Vec::<String>::new());
    let file = |(name, kind, how, cid, bytes): (String, String, String, Option<String>, String)| {
        (name, kind, how, cid, STANDARD.decode(bytes).unwrap())
    };
    Some(Seen {
        from: read.from,
        to: read.to,
        cc: read.cc,
        bcc: read.bcc,
        subject: read.subject,
        in_reply_to: read.in_reply_to,
        references: read.references,
        text: read.text,
        html: read.html,
        files: read.files.into_iter().map(file).collect(),
        nesting: read.nesting,
    })
}

#[derive(Deserialize)]
struct Read {
    from: Vec<Person>,
    to: Vec<Person>,
    cc: Vec<Person>,
    bcc: Vec<Person>,
    subject: String,
    in_reply_to: Option<String>,
    references: Vec<String>,
    text: Option<String>,
    html: Option<String>,
    files: Vec<(String, String, String, Option<String>, String)>,
    nesting: Vec<String>,
    defects: Vec<String>,
}

/// Both readers see what was meant, in bytes that every server on the way takes.
pub fn check(mail: &Composed, what: &str) {
    let bytes = mime(mail);
    let meant = meant(mail);
    assert_same(&by_mail_parser(&bytes), &meant, what, "mail-parser");
    match by_python(&bytes) {
        Some(seen) => assert_same(
            &as_python_names(seen),
            &as_python_names(meant),
            what,
            "Python",
        ),
        None => eprintln!("{what}: not read by Python, which is not on this machine"),
    }
    assert!(bytes.is_ascii() && !bytes.contains(&0), "{what}: not 7 bit");
    let mut rest = bytes.as_slice();
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        assert!(at <= 998, "{what}: a line of {at} characters");
        assert!(rest[at..].starts_with(b"\r\n"), "{what}: a bare line end");
        rest = &rest[at + 2..];
    }
}

/// Python before 3.13 shows the blank between two encoded words of a name (RFC 2047 §6.2 says not to): its
/// names are compared without blanks.
fn as_python_names(mut seen: Seen) -> Seen {
    let Seen {
        from, to, cc, bcc, ..
    } = &mut seen;
    for (name, _) in [from, to, cc, bcc].into_iter().flatten() {
        *name = name.as_ref().map(|name| name.split_whitespace().collect());
    }
    seen
}

/// Compares the bytes of files by themselves: nobody reads 20 MB of a difference.
fn assert_same(seen: &Seen, meant: &Seen, what: &str, reader: &str) {
    let strip = |seen: &Seen| {
        let file = |file: &File| {
            (
                file.0.clone(),
                file.1.clone(),
                file.2.clone(),
                file.3.clone(),
            )
        };
        let files: Vec<_> = seen.files.iter().map(file).collect();
        let Seen {
            from,
            to,
            cc,
            bcc,
            subject,
            in_reply_to,
            references,
            text,
            html,
            nesting,
            ..
        } = seen;
        format!(
            "{from:?}\n{to:?}\n{cc:?}\n{bcc:?}\n{subject:?}\n{in_reply_to:?}\n{references:?}\n{text:?}\n{html:?}\n\
             {nesting:?}\n{files:?}"
        )
    };
    assert_eq!(strip(seen), strip(meant), "{what}, by {reader}");
    assert!(
        seen == meant,
        "{what}, by {reader}: the bytes of a file differ"
    );
}
