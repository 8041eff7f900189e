//! The telephone numbers of a person, as links for the softphone of the policy or the machine's telephone program.

use leptos::prelude::*;
use std::time::Duration;

use super::state::PanelState;
use crate::base::Zone;
use crate::insight::{Line, PersonView};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::settings::{DialUrl, digits};
use crate::ui::components::{Icon, Shape};

/// How often the clock of the person is looked at.
const TICK: Duration = Duration::from_secs(20);

/// Each number with its field.
#[component]
pub fn Phones(
    /// The person.
    person: PersonView,
    /// The record in view, which knows how the organisation dials.
    record: RwSignal<RecordView>,
    /// The rep calls a number, and is shown the person's time.
    #[prop(optional)]
    on_dial: Option<Callback<()>>,
) -> impl IntoView {
    let softphone = record.with_untracked(|record| record.dial_url.clone());
    let dial = move |_| {
        if let Some(on_dial) = on_dial {
            on_dial.run(());
        }
    };
    let number = |(line, number): (Line, &str)| {
        let label = text(match line {
            Line::Phone => "phone_phone",
            Line::Mobile => "phone_mobile",
        });
        let address = (!person.opt_out.calls)
            .then(|| address(number, softphone.as_ref()))
            .flatten();
        let page = softphone.as_ref().is_some_and(DialUrl::is_page);
        view! {
            <span class="small phone">
                <span class="soft">{label}</span>
                " "
                {match address {
                    None => view! { <span>{number.to_owned()}</span> }.into_any(),
                    Some(address) => view! {
                        <a
                            href=address
                            target=page.then_some("_blank")
                            rel=page.then_some("noopener noreferrer")
                            on:click=dial
                        >
                            {number.to_owned()}
                        </a>
                    }
                        .into_any(),
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
    let time = person.zone.clone().filter(|_| on_dial.is_some());
    let time = time.map(|zone| view! { <TimeThere zone /> });
    let numbers = person.numbers();
    let none = numbers.is_empty().then(|| {
        view! { <span class="small soft">{text("call_no_phone")}</span> }
    });
    let numbers = numbers.into_iter().map(number).collect_view();
    view! { <span class="phones">{none} {numbers} {time} {warned}</span> }
}

/// What a number's link opens.
fn address(number: &str, softphone: Option<&DialUrl>) -> Option<String> {
    match softphone {
        Some(softphone) => softphone.of(number),
        None => digits(number).map(|digits| format!("tel:{digits}")),
    }
}

/// What the clock shows where the person is; nothing where it shows the same as the rep's.
#[component]
fn TimeThere(zone: Zone) -> impl IntoView {
    let at = RwSignal::new(now());
    let tick = move || {
        at.try_set(now());
    };
    if let Ok(ticking) = set_interval_with_handle(tick, TICK) {
        on_cleanup(move || ticking.clear());
    }
    move || {
        let at = at.get();
        let here = intl::time_zone().and_then(|here| intl::wall_in(&here, at));
        let differs = here != intl::wall_in(&zone, at);
        let time = format!("{} ({})", intl::time_in(&zone, at), zone.shown());
        differs.then(|| {
            view! {
                <span class="small soft" data-there="">
                    {text_with("call_time_there", &[&time])}
                </span>
            }
        })
    }
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
                <Phones person record />
            </p>
        })
    }
}
