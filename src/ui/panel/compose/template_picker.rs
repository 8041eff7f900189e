//! The templates: found, looked at, put into the mail, and made of it.

use leptos::task::spawn_local;
use leptos::{html, prelude::*};

use super::each::Whose;
use super::filled::fill;
use super::marked::Marked;
use super::save_template::SaveAsTemplate;
use super::template_list::{Narrowed, TemplateList, in_use};
use crate::actions::{FilledMail, SendEmail};
use crate::base::Fault;
use crate::library::{LibraryView, Mark, Template};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    messages::ask,
};
use crate::protocol::{GetRecommended, GetTemplates, MarkTemplate};
use crate::ui::components::{
    Button, ButtonKind, Caret, Command, FaultView, MailFrame, Skeleton, cleaned, live, modal,
};

/// The field of the rep's signature.
const SIGNATURE: &str = "{{my_signature}}";

/// What the dialog shows.
#[derive(Clone, PartialEq)]
enum Step {
    List,
    Preview(Box<Template>),
    Save,
}

/// A button that opens the templates in a dialog.
#[component]
pub fn TemplatePicker(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// Whose text is written.
    whose: Whose,
    /// Where the rep writes.
    caret: Caret,
    /// The fields in the text.
    marked: Marked,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    let open = move |()| {
        caret.keep();
        opened.set(true);
    };
    view! {
        <span on:mousedown=|event| event.prevent_default()>
            <Button small=true on_press=open>
                {text("templates_button")}
            </Button>
        </span>
        <Show when=move || opened.get()>
            <Templates record whose caret marked opened />
        </Show>
    }
}

#[component]
fn Templates(
    record: RwSignal<RecordView>,
    whose: Whose,
    caret: Caret,
    marked: Marked,
    opened: RwSignal<bool>,
) -> impl IntoView {
    let (dialog, close) = modal();
    let org = record.with_untracked(|record| record.facts.record.org.clone());
    let step = RwSignal::new(Step::List);
    let found = RwSignal::new(None::<Result<LibraryView, Fault>>);
    let recommended = RwSignal::new(Vec::new());
    let narrowed = Narrowed::new();
    let load = {
        let org = org.clone();
        Callback::new(move |refresh: bool| {
            let org = org.clone();
            spawn_local(async move {
                let library = ask(GetTemplates { org, refresh }).await;
                if let Ok(library) = &library {
                    // Before the list is shown: nothing moves under the pointer.
                    recommended.try_set(ask_recommended(record, whose, library).await);
                }
                found.try_set(Some(library));
            });
        })
    };
    load.run(false);
    let live = live();
    let marking = Command::new();
    let of = StoredValue::new(org);
    let mark = Callback::new(move |(id, mark): (String, Mark)| {
        let org = of.get_value();
        marking.run(MarkTemplate { org, id, mark }, move |_| load.run(false));
    });
    let used = move |id: String| {
        let mark = MarkTemplate {
            org: of.get_value(),
            id,
            mark: Mark::Used,
        };
        Command::new().run(mark, |_| ());
    };
    let put = Callback::new(move |(template, whole): (Template, bool)| {
        used(template.id.clone());
        let name = template.text.name.clone();
        let text = template.text;
        spawn_local(async move {
            let html = cleaned(&text.html).await;
            close();
            opened.try_set(false);
            marked.select_prompt_soon();
            if whole || whose.mail_now().is_untouched() {
                whose.edit(|mail: &mut SendEmail| {
                    mail.template = Some(name.clone());
                    mail.subject = text.subject;
                    mail.html = match (whole, html.contains(SIGNATURE)) {
                        (true, true) => html,
                        (true, false) => format!("{html}<p>{SIGNATURE}</p>"),
                        // It stands below already.
                        (false, true) if !mail.html.is_empty() => {
                            format!("{}{}", html.replace(SIGNATURE, ""), mail.html)
                        }
                        (false, _) => format!("{html}{}", mail.html),
                    };
                });
            } else {
                caret.insert_html(&html);
                whose.edit(|mail: &mut SendEmail| {
                    mail.template = Some(name.clone());
                    if mail.subject.trim().is_empty() {
                        mail.subject = text.subject;
                    }
                });
            }
            live.say(text_with("templates_inserted", &[&name]));
        });
    });
    let choose = Callback::new(move |template: Template| {
        if whose.mail_now().is_untouched() {
            put.run((template, false));
        } else {
            step.set(Step::Preview(Box::new(template)));
        }
    });
    let look = Callback::new(move |template: Template| step.set(Step::Preview(Box::new(template))));
    let shown = move || match step.get() {
        Step::List => match found.get() {
            None => view! { <Skeleton blocks=2 /> }.into_any(),
            Some(Err(fault)) => {
                let again = Callback::new(move |()| load.run(true));
                view! { <FaultView fault on_retry=again /> }.into_any()
            }
            Some(Ok(library)) => {
                let recommended = recommended.get_untracked();
                view! { <TemplateList library recommended narrowed choose look mark /> }.into_any()
            }
        },
        Step::Preview(template) => {
            let back = Callback::new(move |()| step.set(Step::List));
            view! { <Looked record whose template=*template put back /> }.into_any()
        }
        Step::Save => {
            let (categories, sharing) = found.with_untracked(|found| match found {
                Some(Ok(library)) => (in_use(&library.templates), library.sharing),
                _ => Default::default(),
            });
            let done = Callback::new(move |()| {
                close();
                opened.try_set(false);
            });
            let back = Callback::new(move |()| step.set(Step::List));
            view! { <SaveAsTemplate org=of.get_value() whose categories sharing done back /> }
                .into_any()
        }
    };
    view! {
        <dialog
            class="dialog templates"
            node_ref=dialog
            aria-label=text("templates_title")
            on:close=move |_| opened.set(false)
        >
            <h2>{text("templates_title")}</h2>
            {move || marking.fault.get().map(|fault| view! { <FaultView fault /> })}
            {shown}
            <div class="buttons">
                {move || {
                    (step.get() == Step::List)
                        .then(|| {
                            view! {
                                <Button look=ButtonKind::Quiet on_press=move |()| step.set(Step::Save)>
                                    {text("templates_save_as")}
                                </Button>
                                <Button on_press=move |()| close()>{text("close")}</Button>
                            }
                        })
                }}
            </div>
        </dialog>
    }
}

