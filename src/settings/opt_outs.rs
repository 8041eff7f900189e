//! The policy's settings about people who opted out of e-mail.

use serde::{Deserialize, Serialize};

use crate::base::{Language, ObjectType};

/// The longest name of a field, its package's prefix and ending included.
const LONGEST: usize = 80;

/// What happens with a mail to somebody who opted out of e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptOutRule {
    /// It is not sent to them.
    Block,
    /// The rep is asked once, by the person's name.
    Confirm,
}

/// The line below every sales email that says how to opt out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OptOutLine {
    /// There is none.
    #[default]
    None,
    /// Ours, in the sender's language.
    Standard,
    /// The administrator's own.
    Own(String),
}

impl OptOutLine {
    /// The line as the mail has it.
    #[must_use]
    pub fn text(&self, language: Language) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Standard => Some(standard_line(language)),
            Self::Own(line) => Some(line),
        }
    }
}

/// One word to answer with in every language: short, known everywhere, and found in an answer.
const fn standard_line(language: Language) -> &'static str {
    match language {
        Language::De => {
            "Wenn Sie keine E-Mails mehr von mir möchten, antworten Sie bitte mit „STOP“."
        }
        Language::En => "If you do not want any more emails from me, please answer with “STOP”.",
        Language::Es => "Si no desea recibir más correos míos, responda con «STOP».",
        Language::Fr => "Si vous ne souhaitez plus recevoir mes e-mails, répondez « STOP ».",
        Language::Ja => "今後メールを希望されない場合は、「STOP」とご返信ください。",
        Language::Nl => "Wilt u geen e-mails meer van mij ontvangen? Antwoord dan met ‘STOP’.",
        Language::PtBr => "Se não quiser mais receber meus emails, responda com “STOP”.",
    }
}

/// A check box of people that says that somebody opted out of e-mail, beside Salesforce's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOutField {
    /// The object that has the field; `None` for both leads and contacts.
    pub of: Option<ObjectType>,
    /// Its API name.
    pub name: String,
}

impl OptOutField {
    /// Reads `Field__c`, `Lead.Field__c` or `Contact.Field__c`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (of, name) = match text.split_once('.') {
            None => (None, text),
            Some(("Lead", name)) => (Some(ObjectType::Lead), name),
            Some(("Contact", name)) => (Some(ObjectType::Contact), name),
            Some(_) => return None,
        };
        let begins = name.starts_with(|first: char| first.is_ascii_alphabetic());
        let sound = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        (begins && sound && name.len() <= LONGEST).then(|| Self {
            of,
            name: name.to_owned(),
        })
    }

    /// Its name, where the object has the field.
    #[must_use]
    pub fn on(&self, object: ObjectType) -> Option<&str> {
        let fits = self.of.is_none_or(|of| of == object);
        fits.then_some(self.name.as_str())
    }

    /// As the administrator writes it.
    #[must_use]
    pub fn written(&self) -> String {
        match self.of {
            Some(object) => format!("{}.{}", object.api_name(), self.name),
            None => self.name.clone(),
        }
    }
}
