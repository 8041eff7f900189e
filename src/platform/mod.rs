//! The only code that touches chrome.* and web APIs.
