//! Something worth knowing, where it matters.

use leptos::prelude::*;

use super::{Icon, Shape};

/// How urgent a notice is; never by colour alone, each has its icon.
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

/// A notice; its children stand below the title.
#[component]
pub fn Notice(
    /// How urgent.
    #[prop(optional)]
    tone: Tone,
    /// What is the matter, in a few words.
    #[prop(into)]
    title: String,
    /// More words, buttons.
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
