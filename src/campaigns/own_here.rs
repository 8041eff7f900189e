//! What changes in the campaigns that are kept in this browser alone: nobody else has to be asked.

use futures_util::future::LocalBoxFuture;

use super::cache::{CacheEntry, CampaignRow};
use super::place::Place;
use super::{Campaign, CampaignError, Campaigns, End, Known, Member, Outcome, Standing, Steer};
use crate::actions::{CampaignId, StepId};
use crate::base::{Fault, IntentId, Millis, OrgHost, Recipient, RecordId, Topic};
use crate::outbox::{AskCampaigns, NewMember, Owner};
use crate::ports::Platform;

impl<P: Platform + 'static> Campaigns<P> {
    /// Saves a campaign in this browser, as it was seen.
    pub(super) async fn save_here(
        &self,
        org: &OrgHost,
        campaign: &Campaign,
        seen: Option<Millis>,
    ) -> Result<(), CampaignError> {
        let user = self.sessions.signed_in(org).await?;
        let now = self.platform.now();
        self.change_of(Place::here(org), &user.user_id, |entry| {
            let known = entry.campaign(&campaign.key).filter(|_| seen.is_some());
            let campaign = campaign.saved_over(known.map(|row| &row.campaign), now);
            let row = CampaignRow {
                id: CampaignId::ThisBrowser(campaign.key.clone()),
                campaign,
                owner: user.user_id.clone(),
                owner_name: user.name,
                changed: now,
            };
            entry.save(row, seen)
        })
        .await??;
        self.platform.changed(Topic::Campaigns).await;
        Ok(())
    }

    /// Steers a membership that is kept in this browser; says whether it is.
    pub(super) async fn steer_here(
        &self,
        org: &OrgHost,
        member: &str,
        how: Steer,
        now: Millis,
    ) -> Result<bool, CampaignError> {
        let at = Place::here(org);
        let user = self.sessions.signed_in(org).await?.user_id;
        let steered = self.change_of(at, &user, |entry| {
            let next = entry
                .member(member)
                .and_then(|member| entry.next_step(member));
            match entry.member_mut(member) {
                None => Ok(false),
                Some(member) if member.is_over() => Err(CampaignError::NotFound),
                Some(member) => {
                    member.steer(how, next, now);
                    Ok(true)
                }
            }
        });
        let is_here = steered.await??;
        if is_here {
            for topic in [Topic::Campaigns, Topic::Record] {
                self.platform.changed(topic).await;
            }
        }
        Ok(is_here)
    }

    /// How many people are in campaigns of a user's that are kept in this browser.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn in_campaigns_here(
        &self,
        org: &OrgHost,
        user: &RecordId,
    ) -> Result<usize, CampaignError> {
        let entry = super::cache::get(&*self.platform, Place::here(org), user).await?;
        let open = entry.members.iter().filter(|member| !member.is_over());
        Ok(open.count())
    }

    /// Deletes what a user keeps of campaigns in this browser.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn delete_here(&self, org: &OrgHost, user: &RecordId) -> Result<(), CampaignError> {
        let at = Place::here(org);
        let _held = self.locks.hold(&at.key(user)).await;
        super::cache::remove(&*self.platform, at, user).await?;
        self.platform.changed(Topic::Campaigns).await;
        Ok(())
    }
}

impl<P: Platform + 'static> AskCampaigns for Campaigns<P> {
    fn may_leave<'a>(
        &'a self,
        owner: &'a Owner,
        mail: &'a IntentId,
    ) -> LocalBoxFuture<'a, Result<bool, Fault>> {
        Box::pin(self.still_leaves(owner, mail))
    }

    fn add<'a>(
        &'a self,
        owner: &'a Owner,
        campaign: &'a IntentId,
        people: Vec<NewMember>,
    ) -> LocalBoxFuture<'a, Result<Vec<(Recipient, String)>, Fault>> {
        Box::pin(async move {
            let at = Place::here(&owner.org);
            let added = self.change_of(at, &owner.user_id, |entry| entry.add(campaign, people));
            Ok(added.await??)
        })
    }
}

impl CacheEntry {
    fn save(&mut self, row: CampaignRow, seen: Option<Millis>) -> Result<(), CampaignError> {
        let mut known = self.campaigns.iter_mut();
        let Some(known) = known.find(|known| known.campaign.key == row.campaign.key) else {
            self.campaigns.push(row);
            self.campaigns
                .sort_by_cached_key(|row| row.campaign.name.to_lowercase());
            return Ok(());
        };
        // Without a moment it was saved before, and the answer was lost.
        let is_as_seen = match seen {
            Some(seen) => known.changed == seen,
            None => known.campaign == row.campaign,
        };
        if !is_as_seen {
            return Err(CampaignError::Changed);
        }
        *known = row;
        Ok(())
    }

    /// Adds people to a campaign; whoever is in one already is not added, and is given with its name.
    fn add(
        &mut self,
        campaign: &IntentId,
        people: Vec<NewMember>,
    ) -> Result<Vec<(Recipient, String)>, CampaignError> {
        if self.campaign(campaign).is_none() {
            return Err(CampaignError::NotFound);
        }
        let mut left = Vec::new();
        for new in people {
            if self.member(&new.key).is_some() {
                continue;
            }
            match self.campaign_with(&new.id) {
                Some(name) => left.push((new.person, name.to_owned())),
                None => self.members.push(member(campaign, new)),
            }
        }
        // They are asked about before anything happens.
        self.asked = None;
        Ok(left)
    }

    /// The name of the campaign in which somebody is.
    fn campaign_with(&self, person: &RecordId) -> Option<&str> {
        let is_in = |member: &&Member| member.person.as_ref() == Some(person) && !member.is_over();
        let member = self.members.iter().find(is_in)?;
        Some(&self.campaign(&member.campaign)?.campaign.name)
    }
}

/// Somebody as they are added: the rest is asked of Salesforce.
fn member(campaign: &IntentId, new: NewMember) -> Member {
    let NewMember {
        key,
        id,
        person,
        own,
        started,
    } = new;
    Member {
        id: None,
        key,
        campaign: campaign.clone(),
        person: Some(id),
        known: Known {
            name: person.name.clone().unwrap_or_default(),
            address: person.address.clone(),
            first_address: person.address,
            owner: person.owner.clone(),
            ..Known::default()
        },
        started,
        zone: person.zone,
        owner: person.owner,
        own,
        has_campaign_key: false,
        standing: Standing::Active,
        runs: Vec::new(),
    }
}

impl Member {
    fn steer(&mut self, how: Steer, next: Option<StepId>, at: Millis) {
        match how {
            Steer::Pause => self.standing = Standing::Paused(None),
            Steer::GoOn => self.standing = Standing::Active,
            Steer::Remove => {
                let why = End::Removed;
                self.standing = Standing::Ended { why, at };
            }
            // Nothing is left out where nothing is next.
            Steer::Skip => {
                if let Some(step) = next {
                    self.put_run(step, at, Outcome::Skipped);
                }
            }
        }
    }
}
