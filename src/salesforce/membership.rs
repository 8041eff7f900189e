//! What an org says of the rep and of its apps, in one call: whether the rep is in the team, and the
//! org's own record of its apps. Asked at sign-in, after a renewal of the token and daily; what was
//! answered last holds meanwhile.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

use super::app_record::{self, AppRecord};
use super::tokens::{Shared, membership_key};
use super::{Cause, Composite, RestError, Sessions};
use crate::base::{ConsumerKey, Millis, OrgHost};
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::Versioned;

/// Who has the custom permission, by a permission set or profile, sees it among their own accesses
/// ("UserSetupEntityAccess", Object Reference); everybody may ask.
const QUESTION: &str =
    "SELECT DeveloperName FROM UserSetupEntityAccess WHERE DeveloperName = 'MSI_Actions'";
/// An answer this old is asked for again.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What the org says of the rep: invited are those who have the custom permission `MSI_Actions`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invited {
    /// The rep has the permission.
    Yes,
    /// The rep does not have it, or not any more.
    No,
    /// It cannot be read in this org: counts as yes, and Diagnostics says so.
    #[default]
    Unknown,
}

impl Invited {
    /// Whether the rep may work.
    #[must_use]
    pub const fn may_work(self) -> bool {
        !matches!(self, Self::No)
    }
}

/// What an org says of its apps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// It was not asked yet.
    #[default]
    NotAsked,
    /// It has no record of its apps, or none that the rep may read.
    Nothing,
    /// Its record.
    Record(AppRecord),
}

impl Said {
    /// The record, where there is one.
    #[must_use]
    pub const fn record(&self) -> Option<&AppRecord> {
        match self {
            Self::Record(record) => Some(record),
            Self::NotAsked | Self::Nothing => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Membership {
    invited: Invited,
    asked: Millis,
    said: Said,
}

impl Versioned for Membership {
    const VERSION: u32 = 2;

    /// Version 1 did not ask for the org's apps.
    fn migrate(from: u32, mut stored: Value) -> Option<Value> {
        if from == 1 {
            let fields = stored.as_object_mut()?;
            fields.insert("said".into(), "not_asked".into());
        }
        Some(stored)
    }
}

#[derive(Deserialize)]
struct Access {}

impl<P: Platform> Sessions<P> {
    /// What `org` said last of the rep.
    pub async fn invited(&self, org: &OrgHost) -> Invited {
        kept(self.shared(), org)
            .await
            .map_or(Invited::Unknown, |kept| kept.invited)
    }

    /// What `org` said last of its apps.
    pub async fn said(&self, org: &OrgHost) -> Said {
        kept(self.shared(), org)
            .await
            .map(|kept| kept.said)
            .unwrap_or_default()
    }

    /// The app by which the session of `org` was granted.
    pub async fn key(&self, org: &OrgHost) -> Option<ConsumerKey> {
        let stored = self.shared().stored(org).await.ok()??;
        Some(stored.consumer_key)
    }

    /// Asks `org`: one call.
    ///
    /// # Errors
    /// Where it gives no answer; what it said last then holds. An org that answers that it has no such
    /// thing is [`Invited::Unknown`], or [`Said::Nothing`].
    pub async fn ask_invited(&self, org: &OrgHost) -> Result<Invited, RestError> {
        let shared = self.shared();
        shared.renewed.borrow_mut().remove(org);
        let question = Composite::separate()
            .query("access", QUESTION)
            .query("apps", app_record::QUESTION);
        let reply = self.rest(org).composite(&question).await?;
        let invited = match reply.rows::<Access>("access") {
            Ok(rows) if rows.is_empty() => Invited::No,
            Ok(_) => Invited::Yes,
            Err(error) if error.cause().is_some_and(says_nothing) => Invited::Unknown,
            Err(error) => return Err(error),
        };
        let said = match reply.rows::<app_record::Row>("apps") {
            Ok(rows) => match rows.into_iter().next().and_then(app_record::Row::read) {
                Some(record) => Said::Record(record),
                None => Said::Nothing,
            },
            Err(error) if error.cause().is_some_and(says_nothing) => Said::Nothing,
            Err(error) => return Err(error),
        };
        let asked = shared.platform.now();
        let membership = Membership {
            invited,
            asked,
            said,
        };
        storage::write(
            &*shared.platform,
            Area::Local,
            &membership_key(org),
            &membership,
        )
        .await?;
        Ok(invited)
    }

    /// Whether a token was renewed since its org was asked.
    #[must_use]
    pub fn has_renewed(&self) -> bool {
        !self.shared().renewed.borrow().is_empty()
    }

    /// Whether it is time to ask `org` again.
    pub async fn is_time_to_ask(&self, org: &OrgHost) -> bool {
        let shared = self.shared();
        let old = |kept: Membership| {
            kept.said == Said::NotAsked || shared.platform.now().since(kept.asked) >= DAY
        };
        shared.renewed.borrow().contains(org) || kept(shared, org).await.is_none_or(old)
    }
}

/// Refusals that are about the question, not about the rep.
const fn says_nothing(cause: Cause) -> bool {
    matches!(cause, Cause::NotThere | Cause::NoRight | Cause::Other)
}

/// One that cannot be read is as good as none.
async fn kept<P: Platform>(shared: &Shared<P>, org: &OrgHost) -> Option<Membership> {
    let kept =
        storage::read::<Membership>(&*shared.platform, Area::Local, &membership_key(org)).await;
    kept.ok().flatten()
}
