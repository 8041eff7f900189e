//! The campaigns of the rep, made once by the worker: what is known, what the rep changes.

use std::rc::Rc;
use std::time::Duration;

use super::cache::{self, CacheEntry};
use super::calendar::Calendar;
use super::next::{Next, next};
use super::place::{Kept, Place};
use super::{Campaign, CampaignError, NoMails, OrgCampaigns, Outcome, Recency, Steer, write};
use crate::accounts::Accounts;
use crate::base::{Millis, OrgHost, RecordId, Topic, locks::Locks};
use crate::mailbox::{Mailboxes, RepliesRight};
use crate::merge::MergeValues;
use crate::outbox::Outbox;
use crate::ports::Platform;
use crate::replies::Replies;
use crate::salesforce::{CampaignObjects, Purpose, Rest, Sessions};

/// Rings when somebody's next step is due, or Salesforce is to be asked again.
pub const ALARM: &str = "campaigns";
/// What Salesforce said is read again after this long, while a task is to be done before the next step.
pub(super) const FRESH: Duration = Duration::from_secs(60 * 60);
/// Likewise while somebody is in a campaign and waits for no task: before each mail Salesforce is asked anyway.
const SELDOM: Duration = Duration::from_secs(6 * 60 * 60);
/// What failed, or waits for a mail of this browser's, is tried again after this long.
pub(super) const AGAIN: Duration = Duration::from_secs(10 * 60);
/// What a page shows is read again after this long.
pub(super) const SHOWN: Duration = Duration::from_secs(3 * 60);

/// The campaigns of the rep.
pub struct Campaigns<P> {
    pub(super) platform: Rc<P>,
    pub(super) sessions: Rc<Sessions<P>>,
    pub(super) accounts: Rc<Accounts<P>>,
    pub(super) mailboxes: Rc<Mailboxes<P>>,
    pub(super) outbox: Rc<Outbox<P>>,
    pub(super) replies: Rc<Replies<P>>,
    pub(super) values: MergeValues<P>,
    pub(super) locks: Locks,
}

