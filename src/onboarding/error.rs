//! Errors of the set-up, beside those of sign-ins and invitations.

use super::invitation::InvitationError;
use crate::accounts::AccountError;
use crate::base::{Fault, Move, Provider};
use crate::mailbox::MailboxError;
use crate::storage::StoredError;

/// Why the set-up cannot continue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OnboardingError {
    /// There is no invitation to sign in for.
    #[error("not invited")]
    NotInvited,
    /// The rep signed in by another app than that of the org's own record; its grant is revoked.
    #[error("the org's own record names another app")]
    OtherApp,
    /// The mailbox was connected by another client than the org or the policy name; its grant is revoked.
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
    /// There is no set-up of that org.
    #[error("that org is not set up")]
    UnknownOrg,
    /// The account cannot be used.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The invitation cannot be used.
    #[error(transparent)]
    Invitation(#[from] InvitationError),
    /// An error of the mailbox.
    #[error(transparent)]
    Mailbox(#[from] MailboxError),
    /// The stored set-up cannot be read or written.
    #[error(transparent)]
    Stored(#[from] StoredError),
}

impl From<OnboardingError> for Fault {
    fn from(error: OnboardingError) -> Self {
        let sign_in = |provider| Move::SignIn { provider };
        let (code, whose_move) = match &error {
            OnboardingError::NotInvited => ("onboarding.not_invited", Move::AskAdmin),
            OnboardingError::OtherApp => ("onboarding.other_app", Move::AskAdmin),
            OnboardingError::OtherMailApp(provider) => {
                ("onboarding.other_mail_app", sign_in(*provider))
            }
            OnboardingError::ConsumerKey => ("onboarding.consumer_key", Move::FixInput),
            OnboardingError::SalesforceFirst => {
                ("onboarding.salesforce_first", sign_in(Provider::Salesforce))
            }
            OnboardingError::MailNotOffered => ("onboarding.mail_not_offered", Move::AskAdmin),
            OnboardingError::SignInNotFinished => {
                let retry = Move::Retry { after: None };
                ("onboarding.sign_in_not_finished", retry)
            }
            OnboardingError::InvitedAnother { .. } => {
                ("onboarding.invited_another", sign_in(Provider::Salesforce))
            }
            OnboardingError::UnknownOrg => ("onboarding.unknown_org", Move::FixInput),
            OnboardingError::Account(error) => return error.clone().into(),
            OnboardingError::Invitation(error) => return (*error).into(),
            OnboardingError::Mailbox(error) => return error.clone().into(),
            OnboardingError::Stored(error) => return error.clone().into(),
        };
        let fault = Self::new(code, whose_move);
        let words = error.to_string();
        let addresses = match error {
            OnboardingError::InvitedAnother { invited, signed_in } => [invited, signed_in],
            _ => return fault,
        };
        fault.with_detail(words).naming(addresses)
    }
}
