//! The sales actions, one file each, and the one list that gives each its menu entry, wire name,
//! draft key and place in the journal.

mod add_task;
pub mod address_list;
mod assignees;
mod checks;
mod choices;
mod effect;
mod log_call;
mod plain_text;
pub mod send_email;

pub use add_task::{AddTask, Assignee, TaskKind};
pub use assignees::find_users;
pub use choices::Choices;
pub use effect::{Effect, EffectKind, Mail, NewActivity, NewCall, NewTask};
pub use log_call::{CallDirection, FollowUp, LogCall};
pub use send_email::{Doubt, SendEmail};

use serde::{Deserialize, Serialize};

use crate::base::{ActionKind, Day, FieldFault};
use crate::insight::{PersonView, RecordView};

/// What every action is: the value is the filled form, the draft, the request and the journal's
/// payload in one.
pub trait Action: Serialize + for<'de> Deserialize<'de> + Clone {
    /// Whether a record offers it, for one of its people.
    fn offered(on: &RecordView, with: Option<&PersonView>) -> Offer;
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
    pub on: &'a RecordView,
    /// The person whom the rep chose, else the first of the record's people.
    pub with: Option<&'a PersonView>,
    /// The rep's signature as HTML.
    pub signature: &'a str,
    /// The day at the rep's place.
    pub today: Day,
    /// What the org offers to choose from.
    pub choices: &'a Choices,
}

/// Whether a record offers an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// It can be done.
    Yes,
    /// It could be done if something were so; the locale key of what.
    Needs(std::borrow::Cow<'static, str>),
    /// It makes no sense here.
    No,
}

/// The form of one action inside of a [`Form`].
pub trait Filled: Sized {
    /// It, where the form is of this action.
    fn of(form: &Form) -> Option<&Self>;
    /// It, to be changed.
    fn of_mut(form: &mut Form) -> Option<&mut Self>;
}

macro_rules! actions {
    ($($kind:ident($form:ty)),+ $(,)?) => {
        impl ActionKind {
            /// Whether a record offers it, for one of its people.
            #[must_use]
            pub fn offered(self, on: &RecordView, with: Option<&PersonView>) -> Offer {
                match self { $(Self::$kind => <$form as Action>::offered(on, with)),+ }
            }
            /// A fresh form.
            #[must_use]
            pub fn fresh(self, start: &Fresh<'_>) -> Form {
                match self { $(Self::$kind => Form::$kind(<$form as Action>::fresh(start))),+ }
            }
        }

        /// A filled form of any action.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each is documented at its form")]
        pub enum Form { $($kind($form)),+ }

        $(impl Filled for $form {
            fn of(form: &Form) -> Option<&Self> {
                if let Form::$kind(form) = form { Some(form) } else { None }
            }
            fn of_mut(form: &mut Form) -> Option<&mut Self> {
                if let Form::$kind(form) = form { Some(form) } else { None }
            }
        })+

        impl Form {
            /// Which action.
            #[must_use]
            pub const fn kind(&self) -> ActionKind {
                match self { $(Self::$kind(_) => ActionKind::$kind),+ }
            }
            /// What has to change before it can be done.
            ///
            /// # Errors
            /// One entry a field.
            pub fn check(&self) -> Result<(), Vec<FieldFault>> {
                match self { $(Self::$kind(form) => form.check()),+ }
            }
            /// Which effects it has, in which order.
            #[must_use]
            pub fn plan(&self) -> Vec<Effect> {
                match self { $(Self::$kind(form) => form.plan()),+ }
            }
            /// What it is about: one line.
            #[must_use]
            pub fn subject(&self) -> String {
                match self { $(Self::$kind(form) => form.subject()),+ }
            }
            /// To whom, as shown.
            #[must_use]
            pub fn recipients(&self) -> String {
                match self { $(Self::$kind(form) => form.recipients()),+ }
            }
            /// Takes away what nothing needs once all is done: the text. What it was about, and for
            /// whom, stays.
            pub fn forget_words(&mut self) {
                match self { $(Self::$kind(form) => form.forget_words()),+ }
            }
        }
    };
}

actions! {
    SendEmail(SendEmail),
    LogCall(LogCall),
    AddTask(AddTask),
}
