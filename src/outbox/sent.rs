//! What of the mails that left is needed to know an answer by: small, and forgotten after 60 days. Kept only where
//! the policy lets reps have their answers looked for.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::rows::{self, Batch};
use super::{Intent, Outbox, OutboxError, Owner, Step};
use crate::actions::Form;
use crate::base::time::days;
use crate::base::{IntentId, Millis, Recipient, RecordId, RecordRef};
use crate::mailbox::message_id;
use crate::ports::{Platform, Table, Write};
use crate::storage::{Versioned, from_text, to_text};

/// For so long an answer is looked for.
pub const ANSWERED_WITHIN: Duration = days(60);
/// The most mails that are forgotten in one go.
const AT_ONCE: u32 = 200;

/// A mail that left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentMail {
    /// Its id; the Message-ID that we gave it, and the subject of an opt-out, carry it.
    pub intent: IntentId,
    /// Who sent it.
    pub owner: Owner,
    /// The record that it was written on.
    pub record: RecordRef,
    /// Everybody whom it was for, addresses in lower case.
    pub people: Vec<Recipient>,
    /// Its subject.
    pub subject: String,
    /// The opportunity that it is about.
    pub about: Option<RecordId>,
    /// The provider's conversation, where that is known.
    pub conversation: Option<String>,
    /// When it left.
    pub at: Millis,
    /// When the rep submitted it.
    #[serde(default)]
    pub begun: Option<Millis>,
    /// The step of a campaign that it did, where the rep checked it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

impl Versioned for SentMail {
    const VERSION: u32 = 1;
}

impl SentMail {
    /// The person with this address.
    #[must_use]
    pub fn person(&self, address: &str) -> Option<&Recipient> {
        self.people.iter().find(|person| person.address == address)
    }

    fn keys(&self) -> Vec<String> {
        let id = &self.intent;
        let mut keys = vec![format!("age/{:019}/{id}", self.at.0.max(0))];
        keys.extend(
            self.conversation
                .as_ref()
                .map(|conversation| format!("in/{conversation}/{id}")),
        );
        let to = self.people.iter().map(|person| to_key(&person.address));
        keys.extend(to.map(|key| newest_first(&key, self.at, id)));
        let on = on_key(&self.record, &self.owner.user_id);
        let step = self.step.as_ref().map(|step| step_key(step));
        keys.extend(step.map(|key| newest_first(&key, self.at, id)));
        keys.extend(self.begun.map(|begun| newest_first(&on, begun, id)));
        keys
    }
}

fn mail_key(id: &str) -> String {
    format!("mail/{id}")
}

fn to_key(address: &str) -> String {
    let address = address.to_lowercase();
    format!("to/{}/", utf8_percent_encode(&address, NON_ALPHANUMERIC))
}

fn on_key(record: &RecordRef, user: &RecordId) -> String {
    format!("on/{}/{user}/", record.key())
}

fn step_key(step: &str) -> String {
    format!("step/{step}/")
}

/// A key by which the newest is found first.
fn newest_first(key: &str, at: Millis, id: &IntentId) -> String {
    let age = i64::MAX - at.0.max(0);
    format!("{key}{age:019}/{id}")
}

fn bounced_key(address: &str) -> String {
    let address = address.to_lowercase();
    format!(
        "bounced/{}",
        utf8_percent_encode(&address, NON_ALPHANUMERIC)
    )
}

fn newest_key(mailbox: &str) -> String {
    let mailbox = mailbox.to_lowercase();
    format!("newest/{}", utf8_percent_encode(&mailbox, NON_ALPHANUMERIC))
}

impl Batch {
    /// Remembers a mail that left.
    pub(super) fn put_sent(&mut self, mail: &SentMail) -> Result<(), OutboxError> {
        let key = mail_key(mail.intent.as_str());
        self.put_text(Table::Sent, key, to_text(mail)?);
        for key in mail.keys() {
            self.put_text(Table::Sent, key, String::new());
        }
        if let Some(mailbox) = &mail.owner.mailbox {
            let at = mail.at.0.to_string();
            self.put_text(Table::Sent, newest_key(mailbox), at);
        }
        Ok(())
    }
}

