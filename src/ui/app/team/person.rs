//! One user of the org, with their state and the possible actions.

use leptos::prelude::*;

use super::state::TeamState;
use super::words;
use crate::admin::team::{Person, Who};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::Button;

#[component]
pub fn PersonRow(person: Person, state: TeamState) -> impl IntoView {
    let who = person.who.clone();
    let invited = person.state.is_invited();
    let (words, name) = words::person(&person.state);
    let user = StoredValue::new(who.user.clone());
    let stored = StoredValue::new(person.clone());
    let checked = move || state.is_selected(&user.get_value());
    let select = move |ev| state.select(&stored.get_value(), event_target_checked(&ev));
    let invite = move |()| state.check(Who::Users(vec![user.get_value()]));
    let line = match person.title.as_deref().filter(|title| !title.is_empty()) {
        Some(title) => format!("{title} · {}", who.address),
        None => who.address.clone(),
    };
    let label = text_with("team_select", &[&who.name]);
    let (verb, verb_name) = match invited {
        true => ("team_again", "team_again_name"),
        false => ("team_invite", "team_invite_name"),
    };
    view! {
        <li class="row" data-row=who.address.clone() data-state=name>
            <label class="check">
                <input type="checkbox" aria-label=label prop:checked=checked on:change=select />
            </label>
            <div class="grow">
                <p class="strong">{who.name.clone()}</p>
                <p class="small soft">{line}</p>
            </div>
            <p class="small standing" class:tone-good=name == "active">
                {words}
            </p>
            <div class="buttons">
                <Button small=true name=text_with(verb_name, &[&who.name]) on_press=invite>
                    {text(verb)}
                </Button>
            </div>
        </li>
    }
}
