//! The texts of a locale, read from `messages.json` as `chrome.i18n` reads them: Chrome itself offers
//! no other language than the browser's.

use serde::Deserialize;
use std::collections::HashMap;

/// The folders of `extension/_locales`.
pub const LOCALES: [&str; 7] = ["de", "en", "es", "fr", "ja", "nl", "pt_BR"];

/// The locale's folder by its name in BCP 47 or Chrome's own form: "pt-BR" is the folder "pt_BR".
#[must_use]
pub fn bundled(name: &str) -> Option<&'static str> {
    let folder = name.trim().replace('-', "_");
    LOCALES
        .into_iter()
        .find(|locale| locale.eq_ignore_ascii_case(&folder))
}

/// A whole `messages.json`.
#[derive(Debug, Deserialize)]
pub struct Texts(HashMap<String, Entry>);

#[derive(Debug, Deserialize)]
struct Entry {
    message: String,
    #[serde(default)]
    placeholders: HashMap<String, Placeholder>,
}

#[derive(Debug, Deserialize)]
struct Placeholder {
    content: String,
}

impl Texts {
    /// Reads a file; `None` where it is no `messages.json`.
    #[must_use]
    pub fn read(json: &str) -> Option<Self> {
        super::json::read(json).ok()
    }

    /// The text of `key` with its placeholders filled.
    #[must_use]
    pub fn text(&self, key: &str, values: &[&str]) -> Option<String> {
        let Entry {
            message,
            placeholders,
        } = self.0.get(key)?;
        Some(fill(message, placeholders, values))
    }
}

fn fill(message: &str, named: &HashMap<String, Placeholder>, values: &[&str]) -> String {
    let mut filled = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('$') {
        filled.push_str(before);
        if let Some((text, beyond)) = first(after, named, values) {
            filled.push_str(&text);
            rest = beyond;
        } else {
            filled.push('$');
            rest = after;
        }
    }
    filled + rest
}

/// The value of the first placeholder in `after`, the text after a `$`, and the rest of the message.
fn first<'a>(
    after: &'a str,
    named: &HashMap<String, Placeholder>,
    values: &[&str],
) -> Option<(String, &'a str)> {
    let mut rest = after.chars();
    match rest.next()? {
        '$' => Some(("$".to_owned(), rest.as_str())),
        digit @ '1'..='9' => {
            let at = usize::try_from(digit.to_digit(10)?).ok()?.checked_sub(1)?;
            let value = values.get(at).copied().unwrap_or_default();
            Some((value.to_owned(), rest.as_str()))
        }
        _ => {
            let (name, rest) = after.split_once('$')?;
            let mut entries = named.iter();
            let (_, placeholder) = entries.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            Some((fill(&placeholder.content, &HashMap::new(), values), rest))
        }
    }
}
