//! Stars and flames, 0 to 3 each.

use leptos::prelude::*;

use super::{Icon, Shape};
use crate::platform::i18n::text_with;

const MOST: u8 = 3;

/// Marketo Sales Insight's relative score.
#[component]
pub fn Stars(
    /// 0 to 3.
    count: u8,
) -> impl IntoView {
    view! { <Marks count shape=Shape::Star class="marks stars" name="stars_of" /> }
}

/// Marketo Sales Insight's urgency.
#[component]
pub fn Flames(
    /// 0 to 3.
    count: u8,
) -> impl IntoView {
    view! { <Marks count shape=Shape::Flame class="marks flames" name="flames_of" /> }
}

#[component]
fn Marks(count: u8, shape: Shape, class: &'static str, name: &'static str) -> impl IntoView {
    let label = text_with(name, &[&count.min(MOST).to_string()]);
    let one = move |n| {
        let class = if n <= count { "" } else { "off" };
        view! { <Icon shape class /> }
    };
    view! {
        <span class=class role="img" aria-label=label.clone() title=label>
            {(1..=MOST).map(one).collect_view()}
        </span>
    }
}
