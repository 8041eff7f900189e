//! The form Send Sales Email, and its preview.

mod attachments;
mod each;
mod field_picker;
mod filled;
mod lists;
mod marked;
mod preview;
mod recipients;
mod save_template;
mod step;
mod template_list;
mod template_picker;

use leptos::{ev, html, prelude::*};
use std::collections::HashSet;

use self::attachments::{Adding, AttachButton, Attachments};
use self::each::{OneOrEach, OnlyFor, PeopleCheck, PeopleList, Previews, Whose, edit_of, words_of};
pub use self::field_picker::FieldPicker;
use self::filled::unfilled;
use self::lists::MailList;
use self::marked::mark_fields;
use self::recipients::Recipients;
use self::step::StepRow;
use self::template_picker::TemplatePicker;
use super::acts::Connect;
use super::choose_people::{ChooseButton, ChoosePeople};
use super::focus::focus_field;
use super::form::{Draft, Faults, FaultsAt, FormShell};
use super::notes::MailboxFault;
use crate::actions::{SendEmail, SentBy};
use crate::base::{FieldFault, Recipient, RecordId};
use crate::insight::PersonView;
use crate::mailbox::MailLimit;
use crate::panel::{MailboxState, RecordView, Several};
use crate::platform::i18n::{counted, text, text_with};
use crate::ui::components::{
    Button, ButtonKind, Caret, Editor, Icon, LaterPicker, LeftToday, Shape, first_later, live,
};

/// The fields, in their order on the form.
const FIELDS: &[&str] = &["later", "to", "cc", "bcc", "subject", "attachments", "html"];

/// From, To, Cc, Bcc, Subject, the text.
#[component]
pub fn Compose(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let faults = Faults::of(draft.form, FIELDS);
    let previewing = RwSignal::new(false);
    let typing =
        [MailList::To, MailList::Cc, MailList::Bcc].map(|who| (who, RwSignal::new(String::new())));
    let from = Memo::new(move |_| {
        record.with(|record| match &record.mailbox {
            MailboxState::Ready { address, .. } => Some(address.clone()),
            MailboxState::NotConnected => None,
        })
    });
    let limit = Memo::new(move |_| {
        record.with(|record| match &record.mailbox {
            MailboxState::Ready { limit, .. } => Some(*limit),
            MailboxState::NotConnected => None,
        })
    });
    let adding = Adding::to(draft, limit);
    let take_typed = move |()| {
        for (who, typing) in typing {
            who.take(draft, typing);
        }
    };
    let check = PeopleCheck::of(record, draft);
    let whose = Whose::of(draft);
    let live = live();
    // Updates addresses in the form that were corrected in Salesforce.
    Effect::new(move |_| {
        let people = record.with(|record| record.facts.people.clone());
        let followed = |form: &SendEmail| form.clone().follow(&people);
        let changed = draft.read_now(followed);
        if !changed.is_empty() {
            draft.edit(|form: &mut SendEmail| drop(form.follow(&people)));
        }
        for Recipient { name, address, .. } in changed {
            live.say(text_with(
                "compose_new_address",
                &[&name.unwrap_or_default(), &address],
            ));
        }
    });
    let toggle = move |()| previewing.update(|previewing| *previewing = !*previewing);
    let is_later = Memo::new(move |_| draft.read(|form: &SendEmail| form.later.is_some()));
    let holds = Signal::derive(move || {
        let each = draft.read(|form: &SendEmail| form.each.is_some());
        limit.get().is_some_and(MailLimit::holds_mails) && !each
    });
    let choose_time = move |()| {
        let by = match holds.get_untracked() {
            true => SentBy::Outlook,
            false => SentBy::Browser,
        };
        draft.edit(|form: &mut SendEmail| form.later = first_later(by));
        request_animation_frame(|| focus_field("later"));
    };
    let beside = move || {
        view! {
            <Button on_press=toggle>
                {move || text(if previewing.get() { "compose_edit" } else { "compose_preview" })}
            </Button>
            {move || {
                (!is_later.get())
                    .then(|| {
                        let name = text("compose_later");
                        view! {
                            <Button on_press=choose_time name=name.clone() title=name>
                                <Icon shape=Shape::Clock />
                            </Button>
                        }
                    })
            }}
        }
    };
    let verb = Signal::derive(move || match is_later.get() {
        true => "compose_schedule",
        false => "compose_send",
    });
    let mails = Memo::new(move |_| {
        let count = |people: &Option<_>| people.as_ref().map(Several::counts);
        check.people.with(count).map_or(0, |(mails, _)| mails)
    });
    let label = Signal::derive(move || match (mails.get(), is_later.get()) {
        (0, _) => None,
        (mails, false) => Some(counted("each_send", mails)),
        (mails, true) => Some(counted("each_schedule", mails)),
    });
    view! {
        <FormShell
            record
            draft
            faults
            verb
            label
            first=still_empty(draft)
            take_typed
            not_yet=Signal::derive(move || adding.is_under_way() || check.is_under_way())
            aside=previewing
            beside
        >
            <When draft faults outlook=holds />
            {move || {
                if previewing.get() {
                    let form = draft.read_now(SendEmail::clone);
                    let first = untrack(|| whose.person());
                    view! { <Previews record form first from=from.get_untracked() /> }.into_any()
                } else {
                    view! { <Fields record draft faults typing from adding check whose /> }.into_any()
                }
            }}
        </FormShell>
    }
}

