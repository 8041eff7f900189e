//! Undo of the last task that was done.

use leptos::prelude::*;
use std::time::Duration;

use super::desk::{Desk, DoneTask};
use crate::platform::i18n::{text, text_with};
use crate::protocol::CompleteTask;
use crate::ui::components::{Button, Command, FaultView, Live, live};

/// Takes back the last task that was done.
#[derive(Clone, Copy)]
pub struct TakeBack {
    desk: Desk,
    doing: Command,
    live: Live,
}

impl TakeBack {
    pub fn new(desk: Desk) -> Self {
        Self {
            desk,
            doing: Command::new(),
            live: live(),
        }
    }

    pub fn run(self) {
        let Some(DoneTask { org, task, subject }) = self.desk.done.get_untracked() else {
            return;
        };
        let (done, back) = (false, (org.clone(), task.clone()));
        self.doing.run(CompleteTask { org, task, done }, move |_| {
            self.desk.done.try_set(None);
            self.desk.back.try_set(Some(back));
            self.live.say(text_with("tasks_undone", &[&subject]));
        });
    }
}

/// What was done last, with its Undo, for as long as the rep may want it.
#[component]
pub fn UndoLine(undone: TakeBack) -> impl IntoView {
    /// How long it stays.
    const STAYS: Duration = Duration::from_secs(60);
    let last = undone.desk.done;
    Effect::new(move |_| {
        let shown = last.get();
        if shown.is_none() {
            return;
        }
        let over = move || {
            if last.try_get_untracked() == Some(shown) {
                last.try_set(None);
            }
        };
        if let Ok(timer) = set_timeout_with_handle(over, STAYS) {
            on_cleanup(move || timer.clear());
        }
    });
    let line = move || {
        let DoneTask { subject, .. } = last.get()?;
        Some(view! {
            <div class="list-head">
                <p class="grow small">{text_with("tasks_done", &[&subject])}</p>
                <Button small=true disabled=undone.doing.busy on_press=move |()| undone.run()>
                    {text("outbox_undo")}
                </Button>
            </div>
        })
    };
    view! {
        <div role="status">{line}</div>
        {move || undone.doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}
