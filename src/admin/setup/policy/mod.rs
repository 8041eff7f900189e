//! The policy that installs the extension and sets it up, for every deploy method. It uses
//! `ExtensionInstallForcelist`, never `ExtensionSettings`: that is one value for all extensions, and ours would
//! replace the company's.

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
