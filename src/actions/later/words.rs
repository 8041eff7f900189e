//! A time in words: "tomorrow 9:00", "maandag 9 uur", "in 3 days", "来週の火曜日14時半".

use std::time::Duration;

use super::languages::words;
use super::meaning::Meaning;
use super::wall::{MORNING, Wall, minute_of};
use crate::base::{Day, Language};

/// Minutes after midnight.
const NOON: u16 = 12 * 60;
const AFTERNOON: u16 = 14 * 60;
const EVENING: u16 = 18 * 60;
/// The furthest number of minutes, hours, days or weeks ahead that is understood.
const MOST: u32 = 1_000;

/// A part of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number(u32),
    Mark(char),
    Word(Meaning),
}

/// What was understood so far.
#[derive(Default)]
struct Read {
    /// From now.
    span: Option<Duration>,
    day: Option<On>,
    minute: Option<u16>,
    part: Option<Meaning>,
    next_week: bool,
}

#[derive(Clone, Copy)]
enum On {
    In(u32),
    Weekday(u16),
    Date(Day),
}

/// What the clock will show at the time that a text names, where it shows `now`; `None` where not all of the text is
/// understood. A day alone is its morning; a time alone is the next one.
#[must_use]
pub fn wall_of(text: &str, language: Language, now: Wall) -> Option<Wall> {
    let tokens = tokens(text, language)?;
    let mut read = Read::default();
    let mut rest = &tokens[..];
    while !rest.is_empty() {
        rest = read.take(rest)?;
    }
    read.wall(now)
}

impl Read {
    /// Takes what the tokens begin with; the rest of them.
    fn take<'a>(&mut self, tokens: &'a [Token]) -> Option<&'a [Token]> {
        use Meaning::{
            Afternoon, Am, Day, Evening, Fill, FromNow, In, Morning, Next, NextWeek, Noon, Pm,
            Weekday,
        };
        use Token::{Mark, Number, Word};
        match tokens {
            [Word(Fill), rest @ ..] => Some(rest),
            [Word(In), Number(count), Word(unit), rest @ ..]
            | [Number(count), Word(unit), Word(FromNow), rest @ ..] => {
                self.take_span(*count, *unit)?;
                Some(rest)
            }
            [Word(Day(days)), rest @ ..] => {
                once(&mut self.day, On::In((*days).into()))?;
                Some(rest)
            }
            [Word(Weekday(day)), rest @ ..] => {
                once(&mut self.day, On::Weekday(*day))?;
                Some(rest)
            }
            [
                Number(year),
                Mark('-'),
                Number(month),
                Mark('-'),
                Number(day),
                rest @ ..,
            ] => {
                let date = format!("{year:04}-{month:02}-{day:02}");
                once(
                    &mut self.day,
                    On::Date(crate::base::Day::parse(&date).ok()?),
                )?;
                Some(rest)
            }
            [Word(Next | NextWeek), rest @ ..] => {
                let weekday = |token: &Token| matches!(token, Word(Weekday(_)));
                let known = matches!(self.day, Some(On::Weekday(_))) || rest.iter().any(weekday);
                let alone = matches!(tokens, [Word(NextWeek), ..]);
                self.next_week = known || alone;
                self.next_week.then_some(rest)
            }
            [
                Word(part @ (Morning | Noon | Afternoon | Evening | Am | Pm)),
                rest @ ..,
            ] => {
                once(&mut self.part, *part)?;
                Some(rest)
            }
            _ => {
                let (minute, rest) = time(tokens)?;
                once(&mut self.minute, minute)?;
                Some(rest)
            }
        }
    }

    fn take_span(&mut self, count: u32, unit: Meaning) -> Option<()> {
        let minutes = |count: u32| Duration::from_secs(60 * u64::from(count));
        if count > MOST {
            return None;
        }
        match unit {
            Meaning::Minutes => once(&mut self.span, minutes(count)),
            Meaning::Hour => once(&mut self.span, minutes(60 * count)),
            Meaning::Days => once(&mut self.day, On::In(count)),
            Meaning::Weeks => once(&mut self.day, On::In(7 * count)),
            _ => None,
        }
    }

    fn wall(self, now: Wall) -> Option<Wall> {
        if let Some(span) = self.span {
            let alone = self.day.is_none() && self.minute.is_none() && self.part.is_none();
            return (alone && !self.next_week).then(|| now.later(span));
        }
        let minute = match (self.minute, self.part) {
            (Some(minute), part) => Some(of_part(minute, part)?),
            (None, part) => part.map(alone),
        };
        let to_monday = 7 - now.weekday();
        let ahead = |days: u32| Some(now.day.later(u16::try_from(days).ok()?));
        let day = match self.day {
            Some(On::Date(day)) => Some(day),
            Some(On::In(days)) => Some(ahead(days)?),
            Some(On::Weekday(day)) if self.next_week => Some(now.day.later(to_monday + day)),
            Some(On::Weekday(day)) => {
                let days = (day + to_monday) % 7;
                Some(now.day.later(if days == 0 { 7 } else { days }))
            }
            None if self.next_week => Some(now.day.later(to_monday)),
            None => None,
        };
        Some(match (day, minute) {
            (Some(day), minute) => Wall {
                day,
                minute: minute.unwrap_or(MORNING),
            },
            (None, Some(minute)) if minute > now.minute => Wall { minute, ..now },
            (None, Some(minute)) => Wall {
                day: now.day.later(1),
                minute,
            },
            (None, None) => return None,
        })
    }
}

