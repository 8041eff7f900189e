//! Refusals of the panel.

use crate::base::{Fault, Move};

/// Why a request of a panel is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PanelError {
    /// The tab shows no record (any more).
    #[error("the tab shows no record")]
    NoRecord,
    /// Salesforce shows the rep nobody of those whom they chose in a list.
    #[error("nobody of the list")]
    Nobody,
    /// The tab shows another record than the one that the request names.
    #[error("the tab shows another record")]
    OtherRecord,
    /// The set-up is not finished, or not for this org.
    #[error("the set-up is not finished")]
    NotSetUp,
    /// The tab's page is another Salesforce user's.
    #[error("the page is another user's")]
    OtherUser,
    /// An administrator is logged in as another user on the tab's page.
    #[error("the page is an administrator's, logged in as a user")]
    LoggedInAs,
    /// The tab's page does not tell its user, and the rep has not confirmed that it is theirs.
    #[error("the page does not say whose it is")]
    ConfirmUser,
}

impl From<PanelError> for Fault {
    fn from(error: PanelError) -> Self {
        const RETRY: Move = Move::Retry { after: None };
        let (code, whose_move) = match error {
            PanelError::NoRecord => ("worker.no_record", RETRY),
            PanelError::Nobody => ("worker.nobody", Move::FixInput),
            PanelError::OtherRecord => ("worker.other_record", RETRY),
            PanelError::NotSetUp => ("worker.not_set_up", RETRY),
            PanelError::OtherUser => ("worker.other_user", Move::FixInput),
            PanelError::LoggedInAs => ("worker.logged_in_as", Move::FixInput),
            PanelError::ConfirmUser => ("worker.confirm_user", Move::FixInput),
        };
        Self::new(code, whose_move)
    }
}

/// The page belongs to somebody else than the rep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stranger {
    /// The page is another user's.
    OtherUser,
    /// An administrator is logged in as somebody.
    LoggedInAs,
}

impl From<Stranger> for Fault {
    fn from(stranger: Stranger) -> Self {
        match stranger {
            Stranger::OtherUser => PanelError::OtherUser,
            Stranger::LoggedInAs => PanelError::LoggedInAs,
        }
        .into()
    }
}
