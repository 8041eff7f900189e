//! What has become of a mail of a sales campaign.

use super::{Intent, Mark, Step, StepKind};

/// How far a mail has come that a sales campaign gave to the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignMail {
    /// It waits: for its turn, a sign-in, the rep's decision.
    Waits,
    /// It has left, and its log is written or will be.
    Left,
    /// It has left, and no log of it will be written: the rep dropped that.
    Unlogged,
    /// The rep dropped it before it left.
    Dropped,
    /// Nothing is known of it: its end was long ago.
    Forgotten,
}

impl CampaignMail {
    pub(super) fn of(intent: &Intent) -> Self {
        let is_done = |step: &&Step| matches!(step.mark, Mark::Done { .. });
        let mut done = intent.steps.iter().filter(is_done);
        let has_left = done.clone().any(Step::is_mail);
        let is_logged = done.any(|step| matches!(step.kind, StepKind::LogMail { .. }));
        match (has_left, intent.end.is_some()) {
            (false, false) => Self::Waits,
            (false, true) => Self::Dropped,
            (true, true) if !is_logged => Self::Unlogged,
            (true, _) => Self::Left,
        }
    }
}
