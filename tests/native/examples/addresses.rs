//! Reads a text with addresses on standard input, as a rep pastes it, and prints whom it names as one
//! line of JSON: `cargo run --quiet --example addresses < recipients.txt`.

use msi_actions::mailbox::addresses::{once, read};
use serde_json::json;
use std::io::{Read, stdin};

#[path = "../support/host_names.rs"]
mod host_names;

fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    stdin().read_to_end(&mut bytes)?;
    let (mut people, mut faults) = (Vec::new(), Vec::new());
    for read in once(read(
        &String::from_utf8_lossy(&bytes),
        &host_names::to_ascii,
    )) {
        match read {
            Ok(person) => people.push(json!({ "name": person.name, "address": person.address })),
            Err(fault) => {
                faults.push(json!({ "text": fault.text, "reason": fault.reason.code() }));
            }
        }
    }
    println!("{}", json!({ "people": people, "faults": faults }));
    Ok(())
}
