//! Lists as directories, spreadsheets and mail programs export them.

use msi_actions::admin::team::list::{Entry, FileFault, Reading, read, text_of};
use proptest::prelude::*;

use crate::host_names::to_ascii;

/// `Name <address>`, `address`, or `!reason line: text`.
fn told(text: &str) -> Vec<String> {
    let entry = |entry: Entry| {
        let line = entry.line.map_or(String::new(), |line| format!(" {line}"));
        match (entry.reading, entry.name) {
            (Reading::Address(address), Some(name)) => format!("{name} <{address}>"),
            (Reading::Address(address), None) => address,
            (Reading::Malformed(reason), _) => {
                format!("!{}{line}: {}", reason.code(), entry.written)
            }
            (Reading::Again, _) => format!("!again{line}: {}", entry.written),
        }
    };
    read(text, &to_ascii)
        .unwrap()
        .into_iter()
        .map(entry)
        .collect()
}

const BOTH: [&str; 2] = [
    "Jo Devries <jo@acme.example>",
    "Sam Okafor <sam@acme.example>",
];
const BARE: [&str; 2] = ["jo@acme.example", "sam@acme.example"];

#[test]
fn a_microsoft_365_export_works_as_it_comes() {
    let titles = "Block credential,City,Country/Region,Department,DirSyncEnabled,Display name,Fax,First name,Last dirsync time,\
                  Last name,Last password change time stamp,License assignment details,Licenses,Mobile Phone,Oath token \
                  metadata,Object Id,Office,Password never expires,Phone number,Postal code,Preferred data location,Preferred \
                  language,Proxy addresses,Release track,Soft deletion time stamp,State,Street address,Strong password \
                  required,Title,Usage location,User principal name,When created";
    let row = |name: &str, first: &str, last: &str, proxies: &str, upn: &str| {
        format!(
            "False,Utrecht,Netherlands,Sales,,{name},,{first},,{last},2026-01-01 10:00:00Z,[SPB:Direct],Microsoft 365 Business \
             Premium,,,7e1f,,False,+31 20 555 0100,,,nl-NL,{proxies},,,,,True,Account Executive,NL,{upn},2025-01-01 10:00:00Z"
        )
    };
    let text = [
        titles.to_owned(),
        row(
            "Jo Devries",
            "Jo",
            "Devries",
            "SMTP:jo@acme.example+smtp:jo.devries@acme.onmicrosoft.example",
            "jo@acme.example",
        ),
        row(
            "Sam Okafor",
            "Sam",
            "Okafor",
            "smtp:s+o@acme.onmicrosoft.example+SMTP:sam@acme.example+SPO:SPO_7e1f@SPO_4a",
            "s.okafor@acme.onmicrosoft.example",
        ),
        row(
            "\"Guest, Mia\"",
            "Mia",
            "Guest",
            "",
            "mia_partner.example#EXT#@acme.onmicrosoft.example",
        ),
        row("Lee", "", "", "", "lee@acme.example"),
    ]
    .join("\r\n");
    let found = ["Guest, Mia <mia@partner.example>", "Lee <lee@acme.example>"];
    assert_eq!(told(&text), [BOTH.as_slice(), &found].concat());
    // The same from Entra, and as Excel in the Netherlands saves it.
    assert_eq!(
        told(
            "id,userPrincipalName,displayName,mail,otherMails\n1,jo@acme.onmicrosoft.example,Jo Devries,jo@acme.example,jo@home.example\n2,sam@acme.example,Sam Okafor,,"
        ),
        BOTH
    );
    let excel = "Weergavenaam;User principal name;Alternate email addresses\r\nJo Devries;jo@acme.example;jo@home.example\r\nSam Okafor;sam@acme.example;\r\n";
    assert_eq!(told(excel), BOTH);
}

#[test]
fn a_google_workspace_export_works_as_it_comes() {
    let text = "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Home Secondary Email,Work Secondary Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Home Address,Employee ID,Employee Type,Employee Title,Manager Email,Department,Cost Center\n\
        Jo,Devries,jo@acme.example,****,,/Sales,,Active,2026/11/01 10:00:00,jo@home.example,jo2@home.example,jo.d@acme.example,,,,,\"Main St 1, Utrecht\",,,,,boss@acme.example,Sales,\n\
        Sam,Okafor,sam@acme.example,****,,/Sales,,Active,Never logged in,,,,,,,,,,,,,jo@acme.example,,\n";
    assert_eq!(told(text), BOTH);
    let contacts = "First Name,Middle Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value\nJo,,Devries,Acme,* Work,jo@acme.example ::: jo@home.example,,\nSam,,Okafor,Acme,* Work,sam@acme.example,Home,sam@home.example\n";
    assert_eq!(told(contacts), BOTH);
}

