//! The ids of a mail client in small print, which an administrator can compare.

use leptos::prelude::*;

use super::clipboard::CopyButton;
use crate::onboarding::MailApp;
use crate::platform::i18n::{text, text_with};

#[component]
pub fn MailAppLine(app: MailApp) -> impl IntoView {
    let MailApp { id, tenant } = app;
    let tenant = tenant.map(|tenant| {
        view! { <p class="small soft">{text_with("mail_app_tenant", &[&tenant])}</p> }
    });
    let content = id.clone();
    view! {
        <div class="row" data-part="mail-app">
            <div class="grow">
                <p class="small soft">{text_with("mail_app", &[&id])}</p>
                {tenant}
            </div>
            <CopyButton
                name=text("mail_app_copy")
                content=move |()| content.clone()
            />
        </div>
    }
}
