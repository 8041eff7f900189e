//! The one list of the actions, which gives each its form, wire name, draft key and place in the
//! outbox.

use serde::{Deserialize, Serialize};

use super::{Action, AddTask, AddToCampaign, Effect, Fresh, LogCall, Mail, Offer, SendEmail};
use crate::base::{About, ActionKind, FieldFault, Millis, Recipient};
use crate::insight::{PersonView, Record};

/// The form of one action within a [`Form`].
pub trait Filled: Sized {
    /// This action's form, if `form` is one.
    fn of(form: &Form) -> Option<&Self>;
    /// As [`Self::of`], to be changed.
    fn of_mut(form: &mut Form) -> Option<&mut Self>;
}

macro_rules! actions {
    ($($kind:ident($form:ty)),+ $(,)?) => {
        impl ActionKind {
            /// Whether it is offered on a record, for one of its people.
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
            /// Stops a timer that runs.
            pub fn stop_timer(&mut self, now: Millis) {
                if let Self::LogCall(call) = self {
                    call.stop_timer(now);
                }
            }
            /// Whether a timer runs.
            #[must_use]
            pub const fn is_timed(&self) -> bool {
                matches!(self, Self::LogCall(call) if call.timer.is_some())
            }
            /// Checks the form.
            ///
            /// # Errors
            /// One entry a field.
            pub fn check(&self) -> Result<(), Vec<FieldFault>> {
                match self { $(Self::$kind(form) => form.check()),+ }
            }
            /// Its effects, in order.
            #[must_use]
            pub fn plan(&self) -> Vec<Effect> {
                match self { $(Self::$kind(form) => form.plan()),+ }
            }
            /// The mail that it sends, where it sends one.
            #[must_use]
            pub fn mail(&self) -> Option<Mail> {
                match self { $(Self::$kind(form) => form.mail()),+ }
            }
            /// The opportunity that it is about.
            pub fn about_mut(&mut self) -> &mut About {
                match self { $(Self::$kind(form) => form.about_mut()),+ }
            }
            /// As [`Self::about_mut`], to be read.
            #[must_use]
            pub const fn about(&self) -> &About {
                match self { $(Self::$kind(form) => &form.about),+ }
            }
            /// Its subject, one line.
            #[must_use]
            pub fn subject(&self) -> String {
                match self { $(Self::$kind(form) => form.subject()),+ }
            }
            /// Its recipients, as shown.
            #[must_use]
            pub fn recipients(&self) -> String {
                match self { $(Self::$kind(form) => form.recipients()),+ }
            }
            /// The names of its people who have a record, where it is logged.
            #[must_use]
            pub fn known_people(&self) -> Vec<String> {
                match self { $(Self::$kind(form) => form.known_people()),+ }
            }
            /// Removes the text, which is not needed once the action is done. The subject and the people stay.
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
    AddToCampaign(AddToCampaign),
}

impl Form {
    /// Adds people whom the rep chose in a list: a mail or a task of their own for each.
    pub fn choose(&mut self, people: &[PersonView]) {
        match self {
            Self::SendEmail(mail) => {
                let people: Vec<_> = people.iter().filter_map(PersonView::recipient).collect();
                if mail.each.is_none() {
                    // The one whom it is for is one of several now.
                    let is_new = |who: &Recipient| !people.iter().any(|other| other.is_same(who));
                    mail.to.retain(is_new);
                }
                mail.choose(people);
            }
            Self::AddTask(task) => task.choose(people),
            Self::AddToCampaign(form) => form.choose(people),
            Self::LogCall(_) => {}
        }
    }
}
