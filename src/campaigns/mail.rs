//! The mails of steps, written for their people.

use std::collections::BTreeSet;

use super::due::Due;
use super::{Campaigns, What};
use crate::actions::SendEmail;
use crate::base::{OrgHost, Recipient};
use crate::mailbox::add_images;
use crate::merge::{FieldValues, Subject};
use crate::ports::Platform;
use crate::templates::FieldName;

/// Why there is no mail for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unwritten {
    /// A field has no value for this person.
    NoValue,
    /// It cannot be found out now, or the step is no mail.
    NotNow,
}

impl<P: Platform + 'static> Campaigns<P> {
    /// The mails of these steps, in their order: one call of Salesforce for the fields that all of them name.
    pub(super) async fn mails(
        &self,
        org: &OrgHost,
        due: &[&Due],
    ) -> Vec<Result<SendEmail, Unwritten>> {
        let none = || vec![Err(Unwritten::NotNow); due.len()];
        let Ok(signature) = self.mailboxes.signature().await else {
            return none();
        };
        let drafts: Vec<Option<(SendEmail, Subject)>> =
            due.iter().map(|due| draft(org, due, &signature)).collect();
        let written = || drafts.iter().flatten();
        let names: BTreeSet<FieldName> = written().flat_map(|(mail, _)| mail.fields()).collect();
        let subjects: Vec<Subject> = written().map(|(_, subject)| subject.clone()).collect();
        let Ok(values) = self.values.read_all(&subjects, &names).await else {
            return none();
        };
        let mut values = values.into_iter();
        let mut mails = Vec::with_capacity(drafts.len());
        for draft in &drafts {
            let with_values = draft
                .as_ref()
                .and_then(|(mail, _)| Some((mail, values.next()?)));
            mails.push(match with_values {
                Some((mail, values)) => self.filled(mail, &values).await,
                None => Err(Unwritten::NotNow),
            });
        }
        mails
    }

    async fn filled(&self, mail: &SendEmail, values: &FieldValues) -> Result<SendEmail, Unwritten> {
        let mut mail = mail.filled(values).map_err(|_| Unwritten::NoValue)?;
        let mut files = Vec::new();
        let added = add_images(&*self.platform, mail.texts(), &mut files).await;
        added.map_err(|_| Unwritten::NotNow)?;
        mail.attachments = files;
        Ok(mail)
    }
}

/// The mail with its fields as they are written, and whose values they have; `None` for a step that is no mail.
fn draft(org: &OrgHost, due: &Due, signature: &str) -> Option<(SendEmail, Subject)> {
    let What::Mail { subject, html, .. } = &due.campaign.step(due.number)?.what else {
        return None;
    };
    let member = &due.member;
    let record = member.record(org)?;
    let mail = SendEmail {
        to: vec![Recipient {
            address: member.known.address.clone(),
            name: Some(member.known.name.clone()).filter(|name| !name.is_empty()),
            record: Some(record.id.clone()),
            owner: member.known.owner.clone(),
            zone: member.zone.clone(),
            agreed: false,
        }],
        subject: subject.clone(),
        html: format!("{html}{signature}"),
        ..SendEmail::default()
    };
    let subject = Subject {
        person: Some(record.id.clone()),
        record,
        opportunity: None,
    };
    Some((mail, subject))
}
