//! Why the rep cannot work in an org, or not with the mailbox that is connected.

use crate::base::{Fault, Move, Provider};

/// What is wrong with an account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// The rep is not in the org's team (any more).
    #[error("the user does not have the custom permission MSI_Actions")]
    NotInTeam,
    /// The rep signed out, or the session ended.
    #[error("not connected")]
    NotConnected(Provider),
    /// The mailbox has another address than the Salesforce user.
    #[error("Salesforce has {salesforce}, the mailbox is {mailbox}")]
    AddressDiffers {
        /// The Salesforce user's address.
        salesforce: String,
        /// The mailbox's address.
        mailbox: String,
        /// The mailbox's provider.
        provider: Provider,
    },
    /// The connected mailbox belongs to the rep's user in another org, which needs it.
    #[error("this org needs {needed}, connected is {connected}")]
    MailboxElsewhere {
        /// The rep's address in this org.
        needed: String,
        /// The mailbox's address.
        connected: String,
    },
}

impl From<AccountError> for Fault {
    fn from(error: AccountError) -> Self {
        let sign_in = |provider| Move::SignIn { provider };
        let (code, whose_move) = match &error {
            AccountError::NotInTeam => ("onboarding.not_in_team", Move::AskAdmin),
            AccountError::NotConnected(provider) => {
                ("onboarding.not_connected", sign_in(*provider))
            }
            AccountError::AddressDiffers { provider, .. } => {
                ("onboarding.address_differs", sign_in(*provider))
            }
            AccountError::MailboxElsewhere { .. } => {
                ("onboarding.mailbox_elsewhere", Move::FixInput)
            }
        };
        let fault = Self::new(code, whose_move);
        let words = error.to_string();
        let addresses = match error {
            AccountError::AddressDiffers {
                salesforce,
                mailbox,
                ..
            } => [salesforce, mailbox],
            AccountError::MailboxElsewhere { needed, connected } => [needed, connected],
            AccountError::NotInTeam | AccountError::NotConnected(_) => return fault,
        };
        fault.with_detail(words).naming(addresses)
    }
}
