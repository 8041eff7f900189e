//! The sales campaigns in which the people in view are: which step is next, and when; pause, go on, skip, take out.

use leptos::prelude::*;

use super::few_rows::FewRows;
use super::focus::focus;
use crate::base::Topic;
use crate::campaigns::{
    Campaign, DoneStep, How, MemberView, OrgCampaigns, Recency, Standing, Steer, StepTask, Waits,
    What,
};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::{GetRecordCampaigns, SteerMember};
use crate::templates::outlined;
use crate::ui::components::{
    Button, Command, Confirm, FaultView, Icon, Query, Shape, ask_and_follow, live,
};

/// What is known of the campaigns of the record's people, without a call of Salesforce; `None` where the org has no campaigns.
pub fn memberships(record: RwSignal<RecordView>) -> Option<Query<OrgCampaigns>> {
    let facts = record.with_untracked(|record| record.facts.clone());
    let question = GetRecordCampaigns {
        record: facts.record,
        recency: Recency::Known,
    };
    facts
        .campaigns
        .then(|| ask_and_follow(question, Topic::Campaigns))
}

/// Somebody in a campaign, with the campaign.
#[derive(Clone, PartialEq)]
struct Membership {
    member: MemberView,
    campaign: Campaign,
    /// Whether it is kept in this browser alone.
    is_here: bool,
}

/// Those who are in a campaign now, or those for whom it is over.
fn those(campaigns: Query<OrgCampaigns>, over: bool) -> Memo<Vec<Membership>> {
    Memo::new(move |_| {
        campaigns.value.with(|here| {
            let Some(here) = here else { return Vec::new() };
            let with_campaign = |member: &MemberView| {
                let mut all = here.campaigns.iter();
                let of = all.find(|view| view.campaign.key == member.campaign)?;
                Some(Membership {
                    member: member.clone(),
                    campaign: of.campaign.clone(),
                    is_here: of.id.is_here(),
                })
            };
            let wanted = |member: &&MemberView| member.end().is_some() == over;
            let members = here.members.iter().filter(wanted);
            members.filter_map(with_campaign).collect()
        })
    })
}

/// The cards of those who are in a campaign.
#[component]
pub fn Memberships(
    /// The record.
    record: RwSignal<RecordView>,
    /// What is known of them.
    campaigns: Query<OrgCampaigns>,
) -> impl IntoView {
    let here = those(campaigns, false);
    let key = |one: &Membership| one.member.key.clone();
    let card = move |one| view! { <Card record one /> };
    view! { <FewRows all=here key label="campaign_in_title" card /> }
}

/// Somebody in a campaign: unfolded, with what was done, and what the rep can do.
#[component]
fn Card(record: RwSignal<RecordView>, one: Memo<Membership>) -> impl IntoView {
    let (doing, live) = (Command::new(), live());
    let taking_out = RwSignal::new(false);
    let org = record.with_untracked(|record| record.facts.record.org.clone());
    let key = one.with_untracked(|one| one.member.key.clone());
    let steer = Callback::new(move |how: Steer| {
        let request = SteerMember {
            org: org.clone(),
            member: key.clone(),
            how,
        };
        doing.run(request, move |_| {
            live.say(text(match how {
                Steer::Pause => "campaign_in_paused",
                Steer::GoOn => "campaign_in_goes_on",
                Steer::Skip => "campaign_in_skipped",
                Steer::Remove => "campaign_end_removed",
            }));
            if how == Steer::Remove {
                // The card is gone, with the button that had the focus.
                request_animation_frame(|| focus("main.list"));
            }
        });
    });
    let button = move |words: &'static str, how: Steer| {
        view! {
            <Button small=true disabled=doing.busy on_press=move |()| steer.run(how)>
                {text(words)}
            </Button>
        }
    };
    let paused = Memo::new(move |_| one.with(|one| one.member.standing != Standing::Active));
    let has_next = Memo::new(move |_| one.with(|one| one.member.next.is_some()));
    let question = one.with_untracked(|one| {
        text_with(
            "campaign_in_remove_title",
            &[&one.member.name, &one.campaign.name],
        )
    });
    let done = move || {
        one.with(|one| {
            let line = |step: &DoneStep| done_words(step, &one.member, &one.campaign);
            let lines = one.member.done.iter().map(line);
            let lines = lines.map(|words| view! { <li class="small soft">{words}</li> });
            lines.collect_view()
        })
    };
    view! {
        <li data-member=key_of(one)>
            <details>
                <summary class="row">
                    <Icon shape=Shape::Steps class="soft" />
                    <div class="grow">{move || one.with(words_of)}</div>
                </summary>
                <ul class="done-steps">{done}</ul>
                <div class="buttons">
                    {move || match paused.get() {
                        true => button("campaign_in_go_on", Steer::GoOn),
                        false => button("campaign_in_pause", Steer::Pause),
                    }}
                    {move || has_next.get().then(|| button("campaign_in_skip", Steer::Skip))}
                    <Button small=true disabled=doing.busy on_press=move |()| taking_out.set(true)>
                        {text("campaign_in_remove")}
                    </Button>
                </div>
            </details>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
            <Confirm
                open=taking_out
                title=question
                words=text("campaign_in_remove_text")
                verb=text("campaign_in_remove")
                on_yes=move |()| steer.run(Steer::Remove)
            />
        </li>
    }
}

fn key_of(one: Memo<Membership>) -> String {
    one.with_untracked(|one| one.member.key.clone())
}

