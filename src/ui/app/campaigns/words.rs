//! How campaigns are told in words.

use leptos::prelude::*;

use crate::base::{OrgHost, Reader};
use crate::campaigns::{Campaign, Counts, MemberState, NoMails, Rules, StepKind, What, time_of};
use crate::platform::i18n::{counted, text, text_with};
use crate::ui::app::route::Route;
use crate::ui::components::{Notice, Tone};

/// What a step is, and its subject.
pub fn step(what: &What) -> (String, String) {
    let mut kind = text(kind(StepKind::of(what)));
    if what.wants_thread() {
        kind = format!("{kind} · {}", text("campaigns_in_thread_short"));
    }
    let (What::Mail { subject, .. } | What::Task { subject, .. }) = what;
    (kind, subject.clone())
}

/// "5 steps · 12 days".
pub fn length(campaign: &Campaign) -> String {
    let days = campaign.steps.last().map_or(0, |step| step.day);
    let steps = counted("campaigns_steps", campaign.steps.len());
    let days = counted("bets_days", usize::from(days));
    format!("{steps} · {days}")
}

/// "12 people", and how many of them stand where.
pub fn counts(counts: Counts) -> Vec<String> {
    let all = (counts.all() > 0).then(|| counted("campaigns_people", counts.all()));
    let each = MemberState::ALL.into_iter().filter_map(|state| {
        let n = counts.get(state);
        (n > 0).then(|| state_count(state, n))
    });
    all.into_iter().chain(each).collect()
}

/// "Active: 3".
pub fn state_count(state: MemberState, n: usize) -> String {
    let n = crate::platform::intl::number(n);
    let key = match state {
        MemberState::Active => "campaigns_n_active",
        MemberState::Paused => "campaigns_n_paused",
        MemberState::Replied => "campaigns_n_replied",
        MemberState::Bounced => "campaigns_n_bounced",
        MemberState::Ended => "campaigns_n_ended",
    };
    text_with(key, &[&n])
}

/// The locale key.
pub const fn kind(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Mail => "campaigns_kind_mail",
        StepKind::CheckedMail => "campaigns_kind_checked_mail",
        StepKind::Call => "campaigns_kind_call",
        StepKind::InMail => "campaigns_kind_in_mail",
        StepKind::Other => "campaigns_kind_other",
    }
}

/// When its steps happen.
pub fn hours(rules: &Rules) -> String {
    let key = match rules.working_days {
        true => "campaigns_hours_working",
        false => "campaigns_hours_daily",
    };
    text_with(key, &[&time_of(rules.from), &time_of(rules.until)])
}

/// What ends it for somebody.
pub fn ends_on(rules: &Rules) -> String {
    let switches = [
        (true, "campaigns_on_opt_out"),
        (rules.reply, "campaigns_on_reply"),
        (rules.bounce, "campaigns_on_bounce"),
        (rules.meeting, "campaigns_on_meeting"),
        (rules.conversion, "campaigns_on_conversion"),
        (rules.owner_change, "campaigns_on_owner"),
    ];
    let on = switches.into_iter().filter(|(on, _)| *on);
    let mut words: Vec<String> = on.map(|(_, key)| text(key)).collect();
    words.extend(
        rules
            .statuses
            .iter()
            .map(|status| text_with("campaigns_on_status", &[status])),
    );
    text_with("campaigns_ends_on", &[&words.join(" · ")])
}

/// Why mails do not leave by themselves, and where that is changed.
#[component]
pub fn NoMailsNotice(why: NoMails) -> impl IntoView {
    let (title, words, link) = match why {
        NoMails::NoMailbox => (
            "campaigns_no_mailbox_title",
            "campaigns_no_mailbox_text",
            "campaigns_to_mailbox",
        ),
        NoMails::NoReplies => (
            "campaigns_no_replies_title",
            "campaigns_no_replies_text",
            "campaigns_to_replies",
        ),
    };
    view! {
        <Notice tone=Tone::Warn title=text(title)>
            <p>{text(words)}</p>
            <div class="buttons">
                <a class="button small" href=Route::Profile.address()>
                    {text(link)}
                </a>
            </div>
        </Notice>
    }
}

/// The org has no objects for campaigns: whose move it is.
#[component]
pub fn NotThere(org: OrgHost, reader: Reader) -> impl IntoView {
    use crate::base::{Fault, Move};
    use crate::ui::components::{Contact, CopyForAdmin, Whose};

    let move_of = match reader {
        Reader::Rep => {
            let fault = Fault::new("campaigns.not_there", Move::AskAdmin);
            let whose = Whose {
                org: Some(org.to_string()),
                account: None,
            };
            view! {
                <p>{text("campaigns_not_there_text")}</p>
                <Contact />
                <div class="buttons">
                    <CopyForAdmin fault whose />
                </div>
            }
            .into_any()
        }
        Reader::Administrator | Reader::SettingUp => view! {
            <p>{text("campaigns_not_there_admin")}</p>
            <div class="buttons">
                <a class="button small" href=Route::Setup.address()>
                    {text("app_setup")}
                </a>
            </div>
        }
        .into_any(),
    };
    view! {
        <Notice title=text("campaigns_not_there_title")>
            {move_of}
        </Notice>
    }
}
