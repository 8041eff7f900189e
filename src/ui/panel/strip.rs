//! The strip above the panel's foot: the last submission with its Undo, and those that need the rep. It is shown on
//! every record, in a form and without a record, until they are finished.

use leptos::{ev, prelude::*};

use super::composing::Start;
use super::focus::focus;
use super::keys::is_command;
use super::showing::Showing;
use super::state::PanelState;
use crate::actions::Form;
use crate::base::{ActionKind, IntentId, RecordRef};
use crate::outbox::Undone;
use crate::outbox::{Folded, OutboxItem, OutboxState, Strip as Follows};
use crate::platform::i18n::{counted, text};
use crate::protocol::Undo;
use crate::ui::components::{
    Button, Command, Countdown, FaultView, Icon, Late, LateQuestion, Live, OutboxRow, Shape,
    ToolButton, fault_texts, live, outbox_words, page_target, subject_line, undone_words,
};

/// A submission that was undone while its record was not in view.
#[derive(Clone, PartialEq)]
struct TakenBack {
    record: RecordRef,
    action: ActionKind,
    subject: String,
}

/// The strip; nothing where there are no such submissions, or beside another user's page.
#[component]
pub fn Strip() -> impl IntoView {
    let state = PanelState::get();
    let items = Memo::new(move |_| {
        let own = !matches!(
            state.showing.get(),
            Showing::NotSetUp | Showing::OtherUser { .. }
        );
        let items = state.outbox.value.get().filter(|_| own);
        items.unwrap_or_default()
    });
    let late = Late::of(move || items.get());
    let follows = Memo::new(move |_| {
        let in_view = state.in_tray();
        Follows::of(&late.rest(items.get()), in_view.as_ref())
    });
    let last = Memo::new(move |_| follows.with(|follows| follows.last().cloned()));
    let rest = Memo::new(move |_| follows.with(Follows::rest));
    let taken_back = RwSignal::new(None::<TakenBack>);
    let opened = RwSignal::new(false);
    Effect::new(move |_| {
        if rest.with(Vec::is_empty) {
            opened.set(false);
        }
        // Not needed where the form is open again.
        let composing = state.composing.get();
        let is_open = |back: &TakenBack| {
            composing
                .as_ref()
                .is_some_and(|open| (&open.record, open.action) == (&back.record, back.action))
        };
        if taken_back.with(|back| back.as_ref().is_some_and(is_open)) {
            taken_back.set(None);
        }
    });
    tell_news(state, follows);
    let undoing = Undoing {
        state,
        doing: Command::new(),
        live: live(),
        taken_back,
    };
    undoing.by_key();
    let fault = undoing.doing.fault;
    let empty = Memo::new(move |_| {
        let nothing = last.with(Option::is_none) && rest.with(Vec::is_empty);
        nothing
            && !late.together()
            && taken_back.with(Option::is_none)
            && fault.with(Option::is_none)
    });
    view! {
        <Show when=move || !empty.get()>
            <section class="strip" aria-label=text("strip_label")>
                <LateQuestion late />
                <Show when=move || opened.get()>
                    <Rest rest taken_back />
                </Show>
                {move || taken_back.get().map(|back| view! { <Draft back taken_back /> })}
                {move || last.get().map(|item| view! { <Last item undoing /> })}
                {move || fault.get().map(|fault| view! { <FaultView fault /> })}
                <Fold follows opened />
            </section>
        </Show>
    }
}

/// The undo command.
#[derive(Clone, Copy)]
struct Undoing {
    state: PanelState,
    doing: Command,
    live: Live,
    taken_back: RwSignal<Option<TakenBack>>,
}

impl Undoing {
    fn take_back(self, item: OutboxItem) {
        let Self {
            state,
            doing,
            live,
            taken_back,
        } = self;
        let (intent, writing) = (item.intent.clone(), is_writing(state, &item));
        doing.run(Undo { intent, writing }, move |undone| {
            live.say(undone_words(&undone, item.action));
            if let Undone::Back(form) = undone {
                give_back(state, taken_back, &item, *form);
            }
        });
    }

