//! The detail: who of a list can be invited, what stands in the way, and the mail that they get.

use leptos::{html, prelude::*};

use super::state::{Step, TeamState};
use super::words;
use crate::admin::team::list;
use crate::admin::team::{Checked, InvitationsView, Language, Welcome, WelcomePreview, Who};
use crate::platform::i18n::{counted, text, text_with};
use crate::platform::messages::ask;
use crate::protocol::{CheckInvitations, Fault, Invite, PreviewWelcome, SavePasted};
use crate::salesforce::{OrgHost, RecordId};
use crate::ui::components::{
    Asked, Button, Doing, FaultView, Icon, LastSignIn, Look, Notice, Shape, SignInButton, Skeleton,
    live, provider_name,
};
use leptos::task::spawn_local;

/// As many rows of each kind are drawn; a list of thousands is read as a file.
const SHOWN: usize = 50;

#[component]
pub fn Check(
    org: OrgHost,
    who: Who,
    state: TeamState,
    invitations: Asked<InvitationsView>,
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
        None => fault
            .with(Option::is_none)
            .then(|| view! { <div class="inside"><Skeleton blocks=2 /></div> }.into_any()),
        Some(rows) => Some(view! { <Rows rows /> }.into_any()),
    };
    let ready = Memo::new(move |_| rows.get().map(|rows| ready(&rows)).unwrap_or_default());
    let any = Memo::new(move |_| ready.with(|ready| !ready.is_empty()));
    view! {
        <div class="buttons team-back">
            <Button look=Look::Quiet role_in_view="back" on_press=back>
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

/// Who is left out, with the reason, as a file.
#[component]
fn LeftOut(rows: Vec<Checked>) -> impl IntoView {
    let reasons = |row: &Checked| {
        let said: Vec<String> = row.findings.iter().map(words::finding).collect();
        let line = row.line.map(|line| line.to_string()).unwrap_or_default();
        vec![line, row.written.clone(), said.join(" ")]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(reasons).collect();
    let address = format!(
        "data:text/csv;charset=utf-8,{}",
        js_sys::encode_uri_component(&list::csv(&rows))
    );
    view! {
        <div class="inside">
            <div class="buttons">
                <a class="button small" download="left-out.csv" href=address>
                    {text("team_left_out")}
                </a>
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

/// The mail: its language, how it looks, from where it goes; and the button that sends it.
#[component]
fn Mail(
    org: StoredValue<OrgHost>,
    ready: Memo<Vec<RecordId>>,
    state: TeamState,
    who: StoredValue<Who>,
    invitations: Asked<InvitationsView>,
) -> impl IntoView {
    let welcome = RwSignal::new(Welcome::ByMail);
    let by_mail = Memo::new(move |_| welcome.get() == Welcome::ByMail);
    let language = RwSignal::new(None::<Language>);
    let preview = RwSignal::new(None::<WelcomePreview>);
    let previewing = Doing::new();
    let look = move |()| {
        let Some(user) = ready.with_untracked(|ready| ready.first().cloned()) else {
            return;
        };
        let request = PreviewWelcome {
            org: org.get_value(),
            user,
            language: language.get_untracked(),
        };
        previewing.run(request, move |mail| drop(preview.try_set(Some(mail))));
    };
    let choose = move |ev| {
        let tag = event_target_value(&ev);
        let chosen = Language::ALL
            .into_iter()
            .find(|one| words::language(*one).0 == tag);
        language.set(chosen);
        if preview.with_untracked(Option::is_some) {
            look(());
        }
    };
    let options = || {
        Language::ALL.map(words::language).map(|(tag, name)| {
            view! { <option value=tag>{name}</option> }
        })
    };
    let from = Memo::new(move |_| {
        let value = invitations.value;
        value.with(|view| Some(view.as_ref()?.mailbox.as_ref()?.address.clone()))
    });
    let inviting = Doing::new();
    let live = live();
    let invite = move |()| {
        let users = ready.get_untracked();
        let told = match welcome.get_untracked() {
            Welcome::ByMail => counted("team_invited", users.len()),
            Welcome::InBrowser => counted("team_assigning", users.len()),
        };
        let request = Invite {
            org: org.get_value(),
            users,
            welcome: welcome.get_untracked(),
            language: language.get_untracked(),
            order: state.order.get_value(),
        };
        inviting.run(request, move |_| {
            live.say(told.clone());
            state.told.set(Some(told));
            if let Who::List(_) = who.get_value() {
                state.pasted.set(Some(String::new()));
                let org = org.get_value();
                Doing::new().run(
                    SavePasted {
                        org,
                        text: String::new(),
                    },
                    |_| (),
                );
            } else {
                state.selected.set(Vec::new());
            }
            state.step.set(Step::People);
        });
    };
    let blocked = Signal::derive(move || {
        (by_mail.get() && from.with(Option::is_none)) || inviting.busy.get()
    });
    let set_welcome = move |ev| {
        welcome.set(match event_target_checked(&ev) {
            true => Welcome::ByMail,
            false => Welcome::InBrowser,
        });
    };
    view! {
        <section class="card">
            <header>
                <h2>{text("team_mail")}</h2>
                <p>
                    {move || match from.get() {
                        Some(from) => text_with("team_mail_from", &[&from]),
                        None => text("team_mail_text"),
                    }}
                </p>
            </header>
            <div class="inside">
                <label class="check line">
                    <input type="checkbox" name="by-mail" prop:checked=move || by_mail.get() on:change=set_welcome />
                    <span>{text("team_by_mail")}</span>
                </label>
                <Show when=move || !by_mail.get()>
                    <p class="soft" role="status">{text("team_in_browser")}</p>
                </Show>
                <Show when=move || by_mail.get()>
                <Mailbox org invitations />
                <div class="field team-language">
                    <label for="team-language">{text("team_language")}</label>
                    <select id="team-language" class="input" on:change=choose>
                        <option value="">{text("team_language_own")}</option>
                        {options()}
                    </select>
                </div>
                <div class="buttons">
                    <Button disabled=previewing.busy on_press=look>
                        {text("team_preview")}
                    </Button>
                </div>
                {move || previewing.fault.get().map(|fault| view! { <FaultView fault /> })}
                {move || preview.get().map(|mail| view! { <Letter mail /> })}
                </Show>
                {move || inviting.fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
            <div class="foot">
                <Button look=Look::Primary disabled=blocked on_press=invite>
                    {move || match by_mail.get() {
                        true => counted("team_invite_people", ready.with(Vec::len)),
                        false => counted("team_assign_people", ready.with(Vec::len)),
                    }}
                </Button>
            </div>
        </section>
    }
}

/// The mailbox that has to be connected first, or what is wrong with the one there is.
#[component]
fn Mailbox(org: StoredValue<OrgHost>, invitations: Asked<InvitationsView>) -> impl IntoView {
    const PLACE: &str = "team-mailbox";
    let shown = Memo::new(move |_| {
        invitations.value.with(|view| {
            let view = view.as_ref()?;
            let fault = view.mailbox_fault.clone();
            Some((view.mailbox.is_some(), view.choices.clone(), fault))
        })
    });
    move || {
        let (connected, choices, fault) = shown.get()?;
        if connected {
            return fault.map(|fault| view! { <FaultView fault /> }.into_any());
        }
        let of = choices.clone();
        let connect = move |provider| {
            let label = text_with("team_connect", &[&provider_name(provider)]);
            let (place, org) = (PLACE.to_owned(), Some(org.get_value()));
            view! { <SignInButton place provider org label /> }
        };
        Some(
            view! {
                <Notice title=text("team_no_mailbox")>
                    <p>{text("team_no_mailbox_text")}</p>
                    <div class="buttons">{choices.into_iter().map(connect).collect_view()}</div>
                </Notice>
                <LastSignIn place=PLACE of />
            }
            .into_any(),
        )
    }
}

/// The mail's words. (Its link is as long as the set-up that it carries: only its beginning is shown.)
#[component]
fn Letter(mail: WelcomePreview) -> impl IntoView {
    let shorten = |line: &str| match line.split_once("#msi=") {
        Some((before, _)) => format!("{before}#msi=…"),
        None => line.to_owned(),
    };
    let lines: Vec<String> = mail.mail.text.lines().map(shorten).collect();
    view! {
        <section class="letter" aria-label=text("team_preview")>
            <p class="small soft">{text_with("team_preview_to", &[&mail.to])}</p>
            <p class="strong">{mail.mail.subject}</p>
            <pre lang=words::language(mail.language).0 tabindex="0">{lines.join("\n")}</pre>
        </section>
    }
}
