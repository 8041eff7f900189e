//! Who may use the extension: inviting reps and withdrawing.

use leptos::prelude::*;

use super::page::Page;
use crate::admin::AdminView;
use crate::platform::i18n::text;
use crate::ui::components::{Asked, FaultView};

#[component]
pub fn Team(admin: Asked<AdminView>) -> impl IntoView {
    let again = Callback::new(move |()| admin.again());
    let fault = move || admin.fault.get();
    view! {
        <Page title=text("team_title") lead=text("team_text")>
            {move || fault().map(|fault| view! { <FaultView fault on_retry=again /> })}
        </Page>
    }
}
