//! What this browser knows of a rep's campaigns, or keeps of those that are its own, and what it has claimed and not yet given to the outbox.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::due::{Due, Pending};
use super::moved::Moving;
use super::orphan::Orphan;
use super::place::Place;
use super::{Absence, Campaign, Member, Outcome, Run, Standing};
use crate::actions::{CampaignId, StepId};
use crate::base::{Fault, IntentId, Millis, RecordId, json};
use crate::ports::{Area, Store};
use crate::salesforce::CampaignObjects;
use crate::storage::{self, StoredError, Versioned};

/// So many open tasks are asked about.
const MOST_TASKS: usize = 400;

/// What Salesforce said last, or what is kept in this browser alone, for which user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct CacheEntry {
    pub user: RecordId,
    /// What the rep may do with the org's objects for campaigns; as if they could be used before that was read.
    pub objects: CampaignObjects,
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
    /// Memberships that lead to no campaign, because it was deleted.
    #[serde(default)]
    pub orphans: Vec<Orphan>,
    /// When each of those was ended who were in a campaign that was deleted.
    #[serde(default)]
    pub freed: Vec<Millis>,
    /// There is more than is read: not everybody, or not all that was done, is known.
    #[serde(default)]
    pub cut: bool,
    /// The open tasks that this browser moves out of an absence.
    #[serde(default)]
    pub moving: Moving,
    pub fault: Option<Fault>,
    /// The claims of this browser whose mail is not known to be in the outbox: the keys of step runs.
    pub pending: Vec<Pending>,
}

/// A campaign as its record has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct CampaignRow {
    pub id: CampaignId,
    pub campaign: Campaign,
    pub owner: RecordId,
    pub owner_name: String,
    pub changed: Millis,
}

/// Version 1 had only whether the objects can be used; up to version 2 a step was known by its number alone. Each is
/// migrated: where campaigns are kept in this browser alone, this is all there is of them.
impl Versioned for CacheEntry {
    const VERSION: u32 = 3;

    fn migrate(from: u32, mut stored: Value) -> Option<Value> {
        let fields = stored.as_object_mut()?;
        if from < 2 {
            let objects = match fields.remove("there")?.as_bool()? {
                true => CampaignObjects::Usable,
                false => CampaignObjects::NotThere,
            };
            fields.insert("objects".into(), json::to_value(&objects).ok()?);
        }
        let rows = fields.get_mut("campaigns").and_then(Value::as_array_mut);
        for row in rows.into_iter().flatten() {
            let steps = row.pointer_mut("/campaign/steps");
            let steps = steps.and_then(Value::as_array_mut);
            for (step, number) in steps.into_iter().flatten().zip(1_u16..) {
                step.as_object_mut()?.insert("id".into(), number.into());
            }
        }
        Some(stored)
    }
}

impl CacheEntry {
    pub fn new(user: RecordId) -> Self {
        Self {
            user,
            objects: CampaignObjects::Usable,
            own_mails: false,
            asked: None,
            at: None,
            campaigns: Vec::new(),
            members: Vec::new(),
            away: Vec::new(),
            orphans: Vec::new(),
            freed: Vec::new(),
            cut: false,
            moving: Moving::default(),
            fault: None,
            pending: Vec::new(),
        }
    }

    /// Whether emails can be written for one person alone, in campaigns that are made from now on.
    pub fn takes_own_mails(&self) -> bool {
        self.own_mails || self.objects == CampaignObjects::NotThere
    }

    pub fn campaign(&self, key: &IntentId) -> Option<&CampaignRow> {
        self.campaigns.iter().find(|row| row.campaign.key == *key)
    }

    /// The step that is next for somebody.
    pub fn next_step(&self, member: &Member) -> Option<StepId> {
        let campaign = &self.campaign(&member.campaign)?.campaign;
        campaign.next_for(member).map(|step| step.id)
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
            run.step == pending.step && by_us
        };
        member.runs.iter().any(ours).then(|| Due {
            campaign: campaign.for_one(&member.own),
            member: member.clone(),
            step: pending.step,
        })
    }

    /// The tasks that are open as far as is known, so many as one query asks about.
    pub fn open_tasks(&self) -> Vec<&RecordId> {
        let runs = self.members.iter().flat_map(|member| &member.runs);
        let open = runs.filter_map(|run| match &run.outcome {
            Outcome::Task { id, open: true } => Some(id),
            _ => None,
        });
        open.take(MOST_TASKS).collect()
    }

    /// Whether there is nothing in it at all.
    pub fn is_empty(&self) -> bool {
        self.campaigns.is_empty()
            && self.members.is_empty()
            && self.away.is_empty()
            && self.pending.is_empty()
    }

    /// A step is begun.
    pub fn begin(&mut self, claim: Pending) {
        if !self.pending.iter().any(|pending| pending.is_same(&claim)) {
            self.pending.push(claim);
        }
    }

    /// Nothing is left to be done for a step that was begun.
    pub fn give_up(&mut self, claim: &Pending) {
        self.pending.retain(|pending| !pending.is_same(claim));
    }

    /// Whether a step can begin: nobody paused or ended it, and no step was done since it was found due.
    pub fn may_begin(&self, due: &Due, at: Millis) -> bool {
        let member = self.member(&due.member.key);
        member.is_some_and(|member| {
            let is_next = self.next_step(member) == Some(due.step);
            !member.is_over() && !member.is_paused(at) && is_next
        })
    }

    /// A step was done, or begun: as Salesforce has it now.
    pub fn note_run(&mut self, due: &Due, at: Millis, outcome: Outcome) {
        if let Some(member) = self.member_mut(&due.member.key) {
            member.put_run(due.step, at, outcome);
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
        self.give_up(claim);
        if let Some(member) = self.member_mut(&claim.member) {
            member.runs.retain(|run| run.step != claim.step);
        }
    }

    /// A claimed mail is not sent after all.
    pub fn note_stopped(&mut self, claim: &Pending) {
        if let Some(member) = self.member_mut(&claim.member) {
            let mut runs = member.runs.iter_mut();
            if let Some(run) = runs.find(|run| run.step == claim.step) {
                run.outcome = Outcome::Skipped;
            }
        }
    }

    pub fn member_mut(&mut self, key: &str) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.key == key)
    }
}

/// The entry, if it can be read.
pub(super) async fn get(
    store: &impl Store,
    at: Place<'_>,
    user: &RecordId,
) -> Result<CacheEntry, StoredError> {
    let kept: Option<CacheEntry> = storage::read_or_none(store, Area::Local, &at.key(user)).await?;
    Ok(kept.unwrap_or_else(|| CacheEntry::new(user.clone())))
}

pub(super) async fn remove(
    store: &impl Store,
    at: Place<'_>,
    user: &RecordId,
) -> Result<(), StoredError> {
    storage::remove(store, Area::Local, &at.key(user)).await
}

pub(super) async fn put(
    store: &impl Store,
    at: Place<'_>,
    entry: &CacheEntry,
) -> Result<(), StoredError> {
    storage::write(store, Area::Local, &at.key(&entry.user), entry).await
}
