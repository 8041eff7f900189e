//! The policy that installs the extension and sets it up, in the form of every way to deploy it. The
//! extension is installed by `ExtensionInstallForcelist`, never by `ExtensionSettings`: a company has one of
//! those, as one value, and a browser that finds ours beside it takes ours alone.

mod apple;
mod browser;
mod file;
mod files;
mod intune;
mod json;
mod merge;
mod powershell;
mod registry;
mod target;

pub use browser::BrowserKind;
pub use file::{DeployMethod, PolicyFile};
pub use files::{files_for, policy_files};
pub use merge::{MergeFault, merge_place, merged};
