//! The files of the mail: added by button, drop and paste; listed with their sizes; refused where the mailbox would not
//! send them.

use futures_util::future::LocalBoxFuture;
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, HtmlInputElement};

use crate::actions::SendEmail;
use crate::base::Provider;
use crate::mailbox::{Attachment, MailLimit, is_shown_image, one_line};
use crate::platform::files::{self, ChosenFile};
use crate::platform::i18n::{text, text_with};
use crate::platform::intl;
use crate::ui::components::{Icon, Live, Shape, live};
use crate::ui::panel::focus::focus_field;
use crate::ui::panel::form::{Draft, Faults, FaultsAt};

/// The field's name in the form.
const FIELD: &str = "attachments";

/// The files that are being added to a mail.
#[derive(Clone, Copy)]
pub struct Adding {
    draft: Draft,
    /// What the mailbox sends; none where no mailbox is connected.
    limit: Memo<Option<MailLimit>>,
    /// Those that are not stored yet.
    storing: RwSignal<Vec<Attachment>>,
    /// Why files were not added, in words.
    refused: RwSignal<Vec<String>>,
    /// Whether one of them is too large.
    too_large: RwSignal<bool>,
    /// Whether files are held over the form.
    over: RwSignal<bool>,
    live: Live,
}

impl Adding {
    /// For the mail of `draft`. Files that are dropped or pasted anywhere on the page are added, as long as its form is
    /// open.
    pub fn to(draft: Draft, limit: Memo<Option<MailLimit>>) -> Self {
        let adding = Self {
            draft,
            limit,
            storing: RwSignal::new(Vec::new()),
            refused: RwSignal::new(Vec::new()),
            too_large: RwSignal::new(false),
            over: RwSignal::new(false),
            live: live(),
        };
        let over = adding.over;
        let dragged = window_event_listener(ev::dragover, move |event| {
            if event.data_transfer().as_ref().is_some_and(has_files) {
                event.prevent_default();
                over.set(true);
            }
        });
        let left = window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                over.set(false);
            }
        });
        let dropped = window_event_listener(ev::drop, move |event| {
            over.set(false);
            let data = event.data_transfer().filter(has_files);
            if let Some(data) = data.filter(|_| !files::is_taken(&event)) {
                // Else the browser would show the file in place of the form.
                event.prevent_default();
                adding.add(files::carried(&data));
            }
        });
        let pasted = window_event_listener(ev::paste, move |event| {
            let data = event.clipboard_data().filter(files::has_only_files);
            if let Some(data) = data {
                event.prevent_default();
                adding.add(files::carried(&data));
            }
        });
        on_cleanup(move || {
            dragged.remove();
            left.remove();
            dropped.remove();
            pasted.remove();
        });
        adding
    }

    /// Whether a file is not stored yet: nothing is sent before.
    pub fn is_under_way(self) -> bool {
        self.storing.with(|storing| !storing.is_empty())
    }

    /// Adds files, one after the other, as far as the mailbox sends them.
    fn add(self, chosen: Vec<ChosenFile>) {
        self.clear();
        let mut fitting = Vec::new();
        for file in chosen {
            fitting.extend(self.taken(file));
        }
        spawn_local(async move {
            for file in fitting {
                self.store(file).await;
            }
        });
    }

    /// Adds an image that was put into the text.
    pub fn add_image(self, image: ChosenFile) -> Option<LocalBoxFuture<'static, bool>> {
        self.clear();
        if !is_shown_image(&image.attachment.kind) {
            let name = &image.attachment.name;
            self.refuse(text_with("editor_image_kind", &[name]));
            return None;
        }
        let image = self.taken(image)?;
        Some(Box::pin(self.store(image)))
    }

    /// The file under a name that a mail can hold, where the mailbox sends it, too.
    fn taken(self, mut file: ChosenFile) -> Option<ChosenFile> {
        let attachment = &mut file.attachment;
        attachment.name = one_line(&attachment.name);
        if !self.fits(attachment) {
            self.too_large.set(true);
            self.refuse(text_with(
                "attach_too_large",
                &[&attachment.name, &intl::bytes(attachment.size)],
            ));
            return None;
        }
        let attachment = attachment.clone();
        self.storing.update(|storing| storing.push(attachment));
        Some(file)
    }

    /// Stores a file and adds it to the form; false where it could not be stored.
    async fn store(self, file: ChosenFile) -> bool {
        let stored = file.store().await.is_ok();
        let attachment = file.attachment;
        let (id, name) = (attachment.id.clone(), attachment.name.clone());
        if !stored {
            self.refuse(text_with("attach_not_stored", &[&name]));
        } else if !self.draft.is_over() {
            let added = |form: &mut SendEmail| form.attachments.push(attachment);
            self.draft.edit(added);
            self.live.say(text_with("compose_added", &[&name]));
        }
        let others = |storing: &mut Vec<Attachment>| storing.retain(|one| one.id != id);
        self.storing.try_update(others);
        stored
    }

    fn clear(self) {
        self.refused.set(Vec::new());
        self.too_large.set(false);
    }

    fn refuse(self, words: String) {
        self.live.say(words.clone());
        self.refused.try_update(|refused| refused.push(words));
    }

    /// Whether the mailbox sends the mail with this file, too.
    fn fits(self, file: &Attachment) -> bool {
        let Some(limit) = self.limit.get_untracked() else {
            return true;
        };
        let (text, mut all) = self
            .draft
            .read_now(|form: &SendEmail| (form.html.len(), form.carried()));
        all.extend(self.storing.get_untracked());
        all.push(file.clone());
        limit.holds(text, &all)
    }

    fn remove(self, file: &Attachment) {
        self.clear();
        self.draft
            .edit(|form: &mut SendEmail| form.attachments.retain(|one| one.id != file.id));
        self.live.say(text_with("compose_removed", &[&file.name]));
        focus_field(FIELD);
    }
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&"Files".into(), 0)
}

