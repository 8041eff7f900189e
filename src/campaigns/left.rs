//! Mails that were claimed: nothing else happens for their people before they have left, and who has to wait for ever for
//! one is told apart from who has not.

use super::cache::CacheEntry;
use super::due::Pending;
use super::place::Place;
use super::{Campaign, CampaignError, Campaigns, Member, Outcome, Run, write};
use crate::ports::Platform;

impl<P: Platform + 'static> Campaigns<P> {
    /// Notes which of this browser's mails do not wait in its outbox any more: they have left, or the rep has dropped them.
    /// Of another browser's, Salesforce says whether they have left.
    pub(super) async fn note_left(
        &self,
        at: Place<'_>,
        entry: &CacheEntry,
    ) -> Result<(), CampaignError> {
        let browser = self.browser().await?;
        let mut left = Vec::new();
        for (member, run) in entry.unsent_by(&browser) {
            let id = write::mail_id(&member.key, run.step);
            let mail = pending(member, run);
            let is_begun = entry.pending.iter().any(|begun| begun.is_same(&mail));
            if !is_begun && !self.outbox.is_on_its_way(&id).await? {
                left.push(mail);
            }
        }
        if left.is_empty() {
            return Ok(());
        }
        self.change(at, |entry| {
            left.iter().for_each(|mail| entry.note_left(mail))
        })
        .await
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
            let id = write::mail_id(&member.key, run.step);
            if (member.is_stopped() || overtaken()) && self.outbox.withdraw(&id).await? {
                withdrawn.push(pending(member, run));
            }
        }
        self.unclaim(at, &withdrawn).await
    }
}

impl CacheEntry {
    /// The mails that this browser claimed and that are not known to have left.
    fn unsent_by<'a>(&'a self, browser: &'a str) -> impl Iterator<Item = (&'a Member, &'a Run)> {
        self.members.iter().flat_map(move |member| {
            let runs = member.runs.iter();
            let unsent = runs.filter(move |run| run.is_unsent() && run.is_of(browser));
            unsent.map(move |run| (member, run))
        })
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
