//! Texts as Chrome reads them, and which locales there are.

use msi_actions::base::texts::{LOCALES, Texts, bundled};
use msi_actions::settings::Reading;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const MESSAGES: &str = r#"{
    "plain": { "message": "Back" },
    "numbered": { "message": "$2 after $1, $9" },
    "named": {
        "message": "From $Sender$ to $TO$",
        "placeholders": { "sender": { "content": "$1", "example": "jo@acme.example" }, "to": { "content": "<$2>" } }
    },
    "dollars": { "message": "$$5 and 3 $ of $nobody$" }
}"#;

#[test]
fn placeholders_are_filled_as_chrome_fills_them() {
    let texts = Texts::read(MESSAGES).unwrap();
    let text = |key| texts.text(key, &["one", "two"]).unwrap();
    assert_eq!(text("plain"), "Back");
    assert_eq!(text("numbered"), "two after one, ");
    assert_eq!(text("named"), "From one to <two>");
    assert_eq!(text("dollars"), "$5 and 3 $ of $nobody$");
    assert_eq!(texts.text("missing", &[]), None);
    assert!(Texts::read("{ \"plain\": 3 }").is_none());
}

#[test]
fn a_value_is_not_read_as_a_placeholder() {
    let texts = Texts::read(MESSAGES).unwrap();
    let text = texts.text("named", &["$2", "$SENDER$"]);
    assert_eq!(text.as_deref(), Some("From $2 to <$SENDER$>"));
}

#[test]
fn the_locales_are_those_that_are_bundled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension/_locales");
    let folders: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(folders, LOCALES.map(str::to_owned).into());
    for locale in LOCALES {
        let json = fs::read_to_string(folder.join(locale).join("messages.json")).unwrap();
        let language = Texts::read(&json).unwrap().text("language", &[]);
        assert_eq!(bundled(&language.unwrap()), Some(locale));
        let policy = serde_json::from_value(serde_json::json!({ "locale": locale })).unwrap();
        let chosen = Reading::of(&policy).settings.locale;
        assert_eq!(chosen.as_deref(), Some(locale), "the policy offers it");
    }
}

#[test]
fn a_policy_names_a_locale_as_chrome_or_as_the_web_does() {
    for (name, locale) in [
        ("de", Some("de")),
        ("pt-BR", Some("pt_BR")),
        ("pt_br", Some("pt_BR")),
        (" NL ", Some("nl")),
        ("pt", None),
        ("xx", None),
        ("", None),
    ] {
        assert_eq!(bundled(name), locale, "{name}");
    }
}
