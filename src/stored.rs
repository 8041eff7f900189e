//! The form of every stored value: JSON with a version, so that a later release can tell its own
//! values from older ones, and an older release leaves newer ones alone.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::ports::{Area, Store, StoreError};
use crate::protocol::{Fault, Move};

/// Why a stored value could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoredError {
    /// The storage itself failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A newer release of the extension wrote it.
    #[error("written by a newer version")]
    Newer,
    /// It is not what any release writes.
    #[error("not readable")]
    Damaged,
}

impl From<StoredError> for Fault {
    fn from(error: StoredError) -> Self {
        match error {
            StoredError::Store(StoreError(words)) => {
                Self::new("storage.failed", Move::Retry { after: None }).with_detail(words)
            }
            StoredError::Newer => Self::new("storage.newer", Move::Bug),
            StoredError::Damaged => Self::new("storage.damaged", Move::Bug),
        }
    }
}

/// A value with its version in front.
#[derive(Serialize, Deserialize)]
struct Versioned<T> {
    v: u32,
    #[serde(flatten)]
    value: T,
}

/// The text of `value`, a struct with named fields, in version `v`.
///
/// # Errors
/// [`StoredError::Damaged`] when it has no JSON form.
pub fn to_text<T: Serialize>(v: u32, value: &T) -> Result<String, StoredError> {
    serde_json::to_string(&Versioned { v, value }).map_err(|_| StoredError::Damaged)
}

/// The value of a text written by [`to_text`]; `v` is the newest version that this release knows.
///
/// # Errors
/// [`StoredError::Newer`] or [`StoredError::Damaged`].
pub fn from_text<T: DeserializeOwned>(v: u32, text: &str) -> Result<T, StoredError> {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    let version: Version = serde_json::from_str(text).map_err(|_| StoredError::Damaged)?;
    if version.v > v {
        return Err(StoredError::Newer);
    }
    serde_json::from_str::<Versioned<T>>(text)
        .map(|versioned| versioned.value)
        .map_err(|_| StoredError::Damaged)
}

/// Reads the value of `key`, if there is one.
///
/// # Errors
/// As [`from_text`], and when the storage fails.
pub async fn read<T: DeserializeOwned>(
    store: &impl Store,
    area: Area,
    v: u32,
    key: &str,
) -> Result<Option<T>, StoredError> {
    match store.read(area, key).await? {
        Some(text) => from_text(v, &text).map(Some),
        None => Ok(None),
    }
}

/// Sets the value of `key`.
///
/// # Errors
/// When the storage fails.
pub async fn write<T: Serialize>(
    store: &impl Store,
    area: Area,
    v: u32,
    key: &str,
    value: &T,
) -> Result<(), StoredError> {
    Ok(store.write(area, key, to_text(v, value)?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Name {
        name: String,
    }

    #[test]
    fn a_value_comes_back() {
        let name = Name { name: "Ada".into() };
        assert_eq!(
            to_text(1, &name).and_then(|text| from_text::<Name>(2, &text)),
            Ok(name)
        );
    }

    #[test]
    fn a_newer_value_is_left_alone_even_if_its_shape_is_unknown() {
        assert_eq!(
            from_text::<Name>(1, r#"{"v":2,"names":[]}"#),
            Err(StoredError::Newer)
        );
        assert_eq!(
            from_text::<Name>(2, r#"{"v":2,"names":[]}"#),
            Err(StoredError::Damaged)
        );
    }
}
