//! Reads pasted texts on standard input, one a line, and prints of each which org it invites to, as one
//! JSON object a line: `cargo run --quiet --example invitation < texts.txt`. With `-- --sample` it prints
//! a valid link for acme.my.salesforce.com.

use msi_actions::base::{ConsumerKey, Fault, Millis, OrgHost};
use msi_actions::onboarding::Invitation;
use serde_json::json;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::{Duration, SystemTime};

fn main() -> std::io::Result<()> {
    let mut out = stdout().lock();
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = Millis(0).after(since.unwrap_or_default());
    if std::env::args().any(|argument| argument == "--sample") {
        let sample = sample().ok_or_else(|| std::io::Error::other("no sample"))?;
        return writeln!(
            out,
            "{}",
            sample.link(now.after(Duration::from_secs(14 * 24 * 60 * 60)))
        );
    }
    for text in stdin().lock().split(b'\n') {
        let answer = match Invitation::in_text(&String::from_utf8_lossy(&text?), now) {
            Ok(invitation) => json!({ "org": invitation.org.to_string() }),
            Err(error) => json!({ "refused": Fault::from(error).code.as_str() }),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn sample() -> Option<Invitation> {
    Some(Invitation {
        org: OrgHost::parse("acme.my.salesforce.com").ok()?,
        key: ConsumerKey::parse(KEY).ok()?,
        invited: None,
    })
}

/// As Salesforce makes them.
const KEY: &str =
    "3MVG9IHf89I1t8hrvswazsWedXWY0iqK20PSFaInvUgLFB6vrcb9bbWFTSIHpO8G2jxBLJA6uZGyPFC5Aejq";
