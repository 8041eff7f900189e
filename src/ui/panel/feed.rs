//! Recent activity: what is open first, then week by week.

use leptos::prelude::*;

use super::state::PanelState;
use crate::insight::{ActivityKind, ActivityView, RecordView};
use crate::platform::i18n::text;
use crate::platform::intl;
use crate::ports::Millis;
use crate::ui::components::{Icon, Shape};

/// The parts of the list, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Open,
    ThisWeek,
    LastWeek,
    Earlier,
}

impl Group {
    const ALL: [Self; 4] = [Self::Open, Self::ThisWeek, Self::LastWeek, Self::Earlier];

    fn of(activity: &ActivityView, this_week: Millis, last_week: Millis) -> Self {
        match activity.at {
            _ if activity.open => Self::Open,
            Some(at) if at >= this_week => Self::ThisWeek,
            Some(at) if at >= last_week => Self::LastWeek,
            _ => Self::Earlier,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Open => "feed_open",
            Self::ThisWeek => "feed_this_week",
            Self::LastWeek => "feed_last_week",
            Self::Earlier => "feed_earlier",
        }
    }
}

/// The activities of the record.
#[component]
pub fn Feed(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let activities = Memo::new(move |_| record.with(|record| record.activities.clone()));
    move || {
        let now = state.now.get_untracked();
        let activities = activities.get();
        if activities.is_empty() {
            return view! { <Nothing /> }.into_any();
        }
        let this_week = intl::week_start(now, 0);
        let last_week = intl::week_start(now, 1);
        Group::ALL
            .into_iter()
            .map(|group| {
                let items: Vec<_> = activities
                    .iter()
                    .filter(|activity| Group::of(activity, this_week, last_week) == group)
                    .map(|activity| item(activity, group, now))
                    .collect();
                (!items.is_empty()).then(|| {
                    view! {
                        <section class="feed">
                            <h2>{text(group.title())}</h2>
                            <ul>{items}</ul>
                        </section>
                    }
                })
            })
            .collect_view()
            .into_any()
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon shape=Shape::Clock class="large" />
            <p class="strong">{text("feed_empty_title")}</p>
            <p>{text("feed_empty_text")}</p>
        </div>
    }
}

fn item(activity: &ActivityView, group: Group, now: Millis) -> impl IntoView + use<> {
    let (shape, kind) = match activity.kind {
        ActivityKind::Email => (Shape::Mail, "feed_email"),
        ActivityKind::Call => (Shape::Phone, "feed_call"),
        ActivityKind::Task if activity.open => (Shape::OpenTask, "feed_task"),
        ActivityKind::Task => (Shape::Task, "feed_task"),
    };
    let overdue = activity.open && activity.at.is_some_and(|at| at < intl::day_start(now));
    let late = overdue.then(|| text("feed_overdue"));
    let note = activity.note.clone().filter(|note| !note.is_empty());
    let note: Vec<String> = late.into_iter().chain(note).collect();
    let subject = match activity.subject.trim() {
        "" => text("feed_no_subject"),
        subject => subject.to_owned(),
    };
    view! {
        <li class="item" data-activity=activity.id.clone()>
            <Icon shape class="soft" />
            <div>
                <p>
                    <span class="hidden-text">{text(kind)} ": "</span>
                    {subject}
                </p>
                {(!note.is_empty()).then(|| view! { <p class="soft small">{note.join(" · ")}</p> })}
            </div>
            {activity
                .at
                .map(|at| {
                    let day = match group {
                        Group::ThisWeek | Group::LastWeek => intl::weekday(at),
                        Group::Open | Group::Earlier => intl::short_day(at, now),
                    };
                    view! {
                        <span class="small when" class:soft=!overdue class:tone-bad=overdue title=intl::date_time(at)>
                            {day}
                        </span>
                    }
                })}
        </li>
    }
}
