//! Somebody in a campaign: where they stand, what is next, and what the rep can do.

use leptos::prelude::*;

use super::words;
use crate::base::OrgHost;
use crate::campaigns::{Campaign, How, MemberView, Standing, Steer, Waits};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::SteerMember;
use crate::ui::components::{
    Button, ButtonKind, Command, Confirm, FaultView, Place, live, page_target,
};

#[component]
pub fn Member(
    org: OrgHost,
    member: Memo<MemberView>,
    campaign: Memo<Option<Campaign>>,
    /// Where the row stands.
    place: Place,
) -> impl IntoView {
    let key = member.with_untracked(|member| member.key.clone());
    let name = Memo::new(move |_| member.with(name));
    let address = move || member.with(|member| member.address.clone());
    let record = Memo::new(move |_| member.with(|member| member.record.clone()));
    let who = move || match record.get() {
        Some(record) => view! {
            <a
                href=format!("https://{}/{}", record.org, record.id)
                target=page_target()
                rel="noopener"
            >
                {name}
            </a>
        }
        .into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    let state = move || member.with(state);
    let next =
        move || campaign.with(|campaign| member.with(|member| next(member, campaign.as_ref()?)));
    let of_task = org.clone();
    let task = move || {
        let id = member.with(|member| {
            let open = |how: &How| match how {
                How::Task { id, open: true } => Some(id.clone()),
                _ => None,
            };
            member.done.iter().rev().find_map(|done| open(&done.how))
        })?;
        Some(view! {
            " "
            <a href=format!("https://{of_task}/{id}") target=page_target() rel="noopener">
                {text("campaigns_open_task")}
                <span class="hidden-text">": " {name}</span>
            </a>
        })
    };
    view! {
        <li
            class="row"
            data-member=key
            aria-posinset=move || place.at.get()
            aria-setsize=move || place.all.get()
        >
            <div class="grow">
                <p>
                    <span class="strong">{who}</span>
                    " "
                    <span class="soft">{address}</span>
                </p>
                <p class="small">{state}</p>
                {move || {
                    member
                        .with(MemberView::has_own_left)
                        .then(|| view! { <p class="small soft">{text("campaign_own_left")}</p> })
                }}
                {move || next().map(|next| view! { <p class="small soft">{next} {task()}</p> })}
            </div>
            <Steering org member name />
        </li>
    }
}

/// Their name, or else their address; that they are deleted.
fn name(member: &MemberView) -> String {
    match (member.record.is_some(), member.name.trim()) {
        (true, "") => member.address.clone(),
        (false, "") => text("campaigns_deleted"),
        (_, name) => name.to_owned(),
    }
}

/// Since when, and how it stands.
fn state(member: &MemberView) -> String {
    let today = intl::calendar_day(now());
    let day = |at| intl::short_day(intl::calendar_day(at), today);
    let started = text_with("campaigns_started", &[&day(member.started)]);
    let state = match &member.standing {
        Standing::Active => text("campaigns_active"),
        Standing::Paused(Some(until)) if *until <= now() => text("campaigns_active"),
        Standing::Paused(Some(until)) => text_with("campaigns_paused_until", &[&day(*until)]),
        Standing::Paused(None) => text("campaigns_paused"),
        Standing::Ended { why, at } => {
            let why = text(&format!("campaign_end_{}", why.name()));
            format!("{why} · {}", day(*at))
        }
    };
    format!("{state} · {started}")
}

/// Which step is next, and when.
fn next(member: &MemberView, campaign: &Campaign) -> Option<String> {
    let number = member.next?;
    let step = campaign.step(number);
    let kind = step
        .map(|step| words::step(&step.what).0)
        .unwrap_or_default();
    let (n, of) = (number.to_string(), campaign.len().to_string());
    let step = text_with("campaigns_next", &[&n, &of, &kind]);
    let step = match member.own(number) {
        Some(_) => format!("{step} · {}", text("each_own_text")),
        None => step,
    };
    let when = match member.waits {
        Waits::Until(at) => intl::ago(at, now()),
        Waits::Due => text("campaigns_waits_due"),
        Waits::Task => text("campaigns_waits_task"),
        Waits::Mail => text("campaigns_waits_mail"),
        Waits::Rep => text("campaigns_waits_rep"),
        Waits::Nothing => return Some(step),
    };
    Some(format!("{step} · {when}"))
}

/// Pause or go on, skip the next step, take out.
#[component]
fn Steering(org: OrgHost, member: Memo<MemberView>, name: Memo<String>) -> impl IntoView {
    let live = live();
    let doing = Command::new();
    let removing = RwSignal::new(false);
    let org = StoredValue::new(org);
    let steer = move |how: Steer| {
        let request = SteerMember {
            org: org.get_value(),
            member: member.with_untracked(|member| member.key.clone()),
            how,
        };
        let said = match how {
            Steer::Pause => "campaigns_said_paused",
            Steer::GoOn => "campaigns_said_on",
            Steer::Skip => "campaigns_said_skipped",
            Steer::Remove => "campaigns_said_removed",
        };
        doing.run(request, move |_| {
            live.say(text_with(said, &[&name.get_untracked()]))
        });
    };
    let over = Memo::new(move |_| member.with(|member| member.end().is_some()));
    let paused = Memo::new(move |_| {
        member.with(|member| match member.standing {
            Standing::Paused(None) => true,
            Standing::Paused(Some(until)) => until > now(),
            _ => false,
        })
    });
    let can_skip = Memo::new(move |_| {
        member.with(|member| member.next.is_some() && member.waits != Waits::Task)
    });
    let button = move |key: &'static str, press: Callback<()>| {
        view! {
            <Button small=true look=ButtonKind::Quiet disabled=doing.busy on_press=press>
                {text(key)}
                <span class="hidden-text">": " {name}</span>
            </Button>
        }
    };
    let with = move |how: Steer| Callback::new(move |()| steer(how));
    let ask = Callback::new(move |()| removing.set(true));
    view! {
        <Show when=move || !over.get()>
            <div class="buttons">
                {move || match paused.get() {
                    true => button("campaigns_go_on", with(Steer::GoOn)),
                    false => button("campaigns_pause", with(Steer::Pause)),
                }}
                {move || can_skip.get().then(|| button("campaigns_skip", with(Steer::Skip)))}
                {button("campaigns_remove", ask)}
            </div>
        </Show>
        {move || {
            removing
                .get()
                .then(|| {
                    view! {
                        <Confirm
                            open=removing
                            title=text_with("campaigns_remove_title", &[&name.get_untracked()])
                            words=text("campaigns_remove_text")
                            verb=text("campaigns_remove")
                            on_yes=with(Steer::Remove)
                        />
                    }
                })
        }}
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}
