//! A campaign as one person gets it, where its emails were written for them alone.

use serde::{Deserialize, Serialize};

use super::{Campaign, What};
use crate::actions::{Leaves, OwnText, StepId};

/// An email of a campaign as one person gets it, with its fields as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepMail {
    /// Which step.
    pub id: StepId,
    /// The step's number, from 1.
    pub number: u16,
    /// The step's day, from 1.
    pub day: u16,
    /// How it is sent.
    pub leaves: Leaves,
    /// Its own, which may be empty in a thread.
    pub subject: String,
    /// The subject of the thread in which it goes, where it goes in one.
    pub thread: Option<String>,
    /// Without the signature.
    pub html: String,
}

/// A step of which somebody gets an email that is written for them alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnStep {
    /// Its number, from 1; `None` where it was taken out, or is no email any more: then the text is not sent.
    pub number: Option<u16>,
    /// The subject, where that is not the campaign's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

impl OwnStep {
    /// Without the text, which may be long.
    pub(super) fn of(text: &OwnText, campaign: &Campaign) -> Self {
        let mail = campaign.mail_with(text.step);
        Self {
            number: mail.and_then(|step| campaign.number(step.id)),
            subject: text.subject.clone(),
        }
    }
}

impl Campaign {
    /// The campaign with the texts of one person. A text whose step was taken out, or is no email any more, is left aside.
    #[must_use]
    pub fn for_one<'a>(&self, own: impl IntoIterator<Item = &'a OwnText>) -> Self {
        let mut campaign = self.clone();
        for text in own {
            let mut steps = campaign.steps.iter_mut();
            let step = steps.find(|step| step.id == text.step);
            if let Some(What::Mail { subject, html, .. }) = step.map(|step| &mut step.what) {
                for (place, own) in [(subject, &text.subject), (html, &text.html)] {
                    if let Some(own) = own {
                        place.clone_from(own);
                    }
                }
            }
        }
        campaign
    }

    /// Its emails, in order.
    #[must_use]
    pub fn mails(&self) -> Vec<StepMail> {
        let mut thread: Option<String> = None;
        let mut mails = Vec::new();
        for (place, (step, number)) in self.steps.iter().zip(1_u16..).enumerate() {
            let What::Mail {
                subject,
                html,
                by_itself,
                ..
            } = &step.what
            else {
                continue;
            };
            let follows = step.what.wants_thread();
            let leaves = match (by_itself, self.goes_in_thread(place)) {
                (false, _) => Leaves::ByRep,
                (true, true) => Leaves::InThread,
                (true, false) => Leaves::Alone,
            };
            let before = thread.clone().filter(|_| follows);
            if before.is_none() {
                thread = Some(self.subject(number).to_owned());
            }
            mails.push(StepMail {
                id: step.id,
                number,
                day: step.day,
                leaves,
                subject: subject.clone(),
                thread: before,
                html: html.clone(),
            });
        }
        mails
    }

    /// What is kept of an email that is written for one person: only what is not as in the campaign.
    #[must_use]
    pub fn own_text(&self, step: StepId, subject: &str, html: &str) -> OwnText {
        let shared = self.mails().into_iter().find(|mail| mail.id == step);
        let other = |text: &str, shared: &str| (text != shared).then(|| text.to_owned());
        match shared {
            Some(shared) => OwnText {
                step,
                subject: other(subject, &shared.subject),
                html: other(html, &shared.html),
            },
            None => OwnText::default(),
        }
    }
}
