//! Today: what there is to do.

use super::Accepted;
use super::requests::requests;
use crate::base::{ActionKind, OrgHost, RecordId};
use crate::campaigns::Recency;
use crate::today::TodayView;

requests! {
    trait TodayHandler;

    /// Marks a task as done, or as open again.
    complete_task: CompleteTask {
        /// Its org.
        org: OrgHost,
        /// One of the tasks that the rep was shown.
        task: RecordId,
        /// Whether it is done.
        done: bool
    } -> Accepted, from [Popup, App];
    /// What there is to do today, of every org that is set up. What is known is there at once; the popup's look has the due
    /// tasks read again in the background where they are old.
    get_today: GetToday {
        /// How new the due tasks have to be.
        tasks: Recency
    } -> TodayView, from [Popup, App], unprompted within 20;
    /// Opens a record beside the list of today: in the tab of the one before, where that is still there.
    open_record: OpenRecord {
        /// Its org.
        org: OrgHost,
        /// The record.
        record: RecordId,
        /// The action whose form its panel opens.
        action: Option<ActionKind>
    } -> Accepted, from [Popup, App];
}
