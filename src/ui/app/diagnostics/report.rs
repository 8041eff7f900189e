//! The report for support: it can be read before it is copied or saved.

use leptos::prelude::*;

use super::here::environment;
use crate::base::Topic;
use crate::platform::i18n::text;
use crate::protocol::GetReport;
use crate::ui::components::{CopyButton, Download, FaultView, ask_and_follow};

/// The card.
#[component]
pub fn Report() -> impl IntoView {
    let asked = ask_and_follow(GetReport {}, Topic::Outbox);
    let again = Callback::new(move |()| asked.again());
    let whole = Memo::new(move |_| asked.value.get().map(with_browser));
    let buttons = move || {
        whole.get().map(|report| {
            let content = report.clone();
            view! {
                <details class="details">
                    <summary>{text("report_read")}</summary>
                    <pre tabindex="0">{report.clone()}</pre>
                </details>
                <div class="foot">
                    <Download
                        name="msi-actions-report.txt".to_owned()
                        kind="text/plain"
                        content=report
                        label=text("report_save")
                    />
                    <CopyButton label=text("report_copy") content=move |()| content.clone() />
                </div>
            }
        })
    };
    view! {
        <section class="card" data-card="report">
            <header>
                <h2>{text("report_title")}</h2>
                <p>{text("report_text")}</p>
            </header>
            {move || asked.fault.get().map(|fault| view! { <FaultView fault on_retry=again /> })}
            {buttons}
        </section>
    }
}

/// The worker does not know the browser's version and language.
fn with_browser(report: String) -> String {
    let lines = environment().map(|(name, value)| format!("{name}: {value}"));
    format!("{report}\n{}\n", lines.join("\n"))
}
