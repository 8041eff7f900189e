//! A fault with its button, which may begin a sign-in.

use leptos::prelude::*;

use super::fault_notice::FaultNotice;
use super::fault_words::OPEN_CONTACT;
use super::page_target;
use super::sign_in::SignInProgress;
use super::sign_in_button::SignInFault;
use crate::base::{Fault, Move, OrgHost};
use crate::platform::i18n::text;

/// A fault, shown beside its cause.
#[component]
pub fn FaultView(
    /// The fault.
    fault: Fault,
    /// Called by "Try again"; without it there is no such button.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// The org to sign in to; without one, the worker finds the one that needs it.
    #[prop(optional_no_strip)]
    org: Option<OrgHost>,
) -> impl IntoView {
    if !matches!(fault.whose_move, Move::SignIn { .. }) {
        return view! { <FaultNotice fault on_retry org /> }.into_any();
    }
    let place = fault.code.as_str().to_owned();
    let (known, progress) = (Some(place.clone()), place.clone());
    view! {
        <SignInFault fault place org>
            <SignInProgress place=progress known />
        </SignInFault>
    }
    .into_any()
}

/// A link to the contact that a fault names.
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
