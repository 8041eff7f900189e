//! A field with a list of matches: the editable combobox with list of the ARIA practices guide.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use std::pin::Pin;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::rows::id_of;
use crate::base::Fault;
use crate::platform::i18n::text;
use crate::ui::components::Pause;

/// How long typing rests before Salesforce is asked.
const REST: Duration = Duration::from_millis(300);

/// A running search.
pub type Finding<T> = Pin<Box<dyn Future<Output = Result<Vec<T>, Fault>>>>;

/// The list below the field.
pub struct Listing<T: Send + Sync + 'static> {
    /// The entries.
    pub offered: RwSignal<Vec<T>>,
    /// Whether the list is shown.
    pub open: RwSignal<bool>,
    /// The entry that Enter takes.
    pub at: RwSignal<Option<usize>>,
    /// Whether a search is running.
    pub waiting: RwSignal<bool>,
    fault: RwSignal<Option<Fault>>,
    /// The number of the latest search; answers to earlier ones are ignored.
    latest: StoredValue<u32>,
    pause: Pause,
}

impl<T: Send + Sync + 'static> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Listing<T> {}

impl<T: Clone + Send + Sync + 'static> Listing<T> {
    /// A closed list; a search ends with the field.
    pub fn new() -> Self {
        let list = Self {
            offered: RwSignal::new(Vec::new()),
            open: RwSignal::new(false),
            at: RwSignal::new(None),
            waiting: RwSignal::new(false),
            fault: RwSignal::new(None),
            latest: StoredValue::new(0),
            pause: Pause::new(),
        };
        on_cleanup(move || list.stop());
        list
    }

    /// Closes it, and cancels a search.
    pub fn close(self) {
        // A field that is removed with its form loses the focus after its signals are gone.
        self.stop();
        self.open.try_set(false);
        self.at.try_set(None);
    }

    /// Shows these entries; `at` is the one that Enter takes.
    pub fn offer(self, all: Vec<T>, at: Option<usize>) {
        self.fault.try_set(None);
        self.at.try_set(at);
        self.offered.try_set(all);
    }

    /// Searches when typing rests; `at` gives the entry of the answer that Enter takes.
    pub fn find_soon(self, find: Finding<T>, at: impl FnOnce(&[T]) -> Option<usize> + 'static) {
        self.stop();
        let mine = self.latest.get_value();
        self.waiting.set(true);
        let ask = move || {
            spawn_local(async move {
                let found = find.await;
                if self.latest.try_get_value() != Some(mine) {
                    return;
                }
                self.waiting.try_set(false);
                match found {
                    Ok(all) => {
                        let at = at(&all);
                        self.offer(all, at);
                    }
                    Err(fault) => {
                        self.fault.try_set(Some(fault));
                    }
                }
            });
        };
        self.pause.then(REST, ask);
    }

    /// Cancels a search.
    pub fn stop(self) {
        self.pause.stop();
        self.latest
            .try_update_value(|latest| *latest = latest.wrapping_add(1));
        self.waiting.try_set(false);
    }

    /// Moves up or down, and around at the ends.
    pub fn step(self, by: isize) {
        let count = self.offered.with_untracked(Vec::len).cast_signed();
        if count > 0 {
            let at = self.at.get_untracked().map_or(-1, usize::cast_signed);
            let at = if at < 0 && by < 0 {
                count - 1
            } else {
                (at + by).rem_euclid(count)
            };
            self.at.set(Some(at.cast_unsigned()));
        }
    }

    /// Whether entries are shown.
    pub fn is_expanded(self) -> bool {
        self.open.get() && !self.offered.with(Vec::is_empty)
    }

    /// The entry that Enter takes now.
    pub fn taken(self) -> Option<T> {
        let at = self
            .at
            .get_untracked()
            .filter(|_| self.open.get_untracked());
        at.and_then(|at| self.offered.with_untracked(|all| all.get(at).cloned()))
    }

    /// The id of the entry that Enter takes, for `aria-activedescendant`.
    pub fn active(self, id: &str) -> Option<String> {
        let at = self.at.get().filter(|_| self.open.get());
        at.map(|at| format!("{id}-{at}"))
    }
}