impl<P: Platform + 'static> Outbox<P> {
    /// What is remembered of the mail that `claimed` is about to have sent; nothing for an invitation, or where the
    /// policy does not want answers to be looked for.
    pub(super) async fn remembered(&self, claimed: &Intent, now: Millis) -> Option<SentMail> {
        let settings = self.services.sessions.policies().settings().await;
        let action = claimed.action()?;
        if !settings.replies || !claimed.current().is_some_and(Step::is_mail) {
            return None;
        }
        let form = rows::body(&*self.platform, claimed).await.ok()?.form;
        let step = match &form {
            Form::SendEmail(mail) => mail.done_step().map(|step| step.key.clone()),
            _ => None,
        };
        let mail = form.mail()?;
        let mailbox = claimed.owner.mailbox.clone()?;
        let id = message_id(claimed.id.as_str(), &mailbox);
        let everybody = mail.to.into_iter().chain(mail.cc).chain(mail.bcc);
        Some(SentMail {
            intent: claimed.id.clone(),
            owner: claimed.owner.clone(),
            record: action.record.clone(),
            people: everybody
                .map(|mut person| {
                    person.address = person.address.to_lowercase();
                    person
                })
                .collect(),
            subject: mail.subject,
            about: mail.about,
            conversation: self.services.mailboxes.conversation(&id),
            at: now,
            begun: Some(claimed.submitted),
            step,
        })
    }

    /// A mail that left, by its id.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn sent_mail(&self, id: &str) -> Result<Option<SentMail>, OutboxError> {
        let text = self.platform.row(Table::Sent, &mail_key(id)).await?;
        Ok(text.and_then(|text| from_text(&text).ok()))
    }

    /// A mail of ours in a conversation of the provider's.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn sent_in(&self, conversation: &str) -> Result<Option<SentMail>, OutboxError> {
        self.first_of(&format!("in/{conversation}/")).await
    }

    /// The newest mail to an address.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn sent_to(&self, address: &str) -> Result<Option<SentMail>, OutboxError> {
        self.first_of(&to_key(address)).await
    }

    /// The newest email that the rep wrote for a step of a campaign.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn sent_for_step(&self, step: &str) -> Result<Option<SentMail>, OutboxError> {
        self.first_of(&step_key(step)).await
    }

    /// When a user submitted the last of the mails that left on a record.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn last_begun(
        &self,
        record: &RecordRef,
        user: &RecordId,
    ) -> Result<Option<Millis>, OutboxError> {
        let newest = self.first_of(&on_key(record, user)).await?;
        Ok(newest.and_then(|mail| mail.begun))
    }

    async fn first_of(&self, prefix: &str) -> Result<Option<SentMail>, OutboxError> {
        let end = format!("{prefix}~");
        let keys = self.platform.row_keys(Table::Sent, prefix, &end, 1).await?;
        match keys.first().and_then(|key| key.rsplit_once('/')) {
            Some((_, id)) => self.sent_mail(id).await,
            None => Ok(None),
        }
    }

    /// When the newest mail left this mailbox; `None` where none is remembered.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn newest_sent(&self, mailbox: &str) -> Result<Option<Millis>, OutboxError> {
        let text = self.platform.row(Table::Sent, &newest_key(mailbox)).await?;
        Ok(text.and_then(|text| text.parse().ok()).map(Millis))
    }

    /// Notes that an address takes no mail: the check before the next one says so.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn note_bounce(&self, address: &str, at: Millis) -> Result<(), OutboxError> {
        let at = at.0.to_string();
        let key = bounced_key(address);
        Ok(self.platform.put(Table::Replies, &key, at).await?)
    }

    /// When a mail to an address came back for good.
    pub(super) async fn bounced(&self, address: &str) -> Option<Millis> {
        let text = self
            .platform
            .row(Table::Replies, &bounced_key(address))
            .await;
        text.ok().flatten()?.parse().ok().map(Millis)
    }

    /// Forgets what is older than [`ANSWERED_WITHIN`].
    ///
    /// # Errors
    /// The storage failed.
    pub async fn forget_sent(&self) -> Result<(), OutboxError> {
        let oldest = self.platform.now().before(ANSWERED_WITHIN);
        let end = format!("age/{:019}/", oldest.0.max(0));
        let old = self
            .platform
            .row_keys(Table::Sent, "age/", &end, AT_ONCE)
            .await?;
        let mut writes = Vec::new();
        for key in old {
            let id = key.rsplit_once('/').map_or("", |(_, id)| id);
            let keys = match self.sent_mail(id).await? {
                Some(mail) => mail.keys(),
                None => Vec::new(),
            };
            let all = keys.into_iter().chain([mail_key(id), key.clone()]);
            writes.extend(all.map(|key| Write::Delete {
                table: Table::Sent,
                key,
            }));
        }
        match writes.is_empty() {
            true => Ok(()),
            false => Ok(self.platform.commit(writes).await?),
        }
    }
}
