//! One thing to do, as a row: what it is, and the buttons by which it is done.

use leptos::prelude::*;

use super::desk::{Desk, DoneTask};
use crate::base::{ActionKind, RecordId};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::CompleteTask;
use crate::today::{DueTask, Item, StepOf};
use crate::ui::components::{
    Button, ButtonKind, CameBackRow, Command, FaultView, Icon, OutboxRow, RecordLink,
    activity_kind, live, subject_line,
};

/// The key of a row, which is drawn again when it changes.
pub fn key(item: &Item) -> String {
    let key = item.key();
    match item {
        Item::Failed(item) | Item::Held(item) => format!("{key} {:?}", item.state),
        Item::Reply(view) => format!("{key} {} {}", view.logged, view.fault.is_some()),
        Item::Step(due, _) | Item::Task(due) => {
            format!("{key} {} {}", due.task.due, due.task.subject)
        }
    }
}

/// The row.
#[component]
pub fn Row(item: Item, desk: Desk, several: Memo<bool>) -> impl IntoView {
    let (org, record) = item.record();
    let (org, record, action) = (org.clone(), record.clone(), item.action());
    let open = desk.opens(org.clone(), record.clone(), None);
    match item {
        Item::Failed(item) | Item::Held(item) => {
            view! { <OutboxRow item=*item elsewhere=true on_open=open /> }.into_any()
        }
        Item::Reply(view) => view! { <CameBackRow view=*view on_open=open /> }.into_any(),
        Item::Step(due, step) => {
            view! { <Task due=*due step=Some(step) record action desk several /> }.into_any()
        }
        Item::Task(due) => {
            view! { <Task due=*due step=None record action desk several /> }.into_any()
        }
    }
}

/// A task, or a step of a campaign that is one.
#[component]
fn Task(
    due: DueTask,
    step: Option<StepOf>,
    record: RecordId,
    action: Option<ActionKind>,
    desk: Desk,
    several: Memo<bool>,
) -> impl IntoView {
    let DueTask {
        org,
        task,
        late,
        at,
    } = due;
    // There is a form for it on a record that has a panel.
    let action = desk.offered(action).filter(|_| record.object().is_some());
    let open = desk.opens(org.clone(), record.clone(), action);
    let there = format!("https://{org}/{record}");
    let subject = subject_line(&task.subject);
    let linked = [&task.who, &task.what].into_iter().flatten();
    let names = linked.map(|record| record.name.as_str());
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let names = names.join(" · ");
    let today = intl::calendar_day(now());
    let hour = at.filter(|at| !late && intl::calendar_day(*at) == today);
    let when = match (late, hour) {
        (true, _) => text_with("tasks_overdue", &[&intl::short_day(task.due, today)]),
        (false, Some(at)) => intl::time(at),
        (false, None) => text("tasks_today"),
    };
    let step = step.map(
        |StepOf {
             campaign,
             number,
             all,
         }| {
            let words = [&number.to_string(), &all.to_string(), campaign.as_str()];
            text_with("campaigns_next", &words)
        },
    );
    let at_org = org.to_string();
    let doing = Command::new();
    let live = live();
    let this = DoneTask {
        org: org.clone(),
        task: task.id.clone(),
        subject: subject.clone(),
    };
    // Shown at once, before the answer, and so is its Undo.
    let meant = RwSignal::new(false);
    let refused = this.clone();
    Effect::new(move |_| {
        if doing.fault.with(Option::is_some) {
            meant.set(false);
            if desk.done.get_untracked().as_ref() == Some(&refused) {
                desk.done.set(None);
            }
        }
    });
    // It was taken back before it left the list.
    Effect::new(move |_| {
        if desk.done.with(Option::is_none) {
            meant.set(false);
        }
    });
    let mark = Callback::new(move |()| {
        if doing.busy.get_untracked() || meant.get_untracked() {
            return;
        }
        meant.set(true);
        desk.done.set(Some(this.clone()));
        let DoneTask { org, task, subject } = this.clone();
        let done = true;
        doing.run(CompleteTask { org, task, done }, move |_| {
            live.say(text_with("tasks_done", &[&subject]));
        });
    });
    let name = subject.clone();
    let of_action = subject.clone();
    view! {
        <li
            class="task"
            class:done=move || meant.get()
            data-gone=move || meant.get().then_some("")
            data-task=task.id.to_string()
        >
            <div class="row">
                <Icon shape=activity_kind::shape(task.kind, true) class="soft" />
                <div class="grow">
                    <p class="strong">
                        <span class="hidden-text">{text(activity_kind::name(task.kind))} ": "</span>
                        <RecordLink there on_open=Some(open)>
                            {subject}
                        </RecordLink>
                    </p>
                    <p class="small soft">
                        {(!names.is_empty()).then(|| format!("{names} · "))}
                        <span class:tone-bad=late>{when}</span>
                        <Show when=move || several.get()>{format!(" · {at_org}")}</Show>
                    </p>
                    {step.map(|step| view! { <p class="small soft">{step}</p> })}
                </div>
                <div class="buttons">
                    <Button small=true on_press=mark disabled=doing.busy>
                        {text("tasks_mark_done")}
                        <span class="hidden-text">": " {name}</span>
                    </Button>
                    {action
                        .map(|action| {
                            view! {
                                <Button small=true look=ButtonKind::Quiet on_press=open>
                                    {text(&format!("action_{}", action.name()))}
                                    <span class="hidden-text">": " {of_action}</span>
                                </Button>
                            }
                        })}
                </div>
            </div>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault on_retry=mark /> })}
        </li>
    }
}
