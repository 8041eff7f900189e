//! A list of any length: only rows near the part in view are in the document, so that thousands cost what some dozens do.

use leptos::{html, prelude::*};
use std::hash::Hash;

use crate::platform::near::Near;

/// The rows are drawn and removed in blocks of so many.
const BLOCK: usize = 20;
/// The height in CSS pixels that a row has until it is drawn for the first time.
const ROW: usize = 44;
/// What scrolls within a page.
const SCROLLS: &str = "main.list, .choose-rows";

/// The rows, for an element with the role of the list. They may be of any height.
#[component]
pub fn LongList<K, F, V>(
    /// The key of each row, in order.
    #[prop(into)]
    keys: Signal<Vec<K>>,
    /// Draws the row of a key. Its place in the list is for `aria-posinset`, beside the length for `aria-setsize`.
    row: F,
) -> impl IntoView
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    F: Fn(K, Place) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let all = Memo::new(move |_| keys.with(Vec::len));
    let blocks = Memo::new(move |_| all.get().div_ceil(BLOCK));
    let block = move |block: usize| {
        let here = Memo::new(move |_| {
            let of = |keys: &Vec<K>| {
                keys.iter()
                    .skip(block * BLOCK)
                    .take(BLOCK)
                    .cloned()
                    .collect()
            };
            keys.with(of)
        });
        let row = row.clone();
        let row = move |key: K| {
            let of = key.clone();
            let at = Memo::new(move |_| {
                let at = here.with(|here: &Vec<K>| here.iter().position(|other| *other == of));
                block * BLOCK + at.unwrap_or(0) + 1
            });
            row(key, Place { at, all })
        };
        view! { <Block block here row /> }
    };
    view! { <For each=move || 0..blocks.get() key=|block| *block children=block /> }
}

/// Where a row stands.
#[derive(Clone, Copy)]
pub struct Place {
    /// Its number; the first is 1.
    pub at: Memo<usize>,
    /// How many rows there are.
    pub all: Memo<usize>,
}

#[component]
fn Block<K, F, V>(block: usize, here: Memo<Vec<K>>, row: F) -> impl IntoView
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    F: Fn(K) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    // What is in view at first is drawn at once.
    let near = RwSignal::new(block < 2);
    let height = RwSignal::new(None::<i32>);
    let node = NodeRef::<html::Div>::new();
    let watching = StoredValue::new_local(None::<Near>);
    Effect::new(move |_| {
        let Some(element) = node.get() else {
            return;
        };
        let of = element.clone();
        let tell = move |is_near: bool| {
            let focused = document().active_element();
            // The row with the focus stays, so that the keyboard goes on from there.
            if is_near || of.contains(focused.as_deref()) {
                near.try_set(true);
            } else if near.try_get_untracked() == Some(true) {
                height.try_set(Some(of.offset_height()));
                near.try_set(false);
            }
        };
        let within = element.closest(SCROLLS).ok().flatten();
        watching.try_set_value(Some(Near::watch(&element, within.as_ref(), tell)));
    });
    let space = move || {
        let guess = || i32::try_from(here.with(Vec::len) * ROW).unwrap_or(0);
        let space = height.get().unwrap_or_else(guess);
        (!near.get()).then(|| format!("{space}px"))
    };
    view! {
        <div role="none" node_ref=node style:height=space>
            <Show when=move || near.get()>
                <For each=move || here.get() key=Clone::clone children=row.clone() />
            </Show>
        </div>
    }
}
