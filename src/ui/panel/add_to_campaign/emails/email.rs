//! One email of a campaign for one person: how they will read it, and to be changed for them alone.

use leptos::prelude::*;

use crate::actions::{AddToCampaign, FilledMail, Leaves, OwnMail, OwnText, SendEmail, StepId};
use crate::base::{Recipient, RecordId};
use crate::campaigns::{Campaign, StepMail};
use crate::panel::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Button, ButtonKind, Caret, Editor, MailFrame, Notice, Tone, live};
use crate::ui::panel::compose::FieldPicker;
use crate::ui::panel::focus::focus;
use crate::ui::panel::form::{Draft, FaultsAt, OwnTextMark};

/// The email.
#[component]
pub fn Email(
    record: RwSignal<RecordView>,
    draft: Draft,
    campaign: Memo<Option<Campaign>>,
    person: Option<RecordId>,
    /// As it is written for them.
    mail: Memo<Option<StepMail>>,
    /// As they will read it.
    filled: Memo<Option<FilledMail>>,
    /// Whether it cannot be found out now how they will read it.
    failed: Memo<bool>,
    editing: RwSignal<Option<StepId>>,
    can_change: Signal<bool>,
) -> impl IntoView {
    let live = live();
    let step =
        mail.with_untracked(|mail| mail.as_ref().map_or_else(StepId::default, |mail| mail.id));
    let person = StoredValue::new(person);
    let who = Memo::new(move |_| {
        let person = person.get_value();
        draft.read(|form: &AddToCampaign| {
            let mut people = form.people.iter();
            people.find(|who| who.record == person).cloned()
        })
    });
    let name = move || {
        who.with(|who| {
            who.as_ref()
                .map_or_else(String::new, |who| who.shown().to_owned())
        })
    };
    let own = Memo::new(move |_| {
        let person = person.get_value()?;
        draft.read(|form: &AddToCampaign| {
            let mut all = form.own_here();
            all.find(|own| own.person == person && own.text.step == step)
                .cloned()
        })
    });
    let is_own = Memo::new(move |_| own.with(Option::is_some));
    let write = move |text: OwnText| {
        let leaves = mail.with_untracked(|mail| mail.as_ref().map(|mail| mail.leaves));
        let Some((person, leaves)) = person.get_value().zip(leaves) else {
            return;
        };
        draft.edit(|form: &mut AddToCampaign| {
            if let Some(campaign) = form.campaign.clone() {
                form.write_own(OwnMail {
                    campaign: campaign.id,
                    person,
                    leaves,
                    text,
                });
            }
        });
    };
    let change = move |change: &dyn Fn(&mut StepMail)| {
        let Some(mut now) = mail.get_untracked() else {
            return;
        };
        change(&mut now);
        let text = campaign.with_untracked(|campaign| {
            let campaign = campaign.as_ref()?;
            Some(campaign.own_text(step, &now.subject, &now.html))
        });
        if let Some(text) = text {
            write(text);
        }
    };
    // What was taken away, as long as the email is shown.
    let taken = RwSignal::new(None::<OwnText>);
    let use_shared = move |()| match taken.get_untracked().filter(|_| !is_own.get_untracked()) {
        Some(text) => {
            taken.set(None);
            write(text);
        }
        None => {
            taken.set(own.get_untracked().map(|own| own.text));
            write(OwnText {
                step,
                ..OwnText::default()
            });
            editing.set(None);
            live.say(text_with("each_shared_again", &[&untrack(name)]));
        }
    };
    let again = Memo::new(move |_| !is_own.get() && taken.with(Option::is_some));
    let faults =
        Memo::new(move |_| own.with(|own| own.as_ref().map(OwnMail::faults).unwrap_or_default()));
    let at = move |field: &'static str| {
        Memo::new(move |_| {
            let faults = faults.get().into_iter();
            faults
                .filter(|fault| fault.field == field)
                .collect::<Vec<_>>()
        })
    };
    let (subject_faults, text_faults) = (at("subject"), at("html"));
    let place = format!("[data-mail='{step}']");
    let caret = Caret::within(&place);
    let open = Memo::new(move |_| can_change.get() && editing.get() == Some(step));
    let toggle = StoredValue::new(place);
    let begin = move |()| {
        editing.set(Some(step));
        let field = toggle.with_value(|place| format!("{place} [data-field=subject] input"));
        request_animation_frame(move || focus(&field));
    };
    let done = move |()| {
        editing.set(None);
        let button = toggle.with_value(|place| format!("{place} .button"));
        request_animation_frame(move || focus(&button));
    };
    let head = move || {
        let mail = mail.get()?;
        let day = text_with("campaign_add_day", &[&mail.day.to_string()]);
        let how = text(match mail.leaves {
            Leaves::Alone | Leaves::InThread => "campaign_add_by_itself",
            Leaves::ByRep => "campaign_add_looked_at",
        });
        let thread = (mail.leaves == Leaves::InThread).then(|| text("campaigns_in_thread_short"));
        let words: Vec<String> = [day, how].into_iter().chain(thread).collect();
        Some(words.join(" · "))
    };
    let reading = move || {
        let subject = filled.with(|filled| filled.as_ref().map(|filled| filled.subject.clone()));
        let subject =
            subject.or_else(|| mail.get().map(|mail| mail.thread.unwrap_or(mail.subject)));
        let subject = subject.filter(|subject| !subject.trim().is_empty());
        let subject = subject.unwrap_or_else(|| text("feed_no_subject"));
        let unfilled =
            filled.with(|filled| filled.as_ref().map(|filled| filled.unfilled.join(", ")));
        let missing = unfilled.filter(|names| !names.is_empty()).map(|names| {
            let title = text_with("fields_not_filled", &[&names]);
            let by_itself = mail.with(|mail| {
                mail.as_ref()
                    .is_some_and(|mail| mail.leaves != Leaves::ByRep)
            });
            view! {
                <Notice tone=Tone::Warn title>
                    {by_itself.then(|| view! { <p>{text("campaign_mails_task")}</p> })}
                </Notice>
            }
        });
        let shown = match filled.get() {
            Some(filled) => {
                let title = text_with("compose_preview_of", &[&subject]);
                view! { <MailFrame title html=filled.html /> }.into_any()
            }
            None if failed.get() => ().into_any(),
            None => view! {
                <div class="skeleton" aria-busy="true">
                    <span class="hidden-text">{text("loading")}</span>
                    <div class="bone block"></div>
                </div>
            }
            .into_any(),
        };
        view! {
            <p class="strong">{subject}</p>
            {missing}
            {shown}
        }
    };
    let writing = move || {
        let html = Signal::derive(move || mail.get().map(|mail| mail.html).unwrap_or_default());
        let subject = move || mail.get().map(|mail| mail.subject).unwrap_or_default();
        let in_thread = mail.with_untracked(|mail| {
            mail.as_ref()
                .is_some_and(|mail| mail.leaves == Leaves::InThread)
        });
        let for_fields =
            Callback::new(move |()| as_mail(who.get_untracked(), mail.get_untracked()));
        let id = format!("launch-subject-{step}");
        view! {
            <div class="form-row" data-field="subject">
                <label for=id.clone()>{text("compose_subject")}</label>
                <input
                    id=id
                    type="text"
                    autocomplete="off"
                    prop:value=subject
                    aria-invalid=move || (!subject_faults.with(Vec::is_empty)).then_some("true")
                    aria-describedby=format!("launch-subject-faults-{step}")
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        change(&|mail| mail.subject.clone_from(&typed));
                    }
                />
                {in_thread
                    .then(|| view! { <p class="row-below small soft">{text("campaigns_in_thread_text")}</p> })}
                <FaultsAt faults=subject_faults id=format!("launch-subject-faults-{step}") />
            </div>
            <div class="form-text" data-field="html">
                <FaultsAt faults=text_faults id=format!("launch-text-faults-{step}") />
                <Editor
                    label=text("compose_text")
                    html
                    on_change=move |html: String| change(&|mail| mail.html.clone_from(&html))
                />
                <div class="text-tools">
                    <FieldPicker record mail=for_fields caret />
                </div>
            </div>
        }
    };
    let button = move || match open.get() {
        true => view! {
            <Button look=ButtonKind::Primary small=true on_press=done>
                {text("campaign_mails_done")}
            </Button>
        }
        .into_any(),
        false => view! {
            <Button small=true on_press=begin>
                {move || text_with("campaign_mails_change", &[&name()])}
            </Button>
        }
        .into_any(),
    };
    let either = move || is_own.get() || again.get();
    view! {
        <li class="launch-mail" data-mail=step.to_string() on:focusin=move |event| caret.follow(&event)>
            <p class="launch-head">
                <span class="small soft">{head}</span>
                <Show when=move || is_own.get()>
                    <OwnTextMark />
                </Show>
            </p>
            {move || match open.get() {
                true => writing().into_any(),
                false => reading().into_any(),
            }}
            <Show when=move || can_change.get()>
                <div class="buttons">
                    {button}
                    <Show when=either>
                        <Button look=ButtonKind::Quiet small=true on_press=use_shared>
                            {move || text(if again.get() { "outbox_undo" } else { "each_use_shared" })}
                        </Button>
                    </Show>
                </div>
            </Show>
        </li>
    }
}

/// The email as the list of fields takes it.
fn as_mail(who: Option<Recipient>, mail: Option<StepMail>) -> SendEmail {
    let mail = mail.map(|mail| (mail.subject, mail.html));
    let (subject, html) = mail.unwrap_or_default();
    SendEmail {
        to: who.into_iter().collect(),
        subject,
        html,
        ..SendEmail::default()
    }
}
