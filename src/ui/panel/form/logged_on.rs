//! *Logged on*: the records on which a mail, call or task will be found, before it is submitted.

use leptos::{prelude::*, task::spawn_local};

use super::draft::Draft;
use crate::actions::{Form, Part};
use crate::base::{About, ActionKind, ObjectType, Related};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    messages::ask,
};
use crate::protocol::ListOpportunities;
use crate::ui::components::{Icon, Shape, live};
use crate::ui::panel::focus::{focus, focus_field};

/// So many people are named, the others are counted.
const NAMED: usize = 3;

/// The row: the people, the opportunity where there is one to choose, and the record in view or its account.
#[component]
pub fn LoggedOn(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let people = Memo::new(move |_| draft.form.with(Form::known_people));
    let about = Memo::new(move |_| draft.form.with(|form| form.about().clone()));
    let choose = move |about| draft.edit_any(|form| *form.about_mut() = about);
    let of_person = record.with_untracked(|record| record.facts.record.object.is_person());
    // A call or task with a lead or contact is with nobody else.
    let people_field = match draft.form.with_untracked(Form::kind) {
        ActionKind::SendEmail => Some("to"),
        // Its mails and tasks are logged on each of them when their day comes.
        ActionKind::AddToCampaign => return None,
        ActionKind::LogCall | ActionKind::AddTask => (!of_person).then_some("who"),
    };
    let person = move |name: String| {
        let shown = view! {
            <Icon shape=Shape::Person />
            {name}
        };
        match people_field {
            Some(field) => view! {
                <button
                    type="button"
                    class="chip chip-button"
                    title=text("form_logged_change")
                    on:click=move |_| focus_field(field)
                >
                    {shown}
                </button>
            }
            .into_any(),
            None => view! { <span class="chip">{shown}</span> }.into_any(),
        }
    };
    let persons = move || {
        let names = people.get();
        let more = names.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| person(text_with("form_logged_more", &[&more.to_string()])));
        let named = names.into_iter().take(NAMED).map(person).collect_view();
        view! {
            {named}
            {more}
        }
    };
    let place = Memo::new(move |_| record.with(|record| place_of(record, &about.get())));
    let place = move || {
        place.get().map(|name| {
            view! {
                <span class="chip">
                    <Icon shape=Shape::Building />
                    {name}
                </span>
            }
        })
    };
    Some(view! {
        <div class="logged-on" data-field="about" role="group" aria-labelledby="logged-on">
            <span class="small soft" id="logged-on">
                {text("form_logged_on")}
            </span>
            {persons}
            {draft.may(Part::About).then(|| view! { <AboutChip record about on_choose=choose /> })}
            {place}
        </div>
    })
}

/// The opportunity; nothing where there is none to choose. From an account or an opportunity those of the account are asked
/// for when the rep wants to choose one.
#[component]
fn AboutChip(
    record: RwSignal<RecordView>,
    about: Memo<About>,
    #[prop(into)] on_choose: Callback<About>,
) -> impl IntoView {
    let object = record.with_untracked(|record| record.facts.record.object);
    let asked = RwSignal::new(None::<Vec<Related>>);
    let offered = Memo::new(move |_| {
        let mut all = offered(record, &about.get());
        for one in asked.get().into_iter().flatten() {
            if !all.iter().any(|other| other.id == one.id) {
                all.push(one);
            }
        }
        // That in view is the one where no other is chosen.
        record.with(|record| all.retain(|one| one.id != record.facts.record.id));
        all
    });
    let some = Memo::new(move |_| !offered.with(Vec::is_empty));
    let can_ask = matches!(object, ObjectType::Account | ObjectType::Opportunity);
    let none = match object {
        ObjectType::Opportunity => record.with_untracked(|record| record.facts.name.clone()),
        _ => text("form_no_opportunity"),
    };
    let option = move |one: Related| {
        let (id, value) = (one.id.clone(), one.id.to_string());
        let selected = move || about.with(|about| about.id().as_ref() == Some(&id));
        view! {
            <option value=value prop:selected=selected>
                {one.name}
            </option>
        }
    };
    let choose = move |id: String| {
        let all = offered.get_untracked();
        let chosen = all.into_iter().find(|one| one.id.to_string() == id);
        on_choose.run(About::from(chosen));
    };
    let undecided = move || !can_ask && about.with(About::is_undecided);
    let is_none = move || about.with(|about| about.opportunity().is_none()) && !undecided();
    view! {
        <Show
            when=move || some.get()
            fallback=move || can_ask.then(|| view! { <OtherOpportunity record asked /> })
        >
            <select
                class="chip"
                class:open=undecided
                aria-label=text("form_related")
                on:change=move |event| choose(event_target_value(&event))
            >
                {move || {
                    undecided()
                        .then(|| {
                            view! {
                                <option value="?" selected hidden>
                                    {text("form_choose_opportunity")}
                                </option>
                            }
                        })
                }}
                <option value="" prop:selected=is_none>
                    {none.clone()}
                </option>
                {move || offered.get().into_iter().map(option).collect_view()}
            </select>
        </Show>
    }
}

/// Asks for the opportunities of the account.
#[component]
fn OtherOpportunity(
    record: RwSignal<RecordView>,
    asked: RwSignal<Option<Vec<Related>>>,
) -> impl IntoView {
    let (waits, live) = (RwSignal::new(false), live());
    let ask_for_them = move |_| {
        if waits.get_untracked() {
            return;
        }
        waits.set(true);
        let record = record.with_untracked(|record| record.facts.record.clone());
        spawn_local(async move {
            let own = record.id.clone();
            let found = ask(ListOpportunities { record }).await;
            waits.try_set(false);
            match found {
                Ok(all) if all.iter().any(|one| one.id != own) => {
                    asked.try_set(Some(all));
                    request_animation_frame(|| focus(".logged-on select"));
                }
                Ok(_) => live.say(text("form_no_other_opportunity")),
                Err(_) => live.say(text("form_opportunities_unread")),
            }
        });
    };
    view! {
        <button
            type="button"
            class="chip chip-button"
            aria-busy=move || waits.get().to_string()
            on:click=ask_for_them
        >
            {text("form_choose_opportunity")}
        </button>
    }
}

/// The opportunities to choose from. The chosen one stays among them even if it was closed meanwhile.
pub fn offered(record: RwSignal<RecordView>, about: &About) -> Vec<Related> {
    let mut all = record.with(|record| record.facts.opportunities.clone());
    if let Some(chosen) = about.opportunity()
        && !all.iter().any(|one| one.id == chosen.id)
    {
        all.push(chosen.clone());
    }
    all
}

/// The record in view where it is no person, else the contact's account. An opportunity in whose place another one is
/// chosen is not where it is found.
fn place_of(record: &RecordView, about: &About) -> Option<String> {
    let facts = &record.facts;
    match facts.record.object {
        ObjectType::Opportunity if about.opportunity().is_some() => None,
        ObjectType::Lead => None,
        ObjectType::Contact => facts.company.clone(),
        ObjectType::Account | ObjectType::Opportunity => Some(facts.name.clone()),
    }
}
