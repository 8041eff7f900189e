//! Whose task it is: the editable combobox with list of the ARIA practices guide. Without a choice it
//! is the rep's own.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use std::time::Duration;

use crate::actions::{AddTask, Assignee};
use crate::insight::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::platform::messages::ask;
use crate::protocol::{Fault, FindUsers};
use crate::ui::components::live;
use crate::ui::panel::form::{Draft, id_of};

/// Typing rests this long before Salesforce is asked.
const REST: Duration = Duration::from_millis(250);
const FIELD: &str = "assignee";

/// The list below the field.
#[derive(Clone, Copy)]
struct List {
    /// Who is offered; `None` is the rep.
    offered: RwSignal<Vec<Option<Assignee>>>,
    open: RwSignal<bool>,
    /// The entry that Enter takes.
    at: RwSignal<Option<usize>>,
    fault: RwSignal<Option<Fault>>,
    /// The number of the latest question; answers to earlier ones come too late.
    latest: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl List {
    fn new() -> Self {
        Self {
            offered: RwSignal::new(vec![None]),
            open: RwSignal::new(false),
            at: RwSignal::new(None),
            fault: RwSignal::new(None),
            latest: StoredValue::new(0),
            timer: StoredValue::new(None),
        }
    }

    fn close(self) {
        self.open.set(false);
        self.at.set(None);
        self.stop_timer();
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// Asks for users when typing rests; with nothing typed, the rep is the only one offered.
    fn find_soon(self, record: RwSignal<RecordView>, typed: String) {
        self.stop_timer();
        self.latest.update_value(|n| *n = n.wrapping_add(1));
        self.open.set(true);
        if typed.trim().is_empty() {
            self.offer(vec![None]);
            return;
        }
        let find = move || self.find(record, typed);
        self.timer
            .set_value(set_timeout_with_handle(find, REST).ok());
    }

    fn find(self, record: RwSignal<RecordView>, text: String) {
        let mine = self.latest.get_value();
        let record = record.with_untracked(|record| record.record.clone());
        spawn_local(async move {
            let found = ask(FindUsers { record, text }).await;
            if self.latest.try_get_value() != Some(mine) {
                return;
            }
            match found {
                Ok(users) => self.offer(users.into_iter().map(Some).collect()),
                Err(fault) => {
                    self.fault.try_set(Some(fault));
                }
            }
        });
    }

    fn offer(self, users: Vec<Option<Assignee>>) {
        self.fault.try_set(None);
        self.at.try_set((!users.is_empty()).then_some(0));
        self.offered.try_set(users);
    }

    fn step(self, by: isize) {
        let count = self.offered.with_untracked(Vec::len).cast_signed();
        if count > 0 {
            let at = self.at.get_untracked().map_or(-1, usize::cast_signed);
            let at = if at < 0 && by < 0 {
                count - 1
            } else {
                (at + by).rem_euclid(count)
            };
            self.at.set(Some(at.cast_unsigned()));
        }
    }
}

/// The row.
#[component]
pub fn AssigneeRow(
    /// The record, whose org is asked for users.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let list = List::new();
    let live = live();
    let input = NodeRef::<html::Input>::new();
    let me = Memo::new(move |_| {
        record.with(|record| text_with("task_assignee_me", &[&record.acting_as]))
    });
    let name = move |user: &Option<Assignee>| {
        user.as_ref()
            .map_or_else(|| me.get(), |user| user.name.clone())
    };
    let chosen = Memo::new(move |_| draft.read(|task: &AddTask| task.assignee.clone()));
    let typed = RwSignal::new(None::<String>);
    let shown = move || typed.get().unwrap_or_else(|| name(&chosen.get()));
    let leave = move || {
        typed.set(None);
        list.close();
    };
    let choose = move |user: Option<Assignee>| {
        live.say(text_with("task_assigned_to", &[&name(&user)]));
        draft.edit(|task: &mut AddTask| task.assignee = user);
        leave();
    };
    let key = move |event: ev::KeyboardEvent| {
        let open = list.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open => {
                list.find_soon(record, typed.get_untracked().unwrap_or_default());
            }
            "ArrowDown" => list.step(1),
            "ArrowUp" => list.step(-1),
            "Enter" if open && !event.ctrl_key() && !event.meta_key() => {
                let at = list.at.get_untracked();
                let user =
                    at.and_then(|at| list.offered.with_untracked(|all| all.get(at).cloned()));
                if let Some(user) = user {
                    choose(user);
                }
            }
            "Escape" if open => leave(),
            _ => return,
        }
        event.prevent_default();
    };
    let id = id_of(FIELD);
    let list_id = format!("{id}-list");
    let option_id = {
        let id = id.clone();
        move |at: usize| format!("{id}-{at}")
    };
    let active = {
        let option_id = option_id.clone();
        move || {
            list.open
                .get()
                .then(|| list.at.get().map(&option_id))
                .flatten()
        }
    };
    let option = StoredValue::new(move |(at, user): (usize, Option<Assignee>)| {
        let words = name(&user);
        view! {
            <li
                id=option_id(at)
                role="option"
                aria-selected=move || (list.at.get() == Some(at)).to_string()
                // The field keeps the focus.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| choose(user.clone())
            >
                {words}
            </li>
        }
    });
    let options = move || {
        let offered = list.offered.get();
        let option = option.get_value();
        offered.into_iter().enumerate().map(option).collect_view()
    };
    let nobody = move || {
        let words = if list.fault.with(Option::is_some) {
            "task_assignee_fault"
        } else if list.offered.with(Vec::is_empty) {
            "task_assignee_none"
        } else {
            return None;
        };
        Some(view! { <p class="small soft" role="status">{text(words)}</p> })
    };
    on_cleanup(move || list.stop_timer());
    view! {
        <div class="form-row" data-field=FIELD>
            <label for=id.clone()>{text("task_assignee")}</label>
            <div class="combobox">
                <input
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=move || list.open.get().to_string()
                    aria-controls=list_id.clone()
                    aria-activedescendant=active
                    node_ref=input
                    prop:value=shown
                    on:focus=move |_| {
                        if let Some(input) = input.get_untracked() {
                            input.select();
                        }
                    }
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        typed.set(Some(text.clone()));
                        list.find_soon(record, text);
                    }
                    on:keydown=key
                    on:blur=move |_| leave()
                />
                <div class="options" hidden=move || !list.open.get()>
                    <ul id=list_id role="listbox" aria-label=text("task_assignee")>
                        {options}
                    </ul>
                    {nobody}
                </div>
            </div>
        </div>
    }
}
