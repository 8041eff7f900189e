//! The button: secondary, primary (once a view), quiet or for what cannot be undone.

use leptos::prelude::*;

/// How a button looks.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// What the view is for; once a view.
    Primary,
    /// Something else that can be done.
    #[default]
    Secondary,
    /// The rest: back, skip, cancel.
    Quiet,
    /// What cannot be undone.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button with words; its children are the label. A disabled button keeps the focus, so that
/// the keyboard does not lose its place while a command is under way.
#[component]
pub fn Button(
    /// What a click does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How it looks.
    #[prop(optional)]
    look: ButtonKind,
    /// Smaller, inside of rows.
    #[prop(optional)]
    small: bool,
    /// Cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A name for screen readers, where the label alone does not say which.
    #[prop(optional_no_strip, into)]
    name: Option<String>,
    /// The element that says more of it, by its id.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// What the keys of the surface call it: `back`.
    #[prop(optional)]
    role_in_view: Option<&'static str>,
    /// What the pointer is told.
    #[prop(optional, into)]
    title: Option<String>,
    /// The label.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=look.class()
            class:small=small
            aria-disabled=move || disabled.get().then_some("true")
            aria-label=name
            aria-describedby=described_by
            title=title
            data-key=role_in_view.or((look == ButtonKind::Primary).then_some("primary"))
            // A second click may come while the view is being replaced: then there is nobody left to hear it.
            on:click=move |_| {
                if disabled.try_get_untracked() == Some(false) {
                    on_press.try_run(());
                }
            }
        >
            {children()}
        </button>
    }
}
