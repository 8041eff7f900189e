//! Reads one mail as JSON on standard input and writes the bytes that would be sent; a mail that cannot
//! be sent is refused with the reason: `cargo run --quiet --example mime < mail.json > mail.eml`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::FutureExt;
use msi_actions::base::{Address, FileId, Millis, sendable};
use msi_actions::mailbox::{Attachment, Composed, Message, Thread, plain_text};
use msi_actions::ports::{Files, StoreError};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Read, Write, stdin, stdout};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

#[path = "../support/host_names.rs"]
mod host_names;

/// A mail as the caller writes it. Whatever is left out or null is empty.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mail {
    from: Option<Person>,
    to: Option<Vec<Person>>,
    cc: Option<Vec<Person>>,
    bcc: Option<Vec<Person>>,
    subject: Option<String>,
    html: Option<String>,
    text: Option<String>,
    in_reply_to: Option<String>,
    #[serde(default)]
    references: References,
    attachments: Option<Vec<File>>,
}

#[derive(Deserialize)]
struct Person {
    name: Option<String>,
    address: String,
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum References {
    /// As in the header: ids with spaces between.
    Header(String),
    List(Vec<String>),
    #[default]
    None,
}

#[derive(Deserialize)]
struct File {
    name: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    base64: String,
    cid: Option<String>,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut json = Vec::new();
    stdin().read_to_end(&mut json)?;
    let mail: Mail = serde_json::from_slice(&json)?;
    drop(json);
    let mut files = Held::default();
    let composed = composed(mail, &mut files)?;
    composed.check()?;
    let mime = composed.to_mime();
    let mut out = stdout().lock();
    let mut at = 0;
    while at < mime.len() {
        let part = mime.part(&files, at..at + PART).now_or_never();
        out.write_all(&part.ok_or("a file in memory makes nobody wait")??)?;
        at += PART;
    }
    out.flush()?;
    Ok(())
}

/// So much is written at once.
const PART: u64 = 1 << 20;

/// The files of the mail.
#[derive(Default)]
struct Held(BTreeMap<FileId, Vec<u8>>);

impl Files for Held {
    async fn file_size(&self, file: &FileId) -> Result<Option<u64>, StoreError> {
        Ok(self.0.get(file).map(|bytes| bytes.len() as u64))
    }

    async fn file_part(
        &self,
        file: &FileId,
        from: u64,
        to: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let (Ok(from), Ok(to)) = (usize::try_from(from), usize::try_from(to)) else {
            return Ok(None);
        };
        let bytes = self.0.get(file);
        Ok(bytes.and_then(|bytes| Some(bytes.get(from..to)?.to_vec())))
    }
}

fn composed(mail: Mail, files: &mut Held) -> Result<Composed, Box<dyn Error>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let html = mail.html.unwrap_or_default();
    // As in the product, the text is made from the HTML unless it is given.
    let text = mail.text.unwrap_or_else(|| plain_text(&html));
    let nobody = Address {
        address: String::new(),
        name: None,
    };
    let people =
        |list: Option<Vec<Person>>| list.unwrap_or_default().into_iter().map(address).collect();
    Ok(Composed {
        message: Message {
            from: mail.from.map_or(nobody, address),
            to: people(mail.to),
            cc: people(mail.cc),
            bcc: people(mail.bcc),
            subject: mail.subject.unwrap_or_default(),
            html,
            text,
            id: format!("{:x}.{:x}", now.as_nanos(), std::process::id()),
            date: Millis(i64::try_from(now.as_millis())?),
            unsubscribe: false,
        },
        thread: Thread {
            in_reply_to: mail.in_reply_to.filter(|id| !id.is_empty()),
            references: match mail.references {
                References::Header(ids) => ids
                    .split(' ')
                    .filter(|id| !id.is_empty())
                    .map(str::to_owned)
                    .collect(),
                References::List(ids) => ids,
                References::None => Vec::new(),
            },
        },
        attachments: mail
            .attachments
            .unwrap_or_default()
            .into_iter()
            .map(|file| attachment(file, files))
            .collect::<Result<_, _>>()?,
    })
}

/// With its domain in ASCII, as a form keeps it; what is no address is left for the check to refuse.
fn address(person: Person) -> Address {
    let sent = sendable(&person.address, &host_names::to_ascii);
    Address {
        address: sent.unwrap_or(person.address),
        name: person.name,
    }
}

fn attachment(file: File, files: &mut Held) -> Result<Attachment, Box<dyn Error>> {
    let name = file.name.unwrap_or_default();
    let bytes = STANDARD.decode(file.base64.as_bytes());
    let bytes = bytes.map_err(|error| format!("{name:?} is not base64: {error}"))?;
    let cid = file.cid.filter(|cid| !cid.is_empty());
    let id = FileId::new(Millis(i64::try_from(files.0.len())?), [0; 16]);
    let size = bytes.len() as u64;
    files.0.insert(id.clone(), bytes);
    Ok(Attachment {
        id,
        name,
        kind: file.kind.unwrap_or_default(),
        size,
        cid: cid.map(|cid| bare(&cid).to_owned()),
    })
}

fn bare(cid: &str) -> &str {
    cid.strip_prefix('<')
        .and_then(|cid| cid.strip_suffix('>'))
        .unwrap_or(cid)
}
