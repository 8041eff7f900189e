//! What can go wrong in the set-up, apart from the sign-ins' and the invitation's own causes.

use super::invitation::InvitationError;
use crate::mailbox::MailboxError;
use crate::protocol::{Fault, Move, Provider};
use crate::stored::StoredError;

/// Why the set-up does not go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OnboardingError {
    /// There is no invitation to sign in for.
    #[error("not invited")]
    NotInvited,
    /// The mailbox needs the Salesforce user's address.
    #[error("Salesforce is not connected")]
    SalesforceFirst,
    /// The administrator did not set this mail client up.
    #[error("the invitation names no client for this mail provider")]
    MailNotOffered,
    /// The signed-in Salesforce user is not the invited one.
    #[error("invited is {invited}, signed in is {signed_in}")]
    InvitedAnother {
        /// The invitation's address.
        invited: String,
        /// The Salesforce user's address.
        signed_in: String,
    },
    /// The mailbox has another address than the Salesforce user.
    #[error("Salesforce has {salesforce}, the mailbox is {mailbox}")]
    AddressDiffers {
        /// The Salesforce user's address.
        salesforce: String,
        /// The mailbox's address.
        mailbox: String,
        /// Where the mailbox is.
        provider: Provider,
    },
    /// The invitation cannot be used.
    #[error(transparent)]
    Invitation(#[from] InvitationError),
    /// What is kept of the mailbox cannot be used.
    #[error(transparent)]
    Mailbox(#[from] MailboxError),
    /// What is kept cannot be used.
    #[error(transparent)]
    Stored(#[from] StoredError),
}

impl From<OnboardingError> for Fault {
    fn from(error: OnboardingError) -> Self {
        let provider = Provider::Salesforce;
        let fault = match &error {
            OnboardingError::NotInvited => Self::new("onboarding.not_invited", Move::AskAdmin),
            OnboardingError::SalesforceFirst => {
                Self::new("onboarding.salesforce_first", Move::SignIn { provider })
            }
            OnboardingError::MailNotOffered => {
                Self::new("onboarding.mail_not_offered", Move::AskAdmin)
            }
            OnboardingError::InvitedAnother { .. } => {
                Self::new("onboarding.invited_another", Move::SignIn { provider })
            }
            OnboardingError::AddressDiffers { provider, .. } => {
                let provider = *provider;
                Self::new("onboarding.address_differs", Move::SignIn { provider })
            }
            OnboardingError::Invitation(error) => return (*error).into(),
            OnboardingError::Mailbox(error) => return error.clone().into(),
            OnboardingError::Stored(error) => return error.clone().into(),
        };
        fault.with_detail(error.to_string())
    }
}
