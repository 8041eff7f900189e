//! Where the rep's templates live, in words.

use crate::library::Home;

/// The locale key.
pub const fn kept_in(home: Home) -> &'static str {
    match home {
        Home::Salesforce => "templates_in_salesforce",
        Home::Browser => "templates_in_browser",
    }
}
