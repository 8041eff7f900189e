//! One submission: an e-mail, call or task on its way, with the decisions that it needs.

use leptos::prelude::*;
use std::time::Duration;

use super::{
    Button, ButtonKind, Command, Confirm, FaultView, Icon, RecordLink, Shape,
    fault::ContactLink,
    fault_words::fault_title,
    fault_words::in_words,
    fault_words::notes,
    later::{LaterPicker, later_words, times_of},
    live, page_target,
};
use crate::actions::{Form, Later, PersonZone, SentBy};
use crate::base::{ActionKind, IntentId, Millis, OrgHost};
use crate::outbox::Undone;
use crate::outbox::{Candidate, Decision, OutboxItem, OutboxState, Progress};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::{Reschedule, Resolve, SendNow, Undo};

/// The part of a list that an item belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The rep has to decide.
    NeedsYou,
    /// It waits for the time that the rep chose.
    Scheduled,
    /// It continues by itself.
    UnderWay,
    /// Finished.
    Done,
}

impl Stage {
    /// The stage of a state.
    pub fn of(state: &OutboxState) -> Self {
        match state {
            state if state.needs_rep() => Self::NeedsYou,
            OutboxState::Done { .. } => Self::Done,
            OutboxState::Scheduled { .. } => Self::Scheduled,
            _ => Self::UnderWay,
        }
    }
}

/// One item: its subject, recipients and state, and what the rep can do.
#[component]
pub fn OutboxRow(
    /// The item.
    item: OutboxItem,
    /// Called with the form that an undo returns; without it, the draft is on the record.
    #[prop(optional, into)]
    on_undone: Option<Callback<Form>>,
    /// Whether the rep is writing another of its kind on its record.
    #[prop(optional, into)]
    writing: Signal<bool>,
    /// Whether its record is not in view: then with a link to it.
    #[prop(optional)]
    elsewhere: bool,
    /// Opens that link in a way of the list's own.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    /// Whether it is a row of Diagnostics, where the fault is told above for all of its kind.
    #[prop(optional)]
    in_diagnostics: bool,
    /// Whether what is unsent can be a draft again, although no form is here.
    #[prop(optional)]
    to_draft: bool,
    /// What stands below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let doing = Command::new();
    let OutboxItem {
        intent,
        action,
        record,
        subject,
        recipients,
        zones,
        submitted,
        state,
        candidates,
        notes: told,
        progress,
    } = item;
    let stage = Stage::of(&state);
    let (shape, tone) = match stage {
        Stage::NeedsYou => (Shape::Warn, "tone-warn"),
        Stage::Scheduled | Stage::UnderWay => (Shape::Clock, "soft"),
        Stage::Done => (Shape::Check, "tone-good"),
    };
    let line = match &state {
        OutboxState::Undo { until } => {
            view! { <Countdown to=recipients.clone() until=*until /> }.into_any()
        }
        _ if recipients.is_empty() => intl::ago(submitted, now()).into_any(),
        _ => format!(
            "{} · {}",
            text_with("outbox_to", &[&recipients]),
            intl::ago(submitted, now())
        )
        .into_any(),
    };
    // A fault that needs nobody is a line; one that needs the rep has its button.
    let of_state = state.fault().cloned();
    let (fault, remarks) = match (stage, of_state.clone()) {
        (Stage::NeedsYou, fault) if !in_diagnostics => (fault, Vec::new()),
        (_, Some(fault)) => (None, [vec![fault_title(&fault)], notes(&fault)].concat()),
        (_, None) => (None, Vec::new()),
    };
    let told = told.iter().map(in_words);
    let remarks: Vec<String> = remarks.into_iter().chain(told).collect();
    let words = outbox_words(&state, action);
    let times = match &state {
        OutboxState::Scheduled { later, .. } => Some(times_of(later, &zones)),
        _ => None,
    };
    let org = record.org.clone();
    let link = of_state.map(|fault| view! { <ContactLink fault org /> });
    let name = state_name(&state);
    let several = match state {
        OutboxState::Several { sent, all, .. } => Some((sent, all)),
        _ => None,
    };
    let there = (elsewhere || in_diagnostics).then(|| {
        let there = format!("https://{}/{}", record.org, record.id);
        view! {
            <p class="small">
                <RecordLink there on_open>
                    {text("outbox_open_record")}
                </RecordLink>
            </p>
        }
    });
    let moving = RwSignal::new(None::<Later>);
    let is_moving = Memo::new(move |_| moving.with(Option::is_some));
    let picker = {
        let intent = intent.clone();
        let people = Signal::stored(zones);
        move || {
            let intent = intent.clone();
            is_moving
                .get()
                .then(move || view! { <ChangeTime intent people moving doing /> })
        }
    };
    view! {
        <li>
            <div class="row" data-state=name>
                <Icon shape class=tone />
                <div class="grow">
                    <p class="strong">{subject_line(&subject)}</p>
                    <p class="small soft">{line}</p>
                    {words.map(|words| view! { <p class="small">{words}</p> })}
                    {times}
                    {several.map(|(sent, all)| view! { <SentOf sent all /> })}
                    {progress.map(|progress| view! { <Sent progress /> })}
                    {remarks
                        .into_iter()
                        .map(|remark| view! { <p class="small">{remark}</p> })
                        .collect_view()}
                    {link}
                    {there}
                </div>
                <Decisions intent action state doing on_undone writing moving to_draft />
            </div>
            {picker}
            {(!candidates.is_empty()).then(|| view! { <Candidates org=record.org candidates /> })}
            {fault.map(|fault| view! { <FaultView fault /> })}
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
            {children.map(|children| children())}
        </li>
    }
}

