//! The button that makes the chosen contact a contact role of an opportunity without any.

use leptos::prelude::*;

use super::focus::focus;
use super::form::{AskUser, asks_user};
use super::state::PanelState;
use crate::panel::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::protocol::MakeRole;
use crate::ui::components::{Button, Command, FaultView, live};

/// The button, and its fault.
#[component]
pub fn MakeRoleButton(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let chosen = PanelState::get().person(record);
    let (doing, live) = (Command::new(), live());
    let asking = RwSignal::new(false);
    let make = Callback::new(move |()| {
        let Some(person) = chosen.get_untracked() else {
            return;
        };
        let record = record.with_untracked(|record| record.facts.record.clone());
        let contact = person.record.clone();
        doing.run(MakeRole { record, contact }, move |_| {
            live.say(text_with("people_role_made", &[&person.name]));
            // The button is removed with the record's next view.
            focus(".people [type=radio]:checked");
        });
    });
    Effect::new(move |_| {
        asks_user(doing.fault, asking);
    });
    let offered = Memo::new(move |_| {
        let can = record.with(|record| record.facts.can_add_role);
        chosen.get().filter(|_| can).map(|person| person.name)
    });
    move || {
        let name = offered.get()?;
        Some(view! {
            <div class="make-role">
                <p class="small soft">{text("people_no_roles")}</p>
                <Button small=true disabled=doing.busy on_press=move |()| make.run(())>
                    {text_with("people_make_role", &[&name])}
                </Button>
                {move || {
                    asking
                        .get()
                        .then(|| view! { <AskUser record verb="people_role_verb" asking on_yes=make /> })
                }}
                {move || doing.fault.get().map(|fault| view! { <FaultView fault on_retry=make /> })}
            </div>
        })
    }
}
