//! The invitations on their way: how far they have come, and what needs the administrator.

use leptos::prelude::*;

use super::words;
use crate::admin::team::{InvitationItem, InvitationState, InvitationsView};
use crate::base::{Fault, OrgHost};
use crate::outbox::Decision;
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::protocol::DecideInvitation;
use crate::ui::components::{Button, ButtonKind, Command, FaultView, Icon, Notice, Query, Shape};

#[component]
pub fn Invitations(org: OrgHost, invitations: Query<InvitationsView>) -> impl IntoView {
    let items = Memo::new(move |_| {
        let value = invitations.value;
        value.with(|view| {
            view.as_ref()
                .map(|view| view.items.clone())
                .unwrap_or_default()
        })
    });
    let any = Memo::new(move |_| items.with(|items| !items.is_empty()));
    let sent = |item: &&InvitationItem| {
        matches!(
            item.state,
            InvitationState::Sent(_) | InvitationState::Assigned(_)
        )
    };
    let sum = move || {
        let (done, all) = items.with(|items| (items.iter().filter(sent).count(), items.len()));
        text_with("team_progress", &[&done.to_string(), &all.to_string()])
    };
    let waits = move || {
        let value = invitations.value;
        let (next, a_day) = value.with(|view| {
            let view = view.as_ref()?;
            Some((view.next?, view.a_day))
        })?;
        let words = [intl::date_time(next), a_day.to_string()];
        let title = text_with("team_waits_until", &[&words[0], &words[1]]);
        Some(view! { <Notice title /> })
    };
    // What keeps all of them waiting is told once.
    let held_up = Memo::new(move |_| {
        items.with(|items| {
            let waits = |item: &&InvitationItem| {
                matches!(
                    item.state,
                    InvitationState::Assigning | InvitationState::Waiting
                )
            };
            let mut waiting = items.iter().filter(waits);
            waiting.find_map(|item| item.fault.clone())
        })
    });
    let org = StoredValue::new(org);
    let rows = move || {
        let mut items = items.get();
        items.sort_by_key(|item| rank(&item.state));
        let row = move |item| view! { <Item org=org.get_value() item /> };
        items.into_iter().map(row).collect_view()
    };
    let again = Callback::new(move |()| invitations.again());
    view! {
        {move || {
            let fault = invitations.value.with(Option::is_none).then(|| invitations.fault.get());
            fault.flatten().map(|fault| view! { <FaultView fault on_retry=again /> })
        }}
        <Show when=move || any.get()>
            <section class="card" data-list="invitations">
                <header>
                    <h2>{text("team_invitations")}</h2>
                    <p role="status">{sum}</p>
                </header>
                <div class="inside team-held">
                    {waits}
                    {move || held_up.get().map(|fault| {
                        let org = org.get_value();
                        view! { <FaultView fault org=Some(org) /> }
                    })}
                </div>
                <ul class="rows">{rows}</ul>
            </section>
        </Show>
    }
}

/// What needs the administrator comes first, what is done last.
const fn rank(state: &InvitationState) -> u8 {
    match state {
        InvitationState::Refused(_) | InvitationState::Failed(_) | InvitationState::Unknown => 0,
        InvitationState::Sending | InvitationState::Assigning => 1,
        InvitationState::Waiting => 2,
        InvitationState::Sent(_) | InvitationState::Assigned(_) => 3,
    }
}

#[component]
fn Item(org: OrgHost, item: InvitationItem) -> impl IntoView {
    let doing = Command::new();
    let (words, name) = words::invitation(&item.state);
    let (shape, tone) = match rank(&item.state) {
        0 => (Shape::Warn, "tone-warn"),
        3 => (Shape::Check, "tone-good"),
        _ => (Shape::Clock, "soft"),
    };
    let decisions: &[(Decision, &str)] = match &item.state {
        InvitationState::Refused(_) | InvitationState::Failed(_) => &[
            (Decision::Drop, "team_drop"),
            (Decision::Retry, "move_retry"),
        ],
        InvitationState::Unknown => &[
            (Decision::WasSent, "team_was_sent"),
            (Decision::SendAgain, "team_again"),
        ],
        InvitationState::Waiting => &[(Decision::Drop, "team_drop")],
        _ => &[],
    };
    let user = item.user.clone();
    let button = |(decision, label): &(Decision, &'static str)| {
        let (decision, label) = (*decision, *label);
        let request = DecideInvitation {
            org: org.clone(),
            user: user.clone(),
            decision,
        };
        let request = StoredValue::new(request);
        let decide = move |()| doing.run(request.get_value(), |_| ());
        let look = match decision {
            Decision::Drop => ButtonKind::Quiet,
            _ => ButtonKind::Secondary,
        };
        view! {
            <Button
                look
                small=true
                disabled=doing.busy
                name=format!("{}: {}", text(label), item.name)
                on_press=decide
            >
                {text(label)}
            </Button>
        }
    };
    let buttons = decisions.iter().map(button).collect_view();
    let fault = refusal(&item.state).cloned();
    view! {
        <li>
            <div class="row" data-row=item.address.clone() data-state=name>
                <Icon shape class=tone />
                <div class="grow">
                    <p class="strong">{item.name.clone()}</p>
                    <p class="small soft">{item.address.clone()}</p>
                    <p class="small">{words}</p>
                </div>
                <div class="buttons">{buttons}</div>
            </div>
            {fault.map(|fault| view! { <FaultView fault /> })}
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
        </li>
    }
}

const fn refusal(state: &InvitationState) -> Option<&Fault> {
    match state {
        InvitationState::Refused(fault) | InvitationState::Failed(fault) => Some(fault),
        _ => None,
    }
}
