//! Mails that were claimed: nothing else happens for their people before they have left, and who has to wait for ever for
//! one is told apart from who has not.

use super::cache::CacheEntry;
use super::due::Pending;
use super::place::Place;
use super::{Campaign, CampaignError, Campaigns, Member, Outcome, Run, keys, write};
use crate::base::IntentId;
use crate::outbox::CampaignMail;
use crate::ports::Platform;

impl<P: Platform + 'static> Campaigns<P> {
    /// Notes which of this browser's mails do not wait in its outbox any more. Of another browser's, Salesforce says so: by
    /// the log, or else this tells it there: one call for twenty-four that the rep has dropped, or whose log they have.
    pub(super) async fn note_left(
        &self,
        at: Place<'_>,
        entry: &CacheEntry,
    ) -> Result<(), CampaignError> {
        let browser = self.browser().await?;
        let (mut left, mut unlogged, mut dropped) = (Vec::new(), Vec::new(), Vec::new());
        for (member, run) in entry.unsent_by(&browser) {
            let mail = pending(member, run);
            if entry.pending.iter().any(|begun| begun.is_same(&mail)) {
                continue;
            }
            match self.outbox.campaign_mail(&mail.id()).await? {
                CampaignMail::Waits => {}
                CampaignMail::Left | CampaignMail::Forgotten => left.push(mail),
                CampaignMail::Unlogged => unlogged.push(mail),
                CampaignMail::Dropped => dropped.push(mail),
            }
        }
        if !left.is_empty() {
            self.change(at, |entry| {
                left.iter().for_each(|mail| entry.note_left(mail))
            })
            .await?;
        }
        self.note_runs(at, &unlogged, write::has_left, CacheEntry::note_left)
            .await?;
        self.unclaim(at, &dropped).await
    }

    /// Which of these mails have not left, as far as this browser knows: its own by its outbox. Another one's is not waited
    /// for after a week.
    pub(super) async fn waiting(
        &self,
        entry: &CacheEntry,
        browser: &str,
    ) -> Result<Vec<IntentId>, CampaignError> {
        let mut waiting = Vec::new();
        for (member, run) in entry.unsent() {
            let id = keys::mail_id(&member.key, run.step);
            let waits = match run.is_of(browser) {
                true => self.outbox.campaign_mail(&id).await? == CampaignMail::Waits,
                false => run.is_waited_for(self.platform.now()),
            };
            if waits {
                waiting.push(id);
            }
        }
        Ok(waiting)
    }

    /// Takes back what this browser claimed and has not sent, where nothing is to be sent any more: it is over, or another
    /// browser went on without it. One call where there is any, else none.
    pub(super) async fn withdraw(
        &self,
        at: Place<'_>,
        entry: &CacheEntry,
    ) -> Result<(), CampaignError> {
        let browser = self.browser().await?;
        let mut withdrawn = Vec::new();
        for (member, run) in entry.unsent_by(&browser) {
            let overtaken = || {
                let row = entry.campaign(&member.campaign);
                row.is_some_and(|row| row.campaign.is_overtaken(member, run))
            };
            let mail = pending(member, run);
            if (member.is_stopped() || overtaken()) && self.outbox.withdraw(&mail.id()).await? {
                withdrawn.push(mail);
            }
        }
        self.unclaim(at, &withdrawn).await
    }
}

impl CacheEntry {
    /// The mails that were claimed and are not known to have left.
    fn unsent(&self) -> impl Iterator<Item = (&Member, &Run)> {
        self.members.iter().flat_map(|member| {
            let unsent = member.runs.iter().filter(|run| run.is_unsent());
            unsent.map(move |run| (member, run))
        })
    }

    /// Those of this browser.
    fn unsent_by<'a>(&'a self, browser: &'a str) -> impl Iterator<Item = (&'a Member, &'a Run)> {
        let unsent = self.unsent();
        unsent.filter(move |(_, run)| run.is_of(browser))
    }

    fn note_left(&mut self, mail: &Pending) {
        let runs = self.member_mut(&mail.member).map(|member| &mut member.runs);
        let mut runs = runs.into_iter().flatten();
        let run = runs.find(|run| run.step == mail.step);
        if let Some(Outcome::Mail { left, .. }) = run.map(|run| &mut run.outcome) {
            *left = true;
        }
    }
}

impl Campaign {
    /// Whether a later step than this one was done, or begun, in its place. Steps may have been moved since, and the clocks
    /// of two machines differ: so both its place and its moment are later.
    pub(super) fn is_overtaken(&self, member: &Member, run: &Run) -> bool {
        let Some(number) = self.number(run.step) else {
            return false;
        };
        let mut others = member.runs.iter();
        others.any(|other| {
            let is_later = other.at > run.at && self.number(other.step) > Some(number);
            is_later && other.outcome != Outcome::Skipped
        })
    }
}

fn pending(member: &Member, run: &Run) -> Pending {
    Pending {
        member: member.key.clone(),
        step: run.step,
        task: None,
    }
}
