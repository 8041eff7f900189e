//! The provider's sign-in window is open (guide 3, 4 and 8 to 10).

use leptos::prelude::*;
use std::time::Duration;

use crate::base::{Millis, Provider};
use crate::onboarding::{StepName, may_be_blocked};
use crate::platform::{
    i18n::{text, text_with},
    now,
};
use crate::protocol::{CancelSignIn, ShowSignIn};
use crate::ui::{
    components::{Notice, Tone, UnderWay, provider_key},
    popup::{
        step::{Press, Step},
        wizard::Wizard,
    },
};

/// How often the worker is asked. A worker that was stopped sends no events; a request starts it again, and it then
/// ends a sign-in that nothing waits for any more.
const POLL: Duration = Duration::from_secs(2);

#[component]
pub fn Waiting(
    provider: Provider,
    #[prop(optional_no_strip)] org: Option<String>,
    since: Millis,
) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let is_long = move || may_be_blocked(provider, since, now());
    let long = RwSignal::new(is_long());
    let look = move || {
        wizard.asked.again();
        long.set(is_long());
    };
    if let Ok(looking) = set_interval_with_handle(look, POLL) {
        on_cleanup(move || looking.clear());
    }
    let whose = text(&format!("provider_page_{}", provider_key(provider)));
    let how = text(match provider {
        Provider::Salesforce => "waiting_salesforce",
        Provider::Google => "waiting_mail",
        Provider::Microsoft => "waiting_microsoft",
    });
    let show = move || wizard.doing.run(ShowSignIn {}, |_| ());
    let cancel = move || {
        wizard
            .doing
            .run(CancelSignIn {}, move |_| wizard.asked.again());
    };
    view! {
        <Step
            step=StepName::Waiting
            heading=text_with("waiting_title", &[&whose])
            lead=text("waiting_text")
            primary=Press::new("waiting_show", show)
            secondary=Press::new("cancel", cancel)
        >
            <UnderWay />
            {org
                .filter(|_| provider == Provider::Salesforce)
                .map(|org| view! { <p class="strong">{org}</p> })}
            <p>{how}</p>
            <Show when=move || long.get()>
                <Notice tone=Tone::Warn title=text("waiting_blocked_title")>
                    <p>{text("waiting_blocked_text")}</p>
                </Notice>
            </Show>
            <p class="small soft">{text("waiting_close")}</p>
        </Step>
    }
}
