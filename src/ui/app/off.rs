//! Shown in place of every page while the administrator has switched everything off.

use leptos::prelude::*;

use super::page::Page;
use super::route::Route;
use crate::platform::i18n::text;
use crate::ui::components::Contact;

#[component]
pub fn Off() -> impl IntoView {
    view! {
        <Page title=text("fault_policy_off_title") lead=text("fault_policy_off_text")>
            <section class="card" data-page="off">
                <div class="inside">
                    <Contact />
                    <div class="buttons">
                        <a class="button" href=Route::Diagnostics.address()>
                            {text("app_diagnostics")}
                        </a>
                    </div>
                </div>
            </section>
        </Page>
    }
}
