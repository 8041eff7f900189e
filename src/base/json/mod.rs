//! JSON with one kind of reader and one kind of writer. serde compiles the code of a type anew for each
//! kind; with every value read from a parsed [`Value`] and written as text, the module holds it only once.

mod reader;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Error, Map, Value};

/// Reads a value from JSON text.
///
/// # Errors
/// When it is not JSON, or not of this type.
pub fn read<T: DeserializeOwned>(text: impl AsRef<[u8]>) -> Result<T, Error> {
    of_value(&parse(text.as_ref())?)
}

/// Reads a value from parsed JSON.
///
/// # Errors
/// When it is not of this type.
pub fn of_value<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    T::deserialize(reader::Reader(value))
}

/// The text of a value.
///
/// # Errors
/// When it has no JSON form.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value)
}

/// A value as parsed JSON, to be put into other JSON.
///
/// # Errors
/// As [`write`].
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, Error> {
    parse(write(value)?.as_bytes())
}

/// An object of these fields. They are inserted one by one, because `collect` would compile a copy of the
/// sorting code for each caller.
#[must_use]
pub fn object(fields: impl IntoIterator<Item = (String, Value)>) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, value) in fields {
        object.insert(name, value);
    }
    object
}

fn parse(text: &[u8]) -> Result<Value, Error> {
    serde_json::from_slice(text)
}
