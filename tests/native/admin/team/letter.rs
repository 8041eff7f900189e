//! The welcome email.

use crate::acme::{key, org};
use crate::world::World;
use mail_parser::{MessageParser, MimeHeaders};
use msi_actions::admin::team::{Letter, Written};
use msi_actions::base::texts::{LOCALES, Texts};
use msi_actions::base::{Language, Millis, stores};
use msi_actions::onboarding::Invitation;
use msi_actions::ports::Clock;
use proptest::prelude::*;
use std::fs;

use super::desk::{Desk, employee};

fn invitation() -> Invitation {
    Invitation {
        org: org(),
        key: key(),
        invited: Some("ada@acme.example".into()),
    }
}

fn written(language: Language, first_name: &str, sender: &str) -> Written {
    let letter = Letter {
        language,
        first_name,
        sender,
        note: "",
        invitation: &invitation(),
        now: World::new().now(),
    };
    letter.write()
}

/// The links of an HTML text, in their order.
fn links(html: &str) -> Vec<String> {
    let parts = html.split("href=\"").skip(1);
    parts
        .map(|part| part.split('"').next().unwrap().replace("&amp;", "&"))
        .collect()
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let (_, rest) = text.split_once(open).unwrap();
    rest.split_once(close).unwrap().0
}

#[test]
fn each_language_says_who_invites_where_it_leads_and_how_to_get_the_extension() {
    for (language, words) in [
        (
            Language::De,
            [
                "Willkommen, Ada",
                "Loslegen",
                "Öffnet acme.my.salesforce.com",
                "14 Tage",
            ],
        ),
        (
            Language::En,
            [
                "Welcome, Ada",
                "Get started",
                "Opens acme.my.salesforce.com",
                "14 days",
            ],
        ),
        (
            Language::Es,
            [
                "Hola, Ada",
                "Empezar",
                "Abre acme.my.salesforce.com",
                "14 días",
            ],
        ),
        (
            Language::Fr,
            [
                "Bienvenue, Ada",
                "Commencer",
                "Ouvre acme.my.salesforce.com",
                "14 jours",
            ],
        ),
        (
            Language::Ja,
            [
                "ようこそ、Ada さん",
                "始める",
                "acme.my.salesforce.com を開きます",
                "14 日",
            ],
        ),
        (
            Language::Nl,
            [
                "Welkom, Ada",
                "Aan de slag",
                "Opent acme.my.salesforce.com",
                "14 dagen",
            ],
        ),
        (
            Language::PtBr,
            [
                "Olá, Ada",
                "Começar",
                "Abre acme.my.salesforce.com",
                "14 dias",
            ],
        ),
    ] {
        let mail = written(language, "Ada", "Robin Bakker");
        for words in words {
            assert!(mail.html.contains(words), "{words}");
        }
        assert!(mail.html.contains("Robin Bakker") && mail.text.contains("Robin Bakker"));
        let [start, store] = &links(&mail.html)[..] else {
            panic!("two links");
        };
        assert_eq!(*store, stores::page());
        let now = World::new().now();
        assert_eq!(Invitation::in_text(start, now), Ok(invitation()));
        // The text part says the same: the whole mail can be pasted into the popup.
        assert_eq!(Invitation::in_text(&mail.text, now), Ok(invitation()));
        assert!(mail.text.contains(&stores::page()));
        let fortnight = Millis(now.0 + 14 * 24 * 3_600_000);
        assert!(Invitation::in_text(start, fortnight).is_err());
        assert!(Invitation::in_text(start, Millis(fortnight.0 - 2_000)).is_ok());
        let long = |line: &&str| line.chars().count() > 76 && !line.starts_with("https://");
        assert_eq!(mail.text.lines().find(long), None);
    }
}

#[test]
fn the_language_is_the_user_s() {
    for (key, language) in [
        ("nl_NL", Language::Nl),
        ("nl", Language::Nl),
        ("en_US", Language::En),
        ("de_CH", Language::De),
        ("es_MX", Language::Es),
        ("fr", Language::Fr),
        ("ja", Language::Ja),
        ("pt_BR", Language::PtBr),
        ("pt_PT", Language::PtBr),
        ("pl", Language::En),
        ("", Language::En),
    ] {
        assert_eq!(Language::of(key), language, "{key}");
    }
}

#[test]
fn every_language_of_the_product_has_its_letter_and_calls_the_button_as_the_letter_does() {
    assert_eq!(LOCALES.len(), Language::ALL.len());
    for locale in LOCALES {
        let language = Language::of(locale);
        assert_eq!(language.tag(), locale.replace('_', "-"));
        let html = written(language, "Ada", "Robin Bakker").html;
        let (_, button) = html.split_once("class=\"button\"").unwrap();
        let start = between(button, ">", "</a>");
        let file = format!("extension/_locales/{locale}/messages.json");
        let texts = Texts::read(&fs::read_to_string(file).unwrap()).unwrap();
        for key in [
            "not_invited_text",
            "not_invited_hint",
            "not_invited_request",
            "fault_onboarding_invitation_unreadable_text",
        ] {
            let text = texts.text(key, &[]).unwrap();
            assert!(text.contains(start), "{locale}: {key} does not say {start}");
        }
    }
}

#[test]
fn japanese_lines_break_after_their_punctuation_and_keep_every_letter() {
    let text = written(Language::Ja, "Ada", "Robin Bakker").text;
    let long = |line: &&str| line.chars().count() > 60 && !line.starts_with("https://");
    assert_eq!(text.lines().find(long), None);
    let letters = text.split_whitespace().collect::<String>();
    assert!(letters.contains("招待されました。表示中のSalesforceレコードの横に、"));
    assert!(!text.contains("。 "), "no space after a full stop");
}

#[test]
fn what_leaves_has_a_text_and_an_html_part() {
    let desk = Desk::open(vec![
        employee(1, "Ada").with("LanguageLocaleKey", "nl_NL".into()),
    ]);
    desk.invite(1..=1);
    let sent = desk.office.google.sent.borrow();
    let mail = MessageParser::default().parse(sent[0].as_bytes()).unwrap();
    assert_eq!(mail.subject(), Some("Welkom bij MSI Actions"));
    assert_eq!(mail.content_type().unwrap().subtype(), Some("alternative"));
    assert_eq!(
        mail.from().unwrap().first().unwrap().address(),
        Some("jo@acme.example")
    );
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!(
        (to.name(), to.address()),
        (Some("Ada Tester"), Some("ada@acme.example"))
    );
    let now = desk.office.world.now();
    let read = Invitation::in_text(&mail.body_text(0).unwrap(), now).unwrap();
    assert_eq!(read.invited.as_deref(), Some("ada@acme.example"));
    assert!(
        links(&mail.body_html(0).unwrap())
            .iter()
            .any(|link| Invitation::in_text(link, now).is_ok())
    );
}

proptest! {
    #[test]
    fn a_name_is_only_a_name(name in "\\PC{0,30}|<b>&\"|\\{org\\}|\\{sender\\}") {
        for language in Language::ALL {
            let mail = written(language, &name, &name);
            prop_assert_eq!(links(&mail.html).len(), 2);
            prop_assert_eq!(mail.html.matches('<').count(), written(language, "Ada", "Robin").html.matches('<').count());
            let now = World::new().now();
            prop_assert_eq!(Invitation::in_text(&links(&mail.html)[0], now), Ok(invitation()));
        }
    }
}
