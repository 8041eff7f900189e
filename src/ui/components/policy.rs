//! What every surface knows of the administrator's policy.

use leptos::prelude::*;

use super::{Asked, ask_and_follow};
use crate::protocol::{GetPolicy, PolicyView, Topic};

/// Asks for it once a surface, and again when it may have changed.
pub(super) fn provide() {
    provide_context(ask_and_follow(GetPolicy {}, Topic::Setup));
}

/// Whether everything is switched off; not so while that is unknown.
pub fn switched_off() -> Memo<bool> {
    let asked = use_context::<Asked<PolicyView>>();
    Memo::new(move |_| read(asked, |policy| policy.off).unwrap_or(false))
}

/// Who helps, where the policy says it.
pub fn contact() -> Memo<Option<String>> {
    let asked = use_context::<Asked<PolicyView>>();
    Memo::new(move |_| read(asked, |policy| policy.contact.clone()).flatten())
}

fn read<T>(asked: Option<Asked<PolicyView>>, part: impl FnOnce(&PolicyView) -> T) -> Option<T> {
    asked?.value.with(|view| view.as_ref().map(part))
}
