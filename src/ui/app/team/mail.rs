//! The welcome mail before it leaves: in which language, with which words of the administrator's own, how
//! it looks, from which mailbox it goes; and the button that sends it.

use leptos::prelude::*;
use std::time::Duration;

use super::state::{Step, TeamState};
use super::words;
use crate::admin::team::{Drafted, InvitationsView, LONGEST_NOTE, WelcomePreview, Who};
use crate::base::{Language, OrgHost, RecordId};
use crate::outbox::Welcome;
use crate::platform::i18n::{counted, text, text_with};
use crate::protocol::{Invite, PreviewWelcome, SavePasted};
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, LastSignIn, MailFrame, Notice, Pause, Query,
    SignInButton, live, provider_name,
};

/// Typing rests this long before the words are kept and the mail is shown anew.
const REST: Duration = Duration::from_millis(600);

/// The mail: its language, how it looks, from where it goes; and the button that sends it.
#[component]
pub fn Mail(
    org: StoredValue<OrgHost>,
    ready: Memo<Vec<RecordId>>,
    state: TeamState,
    who: StoredValue<Who>,
    invitations: Query<InvitationsView>,
) -> impl IntoView {
    let welcome = RwSignal::new(Welcome::ByMail);
    let by_mail = Memo::new(move |_| welcome.get() == Welcome::ByMail);
    let language = RwSignal::new(None::<Language>);
    let preview = RwSignal::new(None::<WelcomePreview>);
    let note = RwSignal::new(invitations.value.with_untracked(|view| {
        let note = view.as_ref().map(|view| view.note.clone());
        note.unwrap_or_default()
    }));
    let previewing = Command::new();
    // What the shown mail was asked with.
    let wanted = move || (note.get_untracked(), language.get_untracked());
    let shown = StoredValue::new(None::<(String, Option<Language>)>);
    let look = move || {
        let user = ready.with_untracked(|ready| ready.first().cloned());
        let (Some(user), false) = (user, previewing.busy.get_untracked()) else {
            return;
        };
        shown.set_value(Some(wanted()));
        let (note, language) = wanted();
        let request = PreviewWelcome {
            org: org.get_value(),
            user,
            language,
            note,
        };
        previewing.run(request, move |mail| drop(preview.try_set(Some(mail))));
    };
    // The mail is seen before it can be sent; and again where it changed while an answer was on its way.
    Effect::new(move |_| {
        if !previewing.busy.get() && shown.get_value() != Some(wanted()) {
            look();
        }
    });
    let keeping = Command::new();
    let pause = Pause::new();
    let rested = move || {
        let (org, what) = (org.get_value(), Drafted::Note);
        let text = note.get_untracked();
        keeping.run(SavePasted { org, what, text }, |_| ());
        look();
    };
    let write = move |ev| {
        note.set(event_target_value(&ev));
        pause.then(REST, rested);
    };
    let choose = move |ev| {
        let tag = event_target_value(&ev);
        let chosen = Language::ALL
            .into_iter()
            .find(|one| words::language(*one).0 == tag);
        language.set(chosen);
        look();
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
    let inviting = Command::new();
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
            note: note.get_untracked(),
            order: state.order.get_value(),
        };
        inviting.run(request, move |_| {
            live.say(told.clone());
            state.told.set(Some(told));
            if let Who::List(_) = who.get_value() {
                state.pasted.set(Some(String::new()));
                let org = org.get_value();
                let (what, text) = (Drafted::List, String::new());
                Command::new().run(SavePasted { org, what, text }, |_| ());
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
                <div class="field">
                    <label for="team-note">{text("team_note")}</label>
                    <textarea
                        id="team-note"
                        class="input"
                        rows="4"
                        maxlength=LONGEST_NOTE.to_string()
                        aria-describedby="team-note-hint"
                        prop:value=note
                        on:input=write
                        on:change=move |_| {
                            pause.stop();
                            rested();
                        }
                    ></textarea>
                    <p class="small soft" id="team-note-hint">{text("team_note_text")}</p>
                    {move || keeping.fault.get().map(|fault| view! { <FaultView fault /> })}
                </div>
                {move || previewing.fault.get().map(|fault| view! { <FaultView fault /> })}
                {move || preview.get().map(|mail| view! { <Letter mail /> })}
                </Show>
                {move || inviting.fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
            <div class="foot">
                <Button look=ButtonKind::Primary disabled=blocked on_press=invite>
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
fn Mailbox(org: StoredValue<OrgHost>, invitations: Query<InvitationsView>) -> impl IntoView {
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

/// The mail as its recipient reads it, and its text part. (Its link is as long as the set-up that it
/// carries: only its beginning is shown in the text part.)
#[component]
fn Letter(mail: WelcomePreview) -> impl IntoView {
    let shorten = |line: &str| match line.split_once("#msi=") {
        Some((before, _)) => format!("{before}#msi=…"),
        None => line.to_owned(),
    };
    let lines: Vec<String> = mail.mail.text.lines().map(shorten).collect();
    let subject = mail.mail.subject;
    let title = text_with("compose_preview_of", &[&subject]);
    let tag = words::language(mail.language).0;
    view! {
        <section class="letter" aria-label=text("team_preview") data-language=tag>
            <p class="small soft">{text_with("team_preview_to", &[&mail.to])}</p>
            <p class="strong">{subject}</p>
            <MailFrame title html=mail.mail.html />
            <details class="details">
                <summary>{text("team_preview_plain")}</summary>
                <pre lang=tag tabindex="0">{lines.join("\n")}</pre>
            </details>
        </section>
    }
}