#[test]
fn exports_of_other_programs_work_as_they_come() {
    let outlook = "First Name,Middle Name,Last Name,Title,Suffix,Company,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address\nJo,,Devries,,,Acme,jo@acme.example,SMTP,Jo Devries,jo@home.example\nSam,,Okafor,,,Acme,sam@acme.example,SMTP,Sam Okafor,\n";
    assert_eq!(told(outlook), BOTH);
    let salesforce = "\"Full Name\",\"Email\",\"Username\",\"Manager: Email\"\n\"Jo Devries\",\"jo@acme.example\",\"jo@acme.example.uat\",\"boss@acme.example\"\n\"Sam Okafor\",\"sam@acme.example\",\"sam@acme.example.uat\",\"\"\n\n\"Reps\"\n\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n\"Confidential Information - Do Not Distribute\"\n\"Generated By:  Ada Lovelace  29-11-2026 10:00\"\n\"Acme\"\n";
    assert_eq!(told(salesforce), BOTH);
    let titled = "Sales team 2026\n\nNaam;Telefoon;E-mailadres\nJo Devries;+31 20 555 0100;jo@acme.example\nSam Okafor;;sam@acme.example";
    assert_eq!(told(titled), BOTH);
}

#[test]
fn the_separator_may_be_named() {
    for first in ["sep=;", "SEP=;", "\"sep=;\"", "\u{feff}sep=;"] {
        let text = format!(
            "{first}\r\nNaam;E-mail\r\nJo Devries;jo@acme.example\r\nSam Okafor;sam@acme.example\r\n"
        );
        assert_eq!(told(&text), BOTH, "{first}");
    }
    assert_eq!(
        told("sep=,\nName,Email\nJo Devries,jo@acme.example\nSam Okafor,sam@acme.example"),
        BOTH
    );
    assert_eq!(
        told("sep=|\nName|Email\nJo Devries|jo@acme.example\nSam Okafor|sam@acme.example"),
        BOTH
    );
    assert_eq!(
        told("sep=\t\nName\tEmail\nJo Devries\tjo@acme.example\nSam Okafor\tsam@acme.example"),
        BOTH
    );
    assert_eq!(
        told("sep=;\nName;Email\nJo;nonsense"),
        ["!no_address 3: nonsense"]
    );
    assert_eq!(told("sep=;\njo@acme.example\nsam@acme.example"), BARE);
}

#[test]
fn titles_of_any_language_are_passed_over() {
    for titles in [
        "Nom;Courriel",
        "Imię i nazwisko;Adres służbowy",
        "名前;連絡先",
        "Nafn;Netfang",
        "Emri;Posta",
        "Όνομα;Διεύθυνση",
        "Nombre;Correo electrónico",
        "Name;Wohin",
        "الاسم;البريد",
        "Ad Soyad;E-posta",
        "שם;דוא\"ל",
        "x;y",
    ] {
        let text = format!("{titles}\nJo Devries;jo@acme.example\nSam Okafor;sam@acme.example");
        assert_eq!(told(&text), BOTH, "{titles}");
        let text = text.replace(';', ",");
        assert_eq!(told(&text), BOTH, "{titles}");
        let text = text.replace(',', "\t");
        assert_eq!(told(&text), BOTH, "{titles}");
    }
    for titles in [
        "Voornaam;Achternaam;Mail",
        "Prénom;Nom;Courriel",
        "Имя;Фамилия;Почта",
        "Förnamn;Efternamn;Mejladress",
        "x;y;z",
        "Vorname;Name;E-Mail-Adresse",
    ] {
        let text = format!("{titles}\nJo;Devries;jo@acme.example\nSam;Okafor;sam@acme.example");
        assert_eq!(told(&text), BOTH, "{titles}");
    }
    assert_eq!(told("Adresse\njo@acme.example\nsam@acme.example"), BARE);
    assert_eq!(
        told("姓,名,メールアドレス\n山田,太郎,taro@acme.example"),
        ["山田 太郎 <taro@acme.example>"]
    );
    assert_eq!(
        told("Voornaam;Tussenvoegsel;Achternaam;E-mail\nJo;de;Vries;jo@acme.example"),
        ["Jo de Vries <jo@acme.example>"]
    );
    // Of two columns with addresses, the one that is not somebody else's.
    assert_eq!(
        told(
            "Kto;Szef e-mail;Jego e-mail\nJo Devries;boss@acme.example;jo@acme.example\nSam Okafor;boss@acme.example;sam@acme.example"
        ),
        [
            "Jo Devries <boss@acme.example>",
            "!again 3: boss@acme.example"
        ],
        "two titles say the same: the first"
    );
    assert_eq!(
        told(
            "Kto;Manager e-mail;Jego e-mail\nJo Devries;boss@acme.example;jo@acme.example\nSam Okafor;boss@acme.example;sam@acme.example"
        ),
        BOTH
    );
}

