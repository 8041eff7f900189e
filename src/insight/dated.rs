//! An activity with its day, as the panel lists it: copied at little cost, since an account can have tens of thousands.

use std::cmp::{Ordering, Reverse};
use std::ops::Deref;
use std::sync::Arc;

use super::{ActivityKind, ActivityView, When};
use crate::base::{Day, Millis};

/// An activity, and its day where the rep is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The activity.
    pub of: Arc<ActivityView>,
    /// Its day, where it has one.
    pub day: Option<Day>,
    /// As the activity has it: who goes through all of them need not look up each.
    pub kind: ActivityKind,
    /// As the activity has it.
    pub open: bool,
}

impl Dated {
    /// `day_of` gives the day of a moment where the rep is.
    #[must_use]
    pub fn new(of: ActivityView, day_of: impl Fn(Millis) -> Day) -> Self {
        Self {
            day: of.at.map(|at| at.day(day_of)),
            kind: of.kind,
            open: of.open,
            of: Arc::new(of),
        }
    }

    /// The newest day first, and on one day the last moment.
    pub(super) fn newest_first(&self, other: &Self) -> Ordering {
        let at = |one: &Self| Reverse((one.day, one.at.and_then(When::moment)));
        let rest = |one: &Self| (one.subject.to_lowercase(), one.id.clone());
        // Subjects are compared only where the rest is equal: that is rare, and costs.
        (at(self).cmp(&at(other))).then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl Deref for Dated {
    type Target = ActivityView;

    fn deref(&self) -> &ActivityView {
        &self.of
    }
}
