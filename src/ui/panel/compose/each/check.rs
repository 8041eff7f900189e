//! Asks what there is to know of the people who were chosen, and keeps the answers as long as the form is open.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use crate::actions::SendEmail;
use crate::base::Fault;
use crate::panel::{KnownPeople, PersonRow, RecordView, Several};
use crate::platform::i18n::counted;
use crate::platform::messages::ask;
use crate::protocol::CheckPeople;
use crate::ui::components::{Pause, live};
use crate::ui::panel::form::Draft;
use crate::ui::panel::state::PanelState;

/// How long choosing rests before Salesforce is asked.
const REST: Duration = Duration::from_millis(400);

/// What is known of them.
#[derive(Clone, Copy)]
pub struct PeopleCheck {
    /// Whom the form is for; `None` where it sends one mail to all.
    pub people: Memo<Option<Several>>,
    /// A row for each of them.
    pub rows: Memo<Vec<PersonRow>>,
    /// Why the last check failed.
    pub fault: RwSignal<Option<Fault>>,
    known: StoredValue<KnownPeople>,
    waiting: Memo<bool>,
}

impl PeopleCheck {
    /// The check of a form, which asks only about people who are new in it.
    pub fn of(record: RwSignal<RecordView>, draft: Draft) -> Self {
        let live = live();
        let online = PanelState::get().online;
        let known = StoredValue::new(KnownPeople::default());
        let learned = Trigger::new();
        let people = Memo::new(move |_| draft.read(Several::of));
        let rows = Memo::new(move |_| {
            learned.track();
            people.with(|people| {
                let rows = |people| known.with_value(|known| known.rows(people));
                people.as_ref().map(rows).unwrap_or_default()
            })
        });
        let unasked = move || {
            people.with(|people| {
                let unasked = |people| known.with_value(|known| known.unasked(people));
                people.as_ref().map(unasked).unwrap_or_default()
            })
        };
        let waiting = Memo::new(move |_| {
            learned.track();
            !unasked().is_empty()
        });
        let busy = RwSignal::new(false);
        let fault = RwSignal::new(None::<Fault>);
        let ask_now = move || {
            let asked = untrack(unasked);
            if asked.is_empty() || draft.is_over() {
                return;
            }
            busy.set(true);
            let question = CheckPeople {
                intent: draft.id(),
                record: record.with_untracked(|record| record.facts.record.clone()),
                people: asked.clone(),
            };
            spawn_local(async move {
                let answer = ask(question).await;
                if draft.is_over() {
                    return;
                }
                match answer {
                    Ok(found) => {
                        draft.edit(|form: &mut SendEmail| {
                            known.update_value(|known| known.learn(form, &asked, &found));
                        });
                        learned.notify();
                        people.with_untracked(|people| {
                            if let Some(people) = people {
                                live.say(summary(people));
                            }
                        });
                    }
                    Err(why) => fault.set(Some(why)),
                }
                busy.set(false);
            });
        };
        let pause = Pause::new();
        Effect::new(move |_| {
            people.with(|people| {
                if let Some(people) = people {
                    known.update_value(|known| known.note(people));
                }
            });
            if waiting.get() && !busy.get() && fault.with(Option::is_none) {
                pause.then(REST, ask_now);
            } else {
                pause.stop();
            }
        });
        // Others are asked about, or the same once there is a network again.
        Effect::new(move |_| {
            people.track();
            if online.get() {
                fault.set(None);
            }
        });
        Self {
            people,
            rows,
            fault,
            known,
            waiting,
        }
    }

    /// Whether somebody is being asked about; follows changes. A check that failed holds nothing up: they are looked at
    /// once more before a mail leaves.
    pub fn is_under_way(self) -> bool {
        self.waiting.get() && self.fault.with(Option::is_none)
    }

    /// Includes somebody, or leaves them out.
    pub fn include(self, draft: Draft, row: &PersonRow, yes: bool) {
        draft.edit(|form: &mut SendEmail| {
            self.known
                .with_value(|known| known.include(form, &row.who, yes));
        });
    }
}

/// "37 emails · 3 left out".
pub fn summary(people: &Several) -> String {
    let (mails, left_out) = people.counts();
    let mails = counted("each_emails", mails);
    match left_out {
        0 => mails,
        left_out => format!("{mails} · {}", counted("each_left_out", left_out)),
    }
}
