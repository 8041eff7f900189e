//! The emails of a sales campaign that are written for one person alone.

use serde::{Deserialize, Serialize};

use super::campaign_id::CampaignId;
use super::step_id::StepId;
use crate::base::{FieldFault, RecordId, json};
use crate::salesforce::MEMBER_TEXTS_LENGTH;
use crate::templates::{Form, Reason, never_filled};

/// The length of the field for the subject of a step.
const LONGEST_SUBJECT: usize = 255;

/// What one person gets in place of a step's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMail {
    /// The campaign.
    pub campaign: CampaignId,
    /// The lead or contact.
    pub person: RecordId,
    /// How the step sends it.
    pub leaves: Leaves,
    /// What is written.
    pub text: OwnText,
}

/// How a step of a campaign sends an email.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaves {
    /// By itself, as a new email.
    Alone,
    /// By itself, in the thread of one before: it needs no subject.
    InThread,
    /// The rep looks at it, and sends it.
    ByRep,
}

/// The subject and the text of a step for one person; what is as in the campaign is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnText {
    /// The step, wherever it is moved.
    #[serde(rename = "number")]
    pub step: StepId,
    /// With fields, as the campaign's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Sanitised HTML, with fields, without the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
}

impl OwnText {
    /// Whether all of it is as in the campaign.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        self.subject.is_none() && self.html.is_none()
    }
}

impl OwnMail {
    /// What has to change before it can be sent so.
    #[must_use]
    pub fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut fault = |field: &'static str, message: &'static str| {
            faults.push(FieldFault::new(field, message));
        };
        let OwnText { subject, html, .. } = &self.text;
        match subject.as_ref().map(|subject| subject.trim()) {
            Some("") if self.leaves != Leaves::InThread => {
                fault("subject", "field_campaign_subject_missing");
            }
            Some(subject) if subject.chars().count() > LONGEST_SUBJECT => {
                fault("subject", "field_campaign_subject_long");
            }
            Some(subject) if subject.chars().any(char::is_control) => {
                fault("subject", "field_subject_one_line");
            }
            _ => {}
        }
        if html.as_ref().is_some_and(|html| html.trim().is_empty()) {
            fault("html", "field_body_missing");
        }
        for (field, text, form) in [("subject", subject, Form::Line), ("html", html, Form::Html)] {
            let text = text.as_deref().unwrap_or_default();
            match never_filled(text, form).first().map(|left| left.reason) {
                None => {}
                Some(Reason::Prompt) if self.leaves == Leaves::ByRep => {}
                Some(Reason::Prompt) => fault(field, "field_campaign_prompt"),
                Some(_) => fault(field, "field_campaign_braces"),
            }
        }
        faults
    }
}

/// Texts as they are kept on the record of a member; nothing where there are none.
#[must_use]
pub fn kept_texts(texts: &[&OwnText]) -> Option<String> {
    match texts.is_empty() {
        true => None,
        false => json::write(&texts).ok(),
    }
}

/// Whether they fit in the field in which they are kept. Salesforce may count a character beyond the first 65,536 of
/// Unicode as two.
#[must_use]
pub fn fits(texts: &[&OwnText]) -> bool {
    let length = |kept: String| kept.encode_utf16().count();
    kept_texts(texts).map_or(0, length) <= MEMBER_TEXTS_LENGTH
}
