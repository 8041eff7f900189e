//! A due date with quick choices, and a reminder.

use leptos::prelude::*;

use super::faults::Faults;
use super::rows::{InputRow, id_of};
use crate::base::{Day, Millis};
use crate::platform::{i18n::text, intl, now};
use crate::ui::components::WrittenTime;

/// The default hour of a reminder.
const REMINDER_HOUR: u8 = 9;

/// The due day: a date, or one of Today, Tomorrow, Next week.
#[component]
pub fn DueRow(
    /// Its name in the form.
    field: &'static str,
    /// The locale key of its label.
    #[prop(default = "form_due")]
    label: &'static str,
    /// The day.
    value: Signal<Option<Day>>,
    /// Called with the chosen day.
    #[prop(into)]
    on_choose: Callback<Option<Day>>,
    /// The faults of the form.
    faults: Faults,
) -> impl IntoView {
    let shown = Signal::derive(move || value.get().map(String::from).unwrap_or_default());
    let today = intl::calendar_day(now());
    let picks = [
        ("due_today", today),
        ("due_tomorrow", today.later(1)),
        ("due_next_week", intl::next_monday(now())),
    ];
    let pick = move |(words, day): (&'static str, Day)| {
        view! {
            <button
                type="button"
                class="button small pick"
                aria-pressed=move || (value.get() == Some(day)).to_string()
                on:click=move |_| on_choose.run(Some(day))
            >
                {text(words)}
            </button>
        }
    };
    let written = WrittenTime::new();
    let wrote = move |words: String| {
        let zone = intl::time_zone();
        if let Some(wall) = zone.and_then(|zone| written.read(&words, &zone)) {
            on_choose.run(Some(wall.day));
        }
    };
    let not_understood = written.unclear("due_not_understood", "due_example");
    view! {
        <InputRow
            field
            label
            kind="date"
            value=shown
            on_input=move |text: String| on_choose.run(Day::parse(&text).ok())
            faults
        />
        <div class="form-row below" role="group" aria-label=text(label)>
            <div class="buttons">
                {picks.map(pick).collect_view()}
                <input
                    class="input in-words"
                    type="text"
                    autocomplete="off"
                    aria-label=text("due_in_words")
                    placeholder=text("due_example")
                    on:input=move |event| wrote(event_target_value(&event))
                />
                <div role="status">{not_understood}</div>
            </div>
        </div>
    }
}

/// A reminder: off, or a moment by the clock of this machine.
#[component]
pub fn ReminderRow(
    /// Its name in the form.
    field: &'static str,
    /// The moment.
    value: Signal<Option<Millis>>,
    /// The default day.
    due: Signal<Option<Day>>,
    /// Called with the chosen moment.
    #[prop(into)]
    on_choose: Callback<Option<Millis>>,
) -> impl IntoView {
    let id = id_of(field);
    let is_set = Memo::new(move |_| value.with(Option::is_some));
    let first = move || {
        let day = due
            .get_untracked()
            .unwrap_or_else(|| intl::calendar_day(now()));
        intl::moment(&format!("{day}T{REMINDER_HOUR:02}:00"))
    };
    let toggle = move |event| {
        on_choose.run(event_target_checked(&event).then(first).flatten());
    };
    view! {
        <div class="form-row" data-field=field>
            <label for=id.clone()>{text("form_reminder")}</label>
            <div class="check-and-more">
                <input id=id type="checkbox" prop:checked=is_set on:change=toggle />
                {move || {
                    is_set
                        .get()
                        .then(|| {
                            view! {
                                <input
                                    type="datetime-local"
                                    aria-label=text("form_reminder_at")
                                    prop:value=move || value.get().map(intl::local_text).unwrap_or_default()
                                    on:change=move |event| {
                                        // An incomplete entry is ignored; the field stays as it is.
                                        if let Some(at) = intl::moment(&event_target_value(&event)) {
                                            on_choose.run(Some(at));
                                        }
                                    }
                                />
                            }
                        })
                }}
            </div>
        </div>
    }
}
