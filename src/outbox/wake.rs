//! When the rows of the outbox are due, as keys that sort by time: a wake reads the rows that are due and
//! no others.

use serde::{Deserialize, Serialize};

use crate::base::Millis;

/// When a row is to be looked at again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wake {
    /// Something can be done from this moment on.
    At(Millis),
    /// Likewise, and at once after any sign-in.
    SignIn(Millis),
    /// Nothing can be done before somebody signs in or the policy changes; no alarm rings for it.
    #[default]
    Parked,
    /// It can be forgotten from this moment on; no alarm rings for that.
    Forget(Millis),
}

/// The keys of [`Wake::At`].
pub(super) const AT: &str = "at/";
/// The keys of [`Wake::SignIn`].
pub(super) const SIGN_IN: &str = "sign_in/";
/// The keys of [`Wake::Parked`].
pub(super) const PARKED: &str = "parked/";
/// The keys of [`Wake::Forget`].
pub(super) const FORGET: &str = "forget/";

impl Wake {
    /// The key of the row `row` in the index of due times.
    pub(super) fn key(self, row: &str) -> String {
        match self {
            Self::At(at) => format!("{}{row}", from(AT, at)),
            Self::SignIn(at) => format!("{}{row}", from(SIGN_IN, at)),
            Self::Parked => format!("{PARKED}{row}"),
            Self::Forget(at) => format!("{}{row}", from(FORGET, at)),
        }
    }
}

/// What every key of this moment begins with; all of earlier ones come before it.
pub(super) fn from(kind: &str, at: Millis) -> String {
    // 19 digits hold every number; what lies before 1970 is long due.
    format!("{kind}{:019}/", at.0.max(0))
}

/// The key after every key of this kind.
pub(super) fn end_of(kind: &str) -> String {
    format!("{kind}~")
}

/// The row's key of a key that [`Wake::key`] made.
pub(super) fn row_of(key: &str) -> Option<&str> {
    let (kind, rest) = key.split_once('/')?;
    match kind {
        "parked" => Some(rest),
        _ => Some(rest.split_once('/')?.1),
    }
}

/// The moment of a key that [`Wake::key`] made.
pub(super) fn time_of(key: &str) -> Option<Millis> {
    let (_, rest) = key.split_once('/')?;
    Some(Millis(rest.split('/').next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_by_time_and_lead_back_to_their_row() {
        let key = |at| Wake::At(Millis(at)).key("action/x");
        assert!(key(-5) < key(9));
        assert!(key(9) < key(10));
        assert!(key(i64::MAX) < end_of(AT));
        assert!(key(10) < from(AT, Millis(11)));
        assert_eq!(row_of(&key(10)), Some("action/x"));
        assert_eq!(time_of(&key(10)), Some(Millis(10)));
        assert_eq!(row_of(&Wake::Parked.key("action/x")), Some("action/x"));
    }
}
