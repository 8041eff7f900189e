//! Salesforce's dates and times ("Valid Date and DateTime Formats", REST API Developer Guide).

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, SecondsFormat, Timelike, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

const NOON: Duration = Duration::from_secs(12 * 60 * 60);

/// So many times 24 hours.
#[must_use]
pub const fn days(n: u64) -> Duration {
    Duration::from_secs(n * 24 * 60 * 60)
}

/// A moment, in milliseconds since the Unix epoch.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Millis(pub i64);

impl Millis {
    /// This moment plus `span`, saturating.
    #[must_use]
    pub fn after(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// This moment minus `span`, saturating.
    #[must_use]
    pub fn before(self, span: Duration) -> Self {
        let span = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(span))
    }

    /// How long ago `earlier` was; zero when it lies in the future.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// A calendar day, as `2026-11-22`: what a date field holds, in nobody's time zone.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NaiveDate);

/// The text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day such as 2026-11-22")]
pub struct InvalidDay;

impl Day {
    /// The day of `2026-11-22`: four, two and two digits.
    ///
    /// # Errors
    /// [`InvalidDay`] for anything else.
    pub fn parse(text: &str) -> Result<Self, InvalidDay> {
        day(text).map(Self).ok_or(InvalidDay)
    }

    /// The day so many days later; the last day there is, where that is past it.
    #[must_use]
    pub fn later(self, days: u16) -> Self {
        let later = self.0.checked_add_days(Days::new(days.into()));
        Self(later.unwrap_or(NaiveDate::MAX))
    }

    /// The day so many days earlier; the first day there is, where that is before it.
    #[must_use]
    pub fn earlier(self, days: u16) -> Self {
        let earlier = self.0.checked_sub_days(Days::new(days.into()));
        Self(earlier.unwrap_or(NaiveDate::MIN))
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The first moment of the day in UTC, for an interface that takes moments alone. It has to be used with that
    /// time zone.
    #[must_use]
    pub fn at_greenwich(self) -> Millis {
        let midnight = self.0.and_time(NaiveTime::MIN).and_utc();
        Millis(midnight.timestamp_millis())
    }

    /// The middle of the day in UTC, which is the same day nearly everywhere: for a field that holds a moment.
    #[must_use]
    pub fn noon_at_greenwich(self) -> Millis {
        self.at_greenwich().after(NOON)
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// How many days later `other` is; negative where it is earlier.
    #[must_use]
    pub fn days_to(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// How many whole months later `other` is: from the 31st to the 30th is none.
    #[must_use]
    pub fn months_to(self, other: Self) -> i64 {
        if other.0 < self.0 {
            return -other.months_to(self);
        }
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
        let begun = months(other.0) - months(self.0);
        begun - i64::from(other.0.day() < self.0.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for Day {
    type Error = InvalidDay;
    fn try_from(text: String) -> Result<Self, InvalidDay> {
        Self::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

/// `2026-11-22T08:58:25.000Z`.
pub fn datetime(at: Millis) -> String {
    DateTime::from_timestamp_millis(at.0)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The months in headers of HTTP.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `Sun, 22 Nov 2026 08:58:25 GMT`, as headers of HTTP have it.
pub fn http_date(at: Millis) -> String {
    let at = DateTime::from_timestamp_millis(at.0).unwrap_or_default();
    let month = MONTHS.get(at.month0() as usize).unwrap_or(&"Jan");
    let (weekday, day, year) = (at.weekday(), at.day(), at.year());
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// The moment of `2026-11-22T08:58:25.000+0000`.
pub fn parse_datetime(text: &str) -> Option<Millis> {
    let (date, rest) = text.split_once('T')?;
    let (time, zone) = rest.split_at_checked(rest.find(['Z', '+', '-'])?)?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "000"));
    let (hour, rest) = clock.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    let time = NaiveTime::from_hms_milli_opt(
        digits(hour, 2)?,
        digits(minute, 2)?,
        digits(second, 2)?,
        digits(fraction.get(..3)?, 3)?,
    )?;
    let there = day(date)?.and_time(time).and_utc().timestamp_millis();
    Some(Millis(there - minutes_east(zone)? * 60_000))
}

/// The moment of an answer's header Date: `Sun, 22 Nov 2026 08:58:25 GMT`.
pub fn parse_http_date(text: &str) -> Option<Millis> {
    let mut parts = text.split_ascii_whitespace().skip(1);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (clock, "GMT") = (parts.next()?, parts.next()?) else {
        return None;
    };
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    parse_datetime(&format!("{year}-{month:02}-{day}T{clock}Z"))
}

/// `Z`, `+0100` or `+01:00`.
fn minutes_east(zone: &str) -> Option<i64> {
    let sign = match zone.get(..1)? {
        "Z" if zone.len() == 1 => return Some(0),
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let offset = zone.get(1..)?.replace(':', "");
    let (hours, minutes) = offset.split_at_checked(2)?;
    Some(sign * (digits::<i64>(hours, 2)? * 60 + digits::<i64>(minutes, 2)?))
}

fn day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)
}

/// The number of exactly so many digits. chrono's reader of any pattern would be 20 kB of every module.
fn digits<T: FromStr>(text: &str, count: usize) -> Option<T> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
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
        assert_eq!(parse_datetime("2026-11-22"), None);
    }

    #[test]
    fn the_date_of_an_answer_is_read() {
        let at = parse_http_date("Sun, 22 Nov 2026 08:58:25 GMT");
        assert_eq!(at, Some(Millis(1_795_337_905_000)));
        for wrong in [
            "",
            "Sun, 22 ovD 2026 08:58:25 GMT",
            "22 Nov 2026",
            "Sun, 22 Nov 2026 08:58:25 CET",
        ] {
            assert_eq!(parse_http_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_is_what_a_date_field_holds() {
        let text = "2026-11-22";
        assert_eq!(Day::parse(text).map(String::from).as_deref(), Ok(text));
        for text in [
            "2026-2-3",
            "2026-02-30",
            "+12026-01-01",
            "22-11-2026",
            "",
            "2026-11-22T10:00:00Z",
        ] {
            assert_eq!(Day::parse(text), Err(InvalidDay), "{text}");
        }
        let later = Day::parse("2026-12-31").map(|day| day.later(1).to_string());
        assert_eq!(later.as_deref(), Ok("2027-01-01"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(millis in 0i64..4_000_000_000_000) {
            let text = datetime(Millis(millis));
            prop_assert_eq!(parse_datetime(&text), Some(Millis(millis)));
        }

        #[test]
        fn nothing_makes_the_readers_fail(text in ".{0,30}") {
            let _ = (parse_datetime(&text), Day::parse(&text));
        }
    }
}
