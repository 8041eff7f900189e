//! The rep's templates as a file.

use leptos::task::spawn_local;
use leptos::{html, prelude::*};

use crate::base::OrgHost;
use crate::library::{Audience, FileError, LibraryView, TemplateText, exported, imported};
use crate::platform::{
    files,
    i18n::{text, text_with},
};
use crate::protocol::SaveTemplate;
use crate::ui::components::{Button, Command, Download, FaultView, Notice, Query, Tone, cleaned};

#[component]
pub fn Exchange(org: OrgHost, asked: Query<LibraryView>) -> impl IntoView {
    let file = NodeRef::<html::Input>::new();
    let read = RwSignal::new(None::<Result<Vec<TemplateText>, FileError>>);
    let saving = Command::new();
    let chosen = move |_| {
        spawn_local(async move {
            let Some(input) = file.get_untracked() else {
                return;
            };
            if let Some(bytes) = files::bytes_of(&input).await {
                let found = match imported(&String::from_utf8_lossy(&bytes)) {
                    Ok(all) => {
                        let mut clean = Vec::new();
                        for text in all {
                            let html = cleaned(&text.html).await;
                            clean.push(TemplateText { html, ..text });
                        }
                        Ok(clean)
                    }
                    Err(error) => Err(error),
                };
                read.try_set(Some(found));
            }
        });
    };
    let kept = StoredValue::new(org);
    let take = move |()| save_next(kept.get_value(), asked, read, saving);
    let content = Memo::new(move |_| {
        let own = |view: &Option<LibraryView>| view.as_ref().map(|view| exported(&view.templates));
        asked.value.with(own).unwrap_or_default()
    });
    view! {
        <section class="card">
            <header>
                <h2>{text("templates_file")}</h2>
                <p>{text("templates_file_text")}</p>
            </header>
            <div class="inside">
                <div class="field">
                    <label for="templates-file">{text("templates_import")}</label>
                    <input
                        id="templates-file"
                        type="file"
                        accept=".json,application/json"
                        node_ref=file
                        on:change=chosen
                    />
                </div>
                {move || match read.get()? {
                    Ok(all) if all.is_empty() => None,
                    Ok(all) => {
                        let title = text_with("templates_to_import", &[&all.len().to_string()]);
                        Some(
                            view! {
                                <Notice title>
                                    <div class="buttons">
                                        <Button disabled=saving.busy on_press=take>
                                            {text("templates_import_now")}
                                        </Button>
                                    </div>
                                </Notice>
                            }
                                .into_any(),
                        )
                    }
                    Err(error) => Some(view! { <Notice tone=Tone::Warn title=words(&error) /> }.into_any()),
                }}
                {move || saving.fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
            <footer class="foot">
                {move || {
                    view! {
                        <Download
                            name="msi-actions-templates.json".to_owned()
                            kind="application/json"
                            content=content.get()
                            label=text("templates_export")
                        />
                    }
                }}
            </footer>
        </section>
    }
}

/// Saves the next one; what is not saved yet stays in the list, so that a fault loses none.
fn save_next(
    org: OrgHost,
    asked: Query<LibraryView>,
    read: RwSignal<Option<Result<Vec<TemplateText>, FileError>>>,
    saving: Command,
) {
    let next = read.with_untracked(|read| match read {
        Some(Ok(all)) => all.first().cloned(),
        _ => None,
    });
    let Some(text) = next else {
        read.set(None);
        asked.again();
        return;
    };
    let save = SaveTemplate {
        org: org.clone(),
        id: None,
        text,
        audience: Audience::Rep,
    };
    saving.run(save, move |_| {
        read.update(|read| {
            if let Some(Ok(all)) = read {
                all.remove(0);
            }
        });
        save_next(org, asked, read, saving);
    });
}

fn words(error: &FileError) -> String {
    match error {
        FileError::Foreign => text("templates_file_foreign"),
        FileError::Newer => text("templates_file_newer"),
        FileError::TooMany => text("templates_file_too_many"),
        FileError::Incomplete(name) => text_with("templates_file_incomplete", &[name]),
    }
}
