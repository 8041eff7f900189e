//! What the sales actions have in common.

use serde::{Deserialize, Serialize};

use super::{Choices, Effect, Mail, Offer};
use crate::base::{About, Day, FieldFault};
use crate::insight::{PersonView, Record};

/// A sales action. Its value is the filled form, the draft, the request and the outbox's payload in one.
pub trait Action: Serialize + for<'de> Deserialize<'de> + Clone {
    /// Whether it is offered on a record, for one of its people.
    fn offered(on: &Record, with: Option<&PersonView>) -> Offer;
    /// A fresh form.
    fn fresh(start: &Fresh<'_>) -> Self;
    /// Checks the form.
    ///
    /// # Errors
    /// One entry a field; the form shows it beside the field.
    fn check(&self) -> Result<(), Vec<FieldFault>>;
    /// Its effects, in order.
    fn plan(&self) -> Vec<Effect>;
    /// The mail that it sends, where it sends one.
    fn mail(&self) -> Option<Mail> {
        None
    }
    /// Its subject, one line, as the outbox shows it.
    fn subject(&self) -> String;
    /// The opportunity that it is about.
    fn about_mut(&mut self) -> &mut About;
    /// Its recipients, as the outbox shows them; empty where it has none.
    fn recipients(&self) -> String;
    /// The names of its people who have a record, where it is logged.
    fn known_people(&self) -> Vec<String>;
    /// Removes the text, which is not needed once the action is done.
    fn forget_words(&mut self);
}

/// What a fresh form is filled from.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'a> {
    /// The record in view.
    pub on: &'a Record,
    /// The person whom the rep chose, else the first of the record's people.
    pub with: Option<&'a PersonView>,
    /// The rep's signature as HTML.
    pub signature: &'a str,
    /// The day where the rep is.
    pub today: Day,
    /// The opportunity that it is about, as far as that is decided.
    pub about: &'a About,
    /// What the org offers to choose from.
    pub choices: &'a Choices,
}
