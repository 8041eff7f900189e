//! The telephone numbers of a person, as links for the machine's telephone program.

use leptos::prelude::*;

use super::state::PanelState;
use crate::insight::{Line, PersonView};
use crate::panel::RecordView;
use crate::platform::i18n::text;
use crate::ui::components::{Icon, Shape};

/// Each number with its field.
#[component]
pub fn Phones(
    /// The person.
    person: PersonView,
    /// The rep calls a number.
    #[prop(optional)]
    on_dial: Option<Callback<()>>,
) -> impl IntoView {
    let dial = move |_| {
        if let Some(on_dial) = on_dial {
            on_dial.run(());
        }
    };
    let number = |(line, number): (Line, &str)| {
        let digits: String = number
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        let label = text(match line {
            Line::Phone => "phone_phone",
            Line::Mobile => "phone_mobile",
        });
        view! {
            <span class="small phone">
                <span class="soft">{label}</span>
                " "
                {match person.opt_out.calls {
                    true => view! { <span>{number.to_owned()}</span> }.into_any(),
                    false => view! { <a href=format!("tel:{digits}") on:click=dial>{number.to_owned()}</a> }.into_any(),
                }}
            </span>
        }
    };
    let warned = person.opt_out.calls.then(|| {
        view! {
            <span class="small tone-warn no-calls">
                <Icon shape=Shape::Warn />
                {text("call_not_wanted")}
            </span>
        }
    });
    let numbers = person.numbers();
    if numbers.is_empty() {
        return view! {
            <span class="phones">
                <span class="small soft">{text("call_no_phone")}</span>
                {warned}
            </span>
        }
        .into_any();
    }
    let numbers = numbers.into_iter().map(number).collect_view();
    view! { <span class="phones">{numbers} {warned}</span> }.into_any()
}

/// The numbers of the chosen person. Where a person can be chosen, the line is always there, so that choosing moves
/// nothing.
#[component]
pub fn PhoneLine(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let person = PanelState::get().person(record);
    let chosen = record.with_untracked(|record| !record.facts.record.object.is_person());
    move || {
        let person = person
            .get()
            .filter(|person| chosen || !person.numbers().is_empty())?;
        Some(view! {
            <p class="phone-line">
                <Icon shape=Shape::Phone class="soft" />
                <Phones person />
            </p>
        })
    }
}
