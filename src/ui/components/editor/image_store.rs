//! Where the images of a text are: each is given to who keeps the text's files, and shown from there.

use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::{Callable, Callback};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::future_to_promise;
use web_sys::File;

use crate::platform::files::{self, ChosenFile};

/// Stores an image that was put into the text, and answers whether that worked; `None` where it is refused. Whoever
/// refuses says why.
pub type KeepImage = Callback<ChosenFile, Option<LocalBoxFuture<'static, bool>>>;

/// What `extension/images.js` calls a store.
pub(super) struct Store {
    object: JsValue,
    // The editor calls them as long as it lives.
    _keep: Closure<dyn Fn(File) -> JsValue>,
    _find: Closure<dyn Fn(String) -> Promise>,
}

impl Store {
    /// The store of one text.
    pub fn of(keep: KeepImage) -> Self {
        let keep: Closure<dyn Fn(File) -> JsValue> = Closure::new(move |file: File| {
            let image = files::image(file);
            let cid = image.attachment.cid.clone().unwrap_or_default();
            let Some(stored) = keep.run(image) else {
                return JsValue::UNDEFINED;
            };
            let stored = future_to_promise(async move { Ok(stored.await.into()) });
            Array::of2(&cid.into(), &stored).into()
        });
        let find: Closure<dyn Fn(String) -> Promise> = Closure::new(|cid: String| {
            future_to_promise(async move {
                let blob = files::image_of(&cid).await;
                Ok(blob.map_or(JsValue::UNDEFINED, JsValue::from))
            })
        });
        let object = JsValue::from(Object::new());
        for (name, function) in [("keep", keep.as_ref()), ("find", find.as_ref())] {
            // Setting a property of a fresh object does not fail.
            let _set = Reflect::set(&object, &name.into(), function);
        }
        Self {
            object,
            _keep: keep,
            _find: find,
        }
    }

    pub fn object(&self) -> JsValue {
        self.object.clone()
    }
}
