//! What went wrong, whose move it is as a button, and the details that fold out.

use leptos::prelude::*;
use std::time::Duration;

use super::{
    Button, CopyButton, CopyForAdmin, Icon, Look, Shape, SignInButton, SignInProgress, Whose,
    contact, page_target, provider_name,
};
use crate::base::{Fault, FieldFault, Move, OrgHost, Reader};
use crate::platform::i18n::{counted, has, text, text_with};
use crate::protocol::BUILD;

/// Who reads the faults below here.
#[derive(Clone, Copy)]
struct ReadBy(Signal<Reader>);

/// Says for whom the faults below here are written.
pub fn read_by(reader: impl Into<Signal<Reader>>) {
    provide_context(ReadBy(reader.into()));
}

/// Who reads here.
pub fn reads() -> Reader {
    use_context::<ReadBy>().map_or(Reader::Rep, |by| by.0.get_untracked())
}

/// The note whose value is a contact's id.
const OPEN_CONTACT: &str = "note_open_contact";

/// A fault, where its cause is.
#[component]
pub fn FaultView(
    /// What went wrong.
    fault: Fault,
    /// What "Try again" does; without it there is no such button.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Which org a sign-in to Salesforce is for; without one the worker finds the one that needs it.
    #[prop(optional_no_strip)]
    org: Option<OrgHost>,
) -> impl IntoView {
    let reader = reads();
    let (title, words) = texts(&fault);
    let report = report(&fault, &title, &words);
    let own = fault.clone();
    let details = details(&fault);
    let notes = notes(&fault);
    let code = fault.code.as_str().to_owned();
    let signs_in = matches!(fault.whose_move, Move::SignIn { .. });
    view! {
        <div class="notice bad" role="alert" data-fault=code.clone()>
            <Icon shape=Shape::Warn />
            <div class="words">
                <p class="title">{title}</p>
                <p data-reader=reader.is_administrator().then_some("admin")>{words}</p>
                {notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
                {(fault.whose_move == Move::AskAdmin && !reader.is_administrator())
                    .then(|| view! { <Contact /> })}
                <MoveButton fault=own on_retry org reader />
                {signs_in.then(|| view! { <SignInProgress place=code.clone() told=Some(code.clone()) /> })}
                <details class="details">
                    <summary>{text("fault_details")}</summary>
                    <pre tabindex="0">{details}</pre>
                    <CopyButton content=move |()| report.clone() />
                </details>
            </div>
        </div>
    }
}

/// Who the administrator is, where the policy says it.
#[component]
pub fn Contact() -> impl IntoView {
    let who = contact();
    move || {
        let who = who.get()?;
        Some(view! { <p class="small">{text_with("policy_contact", &[&who])}</p> })
    }
}

/// The move, as the button that makes it.
#[component]
fn MoveButton(
    fault: Fault,
    on_retry: Option<Callback<()>>,
    org: Option<OrgHost>,
    reader: Reader,
) -> impl IntoView {
    let button = match fault.whose_move.clone() {
        Move::Retry { after } => {
            on_retry.map(|retry| view! { <Retry retry after=after.unwrap_or(0) /> }.into_any())
        }
        Move::SignIn { provider } => {
            let label = text_with("move_sign_in", &[&provider_name(provider)]);
            let place = fault.code.as_str().to_owned();
            Some(view! { <SignInButton place provider org label /> }.into_any())
        }
        // The text says which setting: once it is changed, the same is tried again.
        Move::AskAdmin if reader.is_administrator() => on_retry
            .map(|retry| view! { <Button on_press=retry>{text("move_retry")}</Button> }.into_any()),
        Move::AskAdmin => {
            let whose = Whose {
                org: org.map(|org| org.to_string()),
                account: None,
            };
            let again = on_retry.map(|retry| {
                view! {
                    <Button look=Look::Quiet small=true on_press=retry>
                        {text("move_check_again")}
                    </Button>
                }
            });
            Some(
                view! {
                    <CopyForAdmin fault whose />
                    {again}
                }
                .into_any(),
            )
        }
        Move::Bug => {
            let reload = |()| {
                // A page that cannot be reloaded is gone already.
                let _ = window().location().reload();
            };
            Some(view! { <Button on_press=reload>{text("move_reload")}</Button> }.into_any())
        }
        Move::FixInput => None,
    };
    button.map(|button| view! { <div class="buttons">{button}</div> })
}

/// "Try again", which counts down first where the other side asked for a wait.
#[component]
fn Retry(retry: Callback<()>, after: u32) -> impl IntoView {
    let left = RwSignal::new(after);
    let tick = move || {
        left.try_update(|left| *left = left.saturating_sub(1));
    };
    if after > 0
        && let Ok(ticking) = set_interval_with_handle(tick, Duration::from_secs(1))
    {
        on_cleanup(move || ticking.clear());
    }
    let label = move || match left.get() {
        0 => text("move_retry"),
        seconds => text_with("move_retry_after", &[&seconds.to_string()]),
    };
    view! {
        <Button on_press=retry disabled=Signal::derive(move || left.get() > 0)>
            {label}
        </Button>
    }
}

/// What went wrong, in a few words.
pub(super) fn fault_title(fault: &Fault) -> String {
    texts(fault).0
}

/// What a fault says of this one case, a line each: how many addresses are missing, a rule's own words.
/// What belongs to a field of a form is shown there.
pub(super) fn notes(fault: &Fault) -> Vec<String> {
    let own = fault
        .fields
        .iter()
        .filter(|note| note.field.is_empty() && note.message != OPEN_CONTACT);
    own.map(in_words).collect()
}

/// A note as a line.
pub(super) fn in_words(note: &FieldFault) -> String {
    let value = note.value.as_deref().unwrap_or_default();
    match value.parse() {
        Ok(count) if has(&format!("{}_other", note.message)) => counted(&note.message, count),
        _ => text_with(&note.message, &[value]),
    }
}

/// The contact that a fault leads to, in the org where it is.
#[component]
pub(super) fn ContactLink(fault: Fault, org: OrgHost) -> impl IntoView {
    let note = fault
        .fields
        .into_iter()
        .find(|note| note.message == OPEN_CONTACT);
    note.and_then(|note| note.value).map(|id| {
        view! {
            <p class="small">
                <a href=format!("https://{org}/{id}") target=page_target()>
                    {text("note_open_contact")}
                </a>
            </p>
        }
    })
}

/// Title and text of a fault for whoever reads here; a code without words of its own shows its details.
pub fn texts(fault: &Fault) -> (String, String) {
    texts_for(fault, reads())
}

/// Title and text of a fault for that reader.
pub fn texts_for(fault: &Fault, reader: Reader) -> (String, String) {
    let title = format!("fault_{}_title", fault.code.as_str().replace('.', "_"));
    let title = if has(&title) {
        title
    } else {
        "fault_unknown_title".to_owned()
    };
    let values: Vec<&str> = fault.values.iter().map(String::as_str).collect();
    let words = reader.text_key(&fault.code, has);
    (text_with(&title, &values), text_with(&words, &values))
}

fn details(fault: &Fault) -> String {
    let code = text_with("fault_code", &[fault.code.as_str()]);
    match &fault.detail {
        Some(detail) => format!("{code}\n{detail}"),
        None => code,
    }
}

/// What is copied: for the administrator, or for a report.
fn report(fault: &Fault, title: &str, words: &str) -> String {
    format!("MSI Actions {BUILD}: {title}\n{words}\n{}", details(fault))
}
