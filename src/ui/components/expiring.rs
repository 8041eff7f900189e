//! Drafts and submissions that will soon be deleted because of their age.

use leptos::prelude::*;

use super::{Notice, ask_and_follow};
use crate::base::Topic;
use crate::outbox::Expiring;
use crate::platform::{
    i18n::{counted, text, text_with},
    intl,
};
use crate::protocol::GetExpiring;

/// The most that are listed.
const NAMED: usize = 3;

/// A notice with the first of them, each with a link to its record; nothing where there are none.
#[component]
pub fn ExpiringNotice() -> impl IntoView {
    let asked = ask_and_follow(GetExpiring {}, Topic::Outbox);
    move || {
        let all = asked.value.get().filter(|all| !all.is_empty())?;
        let rows = all.iter().take(NAMED).map(row).collect_view();
        Some(view! {
            <Notice title=counted("expiring_title", all.len())>
                <p>{text("expiring_text")}</p>
                <ul class="plain">{rows}</ul>
            </Notice>
        })
    }
}

fn row(each: &Expiring) -> impl IntoView + use<> {
    // Salesforce opens the record in the right user interface by itself.
    let address = format!("https://{}/{}", each.record.org, each.record.id);
    let name = match each.subject.trim() {
        "" => text(&format!("action_{}", each.action.name())),
        subject => subject.to_owned(),
    };
    view! {
        <li class="small">
            <a href=address target="_blank" rel="noopener">
                {text_with("expiring_row", &[&name, &intl::date_time(each.at)])}
            </a>
        </li>
    }
}
