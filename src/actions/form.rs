//! The one list of the actions, which gives each its form, wire name, draft key and place in the
//! journal.

use serde::{Deserialize, Serialize};

use super::{Action, AddTask, Effect, Fresh, LogCall, Offer, SendEmail};
use crate::base::{ActionKind, FieldFault};
use crate::insight::{PersonView, Record};

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
            pub fn offered(self, on: &Record, with: Option<&PersonView>) -> Offer {
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
