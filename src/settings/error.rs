//! Refusals because of the administrator's settings.

use crate::base::{Fault, Move};

/// Why the policy refuses something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Everything is switched off.
    #[error("switched off by the administrator")]
    Off,
    /// The browser could not read the policy.
    #[error("the administrator's settings could not be read")]
    Unread,
    /// The org is none of those that the administrator lists.
    #[error("the org is not among those that the administrator lists")]
    OtherOrg,
    /// The org is no production org, and those are left out.
    #[error("all but production is left out by the administrator")]
    Sandbox,
    /// The action is switched off.
    #[error("the action is switched off by the administrator")]
    ActionOff,
    /// The daily limit of e-mails could not be read: none is sent.
    #[error("the limit of e-mails cannot be read")]
    NoSending,
    /// The fields that say who opted out could not be read: no mail is sent.
    #[error("the fields that say who opted out cannot be read")]
    OptOutsUnread,
    /// Today's limit of e-mails is reached; the limit.
    #[error("the day's {0} e-mails have been sent")]
    SendLimit(u32),
    /// The mail client is not offered.
    #[error("the mail client is not offered")]
    MailClientOff,
}

impl From<PolicyError> for Fault {
    fn from(error: PolicyError) -> Self {
        let (code, whose_move) = match error {
            PolicyError::Off => ("policy.off", Move::AskAdmin),
            PolicyError::Unread => ("policy.unread", Move::Retry { after: None }),
            PolicyError::OtherOrg => ("policy.other_org", Move::AskAdmin),
            PolicyError::Sandbox => ("policy.sandbox", Move::AskAdmin),
            PolicyError::ActionOff => ("policy.action_off", Move::AskAdmin),
            PolicyError::NoSending => ("policy.no_sending", Move::AskAdmin),
            PolicyError::OptOutsUnread => ("policy.opt_outs_unread", Move::AskAdmin),
            PolicyError::SendLimit(_) => ("policy.send_limit", Move::AskAdmin),
            PolicyError::MailClientOff => ("policy.mail_client_off", Move::AskAdmin),
        };
        Self::new(code, whose_move).with_detail(error.to_string())
    }
}
