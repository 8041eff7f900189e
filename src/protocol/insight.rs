//! What Salesforce says of the record in view, and small changes there.

use super::Accepted;
use super::requests::requests;
use crate::base::{Day, RecordId, RecordRef};
use crate::insight::{
    ActivityDetail, ActivityPage, ContactsPage, DayCount, Older, PageStart, ScoreChange,
    TaskChange, TaskChanged,
};

requests! {
    trait InsightHandler;

    /// The contacts of the record's account, or of the opportunity's contact roles, a page at a time.
    list_contacts: ListContacts {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// A part of their name, title or address; empty for all.
        text: String,
        /// Where the page begins.
        start: PageStart
    } -> ContactsPage, from [Panel], unprompted;
    /// Activities that are older than those of the record's view, a page of each source. One call of Salesforce.
    get_older: GetOlder {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// Whether they are those of its whole account.
        account: bool,
        /// The first day of a week, where the page is of that week alone.
        week: Option<Day>,
        /// Where each source goes on, each once; of tasks and calls only one.
        of: Vec<Older>
    } -> ActivityPage, from [Panel], unprompted;
    /// How many activities each of the last ninety days has, for the weeks of which not all were read. One call.
    count_days: CountDays {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// Whether they are those of its whole account.
        account: bool
    } -> Vec<DayCount>, from [Panel], unprompted;
    /// How the score of the lead or contact in view changed, as the org's field history keeps it. One call of Salesforce.
    get_score_history: GetScoreHistory {
        /// The record in view; must equal the tab's.
        record: RecordRef
    } -> Vec<ScoreChange>, from [Panel], unprompted;
    /// An activity of the record's list in full, for its opened card. One call of Salesforce.
    get_activity: GetActivity {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// One of the activities that its view lists, or a page of older ones.
        id: String
    } -> ActivityDetail, from [Panel], unprompted;
    /// Marks a task of the record's list as done or open, edits or deletes it. One call of Salesforce.
    change_task: ChangeTask {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// One of the activities that its view lists.
        id: String,
        /// What to change.
        change: TaskChange
    } -> TaskChanged, from [Panel];
    /// Takes back the deletion of a task, in time.
    keep_task: KeepTask {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The task.
        id: String
    } -> Accepted, from [Panel];
    /// Adds a contact of an opportunity's account to its contact roles.
    make_role: MakeRole {
        /// The opportunity in view; must equal the tab's.
        record: RecordRef,
        /// The contact.
        contact: RecordId
    } -> Accepted, from [Panel];
}
