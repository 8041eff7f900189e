//! The progress of a sign-in that was begun from a page or the panel: the open window and the result, shown where the
//! sign-in was begun.

use leptos::prelude::*;
use std::time::Duration;

use super::fault_words::reads;
use super::sign_in_button::{SignInFault, Within, begun};
use super::{
    Button, ButtonKind, Command, Icon, Notice, Shape, Tone, ask_and_follow, live, provider_key,
};
use crate::base::{Fault, Millis, Provider, Topic};
use crate::onboarding::may_be_blocked;
use crate::platform::{
    i18n::{text, text_with},
    now,
};
use crate::protocol::{CancelSignIn, GetSignIn, ShowSignIn};

/// How often the worker is asked. A worker that was stopped sends no events; a request starts it again, and it then
/// ends a sign-in that nothing waits for any more.
const POLL: Duration = Duration::from_secs(2);

/// The progress of the sign-in that was begun at `place`; nothing where none was.
#[component]
pub fn SignInProgress(
    /// The name of the place.
    #[prop(into)]
    place: String,
    /// The code of a fault that is shown here already.
    #[prop(optional_no_strip)]
    known: Option<String>,
) -> impl IntoView {
    if use_context::<Within>().is_some() {
        return ().into_any();
    }
    let begun = begun();
    let own = place.clone();
    let number = Memo::new(move |_| begun.number(&own));
    (move || {
        number.get()?;
        let (place, known) = (place.clone(), known.clone());
        Some(view! { <LastSignIn place known /> })
    })
    .into_any()
}

/// The progress of the last sign-in, wherever it was begun.
#[component]
pub fn LastSignIn(
    /// The name of the place, for its own buttons.
    #[prop(into)]
    place: String,
    /// The code of a fault that is shown here already.
    #[prop(optional_no_strip)]
    known: Option<String>,
    /// The providers whose sign-ins are shown; all if empty.
    #[prop(optional)]
    of: Vec<Provider>,
) -> impl IntoView {
    provide_context(Within(place.clone()));
    let asked = ask_and_follow(GetSignIn {}, Topic::Setup);
    let theirs = move |provider: &Provider| of.is_empty() || of.contains(provider);
    let of = theirs.clone();
    let open = Memo::new(move |_| {
        asked
            .value
            .with(|view| view.as_ref()?.open.filter(|o| of(&o.0)))
    });
    let failed = Memo::new(move |_| {
        let failed = asked.value.with(|view| view.as_ref()?.failed.clone())?;
        let fault = Some(failed).filter(|failed| theirs(&failed.0))?.1;
        (known.as_deref() != Some(fault.code.as_str())).then_some(fault)
    });
    let cancelled = RwSignal::new(false);
    (move || match (open.get(), failed.get()) {
        (Some((provider, since)), _) => {
            let look = Callback::new(move |()| asked.again());
            let gone = Callback::new(move |()| {
                let _ = cancelled.try_set(true);
            });
            view! { <OpenWindow provider since look gone /> }.into_any()
        }
        (None, Some(fault)) => {
            let place = place.clone();
            view! { <Failed place fault /> }.into_any()
        }
        (None, None) if cancelled.get() => {
            view! { <p class="small soft">{text("sign_in_cancelled")}</p> }.into_any()
        }
        (None, None) => ().into_any(),
    })
    .into_any()
}

#[component]
fn Failed(place: String, fault: Fault) -> impl IntoView {
    view! { <div data-sign-in="failed"><SignInFault place fault /></div> }
}

/// The provider's window is open: it can be brought to the front, or the sign-in cancelled.
#[component]
pub fn OpenWindow(
    /// The provider.
    provider: Provider,
    /// Since when it is open.
    since: Millis,
    /// Asks the worker for the state.
    look: Callback<()>,
    /// Called when it was cancelled.
    #[prop(optional)]
    gone: Option<Callback<()>>,
) -> impl IntoView {
    let doing = Command::new();
    let live = live();
    let is_long = move || may_be_blocked(provider, since, now());
    let long = RwSignal::new(is_long());
    let by_admin = reads().is_administrator();
    let again = move || {
        look.run(());
        long.set(is_long());
    };
    if let Ok(looking) = set_interval_with_handle(again, POLL) {
        on_cleanup(move || looking.clear());
    }
    let show = move |()| doing.run(ShowSignIn {}, |_| ());
    let cancel = move |()| {
        doing.run(CancelSignIn {}, move |_| {
            live.say(text("sign_in_cancelled"));
            if let Some(gone) = gone {
                gone.run(());
            }
            look.run(());
        });
    };
    let whose = text(&format!("provider_page_{}", provider_key(provider)));
    view! {
        <div class="sign-in-open" data-sign-in="open">
            <div class="waits" role="status">
                <Icon shape=Shape::Clock class="soft" />
                <div class="grow">
                    <p class="strong">{text_with("waiting_title", &[&whose])}</p>
                    <p class="small soft">{text("sign_in_open_text")}</p>
                </div>
            </div>
            // For an administrator, the text above says what to do.
            <Show when=move || long.get() && !by_admin>
                <Notice tone=Tone::Warn title=text("waiting_blocked_title")>
                    <p>{text("waiting_blocked_text")}</p>
                </Notice>
            </Show>
            <div class="buttons">
                <Button small=true on_press=show>{text("waiting_show")}</Button>
                <Button small=true look=ButtonKind::Quiet on_press=cancel>{text("cancel")}</Button>
            </div>
            {move || {
                let fault = doing.fault.get()?;
                let place = fault.code.as_str().to_owned();
                Some(view! { <SignInFault fault place /> })
            }}
        </div>
    }
}
