//! What Salesforce says of the people and tasks of campaigns that are kept in this browser alone.

use std::time::Duration;

use super::cache::CacheEntry;
use super::due::Pending;
use super::query::{known, people_fields, still_open};
use super::{Known, Member, Outcome, Standing};
use crate::base::time::days;
use crate::base::{Millis, ObjectType, RecordId, time};
use crate::insight::Row;
use crate::salesforce::{Composite, CompositeReply, RestError, Schema, soql};
use crate::settings::OptOutField;

/// So many people are asked about by one query, which is part of an address of at most 16,384 bytes.
const IN_ONE: usize = 400;
/// So many queries ask about people, so that there is room for those about tasks. Who is not among these is asked about
/// before each mail all the same.
const MOST: usize = 3;
/// The clocks of browser and Salesforce differ by less than this.
const SLACK: Duration = Duration::from_secs(10 * 60);
/// Who was in a campaign is forgotten so long after it was over: as long as those in Salesforce are shown.
const ENDED: Duration = days(30);

/// Who is asked about.
#[derive(Default)]
pub(super) struct People(Vec<(ObjectType, Vec<RecordId>)>);

impl People {
    /// Those of them whom the rep may see.
    pub fn of<'a>(people: impl Iterator<Item = &'a RecordId> + Clone, schema: &Schema) -> Self {
        let mut asked = Vec::new();
        for object in [ObjectType::Lead, ObjectType::Contact] {
            let own = people.clone().filter(|id| id.object() == Some(object));
            let own: Vec<RecordId> = own.cloned().collect();
            if schema.people(object).is_some() {
                asked.extend(own.chunks(IN_ONE).map(|some| (object, some.to_vec())));
            }
        }
        asked.truncate(MOST);
        Self(asked)
    }

    /// Adds the queries.
    pub fn ask(
        &self,
        mut composite: Composite,
        schema: &Schema,
        more: &[OptOutField],
    ) -> Composite {
        for (n, (object, ids)) in self.0.iter().enumerate() {
            let fields = people_fields(*object, &["Name", "Status", "OwnerId"], schema, more);
            let question = format!(
                "SELECT Id, {} FROM {} WHERE Id IN ({})",
                fields.join(", "),
                object.api_name(),
                soql::list(ids.iter().map(RecordId::as_str))
            );
            composite = composite.query(&format!("people{n}"), &question);
        }
        composite
    }

    /// Takes over what is said of these members: who is not found is deleted, or not to be seen any more.
    pub fn take(
        &self,
        members: &mut [Member],
        reply: &CompositeReply,
        more: &[OptOutField],
    ) -> Result<(), RestError> {
        for (n, (object, asked)) in self.0.iter().enumerate() {
            let rows: Vec<Row> = reply.rows(&format!("people{n}"))?;
            for member in members.iter_mut() {
                let Some(id) = member.person.clone().filter(|id| asked.contains(id)) else {
                    continue;
                };
                let row = rows.iter().find(|row| row.id("Id").as_ref() == Some(&id));
                let first_address = std::mem::take(&mut member.known.first_address);
                member.known = match row {
                    Some(row) => known(Some(row), Some(*object), first_address, more),
                    None => {
                        member.person = None;
                        Known {
                            first_address,
                            ..std::mem::take(&mut member.known)
                        }
                    }
                };
            }
        }
        Ok(())
    }
}

/// What is asked of Salesforce for everybody in the campaigns of this browser.
pub(super) struct Question {
    people: People,
    /// The open tasks that are asked about.
    tasks: Vec<RecordId>,
    composite: Composite,
}

impl Question {
    pub fn of(entry: &CacheEntry, schema: &Schema, more: &[OptOutField]) -> Self {
        let open = entry.members.iter().filter(|member| !member.is_over());
        let people = People::of(open.filter_map(|member| member.person.as_ref()), schema);
        let mut composite = people.ask(Composite::separate(), schema, more);
        let tasks: Vec<RecordId> = entry.open_tasks().into_iter().cloned().collect();
        if !tasks.is_empty() {
            composite = composite.query("tasks", &still_open(tasks.iter()));
        }
        let begun = || {
            entry
                .pending
                .iter()
                .filter_map(|pending| pending.task.as_ref())
        };
        if let Some(since) = begun().map(|begun| begun.at.before(SLACK)).min() {
            let people = begun().map(|begun| begun.person.as_str());
            let question = format!(
                "SELECT Id, WhoId, Subject, IsClosed FROM Task WHERE OwnerId = '{}' AND WhoId IN ({}) AND CreatedDate >= {}",
                entry.user,
                soql::list(people.take(IN_ONE)),
                time::datetime(since)
            );
            composite = composite.query("begun", &question);
        }
        Self {
            people,
            tasks,
            composite,
        }
    }

    pub const fn composite(&self) -> &Composite {
        &self.composite
    }

    pub fn is_empty(&self) -> bool {
        self.composite.is_empty()
    }

    /// Takes over what Salesforce answered.
    pub fn take(
        &self,
        entry: &mut CacheEntry,
        reply: &CompositeReply,
        more: &[OptOutField],
    ) -> Result<(), RestError> {
        self.people.take(&mut entry.members, reply, more)?;
        if reply.has("tasks") {
            let rows: Vec<Row> = reply.rows("tasks")?;
            let still: Vec<RecordId> = rows.iter().filter_map(|row| row.id("Id")).collect();
            for run in entry.members.iter_mut().flat_map(|member| &mut member.runs) {
                if let Outcome::Task { id, open } = &mut run.outcome
                    && self.tasks.contains(id)
                {
                    *open = still.contains(id);
                }
            }
        }
        if reply.has("begun") {
            adopt(entry, &reply.rows("begun")?);
        }
        Ok(())
    }
}

/// Tasks that were made, and whose answer was lost, are taken for their steps: else they would be made again.
fn adopt(entry: &mut CacheEntry, rows: &[Row]) {
    let known = |entry: &CacheEntry, task: &RecordId| {
        let mut runs = entry.members.iter().flat_map(|member| &member.runs);
        runs.any(|run| matches!(&run.outcome, Outcome::Task { id, .. } if id == task))
    };
    let begun = entry.pending.iter().filter(|one| one.task.is_some());
    for pending in begun.cloned().collect::<Vec<Pending>>() {
        let found = rows.iter().find_map(|row| {
            let id = row.id("Id")?;
            let is_it = pending.task.as_ref().is_some_and(|begun| {
                row.id("WhoId").as_ref() == Some(&begun.person)
                    && row.text("Subject").unwrap_or_default() == begun.subject
            });
            let open = row.is("IsClosed") != Some(true);
            (is_it && !known(entry, &id)).then_some((id, open))
        });
        if let (Some((id, open)), Some(begun)) = (found, &pending.task) {
            entry.note_task(&pending, begun.at, id, open);
        }
    }
}

impl CacheEntry {
    /// The step of a claim became a task.
    fn note_task(&mut self, claim: &Pending, at: Millis, id: RecordId, open: bool) {
        self.give_up(claim);
        if let Some(member) = self.member_mut(&claim.member) {
            member.put_run(claim.step, at, Outcome::Task { id, open });
        }
    }

    /// Forgets, in this browser alone, for whom it has been over for long.
    pub fn forget_ended(&mut self, now: Millis) {
        let until = now.before(ENDED);
        self.members
            .retain(|member| !matches!(member.standing, Standing::Ended { at, .. } if at < until));
    }
}