/// The button that adds files.
#[component]
pub fn AttachButton(
    /// The files that are being added.
    adding: Adding,
) -> impl IntoView {
    let choose = move |event: ev::Event| {
        let field = event.target();
        let input = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            adding.add(files::chosen(&input));
        }
    };
    view! {
        <label class="button small attach" data-field=FIELD>
            <Icon shape=Shape::Clip />
            {text("attach_verb")}
            <input type="file" multiple aria-describedby="attachments-faults" on:change=choose />
        </label>
    }
}

/// The row of the files, where there are any.
#[component]
pub fn Attachments(
    /// The files that are being added.
    adding: Adding,
    /// The faults of the form.
    faults: Faults,
) -> impl IntoView {
    let Adding {
        draft,
        limit,
        storing,
        refused,
        too_large,
        over,
        ..
    } = adding;
    let own = faults.at(FIELD);
    // Images stand in the text, and count.
    let carried = Memo::new(move |_| draft.read(SendEmail::carried));
    let list = Memo::new(move |_| carried.with(|files| apart(files)));
    let coming_files = Memo::new(move |_| storing.with(|files| apart(files)));
    let listed = move |file: Attachment| {
        let label = text_with("compose_remove", &[&file.name]);
        let (name, title) = (file.name.clone(), file.name.clone());
        view! {
            <li class="file">
                <span class="cut" title=title>
                    {name}
                </span>
                <span class="small soft">{intl::bytes(file.size)}</span>
                <button
                    type="button"
                    class="remove"
                    aria-label=label.clone()
                    title=label
                    on:click=move |_| adding.remove(&file)
                >
                    <Icon shape=Shape::Close />
                </button>
            </li>
        }
    };
    let coming = |file: Attachment| {
        view! {
            <li class="file" aria-busy="true">
                <span class="cut">{file.name}</span>
                <span class="small soft">{text("attach_adding")}</span>
            </li>
        }
    };
    let total = move || {
        let size = carried.with(|list| list.iter().map(|file| file.size).sum::<u64>());
        limit.get().filter(|_| size > 0).map(|limit| {
            let words = text_with(limit_words(limit), &[&intl::bytes(size), &most(limit)]);
            view! { <p class="small soft">{words}</p> }
        })
    };
    let refusals = move || {
        let refused = refused.get();
        let limit = limit.get().filter(|_| too_large.get());
        let lines = refused
            .into_iter()
            .chain(limit.map(|limit| text_with(limit_hint(limit), &[&most(limit)])));
        lines
            .map(|words| {
                view! {
                    <p class="field-fault">
                        <Icon shape=Shape::Warn />
                        <span>{words}</span>
                    </p>
                }
            })
            .collect_view()
    };
    let some = Memo::new(move |_| {
        let files = !list.with(Vec::is_empty) || !coming_files.with(Vec::is_empty);
        files || over.get() || !refused.with(Vec::is_empty) || !own.with(Vec::is_empty)
    });
    let row = move || {
        view! {
        <div class="form-row files" class:over=over>
            <span class="row-label">{text("compose_files")}</span>
            <div class="file-list">
                <ul aria-label=text("compose_files")>
                    {move || list.get().into_iter().map(listed).collect_view()}
                    {move || coming_files.get().into_iter().map(coming).collect_view()}
                </ul>
                {move || over.get().then(|| view! { <p class="small">{text("attach_drop")}</p> })}
                {total}
            </div>
            <div class="faults">{refusals}</div>
            <FaultsAt faults=own id="attachments-faults" />
        </div>
        }
    };
    view! { <Show when=move || some.get()>{row()}</Show> }
}

/// The files that do not stand in the text.
pub fn apart(files: &[Attachment]) -> Vec<Attachment> {
    let apart = files.iter().filter(|file| !file.is_inline());
    apart.cloned().collect()
}

/// The greatest files, in whole megabytes.
fn most(limit: MailLimit) -> String {
    intl::bytes(limit.of_files() / 1_000_000 * 1_000_000)
}

/// How much of the limit is used.
const fn limit_words(limit: MailLimit) -> &'static str {
    match limit.provider {
        Provider::Microsoft => "attach_total_outlook",
        Provider::Google | Provider::Salesforce => "attach_total_gmail",
    }
}

/// What the mailbox sends.
const fn limit_hint(limit: MailLimit) -> &'static str {
    match limit.provider {
        Provider::Microsoft if limit.is_small() => "attach_limit_outlook_small",
        Provider::Microsoft => "attach_limit_outlook",
        Provider::Google | Provider::Salesforce => "attach_limit_gmail",
    }
}
