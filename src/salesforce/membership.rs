//! Whether the rep is in an org's team, and the org's own record of its apps, in one call. The org is asked at
//! sign-in, after a renewal of the token and daily; the last answer counts meanwhile.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

use super::app_record::{self, AppRecord};
use super::tokens::{Shared, membership_key};
use super::{Cause, Composite, Purpose, RestError, Sessions};
use crate::base::time::days;
use crate::base::{ConsumerKey, Millis, OrgHost};
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::Versioned;

/// A user who has the custom permission, by a permission set or profile, finds it among their own accesses
/// ("UserSetupEntityAccess", Object Reference). Every user can run this query.
const QUESTION: &str =
    "SELECT DeveloperName FROM UserSetupEntityAccess WHERE DeveloperName = 'MSI_Actions'";
/// The org is asked again when the last answer is this old.
const DAY: Duration = days(1);

/// Whether the rep is invited, which means: has the custom permission `MSI_Actions`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invited {
    /// The rep has the permission.
    Yes,
    /// The rep does not have it, or not any more.
    No,
    /// The org cannot tell: counts as yes, and Diagnostics shows it.
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

/// What is known of an org's own record of its apps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrgApps {
    /// The org was not asked yet.
    #[default]
    NotAsked,
    /// The org has no such record, or none that the rep may read.
    Nothing,
    /// The record.
    Record(AppRecord),
}

impl OrgApps {
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
    #[serde(rename = "said")]
    apps: OrgApps,
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
    /// The last answer of `org` about the rep.
    pub async fn invited(&self, org: &OrgHost) -> Invited {
        stored(self.shared(), org)
            .await
            .map_or(Invited::Unknown, |stored| stored.invited)
    }

    /// The last answer of `org` about its apps.
    pub async fn org_apps(&self, org: &OrgHost) -> OrgApps {
        stored(self.shared(), org)
            .await
            .map(|stored| stored.apps)
            .unwrap_or_default()
    }

    /// The app that the session of `org` was granted to.
    pub async fn key(&self, org: &OrgHost) -> Option<ConsumerKey> {
        let stored = self.shared().stored(org).await.ok()??;
        Some(stored.consumer_key)
    }

    /// Asks `org` about the rep and its apps: one call.
    ///
    /// # Errors
    /// Where it gives no answer; the last one then counts. An org that does not have the object makes this
    /// [`Invited::Unknown`], or [`OrgApps::Nothing`].
    pub async fn ask_membership(&self, org: &OrgHost) -> Result<Invited, RestError> {
        let shared = self.shared();
        shared.renewed.borrow_mut().remove(org);
        let question = Composite::separate()
            .query("access", QUESTION)
            .query("apps", app_record::QUESTION);
        let reply = self
            .rest(org)
            .counted_as(Purpose::SignIn)
            .composite(&question)
            .await?;
        let invited = match reply.rows::<Access>("access") {
            Ok(rows) if rows.is_empty() => Invited::No,
            Ok(_) => Invited::Yes,
            Err(error) if error.cause().is_some_and(is_about_the_query) => Invited::Unknown,
            Err(error) => return Err(error),
        };
        let apps = match reply.rows::<app_record::Row>("apps") {
            Ok(rows) => match rows.into_iter().next().and_then(app_record::Row::read) {
                Some(record) => OrgApps::Record(record),
                None => OrgApps::Nothing,
            },
            Err(error) if error.cause().is_some_and(is_about_the_query) => OrgApps::Nothing,
            Err(error) => return Err(error),
        };
        let asked = shared.platform.now();
        let membership = Membership {
            invited,
            asked,
            apps,
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

    /// Whether a token was renewed since its org was last asked.
    #[must_use]
    pub fn has_renewed(&self) -> bool {
        !self.shared().renewed.borrow().is_empty()
    }

    /// Whether it is time to ask `org` again.
    pub async fn is_time_to_ask(&self, org: &OrgHost) -> bool {
        let shared = self.shared();
        let old = |stored: Membership| {
            stored.apps == OrgApps::NotAsked || shared.platform.now().since(stored.asked) >= DAY
        };
        shared.renewed.borrow().contains(org) || stored(shared, org).await.is_none_or(old)
    }
}

/// Whether a refusal is about the query, not about the rep.
const fn is_about_the_query(cause: Cause) -> bool {
    matches!(cause, Cause::NotThere | Cause::NoRight | Cause::Other)
}

/// The last answer, if it can be read.
async fn stored<P: Platform>(shared: &Shared<P>, org: &OrgHost) -> Option<Membership> {
    let kept =
        storage::read::<Membership>(&*shared.platform, Area::Local, &membership_key(org)).await;
    kept.ok().flatten()
}
