//! The form that is open.

use crate::actions::Form;
use crate::base::{ActionKind, RecordRef};
use crate::panel::DraftView;

/// An action's form, open in place of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Composing {
    /// The record.
    pub record: RecordRef,
    /// The action.
    pub action: ActionKind,
    /// What the form begins with.
    pub start: Start,
}

/// What a form begins with.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// The stored draft, or a fresh form.
    Kept,
    /// This form or draft, for people of a list.
    Given(Box<DraftView>),
    /// This form, returned by an undo.
    With(Box<Form>),
}
