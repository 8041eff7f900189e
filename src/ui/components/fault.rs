//! What went wrong, whose move it is as a button, and the details that fold out.

use leptos::prelude::*;

use super::fault_notice::FaultNotice;
use super::fault_words::OPEN_CONTACT;
use super::page_target;
use super::sign_in::SignInProgress;
use super::sign_in_button::SignInFault;
use crate::base::{Fault, Move, OrgHost};
use crate::platform::i18n::text;

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
    if !matches!(fault.whose_move, Move::SignIn { .. }) {
        return view! { <FaultNotice fault on_retry org /> }.into_any();
    }
    let place = fault.code.as_str().to_owned();
    let (told, progress) = (Some(place.clone()), place.clone());
    view! {
        <SignInFault fault place org>
            <SignInProgress place=progress told />
        </SignInFault>
    }
    .into_any()
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
