//! Files that the user chose, dropped or pasted.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DataTransfer, Event, File, FileList, HtmlInputElement};

use super::javascript::property;
use super::{Chrome, now, random};
use crate::base::FileId;
use crate::mailbox::{Attachment, content_id, file_of};
use crate::ports::StoreError;

/// The bytes of the chosen file; `None` where there is none, or it cannot be read. Clears the field, so that the same
/// file can be chosen again.
pub async fn bytes_of(input: &HtmlInputElement) -> Option<Vec<u8>> {
    let file = input.files()?.get(0)?;
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    input.set_value("");
    Some(Uint8Array::new(&bytes).to_vec())
}

/// A file that is not stored yet, with what a mail says of it.
pub struct ChosenFile {
    /// Its name, type and length, under the id that it is going to be stored by.
    pub attachment: Attachment,
    blob: Blob,
}

impl ChosenFile {
    /// Stores the file for the worker. The page does not read it: the browser copies it.
    ///
    /// # Errors
    /// There is no room for it, or it cannot be read, as a folder.
    pub async fn store(&self) -> Result<(), StoreError> {
        let database = Chrome::default();
        database.keep_file(&self.attachment.id, &self.blob).await
    }
}

/// An image that stands in a text.
#[must_use]
pub fn image(file: File) -> ChosenFile {
    let mut chosen = of(file);
    chosen.attachment.cid = Some(content_id(&chosen.attachment.id));
    chosen
}

/// The bytes of an image that a text shows by this Content-ID; `None` where they are not stored.
pub async fn image_of(cid: &str) -> Option<Blob> {
    let database = Chrome::default();
    database.blob(&file_of(cid)?).await.ok()?
}

/// Whether the editor took in what is dropped (`extension/editor.js`).
#[must_use]
pub fn is_taken(dropped: &Event) -> bool {
    property(dropped, "taken").is_truthy()
}

/// The chosen files. Clears the field, so that the same file can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Vec<ChosenFile> {
    let chosen = list(input.files());
    input.set_value("");
    chosen
}

/// The files that are dropped or pasted.
#[must_use]
pub fn carried(data: &DataTransfer) -> Vec<ChosenFile> {
    list(data.files())
}

/// Whether something that is dropped or pasted has files and no text: a copied table comes with a picture of itself.
#[must_use]
pub fn has_only_files(data: &DataTransfer) -> bool {
    let kinds = data.types();
    let has = |kind: &str| kinds.includes(&kind.into(), 0);
    has("Files") && !has("text/plain") && !has("text/html")
}

fn list(files: Option<FileList>) -> Vec<ChosenFile> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|at| files.get(at))
        .map(of)
        .collect()
}

fn of(file: File) -> ChosenFile {
    // A length is a whole number below 2^53.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = file.size() as u64;
    ChosenFile {
        attachment: Attachment {
            id: FileId::new(now(), random()),
            name: file.name(),
            kind: file.type_(),
            size,
            cid: None,
        },
        blob: file.unchecked_into(),
    }
}
