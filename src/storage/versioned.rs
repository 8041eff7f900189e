//! The form of every stored value: JSON with a version. A later release migrates older values, and an older
//! release leaves newer ones alone.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::base::{Fault, Move, json};
use crate::ports::{Area, Store, StoreError};

/// Why a stored value could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoredError {
    /// The storage itself failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A newer release of the extension wrote it.
    #[error("written by a newer version")]
    Newer,
    /// No release writes such a value.
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

/// The prefix of the keys of damaged values that were put aside.
const ASIDE: &str = "damaged/";

/// A value that is stored: a struct with named fields, none of them called `v`.
pub trait Versioned: Serialize + DeserializeOwned {
    /// The version that this release writes, from 1.
    const VERSION: u32;

    /// Turns a stored value of version `from` into one of the next version; `None` where it makes no
    /// sense. To be written with the release that changes the shape.
    #[must_use]
    fn migrate(from: u32, stored: Value) -> Option<Value> {
        let _ = (from, stored);
        None
    }
}

/// The text of `value`.
///
/// # Errors
/// [`StoredError::Damaged`] when it has no JSON form as an object.
pub fn to_text<T: Versioned>(value: &T) -> Result<String, StoredError> {
    let mut written = json::to_value(value).map_err(|_| StoredError::Damaged)?;
    let fields = written.as_object_mut().ok_or(StoredError::Damaged)?;
    fields.insert("v".into(), T::VERSION.into());
    Ok(written.to_string())
}

/// The value of a text written by [`to_text`], of this release or an older one.
///
/// # Errors
/// [`StoredError::Newer`] or [`StoredError::Damaged`].
pub fn from_text<T: Versioned>(text: &str) -> Result<T, StoredError> {
    let value = up_to_date(text, T::VERSION, T::migrate)?;
    json::of_value(&value).map_err(|_| StoredError::Damaged)
}

/// The stored value without its version, in the shape of version `current`.
fn up_to_date(
    text: &str,
    current: u32,
    migrate: fn(u32, Value) -> Option<Value>,
) -> Result<Value, StoredError> {
    let mut fields: Map<String, Value> = json::read(text).map_err(|_| StoredError::Damaged)?;
    let version = fields.remove("v").and_then(|version| version.as_u64());
    let version = version.ok_or(StoredError::Damaged)?;
    let version = u32::try_from(version).map_err(|_| StoredError::Newer)?;
    if version > current {
        return Err(StoredError::Newer);
    }
    (version..current)
        .try_fold(Value::Object(fields), |value, from| migrate(from, value))
        .ok_or(StoredError::Damaged)
}

/// Reads the value of `key`, if there is one.
///
/// # Errors
/// As [`from_text`], and when the storage fails.
pub async fn read<T: Versioned>(
    store: &impl Store,
    area: Area,
    key: &str,
) -> Result<Option<T>, StoredError> {
    match store.read(area, key).await? {
        Some(text) => from_text(&text).map(Some),
        None => Ok(None),
    }
}

/// Sets the value of `key`. What a newer release wrote there stays; what cannot be read is put aside
/// first, under a key of its own, so that nothing is lost.
///
/// # Errors
/// [`StoredError::Newer`], and when the storage fails.
pub async fn write<T: Versioned>(
    store: &impl Store,
    area: Area,
    key: &str,
    value: &T,
) -> Result<(), StoredError> {
    let text = to_text(value)?;
    if area == Area::Local
        && let Some(kept) = store.read(area, key).await?
    {
        match from_text::<T>(&kept) {
            Err(StoredError::Newer) => return Err(StoredError::Newer),
            Err(_) => store.write(area, &aside(key), kept).await?,
            Ok(_) => {}
        }
    }
    Ok(store.write(area, key, text).await?)
}

/// Reads the value of `key`; `None` where it is damaged. It is put aside when the next value is written.
///
/// # Errors
/// [`StoredError::Newer`], and when the storage fails.
pub async fn read_or_none<T: Versioned>(
    store: &impl Store,
    area: Area,
    key: &str,
) -> Result<Option<T>, StoredError> {
    match read(store, area, key).await {
        Err(StoredError::Damaged) => Ok(None),
        other => other,
    }
}

/// Reads the value of `key`; the default where there is none or it is damaged. As [`read_or_none`] otherwise.
///
/// # Errors
/// As [`read_or_none`].
pub async fn read_or_default<T: Versioned + Default>(
    store: &impl Store,
    area: Area,
    key: &str,
) -> Result<T, StoredError> {
    Ok(read_or_none(store, area, key).await?.unwrap_or_default())
}

/// Removes the value of `key`, and what was put aside of it.
///
/// # Errors
/// When the storage fails.
pub async fn remove(store: &impl Store, area: Area, key: &str) -> Result<(), StoredError> {
    store.remove(area, &aside(key)).await?;
    Ok(store.remove(area, key).await?)
}

/// Where a value that cannot be read is put aside.
#[must_use]
pub fn aside(key: &str) -> String {
    format!("{ASIDE}{key}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    /// Version 1 had `name`, version 2 has `names`.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct People {
        names: Vec<String>,
    }

    impl Versioned for People {
        const VERSION: u32 = 2;

        fn migrate(from: u32, stored: Value) -> Option<Value> {
            match from {
                1 => Some(json!({ "names": [stored.get("name")?] })),
                _ => None,
            }
        }
    }

    fn ada() -> People {
        let names = vec!["Ada".into()];
        People { names }
    }

    #[test]
    fn a_value_comes_back() {
        let text = to_text(&ada());
        assert_eq!(text.as_deref(), Ok(r#"{"names":["Ada"],"v":2}"#));
        assert_eq!(text.and_then(|text| from_text(&text)), Ok(ada()));
    }

    #[test]
    fn an_older_value_is_brought_up_to_date() {
        assert_eq!(from_text(r#"{"v":1,"name":"Ada"}"#), Ok(ada()));
    }

    #[test]
    fn a_newer_value_is_left_alone_even_if_its_shape_is_unknown() {
        let newer = from_text::<People>(r#"{"v":3,"names":"Ada"}"#);
        assert_eq!(newer, Err(StoredError::Newer));
    }

    #[test]
    fn what_no_release_wrote_is_damaged() {
        for text in [
            "",
            "[]",
            r#"{"names":[]}"#,
            r#"{"v":0,"name":"Ada"}"#,
            r#"{"v":1}"#,
            r#"{"v":2,"names":1}"#,
        ] {
            assert_eq!(
                from_text::<People>(text),
                Err(StoredError::Damaged),
                "{text}"
            );
        }
    }
}
