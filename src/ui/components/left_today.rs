//! How many mails may still be sent today.

use leptos::prelude::*;

use super::ask_and_follow;
use crate::base::Topic;
use crate::platform::i18n::counted;
use crate::protocol::GetLeftToday;

/// "148 emails left today"; nothing where the policy sets no limit.
#[component]
pub fn LeftToday() -> impl IntoView {
    let left = ask_and_follow(GetLeftToday {}, Topic::Outbox);
    move || {
        let left = left.value.get().flatten()?;
        let tone = if left == 0 {
            "small tone-warn"
        } else {
            "small soft"
        };
        Some(view! { <span class=tone>{counted("left_today", left)}</span> })
    }
}