/// Another time for a mail that waits for its time.
#[component]
fn ChangeTime(
    intent: IntentId,
    people: Signal<Vec<PersonZone>>,
    moving: RwSignal<Option<Later>>,
    doing: Command,
) -> impl IntoView {
    let first = moving.get_untracked()?;
    // Whoever could leave it to Outlook can change that.
    let outlook = first.by == SentBy::Outlook;
    let value = Signal::derive(move || moving.get().unwrap_or_else(|| first.clone()));
    let save = move |()| {
        let (intent, later) = (intent.clone(), value.get_untracked());
        if later.fault(now()).is_none() {
            doing.run(Reschedule { intent, later }, move |_| {
                moving.try_set(None);
            });
        }
    };
    Some(view! {
        <LaterPicker value people outlook=Signal::stored(outlook) on_choose=move |later| moving.set(Some(later))>
            <Button small=true on_press=save disabled=doing.busy>
                {text("save")}
            </Button>
            <Button look=ButtonKind::Quiet small=true on_press=move |()| moving.set(None)>
                {text("cancel")}
            </Button>
        </LaterPicker>
    })
}

/// How much of a large mail is sent.
#[component]
fn Sent(progress: Progress) -> impl IntoView {
    let Progress { arrived, of } = progress;
    let words = text_with(
        "outbox_sent_part",
        &[&intl::bytes(arrived), &intl::bytes(of)],
    );
    view! {
        <p class="small soft">
            <progress class="wide" max=of.to_string() value=arrived.to_string() aria-label=words.clone()></progress>
            {words}
        </p>
    }
}

/// How many of several mails are sent; the line above says it in words.
#[component]
fn SentOf(sent: usize, all: usize) -> impl IntoView {
    let words = text_with("outbox_several", &[&intl::number(sent), &intl::number(all)]);
    view! { <progress class="wide" max=all.to_string() value=sent.to_string() aria-label=words></progress> }
}

/// The subject as a line, also where it is empty.
pub fn subject_line(subject: &str) -> String {
    match subject.trim().is_empty() {
        true => text("feed_no_subject"),
        false => subject.to_owned(),
    }
}

/// The recipients, and the seconds that are left to undo.
#[component]
pub fn Countdown(
    /// The recipients; empty for what is written to Salesforce.
    to: String,
    /// When it is sent.
    until: Millis,
) -> impl IntoView {
    let left = move || until.since(now()).as_millis().div_ceil(1000);
    let seconds = RwSignal::new(left());
    let tick = move || {
        seconds.try_set(left());
    };
    if let Ok(ticking) = set_interval_with_handle(tick, Duration::from_millis(250)) {
        on_cleanup(move || ticking.clear());
    }
    let seconds = Memo::new(move |_| seconds.get());
    move || {
        let seconds = seconds.get().to_string();
        if to.is_empty() {
            text_with("outbox_undo_write", &[&seconds])
        } else {
            text_with("outbox_undo_in", &[&to, &seconds])
        }
    }
}

