//! The preview of a mail.

use leptos::prelude::*;

use crate::actions::SendEmail;
use crate::base::{Recipient, html};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::MailFrame;

/// The mail, read only.
#[component]
pub fn Preview(
    /// The form.
    form: SendEmail,
    /// What the policy adds below it.
    line_below: Option<String>,
    /// The sender's address.
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
    let below = line_below.map(|line| format!("<p>{}</p>", html::escaped(&line)));
    let html = form.html + &below.unwrap_or_default();
    view! {
        <section class="preview" aria-label=text("compose_preview")>
            <dl>
                {line("compose_from", from.unwrap_or_default())}
                {line("compose_to", names(&form.to))} {line("compose_cc", names(&form.cc))}
                {line("compose_bcc", names(&form.bcc))}
                {line("compose_subject", subject.clone())}
            </dl>
            <MailFrame title=text_with("compose_preview_of", &[&subject]) html />
        </section>
    }
}

fn names(list: &[Recipient]) -> String {
    let name = |recipient: &Recipient| match &recipient.name {
        Some(name) => format!("{name} <{}>", recipient.address),
        None => recipient.address.clone(),
    };
    list.iter().map(name).collect::<Vec<_>>().join(", ")
}
