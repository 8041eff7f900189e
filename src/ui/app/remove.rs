//! "Remove everything that this extension knows", with a question that names what would be lost.

use leptos::prelude::*;

use crate::base::{Left, Topic};
use crate::platform::i18n::{counted, text};
use crate::protocol::{GetOutbox, RemoveEverything as Remove};
use crate::ui::components::{
    AccessesLeft, Button, ButtonKind, Command, Confirm, FaultView, Icon, Shape, Stage,
    ask_and_follow,
};

#[component]
pub fn RemoveEverything() -> impl IntoView {
    let outbox = ask_and_follow(GetOutbox {}, Topic::Outbox);
    let unsent = Memo::new(move |_| {
        let items = outbox.value.get().unwrap_or_default();
        let waits = items
            .iter()
            .filter(|item| Stage::of(&item.state) != Stage::Done);
        waits.map(|item| item.subject.clone()).collect::<Vec<_>>()
    });
    let asking = RwSignal::new(false);
    let doing = Command::new();
    let left = RwSignal::new(Left::default());
    let remove = move |()| doing.run(Remove {}, move |after| left.set(after));
    // What would be lost is read when the rep opens the dialog.
    let dialog = move || {
        asking.get().then(|| {
            let unsent = unsent.get_untracked();
            let lost = match unsent.as_slice() {
                [] => text("remove_text"),
                subjects => format!(
                    "{} {}. {}",
                    counted("remove_unsent", subjects.len()),
                    subjects.join(", "),
                    text("remove_text")
                ),
            };
            view! {
                <Confirm
                    open=asking
                    title=text("remove_title")
                    words=lost
                    verb=text("remove_verb")
                    on_yes=remove
                />
            }
        })
    };
    view! {
        <section class="card">
            <div class="row">
                <Icon shape=Shape::Warn class="soft" />
                <div class="grow">
                    <h2>{text("remove_heading")}</h2>
                    <p class="small soft">{text("remove_lead")}</p>
                </div>
                <Button
                    look=ButtonKind::Danger
                    disabled=doing.busy
                    on_press=move |()| asking.set(true)
                >
                    {text("remove_open")}
                </Button>
            </div>
            {move || {
                doing
                    .fault
                    .get()
                    .map(|fault| view! { <FaultView fault on_retry=Callback::new(remove) /> })
            }}
            <AccessesLeft left />
            {dialog}
        </section>
    }
}
