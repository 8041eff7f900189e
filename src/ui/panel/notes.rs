//! The notices above the list: no network, an old view, a draft elsewhere.

use leptos::prelude::*;

use super::composing::Start;
use super::form::elsewhere_title;
use super::note::Note;
use super::state::PanelState;
use crate::base::RecordRef;
use crate::outbox::{OutboxItem, OutboxState};
use crate::panel::{MailboxState, RecordView};
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::protocol::GetRecord;
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, Icon, Notice, Offline, Shape, page_target,
};

/// The notices above the list.
#[component]
pub fn Notes(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let stale = Memo::new(move |_| {
        let fault = record.with(|record| record.facts.freshness.fault.clone());
        fault.or_else(|| state.view.fault.get())
    });
    let age = move || {
        let at = record.with(|record| record.facts.freshness.at);
        text_with("panel_stale", &[&intl::ago(at, state.now.get())])
    };
    let again = Command::new();
    let refresh = move |()| again.run(GetRecord { refresh: true }, move |view| state.put(view));
    view! {
        <div class="notes">
            {move || {
                state.note.get().map(|note| view! { <NoteView note record=record.with_untracked(|r| r.facts.record.clone()) /> })
            }}
            <Offline />
            {move || {
                let fault = stale.get().filter(|_| state.online.get());
                fault.map(|fault| view! { <FaultView fault on_retry=refresh /> })
            }}
            <MailboxFault record />
            {move || {
                let old = stale.with(Option::is_some) || !state.online.get();
                old.then(|| view! { <p class="small soft">{age}</p> })
            }}
        </div>
    }
}

/// What the rep has to do before a mail can be sent, unless the card of a waiting mail of this record says the same.
#[component]
pub fn MailboxFault(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let fault = Memo::new(move |_| {
        let (here, fault) = record.with(|record| match &record.mailbox {
            MailboxState::Ready { fault, .. } => (record.facts.record.clone(), fault.clone()),
            MailboxState::NotConnected => (record.facts.record.clone(), None),
        });
        let fault = fault.filter(|_| state.online.get())?;
        let waits = |item: &OutboxItem| match &item.state {
            OutboxState::Waiting { fault: waits, .. } => {
                item.record == here && waits.as_ref().is_some_and(|waits| waits.code == fault.code)
            }
            _ => false,
        };
        let told = state
            .outbox
            .value
            .with(|items| items.iter().flatten().any(waits));
        (!told).then_some(fault)
    });
    view! { {move || fault.get().map(|fault| view! { <FaultView fault /> })} }
}

/// Shown above a form in the side panel while the tab in front shows another record: the form's record, with a link.
#[component]
pub fn NotHereNotice(
    /// The form's record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let here = Memo::new(move |_| state.in_front());
    move || {
        let (name, of) =
            record.with(|record| (record.facts.name.clone(), record.facts.record.clone()));
        (!here.get()).then(|| {
            view! {
                <aside class="notes" aria-live="polite" data-not-here="">
                    <Notice title=text_with("draft_not_here_title", &[&name])>
                        <p>{text("draft_not_here_text")}</p>
                        <div class="buttons">
                            <a class="button small" href=format!("https://{}/{}", of.org, of.id) target=page_target()>
                                {text("outbox_open_record")}
                            </a>
                        </div>
                    </Notice>
                </aside>
            }
        })
    }
}

#[component]
fn NoteView(note: Note, record: RecordRef) -> impl IntoView {
    let state = PanelState::get();
    let close = move |()| state.note.set(None);
    match note {
        Note::KeptElsewhere { name, record } => {
            let there = format!("https://{}/{}", record.org, record.id);
            view! {
                <Notice title=text_with("panel_kept_title", &[&name])>
                    <p>{text("panel_kept_text")}</p>
                    <div class="buttons">
                        // Salesforce opens the record in the right user interface by itself.
                        <a class="button small" href=there target=page_target()>
                            {text("outbox_open_record")}
                        </a>
                        <Button look=ButtonKind::Quiet small=true on_press=close>
                            {text("close")}
                        </Button>
                    </div>
                </Notice>
            }
            .into_any()
        }
        Note::Ended(how) => view! {
            <Notice title=text(elsewhere_title(how))>
                <div class="buttons">
                    <Button look=ButtonKind::Quiet small=true on_press=close>
                        {text("close")}
                    </Button>
                </div>
            </Notice>
        }
        .into_any(),
        Note::Discarded(form) => {
            let undo = move |()| {
                state.compose(record.clone(), form.kind(), Start::With(form.clone()));
            };
            view! {
                <div class="notice line" role="status">
                    <Icon shape=Shape::Check />
                    <div class="words">
                        <p class="title">{text("panel_discarded")}</p>
                        <Button small=true on_press=undo>
                            {text("outbox_undo")}
                        </Button>
                    </div>
                </div>
            }
            .into_any()
        }
    }
}