/// In *Upcoming*: the next step of everybody in a campaign, and for whom it ended of late, and why.
#[component]
pub fn NextSteps(
    /// What is known of them.
    campaigns: Query<OrgCampaigns>,
) -> impl IntoView {
    let (open, over) = (those(campaigns, false), those(campaigns, true));
    let row = |one: Membership| {
        view! {
            <li class="row">
                <Icon shape=Shape::Steps class="soft" />
                <div class="grow">{words_of(&one)}</div>
            </li>
        }
    };
    move || {
        let rows: Vec<Membership> = open.get().into_iter().chain(over.get()).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="next-steps">
                    <h2 class="small soft">{text("campaign_in_title")}</h2>
                    <ul class="rows">{rows.into_iter().map(row).collect_view()}</ul>
                </section>
            }
        })
    }
}

/// Whether somebody is in a campaign now; follows changes.
pub fn is_anybody(campaigns: Option<Query<OrgCampaigns>>) -> bool {
    campaigns.is_some_and(|campaigns| {
        campaigns.value.with(|here| {
            let mut members = here.iter().flat_map(|here| &here.members);
            members.any(|member| member.end().is_none())
        })
    })
}

/// The campaign and the person; the step; how it stands.
fn words_of(one: &Membership) -> impl IntoView + use<> {
    let Membership {
        member,
        campaign,
        is_here,
    } = one;
    let title = format!("{} · {}", campaign.name, member.name);
    let step = member.next.and_then(|number| {
        let what = &campaign.step(number)?.what;
        let (nth, all) = (number.to_string(), campaign.len().to_string());
        let of = text_with("steps_of", &[&nth, &all]);
        let subject = member.subject(campaign, number);
        let own = member.own(number).map(|_| text("each_own_text"));
        let own = own.map(|own| format!(" · {own}")).unwrap_or_default();
        let subject = (!subject.is_empty()).then(|| format!(": {subject}"));
        Some(format!(
            "{of} · {}{}{own}",
            kind_of(what),
            subject.unwrap_or_default()
        ))
    });
    view! {
        <p class="strong">{title}</p>
        {step.map(|words| view! { <p class="small">{words}</p> })}
        <p class="small soft">{stands(member)}</p>
        {member
            .has_own_left()
            .then(|| view! { <p class="small soft">{text("campaign_own_left")}</p> })}
        {is_here.then(|| view! { <p class="small soft">{text("campaigns_here_mark")}</p> })}
    }
}

/// What the next step waits for, or why it is over.
fn stands(member: &MemberView) -> String {
    match (&member.standing, member.waits) {
        (Standing::Ended { why, at }, _) => {
            let why = text(&format!("campaign_end_{}", why.name()));
            format!("{why} · {}", intl::ago(*at, now()))
        }
        (Standing::Paused(Some(_)), Waits::Until(at)) => {
            text_with("campaign_in_paused_until", &[&intl::date_time(at)])
        }
        (_, Waits::Until(at)) => {
            format!("{} · {}", intl::ago(at, now()), intl::date_time(at))
        }
        (_, Waits::Due | Waits::Nothing) => text("campaign_in_due"),
        (_, Waits::Task) => text("campaign_in_task"),
        (_, Waits::Mail) => text("campaign_in_mail"),
        (_, Waits::Rep) => text("campaign_in_paused"),
    }
}

/// "1. Email · done · 2 days ago"; one that was taken out has no number.
fn done_words(step: &DoneStep, member: &MemberView, campaign: &Campaign) -> String {
    let own = step.number.and_then(|number| campaign.step(number));
    let what = own.map(|step| kind_of(&step.what));
    let wants_thread = own.is_some_and(|step| step.what.wants_thread());
    let how = match step.how {
        How::Task { open: true, .. } => text("campaign_in_task_open"),
        How::Waiting => text("campaign_in_waiting"),
        How::Skipped => text("campaign_in_skipped"),
        How::Passed => text("campaign_in_passed"),
        How::Mail if wants_thread => text("campaign_in_apart"),
        How::Mail | How::Reply | How::Task { .. } => text("campaign_in_done"),
    };
    let own = step.number.and_then(|number| member.own(number));
    let own = own.map(|_| text("each_own_text"));
    let what = what.unwrap_or_else(|| text("campaign_in_taken_out"));
    let parts = [what, how, intl::ago(step.at, now())];
    let parts: Vec<String> = parts.into_iter().chain(own).collect();
    let number = step.number.map(|number| format!("{number}. "));
    format!("{}{}", number.unwrap_or_default(), parts.join(" · "))
}

/// Email, Call, InMail or Custom.
pub fn kind_of(what: &What) -> String {
    text(match what {
        What::Mail { .. } => "task_kind_email",
        What::Task { kind, .. } => match kind {
            StepTask::Call => "task_kind_call",
            StepTask::InMail => "task_kind_in_mail",
            StepTask::Other => "task_kind_custom",
        },
    })
}

/// The icon of a step.
pub const fn shape_of(what: &What) -> Shape {
    match what {
        What::Mail { .. } => Shape::Mail,
        What::Task { kind, .. } => match kind {
            StepTask::Call => Shape::Phone,
            StepTask::InMail => Shape::Person,
            StepTask::Other => Shape::Task,
        },
    }
}

/// A step's subject; its fields are only hinted at.
pub fn subject_of(what: &What) -> String {
    let (What::Mail { subject, .. } | What::Task { subject, .. }) = what;
    outlined(subject.trim())
}
