//! The work that is kept: what is being sent, what waits, what needs the rep.

use super::Accepted;
use super::requests::requests;
use crate::actions::Later;
use crate::base::IntentId;
use crate::outbox::{Decision, Expiring, FailureKind, ForAllLate, Kept, OutboxItem, Steer, Undone};

requests! {
    trait OutboxHandler;

    /// Undoes a submission while that is possible.
    undo: Undo {
        /// The submission.
        intent: IntentId,
        /// Whether the rep has a form of the same action open on its record.
        #[serde(default)]
        writing: bool
    } -> Undone, from [Panel, Popup, App];
    /// Sends a waiting intent without the rest of its undo time, or before the time that the rep chose.
    send_now: SendNow {
        /// The intent that waits.
        intent: IntentId
    } -> Accepted, from [Panel, Popup, App];
    /// Changes the time of a mail that waits for its time.
    reschedule: Reschedule {
        /// The mail.
        intent: IntentId,
        /// The new time.
        later: Later
    } -> Accepted, from [Panel, Popup, App];
    /// The rep decides about all that was due while the browser slept.
    decide_late: DecideLate {
        /// What to do.
        what: ForAllLate
    } -> Accepted, from [Panel, Popup, App];
    /// Pauses the mails that wait for their turn, continues with them, or discards them.
    steer_queue: SteerQueue {
        /// What to do.
        how: Steer
    } -> Accepted, from [Panel, Popup, App];
    /// How many more mails may be sent today, where the policy limits that.
    get_left_today: GetLeftToday {} -> Option<usize>, from [Panel, App], unprompted;
    /// What is being sent, and what needs the rep.
    get_outbox: GetOutbox {} -> Vec<OutboxItem>, from [Panel, Popup, App], unprompted;
    /// The rep decides about an intent that is stuck.
    resolve: Resolve {
        /// The intent that is stuck.
        intent: IntentId,
        /// What to do.
        decision: Decision
    } -> Accepted, from [Panel, Popup, App];
    /// All work that is kept, with its state and history.
    get_kept: GetKept {} -> Vec<Kept>, from [App], unprompted;
    /// Tries all again that failed for one reason, as far as it waits for nobody; says how many there were.
    retry_all: RetryAll {
        /// The reason.
        kind: FailureKind
    } -> usize, from [App];
    /// Drafts and submissions that will soon be deleted because of their age.
    get_expiring: GetExpiring {} -> Vec<Expiring>, from [App, Popup], unprompted;
}
