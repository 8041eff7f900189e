//! Where members stand: ended, paused; and what this browser has begun for them.

use serde::{Deserialize, Serialize};

use super::cache::{self, CacheEntry};
use super::due::Pending;
use super::set_away::is_gone;
use super::{CampaignError, Campaigns, End, Member, Standing, write};
use crate::base::{IntentId, Millis, OrgHost};
use crate::ports::{Area, Platform};
use crate::salesforce::{CAMPAIGN_KEY, Composite, MEMBER_OBJECT, RUN_OBJECT};
use crate::storage::{self, Versioned};

/// So many changes go with one call.
const AT_ONCE: usize = 24;
/// Where this browser's id is kept, which its claims carry.
const BROWSER: &str = "campaigns.browser";

impl<P: Platform + 'static> Campaigns<P> {
    /// Takes people out of their campaigns: one call for twenty-four.
    pub(super) async fn end(
        &self,
        org: &OrgHost,
        ends: &[(Member, End)],
    ) -> Result<(), CampaignError> {
        let now = self.platform.now();
        for some in ends.chunks(AT_ONCE) {
            let mut composite = Composite::separate();
            for (n, (member, why)) in some.iter().enumerate() {
                let fields = write::ended(member, *why, now);
                composite = composite.update(
                    &format!("end{n}"),
                    MEMBER_OBJECT,
                    member.id.as_str(),
                    fields,
                );
            }
            let reply = self.rest(org).composite(&composite).await?;
            let refused: Vec<&str> = reply.refused().map(|(reference, _)| reference).collect();
            self.change(org, |entry| {
                for (n, (member, why)) in some.iter().enumerate() {
                    let done = !refused.contains(&format!("end{n}").as_str());
                    if done {
                        let ended = Standing::Ended { why: *why, at: now };
                        entry.note_standing(&member.key, ended);
                    }
                }
            })
            .await?;
        }
        Ok(())
    }

    /// A claimed mail is not sent: its run says so.
    pub(super) async fn unclaim(
        &self,
        org: &OrgHost,
        runs: &[Pending],
    ) -> Result<(), CampaignError> {
        for some in runs.chunks(AT_ONCE) {
            let mut composite = Composite::separate();
            for (n, Pending { member, number }) in some.iter().enumerate() {
                let key = write::run_key(member, *number);
                let fields = write::stopped();
                composite =
                    composite.upsert(&format!("run{n}"), RUN_OBJECT, CAMPAIGN_KEY, &key, fields);
            }
            self.rest(org).composite(&composite).await?;
        }
        Ok(())
    }

    /// Mails that were claimed and did not come to the outbox are not sent now: their steps are due anew, whoever does
    /// them. What cannot be given back stays claimed.
    pub(super) async fn give_back(
        &self,
        org: &OrgHost,
        runs: &[Pending],
    ) -> Result<(), CampaignError> {
        for some in runs.chunks(AT_ONCE) {
            let mut composite = Composite::separate();
            for (n, Pending { member, number }) in some.iter().enumerate() {
                let key = write::run_key(member, *number);
                composite = composite.delete(&format!("run{n}"), RUN_OBJECT, CAMPAIGN_KEY, &key);
            }
            let reply = self.rest(org).composite(&composite).await?;
            let refused = reply.refused().filter(|(_, error)| !is_gone(error));
            let refused: Vec<&str> = refused.map(|(reference, _)| reference).collect();
            self.change(org, |entry| {
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
        org: &OrgHost,
        member: &Member,
        until: Millis,
    ) -> Result<(), CampaignError> {
        let fields = write::paused(Some(until));
        let composite =
            Composite::separate().update("pause", MEMBER_OBJECT, member.id.as_str(), fields);
        let reply = self.rest(org).composite(&composite).await?;
        if let Some((_, error)) = reply.refused().next() {
            return Err(error.into());
        }
        self.change(org, |entry| {
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
        org: &OrgHost,
        claims: &[Pending],
    ) -> Result<(), CampaignError> {
        if claims.is_empty() {
            return Ok(());
        }
        self.change(org, |entry| {
            entry.pending.retain(|pending| !claims.contains(pending));
        })
        .await
    }

    /// Changes what is known of the signed-in user's campaigns.
    pub(super) async fn change(
        &self,
        org: &OrgHost,
        edit: impl FnOnce(&mut CacheEntry),
    ) -> Result<(), CampaignError> {
        let _held = self.locks.hold(org.as_str()).await;
        let user = self.sessions.signed_in(org).await?.user_id;
        let before = cache::get(&*self.platform, org, &user).await?;
        let mut entry = before.clone();
        edit(&mut entry);
        if entry != before {
            cache::put(&*self.platform, org, &entry).await?;
        }
        Ok(())
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
