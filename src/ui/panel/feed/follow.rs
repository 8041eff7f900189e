//! Replying to a mail and following up an activity: the forms that exist, filled with what the card shows.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::{Form, Offer};
use crate::base::{ActionKind, Fault, Recipient, RecordId, Related, html::escaped};
use crate::insight::{MailDetail, PersonView};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl,
    messages::ask,
    now,
};
use crate::protocol::GetDraft;
use crate::ui::components::{Button, FaultView};
use crate::ui::panel::composing::Start;
use crate::ui::panel::state::PanelState;

/// *Reply* to a mail; to one that the rep sent, writes to its receivers again.
#[component]
pub fn Reply(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The mail.
    mail: MailDetail,
    /// What it says.
    words: String,
    /// Its subject.
    subject: String,
) -> impl IntoView {
    let fill = move |form: &mut Form, record: &RecordView| {
        if let Form::SendEmail(form) = form {
            let to = receivers(&mail, &record.facts.people);
            if !to.is_empty() {
                form.to = to;
            }
            form.subject = reply_subject(&subject);
            form.html = format!("{}{}", form.html, quote(&mail, &words));
        }
    };
    view! { <Begin record action=ActionKind::SendEmail label="feed_reply" fill /> }
}

/// *Follow up*: a task that names what it follows.
#[component]
pub fn FollowUp(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The lead or contact of the activity.
    who: Option<Related>,
    /// Its subject.
    subject: String,
) -> impl IntoView {
    let with = who.as_ref().map(|who| who.id.clone());
    let fill = move |form: &mut Form, _: &RecordView| {
        if let Form::AddTask(task) = form {
            if let Some(who) = &who {
                task.who = Some(who.id.clone());
                task.who_name = Some(who.name.clone());
            }
            let words = text_with("feed_follow_up_subject", &[subject.trim()]);
            task.subject = words.chars().take(255).collect();
        }
    };
    view! { <Begin record action=ActionKind::AddTask label="feed_follow_up" with fill /> }
}

/// A button that opens a filled form; an unsent draft of the same action is offered instead, so that it is not lost.
#[component]
fn Begin(
    record: RwSignal<RecordView>,
    action: ActionKind,
    label: &'static str,
    #[prop(optional_no_strip)] with: Option<RecordId>,
    fill: impl Fn(&mut Form, &RecordView) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let state = PanelState::get();
    let drafted = RwSignal::new(false);
    let fault = RwSignal::new(None::<Fault>);
    let busy = RwSignal::new(false);
    let offered = Memo::new(move |_| {
        record.with(|record| {
            let mut offers = record.actions.iter();
            offers.any(|(kind, offer)| *kind == action && *offer == Offer::Yes)
        })
    });
    let press = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        let view = record.get_untracked();
        let on = view.facts.record.clone();
        if state.unkept_draft(&on, action).is_some() {
            drafted.set(true);
            return;
        }
        busy.set(true);
        let people = &view.facts.people;
        let known = |id: &RecordId| people.iter().any(|person| person.record == *id);
        let request = GetDraft {
            record: on.clone(),
            action,
            with: with.clone().filter(known),
            today: intl::calendar_day(now()),
        };
        let fill = fill.clone();
        spawn_local(async move {
            let answer = ask(request).await;
            busy.try_set(false);
            match answer {
                Ok(draft) if draft.saved_at.is_some() => {
                    drafted.try_set(true);
                }
                Ok(draft) => {
                    let mut form = draft.form;
                    fill(&mut form, &view);
                    state.compose(on, action, Start::With(Box::new(form)));
                }
                Err(why) => {
                    fault.try_set(Some(why));
                }
            }
        });
    });
    let open = move |()| {
        let on = record.with_untracked(|record| record.facts.record.clone());
        state.compose(on, action, Start::Kept);
    };
    view! {
        <Show when=move || offered.get()>
            <Button small=true disabled=busy on_press=press>
                {text(label)}
            </Button>
        </Show>
        {move || {
            drafted
                .get()
                .then(|| {
                    view! {
                        <p class="small drafted" role="status">
                            {text("feed_draft_first")} " "
                            <Button small=true on_press=open>
                                {text("strip_open_draft")}
                            </Button>
                        </p>
                    }
                })
        }}
        {move || fault.get().map(|fault| view! { <FaultView fault on_retry=press /> })}
    }
}

/// Whom a reply is for: who wrote the mail, or to whom it was written where the rep's side wrote it.
fn receivers(mail: &MailDetail, people: &[PersonView]) -> Vec<Recipient> {
    let listed = match mail.incoming {
        true => mail.from.as_deref(),
        false => mail.to.as_deref(),
    };
    let addresses = listed.unwrap_or_default().split([';', ',']).map(str::trim);
    let recipient = |address: &str| {
        let of = |person: &&PersonView| {
            let own = person.address.as_deref();
            own.is_some_and(|own| own.eq_ignore_ascii_case(address))
        };
        let known = people.iter().find(of).and_then(PersonView::recipient);
        known.unwrap_or_else(|| Recipient {
            address: address.to_owned(),
            name: mail.from_name.clone().filter(|_| mail.incoming),
            ..Recipient::default()
        })
    };
    let addresses = addresses.filter(|address| !address.is_empty());
    addresses.map(recipient).collect()
}

/// `Re: ` once, whatever stands there already.
fn reply_subject(subject: &str) -> String {
    let subject = subject.trim();
    match subject
        .get(..3)
        .is_some_and(|begins| begins.eq_ignore_ascii_case("re:"))
    {
        true => subject.to_owned(),
        false => format!("Re: {subject}").chars().take(255).collect(),
    }
}

/// The mail below the rep's own words, with who wrote it and when.
fn quote(mail: &MailDetail, words: &str) -> String {
    let at = mail.at.map(intl::date_time);
    let who = mail.from_name.as_ref().or(mail.from.as_ref()).cloned();
    let head: Vec<String> = at.into_iter().chain(who).collect();
    let lines: Vec<String> = words.lines().map(escaped).collect();
    format!(
        "<div><br></div><div>{}:</div><blockquote>{}</blockquote>",
        escaped(&head.join(" · ")),
        lines.join("<br>")
    )
}
