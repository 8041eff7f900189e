//! Reminders of tasks: a notification at the time that the task has in Salesforce, which opens the record and starts the
//! action.

use std::time::Duration;

use super::home::Home;
use crate::agenda::TaskView;
use crate::base::{ActionKind, FeedKind, Millis, OrgHost, RecordRef};
use crate::ports::{Area, Notice, Platform};
use crate::storage;
use crate::storage::Versioned;

/// The alarm of the next reminder.
pub const ALARM: &str = "reminders";
/// What the rep was reminded of, for this browser session.
const KEY: &str = "reminded";
/// A reminder whose time passed while the browser was closed is told for so long.
const LATE: Duration = Duration::from_secs(60 * 60);
/// So many are remembered.
const MOST: usize = 200;

/// The reminders that were told: the notification's id, with the time.
#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Told {
    all: Vec<(String, Millis)>,
}

impl Versioned for Told {
    const VERSION: u32 = 1;
}

/// A reminder.
struct Reminder {
    /// The notification's id.
    id: String,
    org: OrgHost,
    task: TaskView,
    at: Millis,
}

impl<P: Platform + 'static> Home<P> {
    /// Arms the alarm for the next reminder of the tasks that are known.
    pub(super) async fn arm_reminders(&self) {
        if !self.reminds().await {
            return;
        }
        let now = self.platform.now();
        let times = self.reminders().await.into_iter();
        if let Some(next) = times
            .map(|reminder| reminder.at)
            .filter(|at| *at > now)
            .min()
        {
            self.platform.wake_at(ALARM, next).await;
        }
    }

    /// Tells the reminders whose time has come, each once, and arms the alarm for the next.
    pub(super) async fn remind(&self) {
        if self.is_off().await || !self.reminds().await {
            return;
        }
        let now = self.platform.now();
        // Where that cannot be read, the rep is told once more.
        let told: Told = storage::read_or_default(&*self.platform, Area::Session, KEY)
            .await
            .unwrap_or_default();
        let mut told = told.all;
        for Reminder { id, task, at, .. } in self.reminders().await {
            let is_due = at <= now && now.since(at) < LATE;
            let mark = (id, at);
            if !is_due || told.contains(&mark) {
                continue;
            }
            let who = task.who.or(task.what).map(|record| record.name);
            let notice = Notice::Reminder {
                id: mark.0.clone(),
                subject: task.subject,
                name: who.unwrap_or_default(),
            };
            self.platform.notify(notice).await;
            told.insert(0, mark);
        }
        told.truncate(MOST);
        // Where it cannot be kept, the rep is told once more.
        let _ = storage::write(&*self.platform, Area::Session, KEY, &Told { all: told }).await;
        self.arm_reminders().await;
    }

    /// What a notification reminded of: the record to open, and the action to start there; `None` for another one's.
    pub(super) async fn of_reminder(
        &self,
        id: &str,
    ) -> Option<(OrgHost, TaskView, Option<(RecordRef, ActionKind)>)> {
        let all = self.reminders().await.into_iter();
        let Reminder { org, task, .. } = all.into_iter().find(|reminder| reminder.id == id)?;
        let settings = self.sessions.policies().settings().await;
        let action = task.kind.done_by();
        let action = action.filter(|action| settings.offers(*action));
        let record = task.opens().clone();
        let starts = record.object().zip(action).map(|(object, action)| {
            let record = RecordRef {
                org: org.clone(),
                object,
                id: record,
            };
            (record, action)
        });
        Some((org, task, starts))
    }

    /// Whether the policy and the rep want notifications of tasks.
    async fn reminds(&self) -> bool {
        let allowed = self.sessions.policies().settings().await.notifications;
        let choice = self.feed.choice().await.unwrap_or_default();
        allowed && choice.on && choice.kinds.contains(&FeedKind::Task)
    }

    async fn reminders(&self) -> Vec<Reminder> {
        let mut all = Vec::new();
        for org in self.orgs().await.unwrap_or_default() {
            for (task, at) in self.agenda.reminders(&org).await {
                all.push(Reminder {
                    id: format!("{ALARM}/{org}/{}", task.id),
                    org: org.clone(),
                    task,
                    at,
                });
            }
        }
        all
    }
}
