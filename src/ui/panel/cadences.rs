//! The cadences of Salesforce's in which the people in view are by the rep: pause, resume, take out.

use leptos::prelude::*;

use super::few_rows::FewRows;
use super::focus::focus;
use crate::base::Topic;
use crate::cadences::{OrgCadences, SteerTarget, Target};
use crate::campaigns::Recency;
use crate::panel::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::protocol::{GetRecordCadences, SteerInCadence};
use crate::ui::components::{
    Button, Command, Confirm, FaultView, Icon, Query, Shape, ask_and_follow, live,
};

/// What is known of the org's cadences; `None` where the rep has no Sales Engagement.
pub fn cadences(record: RwSignal<RecordView>, recency: Recency) -> Option<Query<OrgCadences>> {
    let facts = record.with_untracked(|record| record.facts.clone());
    let question = GetRecordCadences {
        record: facts.record,
        recency,
    };
    facts
        .cadences
        .then(|| ask_and_follow(question, Topic::Campaigns))
}

/// The cards of those who are in a cadence.
#[component]
pub fn InCadences(
    /// The record.
    record: RwSignal<RecordView>,
    /// What is known of them.
    cadences: Query<OrgCadences>,
) -> impl IntoView {
    let here = Memo::new(move |_| {
        let of = |here: &Option<OrgCadences>| here.as_ref().map(|here| here.targets.clone());
        cadences.value.with(of).unwrap_or_default()
    });
    let key = |one: &Target| one.tracker.clone();
    let card = move |one| view! { <Card record one /> };
    view! { <FewRows all=here key label="cadence_group" card /> }
}

#[component]
fn Card(record: RwSignal<RecordView>, one: Memo<Target>) -> impl IntoView {
    let (doing, live) = (Command::new(), live());
    let taking_out = RwSignal::new(false);
    let paused = Memo::new(move |_| one.with(|one| one.paused));
    let name = record.with_untracked(|record| {
        let facts = &record.facts;
        one.with_untracked(|one| {
            let mut people = facts.people.iter();
            let person = people.find(|person| person.record == one.who);
            person.map_or(&facts.name, |person| &person.name).clone()
        })
    });
    let cadence = one.with_untracked(|one| one.cadence.clone());
    let title = format!("{cadence} · {name}");
    let question = text_with("campaign_in_remove_title", &[&name, &cadence]);
    let steer = Callback::new(move |how: SteerTarget| {
        let request = SteerInCadence {
            org: record.with_untracked(|record| record.facts.record.org.clone()),
            tracker: one.with_untracked(|one| one.tracker.clone()),
            how,
        };
        doing.run(request, move |_| {
            live.say(text(match how {
                SteerTarget::Pause => "campaign_in_paused",
                SteerTarget::Resume => "campaign_in_goes_on",
                SteerTarget::Remove => "cadence_in_removed",
            }));
            if how == SteerTarget::Remove {
                // The card is gone, with the button that had the focus.
                request_animation_frame(|| focus("main.list"));
            }
        });
    });
    let pause = move |()| {
        steer.run(match paused.get_untracked() {
            true => SteerTarget::Resume,
            false => SteerTarget::Pause,
        });
    };
    let state = move || match paused.get() {
        true => text("campaign_in_paused"),
        false => text("cadence_in_running"),
    };
    let verb = move || match paused.get() {
        true => text("campaign_in_go_on"),
        false => text("campaign_in_pause"),
    };
    view! {
        <li data-tracker=one.with_untracked(|one| one.tracker.to_string())>
            <details>
                <summary class="row">
                    <Icon shape=Shape::Steps class="soft" />
                    <div class="grow">
                        <p class="strong">{title}</p>
                        <p class="small soft">{state}</p>
                    </div>
                </summary>
                <div class="buttons">
                    <Button small=true disabled=doing.busy on_press=pause>
                        {verb}
                    </Button>
                    <Button small=true disabled=doing.busy on_press=move |()| taking_out.set(true)>
                        {text("campaign_in_remove")}
                    </Button>
                </div>
            </details>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
            <Confirm
                open=taking_out
                title=question
                words=text("cadence_in_remove_text")
                verb=text("campaign_in_remove")
                on_yes=move |()| steer.run(SteerTarget::Remove)
            />
        </li>
    }
}
