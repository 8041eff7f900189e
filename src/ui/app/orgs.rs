//! Adding an org, by an invitation's link or the org's address.

use leptos::prelude::*;

use crate::onboarding::PopupView;
use crate::platform::i18n::text;
use crate::protocol::OpenPopup;
use crate::ui::components::{Button, Command, Notice, OrgField, Pasting, Tone};

#[component]
pub fn AddAnOrg() -> impl IntoView {
    let doing = Command::new();
    let opening = Command::new();
    let taken = RwSignal::new(false);
    let pasting = Pasting::new(doing, move |view| {
        // An org in which the rep works already changes nothing.
        taken.set(matches!(view, PopupView::Wizard(_)));
        if taken.get_untracked() {
            opening.run(OpenPopup {}, |_| ());
        }
    });
    view! {
        <section class="card">
            <header>
                <h2>{text("home_add_org")}</h2>
                <p>{text("choose_org_paste")}</p>
            </header>
            <div class="inside">
                <OrgField pasting />
                <Show when=move || taken.get()>
                    <Notice tone=Tone::Good title=text("profile_goes_on")>
                        <div class="buttons">
                            <a class="button" href="popup.html" target="_blank">
                                {text("welcome_in_tab")}
                            </a>
                        </div>
                    </Notice>
                </Show>
            </div>
            <footer class="foot">
                <Button disabled=doing.busy on_press=move |()| pasting.go()>
                    {text("not_invited_use")}
                </Button>
            </footer>
        </section>
    }
}
