//! What the panel shows of a record.

mod view;

pub use view::{
    ActivityKind, ActivityView, Freshness, MailboxState, Marks, Moment, PanelView, RecordView,
};
