//! The people of an account or opportunity: the one that is chosen is whom the actions are for.

use leptos::prelude::*;

use super::opt_outs::OptOuts;
use super::state::PanelState;
use crate::insight::{PersonView, RecordView};
use crate::platform::i18n::{text, text_with};
use crate::salesforce::ObjectType;
use crate::ui::components::{Button, Flames, Icon, Look, Shape, Stars};

/// How many are shown at first.
const FEW: usize = 4;

/// Whether the record is a person itself: then there is nobody to choose.
pub fn is_person(record: &RecordView) -> bool {
    matches!(record.record.object, ObjectType::Lead | ObjectType::Contact)
}

/// The section; a lead or contact has none.
#[component]
pub fn People(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let people = Memo::new(move |_| record.with(|record| record.people.clone()));
    let chosen = state.person(record);
    let all = RwSignal::new(false);
    if record.with_untracked(is_person) {
        return ().into_any();
    }
    let kind = record.with_untracked(|record| match record.record.object {
        ObjectType::Opportunity => "opportunity",
        _ => "account",
    });
    let choose = move |person: &PersonView| {
        let key = record.with_untracked(|record| record.record.key());
        let id = person.record.clone();
        state.chosen.update(|chosen| {
            chosen.insert(key, id);
        });
    };
    let person = move |person: PersonView| {
        let id = person.record.clone();
        let is_chosen =
            move || chosen.with(|chosen| chosen.as_ref().is_some_and(|one| one.record == id));
        let primary = person.primary.then(|| text("people_primary"));
        let parts = [person.role.clone(), primary, person.title.clone()];
        let line = parts.into_iter().flatten().filter(|part| !part.is_empty());
        let line = line.collect::<Vec<_>>().join(" · ");
        let no_address = person.address.is_none().then(|| {
            view! {
                <span class="small tone-warn no-address">
                    <Icon shape=Shape::Warn />
                    {text("people_no_address")}
                </span>
            }
        });
        let marks = person.marks.map(|marks| {
            view! {
                <Stars count=marks.stars />
                <Flames count=marks.flames />
            }
        });
        let name = person.name.clone();
        let opt_outs = view! { <OptOuts of=person.opt_out.clone() /> };
        view! {
            <label class="person">
                <input type="radio" name="person" prop:checked=is_chosen on:change=move |_| choose(&person) />
                <span class="grow">
                    <span class="strong">{name}</span>
                    {(!line.is_empty()).then(|| view! { <span class="small soft">{line}</span> })}
                    {no_address}
                    {opt_outs}
                </span>
                {marks}
            </label>
        }
    };
    let shown = move || {
        let people = people.get();
        // The chosen one is always in sight.
        let at = chosen.with(|chosen| {
            let chosen = chosen.as_ref()?;
            people
                .iter()
                .position(|person| person.record == chosen.record)
        });
        let count = if all.get() {
            people.len()
        } else {
            FEW.max(at.map_or(0, |at| at + 1))
        };
        people.into_iter().take(count).map(person).collect_view()
    };
    let hidden = move || {
        let count = people.with(Vec::len);
        (count > FEW && !all.get()).then(|| {
            view! {
                <Button look=Look::Quiet small=true on_press=move |()| all.set(true)>
                    {text_with("people_all", &[&count.to_string()])}
                </Button>
            }
        })
    };
    let more = move || {
        record
            .with(|record| record.more_people)
            .then(|| view! { <p class="small soft">{text("people_more")}</p> })
    };
    let reachable =
        Memo::new(move |_| people.with(|people| people.iter().any(|one| one.address.is_some())));
    let title = format!("people_{kind}");
    view! {
        <section class="people" data-tour="people">
            <h2 id="people-title">{text(&title)}</h2>
            {move || {
                (!reachable.get())
                    .then(|| {
                        view! {
                            <div class="notice">
                                <Icon shape=Shape::Info />
                                <div class="words">
                                    <p class="title">{text("people_none_title")}</p>
                                    <p>{text(&format!("people_none_{kind}"))}</p>
                                </div>
                            </div>
                        }
                    })
            }}
            <div role="radiogroup" aria-labelledby="people-title">
                {shown}
            </div>
            {hidden}
            {more}
        </section>
    }
    .into_any()
}

/// "For Grace Hopper", where there is somebody to choose; what keeps the rep from writing to them
/// stands in the same line, so that choosing moves nothing.
#[component]
pub fn ActingOn(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let chosen = PanelState::get().person(record);
    let somebody = record.with_untracked(|record| !is_person(record));
    move || {
        let person = chosen.get().filter(|_| somebody)?;
        let no_address = person.address.is_none().then(|| {
            view! { <span class="tone-warn">" · " {text("people_no_address")}</span> }
        });
        Some(view! {
            <p class="small acting-on">
                <Icon shape=Shape::Person class="soft" />
                <span>
                    {text_with("people_for", &[&person.name])} {no_address}
                    {person.opt_out.no_mail().then(|| view! { <span class="tone-warn">" · " {text("opt_out_email")}</span> })}
                </span>
            </p>
        })
    }
}
