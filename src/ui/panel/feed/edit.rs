//! Editing a task in its card. What somebody else changed meanwhile is shown beside what the rep typed, never
//! overwritten unseen.

use leptos::{ev, prelude::*};

use crate::base::Day;
use crate::insight::{DetailOf, TaskChange, TaskChanged, TaskDetail, TaskField, TaskFields};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::protocol::ChangeTask;
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, Notice, Tone, last_known, live,
};
use crate::ui::panel::focus::focus;
use crate::ui::panel::form::{AskUser, asks_user};
use crate::ui::panel::state::PanelState;

/// The form.
#[component]
pub fn EditTask(
    /// The task's id.
    id: String,
    /// The task as it was when its card was opened.
    task: TaskDetail,
    /// The record in view.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let history = PanelState::get().history;
    let (doing, live) = (Command::new(), live());
    let asking = RwSignal::new(false);
    let edit = {
        let id = id.clone();
        last_known(move || history.edit(&id))
    };
    let own = StoredValue::new(id);
    let after = move |read: fn(&TaskFields) -> String| {
        Signal::derive(move || {
            edit.with(|edit| {
                edit.as_ref()
                    .map(|edit| read(&edit.after))
                    .unwrap_or_default()
            })
        })
    };
    let no_subject = Memo::new(move |_| {
        edit.with(|edit| {
            let edit = edit.as_ref();
            edit.is_some_and(|edit| edit.after.subject.trim().is_empty())
        })
    });
    let close = move || {
        own.with_value(|id| {
            history.end_edit(id);
            let head = format!("[data-activity='{id}'] .item-head");
            request_animation_frame(move || focus(&head));
        });
    };
    let save = Callback::new(move |()| {
        let Some(edit) = edit.get_untracked() else {
            return;
        };
        if no_subject.get_untracked() {
            return;
        }
        if edit.after.changed_from(&edit.before).is_empty() {
            close();
            return;
        }
        let subject = edit.after.subject.clone();
        let request = ChangeTask {
            record: record.with_untracked(|record| record.facts.record.clone()),
            id: own.get_value(),
            change: TaskChange::Edit {
                seen: edit.seen,
                before: edit.before,
                after: edit.after,
            },
        };
        doing.run(request, move |changed| match changed {
            TaskChanged::Saved(now) => {
                live.say(text_with("feed_saved", &[&subject]));
                own.with_value(|id| history.put(id, *now));
                close();
            }
            TaskChanged::Conflict(now) => {
                if let DetailOf::Task(now) = now.of {
                    own.with_value(|id| history.change_edit(id, |edit| edit.meet(&now)));
                }
            }
            TaskChanged::Deleted | TaskChanged::Kept => {}
        });
    });
    Effect::new(move |_| {
        asks_user(doing.fault, asking);
    });
    // Where both have changed a field, Salesforce's value stands below the rep's.
    let theirs = move |field: TaskField, read: fn(&TaskFields) -> String| {
        move || {
            edit.with(|edit| {
                let edit = edit.as_ref()?;
                let both = edit.conflict.as_ref()?;
                let value = both.contains(&field).then(|| read(&edit.before))?;
                Some(view! { <p class="small soft theirs">{text_with("feed_theirs", &[&value])}</p> })
            })
        }
    };
    let change = move |write: &dyn Fn(&mut TaskFields)| {
        own.with_value(|id| history.change_edit(id, |edit| write(&mut edit.after)));
    };
    let may = |field: TaskField| task.writable.contains(&field);
    let part = |name: &str| own.with_value(|id| format!("{id}-{name}"));
    let subject = may(TaskField::Subject).then(|| {
        let id = part("subject");
        let fault = part("subject-fault");
        view! {
            <div class="form-row">
                <label for=id.clone()>{text("form_subject")}</label>
                <input
                    id=id
                    maxlength="255"
                    autocomplete="off"
                    prop:value=after(|fields| fields.subject.clone())
                    aria-invalid=move || no_subject.get().then_some("true")
                    aria-describedby=fault.clone()
                    on:input=move |event| {
                        let value = event_target_value(&event);
                        change(&|fields| fields.subject.clone_from(&value));
                    }
                />
                <p class="small tone-bad faults" id=fault>
                    {move || no_subject.get().then(|| text("field_subject_missing"))}
                </p>
                {theirs(TaskField::Subject, |fields| fields.subject.clone())}
            </div>
        }
    });
    let due = may(TaskField::Due).then(|| {
        let id = part("due");
        view! {
            <div class="form-row">
                <label for=id.clone()>{text("form_due")}</label>
                <input
                    id=id
                    type="date"
                    prop:value=after(|fields| fields.due.map(String::from).unwrap_or_default())
                    on:input=move |event| {
                        let day = Day::parse(&event_target_value(&event)).ok();
                        change(&|fields| fields.due = day);
                    }
                />
                {theirs(TaskField::Due, |fields| fields.due.map(intl::whole_day).unwrap_or_else(|| text("form_none")))}
            </div>
        }
    });
    let priorities = task.priorities.clone();
    let priority = (may(TaskField::Priority) && !priorities.is_empty()).then(|| {
        let id = part("priority");
        let value = after(|fields| fields.priority.clone());
        let options = move || {
            let mut options = priorities.clone();
            let now = value.get();
            // One that the org has removed stays visible.
            if !options.iter().any(|(own, _)| *own == now) {
                options.insert(0, (now.clone(), now.clone()));
            }
            let option = |(own, words): (String, String)| {
                let selected = own == now;
                view! {
                    <option value=own prop:selected=selected>
                        {words}
                    </option>
                }
            };
            options.into_iter().map(option).collect_view()
        };
        view! {
            <div class="form-row">
                <label for=id.clone()>{text("form_priority")}</label>
                <select
                    id=id
                    on:change=move |event| {
                        let value = event_target_value(&event);
                        change(&|fields| fields.priority.clone_from(&value));
                    }
                >
                    {options}
                </select>
                {theirs(TaskField::Priority, |fields| fields.priority.clone())}
            </div>
        }
    });
    let notes = may(TaskField::Notes).then(|| {
        let id = part("notes");
        view! {
            <div class="form-row notes-row">
                <label for=id.clone()>{text("form_notes")}</label>
                <textarea
                    id=id
                    rows="4"
                    maxlength="32000"
                    prop:value=after(|fields| fields.notes.clone())
                    on:input=move |event| {
                        let value = event_target_value(&event);
                        change(&|fields| fields.notes.clone_from(&value));
                    }
                ></textarea>
                {theirs(TaskField::Notes, |fields| fields.notes.clone())}
            </div>
        }
    });
    let conflict = move || {
        edit.with(|edit| edit.as_ref().is_some_and(|edit| edit.conflict.is_some()))
            .then(|| {
                view! {
                    <Notice tone=Tone::Warn title=text("feed_conflict_title")>
                        <p>{text("feed_conflict_text")}</p>
                    </Notice>
                }
            })
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        save.run(());
    };
    view! {
        <form class="card edit" novalidate on:submit=submit>
            {conflict}
            {subject}
            {due}
            {priority}
            {notes}
            <div class="buttons">
                <button type="submit" class="button small" aria-disabled=move || doing.busy.get().then_some("true")>
                    {text("save")}
                </button>
                <Button look=ButtonKind::Quiet small=true on_press=move |()| close()>
                    {text("cancel")}
                </Button>
            </div>
            {move || {
                asking.get().then(|| view! { <AskUser record verb="save" asking on_yes=save /> })
            }}
            {move || doing.fault.get().map(|fault| view! { <FaultView fault on_retry=save /> })}
        </form>
    }
}
