//! The fields of a mail: which it names, and the mail with their values.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Personal, SendEmail};
use crate::base::{FieldFault, Recipient, RecordId};
use crate::mailbox::plain_text;
use crate::merge::FieldValues;
use crate::templates::{self, FieldName, Reason, Unfilled};

/// A mail as its receiver would read it, for the rep's eye.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilledMail {
    /// Its subject; what is not filled stands there as it is written.
    pub subject: String,
    /// Its text; what is not filled is marked.
    pub html: String,
    /// The names of the fields that are not filled, and the words of prompts, as they are written.
    pub unfilled: Vec<String>,
}

/// Of so many people what is missing is told at once.
const MOST_TOLD: usize = 5;

impl SendEmail {
    /// The lead or contact whose data the fields are of: the first receiver, where they have a record.
    #[must_use]
    pub fn person(&self) -> Option<&RecordId> {
        self.to.first()?.record.as_ref()
    }

    /// The fields that it names.
    #[must_use]
    pub fn fields(&self) -> BTreeSet<FieldName> {
        let mut fields = templates::named_fields(&self.subject, templates::Form::Line);
        fields.extend(templates::named_fields(&self.html, templates::Form::Html));
        fields
    }

    /// The mail with its fields filled. One without fields stays as it is.
    ///
    /// # Errors
    /// For the subject and for the text, the first field that is not filled.
    pub fn filled(&self, values: &FieldValues) -> Result<Self, Vec<FieldFault>> {
        let of = |name: &FieldName| values.get(name);
        let fill = |text: &str, form| templates::fill(text, form, &values.style, &of);
        let (mut filled, mut faults) = (self.clone(), Vec::new());
        let mut put = |place: &mut String, field, form| match fill(place, form) {
            Ok(text) => *place = text,
            Err(unfilled) => faults.extend(unfilled.first().map(|first| fault(field, first))),
        };
        if templates::has_fields(&self.subject, templates::Form::Line) {
            put(&mut filled.subject, "subject", templates::Form::Line);
        }
        if templates::has_fields(&self.html, templates::Form::Html) {
            put(&mut filled.html, "html", templates::Form::Html);
        }
        match faults.is_empty() {
            true => Ok(filled),
            false => Err(faults),
        }
    }

    /// The form with the text of each of its mails filled; `values` are those of `mails`, in their order.
    ///
    /// # Errors
    /// For the first few people whose mail is not filled: who it is, and what is missing.
    pub fn filled_each(
        mut self,
        mails: &[Self],
        values: &[FieldValues],
    ) -> Result<Self, Vec<FieldFault>> {
        let (mut filled, mut faults) = (Vec::new(), Vec::new());
        for (mail, values) in mails.iter().zip(values) {
            let person = mail.to.first();
            match mail.filled(values) {
                Ok(own) if own == *mail => {}
                Ok(own) => filled.push(Personal {
                    address: person
                        .map(|person| person.address.clone())
                        .unwrap_or_default(),
                    subject: own.subject,
                    html: own.html,
                }),
                Err(of_person) => {
                    let name = person.map(Recipient::shown).unwrap_or_default();
                    faults.extend(of_person.into_iter().map(|fault| FieldFault {
                        value: fault.value.map(|value| format!("{name}: {value}")),
                        ..fault
                    }));
                }
            }
        }
        faults.truncate(MOST_TOLD);
        if let Some(each) = &mut self.each {
            each.filled = filled;
        }
        match faults.is_empty() {
            true => Ok(self),
            false => Err(faults),
        }
    }

    /// The mail for the rep's eye, with what can be filled.
    #[must_use]
    pub fn preview(&self, values: &FieldValues) -> FilledMail {
        let of = |name: &FieldName| values.get(name);
        let show = |text: &str, form| templates::preview(text, form, &values.style, &of);
        let left = |text: &str, form| {
            let filled = templates::fill(text, form, &values.style, &of);
            filled.err().unwrap_or_default()
        };
        let unfilled = left(&self.subject, templates::Form::Line)
            .into_iter()
            .chain(left(&self.html, templates::Form::Html));
        FilledMail {
            subject: show(&self.subject, templates::Form::Line),
            html: show(&self.html, templates::Form::Html),
            unfilled: unfilled.map(|each| each.field).collect(),
        }
    }

    /// The fields that stand in it after all: a mail with one is never sent.
    #[must_use]
    pub fn fields_left(&self) -> Vec<FieldFault> {
        let left = |field, text: &str, form| {
            let found = templates::has_fields(text, form);
            found.then(|| FieldFault {
                field: Cow::Borrowed(field),
                message: "field_unfilled_not_understood".into(),
                value: Some(text.chars().take(80).collect()),
            })
        };
        let subject = left("subject", &self.subject, templates::Form::Line);
        let html = left("html", &self.html, templates::Form::Html)
            .or_else(|| left("html", &plain_text(&self.html), templates::Form::Text));
        subject.into_iter().chain(html).collect()
    }
}

/// The fault of a field that is not filled, with its place and the reason.
fn fault(field: &'static str, unfilled: &Unfilled) -> FieldFault {
    let message = match unfilled.reason {
        Reason::Unknown => "field_unfilled_unknown",
        Reason::Empty => "field_unfilled_empty",
        Reason::Prompt => "field_unfilled_prompt",
        Reason::NotUnderstood => "field_unfilled_not_understood",
        Reason::NotClosed => "field_unfilled_not_closed",
        Reason::Split => "field_unfilled_split",
        Reason::Braces => "field_unfilled_braces",
        Reason::NoLink => "field_unfilled_no_link",
    };
    FieldFault {
        field: field.into(),
        message: message.into(),
        value: Some(unfilled.near.clone()),
    }
}
