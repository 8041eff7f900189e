//! Numbers, money and days as an org of this locale writes them (Unicode CLDR, the short forms).

use super::{FieldValue, Number};
use crate::mailbox::plain_text;

/// How a locale writes values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    decimal: char,
    group: char,
    day: DayForm,
    money: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayForm {
    /// `11/29/2026`
    MonthDayYear,
    /// `29/11/2026` with this between, in two digits or as few as there are.
    DayMonthYear { between: char, is_padded: bool },
    /// `2026/11/29`
    YearMonthDay(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Money {
    /// `€1.50`
    Before,
    /// `€ 1.50`
    BeforeWithGap,
    /// `1.50 €`
    After,
}

/// A blank at which no line breaks.
const NO_BREAK: char = '\u{a0}';

impl Style {
    /// The style of a locale as Salesforce names it: `de_DE`, `en_GB`, `pt-BR`. Others get that of `en_US`, with
    /// days that nobody misreads.
    #[must_use]
    pub fn of(locale: &str) -> Self {
        let locale = locale.replace('-', "_").to_ascii_lowercase();
        let (language, country) = locale.split_once('_').unwrap_or((&locale, ""));
        let dotted = DayForm::DayMonthYear {
            between: '.',
            is_padded: true,
        };
        let slashed = DayForm::DayMonthYear {
            between: '/',
            is_padded: true,
        };
        let style = |decimal, group, day, money| Self {
            decimal,
            group,
            day,
            money,
        };
        match (language, country) {
            ("en", "us" | "") => style('.', ',', DayForm::MonthDayYear, Money::Before),
            ("en", "ca") => style('.', ',', DayForm::YearMonthDay('-'), Money::Before),
            ("en", _) => style('.', ',', slashed, Money::Before),
            ("de", "ch" | "li") => style('.', '’', dotted, Money::BeforeWithGap),
            ("de", "at") => style(',', NO_BREAK, dotted, Money::BeforeWithGap),
            ("de", _) => style(',', '.', dotted, Money::After),
            ("fr", _) => style(',', '\u{202f}', slashed, Money::After),
            ("es", "mx") => style('.', ',', slashed, Money::Before),
            ("es", _) => style(
                ',',
                '.',
                DayForm::DayMonthYear {
                    between: '/',
                    is_padded: false,
                },
                Money::After,
            ),
            ("nl", _) => style(
                ',',
                '.',
                DayForm::DayMonthYear {
                    between: '-',
                    is_padded: true,
                },
                Money::BeforeWithGap,
            ),
            ("pt", "br") => style(',', '.', slashed, Money::BeforeWithGap),
            ("ja", _) => style('.', ',', DayForm::YearMonthDay('/'), Money::Before),
            _ => style('.', ',', DayForm::YearMonthDay('-'), Money::BeforeWithGap),
        }
    }

    /// The value as text.
    #[must_use]
    pub fn text(&self, value: &FieldValue) -> String {
        match value {
            FieldValue::Text(text) => text.clone(),
            FieldValue::Html(html) => plain_text(html),
            FieldValue::Number(number) => self.number(number),
            FieldValue::Percent(number) => match self.decimal {
                ',' => format!("{}{NO_BREAK}%", self.number(number)),
                _ => format!("{}%", self.number(number)),
            },
            FieldValue::Money(amount, currency) => self.money(amount, currency),
            FieldValue::Amount(amount) => self.number(&rounded(amount, 2)),
            FieldValue::Day { year, month, day } => match self.day {
                DayForm::MonthDayYear => format!("{month}/{day}/{year}"),
                DayForm::DayMonthYear {
                    between,
                    is_padded: true,
                } => format!("{day:02}{between}{month:02}{between}{year}"),
                DayForm::DayMonthYear {
                    between,
                    is_padded: false,
                } => format!("{day}{between}{month}{between}{year}"),
                DayForm::YearMonthDay(between) => {
                    format!("{year}{between}{month:02}{between}{day:02}")
                }
            },
        }
    }

    fn number(&self, number: &Number) -> String {
        let mut text = if number.is_negative { "-" } else { "" }.to_owned();
        for (at, digit) in number.whole.chars().enumerate() {
            if at > 0 && (number.whole.len() - at).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
        if !number.fraction.is_empty() {
            text.push(self.decimal);
            text.push_str(&number.fraction);
        }
        text
    }

    fn money(&self, amount: &Number, currency: &str) -> String {
        let (sign, places) = match currency {
            "EUR" => ("€", 2),
            "USD" => ("$", 2),
            "GBP" => ("£", 2),
            "BRL" => ("R$", 2),
            "JPY" => ("¥", 0),
            "KRW" | "VND" | "CLP" | "ISK" => (currency, 0),
            _ => (currency, 2),
        };
        let amount = self.number(&rounded(amount, places));
        let is_letters = sign.chars().all(|c| c.is_ascii_alphabetic());
        match self.money {
            Money::After => format!("{amount}{NO_BREAK}{sign}"),
            Money::Before if !is_letters => match amount.strip_prefix('-') {
                Some(amount) => format!("-{sign}{amount}"),
                None => format!("{sign}{amount}"),
            },
            Money::Before | Money::BeforeWithGap => format!("{sign}{NO_BREAK}{amount}"),
        }
    }
}

/// With so many digits behind the point, a half away from zero.
fn rounded(number: &Number, places: usize) -> Number {
    let mut digits: Vec<u8> = number
        .whole
        .bytes()
        .chain(number.fraction.bytes())
        .collect();
    let wanted = number.whole.len() + places;
    let rounds_up = digits.get(wanted).is_some_and(|next| *next >= b'5');
    digits.resize(wanted, b'0');
    if rounds_up {
        let mut at = digits.len();
        loop {
            let Some(digit) = at.checked_sub(1).and_then(|at| digits.get_mut(at)) else {
                digits.insert(0, b'1');
                break;
            };
            if *digit < b'9' {
                *digit += 1;
                break;
            }
            *digit = b'0';
            at -= 1;
        }
    }
    let fraction = digits.split_off(digits.len() - places);
    let text = |digits: Vec<u8>| digits.into_iter().map(char::from).collect();
    Number {
        is_negative: number.is_negative,
        whole: text(digits),
        fraction: text(fraction),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_the_locale_writes_them() {
        let number =
            |text| Number::read(text).unwrap_or_else(|| Number::read("0").unwrap_or(zero()));
        let money = |text, currency: &str| FieldValue::Money(number(text), currency.into());
        for (locale, value, text) in [
            (
                "en_US",
                FieldValue::Number(number("1234567.5")),
                "1,234,567.5",
            ),
            (
                "de_DE",
                FieldValue::Number(number("-1234567.50")),
                "-1.234.567,50",
            ),
            ("fr_FR", FieldValue::Number(number("1000")), "1\u{202f}000"),
            ("en_US", money("1234.5", "USD"), "$1,234.50"),
            ("en_US", money("-0.005", "USD"), "-$0.01"),
            ("en_GB", money("10", "CHF"), "CHF\u{a0}10.00"),
            ("de_DE", money("999.995", "EUR"), "1.000,00\u{a0}€"),
            ("nl_NL", money("5", "EUR"), "€\u{a0}5,00"),
            ("pt_BR", money("1234", "BRL"), "R$\u{a0}1.234,00"),
            ("ja_JP", money("1234.5", "JPY"), "¥1,235"),
            ("de_DE", FieldValue::Amount(number("1234.5")), "1.234,50"),
            ("de_DE", FieldValue::Percent(number("25")), "25\u{a0}%"),
            ("xx", FieldValue::Percent(number("25")), "25%"),
        ] {
            assert_eq!(Style::of(locale).text(&value), text, "{locale}");
        }
    }

    #[test]
    fn days_are_written_as_the_locale_writes_them() {
        let day =
            FieldValue::day("2026-03-09T00:00:00Z").unwrap_or(FieldValue::Text(String::new()));
        for (locale, text) in [
            ("en_US", "3/9/2026"),
            ("en_GB", "09/03/2026"),
            ("de_DE", "09.03.2026"),
            ("es_ES", "9/3/2026"),
            ("fr", "09/03/2026"),
            ("ja_JP", "2026/03/09"),
            ("nl-NL", "09-03-2026"),
            ("pt_BR", "09/03/2026"),
            ("sv_SE", "2026-03-09"),
        ] {
            assert_eq!(Style::of(locale).text(&day), text, "{locale}");
        }
        assert_eq!(FieldValue::day("2026-13-01"), None);
        assert_eq!(FieldValue::day("soon"), None);
    }

    #[test]
    fn a_number_keeps_its_digits() {
        let plain = |text| Number::read(text).map(|number| Style::of("en_US").number(&number));
        assert_eq!(plain("007").as_deref(), Some("7"));
        assert_eq!(plain("0.10").as_deref(), Some("0.10"));
        for none in ["", "-", "1e5", "1,5", ".5", "x"] {
            assert_eq!(plain(none), None, "{none}");
        }
    }

    fn zero() -> Number {
        Number {
            is_negative: false,
            whole: "0".into(),
            fraction: String::new(),
        }
    }
}