impl<P: Platform + 'static> Campaigns<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        sessions: Rc<Sessions<P>>,
        accounts: Rc<Accounts<P>>,
        mailboxes: Rc<Mailboxes<P>>,
        outbox: Rc<Outbox<P>>,
        replies: Rc<Replies<P>>,
    ) -> Rc<Self> {
        let values = MergeValues::new(
            Rc::clone(&platform),
            Rc::clone(&sessions),
            Rc::clone(&mailboxes),
        );
        let campaigns = Rc::new(Self {
            platform,
            sessions,
            accounts,
            mailboxes,
            outbox,
            replies,
            values,
            locks: Locks::default(),
        });
        campaigns.outbox.ask_by(&campaigns);
        campaigns
    }

    /// The campaigns of an org; one call of Salesforce where what is known is not new enough. After a failure what was
    /// read before is shown, with the fault.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn view(
        &self,
        org: &OrgHost,
        recency: Recency,
    ) -> Result<OrgCampaigns, CampaignError> {
        let mut entries = Vec::new();
        for at in Place::both(org) {
            entries.push(match recency {
                Recency::Known => self.known(at).await?,
                Recency::Recent => self.refreshed(at, SHOWN).await?,
                Recency::New => self.refreshed(at, Duration::ZERO).await?,
            });
        }
        self.shown(org, &entries).await
    }

    /// What is known of the campaigns in a place.
    pub(super) async fn known(&self, at: Place<'_>) -> Result<CacheEntry, CampaignError> {
        let user = self.sessions.signed_in(at.org).await?.user_id;
        Ok(cache::get(&*self.platform, at, &user).await?)
    }

    /// Saves a campaign, a new one or one of the rep's own, as it was seen, where it is kept: one call of Salesforce, or none.
    ///
    /// # Errors
    /// What has to change; the org has no campaigns; it is not the rep's own; somebody changed it meanwhile.
    pub async fn save(
        &self,
        org: &OrgHost,
        campaign: &Campaign,
        seen: Option<Millis>,
    ) -> Result<(), CampaignError> {
        campaign.check().map_err(CampaignError::Incomplete)?;
        let entry = self.refreshed(Place::salesforce(org), SHOWN).await?;
        let own = self.known(Place::here(org)).await?;
        let is_here = own.campaign(&campaign.key).is_some();
        if is_here || entry.objects == CampaignObjects::NotThere {
            return self.save_here(org, campaign, seen).await;
        }
        if entry.objects == CampaignObjects::Closed {
            return Err(CampaignError::NotThere);
        }
        let at = Place::salesforce(org);
        let known = entry.campaign(&campaign.key);
        let before = known.filter(|_| seen.is_some()).map(|row| &row.campaign);
        let campaign = &campaign.saved_over(before, self.platform.now());
        match known {
            Some(row) if row.owner != entry.user => return Err(CampaignError::NotFound),
            // It was saved before, and the answer was lost.
            Some(row) if seen.is_none() && row.campaign != *campaign => {
                return Err(CampaignError::Changed);
            }
            _ => {}
        }
        let question = write::campaign(campaign, known, seen);
        let reply = self.rest(org).composite(&question).await?;
        if reply.was_changed("campaign") {
            self.forget(at).await?;
            return Err(CampaignError::Changed);
        }
        reply.all_done()?;
        self.forget(at).await?;
        self.refreshed(at, Duration::ZERO).await?;
        self.platform.changed(Topic::Campaigns).await;
        Ok(())
    }

    /// Pauses a membership, goes on with it, skips its next step, or ends it: one call of Salesforce where it is kept there.
    ///
    /// # Errors
    /// There is no such member of the rep's, or Salesforce refused.
    pub async fn steer(
        &self,
        org: &OrgHost,
        member: &str,
        how: Steer,
    ) -> Result<(), CampaignError> {
        let now = self.platform.now();
        if self.steer_here(org, member, how, now).await? {
            return Ok(());
        }
        let at = Place::salesforce(org);
        let user = self.sessions.signed_in(org).await?.user_id;
        let held = self.locks.hold(&at.key(&user)).await;
        let entry = cache::get(&*self.platform, at, &user).await?;
        let known = entry.member(member).ok_or(CampaignError::NotFound)?;
        if known.is_over() {
            return Err(CampaignError::NotFound);
        }
        let question = write::steered(known, how, entry.next_step(known), now);
        let question = question.ok_or(CampaignError::NotFound)?;
        let reply = self.rest(org).composite(&question).await?;
        if let Some((_, error)) = reply.refused().next()
            // Another browser did the step meanwhile.
            && !error.is_duplicate()
        {
            return Err(error.into());
        }
        drop(held);
        self.forget(at).await?;
        self.refreshed(at, Duration::ZERO).await?;
        self.platform.changed(Topic::Campaigns).await;
        self.platform.changed(Topic::Record).await;
        Ok(())
    }

    /// A task was done, or opened again, by the rep here: what waits for it goes on without a call.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn task_done(
        &self,
        org: &OrgHost,
        task: &RecordId,
        done: bool,
    ) -> Result<(), CampaignError> {
        let mut any = false;
        for at in Place::both(org) {
            self.change(at, |entry| {
                let runs = entry.members.iter_mut().flat_map(|member| &mut member.runs);
                for run in runs {
                    if let Outcome::Task { id, open } = &mut run.outcome
                        && id == task
                    {
                        any |= *open == done;
                        *open = !done;
                    }
                }
            })
            .await?;
        }
        if any {
            self.platform.changed(Topic::Campaigns).await;
        }
        Ok(())
    }

    /// What is known is read again the next time.
    ///
    /// # Errors
    /// The storage failed.
    pub(super) async fn forget(&self, at: Place<'_>) -> Result<(), CampaignError> {
        self.change(at, |entry| entry.asked = None).await
    }

    /// What is known, read again where it is older than `age`.
    pub(super) async fn refreshed(
        &self,
        at: Place<'_>,
        age: Duration,
    ) -> Result<CacheEntry, CampaignError> {
        let asked = self.platform.now();
        let user = self.sessions.signed_in(at.org).await?.user_id;
        let _held = self.locks.hold(&at.key(&user)).await;
        let mut entry = cache::get(&*self.platform, at, &user).await?;
        let is_fresh = |at: Millis| at > asked || asked.since(at) < age;
        let nothing = at.kept == Kept::Here && entry.is_empty();
        if nothing || entry.asked.is_some_and(is_fresh) {
            return Ok(entry);
        }
        let answer = self.read(at, &mut entry).await;
        let now = self.platform.now();
        entry.asked = Some(now);
        match answer {
            Ok(()) => (entry.at, entry.fault) = (Some(now), None),
            Err(error) => entry.fault = Some(error.into()),
        }
        cache::put(&*self.platform, at, &entry).await?;
        Ok(entry)
    }

    pub(super) fn rest(&self, org: &OrgHost) -> Rest<P> {
        self.sessions.rest(org).counted_as(Purpose::Campaigns)
    }

    /// When an org is to be looked at next: when a step is due, or what is known is an hour old; `None` where nobody is
    /// in a campaign.
    pub(super) fn wake(&self, entry: &CacheEntry, browser: &str) -> Option<Millis> {
        let now = self.platform.now();
        let calendar = Calendar::new(&*self.platform, &entry.away);
        let mut open = entry
            .members
            .iter()
            .filter(|member| !member.is_over())
            .peekable();
        open.peek()?;
        let mut fresh = SELDOM;
        let due: Vec<Millis> = open
            .filter_map(|member| {
                let campaign = &entry.campaign(&member.campaign)?.campaign;
                match next(campaign, member, &calendar, browser, now) {
                    Next::Wait(at) => Some(at),
                    Next::Run(_) | Next::Finish => Some(now),
                    // Somebody may do it in Salesforce.
                    Next::Task => {
                        fresh = FRESH;
                        None
                    }
                    Next::Mail(until) => {
                        fresh = FRESH;
                        Some(until.unwrap_or(now.after(AGAIN)))
                    }
                    Next::Rep | Next::Over => None,
                }
            })
            .collect();
        let old = entry.asked.map_or(now, |at| at.after(fresh));
        Some(due.into_iter().min().map_or(old, |due| due.min(old)))
    }

    pub(super) async fn no_mails(&self) -> Option<NoMails> {
        if self.mailboxes.user().await.is_none() {
            return Some(NoMails::NoMailbox);
        }
        let right = self.mailboxes.replies_right().await;
        (right != RepliesRight::Granted).then_some(NoMails::NoReplies)
    }
}
