//! A row of recipients: each a chip, then the field for more.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::actions::{Recipient, SendEmail, address_list};
use crate::insight::RecordView;
use crate::platform::host_names::to_ascii;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Icon, Shape, live};
use crate::ui::panel::form::{Draft, Faults, FaultsAt};

/// Which of the three lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// To.
    To,
    /// Cc.
    Cc,
    /// Bcc.
    Bcc,
}

impl Who {
    /// The field's name in the form.
    pub const fn field(self) -> &'static str {
        match self {
            Self::To => "to",
            Self::Cc => "cc",
            Self::Bcc => "bcc",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::To => "compose_to",
            Self::Cc => "compose_cc",
            Self::Bcc => "compose_bcc",
        }
    }

    const fn faults_id(self) -> &'static str {
        match self {
            Self::To => "to-faults",
            Self::Cc => "cc-faults",
            Self::Bcc => "bcc-faults",
        }
    }

    /// The list in the form.
    pub const fn of(self, form: &SendEmail) -> &Vec<Recipient> {
        match self {
            Self::To => &form.to,
            Self::Cc => &form.cc,
            Self::Bcc => &form.bcc,
        }
    }

    const fn of_mut(self, form: &mut SendEmail) -> &mut Vec<Recipient> {
        match self {
            Self::To => &mut form.to,
            Self::Cc => &mut form.cc,
            Self::Bcc => &mut form.bcc,
        }
    }

    /// Makes chips of what was typed, so that nothing typed is left out of the mail.
    pub fn take(self, draft: Draft, typing: RwSignal<String>) {
        // A field that goes with its form loses the focus when all this is gone.
        let Some(typed) = typing.try_get_untracked() else {
            return;
        };
        let added = address_list::read(&typed, &to_ascii);
        if !typed.is_empty() {
            typing.set(String::new());
        }
        if added.is_empty() {
            return;
        }
        draft.edit(|form: &mut SendEmail| {
            let list = self.of_mut(form);
            for recipient in added {
                let same =
                    |other: &Recipient| other.address.eq_ignore_ascii_case(&recipient.address);
                if !list.iter().any(same) {
                    list.push(recipient);
                }
            }
        });
    }

    fn remove(self, draft: Draft, at: usize) -> Option<Recipient> {
        let mut removed = None;
        draft.edit(|form: &mut SendEmail| {
            let list = self.of_mut(form);
            removed = (at < list.len()).then(|| list.remove(at));
        });
        removed
    }
}

