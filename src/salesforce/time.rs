//! Salesforce's dates and times ("Valid Date and DateTime Formats", REST API Developer Guide).

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat};

use crate::ports::Millis;

/// `2026-11-22T08:58:25.000Z`.
pub fn datetime(at: Millis) -> String {
    DateTime::from_timestamp_millis(at.0)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// `2026-11-22`, the day in UTC.
pub fn date(at: Millis) -> String {
    DateTime::from_timestamp_millis(at.0)
        .unwrap_or_default()
        .date_naive()
        .to_string()
}

/// The moment of `2026-11-22T08:58:25.000+0000`.
pub fn parse_datetime(text: &str) -> Option<Millis> {
    DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%#z")
        .ok()
        .map(|at| Millis(at.timestamp_millis()))
}

/// A moment that lies on the day `2026-11-22` from Hawaii to New Zealand: 10:00 UTC.
pub fn parse_date(text: &str) -> Option<Millis> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    let ten = NaiveTime::from_hms_opt(10, 0, 0)?;
    Some(Millis(day.and_time(ten).and_utc().timestamp_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn salesforces_own_form_is_read() {
        let at = parse_datetime("2026-11-22T08:58:25.000+0000");
        assert_eq!(at, Some(Millis(1_795_337_905_000)));
        assert_eq!(at, parse_datetime("2026-11-22T09:58:25.000+0100"));
        assert_eq!(parse_date("2026-11-22"), Some(Millis(1_795_341_600_000)));
        assert_eq!(parse_datetime("2026-11-22"), None);
        assert_eq!(parse_date("22/11/2026"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(millis in 0i64..4_000_000_000_000) {
            let text = datetime(Millis(millis));
            prop_assert_eq!(parse_datetime(&text), Some(Millis(millis)));
        }

        #[test]
        fn nothing_makes_the_readers_fail(text in ".{0,30}") {
            let _ = (parse_datetime(&text), parse_date(&text));
        }
    }
}
