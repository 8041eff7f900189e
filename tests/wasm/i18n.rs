//! Texts in the browser's language and in the policy's, in their plural forms.

use js_sys::Function;
use msi_actions::base::Day;
use msi_actions::platform::{i18n, intl};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// A browser of this language, with this policy. A text says its key and value; no language has the
/// form `many`. The only bundled file is of the locale `ja`.
fn browser(language: &str, policy: &str) {
    let set = Function::new_with_args(
        "language, policy",
        r#"const file = { language: { message: 'ja' }, due_other: { message: 'ToDo $1' } };
        globalThis.policy = policy; // a storage area is looked up once only
        globalThis.chrome = {
            i18n: {
                getUILanguage: () => language,
                getMessage: (key, [value]) =>
                    key === 'language' ? language.slice(0, 2) : /many|gap/.test(key) ? '' : `${key} ${value}`,
            },
            runtime: { getURL: (path) => path === '_locales/ja/messages.json'
                ? `data:application/json,${JSON.stringify(file)}` : 'data:,' },
            storage: { managed: { get: async () => JSON.parse(globalThis.policy) } },
        };"#,
    );
    set.call2(&JsValue::NULL, &language.into(), &policy.into())
        .unwrap();
}

#[wasm_bindgen_test]
fn counts_take_the_form_of_their_language() {
    for (language, count, text) in [
        ("en-US", 0, "due_other 0"),
        ("en-US", 1, "due_one 1"),
        ("fr", 0, "due_one 0"),
        ("fr", 2, "due_other 2"),
        ("pt-BR", 0, "due_one 0"),
        ("ja", 1, "due_other 1"),
        ("es", 1_000_000, "due_other 1.000.000"),
        ("de-DE", 1_234, "due_other 1.234"),
    ] {
        browser(language, "{}");
        assert_eq!(i18n::counted("due", count), text, "{language}");
    }
}

#[wasm_bindgen_test]
fn a_gap_is_seen() {
    browser("en", "{}");
    assert_eq!(i18n::text("gap"), "gap");
    assert!(!i18n::has("gap") && i18n::has("due_other"));
}

#[wasm_bindgen_test]
async fn the_policy_s_language_is_spoken_while_there_is_one() {
    browser("en-US", r#"{ "locale": "ja" }"#);
    i18n::follow_policy().await;
    assert_eq!(i18n::language(), "ja");
    assert_eq!(i18n::counted("due", 1), "ToDo 1");
    assert_eq!(intl::weekday(Day::parse("1970-01-01").unwrap()), "木");
    // What the file lacks, the browser's own texts have.
    assert_eq!(i18n::text_with("start", &["Jo"]), "start Jo");
    for nothing_to_follow in [
        r#"{ "locale": "tlh" }"#,
        r#"{ "locale": 7 }"#,
        "{}",
        "no policy",
    ] {
        browser("en-US", r#"{ "locale": "ja" }"#);
        i18n::follow_policy().await;
        browser("en-US", nothing_to_follow);
        i18n::follow_policy().await;
        assert_eq!(i18n::counted("due", 1), "due_one 1", "{nothing_to_follow}");
    }
}
