//! The emails of a campaign as one person will get them, before they are added.

use std::collections::BTreeSet;

use super::place::Place;
use super::{CampaignError, Campaigns};
use crate::actions::{AddToCampaign, FilledMail, SendEmail};
use crate::base::{Fault, OrgHost, Recipient, RecordId, RecordRef};
use crate::mailbox::answer_subject;
use crate::merge::Subject;
use crate::ports::Platform;
use crate::templates::FieldName;

impl<P: Platform + 'static> Campaigns<P> {
    /// The emails of the chosen campaign with the fields of one person, in order, the signature below them. One call of
    /// Salesforce for the fields of everybody in the form, whose values are known for some minutes; none where the
    /// emails have no fields.
    ///
    /// # Errors
    /// The campaign or the person is not there, nobody is signed in, or Salesforce could not be asked.
    pub async fn preview(
        &self,
        org: &OrgHost,
        form: &AddToCampaign,
        person: &RecordId,
    ) -> Result<Vec<FilledMail>, Fault> {
        let gone = || Fault::from(CampaignError::NotFound);
        let chosen = form.campaign.as_ref().ok_or_else(gone)?;
        let at = match chosen.id.is_here() {
            true => Place::here(org),
            false => Place::salesforce(org),
        };
        let entry = self.known(at).await?;
        let mut known = entry.campaigns.iter();
        let campaign = &known
            .find(|row| row.id == chosen.id)
            .ok_or_else(gone)?
            .campaign;
        let signature = self.mailboxes.signature().await?;
        let to = |person: &Recipient, subject: String, html: &str| SendEmail {
            to: vec![person.clone()],
            subject,
            html: format!("{html}{signature}"),
            ..SendEmail::default()
        };
        let mails_of = |person: &Recipient| -> Vec<SendEmail> {
            let own = person.record.as_ref().map(|id| form.own_of(id));
            let campaign = campaign.for_one(own.unwrap_or_default());
            let mails = campaign.mails().into_iter();
            mails
                .map(|mail| {
                    let subject = match mail.thread {
                        Some(thread) => answer_subject(&thread),
                        None => mail.subject,
                    };
                    to(person, subject, &mail.html)
                })
                .collect()
        };
        // Also the fields that only another person's text has: going from one to the next asks nothing more.
        let mut names: BTreeSet<FieldName> = BTreeSet::new();
        let nobody = Recipient::default();
        let shared = mails_of(&nobody);
        names.extend(shared.iter().flat_map(SendEmail::fields));
        let mut subjects = Vec::new();
        for one in &form.people {
            let Some(id) = &one.record else { continue };
            if !form.own_of(id).is_empty() {
                names.extend(mails_of(one).iter().flat_map(SendEmail::fields));
            }
            subjects.extend(subject(org, id));
        }
        let at = subjects
            .iter()
            .position(|subject| subject.record.id == *person);
        let at = at.ok_or_else(gone)?;
        let mut people = form.people.iter();
        let who = people
            .find(|who| who.record.as_ref() == Some(person))
            .ok_or_else(gone)?;
        let mut values = self.values.read_all(&subjects, &names).await?.into_iter();
        let values = values.nth(at).ok_or_else(gone)?;
        let mails = mails_of(who);
        Ok(mails.iter().map(|mail| mail.preview(&values)).collect())
    }
}

/// Whose values the fields of a campaign's email have.
pub(super) fn subject(org: &OrgHost, person: &RecordId) -> Option<Subject> {
    Some(Subject {
        record: RecordRef {
            org: org.clone(),
            object: person.object()?,
            id: person.clone(),
        },
        person: Some(person.clone()),
        opportunity: None,
    })
}
