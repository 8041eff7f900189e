//! The labelled mails of `data/arrivals.tsv`: how a word of the third column makes a mail of the last two.
//!
//! - an answer: `re` (In-Reply-To), `ref` (References alone), `conv` (only the provider's conversation says so),
//!   `quote` (what is answered stands below), `html` (HTML alone)
//! - a program's mark: `auto`, `exch` (Exchange), `vac` (RFC 5230), `xauto`, `prec`, `apple`, `loop` (an inbox rule),
//!   `bulk`, `null` (no return path), `noreply`, `mdn` (a receipt), `news`, `cal`
//! - marks that say nothing: `suppress` (a person's Exchange or CRM asks for no automatic answer), `list`
//! - a bounce: `dsn:action:status`, `dsn:empty` (Gmail's own fault), `daemon`, `gmail`, `exim`, `failed`
//!   (X-Failed-Recipients), `qmail`

use msi_actions::mailbox::Part;

use super::{GONE, REP, SENT, part};

/// A labelled mail.
pub struct Labelled {
    pub language: &'static str,
    pub label: &'static str,
    pub subject: &'static str,
    pub mail: Part,
    pub same_conversation: bool,
}

pub fn all() -> Vec<Labelled> {
    let lines = include_str!("../data/arrivals.tsv").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.map(labelled).collect()
}

fn labelled(line: &'static str) -> Labelled {
    let mut columns = line.split('\t');
    let mut next = || columns.next().unwrap_or_else(|| panic!("{line}"));
    let (language, label, marks, subject, text) = (next(), next(), next(), next(), next());
    let mut mail = Part {
        headers: vec![
            (
                "From".into(),
                "John Customer <john@customer.example>".into(),
            ),
            ("To".into(), format!("Rita Rep <{REP}>")),
            ("Subject".into(), subject.into()),
            ("Return-Path".into(), "<john@customer.example>".into()),
        ],
        ..Part::default()
    };
    let mut text = text.replace("\\n", "\n");
    for mark in marks.split(' ') {
        apply(mark, &mut mail, &mut text);
    }
    let is_html = marks.split(' ').any(|mark| mark == "html");
    mail.parts.insert(
        0,
        part(if is_html { "text/html" } else { "text/plain" }, &text),
    );
    if mail.kind.is_empty() {
        mail.kind = "multipart/mixed".into();
    }
    let same_conversation = marks.split(' ').any(|mark| mark == "conv");
    Labelled {
        language,
        label,
        subject,
        mail,
        same_conversation,
    }
}

fn apply(mark: &str, mail: &mut Part, text: &mut String) {
    let mut set = |name: &str, value: &str| {
        mail.headers.retain(|(of, _)| of != name);
        mail.headers.push((name.into(), value.into()));
    };
    match mark {
        "" | "conv" | "qmail" => {}
        "re" => {
            set("In-Reply-To", SENT);
            set("References", SENT);
        }
        "ref" => set("References", &format!("<first@customer.example>\r\n {SENT}")),
        "quote" if text.starts_with('<') => text.push_str(
            "<div>On Fri, 20 Nov 2026 Rita Rep wrote:</div><blockquote>I am not out of office.</blockquote>",
        ),
        "quote" => text.push_str(
            "\n\nOn Fri, 20 Nov 2026 Rita Rep <rita@seller.example> wrote:\n> Hello,\n> I am not out of office.",
        ),
        "html" => *text = format!("<html><body>{text}</body></html>"),
        "auto" => {
            set("Auto-Submitted", "auto-replied");
            set("In-Reply-To", SENT);
        }
        "exch" => {
            set("Auto-Submitted", "auto-generated");
            set("X-Auto-Response-Suppress", "All");
            set("In-Reply-To", SENT);
            set("X-MS-Exchange-Transport-CrossTenantHeadersStamped", "AM0");
        }
        "vac" => {
            set("Auto-Submitted", "auto-replied (vacation)");
            set("In-Reply-To", SENT);
        }
        "xauto" => set("X-Autoreply", "yes"),
        "prec" => set("Precedence", "auto_reply"),
        "apple" => set("X-Apple-Action", "VACATION"),
        "loop" => {
            set("X-MS-Exchange-Inbox-Rules-Loop", "john@customer.example");
            set("X-Auto-Response-Suppress", "All");
        }
        "bulk" => set("Precedence", "bulk"),
        "null" => set("Return-Path", "<>"),
        "noreply" => set("From", "Support <no-reply@customer.example>"),
        "suppress" => set("X-Auto-Response-Suppress", "OOF, AutoReply"),
        "own" => set("From", &format!("Rita Rep <{}>", REP.to_uppercase())),
        "news" => {
            set("List-Unsubscribe", "<https://news.example/u?1>");
            set("Precedence", "bulk");
        }
        "list" => {
            set("List-Id", "<team.customer.example>");
            set("List-Post", "<mailto:team@customer.example>");
            set("Precedence", "list");
        }
        "cal" => mail.parts.push(part("text/calendar", "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR")),
        "mdn" => {
            mail.kind = "multipart/report".into();
            mail.parts.push(part("message/disposition-notification", "Disposition: manual-action/MDN-sent-manually; displayed"));
        }
        "daemon" | "exim" => {
            set("From", "Mail Delivery System <MAILER-DAEMON@mx.seller.example>");
            set("Return-Path", "<>");
        }
        "gmail" => {
            set("From", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>");
            set("X-Failed-Recipients", GONE);
            set("Auto-Submitted", "auto-replied");
        }
        "failed" => set("X-Failed-Recipients", GONE),
        report => {
            let mut words = report.strip_prefix("dsn:").unwrap_or_else(|| panic!("{report}")).split(':');
            let (action, status) = (words.next().unwrap(), words.next());
            let status = status.map(|status| {
                format!(
                    "Reporting-MTA: dns; mx.seller.example\r\n\r\nFinal-Recipient: rfc822; {GONE}\r\nAction: {action}\r\n\
                     Status: {status}\r\nDiagnostic-Code: smtp; see\r\n {status}\r\n"
                )
            });
            mail.kind = "multipart/report".into();
            mail.parts.push(part("message/delivery-status", &status.unwrap_or_default()));
            mail.parts.push(part("message/rfc822", &format!("From: {REP}\r\nTo: {GONE}\r\nSubject: x\r\n\r\nHello")));
        }
    }
}
