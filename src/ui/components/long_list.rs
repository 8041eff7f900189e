//! A list of any length: only rows near the part in view are in the document, so that tens of thousands cost what some
//! dozens do.

use leptos::{html, prelude::*};
use std::hash::Hash;
use std::ops::Range;

use super::signal_of;
use crate::base::blocks;
use crate::platform::near::Near;

/// The rows are drawn and removed in blocks of so many.
const BLOCK: usize = 20;
/// And the blocks in stretches of so many: thousands of blocks would cost something, too.
const BLOCKS: usize = 20;
const STRETCH: usize = BLOCKS * BLOCK;
/// The height in CSS pixels that a row has until one is drawn for the first time.
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
    let keys = signal_of(move || keys.get());
    let all = Signal::derive(move || keys.with(Vec::len));
    let keys = move |places: Range<usize>| {
        keys.with(|keys| keys.get(places).map(<[K]>::to_vec))
            .unwrap_or_default()
    };
    view! { <LongRows all keys row /> }
}

/// As [`LongList`], for a list that is not held as keys.
#[component]
pub fn LongRows<K, G, F, V>(
    /// How many rows there are.
    all: Signal<usize>,
    /// The keys of the rows at some places; follows the list.
    keys: G,
    /// Draws the row of a key.
    row: F,
) -> impl IntoView
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    G: Fn(Range<usize>) -> Vec<K> + Clone + Send + Sync + 'static,
    F: Fn(K, Place) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let height = StoredValue::new(ROW);
    let block = move |n: usize| {
        let keys = keys.clone();
        let here = Memo::new(move |_| keys(blocks::rows(all.get(), BLOCK, n)));
        let row = row.clone();
        let row = move |key: K| {
            let of = key.clone();
            let at = Memo::new(move |_| {
                let at = here.with(|here: &Vec<K>| here.iter().position(|other| *other == of));
                n * BLOCK + at.unwrap_or(0) + 1
            });
            row(key, Place { at, all })
        };
        let rows = Memo::new(move |_| here.with(Vec::len));
        let draw =
            move || view! { <For each=move || here.get() key=Clone::clone children=row.clone() /> };
        // What is in view at first is drawn at once.
        view! { <NearView rows at_first=n < 2 height draw /> }
    };
    let stretch = move |stretch: usize| {
        let of = Memo::new(move |_| blocks::rows(all.get(), STRETCH, stretch));
        let rows = Memo::new(move |_| of.get().len());
        let block = block.clone();
        let draw = move || {
            let block = block.clone();
            let here = move || 0..blocks::count(rows.get(), BLOCK);
            let block = move |n: usize| block(stretch * BLOCKS + n);
            view! { <For each=here key=|block| *block children=block /> }
        };
        view! { <NearView rows at_first=stretch == 0 height draw /> }
    };
    let stretches = move || 0..blocks::count(all.get(), STRETCH);
    view! { <For each=stretches key=|stretch| *stretch children=stretch /> }
}

/// Where a row stands.
#[derive(Clone, Copy)]
pub struct Place {
    /// Its number; the first is 1.
    pub at: Memo<usize>,
    /// How many rows there are.
    pub all: Signal<usize>,
}

/// Some rows, drawn while they are near what is in view; else the room for them.
#[component]
fn NearView(
    /// How many they are.
    rows: Memo<usize>,
    /// Whether they are drawn before it is known what is near.
    at_first: bool,
    /// The height of a row in CSS pixels, as those had it that were drawn last.
    height: StoredValue<usize>,
    /// Draws them.
    #[prop(into)]
    draw: ViewFn,
) -> impl IntoView {
    let near = RwSignal::new(at_first);
    // Of how many rows, and their height.
    let measured = RwSignal::new(None::<(usize, usize)>);
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
                let drawn = usize::try_from(of.offset_height()).unwrap_or(0);
                let rows = rows.get_untracked();
                let one = drawn.checked_div(rows).unwrap_or(0);
                if one > 0 {
                    height.try_set_value(one);
                }
                measured.try_set(Some((rows, drawn)));
                near.try_set(false);
            }
        };
        let within = element.closest(SCROLLS).ok().flatten();
        watching.try_set_value(Some(Near::watch(&element, within.as_ref(), tell)));
    });
    let space = move || {
        let rows = rows.get();
        let known = measured.get().filter(|(of, _)| *of == rows);
        let space = known.map_or_else(|| rows * height.get_value(), |(_, height)| height);
        (!near.get()).then(|| format!("{space}px"))
    };
    view! {
        <div role="none" node_ref=node style:height=space>
            <Show when=move || near.get()>{draw.run()}</Show>
        </div>
    }
}