/// The row.
#[component]
pub fn Recipients(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// Which list.
    who: Who,
    /// The draft.
    draft: Draft,
    /// The faults of the form.
    faults: Faults,
    /// What is being typed.
    typing: RwSignal<String>,
    /// At the row's end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let live = live();
    let input = NodeRef::<html::Input>::new();
    let row = NodeRef::<html::Div>::new();
    let list = Memo::new(move |_| draft.read(|form: &SendEmail| who.of(form).clone()));
    let at_fault = faults.at(who.field());
    let focus_input = move || {
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let remove = move |at: usize| {
        if let Some(gone) = who.remove(draft, at) {
            live.say(text_with("compose_removed", &[shown(&gone)]));
        }
    };
    // A wrong address goes back into the field, to be mended.
    let mend = move |at: usize| {
        who.take(draft, typing);
        if let Some(recipient) = who.remove(draft, at) {
            typing.set(written(&recipient));
            focus_input();
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let chord = event.ctrl_key() || event.meta_key();
        let empty = typing.with_untracked(String::is_empty);
        let count = list.with_untracked(Vec::len);
        match event.key().as_str() {
            "Enter" if !chord => who.take(draft, typing),
            ";" => who.take(draft, typing),
            "," if address_list::ends_with_comma(&typing.get_untracked()) => {
                who.take(draft, typing);
            }
            "Backspace" if empty && count > 0 => remove(count - 1),
            "ArrowLeft" if empty && count > 0 => focus_chip(row.get_untracked(), count - 1),
            _ => return,
        }
        event.prevent_default();
    };
    let paste = move |event: ev::ClipboardEvent| {
        let pasted = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok())
            .unwrap_or_default();
        // One bare address can still be changed in the field; all else is taken apart at once.
        let read = address_list::read(&pasted, &to_ascii);
        let bare = |only: &Recipient| only.name.is_none() && only.address == pasted.trim();
        if !read.is_empty() && !matches!(read.as_slice(), [only] if bare(only)) {
            event.prevent_default();
            typing.update(|typing| typing.push_str(&pasted));
            who.take(draft, typing);
        }
    };
    let chip = move |(at, recipient): (usize, Recipient)| {
        let address = recipient.address.clone();
        let wrong = Memo::new(move |_| {
            at_fault.with(|faults| {
                faults
                    .iter()
                    .any(|fault| fault.value.as_ref() == Some(&address))
            })
        });
        let name = shown(&recipient).to_owned();
        let address = recipient.name.as_ref().map(|_| recipient.address.clone());
        let address =
            address.map(|address| view! { " " <span class="chip-address">{address}</span> });
        // Of whom the panel knows it; a typed address is looked up before the mail is sent.
        let (id, typed) = (recipient.record.clone(), recipient.address.clone());
        let out = Memo::new(move |_| {
            record.with(|record| {
                let mut people = record.people.iter();
                people.any(|person| {
                    let same = match &id {
                        Some(id) => person.record == *id,
                        None => {
                            let address = person.address.as_deref().unwrap_or_default();
                            address.eq_ignore_ascii_case(&typed)
                        }
                    };
                    same && person.opt_out.no_mail()
                })
            })
        });
        let out = move || {
            out.get().then(|| {
                view! {
                    <span class="chip-note" title=text("opt_out_email")>
                        <Icon shape=Shape::Warn />
                        <span class="hidden-text">{text("opt_out_email")}</span>
                    </span>
                }
            })
        };
        let label = text_with("compose_remove", &[&name]);
        let chip_key = move |event: ev::KeyboardEvent| {
            match event.key().as_str() {
                "Backspace" | "Delete" => {
                    remove(at);
                    match at.checked_sub(1) {
                        Some(before) => focus_chip(row.get_untracked(), before),
                        None => focus_input(),
                    }
                }
                "ArrowLeft" => focus_chip(row.get_untracked(), at.saturating_sub(1)),
                "ArrowRight" if at + 1 < list.with_untracked(Vec::len) => {
                    focus_chip(row.get_untracked(), at + 1);
                }
                "ArrowRight" | "End" => focus_input(),
                "Home" => focus_chip(row.get_untracked(), 0),
                _ => return,
            }
            event.prevent_default();
        };
        view! {
            <li class="chip" class:wrong=wrong title=recipient.address.clone()>
                {move || wrong.get().then(|| view! { <Icon shape=Shape::Warn /> })}
                <span class="cut" on:dblclick=move |_| mend(at)>
                    {name}
                    {address}
                </span>
                {out}
                <button
                    type="button"
                    class="remove"
                    tabindex="-1"
                    aria-label=label.clone()
                    title=label
                    on:click=move |_| {
                        remove(at);
                        focus_input();
                    }
                    on:keydown=chip_key
                >
                    <Icon shape=Shape::Close />
                </button>
            </li>
        }
    };
    let id = format!("compose-{}", who.field());
    view! {
        <div class="form-row" data-field=who.field() node_ref=row>
            <label for=id.clone()>{text(who.label())}</label>
            <div class="chips" on:click=move |event| {
                // A click beside the chips means the field.
                if event.target() == event.current_target() {
                    focus_input();
                }
            }>
                <ul role="list">
                    {move || list.get().into_iter().enumerate().map(chip).collect_view()}
                </ul>
                <input
                    id=id
                    type="text"
                    inputmode="email"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    node_ref=input
                    prop:value=typing
                    aria-invalid=move || (!at_fault.with(Vec::is_empty)).then_some("true")
                    aria-describedby=who.faults_id()
                    on:input=move |event| typing.set(event_target_value(&event))
                    on:keydown=key
                    on:paste=paste
                    on:blur=move |_| who.take(draft, typing)
                />
            </div>
            {children.map(|children| view! { <div class="row-end">{children()}</div> })}
            <FaultsAt faults=at_fault id=who.faults_id() />
        </div>
    }
}

/// The name, or the address where there is none.
fn shown(recipient: &Recipient) -> &str {
    recipient.name.as_deref().unwrap_or(&recipient.address)
}

fn written(recipient: &Recipient) -> String {
    match &recipient.name {
        Some(name) => {
            let name = name.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{name}\" <{}>", recipient.address)
        }
        None => recipient.address.clone(),
    }
}

fn focus_chip(row: Option<web_sys::HtmlDivElement>, at: usize) {
    let buttons = row.and_then(|row| row.query_selector_all(".remove").ok());
    let button = u32::try_from(at)
        .ok()
        .and_then(|at| buttons.and_then(|buttons| buttons.item(at)))
        .and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        let _ = button.focus();
    }
}
