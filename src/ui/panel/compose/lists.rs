//! The three lists of recipients in the form.

use leptos::prelude::*;

use crate::actions::{SendEmail, address_list};
use crate::base::Recipient;
use crate::platform::host_names::to_ascii;
use crate::ui::panel::form::Draft;

/// A list of recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailList {
    /// To.
    To,
    /// Cc.
    Cc,
    /// Bcc.
    Bcc,
}

impl MailList {
    /// The field's name in the form.
    pub const fn field(self) -> &'static str {
        match self {
            Self::To => "to",
            Self::Cc => "cc",
            Self::Bcc => "bcc",
        }
    }

    /// The locale key of its label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::To => "compose_to",
            Self::Cc => "compose_cc",
            Self::Bcc => "compose_bcc",
        }
    }

    /// The id of its faults.
    pub const fn faults_id(self) -> &'static str {
        match self {
            Self::To => "to-faults",
            Self::Cc => "cc-faults",
            Self::Bcc => "bcc-faults",
        }
    }

    /// The list in the form.
    pub const fn of(self, form: &SendEmail) -> &Vec<Recipient> {
        match self {
            Self::To => &form.to,
            Self::Cc => &form.cc,
            Self::Bcc => &form.bcc,
        }
    }

    const fn of_mut(self, form: &mut SendEmail) -> &mut Vec<Recipient> {
        match self {
            Self::To => &mut form.to,
            Self::Cc => &mut form.cc,
            Self::Bcc => &mut form.bcc,
        }
    }

    /// Turns the typed text into recipients, so that nothing is left out of the mail; returns the added ones.
    pub fn take(self, draft: Draft, typing: RwSignal<String>) -> Vec<Recipient> {
        // A field that is removed with its form loses the focus after its signals are gone.
        let Some(typed) = typing.try_get_untracked() else {
            return Vec::new();
        };
        let added = address_list::read(&typed, &to_ascii);
        if !typed.is_empty() {
            typing.set(String::new());
        }
        self.add(draft, added.clone());
        added
    }

    /// Adds people who are not in the list yet.
    pub fn add(self, draft: Draft, added: Vec<Recipient>) {
        if added.is_empty() {
            return;
        }
        draft.edit(|form: &mut SendEmail| {
            for recipient in added {
                match self {
                    Self::To => form.add(recipient),
                    Self::Cc | Self::Bcc => recipient.join(self.of_mut(form)),
                }
            }
        });
    }

    /// Links a typed address to the person that it belongs to.
    pub fn recognise(self, draft: Draft, person: &Recipient) {
        if draft.is_over() {
            return;
        }
        draft.edit(|form: &mut SendEmail| {
            for typed in self.of_mut(form) {
                typed.become_known(person);
            }
        });
    }

    /// Removes one, and returns it.
    pub fn remove(self, draft: Draft, at: usize) -> Option<Recipient> {
        let mut removed = None;
        draft.edit(|form: &mut SendEmail| {
            let list = self.of_mut(form);
            removed = (at < list.len()).then(|| list.remove(at));
        });
        removed
    }
}
