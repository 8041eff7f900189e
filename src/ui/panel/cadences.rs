//! The cadences of Salesforce's in which the people in view are by the rep: pause, resume, take out.

use leptos::prelude::*;

use super::few_rows::FewRows;
use super::focus::focus;
use crate::base::Topic;
use crate::cadences::{OrgCadences, Target};
use crate::campaigns::Recency;
use crate::panel::RecordView;
use crate::protocol::GetRecordCadences;
use crate::ui::components::{Icon, Query, Shape, SteerCadence, ask_and_follow, cadence_state};

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
    let org = record.with_untracked(|record| record.facts.record.org.clone());
    view! {
        <li data-tracker=one.with_untracked(|one| one.tracker.to_string())>
            <details>
                <summary class="row">
                    <Icon shape=Shape::Steps class="soft" />
                    <div class="grow">
                        <p class="strong">{title}</p>
                        <p class="small soft">{move || one.with(cadence_state)}</p>
                    </div>
                </summary>
                <SteerCadence org target=one name on_gone=|| focus("main.list") />
            </details>
        </li>
    }
}
