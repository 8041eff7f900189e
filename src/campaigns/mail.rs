//! The mails of steps, written for their people.

use std::collections::BTreeSet;
use std::time::Duration;

use super::due::Due;
use super::preview::subject;
use super::{Campaigns, Outcome, Run, What, keys};
use crate::actions::SendEmail;
use crate::base::{IntentId, Millis, OrgHost, Recipient};
use crate::mailbox::{Earlier, SentBefore, add_images, message_id};
use crate::merge::{FieldValues, Subject};
use crate::ports::Platform;
use crate::templates::FieldName;

/// The clocks of browser and provider differ by less than this.
const SLACK: Duration = Duration::from_secs(10 * 60);

/// Why there is no mail for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unwritten {
    /// A field has no value for this person.
    NoValue,
    /// It cannot be found out now, or the step is no mail.
    NotNow,
}

impl<P: Platform + 'static> Campaigns<P> {
    /// The mails of these steps, in their order: one call of Salesforce for the fields that all of them name. Where they
    /// leave by a mailbox, those before them are looked for in it, and their images are added.
    pub(super) async fn mails(
        &self,
        org: &OrgHost,
        due: &[&Due],
        mailbox: Option<&str>,
    ) -> Vec<Result<SendEmail, Unwritten>> {
        let none = || vec![Err(Unwritten::NotNow); due.len()];
        let Ok(signature) = self.mailboxes.signature().await else {
            return none();
        };
        let drafts: Vec<Option<Draft>> =
            due.iter().map(|due| draft(org, due, &signature)).collect();
        let written = || drafts.iter().flatten();
        let before = written().flat_map(|draft| &draft.before);
        let before = before.flat_map(|before| &before.subjects);
        let texts = written().map(|draft| &draft.mail).chain(before);
        let names: BTreeSet<FieldName> = texts.flat_map(SendEmail::fields).collect();
        let subjects: Vec<Subject> = written().map(|draft| draft.whose.clone()).collect();
        let Ok(values) = self.values.read_all(&subjects, &names).await else {
            return none();
        };
        let mut values = values.into_iter();
        let mut mails = Vec::with_capacity(drafts.len());
        for draft in &drafts {
            let with_values = draft
                .as_ref()
                .and_then(|draft| Some((draft, values.next()?)));
            mails.push(match with_values {
                Some((draft, values)) => self.filled(draft, &values, mailbox).await,
                None => Err(Unwritten::NotNow),
            });
        }
        mails
    }

    async fn filled(
        &self,
        draft: &Draft,
        values: &FieldValues,
        mailbox: Option<&str>,
    ) -> Result<SendEmail, Unwritten> {
        let mail = draft.mail.filled(values);
        let mut mail = mail.map_err(|_| Unwritten::NoValue)?;
        if let Some((before, mailbox)) = draft.before.as_ref().zip(mailbox) {
            // One that is not found any more is followed by a new mail.
            let earlier = self.earlier(before, &draft.mail, values, mailbox).await?;
            mail.earlier = earlier.map(Box::new);
            if let Some(earlier) = &mail.earlier {
                mail.subject = earlier.next_subject();
            }
        }
        if mailbox.is_some() {
            let mut files = Vec::new();
            let added = add_images(&*self.platform, mail.texts(), &mut files).await;
            added.map_err(|_| Unwritten::NotNow)?;
            mail.attachments = files;
        }
        Ok(mail)
    }

    /// The mail in whose thread one goes whose fields are not filled.
    pub(super) async fn earlier_of(
        &self,
        draft: &Draft,
        mailbox: &str,
    ) -> Result<Option<Earlier>, Unwritten> {
        let Some(before) = &draft.before else {
            return Ok(None);
        };
        let names = before.subjects.iter().flat_map(SendEmail::fields).collect();
        let whose = std::slice::from_ref(&draft.whose);
        let values = self.values.read_all(whose, &names).await;
        let values = values.map_err(|_| Unwritten::NotNow)?.pop();
        let values = values.ok_or(Unwritten::NotNow)?;
        self.earlier(before, &draft.mail, &values, mailbox).await
    }

    /// The mail before, as the mailbox has it.
    async fn earlier(
        &self,
        before: &Before,
        mail: &SendEmail,
        values: &FieldValues,
        mailbox: &str,
    ) -> Result<Option<Earlier>, Unwritten> {
        let filled = before.subjects.iter();
        let filled = filled.filter_map(|mail| Some(mail.filled(values).ok()?.subject));
        let mut subjects: Vec<String> = filled.collect();
        // The rep may have written another one; where this browser sent it, that is known.
        for step in &before.by_rep {
            let sent = self.outbox.sent_for_step(step).await;
            subjects.extend(sent.ok().flatten().map(|sent| sent.subject));
        }
        let message_id = before
            .id
            .as_ref()
            .map(|id| message_id(id.as_str(), mailbox));
        let look = SentBefore {
            to: mail.to.first().map_or("", |person| &person.address),
            since: before.since,
            subjects: &subjects,
            message_id: message_id.as_deref(),
            by_rep: before.by_rep_since,
        };
        let found = self.mailboxes.sent_before(mailbox, &look).await;
        found.map_err(|_| Unwritten::NotNow)
    }
}

