//! Scheduled mails that Outlook sends: handed over at once, looked at once more shortly before their time while this
//! browser runs, and taken back wherever they are changed, dropped, or must not leave. Until the mailbox says that such
//! a mail left, it counts as one that waits.

use std::time::Duration;

use super::{Intent, Mark, Next, Outbox, OutboxError, StepKind, next};
use crate::actions::{Later, SentBy};
use crate::base::{Fault, Millis};
use crate::mailbox::{OUTLOOK_SENDS_WITHIN, Sending, Waiting};
use crate::ports::Platform;

/// The last look at the people of a mail happens so long before its time.
const LAST_LOOK: Duration = Duration::from_secs(2 * 60);
/// Between two looks at a mail that Exchange has not let go although its time has passed.
const LOOK_AGAIN: Duration = Duration::from_secs(5 * 60);
/// Who changes a mail that is being handed over waits for that, so often and for so long each time.
const PATIENCE: u8 = 20;
const MOMENT: Duration = Duration::from_millis(500);

impl<P: Platform + 'static> Outbox<P> {
    /// The time that the rep chose, as it can be kept: Outlook sends one mail for all, where drafts can be made in the
    /// connected mailbox. One mail each is made by this browser.
    pub(super) async fn as_can_be(&self, later: Later, one_each: bool) -> Later {
        let user = self.services.mailboxes.user().await;
        match !one_each && user.is_some_and(|user| user.limit().holds_mails()) {
            true => later,
            false => Later {
                by: SentBy::Browser,
                ..later
            },
        }
    }

    /// Leaves it to this browser to send a mail at its time.
    pub(super) async fn keep_here(&self, key: &str) -> Result<(), OutboxError> {
        self.change(key, |intent| {
            let begins = intent.leaves_at();
            let later = intent
                .later
                .as_mut()
                .filter(|later| later.by == SentBy::Outlook);
            let waits = later.map(|later| later.by = SentBy::Browser).is_some();
            intent.due = begins;
            waits && intent.outgoing().is_none()
        })
        .await
        .map(drop)
    }

    /// Takes a mail back from Outlook, before something else becomes of it; gives its row as it is then. What does not
    /// wait there stays as it is; what has left by now is marked as sent.
    ///
    /// # Errors
    /// Outlook could not be asked, or it is too early to ask: what was under way may still take effect.
    pub(super) async fn bring_home(&self, key: &str) -> Result<Intent, Fault> {
        let intent = self.settled(key).await?;
        let now = self.platform.now();
        let unsettled = matches!(next(&intent, now, &self.life), Next::Wait(_));
        if unsettled && intent.waiting().is_some_and(|at| !at.taken) {
            return Err(intent.fault.unwrap_or_else(|| OutboxError::NotNow.into()));
        }
        let claimed = self
            .change(key, |intent| {
                let waits = intent.end.is_none() && intent.waiting().is_some();
                let free = waits && !intent.is_tried_in(&self.life);
                if free {
                    intent.unsettle();
                    intent.begin(&self.life, now);
                }
                free
            })
            .await?;
        let Some(claimed) = claimed else {
            return Ok(intent);
        };
        let outcome = self.take_back(&claimed).await;
        self.settle(&claimed, outcome).await?;
        let intent = self.get(key).await?;
        match (&intent.fault, intent.waiting()) {
            // It is still there, or nobody knows.
            (Some(fault), Some(_)) => Err(fault.clone()),
            _ => Ok(intent),
        }
    }

    /// A row, once what is under way with Outlook is over; not waited for for long.
    async fn settled(&self, key: &str) -> Result<Intent, OutboxError> {
        for _ in 0..PATIENCE {
            let intent = self.get(key).await?;
            let by_outlook = intent.later.as_ref().map(|later| later.by) == Some(SentBy::Outlook);
            if !by_outlook || !intent.is_tried_in(&self.life) {
                return Ok(intent);
            }
            self.platform.sleep(MOMENT).await;
        }
        self.get(key).await
    }

    /// Changes when a mail is sent that waits at Outlook: it is taken back and begins anew. False where it does not
    /// wait there (any more).
    pub(super) async fn change_at_outlook(
        &self,
        key: &str,
        later: Option<Later>,
    ) -> Result<bool, OutboxError> {
        self.settled(key).await?;
        let now = self.platform.now();
        let changed = self
            .change(key, |intent| {
                let waits = intent.waiting().is_some_and(|at| now < at.until);
                let free = intent.end.is_none()
                    && intent.held.is_none()
                    && waits
                    && !intent.is_tried_in(&self.life);
                if free {
                    let taken = intent.waits_at_outlook(now);
                    intent.unsettle();
                    if taken {
                        intent.reset_backoff(now);
                    }
                    intent.later = later;
                }
                free
            })
            .await?;
        Ok(changed.is_some())
    }
}

