//! The mail as the recipient sees it. Its HTML stays in a frame without scripts and with an origin
//! of its own; the extension's content security policy, which such a frame inherits, keeps remote
//! pictures out.

use leptos::prelude::*;

use crate::actions::{Recipient, SendEmail};
use crate::platform::i18n::{text, text_with};

/// The mail, read only.
#[component]
pub fn Preview(
    /// The form.
    form: SendEmail,
    /// From which address it goes out.
    from: Option<String>,
) -> impl IntoView {
    let line = |label: &str, words: String| {
        (!words.is_empty()).then(|| {
            view! {
                <div class="form-row">
                    <dt class="row-label">{text(label)}</dt>
                    <dd>{words}</dd>
                </div>
            }
        })
    };
    let subject = match form.subject.trim() {
        "" => text("feed_no_subject"),
        subject => subject.to_owned(),
    };
    view! {
        <section class="preview" aria-label=text("compose_preview")>
            <dl>
                {line("compose_from", from.unwrap_or_default())}
                {line("compose_to", names(&form.to))} {line("compose_cc", names(&form.cc))}
                {line("compose_bcc", names(&form.bcc))}
                {line("compose_subject", subject.clone())}
            </dl>
            <iframe
                class="mail"
                sandbox=""
                referrerpolicy="no-referrer"
                title=text_with("compose_preview_of", &[&subject])
                srcdoc=page(&form.html)
            ></iframe>
        </section>
    }
}

/// The frame's page. Styles are not allowed in it, so that its attributes say what a mail program
/// does to a mail without styles; a link has nowhere to open.
fn page(html: &str) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><base target=_blank>\
         <body leftmargin=16 topmargin=12 rightmargin=16 bottommargin=12 bgcolor=#ffffff text=#1c1b22 link=#5a3fc0><font face='Arial, sans-serif' size=2>{html}</font>"
    )
}

fn names(list: &[Recipient]) -> String {
    let name = |recipient: &Recipient| match &recipient.name {
        Some(name) => format!("{name} <{}>", recipient.address),
        None => recipient.address.clone(),
    };
    list.iter().map(name).collect::<Vec<_>>().join(", ")
}
