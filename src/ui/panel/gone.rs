//! A record that is gone: what happened to it, with a link to the record that remains.

use leptos::prelude::*;

use super::plain::Bar;
use super::state::PanelState;
use crate::base::RecordRef;
use crate::insight::Gone;
use crate::panel::PanelView;
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind, Icon, Notice, Shape};

/// Shown in place of the record.
#[component]
pub fn GoneRecord(
    /// What happened to it.
    gone: Gone,
) -> impl IntoView {
    let state = PanelState::get();
    let (title, words) = texts(&gone);
    let again = move |()| state.view.again();
    view! {
        <Bar />
        <main class="empty">
            <Icon shape=Shape::Person class="large" />
            <h1>{text(title)}</h1>
            <p>{text(words)}</p>
            <div class="buttons">
                {left(&gone).map(|link| view! { <OpenLink link primary=true /> })}
                <Button look=ButtonKind::Quiet on_press=again>
                    {text("gone_again")}
                </Button>
            </div>
        </main>
    }
}

/// Shown above a form whose record is gone; the form stays open, so that the text can be copied.
#[component]
pub fn GoneNotice(
    /// The form's record.
    record: RecordRef,
) -> impl IntoView {
    let state = PanelState::get();
    let gone = Memo::new(move |_| {
        state.view.value.with(|view| match view {
            Some(PanelView::Gone { record: of, gone }) if *of == record => Some(gone.clone()),
            _ => None,
        })
    });
    move || {
        gone.get().map(|gone| {
            let (title, _) = texts(&gone);
            let link = left(&gone).map(|link| {
                view! {
                    <div class="buttons">
                        <OpenLink link primary=false />
                    </div>
                }
            });
            view! {
                <aside class="notes" aria-live="polite">
                    <Notice title=text(title)>
                        <p>{text("gone_while_writing")}</p>
                        {link}
                    </Notice>
                </aside>
            }
        })
    }
}

/// A link to the remaining record, which Salesforce opens in the right user interface by itself.
#[component]
fn OpenLink(
    /// The record's address, and the link's label.
    link: (String, &'static str),
    /// Whether it is the primary button.
    primary: bool,
) -> impl IntoView {
    let (href, words) = link;
    view! {
        <a class="button" class:primary=primary data-key=primary.then_some("primary") href=href target="_top">
            {text(words)}
        </a>
    }
}

const fn texts(gone: &Gone) -> (&'static str, &'static str) {
    match gone {
        Gone::Deleted => ("gone_deleted_title", "gone_deleted_text"),
        Gone::Merged { .. } => ("gone_merged_title", "gone_merged_text"),
        Gone::Converted { .. } => ("gone_converted_title", "gone_converted_text"),
    }
}

fn left(gone: &Gone) -> Option<(String, &'static str)> {
    let (into, words) = match gone {
        Gone::Deleted => return None,
        Gone::Merged { into } => (Some(into), "gone_open_merged"),
        Gone::Converted { into } => (into.as_ref(), "gone_open_contact"),
    };
    into.map(|into| (format!("https://{}/{}", into.org, into.id), words))
}