    /// Its key undoes the last submission on any record, since the time is too short to reach the button by Tab.
    fn by_key(self) {
        let listener = window_event_listener(ev::keydown, move |event| {
            if !event.key().eq_ignore_ascii_case("u") || !is_command(&event) || event.repeat() {
                return;
            }
            let last = self.state.outbox.value.with_untracked(|items| {
                let items = items.as_deref().unwrap_or_default();
                Follows::of(items, None).last().cloned()
            });
            if let Some(item) = last {
                event.prevent_default();
                self.take_back(item);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

/// The last submission, with the seconds that are left to undo it.
#[component]
fn Last(item: OutboxItem, undoing: Undoing) -> impl IntoView {
    let OutboxState::Undo { until } = item.state else {
        return ().into_any();
    };
    let (subject, to) = (subject_line(&item.subject), item.recipients.clone());
    let undo = move |()| undoing.take_back(item.clone());
    view! {
        <div class="strip-line" data-strip="undo">
            <Icon shape=Shape::Clock class="soft" />
            <div class="grow">
                <p class="strong cut" title=subject.clone()>
                    {subject.clone()}
                </p>
                <p class="small soft">
                    <Countdown to until />
                </p>
            </div>
            <Button small=true on_press=undo disabled=undoing.doing.busy>
                {text("outbox_undo")}
            </Button>
        </div>
    }
    .into_any()
}

/// One line for all others, which unfolds them.
#[component]
fn Fold(follows: Memo<Follows>, opened: RwSignal<bool>) -> impl IntoView {
    let folded = Memo::new(move |_| follows.with(Follows::folded));
    let toggle = move |_| {
        opened.update(|opened| *opened = !*opened);
        if opened.get_untracked() {
            request_animation_frame(|| focus(".strip-rest"));
        }
    };
    let line = move |title: String, words: Option<String>, needs: bool| {
        let (shape, tone, name) = match needs {
            true => (Shape::Warn, "tone-warn", "needs"),
            false => (Shape::Clock, "soft", "more"),
        };
        view! {
            <div class="strip-line" data-strip=name>
                <Icon shape class=tone />
                <div class="grow">
                    <p class="strong cut" title=title.clone()>
                        {title.clone()}
                    </p>
                    {words.map(|words| view! { <p class="small soft">{words}</p> })}
                </div>
                <button
                    type="button"
                    class="button small"
                    aria-expanded=move || opened.get().to_string()
                    on:click=toggle
                >
                    {move || text(if opened.get() { "strip_hide" } else { "strip_show" })}
                </button>
            </div>
        }
        .into_any()
    };
    move || match folded.get() {
        Folded::Nothing => ().into_any(),
        Folded::One(item) => {
            // Shortened; a press shows it in full.
            let words = match &item.state {
                OutboxState::Unconfirmed | OutboxState::TakenBack | OutboxState::Held => {
                    Some(text("queue_needs_you"))
                }
                OutboxState::Waiting {
                    fault: Some(fault), ..
                } => Some(fault_texts(fault).0),
                state => outbox_words(state, item.action),
            };
            line(subject_line(&item.subject), words, true)
        }
        Folded::Needs(count) => line(counted("badge_needs_you", count), None, true),
        Folded::More(count) => line(counted("home_under_way", count), None, false),
    }
}

/// The others, each with its decisions and a link to its record.
#[component]
fn Rest(rest: Memo<Vec<OutboxItem>>, taken_back: RwSignal<Option<TakenBack>>) -> impl IntoView {
    let state = PanelState::get();
    let row = move |item: OutboxItem| {
        let (own, of) = (item.clone(), item.clone());
        let undone = move |form: Form| give_back(state, taken_back, &own, form);
        let writing = Signal::derive(move || is_writing(state, &of));
        view! { <OutboxRow item on_undone=undone writing elsewhere=true /> }
    };
    view! {
        <ul class="strip-rest rows" tabindex="-1" aria-label=text("queue_needs_you")>
            <For
                each=move || rest.get()
                key=|item| (item.intent.clone(), format!("{:?}", item.state))
                children=row
            />
        </ul>
    }
}

/// A link to the draft of an undone submission.
#[component]
fn Draft(back: TakenBack, taken_back: RwSignal<Option<TakenBack>>) -> impl IntoView {
    let state = PanelState::get();
    let TakenBack {
        record,
        action,
        subject,
    } = back;
    let there = format!("https://{}/{}", record.org, record.id);
    let way = move || {
        let is_here = state
            .showing
            .with(|showing| *showing == Showing::Record(record.clone()));
        match is_here {
            true => {
                let record = record.clone();
                let open = move |()| state.compose(record.clone(), action, Start::Kept);
                view! {
                    <Button small=true on_press=open>
                        {text("strip_open_draft")}
                    </Button>
                }
                .into_any()
            }
            false => view! {
                <a class="button small" href=there.clone() target=page_target()>
                    {text("outbox_open_record")}
                </a>
            }
            .into_any(),
        }
    };
    let label = text("close");
    view! {
        <div class="strip-line" data-strip="draft">
            <Icon shape=Shape::Check class="tone-good" />
            <div class="grow">
                <p class="strong cut" title=subject.clone()>
                    {subject.clone()}
                </p>
                <p class="small soft">{text("strip_draft")}</p>
            </div>
            {way}
            <ToolButton label shape=Shape::Close on_press=move |()| taken_back.set(None) />
        </div>
    }
}

/// Whether the rep has a form of the same action open on its record, whose draft would collide.
fn is_writing(state: PanelState, item: &OutboxItem) -> bool {
    let open = state.composing.with_untracked(|open| {
        open.as_ref()
            .is_some_and(|open| open.record == item.record && open.action == item.action)
    });
    open && state.unsent.with_untracked(Option::is_some)
}

/// Opens the form again if its record is in view and no other form is open; else shows where the draft is.
fn give_back(
    state: PanelState,
    taken_back: RwSignal<Option<TakenBack>>,
    item: &OutboxItem,
    form: Form,
) {
    let here = Showing::Record(item.record.clone());
    let in_view = state.showing.with_untracked(|showing| *showing == here);
    let free = state
        .composing
        .with_untracked(|open| open.as_ref().is_none_or(|open| open.action == item.action));
    if in_view && free {
        state.compose(
            item.record.clone(),
            item.action,
            Start::With(Box::new(form)),
        );
        return;
    }
    taken_back.set(Some(TakenBack {
        record: item.record.clone(),
        action: item.action,
        subject: subject_line(&item.subject),
    }));
    request_animation_frame(|| focus("[data-strip=draft] .button"));
}

/// Announces submissions that need the rep to screen readers, but not those from before the panel was opened.
fn tell_news(state: PanelState, follows: Memo<Follows>) {
    let live = live();
    Effect::new(move |before: Option<Option<Vec<IntentId>>>| {
        let stuck = state.outbox.value.with(|items| {
            let items = items.as_ref()?.iter();
            let stuck = items.filter(|item| item.state.needs_rep());
            Some(stuck.map(|item| item.intent.clone()).collect::<Vec<_>>())
        });
        if let Some(Some(before)) = before {
            let news = follows.with(|follows| {
                let mut needs = follows.needs.iter();
                needs.find(|item| !before.contains(&item.intent)).cloned()
            });
            if let Some(item) = news
                && let Some(words) = outbox_words(&item.state, item.action)
            {
                live.say(format!("{}: {words}", subject_line(&item.subject)));
            }
        }
        stuck
    });
}
