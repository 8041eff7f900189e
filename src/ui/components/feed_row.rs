//! An event of the live feed, as a row.

use leptos::prelude::*;

use super::person_row::PersonActions;
use super::{Icon, Shape, page_target};
use crate::base::{ActionKind, FeedKind, OrgHost, RecordRef};
use crate::feed::FeedEvent;
use crate::platform::{
    i18n::{text, text_with},
    intl,
    notices::kind_key,
    now,
};

/// The row: who, what, when, and what the rep can do.
#[component]
pub fn FeedRow(
    /// The event's org.
    org: OrgHost,
    /// The event.
    event: FeedEvent,
    /// Whether it is marked as new.
    #[prop(into)]
    fresh: Signal<bool>,
    /// The actions that the rep may begin.
    actions: Signal<Vec<ActionKind>>,
) -> impl IntoView {
    let FeedEvent {
        id,
        kind,
        record,
        name,
        what,
        more,
        at,
        watched,
        ..
    } = event;
    let address = format!("https://{org}/{record}");
    let name = match name.trim() {
        "" => record.to_string(),
        name => name.to_owned(),
    };
    let object = record.object().filter(|object| object.is_person());
    let record = object.map(|object| RecordRef {
        org,
        object,
        id: record,
    });
    let happened = match (kind, more) {
        (FeedKind::Task, Some(by)) => text_with("live_feed_task_by", &[&by]),
        (_, Some(more)) => format!("{} · {more}", text(kind_key(kind))),
        (_, None) => text(kind_key(kind)),
    };
    let (shape, tone) = shape(kind);
    let of = name.clone();
    view! {
        <li data-event=id>
            <div class="row bet">
                <Icon shape class=tone />
                <div class="grow">
                    <p class="strong name">
                        <a href=address target=page_target() rel="noopener">
                            {name}
                        </a>
                        <Show when=move || fresh.get()>
                            <span class="new small">{text("live_feed_new")}</span>
                        </Show>
                        {watched
                            .then(|| {
                                view! {
                                    <Icon shape=Shape::Watch class="soft" />
                                    <span class="hidden-text">{text("panel_watched")}</span>
                                }
                            })}
                    </p>
                    <p class="small">{what}</p>
                    <p class="small soft" title=intl::date_time(at)>
                        {format!("{happened} · {}", intl::ago(at, now()))}
                    </p>
                </div>
                {record
                    .map(|record| {
                        let name = Signal::derive(move || of.clone());
                        view! { <PersonActions record name actions /> }
                    })}
            </div>
        </li>
    }
}

const fn shape(kind: FeedKind) -> (Shape, &'static str) {
    match kind {
        FeedKind::Moment => (Shape::FocusTarget, "tone-accent"),
        FeedKind::Reply => (Shape::Mail, "tone-good"),
        FeedKind::OptOut | FeedKind::Bounce => (Shape::Warn, "tone-warn"),
        FeedKind::Task => (Shape::Task, "soft"),
        FeedKind::Response => (Shape::People, "tone-accent"),
    }
}
