//! The cards of those who take part in something, the first few until the rep wants all.

use leptos::prelude::*;
use std::hash::Hash;

use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Button, ButtonKind, last_known_row};

/// So many are shown at first.
const FEW: usize = 3;

/// The list; nothing where there is nobody.
#[component]
pub fn FewRows<T, K, C, V>(
    /// All of them.
    all: Memo<Vec<T>>,
    /// What tells one from the others.
    key: fn(&T) -> K,
    /// The locale key of what they take part in.
    label: &'static str,
    /// Draws a card, as a list item.
    card: C,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Clone + Eq + Hash + Send + Sync + 'static,
    C: Fn(Memo<T>) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let unfolded = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        all.with(|all| {
            let most = if unfolded.get() { all.len() } else { FEW };
            all.iter().take(most).map(key).collect::<Vec<_>>()
        })
    });
    let row = move |of: K| {
        let one =
            last_known_row(move || all.with(|all| all.iter().find(|one| key(one) == of).cloned()))?;
        Some(card(one))
    };
    let fold = move || {
        let count = all.with(Vec::len);
        (count > FEW).then(|| {
            let words = move || match unfolded.get() {
                true => text("people_fewer"),
                false => text_with("people_all", &[&count.to_string()]),
            };
            let turn = move |()| unfolded.update(|unfolded| *unfolded = !*unfolded);
            view! {
                <Button look=ButtonKind::Quiet small=true on_press=turn>
                    {words}
                </Button>
            }
        })
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <div class="statuses">
                <ul class="rows" aria-label=text(label) data-list="memberships">
                    <For each=move || shown.get() key=K::clone children=row />
                </ul>
                {fold}
            </div>
        </Show>
    }
}
