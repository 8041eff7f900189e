//! Adds our entry, which pins the icon, to a pasted `ExtensionSettings` of the company.

use leptos::prelude::*;

use crate::admin::setup::{BrowserKind, MergeFault, merge_place, merged};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{CopyButton, Download, Notice, Tone};

#[component]
pub fn Pin() -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    let edge = RwSignal::new(false);
    let keep_out = RwSignal::new(false);
    let browser = move || match edge.get() {
        true => BrowserKind::Edge,
        false => BrowserKind::Chrome,
    };
    let result = move || match merged(&pasted.get(), browser(), keep_out.get()) {
        Ok(words) => view! { <Result words browser=browser() /> }.into_any(),
        Err(fault) => {
            let title = text("setup_pin_refused");
            let reason = reason(&fault);
            view! { <Notice tone=Tone::Warn title><p data-part="refused">{reason}</p></Notice> }
                .into_any()
        }
    };
    view! {
        <details class="fold" data-part="pin">
            <summary>{text("setup_pin_title")}</summary>
            <div class="inside">
                <p>{text("setup_pin_text")}</p>
                <div class="field">
                    <label for="pin-browser">{text("setup_pin_browser")}</label>
                    <select
                        id="pin-browser"
                        class="input"
                        on:change=move |event| edge.set(event_target_value(&event) == "edge")
                    >
                        <option value="chrome">"Chrome"</option>
                        <option value="edge">"Edge"</option>
                    </select>
                </div>
                <div class="field">
                    <label for="pin-pasted">{text("setup_pin_paste")}</label>
                    <textarea
                        id="pin-pasted"
                        class="input code"
                        rows="6"
                        spellcheck="false"
                        prop:value=pasted
                        on:input=move |event| pasted.set(event_target_value(&event))
                    ></textarea>
                </div>
                <label class="ticked">
                    <input
                        type="checkbox"
                        prop:checked=keep_out
                        on:change=move |event| keep_out.set(event_target_checked(&event))
                    />
                    <span>{text("setup_way_shield")}</span>
                </label>
                <p class="small soft">{text("setup_how_shield")}</p>
                <div role="status">{result}</div>
            </div>
        </details>
    }
}

#[component]
fn Result(words: String, browser: BrowserKind) -> impl IntoView {
    let content = words.clone();
    const NAME: &str = "extension-settings.json";
    let file = words.clone();
    view! {
        <p class="small soft">{text_with("setup_policy_place", &[&merge_place(browser)])}</p>
        <pre class="policy" data-part="merged" tabindex="0">{words}</pre>
        <div class="buttons">
            <CopyButton content=move |()| content.clone() />
            <Download
                name=NAME.to_owned()
                kind="application/json"
                content=file
                label=text_with("setup_policy_download", &[NAME])
            />
        </div>
    }
}

fn reason(fault: &MergeFault) -> String {
    match fault {
        MergeFault::NoJson { line, column } => text_with(
            "setup_pin_no_json",
            &[&line.to_string(), &column.to_string()],
        ),
        MergeFault::WrongPart(part) if part.is_empty() => text("setup_pin_no_object"),
        MergeFault::WrongPart(part) => text_with("setup_pin_wrong_part", &[part]),
    }
}
