//! What can be wrong with what an administrator enters.

use crate::base::{Fault, Move, Provider};
use crate::salesforce::OrgAddressError;

/// Why a step of the set-up was refused here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// Not the address of an org at Salesforce.
    #[error("not the address of an org")]
    Address,
    /// An address of Salesforce's that does not say which org.
    #[error("an address that every org has")]
    NoOrg,
    /// Salesforce's, on a domain that we do not work with.
    #[error("an address of Salesforce that is not supported")]
    Unsupported,
    /// Not what a consumer key looks like.
    #[error("not a consumer key")]
    Key,
    /// Not what a client id of Google's looks like.
    #[error("not a Google client id")]
    GoogleClient,
    /// Not what an application id of Microsoft's looks like.
    #[error("not a Microsoft application id")]
    MicrosoftClient,
    /// Neither the id of a directory nor one of its domains.
    #[error("not a Microsoft directory")]
    Tenant,
    /// A mail provider does not know the client, or not its redirect address.
    #[error("{0:?} knows no such client, or another redirect address")]
    ClientUnknown(Provider),
    /// A mail provider knows the client and its redirect address, and nobody was signed in by it.
    #[error("nobody was signed in by the client at {0:?}")]
    ClientUnfinished(Provider),
    /// Not a value that the extension could read of that setting.
    #[error("not a value of that setting")]
    Setting,
    /// Nobody is signed in to the org, or its apps are not known here.
    #[error("the org is not known here")]
    UnknownOrg,
    /// What Salesforce says is not for anybody to confirm.
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
