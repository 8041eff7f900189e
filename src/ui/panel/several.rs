//! What can be done for several people at once: an email or a task for each, or the watch list.

use leptos::prelude::*;

use super::action::{icon, title};
use super::composing::Start;
use super::state::PanelState;
use crate::actions::MOST_PEOPLE;
use crate::base::{ActionKind, RecordId, RecordRef};
use crate::insight::PersonView;
use crate::platform::{
    i18n::{counted, text, text_with},
    intl, now,
};
use crate::protocol::{OpenFormForSeveral, WatchPeople};
use crate::ui::components::{Button, ButtonKind, Command, FaultView, Icon, Notice, live};

/// The actions that can be done for several people at once.
const ACTIONS: [ActionKind; 3] = [
    ActionKind::SendEmail,
    ActionKind::AddToCampaign,
    ActionKind::AddTask,
];

/// The buttons, and what is to be known before one is pressed.
#[component]
pub fn ForSeveral(
    /// Whom the rep chose.
    people: Signal<Vec<PersonView>>,
    /// The actions that are offered.
    offered: Vec<ActionKind>,
    /// Whether the first is the main action of the view.
    #[prop(optional)]
    main: bool,
    /// The record on which a form of an action is opened for them.
    #[prop(into)]
    record: Callback<ActionKind, Option<RecordRef>>,
    /// Called when that form is about to be shown.
    #[prop(into)]
    on_open: Callback<RecordRef>,
) -> impl IntoView {
    let state = PanelState::get();
    let live = live();
    let doing = Command::new();
    let count = Memo::new(move |_| people.with(Vec::len));
    let without = Memo::new(move |_| {
        people.with(|people| people.iter().filter(|one| one.address.is_none()).count())
    });
    let too_many = Memo::new(move |_| count.get() > MOST_PEOPLE);
    let cannot = Memo::new(move |_| count.get() == 0 || too_many.get() || doing.busy.get());
    let ids = move || -> Vec<RecordId> {
        people.with(|people| people.iter().map(|person| person.record.clone()).collect())
    };
    let watched = RwSignal::new(Vec::<RecordId>::new());
    let watch = move |()| {
        let ids = untrack(ids);
        doing.run(WatchPeople { ids: ids.clone() }, move |_| {
            watched.set(ids);
            live.say(text("panel_watched"));
        });
    };
    let open = move |action: ActionKind| {
        let Some(record) = record.run(action) else {
            return;
        };
        let request = OpenFormForSeveral {
            record: record.clone(),
            action,
            people: people.get_untracked(),
            today: intl::calendar_day(now()),
        };
        doing.run(request, move |draft| {
            on_open.run(record.clone());
            state.compose(record, action, Start::Given(Box::new(draft)));
        });
    };
    let button = |(at, action): (usize, ActionKind)| {
        let nobody = move || action != ActionKind::AddTask && without.get() == count.get();
        let look = match at {
            0 if main => ButtonKind::Primary,
            _ => ButtonKind::Secondary,
        };
        offered.contains(&action).then(|| {
            view! {
                <Button
                    look
                    role_in_view=action.name()
                    disabled=Signal::derive(move || cannot.get() || nobody())
                    on_press=move |()| open(action)
                >
                    <Icon shape=icon(action) />
                    {text(&title(action))}
                </Button>
            }
        })
    };
    let buttons = ACTIONS.into_iter().enumerate().map(button).collect_view();
    let status = move || match (doing.busy.get(), count.get() > 0 && watched.get() == ids()) {
        (true, _) => text("loading"),
        (false, true) => text("panel_watched"),
        (false, false) => String::new(),
    };
    view! {
        {move || {
            (without.get() > 0)
                .then(|| view! { <Notice title=counted("list_without_address", without.get()) /> })
        }}
        <div class="buttons acts">
            {buttons}
            <Button role_in_view="watch" disabled=cannot on_press=watch>
                {text("panel_watch")}
            </Button>
        </div>
        {move || {
            too_many
                .get()
                .then(|| view! { <p class="small tone-warn">{text("field_each_too_many")}</p> })
        }}
        <p class="small soft" role="status">{status}</p>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}

/// "Select all", and how many are selected.
#[component]
pub fn SelectAll(
    /// Whether all that are shown are selected.
    all: Memo<bool>,
    /// How many are selected, and how many can be.
    count: Memo<(usize, usize)>,
    /// Selects all that are shown, or none of them.
    #[prop(into)]
    on_all: Callback<bool>,
) -> impl IntoView {
    view! {
        <div class="choose-all">
            <label>
                <input
                    type="checkbox"
                    prop:checked=all
                    disabled=move || count.with(|(_, of)| *of == 0)
                    on:change=move |event| on_all.run(event_target_checked(&event))
                />
                {text("each_choose_all")}
            </label>
            <span class="small soft">
                {move || {
                    let (on, of) = count.get();
                    text_with("each_choose_count", &[&intl::number(on), &intl::number(of)])
                }}
            </span>
        </div>
    }
}
