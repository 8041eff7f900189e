//! Asks who would not be added, as soon as somebody is new in the form.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use crate::actions::AddToCampaign;
use crate::base::{Fault, Recipient};
use crate::panel::{LaunchCheck, LaunchRow, RecordView};
use crate::platform::{i18n::counted, messages::ask};
use crate::protocol::CheckLaunch;
use crate::ui::components::{Pause, live};
use crate::ui::panel::{form::Draft, state::PanelState};

/// How long choosing rests before Salesforce is asked.
const REST: Duration = Duration::from_millis(400);

/// What is known of the people of a form.
#[derive(Clone, Copy)]
pub struct Checked {
    /// A row for each of them.
    pub rows: Memo<Vec<LaunchRow>>,
    /// Why the last check failed.
    pub fault: RwSignal<Option<Fault>>,
    check: RwSignal<LaunchCheck>,
    waiting: Memo<bool>,
    draft: Draft,
}

impl Checked {
    /// The check of a form.
    pub fn of(record: RwSignal<RecordView>, draft: Draft) -> Self {
        let live = live();
        let online = PanelState::get().online;
        let check = RwSignal::new(LaunchCheck::default());
        let rows = Memo::new(move |_| {
            check.with(|check| draft.read(|form: &AddToCampaign| check.rows(form)))
        });
        let unasked =
            move || check.with(|check| draft.read(|form: &AddToCampaign| check.unasked(form)));
        let waiting = Memo::new(move |_| !unasked().is_empty());
        let busy = RwSignal::new(false);
        let fault = RwSignal::new(None::<Fault>);
        let ask_now = move || {
            let people = untrack(unasked);
            if people.is_empty() || draft.is_over() {
                return;
            }
            busy.set(true);
            let question = CheckLaunch {
                record: record.with_untracked(|record| record.facts.record.clone()),
                people: people.clone(),
            };
            spawn_local(async move {
                let answer = ask(question).await;
                if draft.is_over() {
                    return;
                }
                match answer {
                    Ok(found) => {
                        draft.edit(|form: &mut AddToCampaign| {
                            check.update_untracked(|check| check.learn(form, people, found));
                        });
                        check.notify();
                        live.say(summary(&rows.get_untracked()));
                    }
                    Err(why) => fault.set(Some(why)),
                }
                busy.set(false);
            });
        };
        let pause = Pause::new();
        Effect::new(move |_| {
            if waiting.get() && !busy.get() && fault.with(Option::is_none) {
                pause.then(REST, ask_now);
            } else {
                pause.stop();
            }
        });
        let chosen = Memo::new(move |_| draft.read(|form: &AddToCampaign| form.campaign.clone()));
        Effect::new(move |before: Option<()>| {
            chosen.track();
            if before.is_some() && !draft.is_over() {
                // An answer that is under way settles it.
                draft.edit(|form: &mut AddToCampaign| {
                    check.with_untracked(|check| {
                        if check.unasked(form).is_empty() {
                            check.settle(form);
                        }
                    });
                });
            }
        });
        // Others are asked about, or the same once there is a network again.
        Effect::new(move |_| {
            rows.with(Vec::len);
            if online.get() {
                fault.set(None);
            }
        });
        Self {
            rows,
            fault,
            check,
            waiting,
            draft,
        }
    }

    /// Whether they are being asked about; follows changes. A check that failed holds nothing up: who is in a campaign
    /// already is not added by Salesforce either.
    pub fn is_under_way(self) -> bool {
        self.waiting.get() && self.fault.with(Option::is_none)
    }

    /// Adds somebody all the same, or leaves them out again.
    pub fn include(self, who: &Recipient, yes: bool) {
        self.edit(|check, form| check.include(form, who, yes));
    }

    /// Takes somebody out of the form.
    pub fn remove(self, who: &Recipient) {
        self.edit(|check, form| check.remove(form, who));
    }

    fn edit(self, change: impl FnOnce(&mut LaunchCheck, &mut AddToCampaign)) {
        self.draft.edit(|form: &mut AddToCampaign| {
            self.check.update_untracked(|check| change(check, form));
        });
        self.check.notify();
    }
}

/// "37 people · 3 left out".
pub fn summary(rows: &[LaunchRow]) -> String {
    let added = rows.iter().filter(|row| row.added).count();
    let people = counted("list_people", added);
    match rows.len().saturating_sub(added) {
        0 => people,
        out => format!("{people} · {}", counted("campaign_add_left_out", out)),
    }
}
