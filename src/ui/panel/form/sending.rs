//! The frame of a form, with Back, sending and Discard.

use leptos::{ev, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::ask_user::{AskUser, asks_user};
use super::bar::FormBar;
use super::doubts::Doubts;
use super::draft::{Draft, SaveState};
use super::elsewhere::ElsewhereNotice;
use super::faults::Faults;
use super::foot::FormFoot;
use super::limited::{Limited, is_in_vain};
use super::logged_on::LoggedOn;
use super::review::Review;
use crate::actions::{Doubt, Form};
use crate::outbox::OutboxState;
use crate::panel::{PageUser, RecordView};
use crate::platform::{i18n::text, now};
use crate::protocol::{Submit, Submitted};
use crate::ui::{
    components::{Button, ButtonKind, FaultView, Guard, Icon, live},
    panel::{
        action::{icon, title},
        focus::{FocusTarget, focus, focus_field},
        note::{Elsewhere, Note},
        state::PanelState,
    },
};

/// The worker's fault where another tab has sent the draft with other content.
const SUBMITTED: &str = "journal.submitted";

/// How long sending takes before a text says so.
const SLOW: Duration = Duration::from_secs(1);

/// A form. Its children are the fields.
#[component]
pub fn FormShell(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
    /// Its faults.
    faults: Faults,
    /// The verb of the primary button, as a locale key.
    #[prop(into)]
    verb: Signal<&'static str>,
    /// The primary button's label where it says more than the verb; in place of its icon, too.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// The field that has the focus at first.
    first: &'static str,
    /// Whether the first field's text, which we filled in, is selected, so that typing replaces it.
    #[prop(optional)]
    select_first: bool,
    /// Called before the form is stored or sent, to take over text that is still being typed.
    #[prop(optional, into)]
    take_typed: Option<Callback<()>>,
    /// Whether it cannot be sent yet, because something is still being added to it.
    #[prop(optional, into)]
    not_yet: Signal<bool>,
    /// Whether another view of the form is shown in place of its fields; Back and a fault end it.
    #[prop(optional)]
    aside: Option<RwSignal<bool>>,
    /// A button before the primary one.
    #[prop(optional, into)]
    beside: ViewFn,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let state = PanelState::get();
    let live = live();
    let sending = draft.sending;
    let action = draft.form.with_untracked(Form::kind);
    let take_typed = move || {
        if let Some(take) = take_typed {
            take.run(());
        }
    };
    let show_fault = move |field: &'static str| {
        if let Some(aside) = aside {
            aside.set(false);
        }
        live.say(text("form_faults"));
        // Once the form is drawn again.
        request_animation_frame(move || {
            focus_field(field);
            if let Some(focused) = document().active_element() {
                focused.scroll_into_view_with_bool(false);
            }
        });
    };
    let asking = RwSignal::new(false);
    let changes = RwSignal::new(Vec::new());
    let doubts = RwSignal::new(Vec::new());
    let sure = StoredValue::new(Vec::new());
    let checking = is_slow(sending.busy);
    let submit = Callback::new(move |()| {
        // Not with each attempt anew: what is sent again after a lost answer has to be the same.
        if draft.form.with_untracked(Form::is_timed) {
            draft.form.update(|form| form.stop_timer(now()));
        }
        let submit = Submit {
            // The same id after a lost answer, and in every tab, so that it is sent once.
            intent: draft.id(),
            record: record.with_untracked(|record| record.facts.record.clone()),
            form: draft.form.get_untracked(),
            sure: sure.get_value(),
        };
        draft.keep();
        changes.set(Vec::new());
        doubts.set(Vec::new());
        let key = draft.key();
        sending.run(submit, move |submitted| match submitted {
            Submitted::Taken(item) => {
                let is_open = draft.sent(&key);
                let scheduled = matches!(item.state, OutboxState::Scheduled { .. });
                live.say(text(if scheduled {
                    "form_scheduled"
                } else {
                    "form_accepted"
                }));
                state.put_in_outbox(*item);
                if is_open {
                    state.close_form(FocusTarget::Status);
                }
            }
            Submitted::Changed(found) => changes.set(found),
            Submitted::Unsure(found) => doubts.set(found),
        });
    });
    let send_anyway = Callback::new(move |()| {
        let answered = doubts.get_untracked().into_iter();
        let answered = answered.filter(|doubt| *doubt != Doubt::AboutWhat);
        sure.update_value(|sure| sure.extend(answered));
        doubts.set(Vec::new());
        submit.run(());
    });
    let send = Callback::new(move |()| {
        take_typed();
        if draft.is_elsewhere() {
            focus("[data-elsewhere] .button");
        } else if let Some(field) = faults.first() {
            show_fault(field);
        } else if not_yet.get_untracked() {
            // What was still being typed was added a moment ago.
            live.say(text("form_checking"));
        } else if record.with_untracked(|record| is_unsure(record.acting.page_user)) {
            asking.set(true);
        } else {
            submit.run(());
        }
    });
    Effect::new(move |_| {
        if asks_user(sending.fault, asking) {
            return;
        }
        let fault = sending.fault.get();
        if fault
            .as_ref()
            .is_some_and(|fault| fault.code.as_str() == SUBMITTED)
        {
            sending.fault.set(None);
            draft.kept.set(SaveState::Elsewhere(Elsewhere::Sent));
            return;
        }
        let fields = fault.map(|fault| fault.fields).unwrap_or_default();
        if !fields.is_empty()
            && let Some(field) = faults.refuse(fields)
        {
            show_fault(field);
        }
    });
    let back = move |()| {
        if asking.get_untracked() {
            asking.set(false);
            return;
        }
        if !changes.with_untracked(Vec::is_empty) || !doubts.with_untracked(Vec::is_empty) {
            changes.set(Vec::new());
            doubts.set(Vec::new());
            return;
        }
        if let Some(aside) = aside.filter(|aside| aside.get_untracked()) {
            aside.set(false);
            return;
        }
        take_typed();
        draft.keep();
        state.close_form(FocusTarget::Action(action));
    };
    let guard = Guard::of_surface();
    let discard = move |()| {
        let Some(seen) = guard.seen() else { return };
        let form = draft.discard(seen);
        state.note.set(Some(Note::Discarded(Box::new(form))));
        live.say(text("panel_discarded"));
        state.close_form(FocusTarget::Note);
    };
    keep_when_out_of_sight(draft);
    // The side panel stays open beside other tabs, where nothing can be written.
    let in_vain = is_in_vain(draft);
    let blocked =
        Signal::derive(move || in_vain || sending.busy.get() || not_yet.get() || !state.in_front());
    let select = select_first && draft.kept.with_untracked(|kept| *kept == SaveState::Fresh);
    Effect::new(move |_| {
        request_animation_frame(move || {
            focus_field(first);
            let focused = document().active_element();
            let field = focused.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field.filter(|_| select) {
                field.select();
            }
        });
    });
    view! {
        <FormBar on_back=back>
            {beside.run()}
            <Button look=ButtonKind::Primary on_press=send disabled=blocked>
                {move || label.with(Option::is_none).then(|| view! { <Icon shape=icon(action) /> })}
                {move || label.get().unwrap_or_else(|| text(verb.get()))}
            </Button>
        </FormBar>
        {move || {
            asking.get().then(|| view! { <AskUser record verb=verb.get_untracked() asking on_yes=submit /> })
        }}
        <ElsewhereNotice draft />
        <Review draft changes on_yes=submit />
        <Doubts record draft doubts on_yes=send_anyway />
        <main class="form" aria-label=text(&title(action)) on:focusout=move |_| draft.keep()>
            {move || {
                let fault = sending.fault.get().filter(|fault| fault.fields.is_empty());
                fault.map(|fault| view! { <FaultView fault on_retry=send /> })
            }}
            <Limited draft />
            {children()}
        </main>
        <footer>
            <LoggedOn record draft />
            <FormFoot draft checking on_discard=discard />
        </footer>
    }
}

/// True once `busy` has lasted for a second.
fn is_slow(busy: RwSignal<bool>) -> RwSignal<bool> {
    let slow = RwSignal::new(false);
    Effect::new(move |_| {
        slow.set(false);
        if busy.get() {
            let still = move || busy.try_get_untracked() == Some(true);
            set_timeout(
                move || {
                    slow.try_set(still());
                },
                SLOW,
            );
        }
    });
    slow
}

/// Whether the rep has to confirm first that the page is theirs.
const fn is_unsure(page: PageUser) -> bool {
    matches!(page, PageUser::Unknown { confirmed: false })
}

/// Stores the draft when the page is hidden, because it may be closed a moment later.
fn keep_when_out_of_sight(draft: Draft) {
    for event in ["blur", "pagehide", "beforeunload"] {
        let listener = window_event_listener_untyped(event, move |_| draft.keep());
        on_cleanup(move || listener.remove());
    }
    let hidden = window_event_listener(ev::visibilitychange, move |_| draft.keep());
    on_cleanup(move || hidden.remove());
}
