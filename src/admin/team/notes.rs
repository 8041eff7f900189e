//! What an administrator is writing on the team page and has not used yet, kept for them.

use serde::{Deserialize, Serialize};

use super::TeamError;
use super::service::Team;
use crate::base::{Fault, OrgHost, RecordId};
use crate::ports::{Platform, Table};
use crate::storage::{StoredError, Versioned, from_text, to_text};

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drafted {
    /// A list of addresses.
    List,
    /// The administrator's own words in the welcome mail.
    Note,
}

impl Drafted {
    const ALL: [Self; 2] = [Self::List, Self::Note];

    fn key(self, org: &OrgHost, user: &RecordId) -> String {
        match self {
            Self::List => format!("team/{org}/{user}"),
            Self::Note => format!("team/{org}/{user}/note"),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    text: String,
}

impl Versioned for Kept {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Team<P> {
    /// Keeps what is being written; an empty text is forgotten.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn keep_draft(
        &self,
        org: &OrgHost,
        what: Drafted,
        text: String,
    ) -> Result<(), Fault> {
        let kept: Result<(), TeamError> = async {
            let key = what.key(org, &self.acting(org).await?);
            if text.is_empty() {
                return Ok(self.platform.delete(Table::Drafts, &key).await?);
            }
            let text = to_text(&Kept { text })?;
            Ok(self.platform.put(Table::Drafts, &key, text).await?)
        }
        .await;
        Ok(kept?)
    }

    /// What is being written; empty where nothing is.
    pub(super) async fn kept_draft(
        &self,
        org: &OrgHost,
        what: Drafted,
    ) -> Result<String, TeamError> {
        let Ok(user) = self.acting(org).await else {
            return Ok(String::new());
        };
        let kept = self
            .platform
            .row(Table::Drafts, &what.key(org, &user))
            .await?;
        let Some(text) = kept else {
            return Ok(String::new());
        };
        match from_text::<Kept>(&text) {
            Err(StoredError::Damaged) => Ok(String::new()),
            kept => Ok(kept?.text),
        }
    }

    /// Forgets what an administrator was writing.
    pub(super) async fn forget_drafts(
        &self,
        org: &OrgHost,
        by: &RecordId,
    ) -> Result<(), TeamError> {
        for what in Drafted::ALL {
            self.platform
                .delete(Table::Drafts, &what.key(org, by))
                .await?;
        }
        Ok(())
    }
}
