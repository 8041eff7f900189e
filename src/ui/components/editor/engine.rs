//! `extension/editor.js`: the library that edits, behind the few things that we ask of it.

use leptos::prelude::{LocalStorage, StoredValue};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{FileList, HtmlElement};

use super::image_store::{KeepImage, Store};

mod js {
    use wasm_bindgen::prelude::*;
    use web_sys::{FileList, HtmlElement};

    #[wasm_bindgen]
    extern "C" {
        pub type MailEditor;
        #[wasm_bindgen(catch, js_namespace = mailEditor)]
        pub async fn open(
            root: &HtmlElement,
            changed: &JsValue,
            moved: &JsValue,
            images: &JsValue,
        ) -> Result<MailEditor, JsValue>;
        #[wasm_bindgen(method)]
        pub fn set(this: &MailEditor, html: &str);
        #[wasm_bindgen(method)]
        pub fn html(this: &MailEditor) -> String;
        #[wasm_bindgen(method)]
        pub fn empty(this: &MailEditor) -> bool;
        #[wasm_bindgen(method)]
        pub fn focus(this: &MailEditor);
        #[wasm_bindgen(method)]
        pub fn is_on(this: &MailEditor, name: &str) -> bool;
        #[wasm_bindgen(method)]
        pub fn press(this: &MailEditor, name: &str);
        #[wasm_bindgen(method)]
        pub fn color(this: &MailEditor, color: &str);
        #[wasm_bindgen(method)]
        pub fn size(this: &MailEditor, size: &str);
        #[wasm_bindgen(method)]
        pub fn sized(this: &MailEditor) -> String;
        #[wasm_bindgen(method)]
        pub fn insert(this: &MailEditor, files: &FileList);
        #[wasm_bindgen(method)]
        pub fn described(this: &MailEditor) -> Option<String>;
        #[wasm_bindgen(method)]
        pub fn describe(this: &MailEditor, words: &str);
        #[wasm_bindgen(method)]
        pub fn linked(this: &MailEditor) -> String;
        #[wasm_bindgen(method)]
        pub fn link(this: &MailEditor, address: &str);
        #[wasm_bindgen(method)]
        pub fn unlink(this: &MailEditor);
        #[wasm_bindgen(method)]
        pub fn flush(this: &MailEditor);
        #[wasm_bindgen(method)]
        pub fn close(this: &MailEditor);
    }
}

/// A format that is on or off at the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// A list with bullets.
    Bullets,
    /// A list with numbers.
    Numbers,
    /// A quotation.
    Quote,
}

impl Switch {
    const fn name(self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Bullets => "bullets",
            Self::Numbers => "numbers",
            Self::Quote => "quote",
        }
    }
}

/// What the toolbar does once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Takes all formats off what is selected.
    Plain,
    /// Takes back the last change.
    Undo,
    /// Brings back what was taken back last.
    Redo,
}

impl Deed {
    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// The editor, once it is there; it can be used on this thread only.
pub type Opened = StoredValue<Option<Engine>, LocalStorage>;

/// An editor in a page. It ends when this is dropped.
pub struct Engine {
    editor: js::MailEditor,
    // The editor calls them as long as it lives.
    _heard: [Closure<dyn FnMut()>; 2],
    _images: Option<Store>,
}

impl Engine {
    /// Makes `root` an editor, once what it consists of is loaded; `None` where that fails. `changed` is called after
    /// each change by the rep (of a large mail when typing rests) and at times without one, `moved` where the caret may
    /// stand in other formats. Without `images` the text takes none.
    pub async fn open(
        root: &HtmlElement,
        images: Option<KeepImage>,
        changed: impl FnMut() + 'static,
        moved: impl FnMut() + 'static,
    ) -> Option<Self> {
        let heard: [Closure<dyn FnMut()>; 2] = [Closure::new(changed), Closure::new(moved)];
        let [changed, moved] = &heard;
        let images = images.map(Store::of);
        let store = images.as_ref().map_or(JsValue::UNDEFINED, Store::object);
        let editor = js::open(root, changed.as_ref(), moved.as_ref(), &store)
            .await
            .ok()?;
        Some(Self {
            editor,
            _heard: heard,
            _images: images,
        })
    }

    /// Shows HTML of any origin, sanitised; what was shown cannot be brought back by Undo.
    pub fn set(&self, html: &str) {
        self.editor.set(html);
    }

    /// What is written, sanitised; empty where nothing is.
    pub fn html(&self) -> String {
        self.editor.html()
    }

    /// Whether there is nothing to see: no words, no list, no image.
    pub fn is_empty(&self) -> bool {
        self.editor.empty()
    }

    /// Tells a change that waits until typing rests.
    pub fn flush(&self) {
        self.editor.flush();
    }

    /// Puts the caret back where it was.
    pub fn focus(&self) {
        self.editor.focus();
    }

    /// Whether what is selected has the format.
    pub fn is_on(&self, switch: Switch) -> bool {
        self.editor.is_on(switch.name())
    }

    /// Gives or takes the format.
    pub fn switch(&self, switch: Switch) {
        self.editor.press(switch.name());
    }

    /// Does it.
    pub fn perform(&self, deed: Deed) {
        self.editor.press(deed.name());
    }

    /// Gives what is selected, or what is written next, a colour: `#rrggbb`.
    pub fn color(&self, color: &str) {
        self.editor.color(color);
    }

    /// Gives what is selected, or what is written next, a size, as a style; none for that of the text around.
    pub fn size(&self, size: &str) {
        self.editor.size(size);
    }

    /// The size at the caret; empty where the words have none of their own.
    pub fn sized(&self) -> String {
        self.editor.sized()
    }

    /// Puts images at the caret.
    pub fn insert(&self, files: &FileList) {
        self.editor.insert(files);
    }

    /// What the image that is selected is called; `None` where none is.
    pub fn described(&self) -> Option<String> {
        self.editor.described()
    }

    /// Gives the image that is selected other words.
    pub fn describe(&self, words: &str) {
        self.editor.describe(words);
    }

    /// The address of the link at the caret.
    pub fn linked(&self) -> Option<String> {
        Some(self.editor.linked()).filter(|address| !address.is_empty())
    }

    /// Makes what is selected a link, or gives the link at the caret another address, or else writes the address.
    pub fn link(&self, address: &str) {
        self.editor.link(address);
    }

    /// Makes the link at the caret plain text.
    pub fn unlink(&self) {
        self.editor.unlink();
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.editor.close();
    }
}
