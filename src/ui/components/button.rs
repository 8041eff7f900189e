//! The button.

use leptos::prelude::*;

/// The kinds of buttons.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The main action of a view; only one in a view.
    Primary,
    /// Another action.
    #[default]
    Secondary,
    /// Back, skip, cancel and the like.
    Quiet,
    /// An action that cannot be undone.
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

/// A button; its children are the label. A disabled button keeps the focus, so that keyboard users do not lose their
/// place while a command is under way.
#[component]
pub fn Button(
    /// Called by a click.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its kind.
    #[prop(optional)]
    look: ButtonKind,
    /// Whether it is small, for rows.
    #[prop(optional)]
    small: bool,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A name for screen readers, where the label alone is ambiguous.
    #[prop(optional_no_strip, into)]
    name: Option<String>,
    /// The id of an element that describes it.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Its name for the surface's keys, such as `back`.
    #[prop(optional)]
    role_in_view: Option<&'static str>,
    /// Its tooltip.
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
            // A second click may come while the view is being replaced: the callback is gone by then.
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
