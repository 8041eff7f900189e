//! The panel's view to draw.

use leptos::prelude::*;

use super::composing::Composing;
use crate::base::{Fault, OrgHost, RecordRef};
use crate::insight::Gone;
use crate::panel::PanelView;
use crate::salesforce::page::ListPage;
use crate::ui::components::Query;

/// The view to draw; a different value means another view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Showing {
    /// No answer yet; the record, if it is known.
    Loading(Option<RecordRef>),
    /// Nobody can work with the record any more.
    Gone(RecordRef, Gone),
    /// The tab shows no record.
    NoRecord,
    /// The set-up is not finished.
    NotSetUp,
    /// The page is not the rep's own.
    OtherUser {
        /// The user whose account is used in this org.
        acting_as: String,
        /// The org.
        org: OrgHost,
        /// An administrator is logged in as somebody.
        impersonated: bool,
    },
    /// The record cannot be shown because of this fault; the record, if it is known.
    Failed(Fault, Option<RecordRef>),
    /// This list of leads or contacts.
    List(ListPage),
    /// This record.
    Record(RecordRef),
}

/// The view to draw. An open form stays open while its record cannot be read, so that no text is lost.
pub fn showing(view: Query<PanelView>, composing: RwSignal<Option<Composing>>) -> Memo<Showing> {
    Memo::new(move |before: Option<&Showing>| {
        let next = view.value.with(|view| match view {
            Some(PanelView::Record(view)) => Some(Showing::Record(view.facts.record.clone())),
            Some(PanelView::List(rows)) => Some(Showing::List(rows.list.clone())),
            Some(PanelView::NoRecord) => Some(Showing::NoRecord),
            Some(PanelView::NotSetUp) => Some(Showing::NotSetUp),
            Some(PanelView::Loading { record }) => Some(Showing::Loading(Some(record.clone()))),
            Some(PanelView::Gone { record, gone }) => {
                Some(Showing::Gone(record.clone(), gone.clone()))
            }
            Some(PanelView::Failed { fault }) => Some(Showing::Failed(fault.clone(), None)),
            Some(PanelView::OtherUser {
                acting_as,
                org,
                impersonated,
            }) => Some(Showing::OtherUser {
                acting_as: acting_as.clone(),
                org: org.clone(),
                impersonated: *impersonated,
            }),
            None => None,
        });
        let unasked = || match view.fault.get() {
            Some(fault) => Showing::Failed(fault, None),
            None => Showing::Loading(None),
        };
        let next = next.unwrap_or_else(unasked);
        let writing = composing.with(|open| open.as_ref().map(|open| open.record.clone()));
        match (before, next) {
            // The form stays open.
            (
                Some(Showing::Record(shown)),
                Showing::Failed(..) | Showing::NotSetUp | Showing::NoRecord | Showing::Gone(..),
            ) if writing.as_ref() == Some(shown) => Showing::Record(shown.clone()),
            (
                Some(Showing::List(shown)),
                Showing::Failed(..) | Showing::NotSetUp | Showing::NoRecord,
            ) if writing.is_some() => Showing::List(shown.clone()),
            // A record that is being renewed stays until the answer.
            (Some(Showing::Record(shown)), Showing::Loading(Some(asked))) if *shown == asked => {
                Showing::Record(asked)
            }
            (Some(failed @ Showing::Failed(_, Some(shown))), Showing::Loading(Some(asked)))
                if *shown == asked =>
            {
                failed.clone()
            }
            (Some(Showing::Loading(of) | Showing::Failed(_, of)), Showing::Failed(fault, None)) => {
                Showing::Failed(fault, of.clone())
            }
            (_, next) => next,
        }
    })
}
