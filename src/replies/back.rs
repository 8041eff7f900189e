//! The day on which somebody who is away says to be back.

use super::phrases::normal;
use crate::base::Day;

/// The months in six languages; a beginning of at least three letters is as good, where the first of each list
/// says so. January first.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "januar", "jänner", "enero", "janvier", "januari", "janeiro", "jan",
    ],
    &[
        "february",
        "februar",
        "febrero",
        "février",
        "fevrier",
        "februari",
        "fevereiro",
        "feb",
    ],
    &[
        "march", "märz", "maerz", "marzo", "mars", "maart", "março", "marco", "mar", "mrz",
    ],
    &["april", "abril", "avril", "apr", "abr"],
    &["may", "mai", "mayo", "mei", "maio"],
    &["june", "juni", "junio", "juin", "junho", "jun"],
    &["july", "juli", "julio", "juillet", "julho", "jul"],
    &["august", "agosto", "août", "aout", "augustus", "aug", "ago"],
    &[
        "september",
        "septiembre",
        "septembre",
        "setembro",
        "sept",
        "sep",
        "set",
    ],
    &[
        "october", "oktober", "octubre", "octobre", "outubro", "oct", "okt", "out",
    ],
    &["november", "noviembre", "novembre", "novembro", "nov"],
    &[
        "december",
        "dezember",
        "diciembre",
        "décembre",
        "decembre",
        "dezembro",
        "dec",
        "dez",
        "dic",
    ],
];

/// What stands before the day of a return; first those that name the return itself.
const RETURNS: &[&str] = &[
    "return",
    "be back",
    "am back",
    "i'm back",
    "back on",
    "back in the office",
    "back at",
    "available again",
    "wieder",
    "zurück",
    "zurueck",
    "regres",
    "vuelv",
    "volver",
    "de vuelta",
    "me reincorpor",
    "a partir del",
    "de retour",
    "à partir du",
    "reviens",
    "retour le",
    "retour prévu",
    "terug",
    "weer",
    "retorn",
    "de volta",
    "volto",
    "voltarei",
    "a partir de",
];
const UNTIL: &[&str] = &[
    "until", "till", "through", "thru", "bis", "hasta", "jusqu", "tot", "t/m", "até", " to ",
    " - ", "–",
];

/// The day that a subject or text names as that of the return, or else as the last of the absence.
pub(super) fn day(subject: &str, written: &str, today: Day) -> Option<Day> {
    let text = normal(&format!("{subject} . {written}"));
    let behind = |words: &[&str]| {
        let mut places: Vec<usize> = Vec::new();
        for word in words {
            places.extend(text.match_indices(word).map(|(at, word)| at + word.len()));
        }
        places.sort_unstable();
        places.into_iter().find_map(|at| {
            let near: String = text.get(at..)?.chars().take(60).collect();
            first_day(&near, today)
        })
    };
    behind(RETURNS)
        .or_else(|| behind(UNTIL))
        .or_else(|| japanese(&text, today))
}

/// The first day that stands in a text.
fn first_day(text: &str, today: Day) -> Option<Day> {
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| read(pieces.get(at..)?, today))
}

/// A number or a word of a text, with what stands between it and the next.
#[derive(Debug)]
struct Piece<'a> {
    word: &'a str,
    gap: &'a str,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let kind = |c: char| {
        if c.is_ascii_digit() {
            1
        } else {
            i32::from(c.is_alphabetic()) * 2
        }
    };
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let of = kind(first);
        let end = rest.find(|c| kind(c) != of).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        match (of, pieces.last_mut()) {
            (0, Some(Piece { gap, .. })) => *gap = piece,
            (0, None) => {}
            _ => pieces.push(Piece {
                word: piece,
                gap: "",
            }),
        }
        rest = after;
    }
    pieces
}

