//! What goes wrong with inviting.

use super::list::FileFault;
use crate::base::{Fault, Move};
use crate::ports::StoreError;
use crate::salesforce::{Refused, RestError};
use crate::storage::StoredError;

/// Why something of the team page was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamError {
    /// The org has no permission set of ours (that this user may see).
    #[error("no permission set MSI_Actions")]
    NoPermissionSet,
    /// This browser does not know the org's apps, which the mail's link names.
    #[error("the org's apps are not known here")]
    NotSetUp,
    /// A list with more addresses than can be worked on at once.
    #[error("too many addresses")]
    TooMany,
    /// The administrator's own words are too long for the welcome mail.
    #[error("the words are too long")]
    NoteTooLong,
    /// A file that holds no list as text.
    #[error(transparent)]
    File(#[from] FileFault),
    /// There is no such user (any more).
    #[error("no such user")]
    NoUser,
    /// What the administrator says does not fit how the invitation stands.
    #[error("not as it stands now")]
    NotNow,
    /// The user's licence does not carry what the permission set gives; Salesforce's words.
    #[error("the licence does not allow it: {0}")]
    Licence(String),
    /// The user is inactive.
    #[error("the user is inactive")]
    Inactive,
    /// Salesforce said no, or nothing.
    #[error(transparent)]
    Rest(#[from] RestError),
    /// The storage failed.
    #[error(transparent)]
    Stored(#[from] StoredError),
}

impl TeamError {
    /// What the refusal of an assignment means; `None` where it means that it is there already.
    #[must_use]
    pub fn of_assignment(refused: Refused) -> Option<Self> {
        let words = refused.message.to_ascii_lowercase();
        let licence = words.contains("license");
        match refused.code.as_str() {
            "DUPLICATE_VALUE" => None,
            _ if words.contains("duplicate permissionsetassignment") => None,
            "FIELD_INTEGRITY_EXCEPTION" | "LICENSE_LIMIT_EXCEEDED" if licence => {
                Some(Self::Licence(refused.message))
            }
            "INACTIVE_OWNER_OR_USER" => Some(Self::Inactive),
            _ => Some(Self::Rest(RestError::Refused(refused))),
        }
    }
}

impl From<StoreError> for TeamError {
    fn from(error: StoreError) -> Self {
        Self::Stored(error.into())
    }
}

impl From<TeamError> for Fault {
    fn from(error: TeamError) -> Self {
        match error {
            TeamError::NoPermissionSet => Self::new("team.no_permission_set", Move::FixInput),
            TeamError::NotSetUp => Self::new("team.not_set_up", Move::FixInput),
            TeamError::TooMany => Self::new("team.too_many", Move::FixInput),
            TeamError::NoteTooLong => Self::new("team.note_too_long", Move::FixInput),
            TeamError::File(FileFault::Workbook) => Self::new("team.file_workbook", Move::FixInput),
            TeamError::File(FileFault::NotText) => Self::new("team.file_not_text", Move::FixInput),
            TeamError::NoUser => Self::new("team.no_user", Move::FixInput),
            TeamError::NotNow => Self::new("team.not_now", Move::Retry { after: None }),
            TeamError::Licence(words) => {
                Self::new("team.licence", Move::FixInput).with_detail(words)
            }
            TeamError::Inactive => Self::new("team.inactive", Move::FixInput),
            TeamError::Rest(error) => error.into(),
            TeamError::Stored(error) => error.into(),
        }
    }
}
