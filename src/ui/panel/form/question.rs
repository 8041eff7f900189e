//! A question in the form's bar, before anything is sent; it takes the focus.

use leptos::{html, prelude::*};

use crate::ui::components::{Icon, Shape};

/// The question: its words, what it is about in `children`, and the buttons that answer it.
#[component]
pub fn Question(
    /// What is asked.
    title: String,
    /// Names the question in its page.
    id: &'static str,
    /// Its picture.
    #[prop(optional)]
    shape: Option<Shape>,
    /// What it is about.
    children: Children,
    /// What answers it.
    buttons: AnyView,
    /// What keeps the answer from being given.
    #[prop(optional)]
    below: Option<AnyView>,
) -> impl IntoView {
    let question = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(question) = question.get() {
            // An element without layout cannot take it; there is nothing else to do then.
            let _ = question.focus();
        }
    });
    let [title_id, text_id] = ["title", "text"].map(|part| format!("{id}-{part}"));
    let (named, described) = (title_id.clone(), text_id.clone());
    view! {
        <div
            class="ask"
            role="alertdialog"
            aria-labelledby=named
            aria-describedby=described
            tabindex="-1"
            node_ref=question
        >
            <Icon shape=shape.unwrap_or(Shape::Warn) class="tone-warn" />
            <div class="words">
                <p class="strong" id=title_id>
                    {title}
                </p>
                <div id=text_id>{children()}</div>
                <div class="buttons">{buttons}</div>
                {below}
            </div>
        </div>
    }
}
