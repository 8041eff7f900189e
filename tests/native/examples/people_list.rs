//! Reads a file's bytes on standard input, as an administrator chooses it on the team page, and prints
//! whom it names as one line of JSON: `cargo run --quiet --example people_list < people.csv`.

use msi_actions::admin::team::list::{Reading, read, text_of};
use serde_json::{Value, json};
use std::io::{Read, stdin};

#[path = "../support/host_names.rs"]
mod host_names;

fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    stdin().read_to_end(&mut bytes)?;
    println!("{}", list(&bytes));
    Ok(())
}

fn list(bytes: &[u8]) -> Value {
    let refused = |reason: &str| json!({ "people": [], "faults": [{ "line": null, "text": "", "reason": reason }] });
    let text = match text_of(bytes) {
        Ok(text) => text,
        Err(fault) => return refused(fault.code()),
    };
    let Ok(entries) = read(&text, &host_names::to_ascii) else {
        return refused("too_many");
    };
    let (mut people, mut faults) = (Vec::new(), Vec::new());
    for entry in entries {
        let fault = |reason| json!({ "line": entry.line, "text": entry.written, "reason": reason });
        match &entry.reading {
            Reading::Address(address) => {
                people.push(json!({ "name": entry.name, "address": address }));
            }
            Reading::Malformed(reason) => faults.push(fault(reason.code())),
            Reading::Again => faults.push(fault("again")),
        }
    }
    json!({ "people": people, "faults": faults })
}
