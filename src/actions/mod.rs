//! The sales actions, one file each, and the one list that gives each its menu entry, wire name,
//! draft key and place in the journal.

pub mod address_list;
mod effect;
pub mod send_email;

pub use effect::{Effect, EffectKind, Mail};
pub use send_email::{Recipient, SendEmail};

use serde::{Deserialize, Serialize};

use crate::insight::RecordView;
use crate::protocol::FieldFault;

/// What every action is: the value is the filled form, the draft, the request and the journal's
/// payload in one.
pub trait Action: Serialize + for<'de> Deserialize<'de> + Clone {
    /// The name on the wire and in storage.
    const NAME: &'static str;
    /// Whether a record offers it.
    fn offered(on: &RecordView) -> Offer;
    /// A fresh form for a record.
    fn fresh(on: &RecordView, signature: &str) -> Self;
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
        /// Every action there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each is documented at its form")]
        pub enum ActionKind { $($kind),+ }

        impl ActionKind {
            /// All of them, in menu order.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];
            /// The name on the wire, in storage and in locale keys (`action_<name>`).
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => <$form as Action>::NAME),+ }
            }
            /// Whether a record offers it.
            #[must_use]
            pub fn offered(self, on: &RecordView) -> Offer {
                match self { $(Self::$kind => <$form as Action>::offered(on)),+ }
            }
            /// A fresh form for a record.
            #[must_use]
            pub fn fresh(self, on: &RecordView, signature: &str) -> Form {
                match self { $(Self::$kind => Form::$kind(<$form as Action>::fresh(on, signature))),+ }
            }
        }

        /// A filled form of any action.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each is documented at its form")]
        pub enum Form { $($kind($form)),+ }

        $(impl Filled for $form {
            fn of(form: &Form) -> Option<&Self> {
                #[allow(irrefutable_let_patterns, reason = "while there is one action")]
                if let Form::$kind(form) = form { Some(form) } else { None }
            }
            fn of_mut(form: &mut Form) -> Option<&mut Self> {
                #[allow(irrefutable_let_patterns, reason = "while there is one action")]
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
        }
    };
}

actions! {
    SendEmail(SendEmail),
}
