//! The rep is away, or back: a record of theirs in Salesforce, which all their browsers read with the people of their
//! campaigns.

use std::time::Duration;

use super::away::{self, Absence, Change};
use super::cache::CacheEntry;
use super::place::Place;
use super::service::SHOWN;
use super::{CampaignError, Campaigns, write};
use crate::base::{OrgHost, Topic};
use crate::ports::Platform;
use crate::salesforce::{
    CAMPAIGN_KEY, CampaignObjects, Cause, Composite, MEMBER_OBJECT, RestError,
};

/// So many records are changed at once; of absences that are long over the others go the next time.
const AT_ONCE: usize = 25;

impl<P: Platform + 'static> Campaigns<P> {
    /// The rep is away on these days, or without any is back from today on. One call of Salesforce, where something
    /// changes; two more where open tasks have to follow. Says how many were moved.
    ///
    /// # Errors
    /// A day cannot be chosen; the org has no campaigns; Salesforce refused, or could not be asked.
    pub async fn set_away(
        &self,
        org: &OrgHost,
        absence: Option<Absence>,
    ) -> Result<usize, CampaignError> {
        let today = self.platform.day(self.platform.now());
        if let Some(absence) = absence {
            absence.check(today).map_err(CampaignError::Incomplete)?;
        }
        let at = Place::salesforce(org);
        let mut entry = self.refreshed(at, SHOWN).await?;
        if entry.fault.is_some() {
            // Of an absence that another browser set nobody here would know.
            entry = self.refreshed(at, Duration::ZERO).await?;
        }
        if let Some(fault) = entry.fault {
            return Err(CampaignError::Unread(fault));
        }
        let own = self.known(Place::here(org)).await?;
        let (usable, missing) = (CampaignObjects::Usable, CampaignObjects::NotThere);
        let mut moved = 0;
        if entry.objects == missing || !own.is_empty() {
            moved += self.set_away_in(Place::here(org), &own, absence).await?;
        } else if entry.objects != usable {
            return Err(CampaignError::NotThere);
        }
        if entry.objects == usable {
            moved += self.set_away_in(at, &entry, absence).await?;
        }
        self.platform.changed(Topic::Campaigns).await;
        Ok(moved)
    }

    async fn set_away_in(
        &self,
        at: Place<'_>,
        entry: &CacheEntry,
        absence: Option<Absence>,
    ) -> Result<usize, CampaignError> {
        let today = self.platform.day(self.platform.now());
        let mut changes = away::changes(&entry.away, absence, today);
        let more = changes.len().saturating_sub(AT_ONCE);
        changes.drain(..more);
        if changes.is_empty() {
            return Ok(0);
        }
        let follow = !entry.moving.moved.is_empty() || entry.open_steps().next().is_some();
        if follow {
            // Where this life ends, the next one moves them.
            self.change(at, |entry| entry.moving.due = true).await?;
        }
        let mut composite = Composite::separate();
        for (n, change) in changes.iter().enumerate() {
            let reference = format!("away{n}");
            composite = match change {
                Change::Put(absence) => {
                    let (key, fields) = (absence.key(&entry.user), write::away(absence));
                    composite.upsert(&reference, MEMBER_OBJECT, CAMPAIGN_KEY, &key, fields)
                }
                Change::Remove(absence) => {
                    let key = absence.key(&entry.user);
                    composite.delete(&reference, MEMBER_OBJECT, CAMPAIGN_KEY, &key)
                }
            };
        }
        let reply = self.write(at, &composite).await?;
        if let Some((_, error)) = reply.refused().find(|(_, error)| !is_gone(error)) {
            self.forget(at).await?;
            return Err(error.into());
        }
        self.change(at, |entry| {
            entry.away = away::changed(&entry.away, &changes)
        })
        .await?;
        match follow {
            // What cannot be moved now is moved by the next run.
            true => Ok(self.move_tasks(at).await.unwrap_or_default()),
            false => Ok(0),
        }
    }
}

/// Whether a record that was to be deleted is not there: another browser deleted it.
pub(super) fn is_gone(error: &RestError) -> bool {
    match error {
        RestError::Refused(refused) if refused.code == "NOT_FOUND" => true,
        _ => error.cause() == Some(Cause::RecordDeleted),
    }
}
