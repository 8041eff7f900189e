//! A whole mail: its text, what it answers, and its files. Refused before it is written where it cannot
//! be sent.

use std::collections::BTreeSet;

use super::attachment::Attachment;
use super::content::{Message, Thread, message_id};
use super::content_id;
use super::error::{HeaderField, MessageError};
use crate::base::{Address, sendable};

/// A mail with all that it carries, as far as that is no file's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// Its text, and whom it goes to.
    pub message: Message,
    /// What it answers.
    pub thread: Thread,
    /// Its files and inline images, in the order in which the receiver sees them.
    pub attachments: Vec<Attachment>,
}

impl Composed {
    /// A mail that answers nothing and carries nothing.
    #[must_use]
    pub fn plain(message: Message) -> Self {
        Self {
            message,
            thread: Thread::default(),
            attachments: Vec::new(),
        }
    }

    /// Whether it can be sent.
    ///
    /// # Errors
    /// The first thing that has to change.
    pub fn check(&self) -> Result<(), MessageError> {
        let Message {
            from,
            to,
            cc,
            bcc,
            subject,
            id,
            ..
        } = &self.message;
        if from.address.trim().is_empty() {
            return Err(MessageError::NoSender);
        }
        check_address(from, HeaderField::From)?;
        if to.is_empty() && cc.is_empty() && bcc.is_empty() {
            return Err(MessageError::NoRecipient);
        }
        for person in to.iter().chain(cc).chain(bcc) {
            check_address(person, HeaderField::Recipient)?;
        }
        check_characters(subject, HeaderField::Subject)?;
        check_characters(id, HeaderField::Id)?;
        check_message_id(&message_id(id, &from.address))?;
        for id in self
            .thread
            .in_reply_to
            .iter()
            .chain(&self.thread.references)
        {
            check_characters(id, HeaderField::Thread)?;
            check_message_id(id)?;
        }
        self.check_attachments()
    }

    fn check_attachments(&self) -> Result<(), MessageError> {
        let used = content_id::used(&self.message.html);
        let mut given = BTreeSet::new();
        for Attachment {
            name, kind, cid, ..
        } in &self.attachments
        {
            for text in [Some(name), Some(kind), cid.as_ref()].into_iter().flatten() {
                check_characters(text, HeaderField::Attachment)?;
            }
            let Some(cid) = cid else {
                if name.trim().is_empty() {
                    return Err(MessageError::NoFileName);
                }
                continue;
            };
            if !content_id::is_content_id(cid) {
                return Err(MessageError::NoContentId(cid.clone()));
            }
            if !given.insert(cid) {
                return Err(MessageError::SameContentId(cid.clone()));
            }
            if !used.contains(cid) {
                return Err(MessageError::NotShown(cid.clone()));
            }
        }
        let missing = used.into_iter().find(|cid| !given.contains(cid));
        missing.map_or(Ok(()), |cid| Err(MessageError::NotAttached(cid)))
    }
}

fn check_address(of: &Address, field: HeaderField) -> Result<(), MessageError> {
    check_characters(&of.address, field)?;
    check_characters(of.name.as_deref().unwrap_or_default(), field)?;
    sendable(&of.address, &|_| None)
        .map(drop)
        .map_err(|fault| MessageError::NoAddress(of.address.clone(), fault))
}

fn check_characters(text: &str, field: HeaderField) -> Result<(), MessageError> {
    if text.chars().any(char::is_control) {
        return Err(MessageError::ControlCharacter(field));
    }
    Ok(())
}

/// Wide: other programs' ids are not always those of RFC 5322. A line must hold it.
fn check_message_id(id: &str) -> Result<(), MessageError> {
    let bare = id.strip_prefix('<').unwrap_or(id);
    let bare = bare.strip_suffix('>').unwrap_or(bare);
    let within = |b: u8| b.is_ascii_graphic() && b != b'<' && b != b'>';
    if !(1..=900).contains(&bare.len()) || !bare.bytes().all(within) {
        return Err(MessageError::NoMessageId(id.to_owned()));
    }
    Ok(())
}
