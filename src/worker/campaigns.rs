//! Sales campaigns, of every org in which the rep can work.

use futures_util::future::join_all;
use std::rc::Rc;
use std::time::Duration;

use super::Worker;
use super::home::of_these;
use crate::actions::{Form, SendEmail};
use crate::base::{Fault, OrgHost, RecordId, RecordRef, Topic};
use crate::campaigns::{Absence, CampaignError, CampaignsView, OrgCampaigns, Recency};
use crate::panel::{DraftView, PanelView};
use crate::ports::Platform;
use crate::protocol::Sender;

impl<P: Platform + 'static> Worker<P> {
    /// The campaigns of every org.
    pub(super) async fn all_campaigns(&self, recency: Recency) -> Result<CampaignsView, Fault> {
        let orgs = self.home.orgs().await?;
        let read = orgs.iter().map(|org| self.campaigns.view(org, recency));
        let orgs: Result<Vec<_>, _> = join_all(read).await.into_iter().collect();
        Ok(CampaignsView { orgs: orgs? })
    }

    /// The campaigns of a record's org, and which of its people are in one.
    pub(super) async fn campaigns_of(
        &self,
        record: &RecordRef,
        recency: Recency,
    ) -> Result<OrgCampaigns, Fault> {
        let mut here = self.campaigns.view(&record.org, recency).await?;
        let people = self.people_at(record).await?;
        here.members.retain(|member| {
            let own = member.record.as_ref();
            own.is_some_and(|record| people.contains(&record.id))
        });
        Ok(here)
    }

    /// A record and its people, as far as they are known.
    pub(super) async fn people_at(&self, record: &RecordRef) -> Result<Vec<RecordId>, Fault> {
        let known = self.insight.cached(record).await?;
        let people = known.map(|known| known.people).unwrap_or_default();
        let people = people.into_iter().map(|person| person.record);
        Ok(people.chain([record.id.clone()]).collect())
    }

    /// The rep asked for what is new about a record: what is known of the campaigns and cadences of its people is read
    /// again, too, beside everything else. Where none of them is in one, nothing is asked, but for cadences the first
    /// time in a browser session.
    pub(super) async fn renew_memberships(&self, view: &PanelView) {
        let PanelView::Record(view) = view else {
            return;
        };
        let facts = &view.facts;
        // Where what is known cannot be read, it is not asked for either: the record is shown all the same.
        let of_campaigns = match facts.campaigns {
            true => self.campaigns_of(&facts.record, Recency::Known).await.ok(),
            false => None,
        };
        let of_cadences = match facts.cadences {
            true => self.cadences_of(&facts.record, Recency::Known).await.ok(),
            false => None,
        };
        let in_campaign = of_campaigns.is_some_and(|known| {
            let mut members = known.members.iter();
            members.any(|member| member.end().is_none())
        });
        let in_cadence =
            of_cadences.is_some_and(|known| known.at.is_none() || !known.targets.is_empty());
        if !in_campaign && !in_cadence {
            return;
        }
        let (campaigns, cadences) = (Rc::clone(&self.campaigns), Rc::clone(&self.cadences));
        let (platform, org) = (Rc::clone(&self.platform), facts.record.org.clone());
        self.platform.spawn(async move {
            // What was known stays, with the fault.
            if in_campaign {
                let _ = campaigns.view(&org, Recency::New).await;
            }
            if in_cadence {
                let _ = cadences.view(&org, Recency::New).await;
            }
            platform.changed(Topic::Campaigns).await;
        });
    }

    /// The rep is away, or is back: for the campaigns of every org that has them. An org that cannot be told keeps none
    /// of the others from being told. Doing it again changes nothing.
    pub(super) async fn set_away_everywhere(&self, away: Option<Absence>) -> Result<(), Fault> {
        let orgs = self.home.orgs().await?;
        let told = orgs.iter().map(|org| self.campaigns.set_away(org, away));
        let told = join_all(told).await;
        self.run_campaigns();
        if told.iter().flatten().any(|moved| *moved > 0) {
            let home = Rc::clone(&self.home);
            self.platform
                .spawn(async move { home.renew(Duration::ZERO).await });
        }
        let is_there = |told: &Result<usize, _>| *told != Err(CampaignError::NotThere);
        let mut told = told.into_iter().filter(is_there).peekable();
        if told.peek().is_none() {
            return Err(CampaignError::NotThere.into());
        }
        told.collect::<Result<Vec<_>, _>>()?;
        Ok(())
    }

    /// The org of a request, if the rep works there; a panel's is that of its tab.
    pub(super) async fn campaign_org(&self, from: &Sender, org: OrgHost) -> Result<OrgHost, Fault> {
        let org = match from {
            Sender::Popup => org,
            _ => self.own_org(from, org).await?,
        };
        of_these(&self.home.orgs().await?, &org)?;
        Ok(org)
    }

    /// A task was done, or opened again: the campaign that waited for it goes on.
    pub(super) async fn campaign_task(
        &self,
        org: &OrgHost,
        task: &RecordId,
        done: bool,
    ) -> Result<(), Fault> {
        self.campaigns.task_done(org, task, done).await?;
        self.run_campaigns();
        Ok(())
    }

    /// A fresh email or call with somebody for whom a step of a campaign waits for one does that step.
    pub(super) async fn begin_with_step(&self, record: &RecordRef, draft: &mut DraftView) {
        if draft.saved_at.is_some() {
            return;
        }
        // Without what the campaign says the form is as usual.
        match &mut draft.form {
            Form::SendEmail(mail) => {
                let [who] = mail.to.as_slice() else { return };
                let Some(person) = who.record.clone() else {
                    return;
                };
                let step = self.campaigns.checked_mail(&record.org, &person).await;
                if let Ok(Some(step)) = step {
                    let (to, about) = (std::mem::take(&mut mail.to), mail.about.clone());
                    *mail = SendEmail { to, about, ..step };
                }
            }
            Form::LogCall(call) => {
                let Some(person) = call.who.clone() else {
                    return;
                };
                let step = self.campaigns.call_to_make(&record.org, &person).await;
                call.step = step.ok().flatten().map(Box::new);
            }
            _ => {}
        }
    }

    /// Does what is due in campaigns, beside everything else.
    pub(super) fn run_campaigns(&self) {
        let (campaigns, home) = (Rc::clone(&self.campaigns), Rc::clone(&self.home));
        self.platform.spawn(async move {
            // What fails is tried again when the alarm rings.
            let orgs = home.orgs().await.unwrap_or_default();
            campaigns.run(&orgs).await;
        });
    }
}
