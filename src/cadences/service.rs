//! The cadences that the rep can use, made once by the worker: what is known, what the rep does with people in them.

use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

use super::cache::{self, CacheEntry};
use super::{CadenceError, OrgCadences, SteerTarget, Target, query};
use crate::base::{OrgHost, RecordId, Topic, locks::Locks};
use crate::campaigns::Recency;
use crate::outbox::Outbox;
use crate::ports::Platform;
use crate::salesforce::{Purpose, RestError, Schema, Sessions};

/// What a form shows is read again after this long.
const SHOWN: Duration = Duration::from_secs(3 * 60);

/// The cadences of the rep.
pub struct Cadences<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    outbox: Rc<Outbox<P>>,
    locks: Locks,
}

impl<P: Platform + 'static> Cadences<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>, outbox: Rc<Outbox<P>>) -> Self {
        Self {
            platform,
            sessions,
            outbox,
            locks: Locks::default(),
        }
    }

    /// The cadences of an org; one call of Salesforce where what is known is not new enough, none where the org has no
    /// cadences. After a failure what was read before is shown, with the fault.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn view(&self, org: &OrgHost, recency: Recency) -> Result<OrgCadences, CadenceError> {
        match recency {
            Recency::Known => {
                let user = self.sessions.signed_in(org).await?.user_id;
                Ok(cache::get(&*self.platform, org, &user).await?.known)
            }
            Recency::Recent => self.refreshed(org, SHOWN).await,
            Recency::New => self.refreshed(org, Duration::ZERO).await,
        }
    }

    /// Pauses somebody's cadence, resumes it, or takes them out. One call of Salesforce; another one reads how it is
    /// then, whether Salesforce did it or refused.
    ///
    /// # Errors
    /// They are not in a cadence by the rep, or Salesforce refused.
    pub async fn steer(
        &self,
        org: &OrgHost,
        tracker: &RecordId,
        how: SteerTarget,
    ) -> Result<(), CadenceError> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let known = cache::get(&*self.platform, org, &user).await?.known;
        let mut targets = known.targets.iter();
        let target = targets
            .find(|target| target.tracker == *tracker)
            .ok_or(CadenceError::NotFound)?;
        let (action, input) = asked(target, how);
        let rest = self.sessions.rest(org).counted_as(Purpose::Campaigns);
        let answer = rest.run_action(action, vec![input]).await;
        self.refreshed(org, Duration::ZERO).await?;
        self.platform.changed(Topic::Campaigns).await;
        match answer?.pop() {
            Some(Err(refused)) => Err(CadenceError::Refused(refused)),
            _ => Ok(()),
        }
    }

    /// Reads again what is known, where the rep added somebody after it was read.
    pub async fn catch_up(&self, orgs: &[OrgHost]) {
        for org in orgs {
            // What fails is seen when the form opens.
            if let Ok(true) = self.is_behind(org).await
                && self.refreshed(org, Duration::ZERO).await.is_ok()
            {
                self.platform.changed(Topic::Campaigns).await;
            }
        }
    }

    async fn is_behind(&self, org: &OrgHost) -> Result<bool, CadenceError> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let asked = cache::get(&*self.platform, org, &user).await?.asked;
        // The outbox is not to be read for what was never asked.
        let Some(asked) = asked else {
            return Ok(false);
        };
        let added = self.outbox.enrolled(org, &user).await;
        Ok(added.is_ok_and(|added| added > Some(asked)))
    }

    /// What is known, read again where it is older than `age`.
    async fn refreshed(&self, org: &OrgHost, age: Duration) -> Result<OrgCadences, CadenceError> {
        let began = self.platform.now();
        let _held = self.locks.hold(org.as_str()).await;
        let user = self.sessions.signed_in(org).await?.user_id;
        let CacheEntry { asked, mut known } = cache::get(&*self.platform, org, &user).await?;
        if asked.is_some_and(|asked| asked > began || began.since(asked) < age) {
            return Ok(known);
        }
        match self.read(org, &user).await {
            Ok(read) => known = read,
            Err(error) => known.fault = Some(error.into()),
        }
        let entry = CacheEntry {
            asked: Some(self.platform.now()),
            known,
        };
        cache::put(&*self.platform, org, &user, &entry).await?;
        Ok(entry.known)
    }

    async fn read(&self, org: &OrgHost, user: &RecordId) -> Result<OrgCadences, RestError> {
        let rest = self.sessions.rest(org).counted_as(Purpose::Campaigns);
        if !Schema::of(&rest).await?.cadences {
            return Ok(OrgCadences::default());
        }
        let reply = rest.composite(&query::question(user)).await?;
        query::read(&reply, self.platform.now())
    }
}

/// The standard action, and its input ("Sales Engagement Actions", Actions Developer Guide).
fn asked(target: &Target, how: SteerTarget) -> (&'static str, Value) {
    match how {
        SteerTarget::Pause => (
            "pauseSalesCadenceTracker",
            json!({ "targetId": target.who }),
        ),
        SteerTarget::Resume => (
            "resumeSalesCadenceTracker",
            json!({ "targetId": target.who }),
        ),
        SteerTarget::Remove => (
            "removeTargetFromSalesCadence",
            json!({ "actionCadenceTrackerId": target.tracker, "completionReasonCode": "ManuallyRemoved" }),
        ),
    }
}
