//! What keeps other extensions from the sign-in pages and from the address that a sign-in comes back to: there
//! Google's token is in the address, for every extension that may watch requests. It is a part of
//! `ExtensionSettings`, of which a company has one, so it is for merging and nothing that we install writes it.

use serde_json::{Value, json};

use super::{PolicyFile, Target, Way, json};

pub(super) fn file(target: &Target<'_>) -> PolicyFile {
    json::file(
        target,
        Way::Shield,
        "shield",
        "ExtensionSettings",
        &settings(target),
    )
}

/// The part of `ExtensionSettings`. An extension with an entry of its own is not held to that of all
/// others, so ours has one.
pub(super) fn settings(target: &Target<'_>) -> Value {
    json!({
        "*": { "runtime_blocked_hosts": hosts(target.id) },
        target.id: {
            "installation_mode": "force_installed",
            "update_url": target.update_url,
            "runtime_blocked_hosts": [],
        },
    })
}

/// Where people sign in to their mail, and where every sign-in comes back to.
pub(super) fn hosts(id: &str) -> [String; 3] {
    [
        "*://accounts.google.com".into(),
        "*://login.microsoftonline.com".into(),
        format!("*://{id}.chromiumapp.org"),
    ]
}