/// A time that the tokens begin with, in minutes after midnight, and the rest of them.
fn time(tokens: &[Token]) -> Option<(u16, &[Token])> {
    use Meaning::{Half, Hour, Minutes};
    use Token::{Mark, Number, Word};
    let (hours, minutes, rest) = match tokens {
        [
            Number(hours),
            Mark(':' | '.'),
            Number(minutes),
            Word(Hour),
            rest @ ..,
        ]
        | [
            Number(hours),
            Word(Hour),
            Number(minutes),
            Word(Minutes),
            rest @ ..,
        ]
        | [Number(hours), Mark(':' | '.'), Number(minutes), rest @ ..]
        | [Number(hours), Word(Hour), Number(minutes), rest @ ..] => (hours, *minutes, rest),
        [Number(hours), Word(Hour), Word(Half), rest @ ..]
        | [Number(hours), Word(Half), rest @ ..] => (hours, 30, rest),
        [Number(hours), Word(Hour), rest @ ..] | [Number(hours), rest @ ..] => (hours, 0, rest),
        _ => return None,
    };
    let number = |number: u32| u16::try_from(number).ok();
    Some((minute_of(number(*hours)?, number(minutes)?)?, rest))
}

/// A time within a part of the day: 8 in the evening is 20.
const fn of_part(minute: u16, part: Option<Meaning>) -> Option<u16> {
    let by_twelve = minute < NOON + 60;
    match part {
        Some(Meaning::Am) if !by_twelve => None,
        Some(Meaning::Am) => Some(minute % NOON),
        Some(Meaning::Pm | Meaning::Afternoon | Meaning::Evening) if by_twelve => {
            Some(minute % NOON + NOON)
        }
        _ => Some(minute),
    }
}

/// The time of a part of the day that is named without one.
const fn alone(part: Meaning) -> u16 {
    match part {
        Meaning::Noon => NOON,
        Meaning::Afternoon | Meaning::Pm => AFTERNOON,
        Meaning::Evening => EVENING,
        _ => MORNING,
    }
}

/// Nothing is said twice.
fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

/// The parts of a text; `None` where one is not known.
fn tokens(text: &str, language: Language) -> Option<Vec<Token>> {
    let text: String = text.to_lowercase().chars().map(half_width).collect();
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let after;
        (tokens, after) = match first {
            '0'..='9' => {
                let digits = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                let (digits, after) = rest.split_at_checked(digits)?;
                (with(tokens, Token::Number(digits.parse().ok()?)), after)
            }
            ':' | '.' | '-' => (with(tokens, Token::Mark(first)), rest.get(1..)?),
            ',' => (tokens, rest.get(1..)?),
            _ => {
                let known = words(language).iter();
                let known = known.filter(|(word, _)| rest.starts_with(word));
                let (word, meaning) = known.max_by_key(|(word, _)| word.len())?;
                let token = match meaning {
                    Meaning::One => Token::Number(1),
                    meaning => Token::Word(*meaning),
                };
                (with(tokens, token), rest.strip_prefix(word)?)
            }
        };
        rest = after.trim_start();
    }
    Some(tokens)
}

fn with(mut tokens: Vec<Token>, token: Token) -> Vec<Token> {
    tokens.push(token);
    tokens
}

