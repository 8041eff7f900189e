//! A report as its source (RFC 2045, 2046): as much of MIME as is needed to find the parts of one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::part::{Part, first, text};
use crate::mailbox::addresses::decoded;

/// A report is a few levels deep; a mail that is deeper is not read further.
const DEEPEST: u8 = 6;

/// The mail with its parts.
pub(super) fn read(source: &str) -> Part {
    part(&source.replace("\r\n", "\n"), DEEPEST)
}

fn part(source: &str, levels: u8) -> Part {
    let (head, body) = match source.strip_prefix('\n') {
        Some(body) => ("", body),
        None => source.split_once("\n\n").unwrap_or((source, "")),
    };
    let headers = headers(head);
    let kind_line = first(&headers, "Content-Type");
    let kind = kind_line.split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    let boundary = boundary(kind_line).filter(|_| kind.starts_with("multipart/") && levels > 0);
    let (text, parts) = match boundary {
        Some(boundary) => (String::new(), pieces(body, &boundary, levels)),
        None => (
            unpacked(body, first(&headers, "Content-Transfer-Encoding")),
            Vec::new(),
        ),
    };
    Part {
        headers,
        kind,
        text,
        parts,
    }
}

/// Names and values, unfolded.
fn headers(head: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if let (true, Some((_, value))) = (line.starts_with([' ', '\t']), headers.last_mut()) {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    for (_, value) in &mut headers {
        *value = decoded(value);
    }
    headers
}

fn boundary(kind: &str) -> Option<String> {
    let at = kind.to_ascii_lowercase().find("boundary=")?;
    let rest = kind.get(at + "boundary=".len()..)?;
    let boundary = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([';', ' ']).next()?,
    };
    Some(boundary.to_owned()).filter(|boundary| !boundary.is_empty())
}

fn pieces(body: &str, boundary: &str, levels: u8) -> Vec<Part> {
    let mark = format!("--{boundary}");
    let mut pieces: Vec<Vec<&str>> = Vec::new();
    for line in body.lines() {
        match line.trim_end().strip_prefix(&mark) {
            Some("") => pieces.push(Vec::new()),
            Some("--") => break,
            _ => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(line);
                }
            }
        }
    }
    let each = pieces.iter();
    each.map(|lines| part(&lines.join("\n"), levels - 1))
        .collect()
}

fn unpacked(body: &str, encoding: &str) -> String {
    match encoding.to_ascii_lowercase().as_str() {
        "base64" => {
            let dense: String = body.split_whitespace().collect();
            STANDARD.decode(dense).map(text).unwrap_or_default()
        }
        "quoted-printable" => text(quoted_printable(body)),
        _ => body.to_owned(),
    }
}

fn quoted_printable(body: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut pieces = body.split('=');
    bytes.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
    for piece in pieces {
        let code = piece.get(..2);
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(piece.get(2..).unwrap_or_default().as_bytes());
            }
            // A line that goes on.
            None => bytes.extend_from_slice(piece.strip_prefix('\n').unwrap_or(piece).as_bytes()),
        }
    }
    bytes
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_report_are_found() {
        let report = read(
            "From: postmaster@customer.example\r\nSubject: =?utf-8?Q?Unzustellbar:_Gr=C3=BC=C3=9Fe?=\r\n\
             Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"a=b\"\r\n\r\npreamble\r\n--a=b\r\n\
             Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=\r\n=C3=9Fe\r\n\
             --a=b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\n\
             --a=b\r\nContent-Type: message/rfc822\r\n\r\nTo: gone@customer.example\r\n\r\nHello\r\n--a=b--\r\nafter",
        );
        let kinds: Vec<&str> = report.parts.iter().map(|part| part.kind.as_str()).collect();
        assert_eq!(
            kinds,
            ["text/plain", "message/delivery-status", "message/rfc822"]
        );
        let texts: Vec<&str> = report.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts[0], "Grüße");
        assert_eq!(texts[1], "Reporting-MTA: dns; x\n\nAction: failed");
        assert!(texts[2].starts_with("To: gone@customer.example"));
        assert_eq!(report.headers[1].1, "Unzustellbar: Grüße");
    }

    #[test]
    fn what_ends_nowhere_is_read_to_its_end() {
        for source in [
            "",
            "\n",
            "Content-Type: multipart/mixed; boundary=",
            "a\n\n--x",
        ] {
            assert_eq!(read(source).parts, []);
        }
        let open = read("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nHello");
        assert_eq!(open.parts[0].text, "Hello");
    }
}
