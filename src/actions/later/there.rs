//! The recipients' own time at the moment that the rep chose.

use serde::{Deserialize, Serialize};

use super::{Later, Wall};
use crate::base::{Millis, Zone};

/// A recipient, and the time zone of their address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonZone {
    /// Their name, else their address.
    pub name: String,
    /// The time zone.
    pub zone: Zone,
}

/// A time that some of the recipients have then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeThere {
    /// What their clock shows.
    pub wall: Wall,
    /// The time zone of the first of them.
    pub zone: Zone,
    /// The first of them.
    pub first: String,
    /// How many more there are.
    pub others: usize,
}

/// What the recipients' clocks show at the time that the rep chose, each time once, in the order of the recipients;
/// nothing of those who have the same time as the rep. `clock` reads the clock of a zone.
#[must_use]
pub fn times_there(
    later: &Later,
    people: &[PersonZone],
    clock: impl Fn(&Zone, Millis) -> Option<Wall>,
) -> Vec<TimeThere> {
    let here = clock(&later.zone, later.at);
    let mut times: Vec<TimeThere> = Vec::new();
    for PersonZone { name, zone } in people {
        let Some(wall) = clock(zone, later.at).filter(|wall| Some(*wall) != here) else {
            continue;
        };
        match times.iter_mut().find(|time| time.wall == wall) {
            Some(time) => time.others += 1,
            None => times.push(TimeThere {
                wall,
                zone: zone.clone(),
                first: name.clone(),
                others: 0,
            }),
        }
    }
    times
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::actions::SentBy;

    /// Hours east of Greenwich, as a zone's name: `Etc/+9`.
    fn clock(zone: &Zone, at: Millis) -> Option<Wall> {
        let hours: i64 = zone.as_str().strip_prefix("Etc/")?.parse().ok()?;
        Some(Wall::of(at, hours * 60))
    }

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn person(name: &str, zone_name: &str) -> PersonZone {
        PersonZone {
            name: name.into(),
            zone: zone(zone_name),
        }
    }

    #[test]
    fn each_other_time_is_told_once() {
        let wall = Wall::parse("2026-11-30T09:00").unwrap();
        let later = Later {
            at: wall.at(|_| Some(60)).unwrap(),
            zone: zone("Etc/+1"),
            by: SentBy::Browser,
        };
        let people = [
            person("Ada", "Etc/+0"),
            person("Same", "Etc/+1"),
            person("Grace", "Etc/-5"),
            person("Joan", "Etc/+0"),
            person("Nowhere", "Mars/Olympus"),
            person("Kiri", "Etc/+13"),
        ];
        let told: Vec<(String, String, usize)> = times_there(&later, &people, clock)
            .into_iter()
            .map(|time| (time.first, time.wall.text(), time.others))
            .collect();
        assert_eq!(
            told,
            [
                ("Ada".to_owned(), "2026-11-30T08:00".to_owned(), 1),
                ("Grace".into(), "2026-11-30T03:00".into(), 0),
                ("Kiri".into(), "2026-11-30T21:00".into(), 0),
            ]
        );
    }

    #[test]
    fn an_own_clock_that_is_unknown_hides_nothing() {
        let later = Later {
            at: Millis(0),
            zone: zone("Mars/Olympus"),
            by: SentBy::Browser,
        };
        let told = times_there(&later, &[person("Ada", "Etc/+0")], clock);
        assert_eq!(told.len(), 1);
    }
}
