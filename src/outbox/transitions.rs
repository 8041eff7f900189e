//! How a piece of work changes: begun, settled, put off, decided. Pure, like [`super::next`].

use std::time::Duration;

use super::next::in_flight;
use super::{Decision, End, Held, Intent, Job, Mark, Outgoing, StepKind};
use crate::base::{Fault, LifeId, Millis};

/// The waiting before the first try again; doubled with each, up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(30 * 60);

/// What became of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It took effect.
    Done {
        /// What was refused beside it.
        warning: Option<Fault>,
    },
    /// Not now.
    Later {
        /// What is in the way.
        fault: Fault,
        /// The other side's Retry-After.
        after: Duration,
        /// Whether it may have taken effect all the same.
        unclear: bool,
    },
    /// The mailbox has the mail and sends it at its time.
    Waits,
    /// The mailbox does not hold mails: it waits here for its time.
    CannotWait,
    /// The mailbox gave it back: it waits here, or is handed over again.
    TakenBack,
    /// It is not too late yet, but must not go on without asking the rep.
    Held,
    /// Nothing says what became of it.
    Unknown,
    /// Refused for good.
    Failed(Fault),
}

impl Intent {
    /// Marks the current step as under way. A mail that cannot have left yet begins anew, with the date at which it
    /// leaves.
    pub fn begin(&mut self, life: &LifeId, now: Millis) {
        let may_have_left = self.may_have_left();
        let until = self.held_by_outlook_until(now);
        let Some(step) = self.current_mut() else {
            return;
        };
        if let StepKind::SendMail { outgoing, .. } = &mut step.kind
            && !may_have_left
        {
            *outgoing = Some(Outgoing {
                date: Some(until.unwrap_or(now)),
                sending: None,
            });
        }
        let life = life.clone();
        step.mark = Mark::Trying { life, since: now };
        self.fault = None;
        self.waits_for_turn = false;
    }

    /// Takes down what became of the current step. `jitter`, 0 to 255, spreads the tries again.
    pub fn settle(&mut self, outcome: Outcome, now: Millis, jitter: u8) {
        let Some(step) = self.current() else {
            return;
        };
        let settled_within = in_flight(self, &step.kind);
        match outcome {
            Outcome::Done { warning } => {
                if let Some(step) = self.current_mut() {
                    step.mark = Mark::Done { warning };
                    if let StepKind::SendMail { outgoing, sent } = &mut step.kind {
                        *sent = outgoing.take().and_then(|mail| mail.date).or(Some(now));
                    }
                }
                self.reset_backoff(now);
                self.wait_to_log(now);
                if self.current().is_none() {
                    self.end = Some(End {
                        at: now,
                        done: true,
                    });
                }
            }
            Outcome::Later {
                fault,
                after,
                unclear,
            } => {
                let after = match unclear {
                    true => after.max(settled_within),
                    false => after,
                };
                match unclear {
                    true => self.mark(Mark::Unclear),
                    false => self.mark_as_not_begun(),
                }
                self.put_off(fault, after, now, jitter);
            }
            Outcome::Waits => {
                self.mark(Mark::Unclear);
                self.wait_at_outlook(now);
            }
            Outcome::CannotWait => {
                self.mark_as_not_begun();
                self.wait_here(now, true);
            }
            Outcome::TakenBack => {
                self.mark_as_not_begun();
                self.wait_here(now, false);
            }
            Outcome::Held => {
                self.mark(Mark::Unclear);
                self.held = Some(Held::Late);
            }
            Outcome::Unknown => self.mark(Mark::Unknown),
            Outcome::Failed(fault) => self.mark(Mark::Failed { fault }),
        }
    }

    /// Waits after a failure: twice as long each time, spread by a quarter, and at least `after`.
    pub fn put_off(&mut self, fault: Fault, after: Duration, now: Millis, jitter: u8) {
        let doubled = FIRST_WAIT.saturating_mul(1 << self.attempts.min(6));
        let wait = doubled.min(LONGEST_WAIT).max(after);
        let spread = wait.saturating_mul(u32::from(jitter)) / (4 * 255);
        self.due = now.after(wait.saturating_add(spread));
        self.attempts = self.attempts.saturating_add(1);
        self.fault = Some(fault);
        self.waits_for_turn = false;
    }

