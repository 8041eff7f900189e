//! The people who are added, and who is left out and why.

use leptos::prelude::*;
use std::collections::HashSet;

use super::check::{Checked, summary};
use super::emails::Looking;
use crate::actions::AddToCampaign;
use crate::base::RecordId;
use crate::campaigns::Why;
use crate::insight::PersonView;
use crate::panel::{LaunchRow, RecordView};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::ui::components::{FaultView, Shape, ToolButton, UnderWay, live};
use crate::ui::panel::choose_people::{ChooseButton, ChoosePeople};
use crate::ui::panel::focus::focus;
use crate::ui::panel::form::{Draft, Faults, FaultsAt, Named, OwnTextMark};

/// The list, with the button to choose more.
#[component]
pub fn People(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
    /// Its faults.
    faults: Faults,
    /// What is known of the people.
    check: Checked,
    /// Whose emails are looked at.
    looking: Looking,
    /// Whether there are emails to look at.
    has_mails: Memo<bool>,
) -> impl IntoView {
    let live = live();
    let choosing = RwSignal::new(false);
    let own_faults = faults.at("people");
    let rows = check.rows;
    let there = Memo::new(move |_| {
        rows.with(|rows| {
            let ids = rows.iter().filter_map(|row| row.who.record.clone());
            ids.collect::<HashSet<RecordId>>()
        })
    });
    let chosen = Signal::derive(move || rows.with(Vec::len));
    let add = move |people: Vec<PersonView>| {
        draft.edit(|form: &mut AddToCampaign| form.choose(&people));
    };
    let row = move |row: LaunchRow| {
        let LaunchRow {
            who,
            added,
            why,
            also,
        } = row;
        let name = who.shown().to_owned();
        let mine = why.as_ref().is_some_and(Why::can_be_overruled);
        let (shown, included, removed, of) = (who.clone(), who.clone(), who.clone(), who);
        let own = {
            let of = of.clone();
            Memo::new(move |_| {
                draft.read(|form: &AddToCampaign| {
                    let id = of.record.as_ref();
                    id.is_some_and(|id| !form.own_of(id).is_empty())
                })
            })
        };
        let look = move |()| {
            let at = draft.read_now(|form: &AddToCampaign| {
                form.people.iter().position(|other| other.is_same(&of))
            });
            if let Some(at) = at {
                looking.at_person(at);
            }
        };
        let pen = text_with("campaign_mails_of", &[&name]);
        let include = mine.then(|| {
            view! {
                <label class="small">
                    <input
                        type="checkbox"
                        prop:checked=added
                        on:change=move |_| check.include(&included, !added)
                    />
                    {text("campaign_add_all_the_same")}
                    <span class="hidden-text">": " {name.clone()}</span>
                </label>
            }
        });
        let remove = move |()| {
            check.remove(&removed);
            live.say(text_with("compose_removed", &[removed.shown()]));
            request_animation_frame(|| focus("[data-field=people] .button"));
        };
        view! {
            <li class="several-row" class:out=!added>
                <span class="several-who">
                    <Named who=shown />
                    <Show when=move || own.get()>
                        <OwnTextMark />
                    </Show>
                    {also
                        .iter()
                        .map(|why| view! { <span class="small soft several-also">{also_in(why)}</span> })
                        .collect_view()}
                    {why.map(|why| view! { <span class="small several-reason">{reason(&why)}</span> })}
                    {include}
                </span>
                <span class="several-tools">
                    {move || {
                        let (pen, look) = (pen.clone(), look.clone());
                        (added && has_mails.get())
                            .then(|| view! { <ToolButton label=pen shape=Shape::Pen on_press=look /> })
                    }}
                    <ToolButton
                        label=text_with("compose_remove", &[&name])
                        shape=Shape::Close
                        on_press=remove
                    />
                </span>
            </li>
        }
    };
    let under_way = Memo::new(move |_| check.is_under_way());
    let retry = Callback::new(move |()| check.fault.set(None));
    view! {
        <div class="form-row" data-field="people">
            <span class="row-label" id="launch-people">{text("campaigns_the_people")}</span>
            <span class="value" role="status">
                {move || match under_way.get() {
                    true => text("campaign_add_checking"),
                    false => rows.with(|rows| summary(rows)),
                }}
            </span>
            <ChooseButton open=choosing />
            <FaultsAt faults=own_faults id="people-faults" />
        </div>
        <ChoosePeople record there chosen on_add=add open=choosing />
        <div class="several launch">
            {move || under_way.get().then(|| view! { <UnderWay /> })}
            {move || check.fault.get().map(|fault| view! { <FaultView fault on_retry=retry /> })}
            <ul role="list" class="several-rows" aria-labelledby="launch-people">
                <For each=move || rows.get() key=key children=row />
            </ul>
        </div>
    }
}

/// A row is drawn anew where anything of it changes.
fn key(row: &LaunchRow) -> RowKey {
    let who = &row.who;
    let why = row.why.as_ref().map(Why::name);
    let also = row.also.len();
    (
        who.record.clone(),
        who.address.clone(),
        row.added,
        why,
        also,
    )
}

/// Who it is, whether they are added, and what is said of them.
type RowKey = (Option<RecordId>, String, bool, Option<&'static str>, usize);

/// In which other campaign somebody is.
fn also_in(why: &Why) -> String {
    match why {
        Why::AlsoIn { campaign, rep, .. } => text_with("campaign_also_in", &[campaign, rep]),
        _ => String::new(),
    }
}

/// Why somebody is left out, in words.
fn reason(why: &Why) -> String {
    let key = format!("campaign_why_{}", why.name());
    match why {
        Why::InCampaign { campaign, rep } | Why::AlsoIn { campaign, rep, .. } => {
            text_with(&key, &[campaign, rep])
        }
        Why::InCadence { cadence, rep } => text_with(&key, &[cadence, rep]),
        Why::InDeleted { rep } => text_with(&key, &[rep]),
        Why::WrittenTo { at } => {
            // Salesforce's LastActivityDate is a day, whose first moment in UTC this is.
            let day = intl::calendar_day_in("UTC", *at);
            let day = day.map(|day| intl::short_day(day, intl::calendar_day(now())));
            text_with(&key, &[&day.unwrap_or_default()])
        }
        _ => text(&key),
    }
}
