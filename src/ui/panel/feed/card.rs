//! The opened card of an activity: what Salesforce has of it, and what can be done from there.

use leptos::prelude::*;

use super::facts::{Fact, Facts, InSalesforce, Words, name_of, whole};
use super::follow::{FollowUp, Reply};
use super::task::TaskCard;
use crate::insight::{ActivityDetail, ActivityView, DetailOf, MailDetail, MeetingDetail, Opened};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::ui::components::FaultView;
use crate::ui::panel::focus::into_view;
use crate::ui::panel::state::PanelState;

/// The card.
#[component]
pub fn Card(
    /// The activity's id.
    id: String,
    /// What the list knows of it.
    activity: Memo<ActivityView>,
) -> impl IntoView {
    let record: RwSignal<RecordView> = expect_context();
    let history = PanelState::get().history;
    let of = record.with_untracked(|record| record.facts.record.clone());
    let load = {
        let id = id.clone();
        Callback::new(move |()| history.load(of.clone(), &id))
    };
    load.run(());
    let detail = {
        let id = id.clone();
        Memo::new(move |_| history.detail(&id))
    };
    // What was opened at the lower edge comes into view once it is there.
    let own = format!("#activity-{id}");
    Effect::new(move |before: Option<bool>| {
        let there = detail.with(Option::is_some);
        if there && before == Some(false) {
            let own = own.clone();
            request_animation_frame(move || into_view(&own));
        }
        there
    });
    move || {
        let id = id.clone();
        match detail.get() {
            None => view! { <Skeleton /> }.into_any(),
            Some(Err(fault)) => view! {
                <div class="card">
                    <FaultView fault on_retry=load />
                </div>
            }
            .into_any(),
            Some(Ok(detail)) => view! { <Detail id detail activity record /> }.into_any(),
        }
    }
}

#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="card skeleton" aria-busy="true">
            <span class="hidden-text">{text("loading")}</span>
            <div class="bone middle"></div>
            <div class="bone long"></div>
            <div class="bone long"></div>
        </div>
    }
}

#[component]
fn Detail(
    id: String,
    detail: ActivityDetail,
    activity: Memo<ActivityView>,
    record: RwSignal<RecordView>,
) -> impl IntoView {
    match detail.of.clone() {
        DetailOf::Task(task) => view! { <TaskCard id detail task record /> }.into_any(),
        DetailOf::Mail(mail) => {
            let subject = activity.with_untracked(|activity| activity.subject.clone());
            let words = detail.words.clone();
            let again = subject.clone();
            view! {
                <div class="card">
                    <Facts facts=facts_of_mail(&mail, &detail) />
                    <Words detail=detail.clone() of_mail=true />
                    <div class="buttons">
                        <Reply record mail words subject />
                        <FollowUp record who=detail.who subject=again />
                        <InSalesforce record id />
                    </div>
                </div>
            }
            .into_any()
        }
        DetailOf::Meeting(meeting) => {
            let subject = meeting.subject.clone();
            view! {
                <div class="card">
                    <Facts facts=facts_of_meeting(meeting, &detail) />
                    <Words detail=detail.clone() />
                    <div class="buttons">
                        <FollowUp record who=detail.who subject />
                        <InSalesforce record id />
                    </div>
                </div>
            }
            .into_any()
        }
    }
}

fn facts_of_mail(mail: &MailDetail, detail: &ActivityDetail) -> Vec<Fact> {
    let from = match (&mail.from_name, &mail.from) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (name, address) => name.as_ref().or(address.as_ref()).cloned(),
    };
    let opened = match mail.opened {
        Opened::Unknown => None,
        Opened::NotYet => Some(text("feed_not_opened")),
        Opened::At(at) => Some(intl::date_time(at)),
    };
    vec![
        ("compose_from", from),
        ("compose_to", mail.to.clone()),
        ("compose_cc", mail.cc.clone()),
        ("feed_when", mail.at.map(intl::date_time)),
        ("feed_opened", opened),
        ("form_related", name_of(&detail.what)),
        ("feed_logged_by", name_of(&detail.owner)),
    ]
}

fn facts_of_meeting(meeting: MeetingDetail, detail: &ActivityDetail) -> Vec<Fact> {
    let ends = meeting.ends.map(whole);
    let when = meeting.starts.map(whole).map(|starts| match ends {
        Some(ends) => text_with("feed_from_to", &[&starts, &ends]),
        None => starts,
    });
    vec![
        ("feed_when", when),
        ("feed_location", meeting.location),
        ("form_who", name_of(&detail.who)),
        ("form_related", name_of(&detail.what)),
        ("task_assignee", name_of(&detail.owner)),
    ]
}
