//! What the surfaces are shown of what is known.

use std::time::Duration;

use super::away;
use super::cache::CacheEntry;
use super::calendar::Calendar;
use super::next::{Next, next};
use super::{
    Campaign, CampaignError, CampaignView, Campaigns, DoneStep, How, Keeping, Member, MemberView,
    OrgCampaigns, Outcome, OwnStep, Run, Waits, keys,
};
use crate::base::time::days;
use crate::base::{IntentId, Millis, OrgHost, sort::sort_by_key};
use crate::ports::Platform;
use crate::salesforce::CampaignObjects;

/// So long it is said how many were in a campaign that was deleted.
const A_WEEK: Duration = days(7);

impl<P: Platform + 'static> Campaigns<P> {
    /// The entries of both places as one.
    pub(super) async fn shown(
        &self,
        org: &OrgHost,
        entries: &[CacheEntry],
    ) -> Result<OrgCampaigns, CampaignError> {
        let browser = self.browser().await?;
        let mut waiting = Vec::new();
        for entry in entries {
            waiting.append(&mut self.waiting(entry, &browser).await?);
        }
        let now = self.platform.now();
        let (mut campaigns, mut members) = (Vec::new(), Vec::new());
        for entry in entries {
            let calendar = Calendar::new(&*self.platform, &entry.away);
            members.extend(entry.members.iter().filter_map(|member| {
                let campaign = &entry.campaign(&member.campaign)?.campaign;
                let next = next(campaign, member, &calendar, &browser, now);
                Some(shown(org, campaign, member, next, &waiting))
            }));
            campaigns.extend(entry.campaigns.iter().map(|row| CampaignView {
                id: row.id.clone(),
                campaign: row.campaign.clone(),
                own: row.owner == entry.user,
                owner: row.owner_name.clone(),
                changed: row.changed,
            }));
        }
        sort_by_key(&mut members, |member| {
            let order = match member.waits {
                Waits::Due => Millis::default(),
                Waits::Task | Waits::Mail => Millis(1),
                Waits::Until(at) => at,
                Waits::Rep => Millis(i64::MAX - 1),
                Waits::Nothing => Millis(i64::MAX),
            };
            (order, member.name.clone(), member.key.clone())
        });
        let today = self.platform.day(now);
        let objects = entries.first().map(|entry| entry.objects);
        Ok(OrgCampaigns {
            org: org.clone(),
            keeping: objects.map_or(Keeping::Salesforce, Keeping::of),
            own_mails: entries.first().is_some_and(CacheEntry::takes_own_mails),
            campaigns,
            members,
            away: entries
                .iter()
                .find_map(|entry| away::open(&entry.away, today)),
            moved_tasks: entries.iter().map(|entry| entry.moving.moved.len()).sum(),
            freed: entries
                .iter()
                .flat_map(|entry| &entry.freed)
                .filter(|at| now.since(**at) < A_WEEK)
                .count(),
            cut: entries.iter().any(|entry| entry.cut),
            at: read_at(entries),
            fault: entries.iter().find_map(|entry| entry.fault.clone()),
            no_mails: self.no_mails().await,
        })
    }
}

/// When what is shown was read: that of the older one, where there is something in both places.
fn read_at(entries: &[CacheEntry]) -> Option<Millis> {
    let (there, own) = entries.split_first()?;
    let own = own.iter().filter(|entry| !entry.members.is_empty());
    let own = own.filter_map(|entry| entry.at).min();
    there.at.map(|at| own.map_or(at, |own| own.min(at)))
}

impl Keeping {
    const fn of(objects: CampaignObjects) -> Self {
        match objects {
            CampaignObjects::Usable => Self::Salesforce,
            CampaignObjects::NotThere => Self::ThisBrowser,
            CampaignObjects::Closed => Self::Nowhere,
        }
    }
}

fn shown(
    org: &OrgHost,
    campaign: &Campaign,
    member: &Member,
    next: Next,
    waiting: &[IntentId],
) -> MemberView {
    let following = campaign.next_for(member).filter(|_| next != Next::Over);
    MemberView {
        key: member.key.clone(),
        campaign: member.campaign.clone(),
        record: member.record(org),
        name: member.known.name.clone(),
        address: match member.known.address.is_empty() {
            true => member.known.first_address.clone(),
            false => member.known.address.clone(),
        },
        started: member.started,
        own: member
            .own
            .iter()
            .map(|own| OwnStep::of(own, campaign))
            .collect(),
        standing: member.standing.clone(),
        next: following.and_then(|step| campaign.number(step.id)),
        waits: match next {
            Next::Wait(at) => Waits::Until(at),
            Next::Run(_) | Next::Finish => Waits::Due,
            Next::Task => Waits::Task,
            Next::Mail(_) => Waits::Mail,
            Next::Rep => Waits::Rep,
            Next::Over => Waits::Nothing,
        },
        done: done(campaign, member, waiting),
    }
}

/// What was done for somebody, and what is not done for them, in the order of its moments.
fn done(campaign: &Campaign, member: &Member, waiting: &[IntentId]) -> Vec<DoneStep> {
    let waits =
        |run: &Run| run.is_unsent() && waiting.contains(&keys::mail_id(&member.key, run.step));
    let runs = member.runs.iter().map(|run| DoneStep {
        number: campaign.number(run.step),
        at: run.at,
        how: match &run.outcome {
            Outcome::Mail { .. } if waits(run) => How::Waiting,
            Outcome::Mail {
                in_thread: true, ..
            } => How::Reply,
            Outcome::Mail { .. } => How::Mail,
            Outcome::Task { id, open } => How::Task {
                id: id.clone(),
                open: *open,
            },
            Outcome::Skipped => How::Skipped,
        },
    });
    let passed = campaign.passed(&member.runs).map(|(step, at)| DoneStep {
        number: campaign.number(step),
        at,
        how: How::Passed,
    });
    let mut done: Vec<DoneStep> = runs.chain(passed).collect();
    sort_by_key(&mut done, |step| (step.at, step.number));
    done
}
