//! Which elements are near the part of the page that is in view.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverInit};

use super::javascript::property;

/// How far from the view an element is still near: about a screen, so that a row is drawn before it is scrolled to.
const MARGIN: &str = "800px 0px";

/// Watches an element, until it is dropped.
pub struct Near {
    observer: Option<IntersectionObserver>,
    /// The observer calls it.
    _told: Closure<dyn FnMut(Array)>,
}

impl Near {
    /// Calls `tell` with whether the element is near to what is seen of `within`, at first and whenever that changes;
    /// without one, of the window.
    #[must_use]
    pub fn watch(
        element: &Element,
        within: Option<&Element>,
        tell: impl Fn(bool) + 'static,
    ) -> Self {
        let told = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.pop();
            tell(property(&last, "isIntersecting").is_truthy());
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        options.set_root(within);
        let observer =
            IntersectionObserver::new_with_options(told.as_ref().unchecked_ref(), &options).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self {
            observer,
            _told: told,
        }
    }
}

impl Drop for Near {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
