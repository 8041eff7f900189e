//! What a field holds.

/// The value of a field, not yet written as a reader expects it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Words.
    Text(String),
    /// Sanitised HTML, such as the rep's own signature.
    Html(String),
    /// A number.
    Number(Number),
    /// A share of a hundred.
    Percent(Number),
    /// An amount of a currency, by its ISO 4217 code.
    Money(Number, String),
    /// An amount whose currency the org does not say.
    Amount(Number),
    /// A day of a calendar.
    Day {
        /// The year.
        year: i32,
        /// The month, from 1.
        month: u32,
        /// The day, from 1.
        day: u32,
    },
}

impl FieldValue {
    /// A day in the form of Salesforce's answers, `2026-11-29`; whatever follows it is left out.
    #[must_use]
    pub fn day(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts
            .next()?
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))?;
        let day = parts
            .next()?
            .parse()
            .ok()
            .filter(|day| (1..=31).contains(day))?;
        Some(Self::Day { year, month, day })
    }
}

/// A decimal number, digit by digit as it was answered: no digit is lost to a float.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub(super) is_negative: bool,
    /// Before the point; at least one digit.
    pub(super) whole: String,
    /// Behind it.
    pub(super) fraction: String,
}

impl Number {
    /// A number as JSON writes it, without an exponent.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (is_negative, digits) = match text.trim().strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.trim()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 30 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let zeros = whole.trim_start_matches('0');
        Some(Self {
            is_negative,
            whole: if zeros.is_empty() { "0" } else { zeros }.to_owned(),
            fraction: fraction.to_owned(),
        })
    }
}
