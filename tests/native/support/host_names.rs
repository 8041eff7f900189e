//! Host names in ASCII without a browser. What the browser's own parser answers is in `tests/wasm/host_names.rs`,
//! which holds the same cases.

use unicode_normalization::UnicodeNormalization;

/// As `msi_actions::ports::HostNames` wants it: mapped and composed as UTS #46 does, then Punycode.
pub fn to_ascii(host: &str) -> Option<String> {
    let lower = |c: char| c.to_lowercase();
    let composed: String = host.nfkc().flat_map(lower).nfkc().collect();
    let labels = composed.split(['.', '\u{3002}']).map(|label| {
        let ascii = label.is_ascii();
        let encoded = || idna::punycode::encode_str(label).map(|code| format!("xn--{code}"));
        if ascii {
            Some(label.to_owned())
        } else {
            encoded()
        }
    });
    Some(labels.collect::<Option<Vec<_>>>()?.join("."))
}

#[cfg(test)]
mod tests {
    #[test]
    fn they_are_what_the_browser_writes() {
        for case in include_str!("../data/host-names.tsv").lines() {
            let (host, ascii) = case.split_once('\t').unwrap();
            assert_eq!(super::to_ascii(host).as_deref(), Some(ascii), "{host}");
        }
    }
}