/// A day that the pieces begin with.
fn read(pieces: &[Piece<'_>], today: Day) -> Option<Day> {
    let word = |at: usize| pieces.get(at).map(|piece| piece.word);
    let gap = |at: usize| pieces.get(at).map_or("", |piece| piece.gap).trim();
    let number = |at: usize| word(at).and_then(|word| word.parse::<u32>().ok());
    let year = |at: usize| number(at).filter(|year| (2000..2100).contains(year));
    let first = number(0);
    if let (Some(y), Some(m), Some(d), "-" | "/" | ".") = (year(0), number(1), number(2), gap(0)) {
        return make(Some(y), m, d, today);
    }
    if let (Some(one), Some(two)) = (first, number(1)) {
        let separator = gap(0);
        let short = |at: usize| {
            year(at).or_else(|| {
                number(at)
                    .filter(|year| *year < 100)
                    .map(|year| 2000 + year)
            })
        };
        let closed = pieces.get(1).map_or("", |piece| piece.gap);
        let y = if closed.starts_with(separator) && !separator.is_empty() {
            short(2)
        } else {
            None
        };
        return match separator {
            "." => make(y, two, one, today),
            "/" | "-" if two > 12 => make(y, one, two, today),
            "/" | "-" if one > 12 || one == two => make(y, two, one, today),
            // 3/12 is the third of December or the twelfth of March: nobody knows.
            _ => None,
        };
    }
    if let Some(day) = first {
        // "3rd of December", "3. Dezember", "1er mars", "3 de diciembre de 2026"
        let skipped = (1..4).take_while(|at| {
            word(*at).is_some_and(|word| {
                ["st", "nd", "rd", "th", "er", "of", "de", "do", "º"].contains(&word)
            })
        });
        let at = 1 + skipped.count();
        let month = word(at).and_then(month)?;
        let of = ["de", "del", "of"];
        let y = if word(at + 1).is_some_and(|word| of.contains(&word)) {
            year(at + 2)
        } else {
            year(at + 1)
        };
        return make(y, month, day, today);
    }
    let month = word(0).and_then(month)?;
    let day = number(1)?;
    let suffixed = word(2).is_some_and(|word| ["st", "nd", "rd", "th"].contains(&word));
    make(year(if suffixed { 3 } else { 2 }), month, day, today)
}

fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(at + 1).ok()
}

/// A day without a year is the next one, or one of the last two months: absences are not told long after.
fn make(year: Option<u32>, month: u32, day: u32, today: Day) -> Option<Day> {
    let of = |year: i64| Day::parse(&format!("{year:04}-{month:02}-{day:02}")).ok();
    if let Some(year) = year {
        return of(i64::from(year));
    }
    let this = i64::from(today.year());
    let near = [this, this + 1];
    near.into_iter()
        .filter_map(of)
        .find(|day| today.days_to(*day) >= -60)
}

/// `12月3日`, before which nothing and after which `まで` or `から` stands.
fn japanese(text: &str, today: Day) -> Option<Day> {
    let mut days = Vec::new();
    for (at, _) in text.match_indices('月') {
        let before = text.get(..at)?;
        let month = digits_at_end(before);
        let ahead = text.get(at + '月'.len_utf8()..)?.trim_start();
        let end = ahead
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(ahead.len());
        let day = ahead.get(..end)?.parse().ok();
        let year = before
            .get(..before.len() - month.len())?
            .strip_suffix('年')
            .map(digits_at_end);
        let year = year.and_then(|year| year.parse().ok());
        if let (Ok(month), Some(day)) = (month.parse(), day) {
            days.extend(make(year, month, day, today));
        }
    }
    // From one day to another: the later one.
    days.into_iter().last()
}

fn digits_at_end(text: &str) -> &str {
    let start = text.rfind(|c: char| !c.is_ascii_digit());
    let start = start
        .and_then(|at| text.get(at..))
        .and_then(|rest| rest.chars().next().map(char::len_utf8));
    let at = text.rfind(|c: char| !c.is_ascii_digit()).unwrap_or(0) + start.unwrap_or(0);
    text.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let today = Day::parse("2026-11-20").unwrap_or_default();
        for (text, expected) in [
            ("I will return on December 3rd, 2026.", Some("2026-12-03")),
            ("Back on Monday, 7 December", Some("2026-12-07")),
            ("out of office until Jan 4", Some("2027-01-04")),
            ("returning 2026-12-01", Some("2026-12-01")),
            ("returning 12/30/2026", Some("2026-12-30")),
            ("returning 12/03/2026", None),
            (
                "Ich bin bis 30.11. im Urlaub und ab dem 1. Dezember wieder da, zurück am 01.12.2026",
                Some("2026-12-01"),
            ),
            (
                "bis einschließlich 5.1.27 nicht im Büro",
                Some("2027-01-05"),
            ),
            ("absente jusqu'au 1er décembre inclus", Some("2026-12-01")),
            ("De retour le 8 décembre 2026", Some("2026-12-08")),
            (
                "de vacaciones hasta el 3 de enero de 2027",
                Some("2027-01-03"),
            ),
            ("Voltarei em 15 de dezembro", Some("2026-12-15")),
            ("Ik ben afwezig t/m 4 december", Some("2026-12-04")),
            ("11月24日から12月1日まで不在", Some("2026-12-01")),
            ("2027年1月4日より出社", Some("2027-01-04")),
            ("I am away and read mail rarely, call 0123 456", None),
        ] {
            assert_eq!(
                day("", text, today),
                expected.and_then(|day| Day::parse(day).ok()),
                "{text}"
            );
        }
    }
}
