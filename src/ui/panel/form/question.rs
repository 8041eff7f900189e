//! A question in the form's bar before something is sent. It takes the focus.

use leptos::{html, prelude::*};

use crate::ui::components::{Icon, Shape};

/// The question, with the details in `children` and the buttons that answer it.
#[component]
pub fn Question(
    /// The question.
    title: String,
    /// Its id in the page.
    id: &'static str,
    /// Its icon.
    #[prop(optional)]
    shape: Option<Shape>,
    /// The details.
    children: Children,
    /// The buttons that answer it.
    buttons: AnyView,
    /// A fault of the answer.
    #[prop(optional)]
    below: Option<AnyView>,
) -> impl IntoView {
    let question = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(question) = question.get() {
            // It fails only for an element without layout.
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
