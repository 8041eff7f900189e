//! Doing what is due: when, in which order, by what.

use std::rc::Rc;
use std::time::Duration;

use super::cache::{self, CacheEntry};
use super::calendar::Calendar;
use super::due::Due;
use super::facts::{self, Heard};
use super::next::{Next, next};
use super::place::{Kept, Place};
use super::service::{AGAIN, FRESH};
use super::{CampaignError, Campaigns, End, Member, NoMails};
use crate::base::time::days;
use crate::base::{Millis, OrgHost, Topic, sort::sort_by_key};
use crate::ports::Platform;
use crate::replies::{Lasting, What as Came};
use crate::salesforce::CampaignObjects;

/// So many mails are looked at together: as many as leave in one go, so that none waits long after the look.
const AT_ONCE: usize = 10;
/// So many tasks are made in one call.
const TASKS: usize = 50;
/// More is done after this long.
const PAUSE: Duration = Duration::from_secs(60);
/// Without anybody in a campaign Salesforce is asked once in so long.
const A_DAY: Duration = days(1);

/// What there is to be done.
#[derive(Default)]
struct Found {
    /// The steps that are due, the earliest first.
    due: Vec<Due>,
    /// For whom it is over while a mail of theirs has not left.
    waiting: Vec<(Member, End)>,
    /// For whom all is done.
    finished: Vec<Member>,
}