/// Digits and marks as a Japanese keyboard may write them, in their common form.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '：' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '’' => '\'',
        '\u{3000}' => ' ',
        c => c,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use Language::{De, En, Es, Fr, Ja, Nl, PtBr};
    use proptest::prelude::*;

    /// A Wednesday.
    const NOW: &str = "2026-12-02T10:30";

    fn read(language: Language, text: &str) -> Option<String> {
        wall_of(text, language, Wall::parse(NOW).unwrap()).map(Wall::text)
    }

    #[test]
    fn each_language_says_it_in_its_own_words() {
        let cases: &[(Language, &str, &str)] = &[
            (En, "tomorrow 9:00", "2026-12-03T09:00"),
            (En, "Tomorrow morning", "2026-12-03T09:00"),
            (En, "in 3 days", "2026-12-05T09:00"),
            (En, "in 2 hours", "2026-12-02T12:30"),
            (En, "an hour from now", "2026-12-02T11:30"),
            (En, "next Tuesday 14:30", "2026-12-08T14:30"),
            (En, "Tuesday at 2.30 pm", "2026-12-08T14:30"),
            (En, "next Friday", "2026-12-11T09:00"),
            (En, "Friday", "2026-12-04T09:00"),
            (En, "Wednesday", "2026-12-09T09:00"),
            (En, "next week", "2026-12-07T09:00"),
            (En, "9am", "2026-12-03T09:00"),
            (En, "12 pm", "2026-12-02T12:00"),
            (En, "tomorrow evening at 8", "2026-12-03T20:00"),
            (En, "2026-12-24 7:15", "2026-12-24T07:15"),
            (De, "morgen 9 Uhr", "2026-12-03T09:00"),
            (De, "morgen früh um 8:15 Uhr", "2026-12-03T08:15"),
            (De, "am Montag um 9 Uhr 30", "2026-12-07T09:30"),
            (De, "Donnerstagabend", "2026-12-03T18:00"),
            (De, "in einer Woche", "2026-12-09T09:00"),
            (De, "nächsten Dienstag 14.30 Uhr", "2026-12-08T14:30"),
            (Nl, "maandag 9 uur", "2026-12-07T09:00"),
            (Nl, "morgenochtend", "2026-12-03T09:00"),
            (Nl, "over 3 dagen", "2026-12-05T09:00"),
            (Nl, "over 2 uur", "2026-12-02T12:30"),
            (Nl, "volgende week dinsdag om 14.30 uur", "2026-12-08T14:30"),
            (Nl, "vrijdagmiddag", "2026-12-04T14:00"),
            (Fr, "demain à 9h30", "2026-12-03T09:30"),
            (Fr, "lundi matin", "2026-12-07T09:00"),
            (Fr, "dans 3 jours", "2026-12-05T09:00"),
            (Fr, "mardi prochain à 14 h 30", "2026-12-08T14:30"),
            (Fr, "après-demain après-midi", "2026-12-04T14:00"),
            (Es, "mañana a las 9", "2026-12-03T09:00"),
            (Es, "mañana por la mañana", "2026-12-03T09:00"),
            (Es, "el lunes a las 9 y media", "2026-12-07T09:30"),
            (Es, "dentro de 3 días", "2026-12-05T09:00"),
            (
                Es,
                "el martes que viene a las 8 de la tarde",
                "2026-12-08T20:00",
            ),
            (PtBr, "amanhã às 9h", "2026-12-03T09:00"),
            (PtBr, "segunda-feira de manhã", "2026-12-07T09:00"),
            (PtBr, "daqui a 3 dias", "2026-12-05T09:00"),
            (PtBr, "próxima terça às 14:30", "2026-12-08T14:30"),
            (Ja, "明日9時", "2026-12-03T09:00"),
            (Ja, "来週の火曜日１４：３０", "2026-12-08T14:30"),
            (Ja, "月曜の午後3時半", "2026-12-07T15:30"),
            (Ja, "3日後", "2026-12-05T09:00"),
            (Ja, "2時間後", "2026-12-02T12:30"),
            (Ja, "明日の朝", "2026-12-03T09:00"),
        ];
        for (language, text, expected) in cases {
            assert_eq!(
                read(*language, text).as_deref(),
                Some(*expected),
                "{language:?} {text}"
            );
        }
    }

    #[test]
    fn what_is_not_understood_as_a_whole_is_no_time() {
        let texts = [
            "",
            "soon",
            "tomorrow tomorrow",
            "9 10",
            "25:00",
            "9:60",
            "next",
            "in 3",
            "3 days",
            "in 3 hours tomorrow",
            "tomorrow and Friday",
            "15 am",
            "in 99999 days",
            "99999999999999999999",
            "2026-02-30",
            "tomorrow 9:00 please",
        ];
        for text in texts {
            assert_eq!(read(En, text), None, "{text}");
        }
    }

    fn language() -> impl Strategy<Value = Language> {
        proptest::sample::select(Language::ALL.to_vec())
    }

    proptest! {
        #[test]
        fn every_time_of_every_day_of_the_week_is_read(
            language in language(), day in 0u16..7, hour in 0u16..24, minute in 0u16..60,
        ) {
            let now = Wall::parse(NOW).unwrap();
            let named = |(_, meaning): &&(&str, Meaning)| *meaning == Meaning::Weekday(day);
            for (name, _) in words(language).iter().filter(named) {
                let read = wall_of(&format!("{name} {hour}:{minute:02}"), language, now).unwrap();
                prop_assert_eq!((read.weekday(), read.minute), (day, hour * 60 + minute));
                let ahead = now.day.days_to(read.day);
                prop_assert!((1..=7).contains(&ahead), "{name}: {ahead}");
            }
        }

        #[test]
        fn nothing_makes_it_fail(language in language(), text in ".{0,30}") {
            let _ = read(language, &text);
        }

        #[test]
        fn no_order_of_its_own_words_makes_it_fail_nor_leads_back(
            language in language(),
            picks in proptest::collection::vec((any::<proptest::sample::Index>(), 0u32..100), 0..6),
        ) {
            let all = words(language);
            let text: Vec<String> = picks
                .iter()
                .map(|(at, number)| format!("{} {number}", at.get(all).0))
                .collect();
            let now = Wall::parse(NOW).unwrap();
            if let Some(read) = wall_of(&text.join(" "), language, now) {
                prop_assert!(read.day >= now.day);
            }
        }
    }
}