/// The time at which it is sent, where the rep chose one.
#[component]
fn When(draft: Draft, faults: Faults, outlook: Signal<bool>) -> impl IntoView {
    let later = Memo::new(move |_| draft.read(|form: &SendEmail| form.later.clone()));
    let chosen = Memo::new(move |_| later.with(Option::is_some));
    let own_faults = faults.at("later");
    let people = Signal::derive(move || draft.read(SendEmail::zones));
    let choose = move |later| draft.edit(|form: &mut SendEmail| form.later = Some(later));
    let remove = move |()| {
        draft.edit(|form: &mut SendEmail| form.later = None);
        request_animation_frame(|| focus_field("html"));
    };
    move || {
        let first = chosen.get().then(|| later.get_untracked()).flatten()?;
        let value = Signal::derive(move || later.get().unwrap_or_else(|| first.clone()));
        Some(view! {
            <LaterPicker value people outlook on_choose=choose>
                <Button look=ButtonKind::Quiet small=true on_press=remove>
                    {text("later_remove")}
                </Button>
                <FaultsAt faults=own_faults id="later-faults" />
            </LaterPicker>
        })
    }
}

#[component]
fn Fields(
    record: RwSignal<RecordView>,
    draft: Draft,
    faults: Faults,
    typing: [(MailList, RwSignal<String>); 3],
    from: Memo<Option<String>>,
    adding: Adding,
    check: PeopleCheck,
    whose: Whose,
) -> impl IntoView {
    let choosing = RwSignal::new(false);
    let is_each = Memo::new(move |_| check.people.with(Option::is_some));
    let there = Memo::new(move |_| {
        draft.read(|form: &SendEmail| {
            let ids = form.chosen().filter_map(|who| who.record.clone());
            ids.collect::<HashSet<RecordId>>()
        })
    });
    let chosen = Signal::derive(move || draft.read(|form: &SendEmail| form.chosen().count()));
    let add = move |people: Vec<PersonView>| {
        let people = people.iter().filter_map(PersonView::recipient).collect();
        draft.edit(|form: &mut SendEmail| form.choose(people));
    };
    let [(_, to), (_, cc), (_, bcc)] = typing;
    let has = |who: MailList| draft.read_now(|form| !who.of(form).is_empty());
    let (with_cc, with_bcc) = (
        RwSignal::new(has(MailList::Cc)),
        RwSignal::new(has(MailList::Bcc)),
    );
    let more = move |shown: RwSignal<bool>, label: &'static str, who: MailList| {
        move || {
            let open = move |()| {
                shown.set(true);
                request_animation_frame(move || focus_field(who.field()));
            };
            (!shown.get() && !is_each.get()).then(|| {
                view! {
                    <Button look=ButtonKind::Quiet small=true on_press=open>
                        {text(label)}
                    </Button>
                }
            })
        }
    };
    let subject_faults = faults.at("subject");
    let text_faults = faults.at("html");
    let caret = Caret::new();
    let written = NodeRef::<html::Div>::new();
    let marked = mark_fields(written, unfilled(record, whose));
    // What keeps the mail from being sent is selected: typing replaces it.
    Effect::new(move |_| {
        let is_of_fields = |fault: &FieldFault| fault.message.starts_with("field_unfilled");
        if text_faults.with(|faults| faults.iter().any(is_of_fields)) {
            request_animation_frame(move || marked.select_unfilled());
        }
    });
    // Each text has an editor of its own: what it has not told yet belongs to the text that was written in it.
    let editor = move || {
        let person = StoredValue::new(whose.person());
        let html = Signal::derive(move || {
            person.with_value(|person| words_of(draft, person.as_ref(), |_, html| html.to_owned()))
        });
        let wrote = move |html: String| {
            person.with_value(|person| {
                edit_of(draft, person.as_ref(), |mail: &mut SendEmail| {
                    mail.html = html
                });
            });
        };
        view! {
            <Editor
                label=text("compose_text")
                placeholder=text("compose_placeholder")
                html
                on_change=wrote
                images=Callback::new(move |image| adding.add_image(image))
            />
        }
    };
    let copies = move |shown: RwSignal<bool>, who: MailList| {
        // Addresses that are there already stay in sight.
        let some = Memo::new(move |_| draft.read(|form| !who.of(form).is_empty()));
        move || shown.get() && (some.get() || !is_each.get())
    };
    view! {
        <div class="form-row">
            <span class="row-label">{text("compose_from")}</span>
            {move || match from.get() {
                Some(address) => {
                    view! {
                        <span class="value">{address}</span>
                        <div class="row-below">
                            <LeftToday />
                        </div>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <span class="value tone-warn">{text("home_no_mailbox")}</span>
                        <Connect />
                    }
                        .into_any()
                }
            }}
        </div>
        <MailboxFault record />
        <Recipients record who=MailList::To draft faults typing=to listed=is_each>
            <ChooseButton open=choosing />
            {more(with_cc, "compose_cc", MailList::Cc)}
            {more(with_bcc, "compose_bcc", MailList::Bcc)}
        </Recipients>
        <ChoosePeople record there chosen on_add=add open=choosing />
        <OneOrEach draft />
        <Show when=copies(with_cc, MailList::Cc)>
            <Recipients record who=MailList::Cc draft faults typing=cc />
        </Show>
        <Show when=copies(with_bcc, MailList::Bcc)>
            <Recipients record who=MailList::Bcc draft faults typing=bcc />
        </Show>
        <PeopleList draft check whose />
        <OnlyFor draft whose />
        <StepRow draft />
        <div class="form-row" data-field="subject" on:focusin=move |event| caret.follow(&event)>
            <label for="compose-subject">{text("compose_subject")}</label>
            <input
                id="compose-subject"
                name="subject"
                type="text"
                autocomplete="off"
                prop:value=move || whose.words(|subject, _| subject.to_owned())
                // Gmail keeps an answer in its thread only by the same subject.
                readonly=move || draft.read(SendEmail::is_in_thread)
                aria-invalid=move || (!subject_faults.with(Vec::is_empty)).then_some("true")
                aria-describedby="subject-faults"
                on:input=move |event| {
                    whose.edit(|mail: &mut SendEmail| mail.subject = event_target_value(&event));
                }
                on:keydown=move |event: ev::KeyboardEvent| {
                    // Enter moves to the text; only Ctrl+Enter sends from a field.
                    if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() && !event.is_composing() {
                        event.prevent_default();
                        focus_field("html");
                    }
                }
            />
            <FaultsAt faults=subject_faults id="subject-faults" />
        </div>
        <Attachments adding faults />
        <div
            class="form-text"
            data-field="html"
            node_ref=written
            on:focusin=move |event| caret.follow(&event)
        >
            <FaultsAt faults=text_faults id="text-faults" />
            {editor}
            // Shown above the text, after it for Tab, as its toolbar is.
            <div class="text-tools">
                <TemplatePicker record whose caret marked />
                <FieldPicker record mail=move |()| whose.mail_now() caret />
                <AttachButton adding />
            </div>
        </div>
        {move || {
            record
                .with(|record| record.opt_out_line.clone())
                .map(|line| {
                    view! {
                        <p class="small soft form-below" data-part="opt-out-line">
                            {text_with("compose_opt_out_line", &[&line])}
                        </p>
                    }
                })
        }}
    }
}

/// The first field that is still empty, else the text.
fn still_empty(draft: Draft) -> &'static str {
    draft.read_now(|form: &SendEmail| {
        if form.to.is_empty() {
            "to"
        } else if form.subject.is_empty() {
            "subject"
        } else {
            "html"
        }
    })
}
