//! Where a mail's own words end and what it quotes begins, by what mail programs write above a quote.

/// Whether a trimmed line of a mail's text begins a quote: `>`, a rule, a header, or "… wrote:".
#[must_use]
pub fn begins_quote(line: &str) -> bool {
    if line.starts_with('>') || line.starts_with("____________") {
        return true;
    }
    let lower = line.to_lowercase();
    if line.starts_with("-----") && line.trim_matches('-').chars().any(char::is_alphabetic) {
        return true;
    }
    let heads = ["from:", "von:", "de :", "de:", "van:", "差出人:", "送信者:"];
    if heads.iter().any(|head| lower.starts_with(head)) && lower.contains('@') {
        return true;
    }
    let says = [
        "wrote:",
        "schrieb:",
        "a écrit :",
        "a écrit:",
        "escribió:",
        "escreveu:",
        "schreef:",
        "のメール:",
    ];
    says.iter().any(|says| lower.ends_with(says))
        || (lower.contains("schrieb ") && lower.ends_with(':'))
}