/// A mail with its fields as they are written.
pub(super) struct Draft {
    pub mail: SendEmail,
    /// Whose values they have.
    whose: Subject,
    /// It is to go in the thread of a mail before.
    follows: bool,
    /// That mail.
    before: Option<Before>,
}

impl Draft {
    /// Whether it is to go in the thread of a mail before.
    pub const fn follows(&self) -> bool {
        self.follows
    }
}

/// The mails of the campaign's that somebody has got last: one that left by itself, those after it by the rep, or both.
struct Before {
    id: Option<IntentId>,
    since: Millis,
    /// The steps after it whose email the rep may have sent, and since when.
    by_rep: Vec<String>,
    by_rep_since: Option<Millis>,
    /// What their subjects may have been, each as a mail without text.
    subjects: Vec<SendEmail>,
}

/// The last mails that somebody got by the campaign, where the step is to follow them.
fn before(due: &Due) -> Option<Before> {
    let Due {
        member,
        campaign,
        step,
    } = due;
    if !campaign.step_with(*step)?.what.wants_thread() {
        return None;
    }
    let is_mail = |run: &&Run| {
        let what = campaign.step_with(run.step).map(|step| &step.what);
        match run.outcome {
            Outcome::Mail { .. } => true,
            // Of a step that was taken out since it is not known any more what its task was.
            Outcome::Task { .. } => matches!(what, Some(What::Mail { .. })),
            Outcome::Skipped => false,
        }
    };
    // A mail that was claimed before the worker was killed has a run of its own already.
    let mails = || {
        member
            .runs
            .iter()
            .filter(|run| run.step != *step)
            .filter(is_mail)
    };
    let order = |run: &Run| (run.at, run.step);
    let by_itself = mails()
        .filter(|run| matches!(run.outcome, Outcome::Mail { .. }))
        .max_by_key(|run| order(run));
    let after = |run: &&Run| by_itself.is_none_or(|last| order(run) > order(last));
    let by_rep: Vec<&Run> = mails().filter(after).collect();
    let all = || by_itself.into_iter().chain(by_rep.iter().copied());
    let since = all().map(|run| run.at).min()?;
    let subjects = all()
        .filter_map(|run| campaign.number(run.step))
        .flat_map(|number| campaign.sent_subjects(number));
    Some(Before {
        id: by_itself.map(|run| keys::mail_id(&member.key, run.step)),
        since: since.before(SLACK),
        by_rep_since: by_rep.iter().map(|run| run.at.before(SLACK)).min(),
        by_rep: by_rep
            .iter()
            .map(|run| keys::run_key(&member.key, run.step))
            .collect(),
        subjects: subjects
            .map(|subject| SendEmail {
                subject: subject.to_owned(),
                ..SendEmail::default()
            })
            .collect(),
    })
}

/// The mail of a step; `None` for one that is no mail.
pub(super) fn draft(org: &OrgHost, due: &Due, signature: &str) -> Option<Draft> {
    let what @ What::Mail { html, .. } = due.what()? else {
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
        subject: due.campaign.subject_of(due.step).to_owned(),
        html: format!("{html}{signature}"),
        ..SendEmail::default()
    };
    let whose = subject(org, &record.id)?;
    Some(Draft {
        mail,
        whose,
        follows: what.wants_thread(),
        before: before(due),
    })
}