/// The ids of the templates that are recommended; none where Salesforce cannot be asked, which keeps no template away.
async fn ask_recommended(
    record: RwSignal<RecordView>,
    whose: Whose,
    library: &LibraryView,
) -> Vec<String> {
    if library
        .templates
        .iter()
        .all(|each| each.conditions.is_empty())
    {
        return Vec::new();
    }
    let record = record.with_untracked(|record| record.facts.record.clone());
    let mail = whose.mail_now();
    let asked = ask(GetRecommended { record, mail }).await;
    asked.unwrap_or_default()
}

/// A template with this person's data.
#[component]
fn Looked(
    record: RwSignal<RecordView>,
    whose: Whose,
    template: Template,
    put: Callback<(Template, bool)>,
    back: Callback<()>,
) -> impl IntoView {
    let filled = RwSignal::new(None::<Result<FilledMail, Fault>>);
    let kept = StoredValue::new(template.clone());
    let load = Callback::new(move |()| {
        let text = kept.with_value(|template| template.text.clone());
        let mail = whose.mail_now();
        filled.set(None);
        spawn_local(async move {
            let html = cleaned(&text.html).await;
            let mail = SendEmail {
                subject: text.subject,
                html,
                ..mail
            };
            filled.try_set(Some(fill(record, mail).await));
        });
    });
    load.run(());
    let name = template.text.name;
    let title = text_with("compose_preview_of", &[&name]);
    let shown = move || match filled.get() {
        None => view! { <Skeleton blocks=1 /> }.into_any(),
        Some(Err(fault)) => view! { <FaultView fault on_retry=load /> }.into_any(),
        Some(Ok(filled)) => {
            let unfilled = filled.unfilled.join(", ");
            view! {
                <p class="strong">{filled.subject}</p>
                <MailFrame title=title.clone() html=filled.html />
                {(!unfilled.is_empty())
                    .then(|| view! { <p class="small">{text_with("fields_not_filled", &[&unfilled])}</p> })}
            }
            .into_any()
        }
    };
    let press = move |whole| move |()| put.run((kept.get_value(), whole));
    let heading = NodeRef::<html::H3>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    view! {
        <section class="looked">
            <h3 tabindex="-1" node_ref=heading>{name}</h3>
            {shown}
        </section>
        <div class="buttons">
            <Button look=ButtonKind::Quiet on_press=back>{text("back")}</Button>
            <Button on_press=press(true)>{text("templates_replace")}</Button>
            <Button look=ButtonKind::Primary on_press=press(false)>{text("templates_insert")}</Button>
        </div>
    }
}
