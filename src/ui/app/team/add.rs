//! Inviting by address: a pasted list or a CSV file. An unfinished list is stored.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use std::time::Duration;

use super::state::TeamState;
use crate::admin::team::{Drafted, InvitationsView, TeamError, Who, list::text_of};
use crate::base::{Fault, OrgHost};
use crate::platform::{files, i18n::text};
use crate::protocol::SavePasted;
use crate::ui::components::{Button, Command, FaultView, Pause, Query};

/// How long typing rests before the list is stored.
const REST: Duration = Duration::from_millis(400);

#[component]
pub fn Add(org: OrgHost, state: TeamState, invitations: Query<InvitationsView>) -> impl IntoView {
    let pasted = state.pasted;
    let org = StoredValue::new(org);
    // The stored list is shown once it is loaded, unless something was typed already.
    Effect::new(move |_| {
        let kept = invitations
            .value
            .with(|view| view.as_ref().map(|view| view.draft.clone()));
        if pasted.with_untracked(Option::is_none)
            && let Some(kept) = kept
        {
            pasted.set(Some(kept));
        }
    });
    let keeping = Command::new();
    let pause = Pause::new();
    let keep = move || {
        let text = pasted.get_untracked().unwrap_or_default();
        if let Some(org) = org.try_get_value() {
            let what = Drafted::List;
            keeping.run(SavePasted { org, what, text }, |_| ());
        }
    };
    let take = move |list: String| {
        pasted.set(Some(list));
        pause.then(REST, keep);
    };
    let area = NodeRef::<html::Textarea>::new();
    let file = NodeRef::<html::Input>::new();
    let refused = RwSignal::new(None::<Fault>);
    let chosen = move |_: ev::Event| {
        let Some(input) = file.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let Some(bytes) = files::bytes_of(&input).await else {
                return;
            };
            let list = text_of(&bytes);
            refused.try_set(
                list.as_ref()
                    .err()
                    .map(|fault| TeamError::from(*fault).into()),
            );
            if let Ok(list) = list {
                take(list);
                if let Some(area) = area.get_untracked() {
                    // It fails only for an element that is gone.
                    let _ = area.focus();
                }
            }
        });
    };
    let empty = Signal::derive(move || {
        pasted.with(|list| list.as_deref().unwrap_or_default().trim().is_empty())
    });
    let check = move |()| {
        let list = pasted.get_untracked().unwrap_or_default();
        pause.stop();
        keep();
        state.check(Who::List(list));
    };
    view! {
        <section class="card team-add">
            <header>
                <h2>{text("team_add")}</h2>
                <p>{text("team_add_text")}</p>
            </header>
            <div class="inside">
                <div class="field">
                    <label for="team-list">{text("team_add_label")}</label>
                    <textarea
                        id="team-list"
                        class="input"
                        rows="4"
                        spellcheck="false"
                        node_ref=area
                        prop:value=move || pasted.get().unwrap_or_default()
                        on:input=move |ev| take(event_target_value(&ev))
                    ></textarea>
                </div>
                <div class="field">
                    <label for="team-file">{text("team_add_file")}</label>
                    <input
                        id="team-file"
                        type="file"
                        accept=".csv,.tsv,.txt,text/csv,text/plain"
                        node_ref=file
                        on:change=chosen
                    />
                    {move || refused.get().map(|fault| view! { <FaultView fault /> })}
                </div>
                {move || keeping.fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
            <div class="foot">
                <Button disabled=empty on_press=check>
                    {text("team_add_check")}
                </Button>
            </div>
        </section>
    }
}
