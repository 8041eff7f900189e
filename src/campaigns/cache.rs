//! What this browser knows of a rep's campaigns, and what it has claimed and not yet given to the outbox.

use serde::{Deserialize, Serialize};

use super::due::{Due, Pending};
use super::{Absence, Campaign, Member, Outcome, Run, Standing};
use crate::base::{Fault, IntentId, Millis, OrgHost, RecordId};
use crate::ports::{Area, Store};
use crate::storage::{self, StoredError, Versioned};

/// What Salesforce said last, for which user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct CacheEntry {
    pub user: RecordId,
    /// Whether the org has the objects for campaigns.
    pub there: bool,
    /// Whether members can have emails that are written for them alone.
    #[serde(default)]
    pub own_mails: bool,
    /// When Salesforce was last asked, with or without success; `None` where it has to be asked again.
    pub asked: Option<Millis>,
    /// When it last answered.
    pub at: Option<Millis>,
    pub campaigns: Vec<CampaignRow>,
    pub members: Vec<Member>,
    /// When the rep is or was away, the earliest first.
    #[serde(default)]
    pub away: Vec<Absence>,
    pub fault: Option<Fault>,
    /// The claims of this browser whose mail is not known to be in the outbox: the keys of step runs.
    pub pending: Vec<Pending>,
}

/// A campaign as its record has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct CampaignRow {
    pub id: RecordId,
    pub campaign: Campaign,
    /// The records of its steps, in order.
    pub steps: Vec<RecordId>,
    pub owner: RecordId,
    pub owner_name: String,
    pub changed: Millis,
}

impl Versioned for CacheEntry {
    const VERSION: u32 = 1;
}

impl CacheEntry {
    pub const fn new(user: RecordId) -> Self {
        Self {
            user,
            there: true,
            own_mails: false,
            asked: None,
            at: None,
            campaigns: Vec::new(),
            members: Vec::new(),
            away: Vec::new(),
            fault: None,
            pending: Vec::new(),
        }
    }

    pub fn campaign(&self, key: &IntentId) -> Option<&CampaignRow> {
        self.campaigns.iter().find(|row| row.campaign.key == *key)
    }

    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }

    /// The step of a claim, where it is this browser's and known; with the campaign.
    pub fn claimed(&self, pending: &Pending, browser: &str) -> Option<Due> {
        let member = self.member(&pending.member)?;
        let campaign = &self.campaign(&member.campaign)?.campaign;
        let ours = |run: &Run| {
            let by_us = matches!(&run.outcome, Outcome::Mail { browser: by, .. } if by == browser);
            run.number == pending.number && by_us
        };
        member.runs.iter().any(ours).then(|| Due {
            campaign: campaign.for_one(&member.own),
            member: member.clone(),
            number: pending.number,
        })
    }

    /// A step was done, or begun: as Salesforce has it now.
    pub fn note_run(&mut self, due: &Due, at: Millis, outcome: Outcome) {
        let number = due.number;
        if let Some(member) = self.member_mut(&due.member.key) {
            member.runs.retain(|run| run.number != number);
            member.runs.push(Run {
                number,
                at,
                outcome,
            });
            member.standing = Standing::Active;
        }
    }

    /// How it stands for somebody is another than was known.
    pub fn note_standing(&mut self, member: &str, standing: Standing) {
        if let Some(member) = self.member_mut(member) {
            member.standing = standing;
        }
    }

    /// A claim is not there any more: the step has not begun.
    pub fn give_back(&mut self, claim: &Pending) {
        self.pending.retain(|pending| pending != claim);
        if let Some(member) = self.member_mut(&claim.member) {
            member.runs.retain(|run| run.number != claim.number);
        }
    }

    fn member_mut(&mut self, key: &str) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.key == key)
    }
}

/// The entry, if it is the user's own and can be read.
pub(super) async fn get(
    store: &impl Store,
    org: &OrgHost,
    user: &RecordId,
) -> Result<CacheEntry, StoredError> {
    let kept: Option<CacheEntry> =
        storage::read_or_none(store, Area::Local, &key(org, user)).await?;
    Ok(kept.unwrap_or_else(|| CacheEntry::new(user.clone())))
}

pub(super) async fn put(
    store: &impl Store,
    org: &OrgHost,
    entry: &CacheEntry,
) -> Result<(), StoredError> {
    storage::write(store, Area::Local, &key(org, &entry.user), entry).await
}

fn key(org: &OrgHost, user: &RecordId) -> String {
    format!("campaigns/{org}/{user}")
}