#[test]
fn lists_without_titles() {
    assert_eq!(
        told("Jo;Devries;jo@acme.example\nSam;Okafor;sam@acme.example"),
        BOTH
    );
    assert_eq!(
        told("Jo Devries\tjo@acme.example\nSam Okafor\tsam@acme.example"),
        BOTH
    );
    assert_eq!(
        told("\"Devries, Jo\" <jo@acme.example>; Okafor, Sam <sam@acme.example>"),
        [
            "Devries, Jo <jo@acme.example>",
            "Okafor, Sam <sam@acme.example>"
        ]
    );
    assert_eq!(
        told("Devries, Jo <jo@acme.example>\nOkafor, Sam <sam@acme.example>"),
        [
            "Devries, Jo <jo@acme.example>",
            "Okafor, Sam <sam@acme.example>"
        ]
    );
    assert_eq!(
        told("jo@acme.example, sam@acme.example\nmia@acme.example, lee@acme.example").len(),
        4
    );
    assert_eq!(
        told("nonsense, rubbish\njo@acme.example, sam@acme.example"),
        [
            "!no_address 1: nonsense",
            "!no_address 1: rubbish",
            "jo@acme.example",
            "sam@acme.example"
        ]
    );
    assert_eq!(
        told("jo@acme.example\nnonsense\nsam@acme.example"),
        [
            "jo@acme.example",
            "!no_address 2: nonsense",
            "sam@acme.example"
        ]
    );
    assert_eq!(told("Email\n"), Vec::<String>::new());
}

#[test]
fn what_a_spreadsheet_does_to_cells_is_undone() {
    assert_eq!(
        told(
            "Name;Email\n\"Jo\nDevries\";\"=\"\"jo@acme.example\"\"\"\n'Sam Okafor;'sam@acme.example"
        ),
        BOTH
    );
    assert_eq!(
        told("Name;Email\n\"Jo Devries;jo@acme.example\nSam Okafor;sam@acme.example"),
        [
            "Jo Devries <jo@acme.example>",
            "Sam Okafor <sam@acme.example>"
        ]
    );
    assert_eq!(told("Name;Email\n\n\nJo;x@\n"), ["!domain 4: x@"]);
    assert_eq!(
        told("\n\nName;Email\n\"a\nb\";jo@acme.example\n;;\nMia;\n"),
        ["a b <jo@acme.example>", "!no_address 7: Mia"]
    );
    assert_eq!(
        told("Name,Email\nJo,jo@münchen.example\n"),
        ["Jo <jo@xn--mnchen-3ya.example>"]
    );
}

#[test]
fn a_workbook_is_refused_and_never_shown_as_letters() {
    assert_eq!(
        text_of(b"PK\x03\x04\x14\0\x08\0\x08\0 xl/workbook.xml a@b.example"),
        Err(FileFault::Workbook)
    );
    let unicode: Vec<u8> =
        "\u{feff}Naam\tE-mail\r\nJo Devries\tjo@acme.example\r\nSam Okafor\tsam@acme.example\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
    assert_eq!(told(&text_of(&unicode).unwrap()), BOTH);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(text) = text_of(&bytes) {
            let _ = read(&text, &to_ascii);
        }
    }

    #[test]
    fn any_table_is_read(text in "([a-z@.é]{0,9}[;,\t|\"\n]){0,60}") {
        for entry in read(&text, &to_ascii).unwrap() {
            prop_assert!(!entry.written.is_empty());
        }
    }
}
