//! A fault as a notice: its text, its button, and the details that fold out.

use leptos::prelude::*;
use std::time::Duration;

use super::admin_text::{CopyForAdmin, Whose};
use super::fault_words::{details, notes, reads, report, texts};
use super::{Button, ButtonKind, CopyButton, Icon, Shape, contact};
use crate::base::{Fault, Move, OrgHost, Reader};
use crate::platform::i18n::{text, text_with};

/// The notice.
#[component]
pub fn FaultNotice(
    /// The fault.
    fault: Fault,
    /// Called by "Try again"; without it there is no such button.
    #[prop(optional_no_strip)]
    on_retry: Option<Callback<()>>,
    /// The org.
    #[prop(optional_no_strip)]
    org: Option<OrgHost>,
    /// The sign-in button, if that is the move.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let reader = reads();
    let (title, words) = texts(&fault);
    let report = report(&fault, &title, &words);
    let details = details(&fault);
    let notes = notes(&fault);
    let code = fault.code.as_str().to_owned();
    let asks = fault.whose_move == Move::AskAdmin && !reader.is_administrator();
    view! {
        <div class="notice bad" role="alert" data-fault=code>
            <Icon shape=Shape::Warn />
            <div class="words">
                <p class="title">{title}</p>
                <p data-reader=reader.is_administrator().then_some("admin")>{words}</p>
                {notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
                {asks.then(|| view! { <Contact /> })}
                <MoveButton fault on_retry org reader />
                {children.map(|children| children())}
                <details class="details">
                    <summary>{text("fault_details")}</summary>
                    <pre tabindex="0">{details}</pre>
                    <CopyButton content=move |()| report.clone() />
                </details>
            </div>
        </div>
    }
}

/// The administrator's name or address, where the policy has it.
#[component]
pub fn Contact() -> impl IntoView {
    let who = contact();
    move || {
        let who = who.get()?;
        Some(view! { <p class="small">{text_with("policy_contact", &[&who])}</p> })
    }
}

/// The button of the fault's move; that of a sign-in is passed in.
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
        // The text names the setting; once it is changed, the administrator tries again.
        Move::AskAdmin if reader.is_administrator() => on_retry
            .map(|retry| view! { <Button on_press=retry>{text("move_retry")}</Button> }.into_any()),
        Move::AskAdmin => {
            let whose = Whose {
                org: org.map(|org| org.to_string()),
                account: None,
            };
            let again = on_retry.map(|retry| {
                view! {
                    <Button look=ButtonKind::Quiet small=true on_press=retry>
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
                // It fails only where the page is gone already.
                let _ = window().location().reload();
            };
            Some(view! { <Button on_press=reload>{text("move_reload")}</Button> }.into_any())
        }
        Move::FixInput | Move::SignIn { .. } => None,
    };
    button.map(|button| view! { <div class="buttons">{button}</div> })
}

/// "Try again", after a countdown where the server asked for a wait.
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
