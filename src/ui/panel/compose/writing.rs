//! The form itself.

use leptos::{ev, prelude::*};

use super::bar::ComposeBar;
use super::draft::{Draft, Kept};
use super::faults::{Faults, FaultsAt};
use super::preview::Preview;
use super::recipients::{Recipients, Who};
use crate::actions::Form;
use crate::insight::{MailboxState, RecordView};
use crate::journal::IntentId;
use crate::platform::i18n::{text, text_with};
use crate::platform::random;
use crate::protocol::Submit;
use crate::ui::components::{Button, Doing, Editor, FaultView, Look, Written, live};
use crate::ui::panel::acts::Connect;
use crate::ui::panel::overview::focus;
use crate::ui::panel::state::{Eye, Note, PanelState};

/// From, To, Cc, Bcc, Subject, the text; what became of the draft.
#[component]
pub fn Writing(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let state = PanelState::get();
    let live = live();
    let faults = Faults::of(draft.form);
    let previewing = RwSignal::new(false);
    let sending = Doing::new();
    // One id for this form: sent again after a lost answer, it is still one mail.
    let intent = StoredValue::new(IntentId::new(random()));
    let typing = [Who::To, Who::Cc, Who::Bcc].map(|who| (who, RwSignal::new(String::new())));
    let from = Memo::new(move |_| {
        record.with(|record| match &record.mailbox {
            MailboxState::Ready { address } => Some(address.clone()),
            MailboxState::NotConnected => None,
        })
    });

    let show_fault = move |field: &'static str| {
        previewing.set(false);
        live.say(text("compose_faults"));
        // After the form is drawn again.
        request_animation_frame(move || {
            focus_field(field);
            if let Some(focused) = document().active_element() {
                focused.scroll_into_view_with_bool(false);
            }
        });
    };
    let send = Callback::new(move |()| {
        for (who, typing) in typing {
            who.take(draft, typing);
        }
        if let Some(field) = faults.first() {
            show_fault(field);
            return;
        }
        let submit = Submit {
            intent: intent.get_value(),
            record: record.with_untracked(|record| record.record.clone()),
            form: Form::SendEmail(draft.form.get_untracked()),
        };
        draft.keep();
        sending.run(submit, move |item| {
            draft.sent();
            state.put_in_outbox(item);
            live.say(text("compose_accepted"));
            state.close_form(Eye::Status);
        });
    });
    Effect::new(move |_| {
        let fields = sending
            .fault
            .get()
            .map(|fault| fault.fields)
            .unwrap_or_default();
        if !fields.is_empty()
            && let Some(field) = faults.refuse(fields)
        {
            show_fault(field);
        }
    });
    let back = Callback::new(move |()| {
        for (who, typing) in typing {
            who.take(draft, typing);
        }
        draft.keep();
        state.close_form(Eye::Primary);
    });
    let discard = move |()| {
        let form = draft.discard();
        state.note.set(Some(Note::Discarded(Box::new(form))));
        live.say(text("panel_discarded"));
        state.close_form(Eye::Note);
    };
    keep_when_out_of_sight(draft);
    focus_what_comes_next(draft);
    view! {
        <ComposeBar previewing busy=sending.busy on_back=back on_send=send />
        {move || {
            if previewing.get() {
                let form = draft.form.get_untracked();
                return view! { <Preview form from=from.get_untracked() /> }.into_any();
            }
            view! {
                <main class="compose" aria-label=text("action_send_email") on:focusout=move |_| draft.keep()>
                    {move || {
                        let fault = sending.fault.get().filter(|fault| fault.fields.is_empty());
                        fault.map(|fault| view! { <FaultView fault on_retry=send /> })
                    }}
                    <Fields draft faults typing from />
                </main>
            }
                .into_any()
        }}
        <footer class="foot">
            <DraftState draft record />
            <Button look=Look::Quiet small=true on_press=discard>
                {text("compose_discard")}
            </Button>
        </footer>
    }
}

