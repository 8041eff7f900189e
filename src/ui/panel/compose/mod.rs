//! Send Sales Email: the form in place of the list, its draft kept while the rep types.

mod bar;
mod draft;
mod faults;
mod preview;
mod recipients;
mod writing;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::draft::{Draft, Opened};
use self::writing::Writing;
use super::head::Head;
use super::state::{Eye, PanelState, Start};
use crate::actions::{ActionKind, Form};
use crate::insight::RecordView;
use crate::platform::i18n::text;
use crate::platform::messages::ask;
use crate::protocol::{Fault, GetDraft};
use crate::ui::components::{Button, FaultView, Icon, Look, Shape};

/// The form, from the kept draft or from what an undo gave back.
#[component]
pub fn Compose(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// What it begins with.
    start: Start,
) -> impl IntoView {
    let state = PanelState::get();
    let opened = RwSignal::new(None::<Result<Opened, Fault>>);
    let load = Callback::new(move |()| open(state, record, start.clone(), opened));
    load.run(());
    view! {
        <Head record />
        {move || match opened.get() {
            Some(Ok(opened)) => {
                let draft = Draft::new(record, opened);
                view! { <Writing record draft /> }.into_any()
            }
            Some(Err(fault)) => {
                view! {
                    <BackOnly />
                    <main class="alone">
                        <FaultView fault on_retry=load />
                    </main>
                }
                    .into_any()
            }
            None => {
                view! {
                    <BackOnly />
                    <FormSkeleton />
                }
                    .into_any()
            }
        }}
    }
}

/// Finds what the form begins with: what an undo gave back, what could not be kept, the draft.
fn open(
    state: PanelState,
    record: RwSignal<RecordView>,
    start: Start,
    opened: RwSignal<Option<Result<Opened, Fault>>>,
) {
    let record = record.with_untracked(|record| record.record.clone());
    let unkept = state.unkept_draft(&record, ActionKind::SendEmail);
    let given = match start {
        Start::With(form) => Some(*form),
        Start::Kept => unkept,
    };
    if let Some(Form::SendEmail(form)) = given {
        opened.set(Some(Ok(Opened {
            form,
            saved_at: None,
            kept: false,
        })));
        return;
    }
    spawn_local(async move {
        let answer = ask(GetDraft {
            record,
            action: ActionKind::SendEmail,
        })
        .await;
        opened.try_set(Some(answer.map(|draft| {
            let Form::SendEmail(form) = draft.form;
            Opened {
                form,
                saved_at: draft.saved_at,
                kept: true,
            }
        })));
    });
}

/// The way back while there is no form.
#[component]
fn BackOnly() -> impl IntoView {
    let state = PanelState::get();
    view! {
        <div class="compose-bar">
            <Button look=Look::Quiet role_in_view="back" on_press=move |()| state.close_form(Eye::Primary)>
                <Icon shape=Shape::Back />
                {text("back")}
            </Button>
        </div>
    }
}

#[component]
fn FormSkeleton() -> impl IntoView {
    view! {
        <main class="compose skeleton" aria-busy="true">
            <span class="hidden-text">{text("loading")}</span>
            <div class="bone short"></div>
            <div class="bone middle"></div>
            <div class="bone long"></div>
            <div class="bone block"></div>
        </main>
    }
}
