//! What is to do in sales campaigns today; the web application has them.

use leptos::prelude::*;

use crate::base::Topic;
use crate::campaigns::{Recency, Today, today};
use crate::platform::{
    i18n::{counted, text, text_with},
    intl, now,
};
use crate::protocol::GetCampaigns;
use crate::ui::components::{Button, ButtonKind, ask_and_follow};

/// How many steps are due, and for how many people it goes on; nothing where nobody is in a campaign.
#[component]
pub fn Campaigns(
    /// Called to see them.
    #[prop(into)]
    see_all: Callback<()>,
) -> impl IntoView {
    let question = GetCampaigns {
        recency: Recency::Known,
    };
    let asked = ask_and_follow(question, Topic::Campaigns);
    let found = Memo::new(move |_| {
        let now = now();
        let day = intl::calendar_day(now);
        asked.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            let members = orgs.flat_map(|of| &of.members);
            today(members, now, |at| intl::calendar_day(at) == day)
        })
    });
    // The last day of an absence that has begun.
    let away = Memo::new(move |_| {
        let day = intl::calendar_day(now());
        asked.value.with(|view| {
            let mut orgs = view.iter().flat_map(|view| &view.orgs);
            let absence = orgs.find_map(|of| of.away.filter(|away| away.has(day)))?;
            Some(intl::short_day(absence.last, day))
        })
    });
    let is_here = Memo::new(move |_| {
        asked.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            orgs.flat_map(|of| of.members.iter().map(move |one| (of, one)))
                .any(|(of, one)| one.end().is_none() && of.is_here(one))
        })
    });
    let words = move || {
        let Today { due, active } = found.get();
        let people = counted("campaigns_people", active);
        match away.get() {
            Some(last) => format!("{} · {people}", text_with("campaigns_away_until", &[&last])),
            None => format!("{} · {people}", counted("campaigns_due", due)),
        }
    };
    view! {
        <Show when=move || found.get() != Today::default()>
            <section class="bets" data-list="campaigns">
                <div class="title">
                    <h2>{text("campaigns_title")}</h2>
                    <span class="small soft">{words}</span>
                    <Button look=ButtonKind::Quiet small=true on_press=see_all>
                        {text("bets_see_all")}
                        <span class="hidden-text">": " {text("campaigns_title")}</span>
                    </Button>
                </div>
                <Show when=move || is_here.get()>
                    <p class="small soft">{text("campaigns_here_mark")}</p>
                </Show>
            </section>
        </Show>
    }
}
