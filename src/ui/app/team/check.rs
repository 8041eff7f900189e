//! The check before an invitation: who can be invited, what prevents it for others, and the mail.

use leptos::{html, prelude::*};

use super::mail::Mail;
use super::state::{Step, TeamState};
use super::words;
use crate::admin::team::{Checked, InvitationsView, Who, list};
use crate::base::{Fault, OrgHost, RecordId};
use crate::platform::{
    i18n::{counted, text, text_with},
    intl::number,
    messages::ask,
};
use crate::protocol::CheckInvitations;
use crate::ui::components::{
    Button, ButtonKind, Download, FaultView, Icon, Query, Shape, Skeleton,
};
use leptos::task::spawn_local;

/// The most rows of each kind that are drawn; a longer list can be downloaded.
const SHOWN: usize = 50;

#[component]
pub fn Check(
    org: OrgHost,
    who: Who,
    state: TeamState,
    invitations: Query<InvitationsView>,
) -> impl IntoView {
    let rows = RwSignal::new(None::<Vec<Checked>>);
    let fault = RwSignal::new(None::<Fault>);
    let org = StoredValue::new(org);
    let who = StoredValue::new(who);
    let read = move || {
        fault.set(None);
        spawn_local(async move {
            let (org, who) = (org.get_value(), who.get_value());
            match ask(CheckInvitations { org, who }).await {
                Ok(checked) => drop(rows.try_set(Some(checked))),
                Err(error) => drop(fault.try_set(Some(error))),
            }
        });
    };
    read();
    let back = move |()| state.step.set(Step::People);
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // It fails only for an element that is gone.
            let _ = heading.focus();
        }
    });
    let checked = move || match rows.get() {
        None => fault.with(Option::is_none).then(|| {
            view! {
                <div class="inside">
                    <CheckProgress invitations />
                    <Skeleton blocks=2 />
                </div>
            }
            .into_any()
        }),
        Some(rows) => Some(view! { <Rows rows /> }.into_any()),
    };
    let ready = Memo::new(move |_| rows.get().map(|rows| ready(&rows)).unwrap_or_default());
    let any = Memo::new(move |_| ready.with(|ready| !ready.is_empty()));
    view! {
        <div class="buttons team-back">
            <Button look=ButtonKind::Quiet role_in_view="back" on_press=back>
                {text("team_back")}
            </Button>
        </div>
        {move || fault.get().map(|fault| view! {
            <FaultView fault on_retry=Callback::new(move |()| read()) />
        })}
        <section class="card" data-list="check">
            <header>
                <h2 tabindex="-1" node_ref=heading>{text("team_check")}</h2>
                <p>{text("team_check_text")}</p>
            </header>
            {checked}
        </section>
        <Show when=move || any.get()>
            <Mail org ready state who invitations />
        </Show>
    }
}

/// The progress of checking a long list.
#[component]
fn CheckProgress(invitations: Query<InvitationsView>) -> impl IntoView {
    let looked_up = Memo::new(move |_| {
        let value = invitations.value;
        value.with(|view| view.as_ref()?.looked_up)
    });
    move || {
        let (done, all) = looked_up.get()?;
        let words = text_with("team_looked_up", &[&number(done), &number(all)]);
        Some(view! {
            <p role="status" data-part="how-far">{words.clone()}</p>
            <progress class="wide" max=all.to_string() value=done.to_string() aria-label=words></progress>
        })
    }
}

/// Those who can be invited.
fn ready(rows: &[Checked]) -> Vec<RecordId> {
    let can = rows.iter().filter(|row| row.can_be_invited());
    can.filter_map(|row| row.user.as_ref())
        .map(|user| user.user.clone())
        .collect()
}

#[component]
fn Rows(rows: Vec<Checked>) -> impl IntoView {
    let can = rows.iter().filter(|row| row.can_be_invited()).count();
    let cannot = rows.len() - can;
    let (no, yes): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| !row.can_be_invited());
    let hidden = no.len().saturating_sub(SHOWN) + yes.len().saturating_sub(SHOWN);
    let left_out = no.clone();
    let row = |row| view! { <CheckedRow row /> };
    view! {
        <p class="team-sum" role="status">
            <span class="strong">{counted("team_ready", can)}</span>
            {(cannot > 0).then(|| counted("team_not_ready", cannot))}
        </p>
        <ul class="rows">
            {no.into_iter().take(SHOWN).chain(yes.into_iter().take(SHOWN)).map(row).collect_view()}
        </ul>
        {(hidden > 0).then(|| view! { <p class="inside soft">{counted("team_rows_more", hidden)}</p> })}
        {(!left_out.is_empty()).then(|| view! { <LeftOut rows=left_out /> })}
    }
}

/// A download of those who are left out, with the reasons.
#[component]
fn LeftOut(rows: Vec<Checked>) -> impl IntoView {
    let reasons = |row: &Checked| {
        let said: Vec<String> = row.findings.iter().map(words::finding).collect();
        let line = row.line.map(|line| line.to_string()).unwrap_or_default();
        vec![line, row.written.clone(), said.join(" ")]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(reasons).collect();
    view! {
        <div class="inside">
            <div class="buttons">
                <Download
                    name="left-out.csv".to_owned()
                    kind="text/csv"
                    content=list::csv(&rows)
                    label=text("team_left_out")
                />
            </div>
        </div>
    }
}

#[component]
fn CheckedRow(row: Checked) -> impl IntoView {
    let can = row.can_be_invited();
    let (shape, tone) = match (can, row.findings.is_empty()) {
        (true, true) => (Shape::Check, "tone-good"),
        (true, false) => (Shape::Info, "tone-accent"),
        _ => (Shape::Warn, "tone-warn"),
    };
    let finding = row.findings.first().map(words::finding_name);
    let (title, line) = match &row.user {
        Some(user) => (user.name.clone(), user.address.clone()),
        None => (row.written.clone(), String::new()),
    };
    let address = row.user.as_ref().map(|user| user.address.clone());
    let place = row
        .line
        .map(|line| text_with("team_line", &[&line.to_string()]));
    let said = row.findings.iter().map(|finding| {
        let words = words::finding(finding);
        view! { <p class="small">{words}</p> }
    });
    view! {
        <li
            class="row"
            data-row=address.unwrap_or(row.written.clone())
            data-state=if can { "ready" } else { "stopped" }
            data-finding=finding
        >
            <Icon shape class=tone />
            <div class="grow">
                <p class="strong">{title}</p>
                {(!line.is_empty()).then(|| view! { <p class="small soft">{line}</p> })}
                {said.collect_view()}
            </div>
            {place.map(|place| view! { <p class="small soft">{place}</p> })}
        </li>
    }
}
