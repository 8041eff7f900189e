//! A row of recipients: a chip for each, then the field for more.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::lists::MailList;
use crate::actions::{SendEmail, address_list};
use crate::base::Recipient;
use crate::insight::{FoundPerson, Whom, completion, is_searchable, only_with_address};
use crate::panel::RecordView;
use crate::platform::{
    host_names::to_ascii,
    i18n::{text, text_with},
};
use crate::ui::{
    components::{Icon, Shape, live},
    panel::{
        directory::{Directory, added, entry},
        form::{Draft, Faults, FaultsAt, Finding, Listing, Options},
    },
};

/// The row.
#[component]
pub fn Recipients(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The list.
    who: MailList,
    /// The draft.
    draft: Draft,
    /// The faults of the form.
    faults: Faults,
    /// What is being typed.
    typing: RwSignal<String>,
    /// Whether the people are shown elsewhere, in place of chips.
    #[prop(optional, into)]
    listed: Signal<bool>,
    /// Content at the end of the row.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let live = live();
    let directory = Directory::get();
    let found = Listing::<FoundPerson>::new();
    let input = NodeRef::<html::Input>::new();
    let row = NodeRef::<html::Div>::new();
    let list = Memo::new(move |_| match listed.get() {
        true => Vec::new(),
        false => draft.read(|form: &SendEmail| who.of(form).clone()),
    });
    let at_fault = faults.at(who.field());
    let focus_input = move || {
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let remove = move |at: usize| {
        if let Some(gone) = who.remove(draft, at) {
            live.say(text_with("compose_removed", &[gone.shown()]));
        }
    };
    let take = move || {
        found.close();
        // For many at once, the check at Send finds out whom they belong to.
        if let [typed] = who.take(draft, typing).as_slice() {
            let address = typed.address.clone();
            spawn_local(async move {
                let same = directory
                    .find(record, address.clone(), Whom::Recipients)
                    .await;
                if let Ok(people) = same
                    && let Some(one) = only_with_address(&people, &address)
                    && let Some(recipient) = one.person.recipient()
                {
                    who.recognise(draft, &recipient);
                }
            });
        }
    };
    let choose = Callback::new(move |chosen: FoundPerson| {
        if let Some(recipient) = chosen.person.recipient() {
            typing.set(String::new());
            found.close();
            live.say(added(&chosen.person.name));
            who.add(draft, vec![recipient]);
        }
    });
    let search = move |typed: String| {
        found.close();
        if !is_searchable(&typed) {
            return found.offer(Vec::new(), None);
        }
        found.open.set(true);
        let text = typed.clone();
        let finding: Finding<FoundPerson> =
            Box::pin(async move { directory.find(record, text, Whom::Recipients).await });
        found.find_soon(finding, move |all| completion(all, &typed));
    };
    // A wrong address is moved back into the field, to be corrected.
    let mend = move |at: usize| {
        take();
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
        let typed = typing.get_untracked();
        let count = list.with_untracked(Vec::len);
        let open = found.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if open => found.step(1),
            "ArrowUp" if open => found.step(-1),
            "ArrowDown" | "ArrowUp" if !typed.is_empty() => search(typed),
            "Escape" if open => found.close(),
            "Enter" if !chord => match found.taken() {
                Some(person) => choose.run(person),
                // A name is not taken as an address while its search is still running.
                None if found.waiting.get_untracked() && !typed.contains('@') => {}
                None => take(),
            },
            "Tab" if !event.shift_key() => match found.taken() {
                Some(person) => choose.run(person),
                None => return,
            },
            ";" => take(),
            "," if address_list::ends_with_comma(&typed) => take(),
            "Backspace" if typed.is_empty() && count > 0 => remove(count - 1),
            "ArrowLeft" if typed.is_empty() && count > 0 => {
                focus_chip(row.get_untracked(), count - 1);
            }
            _ => return,
        }
        event.prevent_default();
    };
    let paste = move |event: ev::ClipboardEvent| {
        let pasted = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok())
            .unwrap_or_default();
        // A single bare address stays in the field, to be edited; everything else becomes chips at once.
        let read = address_list::read(&pasted, &to_ascii);
        let bare = |only: &Recipient| only.name.is_none() && only.address == pasted.trim();
        if !read.is_empty() && !matches!(read.as_slice(), [only] if bare(only)) {
            event.prevent_default();
            typing.update(|typing| typing.push_str(&pasted));
            take();
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
        let name = recipient.shown().to_owned();
        let address = recipient.name.as_ref().map(|_| recipient.address.clone());
        let address =
            address.map(|address| view! { " " <span class="cut chip-address">{address}</span> });
        // Shown for people whom the panel knows; a typed address is checked before the mail is sent.
        let (id, typed) = (recipient.record.clone(), recipient.address.clone());
        let out = Memo::new(move |_| {
            let other = id.as_ref().and_then(|id| directory.person(record, id));
            if other.is_some_and(|person| person.opt_out.no_mail()) {
                return true;
            }
            record.with(|record| {
                let mut people = record.facts.people.iter();
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
                <span class="chip-who" on:dblclick=move |_| mend(at)>
                    <span class="cut">{name}</span>
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
                // A click beside the chips focuses the field.
                if event.target() == event.current_target() {
                    focus_input();
                }
            }>
                <ul role="list">
                    {move || list.get().into_iter().enumerate().map(chip).collect_view()}
                </ul>
                <input
                    id=id.clone()
                    type="text"
                    role="combobox"
                    inputmode="email"
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded=move || found.is_expanded().to_string()
                    aria-controls=format!("{id}-list")
                    aria-activedescendant={
                        let id = id.clone();
                        move || found.active(&id)
                    }
                    autocapitalize="off"
                    spellcheck="false"
                    node_ref=input
                    prop:value=typing
                    aria-invalid=move || (!at_fault.with(Vec::is_empty)).then_some("true")
                    aria-describedby=who.faults_id()
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        typing.set(typed.clone());
                        search(typed);
                    }
                    on:keydown=key
                    on:paste=paste
                    on:blur=move |_| take()
                />
                <Options
                    list=found
                    id
                    label=text(who.label())
                    below=true
                    says_none=Signal::derive(move || typing.with(|typed| !typed.contains('@')))
                    draw=Callback::new(|found| entry(&found))
                    on_choose=choose
                />
                {children.map(|children| view! { <div class="row-end">{children()}</div> })}
            </div>
            <FaultsAt faults=at_fault id=who.faults_id() />
        </div>
    }
}

/// The name, or the address where there is none.
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
