//! The form of an action, shown in place of the list.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bar::FormBar;
use super::draft::{Draft, Opened, fresh_writing};
use crate::actions::Form;
use crate::base::{ActionKind, Fault};
use crate::outbox::Writing;
use crate::panel::{DraftView, RecordView};
use crate::platform::{i18n::text, intl, messages::ask, now};
use crate::protocol::GetDraft;
use crate::ui::{
    components::FaultView,
    panel::{
        composing::{Composing, Start},
        focus::FocusTarget,
        gone::GoneNotice,
        head::Head,
        notes::NotHereNotice,
        state::PanelState,
    },
};

/// The form of an action, opened with the stored draft or the form that an undo returned.
#[component]
pub fn ActionForm(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The action, and what the form begins with.
    composing: Composing,
    /// Draws the form.
    draw: fn(RwSignal<RecordView>, Draft) -> AnyView,
    /// Puts the person's name into the subject of a fresh form.
    name_person: fn(&mut Form),
) -> impl IntoView {
    let state = PanelState::get();
    let opened = RwSignal::new(None::<Result<Opened, Fault>>);
    let action = composing.action;
    let load = Callback::new(move |()| open(state, record, &composing, name_person, opened));
    load.run(());
    let of = record.with_untracked(|record| record.facts.record.clone());
    view! {
        <Head record />
        <GoneNotice record=of />
        <NotHereNotice record />
        {move || match opened.get() {
            Some(Ok(opened)) => draw(record, Draft::new(record, opened)),
            Some(Err(fault)) => {
                view! {
                    <BackOnly action />
                    <main class="alone">
                        <FaultView fault on_retry=load />
                    </main>
                }
                    .into_any()
            }
            None => {
                view! {
                    <BackOnly action />
                    <FormSkeleton />
                }
                    .into_any()
            }
        }}
    }
}

/// Finds what the form begins with: a form returned by an undo, an unstored draft, or the stored draft.
fn open(
    state: PanelState,
    view: RwSignal<RecordView>,
    composing: &Composing,
    name_person: fn(&mut Form),
    opened: RwSignal<Option<Result<Opened, Fault>>>,
) {
    let Composing {
        record,
        action,
        start,
    } = composing.clone();
    let (given, unkept) = match start {
        Start::Given(draft) => {
            let writing = writing_of(&draft);
            opened.set(Some(Ok(open_given(state, *draft, writing, name_person))));
            return;
        }
        Start::With(form) => (Some(*form), None),
        Start::Kept => state.unkept_draft(&record, action).unzip(),
    };
    let unsaved = |form, writing, choices| Opened {
        form,
        saved_at: None,
        kept: false,
        writing,
        choices,
    };
    let known = state.choices.get_value();
    if let (Some(form), Some(writing), Some(choices)) = (given.clone(), unkept.clone(), known) {
        opened.set(Some(Ok(unsaved(form, writing, choices))));
        return;
    }
    let question = GetDraft {
        record,
        action,
        with: untrack(|| state.person(view).get()).map(|person| person.record),
        today: intl::calendar_day(now()),
    };
    spawn_local(async move {
        let answer = ask(question).await;
        if let Ok(draft) = &answer {
            state.choices.try_set_value(Some(draft.choices.clone()));
        }
        let writing = unkept.unwrap_or_else(|| match &answer {
            Ok(draft) => writing_of(draft),
            Err(_) => fresh_writing(None),
        });
        let found = match (given, answer) {
            (Some(form), answer) => {
                let choices = answer.map(|draft| draft.choices);
                Ok(unsaved(form, writing, choices.unwrap_or_default()))
            }
            (None, Ok(mut draft)) => {
                if draft.saved_at.is_none() {
                    name_person(&mut draft.form);
                }
                Ok(Opened {
                    form: draft.form,
                    saved_at: draft.saved_at,
                    kept: true,
                    writing,
                    choices: draft.choices,
                })
            }
            (None, Err(fault)) => Err(fault),
        };
        opened.try_set(Some(found));
    });
}

/// The form for people of a list. A draft to which they were added is not stored like that yet.
fn open_given(
    state: PanelState,
    mut draft: DraftView,
    writing: Writing,
    name_person: fn(&mut Form),
) -> Opened {
    state.choices.set_value(Some(draft.choices.clone()));
    if draft.saved_at.is_none() {
        name_person(&mut draft.form);
    }
    Opened {
        kept: draft.saved_at.is_none(),
        form: draft.form,
        saved_at: draft.saved_at,
        writing,
        choices: draft.choices,
    }
}

/// The identity of a form that was just opened, and of its draft.
fn writing_of(view: &DraftView) -> Writing {
    let mut writing = fresh_writing(view.user.clone());
    if let Some((draft, edition)) = &view.draft {
        writing.draft = draft.clone();
        writing.edition = *edition;
        writing.seen = Some(*edition);
    }
    writing
}

/// The bar with Back while there is no form yet.
#[component]
fn BackOnly(action: ActionKind) -> impl IntoView {
    let state = PanelState::get();
    view! { <FormBar on_back=move |()| state.close_form(FocusTarget::Action(action)) /> }
}

#[component]
fn FormSkeleton() -> impl IntoView {
    view! {
        <main class="form skeleton" aria-busy="true">
            <span class="hidden-text">{text("loading")}</span>
            <div class="bone short"></div>
            <div class="bone middle"></div>
            <div class="bone long"></div>
            <div class="bone block"></div>
        </main>
    }
}
