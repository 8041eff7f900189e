//! Where members stand: ended, paused; and what this browser has begun for them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::cache::{self, CacheEntry};
use super::due::Pending;
use super::place::Place;
use super::set_away::is_gone;
use super::{CampaignError, Campaigns, End, Member, Standing, keys, write};
use crate::base::{IntentId, Millis, RecordId};
use crate::ports::{Area, Platform};
use crate::salesforce::{CAMPAIGN_KEY, Composite, RUN_OBJECT};
use crate::storage::{self, Versioned};

/// So many changes go with one call.
pub(super) const AT_ONCE: usize = 24;
/// Where this browser's id is kept, which its claims carry.
const BROWSER: &str = "campaigns.browser";

impl<P: Platform + 'static> Campaigns<P> {
    /// Takes people out of their campaigns: one call for twenty-four, in this browser none.
    pub(super) async fn end(
        &self,
        at: Place<'_>,
        ends: &[(Member, End)],
    ) -> Result<(), CampaignError> {
        let now = self.platform.now();
        for some in ends.chunks(AT_ONCE) {
            let done = self
                .accepted(at, some, |composite, reference, (member, why)| {
                    let fields = write::ended(member, *why, now);
                    write::member(composite, reference, member, fields)
                })
                .await?;
            self.change(at, |entry| {
                for (member, why) in done {
                    let ended = Standing::Ended { why: *why, at: now };
                    entry.note_standing(&member.key, ended);
                }
            })
            .await?;
        }
        Ok(())
    }

    /// Writes a change for each of `some`, at most [`AT_ONCE`], in one call; gives those that Salesforce has accepted.
    pub(super) async fn accepted<'a, T>(
        &self,
        at: Place<'_>,
        some: &'a [T],
        add: impl Fn(Composite, &str, &T) -> Composite,
    ) -> Result<Vec<&'a T>, CampaignError> {
        let reference = |n: usize| format!("end{n}");
        let mut composite = Composite::separate();
        for (n, one) in some.iter().enumerate() {
            composite = add(composite, &reference(n), one);
        }
        let reply = self.write(at, &composite).await?;
        let refused: Vec<&str> = reply.refused().map(|(reference, _)| reference).collect();
        let accepted = some.iter().enumerate();
        let accepted = accepted.filter(|(n, _)| !refused.contains(&reference(*n).as_str()));
        Ok(accepted.map(|(_, one)| one).collect())
    }

    /// A claimed mail is not sent: its run says so.
    pub(super) async fn unclaim(
        &self,
        at: Place<'_>,
        runs: &[Pending],
    ) -> Result<(), CampaignError> {
        self.note_runs(at, runs, write::stopped, CacheEntry::note_stopped)
            .await
    }

    /// Writes these fields in the records of some runs, and notes it: one call for twenty-four.
    pub(super) async fn note_runs(
        &self,
        at: Place<'_>,
        runs: &[Pending],
        fields: fn() -> Map<String, Value>,
        note: fn(&mut CacheEntry, &Pending),
    ) -> Result<(), CampaignError> {
        for some in runs.chunks(AT_ONCE) {
            let mut composite = Composite::separate();
            for (n, Pending { member, step, .. }) in some.iter().enumerate() {
                let (reference, key) = (format!("run{n}"), keys::run_key(member, *step));
                composite =
                    composite.update_by(&reference, RUN_OBJECT, CAMPAIGN_KEY, &key, fields());
            }
            self.write(at, &composite).await?;
            self.change(at, |entry| some.iter().for_each(|run| note(entry, run)))
                .await?;
        }
        Ok(())
    }

    /// Mails that were claimed and did not come to the outbox are not sent now: their steps are due anew, whoever does
    /// them. What cannot be given back stays claimed.
    pub(super) async fn give_back(
        &self,
        at: Place<'_>,
        runs: &[Pending],
    ) -> Result<(), CampaignError> {
        for some in runs.chunks(AT_ONCE) {
            let mut composite = Composite::separate();
            for (n, Pending { member, step, .. }) in some.iter().enumerate() {
                let key = keys::run_key(member, *step);
                composite = composite.delete(&format!("run{n}"), RUN_OBJECT, CAMPAIGN_KEY, &key);
            }
            let reply = self.write(at, &composite).await?;
            let refused = reply.refused().filter(|(_, error)| !is_gone(error));
            let refused: Vec<&str> = refused.map(|(reference, _)| reference).collect();
            self.change(at, |entry| {
                for (n, given) in some.iter().enumerate() {
                    if !refused.contains(&format!("run{n}").as_str()) {
                        entry.give_back(given);
                    }
                }
            })
            .await?;
        }
        Ok(())
    }

    /// Nothing happens for somebody who is away before they are back.
    pub(super) async fn pause(
        &self,
        at: Place<'_>,
        member: &Member,
        until: Millis,
    ) -> Result<(), CampaignError> {
        let fields = write::paused(Some(until));
        let composite = write::member(Composite::separate(), "pause", member, fields);
        let reply = self.write(at, &composite).await?;
        if let Some((_, error)) = reply.refused().next() {
            return Err(error.into());
        }
        self.change(at, |entry| {
            entry.note_standing(&member.key, Standing::Paused(Some(until)));
        })
        .await
    }

    /// This browser's id, which its claims carry.
    pub(super) async fn browser(&self) -> Result<String, CampaignError> {
        let _held = self.locks.hold(BROWSER).await;
        let kept: Option<BrowserId> =
            storage::read_or_none(&*self.platform, Area::Local, BROWSER).await?;
        if let Some(kept) = kept {
            return Ok(kept.id);
        }
        let id = IntentId::new(self.platform.bytes()).to_string();
        storage::write(
            &*self.platform,
            Area::Local,
            BROWSER,
            &BrowserId { id: id.clone() },
        )
        .await?;
        Ok(id)
    }

    /// Nothing is left to be done for these claims.
    pub(super) async fn settle(
        &self,
        at: Place<'_>,
        claims: &[Pending],
    ) -> Result<(), CampaignError> {
        if claims.is_empty() {
            return Ok(());
        }
        self.change(at, |entry| {
            claims.iter().for_each(|claim| entry.give_up(claim));
        })
        .await
    }

    /// Changes what is known of the signed-in user's campaigns.
    pub(super) async fn change(
        &self,
        at: Place<'_>,
        edit: impl FnOnce(&mut CacheEntry),
    ) -> Result<(), CampaignError> {
        let user = self.sessions.signed_in(at.org).await?.user_id;
        self.change_of(at, &user, edit).await
    }

    /// Likewise for a user, whoever is signed in.
    pub(super) async fn change_of<T>(
        &self,
        at: Place<'_>,
        user: &RecordId,
        edit: impl FnOnce(&mut CacheEntry) -> T,
    ) -> Result<T, CampaignError> {
        let _held = self.locks.hold(&at.key(user)).await;
        let before = cache::get(&*self.platform, at, user).await?;
        let mut entry = before.clone();
        let given = edit(&mut entry);
        if entry != before {
            cache::put(&*self.platform, at, &entry).await?;
        }
        Ok(given)
    }
}

/// The id of this browser.
#[derive(Serialize, Deserialize)]
struct BrowserId {
    id: String,
}

impl Versioned for BrowserId {
    const VERSION: u32 = 1;
}
