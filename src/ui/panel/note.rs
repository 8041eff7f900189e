//! Notes about a form that is closed.

use crate::actions::Form;
use crate::base::RecordRef;

/// A note above the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// The rep went to another record while writing.
    KeptElsewhere {
        /// The record's name.
        name: String,
        /// The record that has the draft.
        record: RecordRef,
    },
    /// A draft was discarded; its form, to undo that.
    Discarded(Box<Form>),
    /// The form was closed, because its draft was sent or discarded in another tab.
    Ended(Elsewhere),
}

/// What happened to the draft in another tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It was changed.
    Changed,
    /// It was sent.
    Sent,
    /// It was discarded.
    Discarded,
}
