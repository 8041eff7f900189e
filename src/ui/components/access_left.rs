//! Accesses that could not be revoked, each with a link to the provider's page where the rep can.

use leptos::prelude::*;

use super::{Notice, Tone, provider_name};
use crate::base::{AccessLeft, Left, Provider};
use crate::platform::i18n::{text, text_with};

/// One notice for each; nothing where all were revoked.
#[component]
pub fn AccessesLeft(
    /// What remained after signing out or removing everything.
    left: RwSignal<Left>,
) -> impl IntoView {
    move || {
        let accesses = left.get().accesses.into_iter();
        accesses
            .map(|access| view! { <One access /> })
            .collect_view()
    }
}

#[component]
fn One(access: AccessLeft) -> impl IntoView {
    let AccessLeft {
        provider,
        account,
        org,
    } = access;
    let (words, page) = match provider {
        Provider::Salesforce => (
            "access_left_salesforce",
            org.map_or_else(String::new, |org| format!("https://{org}/")),
        ),
        Provider::Google => (
            "access_left_google",
            "https://myaccount.google.com/connections".to_owned(),
        ),
        Provider::Microsoft => (
            "access_left_microsoft",
            "https://myapps.microsoft.com/".to_owned(),
        ),
    };
    let name = provider_name(provider);
    view! {
        <Notice tone=Tone::Warn title=text_with("access_left_title", &[&name])>
            <p>{account} ": " {text(words)}</p>
            <p>
                <a href=page target="_blank" rel="noopener">
                    {text_with("access_left_open", &[&name])}
                </a>
            </p>
        </Notice>
    }
}
