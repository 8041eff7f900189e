//! One activity in full, for the card that opens in the list: one call of Salesforce.

mod read;
mod view;

pub(super) use read::{detail, fields, is_task, question};
pub use view::{
    ActivityDetail, ActivityError, DetailOf, MailDetail, MeetingDetail, Opened, TaskDetail,
    TaskField, TaskFields,
};
