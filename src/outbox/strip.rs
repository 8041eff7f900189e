//! What follows the rep to whatever page they go: what can still be taken back, and what needs them, until it
//! is over. What the page in view shows by itself is left out.

use super::{OutboxItem, OutboxState};
use crate::base::{RecordRef, sort::sort_by_key};

/// What the strip says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    /// What can be taken back, the last one first.
    pub undo: Vec<OutboxItem>,
    /// What needs the rep, the oldest first.
    pub needs: Vec<OutboxItem>,
}

/// The line for all that has no line of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Folded {
    /// There is nothing else.
    Nothing,
    /// This alone needs the rep.
    One(Box<OutboxItem>),
    /// So many need the rep.
    Needs(usize),
    /// So many more can be taken back.
    More(usize),
}

impl Strip {
    /// Of the outbox; what belongs to `in_view` stands on the page already.
    #[must_use]
    pub fn of(items: &[OutboxItem], in_view: Option<&RecordRef>) -> Self {
        let mut strip = Self::default();
        for item in items.iter().filter(|item| Some(&item.record) != in_view) {
            if matches!(item.state, OutboxState::Undo { .. }) {
                strip.undo.push(item.clone());
            } else if item.state.needs_rep() {
                strip.needs.push(item.clone());
            }
        }
        sort_by_key(&mut strip.undo, |item| std::cmp::Reverse(item.submitted));
        sort_by_key(&mut strip.needs, |item| item.submitted);
        strip
    }

    /// The last that was done, which one press takes back.
    #[must_use]
    pub fn last(&self) -> Option<&OutboxItem> {
        self.undo.first()
    }

    /// All the rest, what needs the rep first.
    #[must_use]
    pub fn rest(&self) -> Vec<OutboxItem> {
        let more = self.undo.iter().skip(1);
        self.needs.iter().chain(more).cloned().collect()
    }

    /// The rest in one line.
    #[must_use]
    pub fn folded(&self) -> Folded {
        match (&self.needs[..], self.undo.len().saturating_sub(1)) {
            ([], 0) => Folded::Nothing,
            ([], more) => Folded::More(more),
            ([one], 0) => Folded::One(Box::new(one.clone())),
            (needs, _) => Folded::Needs(needs.len()),
        }
    }
}
