//! The due tasks, and the badge of the toolbar button.

use futures_util::future::join_all;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::accounts::{Accounts, Standing};
use crate::agenda::{Agenda, FRESH, QUIET, TasksView};
use crate::base::{Fault, Millis, OrgHost, RecordId, Topic};
use crate::campaigns::Recency;
use crate::feed::{Feed, SEEN};
use crate::insight::TaskChange;
use crate::onboarding::{Onboarding, PopupView};
use crate::outbox::Outbox;
use crate::people::People;
use crate::ports::{Badge, Platform};
use crate::replies::Replies;
use crate::salesforce::{SessionError, Sessions};

/// The alarm for reading the tasks again when they are old. It rings once, and only use of the extension arms it, so
/// that an unused browser makes no calls.
pub const ALARM: &str = "agenda";

/// The tasks and the badge.
pub(super) struct Home<P> {
    pub replies: Rc<Replies<P>>,
    pub platform: Rc<P>,
    pub sessions: Rc<Sessions<P>>,
    pub accounts: Rc<Accounts<P>>,
    pub onboarding: Rc<Onboarding<P>>,
    pub outbox: Rc<Outbox<P>>,
    pub agenda: Agenda<P>,
    pub feed: Feed<P>,
    pub people: Rc<People<P>>,
    /// Whether this run of the worker has armed [`ALARM`] since it last rang.
    pub armed: Cell<bool>,
}