/// Entries on the record that may be the ones that were to be written.
#[component]
fn Candidates(org: OrgHost, candidates: Vec<Candidate>) -> impl IntoView {
    let line = |candidate: Candidate| {
        let there = format!("https://{org}/{}", candidate.id);
        let subject = match candidate.subject.as_str() {
            "" => text("feed_no_subject"),
            subject => subject.to_owned(),
        };
        let at = candidate.at.map(|at| format!(" · {}", intl::date_time(at)));
        view! {
            <li class="small">
                <a href=there target=page_target()>
                    {subject}
                </a>
                {at}
            </li>
        }
    };
    view! {
        <p class="small">{text("outbox_candidates")}</p>
        <ul class="candidates">{candidates.into_iter().map(line).collect_view()}</ul>
    }
}

/// The buttons of a state.
#[component]
fn Decisions(
    intent: IntentId,
    action: ActionKind,
    state: OutboxState,
    doing: Command,
    on_undone: Option<Callback<Form>>,
    writing: Signal<bool>,
    moving: RwSignal<Option<Later>>,
    to_draft: bool,
) -> impl IntoView {
    let dropping = RwSignal::new(false);
    let live = live();
    let sends = sends(action);
    let decide = {
        let intent = intent.clone();
        move |decision| {
            let intent = intent.clone();
            Callback::new(move |()| {
                let intent = intent.clone();
                doing.run(Resolve { intent, decision }, |_| ());
            })
        }
    };
    let send_now = {
        let intent = intent.clone();
        Callback::new(move |()| {
            let intent = intent.clone();
            doing.run(SendNow { intent }, |_| ());
        })
    };
    let undo = Callback::new(move |()| {
        let (intent, writing) = (intent.clone(), writing.get_untracked());
        doing.run(Undo { intent, writing }, move |undone| {
            live.say(undone_words(&undone, action));
            if let (Undone::Back(form), Some(on_undone)) = (undone, on_undone) {
                // The card may be gone by now: the form is in the draft.
                on_undone.try_run(*form);
            }
        });
    });
    let button = |key: &'static str, on_press: Callback<()>| {
        view! {
            <Button small=true on_press disabled=doing.busy>
                {text(key)}
            </Button>
        }
        .into_any()
    };
    let ask_drop = Callback::new(move |()| dropping.set(true));
    let mut drop_verb = "outbox_drop";
    let (mut drop_title, mut drop_words) = if sends {
        ("outbox_drop_title", "outbox_drop_text")
    } else {
        ("outbox_drop_write_title", "outbox_drop_write_text")
    };
    let mut buttons = match &state {
        OutboxState::Undo { .. } => vec![button("outbox_undo", undo)],
        OutboxState::Scheduled { later, .. } => {
            let later = later.clone();
            let change = Callback::new(move |()| moving.set(Some(later.clone())));
            vec![
                button("outbox_change_time", change),
                button("outbox_send_now", send_now),
                button("outbox_to_draft", undo),
            ]
        }
        OutboxState::Turn { .. } | OutboxState::Paused => vec![button("outbox_to_draft", undo)],
        OutboxState::Several { sent, all, .. } => match sent < all {
            true => {
                (drop_title, drop_words) = ("outbox_stop_title", "outbox_stop_text");
                drop_verb = "outbox_stop";
                vec![button("outbox_stop", ask_drop)]
            }
            false => vec![],
        },
        OutboxState::Waiting { .. } => vec![
            button("outbox_retry", decide(Decision::Retry)),
            button("outbox_drop", ask_drop),
        ],
        OutboxState::Held | OutboxState::TakenBack => vec![
            button("outbox_send_now", decide(Decision::Retry)),
            button("outbox_drop", ask_drop),
        ],
        OutboxState::Unconfirmed => {
            let (was, again) = if sends {
                ("outbox_was_sent", "outbox_send_again")
            } else {
                ("outbox_was_written", "outbox_write_again")
            };
            vec![
                button(was, decide(Decision::WasSent)),
                button(again, decide(Decision::SendAgain)),
            ]
        }
        OutboxState::Failed { .. } => vec![
            button("outbox_retry", decide(Decision::Retry)),
            button("outbox_drop", ask_drop),
        ],
        OutboxState::Logging { fault: Some(_) } => {
            drop_words = "outbox_drop_sent_text";
            vec![
                button("outbox_retry", decide(Decision::Retry)),
                button("outbox_drop", ask_drop),
            ]
        }
        OutboxState::Sending | OutboxState::Logging { .. } | OutboxState::Done { .. } => vec![],
    };
    // Unsent work can be edited where there is a form for it.
    let unsent = matches!(
        state,
        OutboxState::Waiting { .. }
            | OutboxState::Held
            | OutboxState::TakenBack
            | OutboxState::Failed { .. }
    );
    let edit = match (on_undone, to_draft) {
        (Some(_), _) => Some("outbox_edit"),
        (None, true) => Some("outbox_to_draft"),
        (None, false) => None,
    };
    if let (true, Some(edit)) = (unsent, edit) {
        buttons.insert(1, button(edit, undo));
    }
    let confirm = view! {
        <Confirm
            open=dropping
            title=text(drop_title)
            words=text(drop_words)
            verb=text(drop_verb)
            on_yes=decide(Decision::Drop)
        />
    };
    (!buttons.is_empty()).then(|| view! { <div class="buttons">{buttons} {confirm}</div> })
}