impl Intent {
    /// Its mail as Outlook holds it, or may.
    #[must_use]
    pub fn waiting(&self) -> Option<&Waiting> {
        match self.outgoing()?.sending.as_ref()? {
            Sending::OutlookWaiting(waiting) => Some(waiting),
            _ => None,
        }
    }

    /// Whether Outlook has its mail, and sends it at its time.
    #[must_use]
    pub fn waits_at_outlook(&self, now: Millis) -> bool {
        let waits = self.waiting().is_some_and(|at| at.taken && now < at.until);
        self.end.is_none() && self.held.is_none() && waits
    }

    /// Until when Outlook is to hold its mail, where there is time left at `now` to hand it over.
    #[must_use]
    pub fn held_by_outlook_until(&self, now: Millis) -> Option<Millis> {
        let later = self.later.as_ref()?;
        let is_own = self.action().is_some() && self.part().is_none();
        (is_own && later.is_for_outlook(now)).then_some(later.at)
    }

    /// Until when its mail is to be held by the provider, as the rep wants it now.
    pub(super) fn wished_until(&self, now: Millis) -> Option<Millis> {
        let handed_over = self.waiting().map(|at| at.until);
        match &self.later {
            Some(Later {
                at,
                by: SentBy::Outlook,
                ..
            }) if handed_over == Some(*at) => handed_over,
            _ => self.held_by_outlook_until(now),
        }
    }

    /// Whether its people are looked at before its step goes on: not once its time has come at Outlook, nor before it
    /// is taken back from there.
    pub(super) fn is_looked_at(&self, now: Millis) -> bool {
        match self.waiting() {
            Some(at) => at.taken && now < at.until && self.wished_until(now) == Some(at.until),
            None => true,
        }
    }

    /// When it begins that was just scheduled: what Outlook sends, at once.
    pub(super) fn begins_by(later: &Later, now: Millis) -> Millis {
        match later.is_for_outlook(now) {
            true => now,
            false => later.at,
        }
    }

    /// When its mail leaves, as far as is known.
    pub(super) fn leaves_at(&self) -> Millis {
        let chosen = self.later.as_ref().map(|later| later.at);
        self.due.max(chosen.unwrap_or_default())
    }

    /// Whether it was to be handed over to Outlook, and it is too late for that.
    pub(super) fn missed_outlook(&self, now: Millis) -> bool {
        let begun = self.current().is_none_or(|step| step.mark != Mark::Todo);
        let by_outlook = self.later.as_ref().map(|later| later.by) == Some(SentBy::Outlook);
        let open = self.end.is_none() && self.held.is_none() && !begun;
        open && by_outlook && self.held_by_outlook_until(now).is_none()
    }

    /// What was handed over is about to be taken back.
    fn unsettle(&mut self) {
        if let Some(step) = self.current_mut()
            && let StepKind::SendMail { outgoing, .. } = &mut step.kind
            && let Some(Sending::OutlookWaiting(waiting)) =
                outgoing.as_mut().and_then(|mail| mail.sending.as_mut())
        {
            waiting.taken = false;
        }
    }

    /// Outlook has its mail: looked at shortly before its time, and then until it has left.
    pub(super) fn wait_at_outlook(&mut self, now: Millis) {
        let Some(until) = self.waiting().map(|at| at.until) else {
            return;
        };
        let looks = [until.before(LAST_LOOK), until.after(OUTLOOK_SENDS_WITHIN)];
        let next = looks.into_iter().find(|at| now < *at);
        self.reset_backoff(next.unwrap_or_else(|| now.after(LOOK_AGAIN)));
    }

    /// It waits in this browser; `for_good`: it is not handed over to Outlook (again).
    pub(super) fn wait_here(&mut self, now: Millis, for_good: bool) {
        let mut begins = now;
        if let Some(later) = &mut self.later {
            if for_good || !later.is_for_outlook(now) {
                later.by = SentBy::Browser;
            }
            begins = Self::begins_by(later, now);
        }
        self.reset_backoff(begins);
    }
}