#[component]
fn Fields(
    draft: Draft,
    faults: Faults,
    typing: [(Who, RwSignal<String>); 3],
    from: Memo<Option<String>>,
) -> impl IntoView {
    let [(_, to), (_, cc), (_, bcc)] = typing;
    let has = |who: Who| draft.form.with_untracked(|form| !who.of(form).is_empty());
    let (with_cc, with_bcc) = (RwSignal::new(has(Who::Cc)), RwSignal::new(has(Who::Bcc)));
    let more = move |shown: RwSignal<bool>, label: &'static str, who: Who| {
        move || {
            let open = move |()| {
                shown.set(true);
                request_animation_frame(move || focus_field(who.field()));
            };
            (!shown.get()).then(|| {
                view! {
                    <Button look=Look::Quiet small=true on_press=open>
                        {text(label)}
                    </Button>
                }
            })
        }
    };
    let subject_faults = faults.at("subject");
    let text_faults = faults.at("html");
    let html = Signal::derive(move || draft.form.with(|form| form.html.clone()));
    let wrote = move |written: Written| {
        draft.edit(|form| {
            form.html = written.html;
            form.text = written.text;
        });
    };
    view! {
        <div class="compose-row">
            <span class="row-label">{text("compose_from")}</span>
            {move || match from.get() {
                Some(address) => view! { <span class="value">{address}</span> }.into_any(),
                None => {
                    view! {
                        <span class="value tone-warn">{text("home_no_mailbox")}</span>
                        <Connect />
                    }
                        .into_any()
                }
            }}
        </div>
        <Recipients who=Who::To draft faults typing=to>
            {more(with_cc, "compose_cc", Who::Cc)}
            {more(with_bcc, "compose_bcc", Who::Bcc)}
        </Recipients>
        <Show when=move || with_cc.get()>
            <Recipients who=Who::Cc draft faults typing=cc />
        </Show>
        <Show when=move || with_bcc.get()>
            <Recipients who=Who::Bcc draft faults typing=bcc />
        </Show>
        <div class="compose-row" data-field="subject">
            <label for="compose-subject">{text("compose_subject")}</label>
            <input
                id="compose-subject"
                name="subject"
                type="text"
                autocomplete="off"
                prop:value=move || draft.form.with(|form| form.subject.clone())
                aria-invalid=move || (!subject_faults.with(Vec::is_empty)).then_some("true")
                aria-describedby="subject-faults"
                on:input=move |event| draft.edit(|form| form.subject = event_target_value(&event))
                on:keydown=move |event: ev::KeyboardEvent| {
                    // Enter goes on to the text; only Ctrl+Enter sends from a field.
                    if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() && !event.is_composing() {
                        event.prevent_default();
                        focus_field("html");
                    }
                }
            />
            <FaultsAt faults=subject_faults id="subject-faults" />
        </div>
        <div class="compose-text" data-field="html">
            <FaultsAt faults=text_faults id="text-faults" />
            <Editor
                label=text("compose_text")
                placeholder=text("compose_placeholder")
                html
                on_change=wrote
            />
        </div>
    }
}

/// "Draft saved · logged on Ada Lovelace".
#[component]
fn DraftState(draft: Draft, record: RwSignal<RecordView>) -> impl IntoView {
    let name = Memo::new(move |_| record.with(|record| record.name.clone()));
    let words = move || match draft.kept.get() {
        Kept::Fresh | Kept::NotSaved(_) => None,
        Kept::Saving => Some(text("saving")),
        Kept::Saved => Some(text("compose_saved")),
    };
    let failed = move || matches!(draft.kept.get(), Kept::NotSaved(_));
    view! {
        <p class="small soft" data-draft=move || draft_state(&draft.kept.get())>
            {move || words().map(|words| format!("{words} · "))}
            {move || {
                failed().then(|| view! { <span class="tone-warn">{text("compose_not_saved")} " · "</span> })
            }}
            {move || text_with("compose_logs_on", &[&name.get()])}
        </p>
    }
}

const fn draft_state(kept: &Kept) -> &'static str {
    match kept {
        Kept::Fresh => "fresh",
        Kept::Saving => "saving",
        Kept::Saved => "saved",
        Kept::NotSaved(_) => "not_saved",
    }
}

/// The page may be gone a moment after it went out of sight.
fn keep_when_out_of_sight(draft: Draft) {
    for event in ["blur", "pagehide"] {
        let listener = window_event_listener_untyped(event, move |_| draft.keep());
        on_cleanup(move || listener.remove());
    }
    let hidden = window_event_listener(ev::visibilitychange, move |_| draft.keep());
    on_cleanup(move || hidden.remove());
}

/// The first field that is still empty has the focus, else the text.
fn focus_what_comes_next(draft: Draft) {
    Effect::new(move |_| {
        let field = draft.form.with_untracked(|form| {
            if form.to.is_empty() {
                "to"
            } else if form.subject.is_empty() {
                "subject"
            } else {
                "html"
            }
        });
        request_animation_frame(move || focus_field(field));
    });
}

fn focus_field(field: &str) {
    focus(&format!(
        "[data-field='{field}'] :is(input, [role='textbox'])"
    ));
}
