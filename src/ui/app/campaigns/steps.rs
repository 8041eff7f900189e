//! The steps of a campaign, with what was done by each.

use leptos::prelude::*;

use super::words;
use crate::campaigns::{Campaign, MemberView, StepCounts, by_step};
use crate::platform::{
    i18n::{text, text_with},
    intl,
};

#[component]
pub fn Steps(campaign: Memo<Option<Campaign>>, members: Memo<Vec<MemberView>>) -> impl IntoView {
    let rows = move || {
        let campaign = campaign.get()?;
        let counts = members.with(|members| by_step(&campaign, members));
        let steps = campaign.steps.into_iter().zip(counts);
        let row = |(step, counts): (crate::campaigns::Step, StepCounts)| {
            let (kind, subject) = words::step(&step.what);
            let day = text_with("campaigns_day", &[&step.day.to_string()]);
            view! {
                <li class="row">
                    <span class="day small soft">{day}</span>
                    <div class="grow">
                        <p class="strong">{kind}</p>
                        {(!subject.is_empty()).then(|| view! { <p>{subject}</p> })}
                        <p class="small soft">{done(counts)}</p>
                    </div>
                </li>
            }
        };
        Some(steps.map(row).collect_view())
    };
    view! {
        <section class="card" data-list="steps">
            <header>
                <h2>{text("campaigns_the_steps")}</h2>
            </header>
            <ol class="rows">{rows}</ol>
        </section>
    }
}

/// What was done, and how it went on.
fn done(counts: StepCounts) -> String {
    let StepCounts {
        mails,
        waiting,
        apart,
        tasks,
        open,
        skipped,
        next,
        replied,
        bounced,
        ended,
    } = counts;
    let each = [
        (mails, "campaigns_done_mails"),
        (apart, "campaigns_done_apart"),
        (waiting, "campaigns_done_waiting"),
        (tasks, "campaigns_done_tasks"),
        (open, "campaigns_done_open"),
        (skipped, "campaigns_done_skipped"),
        (replied, "campaigns_n_replied"),
        (bounced, "campaigns_n_bounced"),
        (ended, "campaigns_n_ended"),
        (next, "campaigns_done_next"),
    ];
    let there = each.into_iter().filter(|(n, _)| *n > 0);
    let words: Vec<String> = there
        .map(|(n, key)| text_with(key, &[&intl::number(n)]))
        .collect();
    match words.is_empty() {
        true => text("campaigns_done_nothing"),
        false => words.join(" · "),
    }
}