/// The list, below or above the field with this `id`.
#[component]
pub fn Options<T: Clone + Send + Sync + 'static>(
    /// The list.
    list: Listing<T>,
    /// The field's id.
    id: String,
    /// The name of the list for screen readers.
    label: String,
    /// Whether it is below the field; else above it.
    #[prop(optional)]
    below: bool,
    /// Whether an empty result is shown as a text.
    #[prop(into)]
    says_none: Signal<bool>,
    /// Draws an entry.
    draw: Callback<T, AnyView>,
    /// What was chosen.
    on_choose: Callback<T>,
) -> impl IntoView {
    let status = Memo::new(move |_| {
        if list.fault.with(Option::is_some) {
            Some("task_assignee_fault")
        } else if !list.offered.with(Vec::is_empty) {
            None
        } else if list.waiting.get() {
            Some("loading")
        } else {
            says_none.get().then_some("task_assignee_none")
        }
    });
    let shown = move || list.is_expanded() || (list.open.get() && status.get().is_some());
    let list_id = format!("{id}-list");
    let listbox = NodeRef::<html::Ul>::new();
    // Scrolls to the entry that the arrow keys reached.
    Effect::new(move |_| {
        let at = list.at.get().and_then(|at| u32::try_from(at).ok());
        if let (Some(at), Some(listbox)) = (at, listbox.get_untracked())
            && let Ok(entries) = listbox.query_selector_all("[role=option]")
            && let Some(entry) = entries.item(at)
            && let Some(entry) = entry.dyn_ref::<HtmlElement>()
        {
            let (top, bottom) = (
                entry.offset_top(),
                entry.offset_top() + entry.offset_height(),
            );
            let seen = listbox.scroll_top();
            if top < seen {
                listbox.set_scroll_top(top);
            } else if bottom > seen + listbox.client_height() {
                listbox.set_scroll_top(bottom - listbox.client_height());
            }
        }
    });
    let option = StoredValue::new(move |(at, entry): (usize, T)| {
        let drawn = draw.run(entry.clone());
        view! {
            <li
                id=format!("{id}-{at}")
                role="option"
                aria-selected=move || (list.at.get() == Some(at)).to_string()
                // The field keeps the focus.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| on_choose.run(entry.clone())
            >
                {drawn}
            </li>
        }
    });
    let options = move || {
        let offered = list.offered.get();
        let option = option.get_value();
        offered.into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <div class="options" class:below=below hidden=move || !shown()>
            <ul node_ref=listbox id=list_id role="listbox" aria-label=label aria-busy=move || list.waiting.get().to_string()>
                {options}
            </ul>
            <p class="small soft" role="status" hidden=move || status.get().is_none()>
                {move || status.get().map(text)}
            </p>
        </div>
    }
}

/// A row with a field that shows the chosen entry; typing in it searches for another one.
#[component]
pub fn PickRow<T: Clone + Send + Sync + 'static>(
    /// Its name in the form.
    field: &'static str,
    /// The locale key of its label.
    label: &'static str,
    /// The chosen entry, in words.
    #[prop(into)]
    shown: Signal<String>,
    /// The entries to show at once for a text; `None` leaves the list as it is until the answer comes.
    at_once: Callback<String, Option<Vec<T>>>,
    /// The search for a text; `None` for none.
    find: Callback<String, Option<Finding<T>>>,
    /// Draws an entry.
    draw: Callback<T, AnyView>,
    /// What was chosen.
    on_choose: Callback<T>,
    /// Whether the list is below the field; else above it.
    #[prop(optional)]
    below: bool,
    /// Content below the control.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let list = Listing::<T>::new();
    let input = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(None::<String>);
    let leave = move || {
        typed.set(None);
        list.close();
    };
    let choose = Callback::new(move |entry: T| {
        leave();
        on_choose.run(entry);
    });
    let first = |all: &[T]| (!all.is_empty()).then_some(0);
    let search = move |text: String| {
        list.stop();
        list.open.set(true);
        if let Some(all) = at_once.run(text.clone()) {
            let at = first(&all);
            list.offer(all, at);
        }
        if let Some(finding) = find.run(text) {
            list.find_soon(finding, first);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let open = list.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open => search(typed.get_untracked().unwrap_or_default()),
            "ArrowDown" => list.step(1),
            "ArrowUp" => list.step(-1),
            "Enter" if open && !event.ctrl_key() && !event.meta_key() => {
                if let Some(entry) = list.taken() {
                    choose.run(entry);
                }
            }
            "Escape" if open => leave(),
            _ => return,
        }
        event.prevent_default();
    };
    let id = id_of(field);
    let active = {
        let id = id.clone();
        move || list.active(&id)
    };
    view! {
        <div class="form-row" data-field=field>
            <label for=id.clone()>{text(label)}</label>
            <div class="combobox">
                <input
                    id=id.clone()
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=move || list.is_expanded().to_string()
                    aria-controls=format!("{id}-list")
                    aria-activedescendant=active
                    node_ref=input
                    prop:value=move || typed.get().unwrap_or_else(|| shown.get())
                    on:focus=move |_| {
                        if let Some(input) = input.get_untracked() {
                            input.select();
                        }
                    }
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        typed.set(Some(text.clone()));
                        search(text);
                    }
                    on:keydown=key
                    on:blur=move |_| leave()
                />
                <Options list id label=text(label) below says_none=true draw on_choose=choose />
            </div>
            {children.map(|children| view! { <div class="row-below">{children()}</div> })}
        </div>
    }
}
