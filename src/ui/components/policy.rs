//! The administrator's policy, as every surface knows it.

use leptos::prelude::*;

use super::{Notice, Query, Tone, ask_and_follow};
use crate::base::Topic;
use crate::platform::i18n::{text, text_with};
use crate::protocol::{GetPolicy, PolicyView};
use crate::settings::Mistake;

/// Requests it, once in a surface, and again when it may have changed.
pub(super) fn provide() {
    provide_context(ask_and_follow(GetPolicy {}, Topic::Setup));
}

/// Whether everything is switched off; false while that is not known.
pub fn switched_off() -> Memo<bool> {
    let asked = use_context::<Query<PolicyView>>();
    Memo::new(move |_| read(asked, |policy| policy.off).unwrap_or(false))
}

/// Whom to contact, where the policy says it.
pub fn contact() -> Memo<Option<String>> {
    let asked = use_context::<Query<PolicyView>>();
    Memo::new(move |_| read(asked, |policy| policy.contact.clone()).flatten())
}

/// The settings of the policy that could not be read, with the values that apply in their place.
#[component]
pub fn PolicyMistakes() -> impl IntoView {
    let asked = use_context::<Query<PolicyView>>();
    let mistakes = Memo::new(move |_| read(asked, |policy| policy.mistakes.clone()));
    let line = |mistake: Mistake| {
        let Mistake {
            setting,
            written,
            holds,
        } = mistake;
        let name = setting.clone();
        let written = written.map_or_else(
            || text("policy_mistake_nothing"),
            |written| text_with("policy_mistake_written", &[&short(&written)]),
        );
        let holds = text_with("policy_mistake_holds", &[&short(&holds)]);
        view! {
            <li data-mistake=setting>
                <code class="strong">{name}</code>
                " "
                {written}
                " "
                {holds}
            </li>
        }
    };
    move || {
        let mistakes = mistakes.get().filter(|all| !all.is_empty())?;
        Some(view! {
            <Notice tone=Tone::Warn title=text("policy_mistake_title")>
                <p>{text("policy_mistake_text")}</p>
                <ul class="small">{mistakes.into_iter().map(line).collect_view()}</ul>
            </Notice>
        })
    }
}

/// The beginning of a long value.
fn short(value: &str) -> String {
    const LONGEST: usize = 120;
    let mut characters = value.chars();
    let mut begin: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() {
        begin.push('…');
    }
    begin
}

fn read<T>(asked: Option<Query<PolicyView>>, part: impl FnOnce(&PolicyView) -> T) -> Option<T> {
    asked?.value.with(|view| view.as_ref().map(part))
}
