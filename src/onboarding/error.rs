//! What can go wrong in the set-up, apart from the sign-ins' and the invitation's own causes.

use super::invitation::InvitationError;
use crate::base::{Fault, Move, Provider};
use crate::mailbox::MailboxError;
use crate::storage::StoredError;

/// Why the set-up does not go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OnboardingError {
    /// There is no invitation to sign in for.
    #[error("not invited")]
    NotInvited,
    /// The org does not have the rep in the team (any more).
    #[error("the user does not have the custom permission MSI_Actions")]
    NotInTeam,
    /// The app by which the rep signed in is not the one of the org's own record: what it was granted
    /// is revoked.
    #[error("the org's own record names another app")]
    OtherApp,
    /// The mailbox was connected by another client than the org or the policy name: what it was
    /// granted is revoked.
    #[error("the org or the policy name another client for this mail provider")]
    OtherMailApp(Provider),
    /// The text is no consumer key.
    #[error("not a consumer key")]
    ConsumerKey,
    /// The mailbox needs the Salesforce user's address.
    #[error("Salesforce is not connected")]
    SalesforceFirst,
    /// Neither the org's own record nor the policy names a client for this mail provider.
    #[error("neither the org nor the policy names a client for this mail provider")]
    MailNotOffered,
    /// A connection is missing that was there.
    #[error("not connected")]
    NotConnected(Provider),
    /// The worker ended while the sign-in was under way.
    #[error("the sign-in was interrupted")]
    SignInNotFinished,
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
    /// The connected mailbox has the address of another org's user, where it is needed.
    #[error("this org needs {needed}, connected is {connected}")]
    MailboxElsewhere {
        /// The address in this org.
        needed: String,
        /// The mailbox's address.
        connected: String,
    },
    /// There is no set-up of that org.
    #[error("that org is not set up")]
    UnknownOrg,
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
        let sign_in = |provider| Move::SignIn { provider };
        let (code, whose_move) = match &error {
            OnboardingError::NotInvited => ("onboarding.not_invited", Move::AskAdmin),
            OnboardingError::NotInTeam => ("onboarding.not_in_team", Move::AskAdmin),
            OnboardingError::OtherApp => ("onboarding.other_app", Move::AskAdmin),
            OnboardingError::OtherMailApp(provider) => {
                ("onboarding.other_mail_app", sign_in(*provider))
            }
            OnboardingError::ConsumerKey => ("onboarding.consumer_key", Move::FixInput),
            OnboardingError::SalesforceFirst => {
                ("onboarding.salesforce_first", sign_in(Provider::Salesforce))
            }
            OnboardingError::MailNotOffered => ("onboarding.mail_not_offered", Move::AskAdmin),
            OnboardingError::NotConnected(provider) => {
                ("onboarding.not_connected", sign_in(*provider))
            }
            OnboardingError::SignInNotFinished => {
                let retry = Move::Retry { after: None };
                ("onboarding.sign_in_not_finished", retry)
            }
            OnboardingError::InvitedAnother { .. } => {
                ("onboarding.invited_another", sign_in(Provider::Salesforce))
            }
            OnboardingError::AddressDiffers { provider, .. } => {
                ("onboarding.address_differs", sign_in(*provider))
            }
            OnboardingError::MailboxElsewhere { .. } => {
                ("onboarding.mailbox_elsewhere", Move::FixInput)
            }
            OnboardingError::UnknownOrg => ("onboarding.unknown_org", Move::FixInput),
            OnboardingError::Invitation(error) => return (*error).into(),
            OnboardingError::Mailbox(error) => return error.clone().into(),
            OnboardingError::Stored(error) => return error.clone().into(),
        };
        let fault = Self::new(code, whose_move);
        let words = error.to_string();
        let addresses = match error {
            OnboardingError::InvitedAnother { invited, signed_in } => [invited, signed_in],
            OnboardingError::AddressDiffers {
                salesforce,
                mailbox,
                ..
            } => [salesforce, mailbox],
            OnboardingError::MailboxElsewhere { needed, connected } => [needed, connected],
            _ => return fault,
        };
        fault.with_detail(words).naming(addresses)
    }
}
