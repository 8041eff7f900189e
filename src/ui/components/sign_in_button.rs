//! The button that begins a sign-in, and the place on the surface where it was pressed.

use leptos::prelude::*;

use super::fault_notice::FaultNotice;
use super::{Button, Command, provider_name};
use crate::base::{Fault, Move, OrgHost, Provider, UnsentWork};
use crate::platform::i18n::text_with;
use crate::protocol::StartSignIn;

/// The place on this surface where the last sign-in was begun, and how many were begun before.
#[derive(Clone, Copy)]
pub struct Begun(RwSignal<(String, u32)>);

/// The place of the buttons in the components below, in place of their own.
#[derive(Clone)]
pub(super) struct Within(pub String);

/// Provides the state, once in a surface.
pub(super) fn provide() {
    provide_context(Begun(RwSignal::new((String::new(), 0))));
}

/// The state of this surface.
pub fn begun() -> Begun {
    expect_context()
}

impl Begun {
    /// Notes that a sign-in was begun at `place`.
    pub fn at(self, place: String) {
        self.0.try_update(|(last, count)| {
            *last = place;
            *count = count.wrapping_add(1);
        });
    }

    /// The number of the last sign-in, if it was begun at `place`.
    pub(super) fn number(self, place: &str) -> Option<u32> {
        self.0
            .with(|(last, count)| (last == place).then_some(*count))
    }
}

/// A button that begins a sign-in.
#[component]
pub fn SignInButton(
    /// The name of its place on the surface; [`super::SignInProgress`] with the same name shows the progress.
    place: String,
    /// The provider to sign in at.
    provider: Provider,
    /// The org to sign in to, or whose mailbox is to be connected.
    #[prop(optional_no_strip)]
    org: Option<OrgHost>,
    /// Its label.
    label: String,
) -> impl IntoView {
    let doing = Command::new();
    let begun = begun();
    let place = use_context::<Within>().map_or(place, |Within(place)| place);
    let begins = place.clone();
    let sign_in = move |()| {
        let (org, place) = (org.clone(), begins.clone());
        let another = false;
        doing.run(
            StartSignIn {
                provider,
                org,
                another,
                unsent: UnsentWork::Keep,
            },
            move |_| begun.at(place),
        );
    };
    view! {
        <Button on_press=sign_in disabled=doing.busy>
            {label}
        </Button>
        {move || {
            let place = place.clone();
            doing.fault.get().map(|fault| view! { <SignInFault fault place /> }.into_any())
        }}
    }
}

/// A fault, with the sign-in button that resolves it, if one does.
#[component]
pub fn SignInFault(
    /// The fault.
    fault: Fault,
    /// The name of its place on the surface.
    #[prop(into)]
    place: String,
    /// The org to sign in to; without one, the worker finds the one that needs it.
    #[prop(optional_no_strip)]
    org: Option<OrgHost>,
    /// Content below the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Move::SignIn { provider } = fault.whose_move else {
        return view! { <FaultNotice fault org /> }.into_any();
    };
    let label = text_with("move_sign_in", &[&provider_name(provider)]);
    view! {
        <FaultNotice fault>
            <div class="buttons">
                <SignInButton place provider org label />
            </div>
            {children.map(|children| children())}
        </FaultNotice>
    }
    .into_any()
}
