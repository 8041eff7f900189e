//! What became of a form that is not open any more.

use crate::actions::Form;
use crate::base::RecordRef;

/// What the rep is told above the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// They went to another record while writing.
    KeptElsewhere {
        /// The record's name.
        name: String,
        /// The record that has the draft.
        record: RecordRef,
    },
    /// A draft was thrown away; here it is.
    Discarded(Box<Form>),
    /// The form that was open went with its draft, which was sent or thrown away in another tab.
    Ended(Elsewhere),
}

/// What was done with the draft in another tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// Other words were written.
    Changed,
    /// It was sent.
    Sent,
    /// It was thrown away.
    Discarded,
}
