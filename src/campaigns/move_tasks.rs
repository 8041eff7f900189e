//! Open tasks of steps follow the rep's absence: what is due on its days is moved behind it, once, by the browser in which
//! the absence was set.

use serde_json::json;

use super::cache::CacheEntry;
use super::moved::{MovedTask, OpenTask, plan};
use super::place::Place;
use super::query::due_days;
use super::{CampaignError, Campaigns, Outcome, Rules, away};
use crate::base::{Day, RecordId, Topic};
use crate::insight::Row;
use crate::ports::Platform;
use crate::salesforce::Composite;

/// The days of so many tasks are asked for by one query, and five queries are one call.
const IN_ONE: usize = 400;
const QUERIES: usize = 5;
/// So many tasks are moved in one call.
const AT_ONCE: usize = 200;

impl<P: Platform + 'static> Campaigns<P> {
    /// Moves what is due while the rep is away, and back what was moved and need not be any more. Doing it again changes
    /// nothing. Two calls of Salesforce, one where no task is to be moved, and none where no task is open. Says how many
    /// were moved now.
    pub(super) async fn move_tasks(&self, at: Place<'_>) -> Result<usize, CampaignError> {
        let user = self.sessions.signed_in(at.org).await?.user_id;
        let _held = self.locks.hold(&format!("{}/tasks", at.key(&user))).await;
        let entry = self.known(at).await?;
        let today = self.platform.day(self.platform.now());
        let away = away::open(&entry.away, today);
        let steps: Vec<(&RecordId, &Rules)> = entry.open_steps().collect();
        let days = self.due_days(at, &user, &steps).await?;
        let open = steps.iter().filter_map(|(id, rules)| {
            let (_, day) = days.iter().find(|(known, _)| known == *id)?;
            let (id, day) = ((*id).clone(), *day);
            Some(OpenTask { id, day, rules })
        });
        let open: Vec<OpenTask<'_>> = open.collect();
        let places = plan(&open, &entry.moving.moved, away, today);
        let to_move: Vec<MovedTask> = places
            .iter()
            .filter(|(moved, day)| moved.to != *day)
            .map(|(moved, _)| moved.clone())
            .collect();
        let mut now: Vec<MovedTask> = places.into_iter().map(|(moved, _)| moved).collect();
        let mut count = to_move.len();
        if count > 0 {
            // Where this life ends, the next one knows from which day each of them comes.
            self.change(at, |entry| entry.moving.moved.extend(now.clone()))
                .await?;
            let refused = self.move_to(at, &to_move).await?;
            count = count.saturating_sub(refused.len());
            now.retain(|moved| !refused.contains(&moved.task));
            for topic in [Topic::Tasks, Topic::Record, Topic::Campaigns] {
                self.platform.changed(topic).await;
            }
        }
        now.retain(|moved| moved.from != moved.to);
        self.change(at, |entry| {
            entry.moving.moved = now;
            // Said anew meanwhile, it is moved once more.
            entry.moving.due &= away::open(&entry.away, today) != away;
        })
        .await?;
        Ok(count)
    }

    /// When the rep's tasks among these are due, without those that are done.
    async fn due_days(
        &self,
        at: Place<'_>,
        user: &RecordId,
        steps: &[(&RecordId, &Rules)],
    ) -> Result<Vec<(RecordId, Day)>, CampaignError> {
        let mut days = Vec::new();
        for some in steps.chunks(IN_ONE * QUERIES) {
            let mut composite = Composite::separate();
            let parts: Vec<_> = some.chunks(IN_ONE).collect();
            for (n, part) in parts.iter().enumerate() {
                let question = due_days(user, part.iter().map(|(id, _)| *id));
                composite = composite.query(&format!("days{n}"), &question);
            }
            let reply = self.rest(at.org).composite(&composite).await?;
            for n in 0..parts.len() {
                let rows: Vec<Row> = reply.visible_rows(&format!("days{n}"))?;
                let day = |row: &Row| Some((row.id("Id")?, row.day("ActivityDate")?));
                days.extend(rows.iter().filter_map(day));
            }
        }
        Ok(days)
    }

    /// Moves tasks; gives those that stay where they are, because Salesforce refused.
    async fn move_to(
        &self,
        at: Place<'_>,
        tasks: &[MovedTask],
    ) -> Result<Vec<RecordId>, CampaignError> {
        let mut refused = Vec::new();
        for some in tasks.chunks(AT_ONCE) {
            let records = some
                .iter()
                .map(|moved| json!({ "id": moved.task, "ActivityDate": moved.to }));
            let saved = self.rest(at.org).update_all("Task", records).await?;
            let not = some.iter().zip(saved).filter(|(_, saved)| saved.is_err());
            refused.extend(not.map(|(moved, _)| moved.task.clone()));
        }
        Ok(refused)
    }
}

impl CacheEntry {
    /// The tasks that are open as far as is known, of those for whom a campaign goes on.
    pub fn open_steps(&self) -> impl Iterator<Item = (&RecordId, &Rules)> {
        let open = self.members.iter().filter(|member| !member.is_over());
        open.flat_map(|member| {
            let rules = self
                .campaign(&member.campaign)
                .map(|row| &row.campaign.rules);
            member.runs.iter().filter_map(move |run| {
                let Outcome::Task { id, open: true } = &run.outcome else {
                    return None;
                };
                Some((id, rules?))
            })
        })
    }
}
