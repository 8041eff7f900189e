//! The time zone of a postal address: by its postal code, its state or its country, whichever decides. Where none
//! does, none is named: a wrong hour is worse than no hour.

mod tables;

use serde_json::{Map, Value};

use self::tables::Country;
use crate::base::Zone;

/// The parts of an address that tell where it is, as somebody wrote them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The country's code in ISO 3166; only orgs with country picklists have it.
    pub country_code: &'a str,
    /// The country's name.
    pub country: &'a str,
    /// The state's code; only orgs with state picklists have it.
    pub state_code: &'a str,
    /// The state's or province's name, or its code.
    pub state: &'a str,
    /// The postal code.
    pub postal_code: &'a str,
}

impl<'a> Place<'a> {
    /// Reads a compound address field ("Address Compound Fields", Object Reference).
    pub fn read(address: &'a Map<String, Value>) -> Self {
        let part = |name: &str| {
            address
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        Self {
            country_code: part("countryCode"),
            country: part("country"),
            state_code: part("stateCode"),
            state: part("state"),
            postal_code: part("postalCode"),
        }
    }

    /// Its time zone; `None` where the address does not tell.
    pub fn zone(&self) -> Option<Zone> {
        let country = Country::find(self.country_code).or_else(|| Country::find(self.country))?;
        // A few places keep another time than their state: their postal codes come first.
        let zone = country
            .by_postal_code(self.postal_code)
            .or_else(|| country.by_state(self.state_code))
            .or_else(|| country.by_state(self.state))
            .unwrap_or(country.zone);
        Zone::parse(zone.name()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Country, state, postal code, and the zone; empty where nobody can tell.
    const PLACES: &[[&str; 4]] = &[
        // One zone in the whole country, by each of its names.
        ["GB", "", "", "Europe/London"],
        ["United Kingdom", "London", "SW1A 1AA", "Europe/London"],
        ["uk", "", "", "Europe/London"],
        ["Scotland", "", "", "Europe/London"],
        ["Netherlands", "", "1012 AB", "Europe/Amsterdam"],
        [" the netherlands ", "", "", "Europe/Amsterdam"],
        ["Germany", "Bayern", "80331", "Europe/Berlin"],
        ["France", "", "75001", "Europe/Paris"],
        ["Czech Republic", "", "", "Europe/Prague"],
        ["Korea, Republic of", "", "", "Asia/Seoul"],
        ["Viet Nam", "", "", "Asia/Ho_Chi_Minh"],
        ["Cote d'Ivoire", "", "", "Africa/Abidjan"],
        ["Côte d'Ivoire", "", "", "Africa/Abidjan"],
        ["India", "KA", "560001", "Asia/Kolkata"],
        ["Japan", "", "", "Asia/Tokyo"],
        ["China", "Shanghai", "", "Asia/Shanghai"],
        ["Singapore", "", "", "Asia/Singapore"],
        ["United Arab Emirates", "", "", "Asia/Dubai"],
        ["South Africa", "", "", "Africa/Johannesburg"],
        ["Argentina", "", "", "America/Argentina/Buenos_Aires"],
        ["New Zealand", "", "1010", "Pacific/Auckland"],
        ["New Zealand", "", "8942", "Pacific/Chatham"],
        // Where the state decides.
        ["US", "CA", "", "America/Los_Angeles"],
        [
            "United States",
            "California",
            "94105",
            "America/Los_Angeles",
        ],
        ["USA", "new york", "10001", "America/New_York"],
        ["U.S.A.", "AZ", "85001", "America/Phoenix"],
        ["US", "AZ", "86515", ""],
        ["US", "HI", "", "Pacific/Honolulu"],
        ["US", "DC", "", "America/New_York"],
        ["Canada", "Quebec", "H2X 1Y4", "America/Toronto"],
        ["Canada", "QC", "G4T 1A1", "America/Halifax"],
        ["Canada", "NL", "A1B 3X5", "America/St_Johns"],
        ["Canada", "NL", "", ""],
        ["AU", "NSW", "2000", "Australia/Sydney"],
        ["AU", "NSW", "2880", "Australia/Broken_Hill"],
        ["Australia", "Queensland", "", "Australia/Brisbane"],
        ["Brazil", "SP", "", "America/Sao_Paulo"],
        ["Brazil", "São Paulo", "", "America/Sao_Paulo"],
        ["Brasil", "Sao Paulo", "", "America/Sao_Paulo"],
        ["Brazil", "AM", "69005-010", "America/Manaus"],
        ["Brazil", "AM", "", ""],
        ["Mexico", "Nuevo León", "", "America/Monterrey"],
        ["Mexico", "Jalisco", "", "America/Mexico_City"],
        ["Mexico", "CH", "", ""],
        ["Russian Federation", "Moscow", "", "Europe/Moscow"],
        ["Russia", "Novosibirsk Oblast", "", "Asia/Novosibirsk"],
        // Where the state is in two zones, the postal code may decide.
        ["United States", "TX", "78701", "America/Chicago"],
        ["United States", "TX", "79901", "America/Denver"],
        ["United States", "TX", "79839", ""],
        ["United States", "TX", "", ""],
        ["United States", "FL", "33101-1234", "America/New_York"],
        ["United States", "FL", "32501", "America/Chicago"],
        ["United States", "FL", "", ""],
        ["Canada", "ON", "M5V 2T6", "America/Toronto"],
        ["Canada", "ON", "", ""],
        ["Canada", "BC", "v6b 1a1", "America/Vancouver"],
        ["Spain", "", "28001", "Europe/Madrid"],
        ["Spain", "Las Palmas", "35001", "Atlantic/Canary"],
        ["Spain", "", "", ""],
        ["Portugal", "", "1000-001", "Europe/Lisbon"],
        ["Portugal", "", "9500-001", "Atlantic/Azores"],
        ["Portugal", "", "", ""],
        // Where nothing decides.
        ["US", "", "", ""],
        ["United States", "Kalifornien", "", ""],
        ["Russia", "", "", ""],
        ["Indonesia", "Bali", "", ""],
        ["", "CA", "94105", ""],
        ["Atlantis", "", "", ""],
        ["-", "-", "-", ""],
    ];

    #[test]
    fn places_have_the_zone_of_their_people_or_none() {
        for [country, state, postal_code, zone] in PLACES {
            let place = Place {
                country,
                state,
                postal_code,
                ..Place::default()
            };
            let found = place.zone().map(String::from).unwrap_or_default();
            assert_eq!(found, *zone, "{country}, {state}, {postal_code}");
        }
    }

    #[test]
    fn codes_of_picklists_count_before_names() {
        let place = Place {
            country_code: "US",
            country: "Verenigde Staten",
            state_code: "IL",
            state: "Illinois",
            postal_code: "60601",
        };
        let zone = place.zone().map(String::from);
        assert_eq!(zone.as_deref(), Some("America/Chicago"));
    }
}
