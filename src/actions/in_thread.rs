//! Whether the email of a campaign's step goes in the thread of the one before.

use super::{CheckedStep, SendEmail, StepThread};
use crate::base::RecordId;
use crate::mailbox::Earlier;

impl SendEmail {
    /// Puts it into the thread that its step has, or takes it out: then it has the subject again that it had before.
    pub fn join_thread(&mut self, yes: bool) {
        let Some(step) = &mut self.step else { return };
        let StepThread::After(earlier) = &step.thread else {
            return;
        };
        match (yes, self.earlier.is_some()) {
            (true, false) => {
                step.subject = std::mem::replace(&mut self.subject, earlier.next_subject());
                self.earlier = Some(earlier.clone());
            }
            (false, true) => {
                self.subject.clone_from(&step.subject);
                self.earlier = None;
            }
            _ => {}
        }
    }

    /// The step that it does: none as soon as it is written to somebody else alone, or is one for each of many.
    #[must_use]
    pub fn done_step(&self) -> Option<&CheckedStep> {
        let step = self.step.as_deref().filter(|_| self.each.is_none())?;
        let is_to = |id: &RecordId| self.to.iter().any(|who| who.record.as_ref() == Some(id));
        is_to(&step.person).then_some(step)
    }

    /// Whether it goes in the thread of the mail before.
    #[must_use]
    pub fn is_in_thread(&self) -> bool {
        self.follows().is_some()
    }

    /// The mail in whose thread it goes: none where it was to follow one to somebody to whom it is not written any more.
    pub fn follows(&self) -> Option<Box<Earlier>> {
        let left = self.step.is_some() && self.done_step().is_none();
        self.earlier.clone().filter(|_| !left)
    }
}
