//! What the sales actions have in common.

use serde::{Deserialize, Serialize};

use super::{Choices, Effect, Offer};
use crate::base::{Day, FieldFault};
use crate::insight::{PersonView, Record};

/// What every action is: the value is the filled form, the draft, the request and the outbox's
/// payload in one.
pub trait Action: Serialize + for<'de> Deserialize<'de> + Clone {
    /// Whether a record offers it, for one of its people.
    fn offered(on: &Record, with: Option<&PersonView>) -> Offer;
    /// A fresh form.
    fn fresh(start: &Fresh<'_>) -> Self;
    /// What has to change before it can be done.
    ///
    /// # Errors
    /// One entry a field; the form shows it beside the field.
    fn check(&self) -> Result<(), Vec<FieldFault>>;
    /// Which effects it has, in which order.
    fn plan(&self) -> Vec<Effect>;
    /// What it is about, as the outbox shows it: one line.
    fn subject(&self) -> String;
    /// To whom, as the outbox shows it; empty where it is for nobody.
    fn recipients(&self) -> String;
    /// Takes away the text, which nothing needs once all is done.
    fn forget_words(&mut self);
}

/// What a fresh form is made of.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'a> {
    /// The record in view.
    pub on: &'a Record,
    /// The person whom the rep chose, else the first of the record's people.
    pub with: Option<&'a PersonView>,
    /// The rep's signature as HTML.
    pub signature: &'a str,
    /// The day at the rep's place.
    pub today: Day,
    /// What the org offers to choose from.
    pub choices: &'a Choices,
}
