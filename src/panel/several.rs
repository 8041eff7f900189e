//! The people of a form that sends each a mail of their own: what is known of them, who is left out, and their rows.

use std::collections::HashSet;

use crate::actions::{MOST_PEOPLE, SendEmail};
use crate::base::{Recipient, sort::sort_by_key};
use crate::outbox::{Change, LeftOut, What};

/// Whom a form is for, as far as its list of people depends on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Several {
    to: Vec<Recipient>,
    left_out: Vec<Recipient>,
    /// The addresses with a text of their own, in lower case.
    personal: HashSet<String>,
}

impl Several {
    /// The people of a form; `None` where it sends one mail to all.
    #[must_use]
    pub fn of(form: &SendEmail) -> Option<Self> {
        let each = form.each.as_ref()?;
        let texts = each.personal.iter();
        Some(Self {
            to: form.to.clone(),
            left_out: each.left_out.clone(),
            personal: texts.map(|text| text.address.to_lowercase()).collect(),
        })
    }

    /// How many get a mail, and how many are left out.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.to.len(), self.left_out.len())
    }

    /// Those who get a mail.
    #[must_use]
    pub fn mails(&self) -> &[Recipient] {
        &self.to
    }

    fn everybody(&self) -> impl Iterator<Item = &Recipient> {
        self.to.iter().chain(&self.left_out)
    }
}

/// Whether somebody gets a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gets {
    /// They get one.
    Mail,
    /// They are left out, and can be included.
    Nothing,
    /// They are left out, whatever the rep says.
    Never,
}

/// A person in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonRow {
    /// The person, as they are in the form.
    pub who: Recipient,
    /// Whether they get a mail.
    pub gets: Gets,
    /// Whether it has a text of its own.
    pub personal: bool,
    /// What there is to know of them.
    pub found: Vec<Change>,
}

/// What is known of the people as long as the form is open, in the order in which they were chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownPeople(Vec<Known>);

#[derive(Clone, Debug, PartialEq)]
struct Known {
    who: Recipient,
    asked: bool,
    found: Vec<Change>,
}

impl KnownPeople {
    /// Notes who was chosen, so that everybody keeps their place in the list.
    pub fn note(&mut self, people: &Several) {
        for who in people.everybody() {
            if self.of(who).is_some() {
                continue;
            }
            // A typed address that was found to be somebody's keeps its place, and is asked about again.
            let typed =
                |known: &&mut Known| known.who.record.is_none() && known.who.has_address_of(who);
            let known = Known {
                who: who.clone(),
                asked: false,
                found: Vec::new(),
            };
            match self.0.iter_mut().find(typed) {
                Some(place) => *place = known,
                None => self.0.push(known),
            }
        }
    }

    /// Whom nobody has asked about yet, as many as are asked about at once.
    #[must_use]
    pub fn unasked(&self, people: &Several) -> Vec<Recipient> {
        let unasked = |who: &&Recipient| !self.of(who).is_some_and(|known| known.asked);
        let unasked = people.everybody().filter(unasked);
        unasked.take(MOST_PEOPLE).cloned().collect()
    }

    /// Takes what was found about those who were `asked` about, and changes the form by it: a new address is taken over,
    /// and who is not to get a mail is left out.
    pub fn learn(&mut self, form: &mut SendEmail, asked: &[Recipient], found: &[Change]) {
        for who in asked {
            let theirs = found.iter().filter(|change| change.who.is_same(who));
            // Who has the same address as somebody else is seen by the form itself.
            let theirs = theirs.filter(|change| !matches!(change.what, What::SameAddress { .. }));
            let mut now = who.clone();
            let mut became = false;
            let theirs: Vec<Change> = theirs.cloned().collect();
            for change in &theirs {
                match &change.what {
                    What::Address { now: address } => now.address.clone_from(address),
                    What::Became { person, .. } => {
                        now = person.clone();
                        became = true;
                    }
                    _ => {}
                }
            }
            if now != *who {
                form.replace(who, now.clone());
            }
            let Some(known) = self.0.iter_mut().find(|known| known.who.is_same(who)) else {
                continue;
            };
            known.who = now;
            // Of who they are now nothing is known yet.
            known.asked = !became;
            known.found.extend(theirs);
        }
        self.leave_out(form);
    }

    fn leave_out(&self, form: &mut SendEmail) {
        let Some(each) = &form.each else {
            return;
        };
        let included = |who: &Recipient| {
            let mut all = each.included.iter();
            all.any(|address| address.eq_ignore_ascii_case(&who.address))
        };
        let mut out: Vec<Recipient> = Vec::new();
        let mut addresses = HashSet::new();
        for who in &form.to {
            let is_out = match self.left_out(who) {
                LeftOut::Always => true,
                LeftOut::UntilIncluded => !included(who),
                LeftOut::No => false,
            };
            // Somebody's new address may be that of somebody else.
            if is_out || !addresses.insert(who.address.to_lowercase()) {
                out.push(who.clone());
            }
        }
        for who in out {
            form.leave_out(&who, true);
        }
    }

    /// Includes somebody, or leaves them out, as the rep says.
    pub fn include(&self, form: &mut SendEmail, who: &Recipient, yes: bool) {
        let found = self.of(who).map_or(&[][..], |known| &known.found);
        let agreed = found
            .iter()
            .any(|change| matches!(change.what, What::OptedOut { .. }));
        form.leave_out(who, !yes);
        let Some(each) = &mut form.each else {
            return;
        };
        each.included
            .retain(|address| !address.eq_ignore_ascii_case(&who.address));
        if yes {
            each.included.push(who.address.clone());
        }
        for person in form.to.iter_mut().chain(&mut each.left_out) {
            if person.is_same(who) {
                person.agreed = yes && agreed;
            }
        }
    }

    /// Everybody's row: those of whom there is something to know first, else as they were chosen.
    #[must_use]
    pub fn rows(&self, people: &Several) -> Vec<PersonRow> {
        let row = |who: &Recipient, out: bool| {
            let known = self.of(who).map(|known| known.found.clone());
            let mut found = known.unwrap_or_default();
            let mut to = people.to.iter();
            if let Some(other) = to.find(|other| out && other.has_address_of(who)) {
                let other = other.shown().to_owned();
                found.push(Change {
                    who: who.clone(),
                    what: What::SameAddress { other },
                });
            }
            let never = found.iter().any(|one| one.left_out() == LeftOut::Always);
            PersonRow {
                who: who.clone(),
                gets: match (out, never) {
                    (false, _) => Gets::Mail,
                    (true, false) => Gets::Nothing,
                    (true, true) => Gets::Never,
                },
                personal: people.personal.contains(&who.address.to_lowercase()),
                found,
            }
        };
        let to = people.to.iter().map(|who| row(who, false));
        let left_out = people.left_out.iter().map(|who| row(who, true));
        let mut rows: Vec<PersonRow> = to.chain(left_out).collect();
        let place = |who: &Recipient| {
            let place = self.0.iter().position(|known| known.who.is_same(who));
            place.unwrap_or(usize::MAX)
        };
        sort_by_key(&mut rows, |row| (row.found.is_empty(), place(&row.who)));
        rows
    }

    fn of(&self, who: &Recipient) -> Option<&Known> {
        self.0.iter().find(|known| known.who.is_same(who))
    }

    fn left_out(&self, who: &Recipient) -> LeftOut {
        let found = self.of(who).into_iter().flat_map(|known| &known.found);
        found.map(Change::left_out).max().unwrap_or(LeftOut::No)
    }
}
