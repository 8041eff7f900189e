//! Whose text is being written: that for all, or that for one person alone.

use leptos::prelude::*;

use crate::actions::{Personal, SendEmail};
use crate::base::Recipient;
use crate::ui::panel::form::Draft;

/// The text at hand.
#[derive(Clone, Copy)]
pub struct Whose {
    draft: Draft,
    person: RwSignal<Option<Recipient>>,
}

impl Whose {
    /// At first the text for all.
    pub fn of(draft: Draft) -> Self {
        let whose = Self {
            draft,
            person: RwSignal::new(None),
        };
        // Whoever is not in the form any more is written to no more; a new address is still theirs.
        Effect::new(move |_| {
            let Some(who) = whose.person.get() else {
                return;
            };
            let now = draft.read(|form: &SendEmail| {
                let some = form.each.is_some();
                in_form(form, &who).filter(|_| some).cloned()
            });
            if !now.as_ref().is_some_and(|now| now.is_same(&who)) {
                whose.person.set(now);
            }
        });
        whose
    }

    /// The one person whose text it is; `None` for the text for all. Follows changes.
    pub fn person(self) -> Option<Recipient> {
        self.person.get()
    }

    /// From now on the text of this person is written, or that for all.
    pub fn write_to(self, person: Option<Recipient>) {
        self.person.set(person);
    }

    /// The mail with that text; follows changes.
    pub fn mail(self) -> SendEmail {
        let person = self.person.get();
        self.draft.read(|form: &SendEmail| match &person {
            Some(who) => form.mail_for(who),
            None => form.shared(),
        })
    }

    /// As [`Self::mail`], without following changes.
    pub fn mail_now(self) -> SendEmail {
        untrack(|| self.mail())
    }

    /// Reads subject and text; follows changes.
    pub fn words<T: Default>(self, read: impl FnOnce(&str, &str) -> T) -> T {
        words_of(self.draft, self.person.get().as_ref(), read)
    }

    /// Changes subject and text.
    pub fn edit(self, change: impl FnOnce(&mut SendEmail)) {
        edit_of(self.draft, self.person.get_untracked().as_ref(), change);
    }
}

/// The subject and the text for a person, or for all; follows changes.
pub fn words_of<T: Default>(
    draft: Draft,
    person: Option<&Recipient>,
    read: impl FnOnce(&str, &str) -> T,
) -> T {
    draft.read(|form: &SendEmail| {
        let own = person.and_then(|who| form.personal_of(&who.address));
        match own {
            Some(own) => read(&own.subject, &own.html),
            None => read(&form.subject, &form.html),
        }
    })
}

/// Changes the subject and the text for a person, or for all.
pub fn edit_of(draft: Draft, person: Option<&Recipient>, change: impl FnOnce(&mut SendEmail)) {
    let Some(who) = person else {
        return draft.edit(change);
    };
    draft.edit(|form: &mut SendEmail| {
        let who = in_form(form, who).unwrap_or(who).clone();
        let mut own = form.mail_for(&who);
        change(&mut own);
        form.write_personal(Personal {
            address: who.address,
            subject: own.subject,
            html: own.html,
        });
    });
}

/// Somebody as they are in the form now, perhaps with another address.
fn in_form<'a>(form: &'a SendEmail, who: &Recipient) -> Option<&'a Recipient> {
    let known = |other: &&Recipient| who.record.is_some() && other.record == who.record;
    let same = form.chosen().find(|other| other.is_same(who));
    same.or_else(|| form.chosen().find(known))
}