impl<P: Platform + 'static> Campaigns<P> {
    /// Does what is due in these orgs, and arms [`super::ALARM`] for the next time. To be called at every start of the
    /// worker, when the alarm rings, and after people were added.
    pub async fn run(self: &Rc<Self>, orgs: &[OrgHost]) {
        let held = self.locks.hold("run").await;
        let mut wake: Option<Millis> = None;
        for at in orgs.iter().flat_map(Place::both) {
            let next = match self.run_in(at).await {
                Ok(next) => next,
                // Who is signed out hears it elsewhere; everything else is tried again.
                Err(CampaignError::Session(_)) => None,
                Err(_) => Some(self.platform.now().after(AGAIN)),
            };
            wake = next.map_or(wake, |next| Some(wake.map_or(next, |wake| wake.min(next))));
        }
        drop(held);
        match wake {
            Some(at) => self.platform.wake_at(super::ALARM, at).await,
            None => self.platform.clear_alarm(super::ALARM).await,
        }
    }

    async fn run_in(self: &Rc<Self>, at: Place<'_>) -> Result<Option<Millis>, CampaignError> {
        let org = at.org;
        if self.sessions.policies().settings().await.off {
            return Ok(None);
        }
        let user = self.sessions.signed_in(org).await?.user_id;
        let known = cache::get(&*self.platform, at, &user).await?;
        if at.kept == Kept::Here && known.is_empty() {
            return Ok(None);
        }
        self.withdraw(at, &known).await?;
        let now = self.platform.now();
        let added = self.outbox.enrolled(org, &user).await?;
        let is_new = known.asked.is_none_or(|asked| added > Some(asked));
        // Where nobody is in a campaign, nothing is asked but once a day: adding somebody asks.
        let idle = known.members.iter().all(Member::is_over)
            && known.pending.is_empty()
            && known.orphans.is_empty();
        let of_late = known.asked.is_some_and(|asked| now.since(asked) < A_DAY);
        if idle && of_late && !is_new {
            return Ok(None);
        }
        // Of what this browser began Salesforce says whether it is claimed, and whether the rep is away.
        if is_new || !known.pending.is_empty() || known.moving.due {
            self.forget(at).await?;
        }
        let entry = self.refreshed(at, FRESH).await?;
        if at.kept == Kept::Salesforce && entry.objects != CampaignObjects::Usable {
            return Ok(None);
        }
        if entry.fault.is_some() {
            return Ok(Some(now.after(AGAIN)));
        }
        let entry = match entry.pending.is_empty() {
            true => entry,
            false => {
                self.recover(at, &entry).await?;
                cache::get(&*self.platform, at, &user).await?
            }
        };
        self.note_left(at, &entry).await?;
        let entry = cache::get(&*self.platform, at, &user).await?;
        // Tasks that cannot be moved keep no step from being done.
        let mut failed = entry.moving.due && self.move_tasks(at).await.is_err();
        failed |= self.free(at, &entry).await.is_err();
        let mut ends = self.came_back(&entry).await;
        let browser = self.browser().await?;
        let Found {
            mut due,
            waiting,
            finished,
        } = self.due(&entry, &browser);
        due.retain(|due| !ends.iter().any(|(member, _)| member.key == due.member.key));
        let more = due.len() > AT_ONCE;
        ends.extend(finished.into_iter().map(|member| (member, End::Finished)));
        ends.extend(waiting);
        if !due.is_empty() {
            failed |= self.do_steps(at, due, &mut ends).await?;
        }
        self.end(at, &ends).await?;
        let entry = cache::get(&*self.platform, at, &user).await?;
        self.withdraw(at, &entry).await?;
        if entry != known {
            self.platform.changed(Topic::Campaigns).await;
        }
        let soon = self
            .platform
            .now()
            .after(if failed { AGAIN } else { PAUSE });
        let next = self.wake(&entry, &browser);
        Ok(match (more || failed, next) {
            (_, None) => None,
            (true, Some(_)) => Some(soon),
            // What is due now and was not done waits for something.
            (false, Some(next)) => Some(next.max(soon)),
        })
    }

    /// For whom it is over by what came back to mails of this browser.
    async fn came_back(&self, entry: &CacheEntry) -> Vec<(Member, End)> {
        // What cannot be read is asked of the mailbox before the next mail.
        let back = self.replies.own().await.unwrap_or_default();
        let open = entry.members.iter().filter(|member| !member.is_over());
        open.filter_map(|member| {
            let campaign = &entry.campaign(&member.campaign)?.campaign;
            let theirs = back.iter().filter(|one| {
                Some(&one.record.id) == member.person.as_ref() && one.at >= member.started
            });
            let mut heard = Heard::default();
            for one in theirs {
                match one.what {
                    Came::Reply => heard.reply = true,
                    Came::Bounce { lasting, .. } => heard.bounce |= lasting == Lasting::Permanent,
                    Came::OptedOut { .. } => heard.opted_out = true,
                    Came::Away(_) => {}
                }
            }
            if heard == Heard::default() {
                return None;
            }
            let why = facts::end(campaign, member, heard)?;
            Some((member.clone(), why))
        })
        .collect()
    }

    /// What there is to be done in this `browser`.
    fn due(&self, entry: &CacheEntry, browser: &str) -> Found {
        let now = self.platform.now();
        let calendar = Calendar::new(&*self.platform, &entry.away);
        let mut found = Found::default();
        for member in &entry.members {
            let Some(row) = entry.campaign(&member.campaign) else {
                continue;
            };
            match next(&row.campaign, member, &calendar, browser, now) {
                Next::Run(step) => found.due.push(Due {
                    campaign: row.campaign.for_one(&member.own),
                    member: member.clone(),
                    step,
                }),
                Next::Finish => found.finished.push(member.clone()),
                Next::Mail(_) => {
                    let why = facts::end(&row.campaign, member, Heard::default());
                    found.waiting.extend(why.map(|why| (member.clone(), why)));
                }
                _ => {}
            }
        }
        sort_by_key(&mut found.due, |due| {
            let last = due.member.last().map_or(due.member.started, |run| run.at);
            (last, due.member.key.clone())
        });
        found
    }

    /// Does the steps that are due; says whether some could not be done.
    async fn do_steps(
        self: &Rc<Self>,
        at: Place<'_>,
        due: Vec<Due>,
        ends: &mut Vec<(Member, End)>,
    ) -> Result<bool, CampaignError> {
        // By what Salesforce said last it may be over already.
        let (mut mails, mut tasks) = (Vec::new(), Vec::new());
        let mut failed = false;
        let no_mails = self.no_mails().await;
        for due in due {
            if let Some(why) = facts::end(&due.campaign, &due.member, Heard::default()) {
                ends.push((due.member, why));
                continue;
            }
            match (due.leaves_by_itself(), no_mails) {
                (true, None) => mails.push(due),
                // Until a mailbox is connected it is looked at seldom.
                (true, Some(NoMails::NoMailbox)) => failed = true,
                (true, Some(NoMails::NoReplies)) | (false, _) => tasks.push(due),
            }
        }
        mails.truncate(AT_ONCE);
        tasks.truncate(TASKS);
        if !mails.is_empty() {
            failed |= self.send(at, mails, &mut tasks, ends).await?;
        }
        if !tasks.is_empty() {
            self.make_tasks(at, tasks).await?;
        }
        Ok(failed)
    }
}
