//! Who of a list is left out, as a file for a spreadsheet.

/// Rows as comma-separated values (RFC 4180). What a spreadsheet would take for a formula is made text by an
/// apostrophe, as OWASP's "CSV Injection" says: the list came from outside.
#[must_use]
pub fn csv(rows: &[Vec<String>]) -> String {
    let field = |text: &String| {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let text = text.replace('"', "\"\"");
        let guard = if formula { "'" } else { "" };
        format!("\"{guard}{text}\"")
    };
    let line = |row: &Vec<String>| {
        let fields: Vec<String> = row.iter().map(field).collect();
        format!("{}\r\n", fields.join(","))
    };
    // With the mark that lets Excel read it as UTF-8.
    format!("\u{feff}{}", rows.iter().map(line).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula_and_none_ends_early() {
        let row = ["=HYPERLINK(\"http://x\")", "@SUM(A1)", "a \"b\", c", "-1"].map(String::from);
        assert_eq!(
            csv(&[row.to_vec()]),
            "\u{feff}\"'=HYPERLINK(\"\"http://x\"\")\",\"'@SUM(A1)\",\"a \"\"b\"\", c\",\"'-1\"\r\n"
        );
    }
}
