//! The form Log a Call.

use leptos::prelude::*;

use super::call_timer::{self, CallTimer};
use super::focus::{focus, focus_field};
use super::form::{
    AlsoRow, Draft, DueRow, Faults, FormShell, InputRow, NotesRow, PriorityRow, ReminderRow,
    SegmentRow, SelectRow, WhoRow,
};
use crate::actions::{CallDirection, FollowUp, LogCall, Part};
use crate::base::Day;
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::ui::components::{Button, ButtonKind};

/// The fields, in their order on the form.
const FIELDS: &[&str] = &[
    "who",
    "outcome",
    "direction",
    "minutes",
    "on",
    "notes",
    "subject",
    FOLLOW_UP_SUBJECT,
];
const FOLLOW_UP_SUBJECT: &str = "follow_up.subject";
/// The subject of a fresh form without a person.
const BARE_SUBJECT: &str = "Call";
/// The suggested outcomes where the org has no picklist.
const OUTCOMES: [&str; 6] = [
    "outcome_answered",
    "outcome_no_answer",
    "outcome_message",
    "outcome_busy",
    "outcome_meeting",
    "outcome_wrong_number",
];

/// Puts the person's name into the subject, unless the rep wrote their own.
pub fn name_person(call: &mut LogCall, before: Option<&str>, name: Option<&str>) {
    let ours = |name| text_with("call_subject", &[name]);
    if call.subject == BARE_SUBJECT || before.map(ours).as_ref() == Some(&call.subject) {
        call.subject = name.map_or_else(|| BARE_SUBJECT.to_owned(), ours);
    }
}

/// The form.
#[component]
pub fn LogCallForm(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let faults = Faults::of(draft.form, FIELDS);
    let read = move |part: fn(&LogCall) -> String| Signal::derive(move || draft.read(part));
    view! {
        <FormShell record draft faults verb="call_log" first="outcome">
            <WhoRow
                record
                value=Signal::derive(move || draft.read(|call: &LogCall| call.who.clone()))
                name=Signal::derive(move || draft.read(|call: &LogCall| call.who_name.clone()))
                on_choose=move |(who, before, name): super::form::Chosen| {
                    draft
                        .edit(|call: &mut LogCall| {
                            call.who = who;
                            name_person(call, before.as_deref(), name.as_deref());
                            call.who_name = name;
                        });
                }
                on_dial=move |()| call_timer::start(draft)
            />
            <StepRow draft />
            <AlsoRow
                record
                draft
                who=Signal::derive(move || draft.read(|call: &LogCall| call.who.clone()))
                value=Signal::derive(move || draft.read(|call: &LogCall| call.also.clone()))
                on_choose=move |also| draft.edit(|call: &mut LogCall| call.also = also)
            />
            {draft.may(Part::Outcome).then(|| view! { <Outcome draft faults /> })}
            <Reason draft />
            {draft.may(Part::Direction).then(|| view! { <SegmentRow
                field="direction"
                label="call_direction"
                options=vec!["call_outbound", "call_inbound"]
                value=Signal::derive(move || {
                    draft.read(|call: &LogCall| usize::from(call.direction == CallDirection::Inbound))
                })
                on_choose=move |at| {
                    draft
                        .edit(|call: &mut LogCall| {
                            call.direction = if at == 1 { CallDirection::Inbound } else { CallDirection::Outbound };
                        });
                }
            /> })}
            {draft.may(Part::Minutes).then(|| view! { <InputRow
                field="minutes"
                label="call_minutes"
                kind="number"
                max="1440"
                value=read(|call| call.minutes.map(|minutes| minutes.to_string()).unwrap_or_default())
                on_input=move |text: String| {
                    draft.edit(|call: &mut LogCall| call.write_minutes(text.parse().ok()));
                }
                faults
            >
                <span class="small soft">{text("call_minutes_unit")}</span>
                <CallTimer draft />
            </InputRow> })}
            {draft.may(Part::Day).then(|| view! { <InputRow
                field="on"
                label="call_on"
                kind="date"
                value=read(|call| call.on.to_string())
                on_input=move |text: String| {
                    // An incomplete date is ignored; the form keeps the last one.
                    if let Ok(day) = Day::parse(&text) {
                        draft.edit(|call: &mut LogCall| call.on = day);
                    }
                }
                faults
            /> })}
            {draft.may(Part::Notes).then(|| view! { <NotesRow
                field="notes"
                label="form_notes"
                value=read(|call| call.notes.clone())
                on_input=move |text| draft.edit(|call: &mut LogCall| call.notes = text)
                faults
            /> })}
            <InputRow
                field="subject"
                label="form_subject"
                value=read(|call| call.subject.clone())
                on_input=move |text| draft.edit(|call: &mut LogCall| call.subject = text)
                faults
            />
            <Next draft faults />
        </FormShell>
    }
}

/// The step of a campaign that the call does; nothing where it does none, or is with somebody else by now.
#[component]
fn StepRow(draft: Draft) -> impl IntoView {
    let step = Memo::new(move |_| draft.read(|call: &LogCall| call.own_step().cloned()));
    let choose = move |event| {
        let yes = event_target_checked(&event);
        draft.edit(|call: &mut LogCall| {
            if let Some(step) = &mut call.step {
                step.done = yes;
            }
        });
    };
    move || {
        step.get().map(|step| {
            view! {
                <div class="form-row" data-part="campaign-step">
                    <span class="row-label">{text("compose_step")}</span>
                    <span class="value">{step.campaign}</span>
                    <div class="row-below small">
                        <label class="check">
                            <input type="checkbox" prop:checked=step.done on:change=choose />
                            <span>{text("call_step_done")}</span>
                        </label>
                    </div>
                </div>
            }
        })
    }
}

