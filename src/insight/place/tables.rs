//! The tables of countries, states and postal codes. Their zones are those of the tz database (`zone.tab`), their
//! names those of Salesforce's standard picklists in English, and others that people write.

/// A line each: code, zone, names. The zone is `-` where a state or a postal code has to decide.
const COUNTRIES: &str = include_str!("countries.tsv");
/// A line each: country, zone, code and names. States that lie in two zones are left out, but for those where only
/// some thousand people keep another time.
const STATES: &str = include_str!("states.tsv");
/// A line each: country, the beginning of a code or the first and last of several, zone. The zone is `-` for a
/// region where nothing decides.
const POSTAL_CODES: &str = include_str!("postal-codes.tsv");

/// A zone of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ZoneOf(&'static str);

impl ZoneOf {
    /// Its name; `None` where several zones are possible.
    pub fn name(self) -> Option<&'static str> {
        (self.0 != "-").then_some(self.0)
    }
}

/// A country of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Country {
    code: &'static str,
    /// The zone of the whole country.
    pub zone: ZoneOf,
}

impl Country {
    /// The country with this code or name.
    pub fn find(name: &str) -> Option<Self> {
        let mut lines = lines(COUNTRIES);
        let (code, zone, _) =
            lines.find(|(code, _, names)| is_one_of(name, code) || is_one_of(name, names))?;
        Some(Self {
            code,
            zone: ZoneOf(zone),
        })
    }

    /// The zone of a state, by its code or name.
    pub fn by_state(self, state: &str) -> Option<ZoneOf> {
        let mut lines = lines(STATES).filter(|(country, _, _)| *country == self.code);
        let (_, zone, _) = lines.find(|(_, _, names)| is_one_of(state, names))?;
        Some(ZoneOf(zone))
    }

    /// The zone of a postal code; `None` where the table does not have it.
    pub fn by_postal_code(self, postal_code: &str) -> Option<ZoneOf> {
        let code = plain(postal_code);
        let mut lines = lines(POSTAL_CODES).filter(|(country, _, _)| *country == self.code);
        let (_, _, zone) = lines.find(|line| {
            let codes = line.1;
            let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
            let (first, last) = (plain(first), plain(last));
            code.get(..first.len())
                .is_some_and(|beginning| (&*first..=&*last).contains(&beginning))
        })?;
        Some(ZoneOf(zone))
    }
}

fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    table.lines().filter_map(|line| {
        let (first, rest) = line.split_once('\t')?;
        let (second, third) = rest.split_once('\t')?;
        Some((first, second, third))
    })
}

fn is_one_of(name: &str, names: &str) -> bool {
    let name = plain(name);
    !name.is_empty() && names.split('|').any(|known| plain(known) == name)
}

/// Letters and digits only, in lower case: people write "U.S.A." and "1012 AB".
fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Zone;
    use std::collections::HashSet;

    #[test]
    fn every_line_is_whole() {
        for table in [COUNTRIES, STATES, POSTAL_CODES] {
            for line in table.lines() {
                let parts: Vec<&str> = line.split('\t').collect();
                assert_eq!(parts.len(), 3, "{line}");
                assert!(parts.iter().all(|part| !part.is_empty()), "{line}");
            }
        }
    }

    #[test]
    fn no_name_stands_for_two_countries() {
        let mut seen = HashSet::new();
        for (code, zone, names) in lines(COUNTRIES) {
            for name in std::iter::once(code).chain(names.split('|')) {
                assert!(seen.insert(plain(name)), "{name}");
            }
            assert!(zone == "-" || Zone::parse(zone).is_ok(), "{zone}");
        }
    }

    #[test]
    fn states_and_postal_codes_are_of_countries_in_the_table() {
        let tables = lines(STATES).chain(lines(POSTAL_CODES));
        for (country, ..) in tables {
            assert!(Country::find(country).is_some(), "{country}");
        }
    }
}
