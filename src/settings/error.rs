//! What the administrator's settings do not let happen.

use crate::protocol::{Fault, Move};

/// Why something is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Everything is switched off.
    #[error("switched off by the administrator")]
    Off,
    /// The org is a sandbox, and those are left out.
    #[error("sandboxes are left out by the administrator")]
    Sandbox,
    /// The action is switched off.
    #[error("the action is switched off by the administrator")]
    ActionOff,
    /// As many e-mails as are allowed went out today.
    #[error("the day's {0} e-mails have been sent")]
    SendLimit(u32),
    /// The mail client is not offered.
    #[error("the mail client is not offered")]
    MailClientOff,
}

impl From<PolicyError> for Fault {
    fn from(error: PolicyError) -> Self {
        let code = match error {
            PolicyError::Off => "policy.off",
            PolicyError::Sandbox => "policy.sandbox",
            PolicyError::ActionOff => "policy.action_off",
            PolicyError::SendLimit(_) => "policy.send_limit",
            PolicyError::MailClientOff => "policy.mail_client_off",
        };
        Self::new(code, Move::AskAdmin).with_detail(error.to_string())
    }
}
