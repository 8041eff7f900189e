//! What is about to go stays drawn as it was: the rep may be looking at it, or its own last change is still shown.

use leptos::prelude::*;

/// What `find` finds; where it finds nothing any more, what it found last.
pub fn last_known<T>(find: impl Fn() -> Option<T> + Send + Sync + 'static) -> Memo<Option<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |before: Option<&Option<T>>| find().or_else(|| before.cloned().flatten()))
}

/// The same, for a row of a list, which is drawn only where it is there at first.
pub fn last_known_row<T>(find: impl Fn() -> Option<T> + Send + Sync + 'static) -> Option<Memo<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let first = untrack(&find)?;
    Some(Memo::new(move |before: Option<&T>| {
        let found = find().or_else(|| before.cloned());
        found.unwrap_or_else(|| first.clone())
    }))
}
