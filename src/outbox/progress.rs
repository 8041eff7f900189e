//! How far the mails are that are being sent now: kept in memory, for the lists.

use std::rc::Rc;

use super::{Intent, Outbox, Progress};
use crate::base::Topic;
use crate::ports::Platform;

/// A mail below this length is sent before anybody has looked.
const WORTH_SHOWING: u64 = 1_000_000;

impl<P: Platform + 'static> Outbox<P> {
    /// Notes how many bytes of a mail have arrived, and tells the surfaces.
    pub(super) fn note_progress(&self, intent: &Intent, arrived: u64, of: u64) {
        if of < WORTH_SHOWING {
            return;
        }
        let progress = Progress { arrived, of };
        let mut all = self.progress.borrow_mut();
        if all.insert(intent.id.clone(), progress) != Some(progress) {
            let platform = Rc::clone(&self.platform);
            self.platform
                .spawn(async move { platform.changed(Topic::Outbox).await });
        }
    }

    /// It is not being sent any more.
    pub(super) fn forget_progress(&self, intent: &Intent) {
        self.progress.borrow_mut().remove(&intent.id);
    }

    /// How far a mail is that is being sent.
    pub(super) fn progress_of(&self, intent: &Intent) -> Option<Progress> {
        self.progress.borrow().get(&intent.id).copied()
    }
}
