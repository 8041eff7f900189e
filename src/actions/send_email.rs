//! Send Sales Email: one mail from the rep's own mailbox, logged on the record.

use serde::{Deserialize, Serialize};

use super::{Action, Effect, Mail, Offer};
use crate::insight::RecordView;
use crate::mailbox::{is_address, one_line};
use crate::protocol::FieldFault;
use crate::salesforce::RecordId;

/// Gmail's limit for one mail sent through its API ("Gmail sending limits in Google Workspace").
const MAX_RECIPIENTS: usize = 500;
/// The length of Task.Subject (Object Reference).
const MAX_SUBJECT: usize = 255;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SendEmail {
    /// At least one.
    pub to: Vec<Recipient>,
    /// Copies.
    pub cc: Vec<Recipient>,
    /// Blind copies.
    pub bcc: Vec<Recipient>,
    /// Not empty, at most 255 characters, no line break.
    pub subject: String,
    /// Sanitised HTML, signature included.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

/// Someone who gets the mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The address.
    pub address: String,
    /// The name to show, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The lead or contact it belongs to, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
}

impl Action for SendEmail {
    const NAME: &'static str = "send_email";

    fn offered(_on: &RecordView) -> Offer {
        Offer::Yes
    }

    /// To the person in view, with an empty line above the signature.
    fn fresh(on: &RecordView, signature: &str) -> Self {
        let html = if signature.trim().is_empty() {
            String::new()
        } else {
            format!("<p><br></p>{signature}")
        };
        Self {
            to: on.person.iter().cloned().collect(),
            html,
            ..Self::default()
        }
    }

    fn check(&self) -> Result<(), Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut fault = |field: &'static str, message: &'static str, value: Option<&str>| {
            faults.push(FieldFault {
                field: field.into(),
                message: message.into(),
                value: value.map(str::to_owned),
            });
        };
        if self.to.is_empty() {
            fault("to", "field_recipient_missing", None);
        }
        for (field, people) in [("to", &self.to), ("cc", &self.cc), ("bcc", &self.bcc)] {
            for person in people.iter().filter(|person| !is_address(&person.address)) {
                fault(field, "field_address_invalid", Some(&person.address));
            }
        }
        if self.to.len() + self.cc.len() + self.bcc.len() > MAX_RECIPIENTS {
            fault("to", "field_recipients_too_many", None);
        }
        let subject = self.subject.trim();
        if subject.is_empty() {
            fault("subject", "field_subject_missing", None);
        } else if subject.chars().count() > MAX_SUBJECT {
            fault("subject", "field_subject_too_long", None);
        } else if subject.chars().any(char::is_control) {
            fault("subject", "field_subject_one_line", None);
        }
        if self.html.trim().is_empty() && self.text.trim().is_empty() {
            fault("html", "field_body_missing", None);
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    fn plan(&self) -> Vec<Effect> {
        let mail = Mail {
            to: self.to.clone(),
            cc: self.cc.clone(),
            bcc: self.bcc.clone(),
            subject: one_line(&self.subject),
            html: self.html.clone(),
            text: self.text.clone(),
        };
        vec![Effect::Mail(mail.clone()), Effect::LogMail(mail)]
    }

    fn subject(&self) -> String {
        one_line(&self.subject)
    }

    fn recipients(&self) -> String {
        let shown = |person: &Recipient| person.name.clone().unwrap_or(person.address.clone());
        self.to.iter().map(shown).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn filled() -> SendEmail {
        SendEmail {
            to: vec![to("ada@analytical.example")],
            subject: "Engines".into(),
            html: "<p>Hello</p>".into(),
            ..SendEmail::default()
        }
    }

    fn to(address: &str) -> Recipient {
        Recipient {
            address: address.into(),
            name: None,
            record: None,
        }
    }

    fn faults(form: &SendEmail) -> Vec<(String, String)> {
        let faults = form.check().unwrap_err();
        faults
            .into_iter()
            .map(|fault| (fault.field.into(), fault.message.into()))
            .collect()
    }

    #[test]
    fn a_filled_form_is_sent_and_then_logged() {
        assert_eq!(filled().check(), Ok(()));
        let plan = filled().plan();
        assert!(
            matches!(plan.as_slice(), [Effect::Mail(sent), Effect::LogMail(logged)] if sent == logged)
        );
    }

    #[test]
    fn every_empty_field_is_named() {
        let expected = [
            ("to", "field_recipient_missing"),
            ("subject", "field_subject_missing"),
            ("html", "field_body_missing"),
        ];
        assert_eq!(
            faults(&SendEmail::default()),
            expected.map(|(field, message)| (field.to_owned(), message.to_owned()))
        );
    }

    #[test]
    fn a_wrong_address_is_named_with_its_field() {
        let mut form = filled();
        form.bcc = vec![to("ok@a.example"), to("nonsense")];
        let fault = form.check().unwrap_err().remove(0);
        assert_eq!(fault.field, "bcc");
        assert_eq!(fault.value.as_deref(), Some("nonsense"));
    }

    #[test]
    fn a_subject_is_one_line_of_what_salesforce_keeps() {
        for (subject, message) in [
            ("a\r\nBcc: b@c.example".to_owned(), "field_subject_one_line"),
            ("é".repeat(256), "field_subject_too_long"),
        ] {
            let form = SendEmail {
                subject,
                ..filled()
            };
            assert_eq!(faults(&form), [("subject".to_owned(), message.to_owned())]);
        }
    }
}
