//! The names of the providers.

use crate::base::Provider;
use crate::platform::i18n::text;

/// The provider's name in locale keys: `provider_<key>`.
pub const fn provider_key(provider: Provider) -> &'static str {
    match provider {
        Provider::Salesforce => "salesforce",
        Provider::Google => "google",
        Provider::Microsoft => "microsoft",
    }
}

/// The provider's name for reps: Salesforce, Gmail, Outlook.
pub fn provider_name(provider: Provider) -> String {
    text(&format!("provider_{}", provider_key(provider)))
}
