//! Reads URLs on standard input, one a line, and prints what each shows as one JSON object a line:
//! `cargo run --quiet --example recognise < urls.txt`.

use std::io::{BufRead, Write, stdin, stdout};

#[path = "../support/recognised_page.rs"]
mod recognised_page;

use recognised_page::Words;

fn main() -> std::io::Result<()> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let words = Words::of(line?.trim());
        writeln!(
            out,
            "{}",
            serde_json::json!({ "ui": words.ui, "object": words.object, "id": words.id, "mode": words.mode })
        )?;
    }
    Ok(())
}
