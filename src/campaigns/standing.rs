//! Where members stand: ended, paused; and what this browser has begun for them.

use serde::{Deserialize, Serialize};

use super::cache::{self, Pending};
use super::running::Due;
use super::{CampaignError, Campaigns, End, Member, Outcome, Run, Standing, write};
use crate::base::{IntentId, Millis, OrgHost, RecordId};
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
        let user = match ends.is_empty() {
            true => return Ok(()),
            false => self.sessions.signed_in(org).await?.user_id,
        };
        let now = self.platform.now();
        for some in ends.chunks(AT_ONCE) {
            let mut composite = Composite::separate();
            for (n, (member, why)) in some.iter().enumerate() {
                let fields = write::ended(*why, now);
                composite = composite.update(
                    &format!("end{n}"),
                    MEMBER_OBJECT,
                    member.id.as_str(),
                    fields,
                );
            }
            let reply = self.rest(org).composite(&composite).await?;
            let refused: Vec<String> = reply
                .refused()
                .map(|(reference, _)| reference.to_owned())
                .collect();
            let _held = self.locks.hold(org.as_str()).await;
            let mut entry = cache::get(&*self.platform, org, &user).await?;
            for (n, (member, why)) in some.iter().enumerate() {
                let done = !refused.contains(&format!("end{n}"));
                if let Some(member) = entry.member_mut(&member.key).filter(|_| done) {
                    member.standing = Standing::Ended { why: *why, at: now };
                }
            }
            cache::put(&*self.platform, org, &entry).await?;
        }
        Ok(())
    }

    /// A claimed mail is not sent: its run says so.
    pub(super) async fn unclaim(
        &self,
        org: &OrgHost,
        runs: &[(String, u16)],
    ) -> Result<(), CampaignError> {
        for some in runs.chunks(AT_ONCE) {
            let mut composite = Composite::separate();
            for (n, (member, number)) in some.iter().enumerate() {
                let key = write::run_key(member, *number);
                let fields = write::stopped();
                composite =
                    composite.upsert(&format!("run{n}"), RUN_OBJECT, CAMPAIGN_KEY, &key, fields);
            }
            self.rest(org).composite(&composite).await?;
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
        let user = self.sessions.signed_in(org).await?.user_id;
        let fields = write::paused(Some(until));
        let composite =
            Composite::separate().update("pause", MEMBER_OBJECT, member.id.as_str(), fields);
        let reply = self.rest(org).composite(&composite).await?;
        if let Some((_, error)) = reply.refused().next() {
            return Err(error.into());
        }
        let _held = self.locks.hold(org.as_str()).await;
        let mut entry = cache::get(&*self.platform, org, &user).await?;
        if let Some(member) = entry.member_mut(&member.key) {
            member.standing = Standing::Paused(Some(until));
        }
        cache::put(&*self.platform, org, &entry).await?;
        Ok(())
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

    pub(super) async fn note_pending(
        &self,
        org: &OrgHost,
        user: &RecordId,
        more: Vec<Pending>,
    ) -> Result<(), CampaignError> {
        let _held = self.locks.hold(org.as_str()).await;
        let mut entry = cache::get(&*self.platform, org, user).await?;
        for pending in more {
            if !entry.pending.contains(&pending) {
                entry.pending.push(pending);
            }
        }
        Ok(cache::put(&*self.platform, org, &entry).await?)
    }

    pub(super) async fn not_pending(
        &self,
        org: &OrgHost,
        user: &RecordId,
        member: &str,
    ) -> Result<(), CampaignError> {
        let _held = self.locks.hold(org.as_str()).await;
        let mut entry = cache::get(&*self.platform, org, user).await?;
        entry.pending.retain(|pending| pending.member != member);
        Ok(cache::put(&*self.platform, org, &entry).await?)
    }

    pub(super) async fn note_run(
        &self,
        org: &OrgHost,
        user: &RecordId,
        due: &Due,
        outcome: Outcome,
    ) -> Result<(), CampaignError> {
        let _held = self.locks.hold(org.as_str()).await;
        let mut entry = cache::get(&*self.platform, org, user).await?;
        let at = self.platform.now();
        if let Some(member) = entry.member_mut(&due.member.key) {
            member.runs.retain(|run| run.number != due.number);
            member.runs.push(Run {
                number: due.number,
                at,
                outcome,
            });
            member.standing = Standing::Active;
        }
        Ok(cache::put(&*self.platform, org, &entry).await?)
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
