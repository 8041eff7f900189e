//! Bounces that are no report by RFC 3464: by the habits of qmail, Exim, Domino and others.

use super::phrases::{BOUNCE_SUBJECTS, BOUNCE_TEXTS, contains, normal};
use super::report::{Failure, lasting};
use crate::mailbox::{Part, address_in};

/// The failures that a mail tells of; `None` for a mail that is no bounce. `own` are the rep's addresses.
pub(super) fn read(mail: &Part, own: &[String]) -> Option<Vec<Failure>> {
    let failed = mail.header("X-Failed-Recipients");
    let text = mail.words();
    let subject = normal(mail.header("Subject"));
    let says = contains(&subject, BOUNCE_SUBJECTS) || contains(&normal(&text), BOUNCE_TEXTS);
    if failed.is_empty() && !(is_daemon(mail) && says) {
        return None;
    }
    let told = before_copy(&text);
    let lasting = lasting(&format!("{told}\n{subject}"));
    let mut addresses: Vec<String> = failed
        .split(',')
        .map(address_in)
        .filter(|one| one.contains('@'))
        .collect();
    if addresses.is_empty() {
        addresses = named(told, mail, own);
    }
    if addresses.is_empty() {
        addresses = returned(mail, &text);
    }
    let failures = addresses.into_iter().map(|address| Failure {
        address: Some(address),
        lasting,
    });
    let mut failures: Vec<Failure> = failures.collect();
    if failures.is_empty() {
        failures.push(Failure {
            address: None,
            lasting,
        });
    }
    Some(failures)
}

/// Fills in the address where a report names none: by the header, the text, or the mail that came back.
pub(super) fn complete(mut failures: Vec<Failure>, mail: &Part, own: &[String]) -> Vec<Failure> {
    if failures.iter().all(|failure| failure.address.is_none()) {
        let text = mail.words();
        let found = mail
            .header("X-Failed-Recipients")
            .split(',')
            .map(address_in)
            .find(|one| one.contains('@'));
        let found = found.or_else(|| named(before_copy(&text), mail, own).into_iter().next());
        let found = found.or_else(|| returned(mail, &text).into_iter().next());
        if let Some(first) = failures.first_mut() {
            first.address = found;
        }
    }
    failures
}

/// Whether a program sends it that delivers mail.
pub(super) fn is_daemon(mail: &Part) -> bool {
    let from = normal(mail.header("From"));
    let names = [
        "mailer-daemon@",
        "postmaster@",
        "post_master@",
        "mailer-daemon",
        "mail delivery system",
        "mail delivery subsystem",
        "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e",
        "microsoft outlook",
        "bounce@",
        "bounces@",
        "mail administrator",
        "mdaemon@",
    ];
    names.iter().any(|name| from.contains(name))
        || mail.values("Return-Path").any(|path| path == "<>")
}

/// Without the copy of the mail that came back.
fn before_copy(text: &str) -> &str {
    let copies = [
        "--- Below this line is a copy",
        "------ This is a copy",
        "----- Original message -----",
        "-----Original Message-----",
        "----- Forwarded message",
        "Original message headers:",
        "Ursprüngliche Nachrichtenkopfzeilen:",
        "En-têtes de message d'origine",
        "----- The following is the original",
        "Return-Path:",
    ];
    let at = copies.iter().filter_map(|copy| text.find(copy)).min();
    at.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// The addresses that the text speaks of, without those of the rep and of the program.
fn named(text: &str, mail: &Part, own: &[String]) -> Vec<String> {
    let from = address_in(mail.header("From"));
    let mut found = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || "<>()[]\"'`,;|".contains(c)) {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let word = word.strip_prefix("mailto:").unwrap_or(&word).to_owned();
        let is_address = crate::base::is_address(&word);
        let is_programs = ["postmaster@", "mailer-daemon@", "abuse@"]
            .iter()
            .any(|name| word.starts_with(name));
        if is_address
            && !is_programs
            && word != from
            && !own.contains(&word)
            && !found.contains(&word)
        {
            found.push(word);
        }
    }
    // Further addresses in an explanation are those of servers and of help; each failure has its own line.
    let lines = |address: &String| {
        text.lines().any(|line| {
            let bare = line
                .trim()
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase();
            bare == *address
                || line
                    .trim_start()
                    .to_lowercase()
                    .starts_with(&format!("<{address}>"))
        })
    };
    let alone: Vec<String> = found
        .iter()
        .filter(|address| lines(address))
        .cloned()
        .collect();
    if alone.is_empty() {
        found.into_iter().take(1).collect()
    } else {
        alone
    }
}

/// To whom the mail went that came back, in its own part or at the end of the text.
fn returned(mail: &Part, text: &str) -> Vec<String> {
    let copies = mail.all();
    let copies = copies
        .iter()
        .filter(|part| matches!(part.kind.as_str(), "message/rfc822" | "text/rfc822-headers"));
    let mut tos: Vec<String> = Vec::new();
    for copy in copies {
        tos.extend(copy.values("To").map(str::to_owned));
        tos.extend(to_lines(&copy.text));
        tos.extend(
            copy.parts
                .iter()
                .flat_map(|part| part.values("To"))
                .map(str::to_owned),
        );
    }
    tos.extend(to_lines(text));
    let first = tos
        .iter()
        .map(|to| address_in(to))
        .find(|to| crate::base::is_address(to));
    first.into_iter().collect()
}

fn to_lines(source: &str) -> impl Iterator<Item = String> {
    let lines: Vec<String> = source
        .lines()
        .filter(|line| {
            line.get(..3)
                .is_some_and(|name| name.eq_ignore_ascii_case("to:"))
        })
        .filter_map(|line| line.get(3..).map(str::to_owned))
        .collect();
    lines.into_iter()
}
