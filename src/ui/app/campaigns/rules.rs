//! When the steps of a campaign happen, and what ends it for somebody.

use leptos::prelude::*;

use super::form::{Form, fault_id};
use crate::base::Day;
use crate::campaigns::{CampaignDraft, Rules};
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::ui::components::{Button, Shape, ToolButton};

/// A switch of the rules: its place, and the locale keys of its label and the line below.
type Switch = (fn(&mut Rules) -> &mut bool, &'static str, &'static str);

const ENDS: [Switch; 5] = [
    (
        |rules| &mut rules.reply,
        "campaigns_on_reply",
        "campaigns_on_reply_text",
    ),
    (
        |rules| &mut rules.bounce,
        "campaigns_on_bounce",
        "campaigns_on_bounce_text",
    ),
    (
        |rules| &mut rules.meeting,
        "campaigns_on_meeting",
        "campaigns_on_meeting_text",
    ),
    (
        |rules| &mut rules.conversion,
        "campaigns_on_conversion",
        "campaigns_on_conversion_text",
    ),
    (
        |rules| &mut rules.owner_change,
        "campaigns_on_owner",
        "campaigns_on_owner_text",
    ),
];

#[component]
pub fn RulesFields(form: Form) -> impl IntoView {
    let draft = form.draft;
    let switch = move |(place, key, more): Switch| {
        let on = move || draft.with(|draft| *place(&mut draft.rules.clone()));
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=on
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        form.change(|draft| *place(&mut draft.rules) = on);
                    }
                />
                <span>
                    {text(key)}
                    <span class="small soft">{text(more)}</span>
                </span>
            </label>
        }
    };
    let time = move |name: &'static str,
                     key: &'static str,
                     place: fn(&mut CampaignDraft) -> &mut String| {
        let id = format!("campaign-{name}");
        let value = move || draft.with(|draft| place(&mut draft.clone()).clone());
        view! {
            <div class="field time">
                <label for=id.clone()>{text(key)}</label>
                <input
                    id=id
                    class="input"
                    type="time"
                    aria-invalid=move || form.invalid("until")
                    aria-describedby=fault_id("until")
                    prop:value=value
                    on:input=move |event| {
                        form.change(|draft| *place(draft) = event_target_value(&event));
                    }
                />
            </div>
        }
    };
    view! {
        <section class="card" data-part="when">
            <header>
                <h2>{text("campaigns_when")}</h2>
                <p>{text("campaigns_when_text")}</p>
            </header>
            <div class="inside">
                <div class="pair start">
                    {time("from", "campaigns_from", |draft| &mut draft.from)}
                    {time("until", "campaigns_until", |draft| &mut draft.until)}
                </div>
                {form.wrong(|| "until".to_owned())}
                {switch((|rules| &mut rules.working_days, "campaigns_working_days", "campaigns_working_days_text"))}
                <Holidays form />
            </div>
        </section>
        <section class="card" data-part="ends">
            <header>
                <h2>{text("campaigns_ends")}</h2>
                <p>{text("campaigns_ends_text")}</p>
            </header>
            <div class="inside">
                <div class="switches" role="group" aria-label=text("campaigns_ends")>
                    {ENDS.map(switch).collect_view()}
                </div>
                <div class="field">
                    <label for="campaign-statuses">{text("campaigns_statuses")}</label>
                    <input
                        id="campaign-statuses"
                        class="input"
                        type="text"
                        autocomplete="off"
                        placeholder=text("campaigns_statuses_hint")
                        aria-invalid=move || form.invalid("statuses")
                        aria-describedby=fault_id("statuses")
                        prop:value=move || draft.with(|draft| draft.statuses.clone())
                        on:input=move |event| {
                            form.change(|draft| draft.statuses = event_target_value(&event));
                        }
                    />
                    {form.wrong(|| "statuses".to_owned())}
                </div>
            </div>
        </section>
    }
}

/// Days that do not count.
#[component]
fn Holidays(form: Form) -> impl IntoView {
    let draft = form.draft;
    let written = RwSignal::new(String::new());
    let days = Memo::new(move |_| draft.with(|draft| draft.rules.holidays.clone()));
    let add = move |()| {
        if let Ok(day) = Day::parse(&written.get_untracked()) {
            form.change(|draft| {
                draft.add_holiday(day);
            });
            written.set(String::new());
        }
    };
    let row = move |day: Day| {
        let name = intl::whole_day(day);
        let remove = move |()| {
            form.change(|draft| draft.rules.holidays.retain(|other| *other != day));
        };
        view! {
            <li>
                {name.clone()}
                <ToolButton label=text_with("campaigns_holiday_remove", &[&name]) shape=Shape::Close on_press=remove />
            </li>
        }
    };
    let nothing = Signal::derive(move || Day::parse(&written.get()).is_err());
    view! {
        <div class="field">
            <label for="campaign-holiday">{text("campaigns_holidays")}</label>
            <div class="pair start">
                <input
                    id="campaign-holiday"
                    class="input day"
                    type="date"
                    aria-describedby=fault_id("holidays")
                    prop:value=written
                    on:keydown=move |event| {
                        // It adds the day, in place of saving the campaign.
                        if event.key() == "Enter" {
                            event.prevent_default();
                            add(());
                        }
                    }
                    on:input=move |event| written.set(event_target_value(&event))
                />
                <Button disabled=nothing on_press=add>{text("campaigns_holiday_add")}</Button>
            </div>
            <ul class="holidays">
                <For each=move || days.get() key=|day| *day children=row />
            </ul>
            {form.wrong(|| "holidays".to_owned())}
        </div>
    }
}
