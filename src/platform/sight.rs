//! Reads from the browser whether a surface in somebody else's page is visible, and where pointer and focus are. The
//! rules are in [`crate::base::sight`].
//!
//! Intersection Observer v2 (`trackVisibility`, W3C) reports whether an element is neither covered nor altered, through
//! all frames up to the window.

use js_sys::Array;
use serde_json::json;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{Element, EventTarget, IntersectionObserver, Window};

use super::chrome;
use super::javascript::property;
use crate::base::sight::{Moment, Place, Pointer, Seen, Sight, Unseen};

/// The shortest delay of the observer, in milliseconds.
const DELAY: u32 = 100;
/// How much of the frame has to be inside of the window. In a page that is enlarged four times there is not room for
/// all of it.
const ENOUGH: f64 = 0.75;
/// The events of the rep, which are handled here before any other handler of ours.
const EVENTS: [&str; 10] = [
    "pointerover",
    "pointermove",
    "pointerdown",
    "pointerout",
    "click",
    "keydown",
    "focus",
    "blur",
    "toggle",
    "close",
];

thread_local! {
    static WATCH: RefCell<Option<Rc<FrameWatch>>> = const { RefCell::new(None) };
}

/// Whether this page is in a frame of another page.
#[must_use]
pub fn framed() -> bool {
    let top = |page: &Window| page.top().ok().flatten();
    web_sys::window().is_none_or(|page| top(&page).as_ref() != Some(&page))
}

/// Starts watching, once in a page. The popup, the side panel and our own tabs cannot be covered by others, so there
/// is nothing to watch.
pub fn watch() {
    let framed = framed();
    let watch = Rc::new(FrameWatch {
        sight: RefCell::new(match framed {
            true => Sight::of_frame(),
            false => Sight::of_own_window(),
        }),
        zoom: Cell::new(1.0),
        before: Cell::new(None),
        observer: RefCell::new(None),
        target: RefCell::new(None),
    });
    if framed && let Some(page) = web_sys::window() {
        watch.listen(&page);
        watch.observe();
        watch.follow_zoom(&page);
    }
    WATCH.set(Some(watch));
}

/// Whether the rep saw what they are pressing now.
///
/// # Errors
/// Why that is not certain.
pub fn seen() -> Result<Seen, Unseen> {
    let watch = WATCH.with_borrow(Clone::clone);
    let watch = watch.ok_or(Unseen::JustMoved)?;
    if let Some(seen) = watch.before.get() {
        return Ok(seen);
    }
    watch.sight.borrow().of_press(moment())
}

/// Runs `work`, which follows from an earlier press of the rep, with that press's proof.
pub fn following(seen: Option<Seen>, work: impl FnOnce()) {
    let watch = WATCH.with_borrow(Clone::clone);
    if let Some(watch) = &watch {
        watch.before.set(seen);
    }
    work();
    if let Some(watch) = &watch {
        watch.before.set(None);
    }
}

struct FrameWatch {
    sight: RefCell<Sight>,
    /// The browser's zoom of this tab.
    zoom: Cell<f64>,
    /// The proof of the earlier press, while work that follows from it runs.
    before: Cell<Option<Seen>>,
    observer: RefCell<Option<IntersectionObserver>>,
    /// The element that is watched for the frame: its page, or a dialog over it.
    target: RefCell<Option<Element>>,
}

