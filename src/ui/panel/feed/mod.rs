//! Recent activity: open tasks first, then week by week.

use leptos::prelude::*;

use super::state::PanelState;
use crate::insight::{ActivityKind, ActivityView, Part, Weeks, When};
use crate::platform::{i18n::text, intl};
use crate::ui::components::{Icon, Shape};

const fn title(part: Part) -> &'static str {
    match part {
        Part::Open => "feed_open",
        Part::ThisWeek => "feed_this_week",
        Part::LastWeek => "feed_last_week",
        Part::Earlier => "feed_earlier",
    }
}

/// A list of activities of one record.
#[component]
pub fn Feed(
    /// All of them, or those that the rep chose: open tasks by due date, then what is done, the newest first.
    #[prop(into)]
    activities: Signal<Vec<ActivityView>>,
) -> impl IntoView {
    let state = PanelState::get();
    move || {
        let now = state.now.get_untracked();
        let activities = activities.get();
        if activities.is_empty() {
            return view! { <Nothing /> }.into_any();
        }
        let weeks = Weeks {
            today: intl::calendar_day(now),
            this: intl::week_start(now, 0),
            last: intl::week_start(now, 1),
        };
        let part_of = |activity: &ActivityView| {
            let day = activity.at.map(|at| at.day(intl::calendar_day));
            Part::of(day, activity.open, weeks)
        };
        Part::ALL
            .into_iter()
            .map(|part| {
                let items: Vec<_> = activities
                    .iter()
                    .filter(|activity| part_of(activity) == part)
                    .map(|activity| item(activity, part, weeks))
                    .collect();
                (!items.is_empty()).then(|| {
                    view! {
                        <section class="feed">
                            <h2>{text(title(part))}</h2>
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

fn item(activity: &ActivityView, part: Part, weeks: Weeks) -> impl IntoView + use<> {
    let (shape, kind) = match activity.kind {
        ActivityKind::Email => (Shape::Mail, "feed_email"),
        ActivityKind::Call => (Shape::Phone, "feed_call"),
        ActivityKind::Task if activity.open => (Shape::OpenTask, "feed_task"),
        ActivityKind::Task => (Shape::Task, "feed_task"),
    };
    let day = activity.at.map(|at| at.day(intl::calendar_day));
    let overdue = activity.open && day.is_some_and(|day| day < weeks.today);
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
                    let day = at.day(intl::calendar_day);
                    let short = match part.says_weekday(day, weeks) {
                        true => intl::weekday(day),
                        false => intl::short_day(day, weeks.today),
                    };
                    let whole = match at {
                        When::At(at) => intl::date_time(at),
                        When::On(day) => intl::whole_day(day),
                    };
                    view! {
                        <span class="small when" class:soft=!overdue class:tone-bad=overdue title=whole>
                            {short}
                        </span>
                    }
                })}
        </li>
    }
}
