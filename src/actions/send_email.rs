//! Send Sales Email: one mail from the rep's own mailbox, logged on the record.

use serde::{Deserialize, Serialize};

use super::{Action, Offer};
use crate::insight::RecordView;
use crate::protocol::FieldFault;
use crate::salesforce::RecordId;

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

    fn fresh(_on: &RecordView, _signature: &str) -> Self {
        Self::default()
    }

    fn check(&self) -> Result<(), Vec<FieldFault>> {
        Ok(())
    }
}
