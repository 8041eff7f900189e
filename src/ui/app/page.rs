//! The frame of a page: heading and text.

use leptos::prelude::*;

use crate::ui::components::{Heading, Offline};

#[component]
pub fn Page(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <main class="page">
            <Offline />
            <header>
                <Heading text=title />
                {lead.map(|lead| view! { <p>{lead}</p> })}
            </header>
            {children()}
        </main>
    }
}