impl<P: Platform + 'static> Home<P> {
    /// The tasks: as they are known without waiting for anybody; or after those of each org were read that are not of
    /// today, which do not say what is due today; or after all were read now.
    pub(super) async fn tasks(&self, recency: Recency) -> Result<TasksView, Fault> {
        let (orgs, mut wanted) = (self.orgs().await?, Vec::new());
        for org in &orgs {
            let is_wanted = match recency {
                Recency::Known => false,
                Recency::Recent => !self.is_of_today(org).await,
                Recency::New => true,
            };
            if is_wanted {
                wanted.push(org.clone());
            }
        }
        let age = match recency {
            Recency::New => Duration::ZERO,
            Recency::Known | Recency::Recent => QUIET,
        };
        if !wanted.is_empty() {
            self.ask(&wanted, age).await?;
            self.platform.changed(Topic::Tasks).await;
            self.show_badge().await;
        }
        self.cached(&orgs).await
    }

    async fn is_of_today(&self, org: &OrgHost) -> bool {
        let kept = self.agenda.cached(org).await;
        kept.is_some_and(|kept| kept.today == self.platform.today())
    }

    /// The rep looks at the popup: what is old is read again in the background.
    pub(super) fn freshen(self: &Rc<Self>) {
        let home = Rc::clone(self);
        self.platform.spawn(async move {
            let Ok(orgs) = home.orgs().await else {
                return;
            };
            let due = orgs.iter().map(|org| home.agenda.stale_at(org, FRESH));
            let due = join_all(due).await.into_iter().min();
            if due.is_some_and(|at| at <= home.platform.now()) {
                // The feed is due as well, as a rule: one call for both. Where it fails, the tasks are asked for alone.
                let _ = home.poll(&orgs, SEEN, Some(FRESH)).await;
            }
            home.renew(FRESH).await;
        });
    }

    /// Marks a task as done, or as open again.
    pub async fn complete(&self, org: &OrgHost, task: &RecordId, done: bool) -> Result<(), Fault> {
        of_these(&self.orgs().await?, org)?;
        self.agenda.complete(org, task, done).await?;
        self.platform.changed(Topic::Tasks).await;
        self.platform.changed(Topic::Record).await;
        self.show_badge().await;
        Ok(())
    }

    /// A task was changed in the panel: the popup's list and the badge follow without a call.
    pub async fn task_changed(
        &self,
        org: &OrgHost,
        task: &str,
        change: &TaskChange,
    ) -> Result<(), Fault> {
        match (change.closes(), RecordId::parse(task)) {
            (Some(done), Ok(task)) => self.note_done(org, &task, done).await,
            _ => Ok(()),
        }
    }

    /// A task was marked as done elsewhere, or as open again: the popup's list and the badge follow without a call.
    pub async fn note_done(&self, org: &OrgHost, task: &RecordId, done: bool) -> Result<(), Fault> {
        self.agenda.note_done(org, task, done).await?;
        self.platform.changed(Topic::Tasks).await;
        self.show_badge().await;
        Ok(())
    }

    /// [`ALARM`] rang.
    pub async fn alarm(&self) {
        self.armed.set(false);
        if self.is_off().await {
            return;
        }
        self.renew(QUIET).await;
    }

    /// The extension is used: arms the alarm for the tasks.
    pub async fn used(&self) {
        if self.armed.replace(true) {
            return;
        }
        let orgs = self.orgs().await.unwrap_or_default();
        let mut next: Option<Millis> = None;
        for org in &orgs {
            let at = self.agenda.stale_at(org, QUIET).await;
            next = Some(next.map_or(at, |next| next.min(at)));
        }
        match next {
            Some(at) => self.platform.wake_at(ALARM, at).await,
            // Nothing is set up yet: the next use checks again.
            None => self.armed.set(false),
        }
    }

    /// Sets the badge: the number of submissions that need the rep, else of due tasks, else what is new in the live
    /// feed. Before the set-up is done, the
    /// set-up itself uses the badge.
    pub async fn show_badge(&self) {
        if self.is_off().await {
            self.platform.badge(Badge::None).await;
            return;
        }
        let Ok(PopupView::Home(home)) = self.onboarding.popup().await else {
            return;
        };
        if self.onboarding.is_calling() {
            return;
        }
        let outbox = self.outbox.outbox().await.unwrap_or_default();
        let stuck = outbox.iter().filter(|item| item.state.needs_rep()).count();
        let broken = home
            .connections
            .iter()
            .filter(|connection| connection.fault.is_some())
            .count();
        let orgs = self.orgs().await.unwrap_or_default();
        let tasks = self.cached(&orgs).await.unwrap_or_default();
        let due = tasks.orgs.iter().map(|org| org.open()).sum();
        let came_back = self.replies.unseen().await;
        let needs = stuck + broken + came_back;
        self.platform
            .badge(Badge::of(needs, due, self.news(&orgs).await))
            .await;
    }

    /// The administrator switched everything off.
    pub(super) async fn is_off(&self) -> bool {
        self.sessions.policies().settings().await.off
    }

    /// Reads tasks that are older than `age` again, and notifies the surfaces if anything changed.
    pub(super) async fn renew(&self, age: Duration) {
        let Ok(orgs) = self.orgs().await else {
            return;
        };
        let before = self.cached(&orgs).await.ok();
        // Where the storage fails, the tasks stay as old as they are.
        let _ = self.ask(&orgs, age).await;
        if self.cached(&orgs).await.ok() != before {
            self.platform.changed(Topic::Tasks).await;
        }
        self.show_badge().await;
    }

    async fn ask(&self, orgs: &[OrgHost], age: Duration) -> Result<(), Fault> {
        if orgs.is_empty() {
            return Ok(());
        }
        let asked = join_all(orgs.iter().map(|org| self.agenda.refresh(org, age))).await;
        self.arm_reminders().await;
        asked.into_iter().collect()
    }

    pub(super) async fn cached(&self, orgs: &[OrgHost]) -> Result<TasksView, Fault> {
        let cached = join_all(orgs.iter().map(|org| self.agenda.cached(org))).await;
        Ok(TasksView {
            orgs: cached.into_iter().flatten().collect(),
        })
    }

    /// The orgs in which the rep can work.
    pub(super) async fn orgs(&self) -> Result<Vec<OrgHost>, Fault> {
        let mut orgs = self.sessions.orgs().await;
        if !orgs.is_empty() {
            let accounts = self.accounts.snapshot().await?;
            orgs.retain(|org| accounts.standing(org) == Standing::Works);
        }
        Ok(orgs)
    }
}

/// The org, if the rep works there.
pub(super) fn of_these<'a>(orgs: &'a [OrgHost], org: &OrgHost) -> Result<&'a OrgHost, Fault> {
    let found = orgs.iter().find(|each| *each == org);
    found.ok_or_else(|| SessionError::NotSignedIn.into())
}
