//! The look before each of several mails that were submitted together: at all that have not left yet, in one call.

use std::time::Duration;

use super::changes::{Change, changes_of};
use super::query::PeopleQuery;
use super::{Stop, checked, is_clear, obstacle};
use crate::base::{Fault, Recipient};
use crate::outbox::effects::Obstacle;
use crate::outbox::{Intent, Job, OnRecord, Outbox, OutboxError, Part};
use crate::ports::Platform;

/// For so long a look at many holds: a queue of 200 is looked at three times while it leaves.
const HOLDS: Duration = Duration::from_secs(5 * 60);

impl<P: Platform + 'static> Outbox<P> {
    /// Looks at the people of this mail and of those that leave after it, unless they were just looked at.
    pub(super) async fn check_part(
        &self,
        intent: &Intent,
        action: &OnRecord,
        part: &Part,
    ) -> Result<(), Stop> {
        let now = self.platform.now();
        let looked = action.checked.as_ref();
        if looked.is_some_and(|checked| now.since(checked.at) < HOLDS) {
            return Ok(());
        }
        let not_now = |error: OutboxError| Stop::NotNow(Obstacle::from(Fault::from(error)));
        let mut waiting = self.open_parts(&part.of).await.map_err(not_now)?;
        waiting.retain(|other| other.id == intent.id || other.is_queued());
        let people: Vec<&Recipient> = waiting
            .iter()
            .filter_map(|other| Some(&other.part()?.person))
            .collect();
        let asked = PeopleQuery::of(&action.record, people.iter().copied());
        let facts = match self.look(&action.record, asked).await {
            Ok(facts) => facts,
            Err(error) => return Err(Stop::NotNow(obstacle(error))),
        };
        let settings = self.services.sessions.policies().settings().await;
        let found = changes_of(&people, &facts, &settings);
        let of = |part: &Part| -> Vec<Change> {
            let own = found.iter().filter(|change| change.who == part.person);
            own.cloned().collect()
        };
        let stored = self.change_all(waiting.clone(), |other| {
            let Some(part) = other.part().cloned() else {
                return false;
            };
            let changes = of(&part);
            let clear = is_clear(&changes);
            if clear && let Job::Action(action) = &mut other.job {
                action.checked = Some(checked(facts.at, &changes));
            }
            // This one's row is stopped by who asked.
            if !clear && other.id != intent.id && other.is_queued() {
                other.stop(changed(&changes));
            }
            true
        });
        stored.await.map_err(not_now)?;
        let own = of(part);
        match is_clear(&own) {
            true => Ok(()),
            false => Err(Stop::Changed(changed(&own))),
        }
    }
}

fn changed(changes: &[Change]) -> Fault {
    OutboxError::Changed(changes.iter().map(Change::line).collect()).into()
}
