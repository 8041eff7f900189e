//! The places that somebody has in sales campaigns at a time: one, or as many as the policy allows. Each is a key that
//! is unique in the org, so that two browsers or two reps never take the same one.

use serde::{Deserialize, Serialize};

use crate::base::RecordId;
use crate::salesforce::Schema;
use crate::settings::{MOST_CAMPAIGNS_PER_PERSON as MOST_PLACES, Settings};

/// A place of somebody's that is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenPlace {
    /// The lead or contact.
    pub person: RecordId,
    /// Which of them, from 1.
    pub place: u8,
}

/// The key of a place: the first is the person's id alone.
#[must_use]
pub fn key_of_place(person: &RecordId, place: u8) -> String {
    match place {
        0 | 1 => person.to_string(),
        place => format!("{person}-{place}"),
    }
}

/// Which place of somebody's has this key.
#[must_use]
pub fn place_of(person: &RecordId, key: &str) -> Option<u8> {
    (1..=MOST_PLACES).find(|place| key_of_place(person, *place) == key)
}

/// The first place that is free; `None` where as many are taken as somebody may have.
#[must_use]
pub fn free_place(taken: &[u8], most: u8) -> Option<u8> {
    let all = taken.len() >= usize::from(most);
    let mut places = 1..=most;
    places.find(|place| !all && !taken.contains(place))
}

/// In how many campaigns somebody may be at a time, in this org.
#[must_use]
pub fn most_places(settings: &Settings, schema: &Schema) -> u8 {
    let allowed = u8::try_from(settings.campaigns_per_person).unwrap_or(1);
    match schema.several_campaigns {
        true => allowed.clamp(1, MOST_PLACES),
        false => 1,
    }
}
