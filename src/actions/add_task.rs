//! Add Task: a task for the rep or for another user of the org.

use serde::{Deserialize, Serialize};
use std::{iter, mem};

use super::activity::{NewActivity, NewTask, TaskKind};
use super::checks::Checks;
use super::{Action, Effect, Fresh, Offer, activity::ids};
use crate::base::{About, Day, FieldFault, Millis, RecordId, Related};
use crate::insight::{PersonView, Record};
use crate::mailbox::one_line;

/// The form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddTask {
    /// The lead or contact; `None` where it is for no record of a person.
    pub who: Option<RecordId>,
    /// Their name, because they may not be among the people of the record in view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_name: Option<String>,
    /// Further contacts whom the same task is for, where the org relates an activity to several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Related>,
    /// Others who get such a task of their own, chosen in a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Related>,
    /// The opportunity that it is about, from a contact.
    #[serde(default, skip_serializing_if = "About::is_undecided")]
    pub about: About,
    /// What is to be done.
    pub kind: TaskKind,
    /// Not empty, at most 255 characters, no line break.
    pub subject: String,
    /// When it is due.
    pub due: Option<Day>,
    /// A value of the org's picklist; empty for the org's default.
    pub priority: String,
    /// When Salesforce reminds of it.
    pub reminder: Option<Millis>,
    /// Whose task it is; `None` is the rep's own.
    pub assignee: Option<Assignee>,
    /// Free text.
    pub notes: String,
}

/// A user of the org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignee {
    /// The user.
    pub id: RecordId,
    /// Their name.
    pub name: String,
}

impl AddTask {
    /// Makes it a task for each of several people; whom it is for already stays, and those who were also on it get their
    /// own.
    pub fn choose(&mut self, people: &[PersonView]) {
        for person in people {
            self.add(Related {
                id: person.record.clone(),
                name: person.name.clone(),
            });
        }
        if !self.others.is_empty() {
            for also in mem::take(&mut self.also) {
                self.add(also);
            }
        }
    }

    fn add(&mut self, person: Related) {
        if self.everybody().any(|(id, _)| *id == person.id) {
            return;
        }
        if self.who.is_none() {
            self.who = Some(person.id);
            self.who_name = Some(person.name);
        } else {
            self.others.push(person);
        }
    }

    /// Everybody whom it is for, with their names.
    pub fn everybody(&self) -> impl Iterator<Item = (&RecordId, &str)> {
        let who = self.who.as_ref();
        let who = who.map(|id| (id, self.who_name.as_deref().unwrap_or_default()));
        let others = self.others.iter();
        who.into_iter()
            .chain(others.map(|other| (&other.id, other.name.as_str())))
    }

    /// Takes one of several out; the last one stays.
    pub fn remove(&mut self, who: &RecordId) {
        if self.who.as_ref() != Some(who) {
            self.others.retain(|other| other.id != *who);
        } else if !self.others.is_empty() {
            let next = self.others.remove(0);
            self.who = Some(next.id);
            self.who_name = Some(next.name);
        }
    }
}

impl Action for AddTask {
    fn offered(_on: &Record, _with: Option<&PersonView>) -> Offer {
        Offer::Yes
    }

    /// The rep's own, due today.
    fn fresh(start: &Fresh<'_>) -> Self {
        Self {
            who: start.with.map(|person| person.record.clone()),
            who_name: start.with.map(|person| person.name.clone()),
            also: Vec::new(),
            others: Vec::new(),
            about: start.about.clone(),
            kind: TaskKind::Custom,
            subject: String::new(),
            due: Some(start.today),
            priority: start.choices.default_priority.clone(),
            reminder: None,
            assignee: None,
            notes: String::new(),
        }
    }

    fn check(&self) -> Result<(), Vec<FieldFault>> {
        let mut checks = Checks::default();
        checks.subject("subject", &self.subject);
        checks.notes("notes", &self.notes);
        checks.result()
    }

    fn plan(&self) -> Vec<Effect> {
        let others = self.others.iter().map(|other| Some(other.id.clone()));
        let everybody = iter::once(self.who.clone()).chain(others);
        let task = |who| {
            NewActivity::Task(NewTask {
                who,
                also: ids(&self.also),
                about: self.about.id(),
                kind: self.kind,
                subject: one_line(&self.subject),
                due: self.due,
                priority: self.priority.clone(),
                reminder: self.reminder,
                assignee: self.assignee.as_ref().map(|user| user.id.clone()),
                notes: self.notes.trim().to_owned(),
            })
        };
        vec![Effect::Activities(everybody.map(task).collect())]
    }

    fn subject(&self) -> String {
        one_line(&self.subject)
    }

    fn about_mut(&mut self) -> &mut About {
        &mut self.about
    }

    fn recipients(&self) -> String {
        String::new()
    }

    fn known_people(&self) -> Vec<String> {
        let known = self.who.is_some().then(|| self.who_name.clone());
        let others = self.also.iter().chain(&self.others);
        let others = others.map(|other| other.name.clone());
        known.flatten().into_iter().chain(others).collect()
    }

    fn forget_words(&mut self) {
        self.notes.clear();
    }
}