    /// Its turn comes at `at`; with what has used up the day, where that is why.
    pub fn wait_for_turn(&mut self, at: Millis, fault: Option<Fault>) {
        self.due = at;
        self.waits_for_turn = fault.is_none();
        self.fault = fault;
    }

    /// The people whom the mail is for have changed: nothing is sent before the rep has decided.
    pub fn stop(&mut self, fault: Fault) {
        let Some(step) = self.current_mut() else {
            return;
        };
        if let StepKind::SendMail { outgoing, .. } = &mut step.kind {
            *outgoing = None;
            step.mark = Mark::Failed { fault };
            if let Job::Action(action) = &mut self.job {
                action.checked = None;
            }
        }
    }

    /// Whether it can be taken back: it is certain that nothing has left.
    #[must_use]
    pub fn can_be_taken_back(&self, life: &LifeId) -> bool {
        let nothing_left = self.held.is_some() || !self.may_have_left();
        if self.end.is_some() || !self.is_at_first_step() {
            return false;
        }
        let Some(step) = self.current() else {
            return false;
        };
        match &step.mark {
            Mark::Todo | Mark::Failed { .. } => true,
            Mark::Unclear => step.is_mail() && nothing_left,
            Mark::Trying { life: whose, .. } => step.is_mail() && whose != life && nothing_left,
            _ => false,
        }
    }

    /// Nothing of it goes on before the rep decides: they took it back, and its draft's place is taken.
    pub fn keep_apart(&mut self) {
        self.held = Some(Held::BesideAnother);
        self.fault = None;
    }

    /// Ends it without doing (the rest of) it.
    pub fn cancel(&mut self, now: Millis) {
        self.forget_mail();
        self.end = Some(End {
            at: now,
            done: false,
        });
    }

    /// Does what the rep decided; false where the decision does not fit how it stands.
    #[must_use]
    pub fn decide(&mut self, decision: Decision, now: Millis, life: &LifeId) -> bool {
        let Some(step) = self.current().filter(|_| self.end.is_none()) else {
            return false;
        };
        if self.is_tried_in(life) {
            return false;
        }
        let logs = matches!(step.kind, StepKind::LogMail { .. });
        // Whether an invitation was sent is found out before it is dropped.
        let may_be_leaving = step.is_mail()
            && matches!(self.job, Job::Invitation(_))
            && matches!(step.mark, Mark::Trying { .. } | Mark::Unclear);
        match (decision, &step.mark) {
            (Decision::Drop, _) if may_be_leaving => return false,
            (Decision::Drop, _) => {
                self.cancel(now);
                return true;
            }
            (Decision::Retry, Mark::Failed { .. }) if logs => self.mark(Mark::Unclear),
            // What was refused as a whole did nothing.
            (Decision::Retry, Mark::Failed { .. }) => self.mark_as_not_begun(),
            (Decision::Retry, Mark::Unknown) if step.is_mail() && !self.may_have_left() => {
                return false;
            }
            (Decision::Retry, Mark::Unknown) => self.mark(Mark::Unclear),
            (Decision::Retry, _) => {
                if matches!(self.held, Some(Held::Late | Held::BesideAnother)) {
                    // At once, and in place of what may be at Outlook.
                    self.later = None;
                }
            }
            (Decision::SendAgain, Mark::Unknown) if !logs => self.mark_as_not_begun(),
            (Decision::WasSent, Mark::Unknown) if !logs => {
                self.settle(Outcome::Done { warning: None }, now, 0);
            }
            (Decision::SendAgain | Decision::WasSent, _) => return false,
        }
        self.reset_backoff(now);
        true
    }

    /// What comes next has not failed yet: it does not wait for what did.
    pub(super) fn reset_backoff(&mut self, now: Millis) {
        self.due = now;
        self.waits_for_turn = false;
        self.attempts = 0;
        self.fault = None;
        self.held = None;
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(step) = self.current_mut() {
            step.mark = mark;
        }
    }

    fn mark_as_not_begun(&mut self) {
        self.forget_mail();
        self.mark(Mark::Todo);
    }

    fn forget_mail(&mut self) {
        for step in &mut self.steps {
            if let StepKind::SendMail { outgoing, .. } = &mut step.kind {
                *outgoing = None;
            }
        }
    }
}