/// The result of an undo, in words.
pub fn undone_words(undone: &Undone, action: ActionKind) -> String {
    let of = |sent: &str, written: &str| text(if sends(action) { sent } else { written });
    match undone {
        Undone::Back(_) => of("outbox_undone", "outbox_write_undone"),
        Undone::Apart => text("outbox_taken_back"),
        Undone::TooLate => of("outbox_too_late", "outbox_write_too_late"),
    }
}

/// Whether an action sends a mail, or writes to Salesforce.
const fn sends(action: ActionKind) -> bool {
    matches!(action, ActionKind::SendEmail)
}

/// A state in words; `None` during the undo time, which has a countdown.
pub fn outbox_words(state: &OutboxState, action: ActionKind) -> Option<String> {
    let of = |sent: &str, written: &str| text(if sends(action) { sent } else { written });
    Some(match state {
        OutboxState::Undo { .. } => return None,
        OutboxState::Scheduled { later, at_outlook } => {
            let words = match (later.by, at_outlook) {
                (_, true) => "outbox_scheduled_outlook",
                (SentBy::Outlook, false) => "outbox_scheduled_to_outlook",
                (SentBy::Browser, false) => "outbox_scheduled",
            };
            text_with(words, &[&later_words(later)])
        }
        OutboxState::Turn { at } => text_with("outbox_turn", &[&intl::ago(*at, now())]),
        OutboxState::Several { sent, all, until } => {
            let (sent, all) = (intl::number(*sent), intl::number(*all));
            match until.filter(|until| *until > now()) {
                Some(until) => {
                    let last = intl::ago(until, now());
                    text_with("outbox_several_until", &[&sent, &all, &last])
                }
                None => text_with("outbox_several", &[&sent, &all]),
            }
        }
        OutboxState::Waiting { next, .. } => match next {
            Some(next) => text_with("outbox_waiting_next", &[&intl::ago(*next, now())]),
            None => of("outbox_waiting", "outbox_write_waiting"),
        },
        OutboxState::Sending => of("outbox_sending", "outbox_writing"),
        OutboxState::Logging { fault: None } => text("outbox_logging"),
        OutboxState::Logging { fault: Some(_) } => text("outbox_logging_stuck"),
        // To a campaign that may be kept in this browser alone.
        OutboxState::Done { warning } if action == ActionKind::AddToCampaign => {
            text(match warning {
                None => "outbox_added",
                Some(_) => "outbox_added_warning",
            })
        }
        OutboxState::Done { warning: None } => of("outbox_done", "outbox_written"),
        OutboxState::Done { warning: Some(_) } => {
            of("outbox_done_warning", "outbox_written_warning")
        }
        OutboxState::Paused => text("outbox_paused"),
        OutboxState::Held => text("outbox_held"),
        OutboxState::TakenBack => text("outbox_taken_back"),
        OutboxState::Unconfirmed => of("outbox_unconfirmed", "outbox_write_unconfirmed"),
        OutboxState::Failed { .. } => of("outbox_failed", "outbox_not_written"),
    })
}

/// The state's name on the wire, for styles and tests.
const fn state_name(state: &OutboxState) -> &'static str {
    match state {
        OutboxState::Undo { .. } => "undo",
        OutboxState::Scheduled { .. } => "scheduled",
        OutboxState::Turn { .. } => "turn",
        OutboxState::Several { .. } => "several",
        OutboxState::Paused => "paused",
        OutboxState::Waiting { .. } => "waiting",
        OutboxState::Sending => "sending",
        OutboxState::Logging { .. } => "logging",
        OutboxState::Done { .. } => "done",
        OutboxState::Held => "held",
        OutboxState::TakenBack => "taken_back",
        OutboxState::Unconfirmed => "unconfirmed",
        OutboxState::Failed { .. } => "failed",
    }
}
