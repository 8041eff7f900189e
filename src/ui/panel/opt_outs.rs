//! A person's opt-outs as badges with icon and text.

use leptos::prelude::*;

use crate::platform::i18n::{text, text_with};
use crate::salesforce::OptOut;
use crate::ui::components::{Icon, Shape};

/// A badge for each opt-out.
#[component]
pub fn OptOuts(
    /// What they opted out of.
    of: OptOut,
    /// Whether a badge also shows that some fields cannot be read.
    #[prop(optional)]
    with_unread: bool,
) -> impl IntoView {
    let own = of
        .fields
        .iter()
        .map(|name| text_with("opt_out_field", &[name]));
    let words: Vec<String> = [
        (of.email, "opt_out_email"),
        (of.calls, "opt_out_calls"),
        (of.fax, "opt_out_fax"),
    ]
    .into_iter()
    .filter(|(out, _)| *out)
    .map(|(_, key)| text(key))
    .chain(own)
    .collect();
    let unread = (with_unread && !of.unread.is_empty()).then(|| {
        let fields = of.unread.join(", ");
        view! {
            <span class="small soft" title=fields.clone()>
                {text_with("opt_out_unread", &[&fields])}
            </span>
        }
    });
    (!words.is_empty() || unread.is_some()).then(|| {
        let badge = |words: String| {
            view! {
                <span class="badge opt-out">
                    <Icon shape=Shape::Warn />
                    {words}
                </span>
            }
        };
        view! { <span class="opt-outs">{words.into_iter().map(badge).collect_view()} {unread}</span> }
    })
}
