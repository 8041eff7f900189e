//! The preview of a mail: as its receiver reads it, with the fields filled.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::attachments::apart;
use super::filled::{fill, is_template};
use crate::actions::{FilledMail, SendEmail};
use crate::base::{Fault, Recipient, html};
use crate::panel::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::platform::intl;
use crate::ui::components::{FaultView, MailFrame, Notice, Tone};

/// The mail, read only.
#[component]
pub fn Preview(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The form.
    form: SendEmail,
    /// What the policy adds below it.
    line_below: Option<String>,
    /// The sender's address.
    from: Option<String>,
) -> impl IntoView {
    let filled = RwSignal::new(None::<Result<FilledMail, Fault>>);
    let mail = StoredValue::new(form);
    let load = Callback::new(move |()| {
        let form = mail.get_value();
        if !is_template(&form) {
            filled.set(Some(Ok(FilledMail {
                subject: form.subject,
                html: form.html,
                unfilled: Vec::new(),
            })));
            return;
        }
        filled.set(None);
        spawn_local(async move {
            filled.try_set(Some(fill(record, form).await));
        });
    });
    load.run(());
    move || match filled.get() {
        Some(Ok(filled)) => {
            let from = from.clone();
            let line_below = line_below.clone();
            view! { <Shown form=mail.get_value() filled line_below from /> }.into_any()
        }
        Some(Err(fault)) => view! { <FaultView fault on_retry=load /> }.into_any(),
        None => view! {
            <section class="preview skeleton" aria-busy="true" aria-label=text("compose_preview")>
                <span class="hidden-text">{text("loading")}</span>
                <div class="bone middle"></div>
                <div class="bone block"></div>
            </section>
        }
        .into_any(),
    }
}

#[component]
fn Shown(
    form: SendEmail,
    filled: FilledMail,
    line_below: Option<String>,
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
    let subject = match filled.subject.trim() {
        "" => text("feed_no_subject"),
        subject => subject.to_owned(),
    };
    let unfilled = filled.unfilled.join(", ");
    let files: Vec<String> = apart(&form.attachments)
        .iter()
        .map(|file| format!("{} ({})", file.name, intl::bytes(file.size)))
        .collect();
    let files = files.join(", ");
    let below = line_below.map(|line| format!("<p>{}</p>", html::escaped(&line)));
    let html = filled.html + &below.unwrap_or_default();
    view! {
        // It scrolls, and has nothing else that takes the focus.
        <section class="preview" tabindex="0" aria-label=text("compose_preview")>
            {(!unfilled.is_empty())
                .then(|| {
                    view! {
                        <Notice
                            tone=Tone::Warn
                            title=text_with("fields_not_filled", &[&unfilled])
                        />
                    }
                })}
            <dl>
                {line("compose_from", from.unwrap_or_default())}
                {line("compose_to", names(&form.to))} {line("compose_cc", names(&form.cc))}
                {line("compose_bcc", names(&form.bcc))}
                {line("compose_subject", subject.clone())}
                {line("compose_files", files)}
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
