//! Reads a mail's HTML on standard input and prints the text part that the mail would have:
//! `cargo run --quiet --example plain_text < some.html`.

use std::io::{Read, Write, stdin, stdout};

use msi_actions::mailbox::plain_text;

fn main() -> std::io::Result<()> {
    let mut html = String::new();
    stdin().lock().read_to_string(&mut html)?;
    stdout().lock().write_all(plain_text(&html).as_bytes())
}
