//! The texts of `_locales`, in the language of the surfaces.

use super::intl;
use super::locale::message;

pub use super::locale::{follow_policy, language};

/// The text of `key`; the key itself where no locale has it, so that a missing text is visible.
#[must_use]
pub fn text(key: &str) -> String {
    text_with(key, &[])
}

/// The text of `key` with its placeholders filled, in order.
#[must_use]
pub fn text_with(key: &str, values: &[&str]) -> String {
    message(key, values).unwrap_or_else(|| key.to_owned())
}

/// The text of `key` in the plural form of `count`, which is its first placeholder: `<key>_one`, `<key>_other` and
/// further forms of some languages.
#[must_use]
pub fn counted(key: &str, count: usize) -> String {
    let count_text = intl::number(count);
    let form = format!("{key}_{}", intl::plural(count));
    message(&form, &[&count_text])
        .unwrap_or_else(|| text_with(&format!("{key}_other"), &[&count_text]))
}

/// Whether a locale has `key`.
#[must_use]
pub fn has(key: &str) -> bool {
    message(key, &[]).is_some()
}
