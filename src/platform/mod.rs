//! The only code that uses chrome.* and web APIs.
//!
//! [`Chrome`] implements the core's ports in the worker; [`files`], [`messages`], [`i18n`], [`intl`],
//! [`near`], [`notices`], [`side_panel`], [`sight`] and [`theme`] serve the surfaces.

mod alarms;
mod auth;
mod browser;
mod chrome;
mod clock;
mod database;
pub mod files;
pub mod highlights;
pub mod host_names;
mod http;
pub mod i18n;
pub mod intl;
mod javascript;
mod locale;
pub mod messages;
pub mod near;
pub mod notices;
mod ports;
mod random;
pub mod side_panel;
pub mod sight;
mod storage;
pub mod theme;

pub use clock::now;
pub use messages::extension_id;
pub use ports::Chrome;
pub use random::random;
