//! A notice.

use leptos::prelude::*;

use super::{Icon, Shape};

/// How urgent a notice is; each has its icon beside its colour.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Plain,
    /// Done.
    Good,
    /// Needs attention.
    Warn,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "notice",
            Self::Good => "notice good",
            Self::Warn => "notice warn",
        }
    }

    const fn shape(self) -> Shape {
        match self {
            Self::Plain => Shape::Info,
            Self::Good => Shape::Check,
            Self::Warn => Shape::Warn,
        }
    }
}

/// A notice; its children are below the title.
#[component]
pub fn Notice(
    /// How urgent.
    #[prop(optional)]
    tone: Tone,
    /// The title.
    #[prop(into)]
    title: String,
    /// More text, buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = match tone {
        Tone::Good | Tone::Warn => Some("status"),
        Tone::Plain => None,
    };
    view! {
        <div class=tone.class() role=role>
            <Icon shape=tone.shape() />
            <div class="words">
                <p class="title">{title}</p>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
