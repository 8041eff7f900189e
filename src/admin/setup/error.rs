//! Errors of the setup page.

use crate::base::{Fault, Move, Provider};
use crate::salesforce::OrgAddressError;

/// Why a request of the setup page was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// Not the address of an org at Salesforce.
    #[error("not the address of an org")]
    Address,
    /// An address of Salesforce, but of no single org.
    #[error("an address that every org has")]
    NoOrg,
    /// An address of Salesforce on a domain that is not supported.
    #[error("an address of Salesforce that is not supported")]
    Unsupported,
    /// It has not the form of a consumer key.
    #[error("not a consumer key")]
    Key,
    /// It has not the form of a client id of Google.
    #[error("not a Google client id")]
    GoogleClient,
    /// It has not the form of an application id of Microsoft.
    #[error("not a Microsoft application id")]
    MicrosoftClient,
    /// It has neither the form of a directory's id nor that of a domain.
    #[error("not a Microsoft directory")]
    Tenant,
    /// A mail provider does not know the client or its redirect address.
    #[error("{0:?} knows no such client, or another redirect address")]
    ClientUnknown(Provider),
    /// A mail provider knows the client and its redirect address, but nobody signed in.
    #[error("nobody was signed in by the client at {0:?}")]
    ClientUnfinished(Provider),
    /// It is no valid value of the setting.
    #[error("not a value of that setting")]
    Setting,
    /// Nobody is signed in to the org, or its apps are not known.
    #[error("the org is not known here")]
    UnknownOrg,
    /// The item's state is read from Salesforce, so it cannot be confirmed by hand.
    #[error("not to be confirmed")]
    NotToConfirm,
    /// The archive could not be made.
    #[error("the archive could not be made")]
    Archive,
}

impl From<SetupError> for Fault {
    fn from(error: SetupError) -> Self {
        let (code, whose_move) = match error {
            SetupError::Address => ("setup.address", Move::FixInput),
            SetupError::NoOrg => ("setup.no_org", Move::FixInput),
            SetupError::Unsupported => return OrgAddressError::Unsupported.into(),
            SetupError::Key => ("setup.key", Move::FixInput),
            SetupError::GoogleClient => ("setup.google_client", Move::FixInput),
            SetupError::MicrosoftClient => ("setup.microsoft_client", Move::FixInput),
            SetupError::Tenant => ("setup.tenant", Move::FixInput),
            SetupError::ClientUnknown(Provider::Microsoft) => {
                ("setup.microsoft_unknown", Move::FixInput)
            }
            SetupError::ClientUnknown(_) => ("setup.google_unknown", Move::FixInput),
            SetupError::ClientUnfinished(Provider::Microsoft) => {
                ("setup.microsoft_unfinished", Move::FixInput)
            }
            SetupError::ClientUnfinished(_) => ("setup.google_unfinished", Move::FixInput),
            SetupError::Setting => ("setup.setting", Move::FixInput),
            SetupError::UnknownOrg => ("setup.unknown_org", Move::FixInput),
            SetupError::NotToConfirm => ("setup.not_to_confirm", Move::Bug),
            SetupError::Archive => ("setup.archive", Move::Bug),
        };
        Self::new(code, whose_move)
    }
}
