//! What happened to a piece of work, a line for each moment; it folds out below its row.

use leptos::{html, prelude::*};

use crate::base::{ActionKind, Code, Fault, IntentId, Millis, Move};
use crate::outbox::{Does, Happened, Held, Kept, KeptWhat, Moment};
use crate::platform::{
    i18n::{counted, text, text_with},
    intl::{date_time, number},
    now,
};
use crate::ui::components::fault_texts;

/// The kind of the work, and the history that folds out. `unfolded` has the ids of those that are open, so that a row that
/// is drawn again stays as it was.
#[component]
pub fn Unfolded(kept: Kept, unfolded: RwSignal<Vec<IntentId>>) -> impl IntoView {
    let id = kept.intent.clone();
    let is_open = unfolded.with_untracked(|open| open.contains(&id));
    let node = NodeRef::<html::Details>::new();
    let toggled = move |_| {
        let open = node.get_untracked().is_some_and(|details| details.open());
        unfolded.try_update(|all| {
            all.retain(|other| *other != id);
            if open {
                all.push(id.clone());
            }
        });
    };
    let moments = kept.history.moments().to_vec();
    let summary = match moments.len() {
        0 => what(kept.what),
        steps => format!("{} · {}", what(kept.what), counted("history_steps", steps)),
    };
    let next = kept.next.filter(|next| *next > now());
    let next = next.map(|next| text_with("history_next", &[&date_time(next)]));
    let none = moments.is_empty();
    let full = kept.history.is_full();
    view! {
        <details class="details history" node_ref=node open=is_open on:toggle=toggled>
            <summary>{summary}</summary>
            {none.then(|| view! { <p>{submitted(kept.submitted)}</p> <p>{text("history_none")}</p> })}
            <ol>{moments.iter().map(line).collect_view()}</ol>
            {full.then(|| view! { <p class="soft">{text("history_full")}</p> })}
            {next.map(|next| view! { <p>{next}</p> })}
        </details>
    }
}

/// When it was submitted, where its history does not say it.
fn submitted(at: Millis) -> String {
    format!("{} · {}", date_time(at), text("history_queued"))
}

fn what(what: KeptWhat) -> String {
    text(match what {
        KeptWhat::Action(ActionKind::SendEmail) => "work_email",
        KeptWhat::Action(ActionKind::LogCall) => "work_call",
        KeptWhat::Action(ActionKind::AddTask) => "work_task",
        KeptWhat::Action(ActionKind::AddToCampaign) => "action_add_to_campaign",
        KeptWhat::CampaignMail => "work_campaign_email",
        KeptWhat::CameBack => "work_came_back",
        KeptWhat::Invitation => "work_invitation",
    })
}

fn line(moment: &Moment) -> impl IntoView + use<> {
    let (words, code) = words(&moment.what);
    let times =
        (moment.times > 1).then(|| text_with("history_times", &[&number(moment.times.into())]));
    view! {
        <li>
            <time>{date_time(moment.at)}</time>
            <span>
                {words}
                {times.map(|times| format!(" · {times}"))}
                {code.map(|code| view! { " " <code class="soft">{code.as_str().to_owned()}</code> })}
            </span>
        </li>
    }
}

/// A moment in words, with the code of what failed.
fn words(what: &Happened) -> (String, Option<Code>) {
    let plain = |key: &str| (text(key), None);
    let failed = |key: &str, code: &Code| (text_with(key, &[&title(code)]), Some(code.clone()));
    match what {
        Happened::Queued => plain("history_queued"),
        Happened::QueuedByCampaign => plain("history_queued_by_campaign"),
        Happened::Checked => plain("history_checked"),
        Happened::Begun(_) => plain("history_begun"),
        Happened::Asked(_) => plain("history_asked"),
        Happened::Done(does, None) => plain(done(*does)),
        Happened::Done(does, Some(code)) => {
            let warning = text_with("history_warning", &[&title(code)]);
            (
                format!("{}. {warning}", text(done(*does))),
                Some(code.clone()),
            )
        }
        Happened::PutOff(code) => failed("history_put_off", code),
        Happened::Lost(code) => failed("history_lost", code),
        Happened::Refused(_, code) => failed("history_refused", code),
        Happened::Unknown(_) => plain("history_unknown"),
        Happened::AtOutlook => plain("history_at_outlook"),
        Happened::Here => plain("history_here"),
        Happened::Held(Held::Late) => plain("history_held"),
        Happened::Held(Held::Paused) => plain("outbox_paused"),
        Happened::Held(Held::BesideAnother) => plain("history_beside"),
        Happened::Resumed | Happened::Unparked => plain("history_resumed"),
        Happened::Retried => plain("history_retried"),
        Happened::Moved => plain("history_moved"),
        Happened::Parked => plain("history_parked"),
        Happened::Dropped => plain("history_dropped"),
    }
}

const fn done(does: Does) -> &'static str {
    match does {
        Does::Access => "history_access",
        Does::Mail => "history_sent",
        Does::Each => "history_each",
        Does::Log => "history_logged",
        Does::Write => "outbox_written",
        Does::Enrol => "history_enrolled",
        Does::OptOut => "history_opted_out",
    }
}

/// The title of the fault with this code.
fn title(code: &Code) -> String {
    let fault = Fault {
        code: code.clone(),
        ..Fault::new("bug.unknown_request", Move::Bug)
    };
    fault_texts(&fault).0
}