/// The org's picklist, or a text field with our suggestions.
#[component]
fn Outcome(draft: Draft, faults: Faults) -> impl IntoView {
    let value = Signal::derive(move || draft.read(|call: &LogCall| call.outcome.clone()));
    let choose = move |text| draft.edit(|call: &mut LogCall| call.outcome = text);
    let own = draft.choices.with_value(|choices| {
        let shown = |value: &String| (value.clone(), choices.shown(value).to_owned());
        choices.outcomes.iter().map(shown).collect::<Vec<_>>()
    });
    if own.is_empty() {
        let suggestions = Signal::derive(|| OUTCOMES.map(text).to_vec());
        return view! {
            <InputRow field="outcome" label="call_outcome" value on_input=choose faults suggestions />
        }
        .into_any();
    }
    let options = with_none_and(&value.get_untracked(), own);
    view! {
        <SelectRow field="outcome" label="call_outcome" options value on_choose=choose />
    }
    .into_any()
}

/// The administrator's list of reasons, where there is one.
#[component]
fn Reason(draft: Draft) -> impl IntoView {
    let reasons = draft.choices.with_value(|choices| {
        let listed = choices.reasons.iter().cloned();
        listed
            .map(|reason| (reason.clone(), reason))
            .collect::<Vec<_>>()
    });
    (!reasons.is_empty()).then(move || {
        let value = Signal::derive(move || draft.read(|call: &LogCall| call.reason.clone()));
        let choose = move |text| draft.edit(|call: &mut LogCall| call.reason = text);
        let options = with_none_and(&value.get_untracked(), reasons);
        view! {
            <SelectRow field="reason" label="call_reason" options value on_choose=choose />
        }
    })
}

/// The entries of a list, each a value with its label, after the one for none; with what a draft has of an earlier list.
fn with_none_and(kept: &str, listed: Vec<(String, String)>) -> Signal<Vec<(String, String)>> {
    let none = (String::new(), text("form_none"));
    let mut options = vec![none];
    options.extend(listed);
    if options.iter().all(|(value, _)| value != kept) {
        options.push((kept.to_owned(), kept.to_owned()));
    }
    Signal::derive(move || options.clone())
}

/// The follow-up task, folded until the rep wants one.
#[component]
fn Next(draft: Draft, faults: Faults) -> impl IntoView {
    let has = Memo::new(move |_| draft.read(|call: &LogCall| call.follow_up.is_some()));
    // Restored when the rep unfolds it again.
    let put_away = StoredValue::new(None::<FollowUp>);
    let add = move |()| {
        let fresh = || FollowUp {
            subject: text("call_follow_up_subject"),
            due: Some(intl::calendar_day(now()).later(1)),
            priority: draft
                .choices
                .with_value(|choices| choices.default_priority.clone()),
            reminder: None,
        };
        let follow_up = put_away.get_value().unwrap_or_else(fresh);
        draft.edit(|call: &mut LogCall| call.follow_up = Some(follow_up));
        request_animation_frame(|| focus_field(FOLLOW_UP_SUBJECT));
    };
    let remove = move |()| {
        draft.edit(|call: &mut LogCall| put_away.set_value(call.follow_up.take()));
        request_animation_frame(|| focus(".follow-up .button"));
    };
    view! {
        <section class="follow-up">
            {move || {
                if has.get() {
                    view! { <FollowUpFields draft faults on_remove=remove /> }.into_any()
                } else {
                    view! {
                        <Button look=ButtonKind::Quiet on_press=add>
                            {text("call_follow_up_add")}
                        </Button>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn FollowUpFields(
    draft: Draft,
    faults: Faults,
    #[prop(into)] on_remove: Callback<()>,
) -> impl IntoView {
    fn of<T: Default>(draft: Draft, part: fn(&FollowUp) -> T) -> T {
        draft.read(|call: &LogCall| call.follow_up.as_ref().map(part).unwrap_or_default())
    }
    let edit = move |change: Box<dyn FnOnce(&mut FollowUp)>| {
        draft.edit(|call: &mut LogCall| {
            if let Some(follow_up) = &mut call.follow_up {
                change(follow_up);
            }
        });
    };
    let due = Signal::derive(move || of(draft, |next| next.due));
    view! {
        <header>
            <h2>{text("call_follow_up")}</h2>
            <Button look=ButtonKind::Quiet small=true on_press=on_remove>
                {text("call_follow_up_remove")}
            </Button>
        </header>
        <InputRow
            field=FOLLOW_UP_SUBJECT
            label="form_subject"
            value=Signal::derive(move || of(draft, |next| next.subject.clone()))
            on_input=move |text| edit(Box::new(|next| next.subject = text))
            faults
        />
        {draft.may(Part::Day).then(|| view! { <DueRow
            field="follow_up.due"
            value=due
            on_choose=move |day| edit(Box::new(move |next| next.due = day))
            faults
        /> })}
        <PriorityRow
            field="follow_up.priority"
            draft
            value=Signal::derive(move || of(draft, |next| next.priority.clone()))
            on_choose=move |priority| edit(Box::new(|next| next.priority = priority))
        />
        {draft.may(Part::Reminder).then(|| view! { <ReminderRow
            field="follow_up.reminder"
            value=Signal::derive(move || of(draft, |next| next.reminder))
            due
            on_choose=move |at| edit(Box::new(move |next| next.reminder = at))
        /> })}
    }
}
