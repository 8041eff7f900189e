//! What the browser tells of: a start, an alarm, a click on a notification, an installation.

use std::rc::Rc;

use super::{Worker, home, reminders};
use crate::campaigns as sales_campaigns;
use crate::feed as live_feed;
use crate::outbox::{ALARM, ALARM_DUE};
use crate::ports::Platform;
use crate::replies as came_back;

impl<P: Platform + 'static> Worker<P> {
    /// Continues in the background what the last run left unfinished. Called once in a run, after the first answer.
    pub fn start(self: &Rc<Self>) {
        let onboarding = Rc::clone(&self.onboarding);
        self.platform.spawn(async move {
            // This ends a sign-in of the last run, and notifies the surfaces.
            let _ = onboarding.popup().await;
        });
        self.follow_policy();
        self.go_on();
        self.show_badge();
        self.look_for_replies();
        self.run_campaigns();
    }

    /// An alarm fired: the outbox's, the tasks', the feed's, or that of what comes back.
    pub fn alarm(&self, name: &str) {
        match name {
            ALARM | ALARM_DUE => self.go_on(),
            came_back::ALARM => self.look_for_replies(),
            home::ALARM => {
                let home = Rc::clone(&self.home);
                self.platform.spawn(async move { home.alarm().await });
            }
            sales_campaigns::ALARM => self.run_campaigns(),
            live_feed::ALARM => {
                let home = Rc::clone(&self.home);
                self.platform.spawn(async move { home.feed_alarm().await });
            }
            reminders::ALARM => {
                let home = Rc::clone(&self.home);
                self.platform.spawn(async move { home.remind().await });
            }
            // An earlier release armed it.
            other => {
                let (platform, other) = (Rc::clone(&self.platform), other.to_owned());
                self.platform
                    .spawn(async move { platform.clear_alarm(&other).await });
            }
        }
    }

    /// The rep clicked a notification.
    pub async fn notice_clicked(&self, id: &str) {
        self.home.rep_is_here().await;
        if let Some((org, task, starts)) = self.home.of_reminder(id).await {
            // Where the storage fails, the record is not opened; it stands in the list of tasks.
            let _ = match starts {
                Some((record, action)) => self.panel.order(record, action).await,
                None => {
                    let address = format!("https://{org}/{}", task.opens());
                    self.platform.open_tab(&address).await;
                    Ok(())
                }
            };
            return;
        }
        // Where the storage fails, the rep finds the event in the feed.
        let _ = self.home.open_notice(id).await;
    }

    /// The extension was installed or updated: tabs that were open before get their panel, and after an installation
    /// the rep is welcomed as the policy says.
    pub async fn installed(self: &Rc<Self>, reason: &str) {
        self.platform.look_again().await;
        if reason == "install" {
            let worker = Rc::clone(self);
            self.platform.spawn(async move { worker.welcome().await });
        }
    }

    /// Continues the outbox. Where its storage fails, its alarm is still armed.
    pub(super) fn go_on(&self) {
        let outbox = Rc::clone(&self.outbox);
        self.platform.spawn(async move {
            let _ = outbox.run().await;
        });
    }

    /// Updates the badge in the background.
    pub(super) fn show_badge(&self) {
        let home = Rc::clone(&self.home);
        self.platform.spawn(async move { home.show_badge().await });
    }
}
