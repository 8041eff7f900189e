//! `mailto:` links (RFC 6068), with everybody whom they name.

use percent_encoding::percent_decode_str;

/// The addresses in a `mailto:` link, each as written: those before the question mark, then those of its `to`,
/// `cc` and `bcc`.
pub(super) fn people(link: &str) -> Vec<String> {
    let link = without_scheme(link);
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let mut people = listed(path);
    for field in query.split('&') {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        let name = name.strip_prefix("amp;").unwrap_or(name);
        if ["to", "cc", "bcc"].contains(&name.to_ascii_lowercase().as_str()) {
            people.extend(listed(value));
        }
    }
    people
}

/// The text after `mailto:` or another scheme of addresses.
pub(super) fn without_scheme(text: &str) -> &str {
    for scheme in ["mailto:", "smtp:", "sip:", "x500:"] {
        let start = text.get(..scheme.len()).unwrap_or_default();
        if start.eq_ignore_ascii_case(scheme) {
            return text.get(scheme.len()..).unwrap_or_default().trim_start();
        }
    }
    text
}

fn listed(list: &str) -> Vec<String> {
    list.split([',', ';'])
        .map(|part| decoded(without_scheme(part)).trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Decodes `%40` and the like.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_in_the_link_is_found() {
        for (link, found) in [
            ("mailto:a@x.example", vec!["a@x.example"]),
            ("MAILTO:a%40x.example", vec!["a@x.example"]),
            (
                "mailto:a@x.example,b@y.example",
                vec!["a@x.example", "b@y.example"],
            ),
            (
                "mailto:a@x.example?subject=Hi%2C%20you&cc=b@y.example%2Cc@z.example&body=d@w.example",
                vec!["a@x.example", "b@y.example,c@z.example"],
            ),
            (
                "mailto:?to=a@x.example&amp;bcc=b@y.example",
                vec!["a@x.example", "b@y.example"],
            ),
            ("mailto:Ada%20%3Ca@x.example%3E", vec!["Ada <a@x.example>"]),
            ("mailto:", vec![]),
        ] {
            assert_eq!(people(link), found, "{link}");
        }
    }
}
