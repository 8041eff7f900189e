//! Delivery reports by RFC 3464.

use serde::{Deserialize, Serialize};

use crate::mailbox::{Part, address_in};

/// An address that a mail did not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The address, in lower case; `None` where the report does not say it.
    pub address: Option<String>,
    /// Whether to write there again.
    pub lasting: Lasting,
}

/// Whether a failure lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lasting {
    /// The address does not take mail.
    Permanent,
    /// It may do so another time: a delay, a full mailbox.
    Temporary,
}

/// What a report is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Report {
    /// A mail did not arrive, at these addresses.
    Failed(Vec<Failure>),
    /// A mail arrived, was read, was complained about.
    Other,
}

/// What a report says; `None` for a mail that is none.
pub(super) fn read(mail: &Part) -> Option<Report> {
    let all = mail.all();
    let status = all.iter().find(|part| {
        matches!(
            part.kind.as_str(),
            "message/delivery-status" | "message/global-delivery-status"
        )
    });
    let other = [
        "message/disposition-notification",
        "message/feedback-report",
    ];
    if let Some(status) = status {
        let fields: Vec<Fields> = paragraphs(&source(status)).collect();
        let failed: Vec<Failure> = fields.iter().filter_map(Fields::failure).collect();
        if !failed.is_empty() {
            return Some(Report::Failed(failed));
        }
        // Gmail leaves the status empty where its own settings are at fault.
        let says_so = fields.iter().any(|fields| !fields.get("action").is_empty());
        return says_so.then_some(Report::Other);
    }
    all.iter()
        .any(|part| other.contains(&part.kind.as_str()))
        .then_some(Report::Other)
}

/// The fields of a status are its text; some readers take them for the headers of parts.
fn source(status: &Part) -> String {
    let mut source = String::new();
    for part in status.all() {
        source.push_str("\n\n");
        for (name, value) in &part.headers {
            source.push_str(&format!("{name}: {value}\n"));
        }
        source.push_str(&part.text);
    }
    source
}

/// One paragraph of a report: names in lower case, and values.
struct Fields(Vec<(String, String)>);

fn paragraphs(text: &str) -> impl Iterator<Item = Fields> {
    let text = text.replace("\r\n", "\n");
    let paragraphs: Vec<Fields> = text
        .split("\n\n")
        .map(|paragraph| {
            let mut fields: Vec<(String, String)> = Vec::new();
            for line in paragraph.lines() {
                if let (true, Some((_, value))) = (line.starts_with([' ', '\t']), fields.last_mut())
                {
                    value.push(' ');
                    value.push_str(line.trim());
                } else if let Some((name, value)) = line.split_once(':') {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
            Fields(fields)
        })
        .collect();
    paragraphs.into_iter()
}

impl Fields {
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(of, _)| of == name);
        found.map_or("", |(_, value)| value)
    }

    /// What this paragraph says of one receiver.
    fn failure(&self) -> Option<Failure> {
        let action = self.get("action").to_ascii_lowercase();
        let is_delay = action.starts_with("delayed");
        // "expired" is no word of RFC 3464, and is written.
        if !is_delay && !action.starts_with("fail") && !action.starts_with("expired") {
            return None;
        }
        // The address that was written to, before whatever it was forwarded to.
        let fields = [
            "original-recipient",
            "x-original-to",
            "final-recipient",
            "x-actual-recipient",
        ];
        let address = fields.iter().find_map(|field| address_of(self.get(field)));
        let code = format!("{} {}", self.get("status"), self.get("diagnostic-code"));
        Some(Failure {
            address,
            lasting: if is_delay {
                Lasting::Temporary
            } else {
                lasting(&code)
            },
        })
    }
}

/// `rfc822; ada@analytical.example` or, from a few programs, the address alone.
fn address_of(value: &str) -> Option<String> {
    let value = value.split_once(';').map_or(value, |(_, address)| address);
    let address = address_in(value);
    address.contains('@').then_some(address)
}

/// By the first status code in a text, `5.1.1` or `550` (RFC 3463, RFC 5321); failures that name none last. A
/// mailbox that is full has a permanent code and takes mail another time.
pub(super) fn lasting(text: &str) -> Lasting {
    let lower = text.to_lowercase();
    let full = [
        "5.2.2",
        "mailbox full",
        "mailbox is full",
        "over quota",
        "quota exceeded",
        "out of storage",
    ];
    if full.iter().any(|full| lower.contains(full)) {
        return Lasting::Temporary;
    }
    let is_code = |word: &str| {
        let mut parts = word.split('.');
        let class = parts
            .next()
            .is_some_and(|class| class == "4" || class == "5");
        let rest: Vec<&str> = parts.collect();
        let digits =
            |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        class && rest.len() == 2 && rest.iter().all(digits)
    };
    let is_reply = |word: &str| {
        word.len() == 3 && word.starts_with(['4', '5']) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let words = || {
        lower
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
            .map(|word| word.trim_end_matches('.'))
    };
    let code = words()
        .find(|word| is_code(word))
        .or_else(|| words().find(|word| is_reply(word)));
    match code {
        Some(code) if code.starts_with('4') => Lasting::Temporary,
        Some(_) => Lasting::Permanent,
        None if TEMPORARY.iter().any(|says| lower.contains(says)) => Lasting::Temporary,
        None => Lasting::Permanent,
    }
}

/// How programs speak of a delay.
const TEMPORARY: [&str; 8] = [
    "will continue to try",
    "will be retried",
    "delayed",
    "temporarily",
    "no action is required on your part",
    "still trying",
    "verzögert",
    "retardé",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_whether_a_failure_lasts() {
        for (text, expected) in [
            ("5.1.1 smtp; 550 5.1.1 no such user", Lasting::Permanent),
            ("4.4.1", Lasting::Temporary),
            ("5.2.2 mailbox full", Lasting::Temporary),
            ("550 #5.1.0 Address rejected.", Lasting::Permanent),
            ("451 try again at 10.0.0.5", Lasting::Temporary),
            (
                "host mx.example[192.0.2.5] said: 550 unknown",
                Lasting::Permanent,
            ),
            ("message is delayed", Lasting::Temporary),
            ("not listed in Domino Directory", Lasting::Permanent),
        ] {
            assert_eq!(lasting(text), expected, "{text}");
        }
    }
}
