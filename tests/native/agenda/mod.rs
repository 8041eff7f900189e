//! The tasks that are due, and the badge.

mod due_tasks;
mod reminders;
