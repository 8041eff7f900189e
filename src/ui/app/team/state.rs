//! What the administrator has chosen and typed, kept while they visit other pages.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashSet;

use crate::admin::team::{Listed, Person, PersonState, Who, Within};
use crate::base::{Fault, IntentId, OrgHost, RecordId};
use crate::platform::{messages::ask, random};
use crate::protocol::GetTeam;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The org's users.
    People,
    /// The check who of these can be invited.
    Check(Who),
}

/// A person who is selected, also on another page of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    pub user: RecordId,
    /// Whether they have the permission set.
    pub invited: bool,
}

#[derive(Clone, Copy)]
pub struct TeamState {
    /// The org that was chosen.
    pub org: RwSignal<Option<OrgHost>>,
    pub step: RwSignal<Step>,
    pub search: RwSignal<String>,
    /// The group of users that is listed.
    pub within: RwSignal<Within>,
    pub selected: RwSignal<Vec<Selected>>,
    /// The pasted list; `None` until the stored one was read.
    pub pasted: RwSignal<Option<String>>,
    /// A message above the list about what was done last.
    pub told: RwSignal<Option<String>>,
    pub list: PeopleList,
    /// The id of the invitation that is being checked.
    pub order: StoredValue<IntentId>,
}

/// The users that were read so far.
#[derive(Clone, Copy)]
pub struct PeopleList {
    pub people: RwSignal<Option<Vec<Person>>>,
    pub next: RwSignal<Option<usize>>,
    /// Whether there are more users than can be listed.
    pub beyond: RwSignal<bool>,
    pub missing: RwSignal<Option<Fault>>,
    pub fault: RwSignal<Option<Fault>>,
    pub busy: RwSignal<bool>,
    /// The number of the latest request; answers to earlier ones are ignored.
    latest: StoredValue<u32>,
}

/// Provides the state, for as long as the application is open.
pub fn keep_state() {
    provide_context(TeamState {
        org: RwSignal::new(None),
        step: RwSignal::new(Step::People),
        search: RwSignal::new(String::new()),
        within: RwSignal::new(Within::Org),
        selected: RwSignal::new(Vec::new()),
        pasted: RwSignal::new(None),
        told: RwSignal::new(None),
        list: PeopleList {
            people: RwSignal::new(None),
            next: RwSignal::new(None),
            beyond: RwSignal::new(false),
            missing: RwSignal::new(None),
            fault: RwSignal::new(None),
            busy: RwSignal::new(false),
            latest: StoredValue::new(0),
        },
        order: StoredValue::new(IntentId::new(random())),
    });
}

impl TeamState {
    /// Changes to another org, and resets the state.
    pub fn leave_org(self, to: Option<OrgHost>) {
        self.selected.set(Vec::new());
        self.pasted.set(None);
        self.told.set(None);
        self.list.people.set(None);
        self.within.set(Within::Org);
        self.step.set(Step::People);
        self.org.set(to);
    }

    /// Checks `who` before they are invited.
    pub fn check(self, who: Who) {
        self.told.set(None);
        self.order.set_value(IntentId::new(random()));
        self.step.set(Step::Check(who));
    }

    /// Adds everybody of the list to the selection.
    pub fn select_all(self, people: Vec<Listed>) {
        self.selected.update(|all| {
            let known: HashSet<RecordId> = all.iter().map(|one| one.user.clone()).collect();
            let new = people.into_iter().filter(|one| !known.contains(&one.user));
            all.extend(new.map(|Listed { user, invited }| Selected { user, invited }));
        });
    }

    pub fn is_selected(self, user: &RecordId) -> bool {
        self.selected
            .with(|all| all.iter().any(|one| one.user == *user))
    }

    pub fn select(self, person: &Person, on: bool) {
        let user = person.who.user.clone();
        let invited = person.state != PersonState::NotInvited;
        self.selected.update(|all| {
            all.retain(|one| one.user != user);
            if on {
                all.push(Selected { user, invited });
            }
        });
    }
}

impl PeopleList {
    /// Reads the list from `offset` on, and replaces or extends it.
    pub fn read(self, org: OrgHost, search: String, within: Within, offset: usize) {
        self.latest.update_value(|n| *n = n.wrapping_add(1));
        let mine = self.latest.get_value();
        self.busy.set(true);
        spawn_local(async move {
            let question = GetTeam {
                org,
                search,
                within,
                offset,
            };
            let answer = ask(question).await;
            if self.latest.try_get_value() != Some(mine) {
                return;
            }
            self.busy.set(false);
            match answer {
                Err(fault) => self.fault.set(Some(fault)),
                Ok(page) => {
                    self.fault.set(None);
                    self.missing.set(page.missing);
                    self.next.set(page.next);
                    self.beyond.set(page.beyond);
                    self.people.update(|people| {
                        let people = people.get_or_insert_default();
                        people.truncate(offset);
                        people.extend(page.people);
                    });
                }
            }
        });
    }
}
