//! Addresses as mail programs, spreadsheets and people write them.

use crate::support::host_names::to_ascii;
use msi_actions::base::is_address;
use msi_actions::mailbox::addresses::{once, read};
use proptest::collection::vec;
use proptest::prelude::*;
use std::time::Duration;

/// `Name <address>` or `address` for each person, `!reason: text` for what is none.
fn told(text: &str) -> Vec<String> {
    once(read(text, &to_ascii))
        .into_iter()
        .map(|read| match read {
            Ok(person) => person.to_string(),
            Err(fault) => format!("!{}: {}", fault.reason.code(), fault.text),
        })
        .collect()
}

#[track_caller]
fn all(cases: &[(&str, &[&str])]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(text, wanted)| told(text) != *wanted)
        .map(|(text, wanted)| format!("{text:?}\n  is     {:?}\n  wanted {wanted:?}", told(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const ADA: &str = "Lovelace, Ada <ada@x.example>";
const GRACE: &str = "Hopper, Grace <grace@y.example>";

#[test]
fn a_comma_in_a_name_parts_nobody() {
    all(&[
        (
            "Lovelace, Ada <ada@x.example>; Hopper, Grace <grace@y.example>",
            &[ADA, GRACE],
        ),
        (
            "Lovelace, Ada <ada@x.example>, Hopper, Grace <grace@y.example>",
            &[ADA, GRACE],
        ),
        (
            "Lovelace, Ada <ada@x.example>\nHopper, Grace <grace@y.example>\n",
            &[ADA, GRACE],
        ),
        (
            "'Lovelace, Ada' <ada@x.example>; \"Hopper, Grace\" <grace@y.example>",
            &[ADA, GRACE],
        ),
        (
            "\"Lovelace, Ada\"<ada@x.example>,\"Hopper, Grace\"<grace@y.example>",
            &[ADA, GRACE],
        ),
        (
            "“Lovelace, Ada” <ada@x.example>；Hopper，Grace ＜grace＠y.example＞",
            &[ADA, GRACE],
        ),
        (
            "Lovelace, Ada (ada@x.example); Hopper, Grace [mailto:grace@y.example]",
            &[ADA, GRACE],
        ),
        (
            "ada@x.example, Grace <grace@y.example>",
            &["ada@x.example", "Grace <grace@y.example>"],
        ),
        (
            "Grace <grace@y.example>, ada@x.example",
            &["Grace <grace@y.example>", "ada@x.example"],
        ),
        (
            "Lovelace, Ada, PhD <ada@x.example>",
            &["Lovelace, Ada, PhD <ada@x.example>"],
        ),
        (
            "ada@x.example, Hopper, Grace <grace@y.example>",
            &["ada@x.example", GRACE],
        ),
        (
            "Lovelace, Ada (ACME; UK) <ada@x.example>",
            &["Lovelace, Ada (ACME; UK) <ada@x.example>"],
        ),
    ]);
}

#[test]
fn one_person_in_every_form() {
    all(&[
        ("ada@x.example", &["ada@x.example"]),
        ("<ada@x.example>", &["ada@x.example"]),
        ("<<ada@x.example>>", &["ada@x.example"]),
        (" < ada@x.example > ", &["ada@x.example"]),
        (
            "Ada Lovelace <ada@x.example>",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "Ada Lovelace<ada@x.example>.",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "Ada Lovelace <ada@x.example",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "Ada Lovelace <mailto:ada@x.example>",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "Ada Lovelace [SMTP:ada@x.example]",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "[Ada Lovelace](mailto:ada@x.example)",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "ada@x.example (Ada Lovelace)",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "Ada Lovelace (ada@x.example)",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "Ada Lovelace ada@x.example",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "ada@x.example Ada Lovelace",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "Ada Lovelace\n<ada@x.example>",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "\"Ada \\\"Duchess\\\" Lovelace\" <ada@x.example>",
            &["Ada \"Duchess\" Lovelace <ada@x.example>"],
        ),
        (
            "\"Ada \"\"Duchess\"\" Lovelace\" <ada@x.example>",
            &["Ada \"Duchess\" Lovelace <ada@x.example>"],
        ),
        (
            "Ada \"Duchess\" Lovelace <ada@x.example>",
            &["Ada \"Duchess\" Lovelace <ada@x.example>"],
        ),
        ("\"ada@x.example\" <ada@x.example>", &["ada@x.example"]),
        ("'ada@x.example' <ada@x.example>", &["ada@x.example"]),
        ("ada@x.example<mailto:ada@x.example>", &["ada@x.example"]),
        ("<mailto:ada@x.example|ada@x.example>", &["ada@x.example"]),
        ("\"ada@x.example\"", &["ada@x.example"]),
        ("“ada@x.example”, ", &["ada@x.example"]),
        ("(ada@x.example)", &["ada@x.example"]),
        ("*ada@x.example*", &["ada@x.example"]),
        ("• ada@x.example", &["ada@x.example"]),
        ("E-mail: ada@x.example.", &["ada@x.example"]),
        (
            "To: Ada Lovelace <ada@x.example>",
            &["Ada Lovelace <ada@x.example>"],
        ),
        ("\"ada.l\"@x.example", &["ada.l@x.example"]),
        ("ada @ x.example", &["ada@x.example"]),
        ("<ada@\nx.example>", &["ada@x.example"]),
        (
            "O'Neil, Sam <sam.o'neil@x.example>",
            &["O'Neil, Sam <sam.o'neil@x.example>"],
        ),
        ("ada+tag@x.example?subject=Hi", &["ada+tag@x.example"]),
        (
            "=?utf-8?Q?M=C3=BCller,_J=C3=BCrgen?= <j@x.example>",
            &["Müller, Jürgen <j@x.example>"],
        ),
        (
            "=?UTF-8?B?SsO8cmdlbg==?= =?utf-8?Q?_M=C3=BCller?= <j@x.example>",
            &["Jürgen Müller <j@x.example>"],
        ),
        (
            "=?iso-8859-1?Q?J=FCrgen?= <j@x.example>",
            &["Jürgen <j@x.example>"],
        ),
    ]);
}

#[test]
fn several_people_with_anything_between_them() {
    let both: &[&str] = &["ada@x.example", "grace@y.example"];
    for between in [
        ", ", ",", "; ", ";", "\n", "\r\n", "\r", " ", "   ", "\t", ",\n", ";\r\n\t", " ;\u{a0}",
        "\u{3000}", "、", "，", "；", "،", "؛", "\u{2028}", " | ", "|", "/", " / ", " and ", " & ",
        " en ", ", and ", ",,;", " • ",
    ] {
        let text = format!("ada@x.example{between}grace@y.example");
        assert_eq!(told(&text), both, "{between:?}");
    }
    all(&[
        ("<ada@x.example><grace@y.example>", both),
        ("<ada@x.example> <grace@y.example>", both),
        ("<ada@x.example, grace@y.example>", both),
        ("Engines: ada@x.example, grace@y.example;", both),
        ("undisclosed-recipients:;", &[]),
        ("1. ada@x.example\n2) grace@y.example", both),
        (
            "1. Ada <ada@x.example>; 2. Hopper, Grace <grace@y.example>",
            &["Ada <ada@x.example>", GRACE],
        ),
        ("3M Sales <ada@x.example>", &["3M Sales <ada@x.example>"]),
        (
            "Engines: Ada <ada@x.example>, Hopper, Grace <grace@y.example>; sam@z.example",
            &["Ada <ada@x.example>", GRACE, "sam@z.example"],
        ),
        (
            "Ada <ada@x.example> Grace <grace@y.example>",
            &["Ada <ada@x.example>", "Grace <grace@y.example>"],
        ),
        (
            "Ada <ada@x.example> and Grace <grace@y.example>",
            &["Ada <ada@x.example>", "Grace <grace@y.example>"],
        ),
        (
            "ada@x.example Ada Lovelace grace@y.example Grace Hopper",
            &[
                "Ada Lovelace <ada@x.example>",
                "Grace Hopper <grace@y.example>",
            ],
        ),
        (
            "ada@x.example; ADA@X.example; Ada <Ada@x.example>",
            &["Ada <ada@x.example>"],
        ),
        (
            "To: Ada <ada@x.example>,\r\n\tGrace <grace@y.example>\r\nCc: sam@z.example",
            &[
                "Ada <ada@x.example>",
                "Grace <grace@y.example>",
                "sam@z.example",
            ],
        ),
    ]);
}

#[test]
fn what_nobody_sees_is_in_no_address() {
    for invisible in [
        '\u{200b}',
        '\u{200e}',
        '\u{202a}',
        '\u{202c}',
        '\u{2060}',
        '\u{feff}',
        '\u{ad}',
        '\u{200d}',
        '\u{2068}',
        '\u{0}',
        '\u{7f}',
        '\u{e0041}',
        '\u{180e}',
    ] {
        let i = invisible;
        let text = format!("{i}Ada{i} <{i}ada{i}@{i}x.exa{i}mple{i}>{i};{i}grace@y.example{i}");
        assert_eq!(
            told(&text),
            ["Ada <ada@x.example>", "grace@y.example"],
            "{i:?}"
        );
    }
    all(&[
        (
            "\u{a0}Ada\u{a0}Lovelace\u{a0}<ada@x.example>\u{a0}",
            &["Ada Lovelace <ada@x.example>"],
        ),
        ("ada＠ｘ．ｅｘａｍｐｌｅ", &["ada@x.example"]),
        (
            "می\u{200c}خواهم <ada@x.example>",
            &["می\u{200c}خواهم <ada@x.example>"],
        ),
    ]);
}

#[test]
fn rows_of_a_spreadsheet() {
    let both: &[&str] = &[
        "Ada Lovelace <ada@x.example>",
        "Grace Hopper <grace@y.example>",
    ];
    all(&[
        (
            "Ada Lovelace\tada@x.example\r\nGrace Hopper\tgrace@y.example\r\n",
            both,
        ),
        (
            "ada@x.example\tAda Lovelace\ngrace@y.example\tGrace Hopper",
            both,
        ),
        (
            "Ada\tLovelace\tada@x.example\nGrace\tHopper\tgrace@y.example",
            both,
        ),
        (
            "1\tAda Lovelace\tada@x.example\tAnalytical Ltd\n2\tGrace Hopper\tgrace@y.example\tNavy",
            both,
        ),
        (
            "Name\tE-mail\nAda Lovelace\tada@x.example\nGrace Hopper\tgrace@y.example",
            both,
        ),
        (
            "Ada Lovelace\t\tada@x.example\t+44 20 7946 0000\n\tGrace Hopper\tgrace@y.example",
            both,
        ),
        (
            "\"Lovelace, Ada\"\tada@x.example\nHopper, Grace\tgrace@y.example",
            &[ADA, GRACE],
        ),
        (
            "Lovelace, Ada\tAda <ada@x.example>",
            &["Ada <ada@x.example>"],
        ),
        (
            "ada@x.example\tgrace@y.example",
            &["ada@x.example", "grace@y.example"],
        ),
        ("Ada Lovelace\tnone", &["!no_address: Ada Lovelace none"]),
        ("Ada Lovelace\tada@x", &["!domain: ada@x"]),
    ]);
}

#[test]
fn links_name_everybody() {
    all(&[
        ("mailto:ada@x.example", &["ada@x.example"]),
        ("MAILTO:ada%40x.example", &["ada@x.example"]),
        (
            "mailto:ada@x.example?subject=Hello%2C%20you;%20two",
            &["ada@x.example"],
        ),
        (
            "mailto:ada@x.example,grace@y.example?cc=sam@z.example&amp;subject=x",
            &["ada@x.example", "grace@y.example", "sam@z.example"],
        ),
        (
            "mailto:ada@x.example, mailto:grace@y.example",
            &["ada@x.example", "grace@y.example"],
        ),
        (
            "mailto:ada@x.example;mailto:grace@y.example",
            &["ada@x.example", "grace@y.example"],
        ),
        (
            "<mailto:ada@x.example,grace@y.example>",
            &["ada@x.example", "grace@y.example"],
        ),
        (
            "mailto:Ada%20Lovelace%20%3Cada@x.example%3E",
            &["Ada Lovelace <ada@x.example>"],
        ),
        (
            "Ada Lovelace mailto:ada@x.example",
            &["Ada Lovelace <ada@x.example>"],
        ),
    ]);
}

#[test]
fn domains_of_every_language_are_sent_in_ascii() {
    all(&[
        (
            "Jan <jan@münchen.example>",
            &["Jan <jan@xn--mnchen-3ya.example>"],
        ),
        ("jan@MÜNCHEN.example", &["jan@xn--mnchen-3ya.example"]),
        (
            "jan@mu\u{308}nchen.example",
            &["jan@xn--mnchen-3ya.example"],
        ),
        ("jan@straße.example", &["jan@xn--strae-oqa.example"]),
        ("jan@例え。テスト", &["jan@xn--r8jz45g.xn--zckzah"]),
        (
            "jan@пример.испытание",
            &["jan@xn--e1afmkfd.xn--80akhbyknj4f"],
        ),
        (
            "jan@xn--mnchen-3ya.example",
            &["jan@xn--mnchen-3ya.example"],
        ),
        (
            "jörg@münchen.example",
            &["!local_not_ascii: jörg@münchen.example"],
        ),
        ("jan@zürich", &["!domain: jan@zürich"]),
    ]);
}

#[test]
fn what_is_no_address_is_told_with_its_reason() {
    all(&[
        ("Ada Lovelace", &["!no_address: Ada Lovelace"]),
        (
            "ada@x.example, nonsense, grace@y.example",
            &["ada@x.example", "!no_address: nonsense", "grace@y.example"],
        ),
        (
            "Lovelace, Ada; grace@y.example",
            &["!no_address: Lovelace, Ada", "grace@y.example"],
        ),
        ("Ada <nonsense>", &["!no_address: Ada <nonsense>"]),
        ("Ada <ada@>", &["!domain: Ada <ada@>"]),
        ("@x.example", &["!local_part: @x.example"]),
        ("ada..l@x.example", &["!local_part: ada..l@x.example"]),
        ("ada@x", &["!domain: ada@x"]),
        ("ada@x_y.example", &["!domain: ada@x_y.example"]),
        ("ada@x@y.example", &["!several_at: ada@x@y.example"]),
        ("ada@192.0.2.1", &["!ip_address: ada@192.0.2.1"]),
        ("ada@[192.0.2.1]", &["!ip_address: ada@[192.0.2.1]"]),
        (
            "\"john doe\"@x.example",
            &["!local_part: \"john doe\"@x.example"],
        ),
        ("\"\"@a|@éa;", &["!local_part: \"\"@a|@éa"]),
        ("", &[]),
        (" ,; \n\t", &[]),
    ]);
    let long = format!("{}@x.example", "a".repeat(65));
    assert_eq!(told(&long), [format!("!local_part: {long}")]);
}

/// Texts that take a reader which looks back or ahead without end a very long time.
#[test]
fn any_text_is_read_in_the_time_of_its_length() {
    let parts = [
        "<",
        "\"",
        "(",
        "[",
        "=?",
        "=?a?q?? ",
        "a@b.c ",
        "<a@",
        "@",
        "\\\"",
        "mailto:",
        "mailto:a@b.c,",
        "(\n",
        "<\n",
        "\t",
        ",a",
        "a b ",
        "a:",
        "ü@ü",
        "/a@b",
        "\"\"",
        "&",
        "'",
        "a\t",
        "Ada, ",
        "and ",
    ];
    let before = processor_time();
    for part in parts {
        let _ = read(&part.repeat(40_000 / part.len()), &to_ascii);
        let _ = read(
            &format!("{}a@b.example", part.repeat(20_000 / part.len())),
            &to_ascii,
        );
    }
    // A second or two without optimisation; looking ahead without end takes minutes.
    let spent = processor_time() - before;
    assert!(spent < Duration::from_secs(20), "{spent:?}");
}

proptest! {
    #[test]
    fn every_text_can_be_read(text in any::<String>()) {
        for each in read(&text, &to_ascii) {
            match each {
                Ok(found) => prop_assert!(is_address(&found.address)),
                Err(mistake) => prop_assert!(!mistake.text.trim().is_empty()),
            }
        }
    }

    #[test]
    fn what_looks_like_a_list_can_be_read(text in "([a-zü]{0,3}[ ,;<>()\"@.:\\[\\]\n\t='?/|]{0,3}){0,40}") {
        for each in read(&text, &to_ascii) {
            match each {
                Ok(found) => prop_assert!(is_address(&found.address)),
                Err(mistake) => prop_assert!(!mistake.text.trim().is_empty(), "{:?}", mistake),
            }
        }
    }

    #[test]
    fn a_list_that_was_written_reads_back(
        list in vec(("[A-Zé][a-zé,;:<>@\"() .\\\\'-]{0,40}[a-zé]", "[a-z]{1,9}([.+-][a-z0-9]{1,9}){0,2}@[a-z]{1,12}\\.example"), 0..6),
        between in prop::sample::select(vec![", ", ";", "\n", ",\r\n\t"]),
    ) {
        let written = |(name, address): &(String, String)| {
            let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{escaped}\" <{address}>")
        };
        let text = list.iter().map(written).collect::<Vec<_>>().join(between);
        let read: Vec<_> = read(&text, &to_ascii).into_iter().map(Result::unwrap).collect();
        let found: Vec<_> = read.into_iter().map(|one| (one.name.unwrap(), one.address)).collect();
        let words = |name: &String| name.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted: Vec<_> = list.iter().map(|(name, address)| (words(name), address.clone())).collect();
        prop_assert_eq!(found, wanted);
    }
}

/// What this thread has had of a processor, however busy the machine is (Linux: its schedstat).
fn processor_time() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|text| text.parse().ok());
    nanoseconds.map_or(Duration::ZERO, Duration::from_nanos)
}
