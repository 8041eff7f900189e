//! The form of what is stored, in `chrome.storage` and in `IndexedDB`.

mod versioned;

pub use versioned::*;
