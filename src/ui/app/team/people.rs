//! The list of the org's active users, with search and selection.

use leptos::prelude::*;
use std::time::Duration;

use super::narrow::{Narrow, SelectAll};
use super::person::PersonRow;
use super::state::{Selected, TeamState};
use crate::admin::team::Who;
use crate::base::{OrgHost, RecordId};
use crate::platform::i18n::{counted, text};
use crate::protocol::Withdraw;
use crate::ui::{
    app::route::Route,
    components::{
        Button, ButtonKind, Command, Confirm, FaultView, Icon, Notice, Pause, Shape, Skeleton,
        Tone, UnderWay, live,
    },
};

/// How long typing rests before Salesforce is asked.
const REST: Duration = Duration::from_millis(300);

#[component]
pub fn People(org: OrgHost, state: TeamState) -> impl IntoView {
    let list = state.list;
    let org = StoredValue::new(org);
    let read = move |offset| {
        let search = state.search.get_untracked();
        list.read(
            org.get_value(),
            search,
            state.within.get_untracked(),
            offset,
        );
    };
    let again = Callback::new(move |()| read(0));
    read(0);
    let pause = Pause::new();
    let typed = move |ev| {
        state.search.set(event_target_value(&ev));
        pause.then(REST, move || read(0));
    };
    let withdraw = withdrawing(org, state, again);
    let rows = move || {
        let people = list.people.get()?;
        if people.is_empty() {
            return Some(view! { <Nobody /> }.into_any());
        }
        let row = move |person| view! { <PersonRow person state /> };
        Some(
            view! { <ul class="rows">{people.into_iter().map(row).collect_view()}</ul> }.into_any(),
        )
    };
    let more = move || {
        let offset = list.next.get()?;
        Some(view! {
            <div class="foot">
                <Button disabled=list.busy on_press=move |()| read(offset)>
                    {text("team_more")}
                </Button>
            </div>
        })
    };
    let first = Memo::new(move |_| list.people.with(Option::is_none));
    view! {
        {move || state.told.get().map(|told| view! { <Notice tone=Tone::Good title=told /> })}
        {move || withdraw.doing.fault.get().map(|fault| view! { <FaultView fault /> })}
        {move || list.missing.get().map(|fault| view! {
            <FaultView fault />
            <div class="buttons team-to-setup">
                <a class="button" href=Route::Setup.address()>{text("team_to_setup")}</a>
            </div>
        })}
        <section class="card team" data-list="people">
            <header>
                <h2>{text("team_people")}</h2>
                <div class="field">
                    <label for="team-search">{text("team_search")}</label>
                    <input
                        id="team-search"
                        class="input"
                        type="search"
                        autocomplete="off"
                        prop:value=move || state.search.get()
                        on:input=typed
                    />
                </div>
                <Narrow org state on_change=again />
            </header>
            <Show when=move || list.busy.get()>
                <UnderWay />
            </Show>
            {move || list.fault.get().map(|fault| view! { <FaultView fault on_retry=again /> })}
            <Show when=move || first.get() && list.fault.get().is_none()>
                <div class="inside">
                    <Skeleton blocks=2 />
                </div>
            </Show>
            <SelectAll org state />
            {rows}
            {more}
            <Show when=move || list.beyond.get()>
                <p class="inside soft" data-list="beyond">{text("team_beyond")}</p>
            </Show>
            <Chosen state withdraw />
        </section>
    }
}

/// Withdrawing invitations, and the result.
#[derive(Clone, Copy)]
struct Withdrawing {
    doing: Command,
    run: Callback<Vec<RecordId>>,
}

fn withdrawing(org: StoredValue<OrgHost>, state: TeamState, again: Callback<()>) -> Withdrawing {
    let doing = Command::new();
    let live = live();
    let run = move |users: Vec<RecordId>| {
        let count = users.len();
        state.told.set(None);
        let request = Withdraw {
            org: org.get_value(),
            users: users.clone(),
        };
        doing.run(request, move |withdrawn| {
            let failed = withdrawn.failed.len();
            state
                .selected
                .update(|all| all.retain(|one| !users.contains(&one.user)));
            if let Some((_, fault)) = withdrawn.failed.into_iter().next() {
                doing.fault.set(Some(fault));
            }
            if count > failed {
                let told = counted("team_withdrawn", count - failed);
                live.say(told.clone());
                state.told.set(Some(told));
            }
            again.try_run(());
        });
    };
    Withdrawing {
        doing,
        run: Callback::new(run),
    }
}

/// The actions for the selected users.
#[component]
fn Chosen(state: TeamState, withdraw: Withdrawing) -> impl IntoView {
    let count = Memo::new(move |_| state.selected.with(Vec::len));
    let users = |selected: Vec<Selected>| selected.into_iter().map(|one| one.user).collect();
    let invite = move |()| state.check(Who::Users(users(state.selected.get_untracked())));
    let invited = Memo::new(move |_| {
        state
            .selected
            .with(|all| all.iter().filter(|o| o.invited).count())
    });
    let asking = RwSignal::new(false);
    let take = move |()| {
        let mut all = state.selected.get_untracked();
        all.retain(|one| one.invited);
        withdraw.run.run(users(all));
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="foot chosen">
                <p class="grow">{move || counted("team_selected", count.get())}</p>
                <Button look=ButtonKind::Quiet on_press=move |()| state.selected.set(Vec::new())>
                    {text("team_select_none")}
                </Button>
                <Show when=move || { invited.get() > 0 }>
                    <Button look=ButtonKind::Quiet disabled=withdraw.doing.busy on_press=move |()| asking.set(true)>
                        {move || counted("team_withdraw_people", invited.get())}
                    </Button>
                    {move || {
                        view! {
                            <Confirm
                                open=asking
                                title=counted("team_withdraw_ask", invited.get())
                                words=text("team_withdraw_words")
                                verb=text("team_withdraw")
                                on_yes=take
                            />
                        }
                    }}
                </Show>
                <Button look=ButtonKind::Primary on_press=invite>
                    {move || counted("team_invite_people", count.get())}
                </Button>
            </div>
        </Show>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon shape=Shape::People class="large" />
            <p class="strong">{text("team_nobody_title")}</p>
            <p>{text("team_nobody_text")}</p>
        </div>
    }
}