impl FrameWatch {
    fn listen(self: &Rc<Self>, page: &Window) {
        let watch = Rc::clone(self);
        let hear = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| watch.hear(&event));
        let hear = hear.into_js_value();
        let hear = hear.unchecked_ref();
        for name in EVENTS {
            // Adding a listener to a window cannot fail.
            let _ = page.add_event_listener_with_callback_and_bool(name, hear, true);
        }
        // A message from the content script when the frame was moved. The page could send it as well, which would
        // only make us more careful.
        let _ = page.add_event_listener_with_callback_and_bool("message", hear, true);
        let focused = page
            .document()
            .is_some_and(|document| document.has_focus().unwrap_or_default());
        if focused {
            self.sight.borrow_mut().focused(moment());
        }
    }

    fn hear(&self, event: &JsValue) {
        let name = property(event, "type").as_string().unwrap_or_default();
        let at = span(property(event, "timeStamp").as_f64());
        let mut sight = self.sight.borrow_mut();
        match name.as_str() {
            "pointerover" | "pointermove" => sight.pointer(at, pointer(event), self.place(event)),
            "pointerdown" => sight.down(at, pointer(event), self.place(event)),
            // The pointer left the frame, not only one of its elements.
            "pointerout" if property(event, "relatedTarget").is_null() => {
                sight.left(pointer(event));
            }
            "click" | "keydown" => {
                drop(sight);
                self.take_pending();
                let mut sight = self.sight.borrow_mut();
                let by_pointer = property(event, "pointerType")
                    .as_string()
                    .is_some_and(|pointer| !pointer.is_empty());
                if name == "keydown" {
                    // The keys that give a command; others only write, open and move.
                    let on = property(&property(event, "target"), "tagName").as_string();
                    match property(event, "key").as_string().as_deref() {
                        // `u` undoes.
                        Some("Enter" | "u" | "U") => sight.key(at),
                        Some(" ") if on.as_deref() == Some("BUTTON") => sight.key(at),
                        _ => {}
                    }
                } else if by_pointer {
                    sight.clicked(at, pointer(event), self.place(event));
                } else {
                    sight.clicked_without_pointer(at);
                }
            }
            // A dialog of ours opened or closed.
            "toggle" | "close" => {
                drop(sight);
                self.follow_dialog();
            }
            "message" => sight.moved(),
            "focus" => sight.focused(at),
            "blur" if is_window(&property(event, "target")) => sight.unfocused(),
            _ => {}
        }
    }

    fn place(&self, event: &JsValue) -> Place {
        let number = |name| property(event, name).as_f64().unwrap_or_default();
        let screen = (number("screenX"), number("screenY"));
        let inside = (number("clientX"), number("clientY"));
        Place::of(screen, inside, self.zoom.get())
    }

    /// Observes the element that is watched now.
    fn observe(self: &Rc<Self>) {
        let watch = Rc::clone(self);
        let take = Closure::<dyn Fn(Array)>::new(move |entries: Array| watch.take(&entries));
        let options =
            json!({ "trackVisibility": true, "delay": DELAY, "threshold": [0, ENOUGH, 1] });
        let observer = IntersectionObserver::new_with_options(
            take.into_js_value().unchecked_ref(),
            chrome::options(&options).unchecked_ref(),
        );
        // Without an observer no press counts, and the rep has to use the side panel.
        self.observer.replace(observer.ok());
        self.observe_target(watched_element());
    }

    fn observe_target(&self, target: Option<Element>) {
        if let (Some(observer), Some(target)) = (&*self.observer.borrow(), &target) {
            observer.disconnect();
            observer.observe(target);
        }
        self.target.replace(target);
        self.sight.borrow_mut().watches_another();
    }

    /// Watches the element that now stands for the frame; true where it is another one than before.
    fn follow_dialog(&self) -> bool {
        let target = watched_element();
        let other = *self.target.borrow() != target;
        if other {
            self.observe_target(target);
        }
        other
    }

    /// Takes the observer's pending reports.
    fn take_pending(&self) {
        let waiting = self
            .observer
            .borrow()
            .as_ref()
            .map(IntersectionObserver::take_records);
        if let Some(waiting) = waiting {
            self.take(&waiting);
        }
    }

    fn take(&self, entries: &Array) {
        // A dialog of ours opened over the page or closed, so another element counts now.
        if self.follow_dialog() {
            return;
        }
        for entry in entries.iter() {
            let at = span(property(&entry, "time").as_f64());
            let ratio = property(&entry, "intersectionRatio").as_f64();
            let visible = property(&entry, "isVisible").is_truthy();
            let enough = ratio.is_some_and(|ratio| ratio >= ENOUGH);
            self.sight.borrow_mut().visible(at, visible && enough);
        }
    }

    /// The zoom changes with the frame's size.
    fn follow_zoom(self: &Rc<Self>, page: &Window) {
        let watch = Rc::clone(self);
        let ask = move || {
            let watch = Rc::clone(&watch);
            wasm_bindgen_futures::spawn_local(async move {
                if let Some(zoom) = zoom().await {
                    watch.zoom.set(zoom);
                }
            });
        };
        ask();
        let resized = Closure::<dyn Fn()>::new(ask).into_js_value();
        let _ = page.add_event_listener_with_callback("resize", resized.unchecked_ref());
    }
}

/// The open dialog, else the page.
fn watched_element() -> Option<Element> {
    let document = web_sys::window()?.document()?;
    let dialogs = document.query_selector_all("dialog:modal").ok();
    let last = dialogs.and_then(|dialogs| dialogs.item(dialogs.length().checked_sub(1)?));
    last.and_then(|dialog| dialog.dyn_into().ok())
        .or_else(|| document.document_element())
}

/// The browser's zoom of the tab that this frame is in.
async fn zoom() -> Option<f64> {
    let tab = chrome::tabs_get_current().await.ok()?;
    #[allow(clippy::cast_possible_truncation, reason = "an id of Chrome's")]
    let tab = property(&tab, "id").as_f64()? as i32;
    chrome::tabs_get_zoom(tab).await.ok()?.as_f64()
}

fn pointer(event: &JsValue) -> Pointer {
    match property(event, "pointerType").as_string().as_deref() {
        Some("touch") => Pointer::Touches,
        _ => Pointer::Hovers,
    }
}

fn is_window(target: &JsValue) -> bool {
    let page = web_sys::window();
    page.is_some_and(|page| {
        let page: &EventTarget = page.as_ref();
        let page: &JsValue = page.as_ref();
        page == target
    })
}

/// Now, on the clock of events.
fn moment() -> Moment {
    let clock = property(&js_sys::global(), "performance");
    let now = property(&clock, "now").dyn_into::<js_sys::Function>();
    span(now.ok().and_then(|now| now.call0(&clock).ok()?.as_f64()))
}

fn span(millis: Option<f64>) -> Moment {
    Duration::try_from_secs_f64(millis.unwrap_or_default() / 1000.0).unwrap_or_default()
}
