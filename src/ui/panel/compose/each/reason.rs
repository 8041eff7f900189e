//! What there is to know of somebody, as a line below their name.

use crate::outbox::{Change, What};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};

/// The line.
pub fn reason(change: &Change) -> String {
    match &change.what {
        What::Address { .. } => text_with("each_new_address", &[&change.who.address]),
        What::NoAddress => text("people_no_address"),
        What::OptedOut { .. } => text("each_opted_out"),
        What::Gone => text("each_gone"),
        What::Became { .. } => text_with("each_became", &[change.who.shown()]),
        What::BlockedDomain => text("each_blocked_domain"),
        What::SameAddress { other } => text_with("each_same_address", &[other]),
        What::OwnDomain => text("each_own_domain"),
        What::WrittenTo { at, by } => {
            let when = intl::ago(*at, now());
            match by {
                Some(by) => text_with("each_written_to", &[by, &when]),
                None => text_with("each_written_to_by_you", &[&when]),
            }
        }
        What::Owner { name } => text_with("each_owner", &[name]),
        What::Bounced => text("each_bounced"),
        What::Unread { fields } => text_with("each_unread", &[&fields.join(", ")]),
    }
}
