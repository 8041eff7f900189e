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
    activity_kind, last_known_row, live, subject_line,
};

/// The key of a row. What a task says may change in its place; the other rows are drawn again as their state changes.
pub fn key(item: &Item) -> String {
    let key = item.key();
    match item {
        Item::Failed(item) | Item::Held(item) => format!("{key} {:?}", item.state),
        Item::Reply(view) => format!("{key} {} {}", view.logged, view.fault.is_some()),
        Item::Step(..) | Item::Task(_) => key,
    }
}

/// The row.
#[component]
pub fn Row(item: Item, items: Memo<Vec<Item>>, desk: Desk) -> impl IntoView {
    let (org, record) = item.record();
    let (org, record) = (org.clone(), record.clone());
    let open = Callback::new(move |()| desk.open(org.clone(), record.clone(), None));
    let id = item.key();
    match item {
        Item::Failed(item) | Item::Held(item) => {
            view! { <OutboxRow item=*item elsewhere=true on_open=open /> }.into_any()
        }
        Item::Reply(view) => view! { <CameBackRow view=*view on_open=open /> }.into_any(),
        Item::Step(..) | Item::Task(_) => {
            let now = last_known_row(move || {
                items.with(|all| all.iter().find(|item| item.key() == id).and_then(Due::of))
            });
            now.map(|due| view! { <Task due desk /> }).into_any()
        }
    }
}

/// A task, or a step of a campaign that is one.
#[derive(Clone, PartialEq)]
struct Due {
    due: DueTask,
    step: Option<StepOf>,
    record: RecordId,
    action: Option<ActionKind>,
}

impl Due {
    fn of(item: &Item) -> Option<Self> {
        let (due, step) = match item {
            Item::Step(due, step) => (due, Some(step.clone())),
            Item::Task(due) => (due, None),
            Item::Failed(_) | Item::Held(_) | Item::Reply(_) => return None,
        };
        Some(Self {
            due: DueTask::clone(due),
            step,
            record: item.record().1.clone(),
            action: item.action(),
        })
    }

    fn subject(&self) -> String {
        subject_line(&self.due.task.subject)
    }

    /// Whom and what it is about.
    fn names(&self) -> String {
        let task = &self.due.task;
        let linked = [&task.who, &task.what].into_iter().flatten();
        let names = linked.map(|record| record.name.as_str());
        let names = names.filter(|name| !name.is_empty());
        names.map(|name| format!("{name} · ")).collect()
    }

    /// When it was due, or at which hour it is.
    fn when(&self) -> String {
        let today = intl::calendar_day(now());
        let DueTask { task, late, .. } = &self.due;
        let hour = task.remind.filter(|at| intl::calendar_day(*at) == today);
        match (late, hour) {
            (true, _) => text_with("tasks_overdue", &[&intl::short_day(task.due, today)]),
            (false, Some(at)) => intl::time(at),
            (false, None) => text("tasks_today"),
        }
    }

    fn step(&self) -> Option<String> {
        let StepOf {
            campaign,
            number,
            all,
        } = self.step.as_ref()?;
        let words = [&number.to_string(), &all.to_string(), campaign.as_str()];
        Some(text_with("campaigns_next", &words))
    }
}

#[component]
fn Task(due: Memo<Due>, desk: Desk) -> impl IntoView {
    let (org, task, kind) = due.with_untracked(|of| {
        let DueTask { org, task, .. } = &of.due;
        (org.clone(), task.id.clone(), task.kind)
    });
    let (at_org, id) = (org.to_string(), task.to_string());
    // There is a form for it on a record that has a panel.
    let action = Memo::new(move |_| {
        due.with(|of| {
            desk.offered(of.action)
                .filter(|_| of.record.object().is_some())
        })
    });
    let there = {
        let org = org.clone();
        due.with_untracked(|of| format!("https://{org}/{}", of.record))
    };
    let open = {
        let org = org.clone();
        Callback::new(move |()| {
            let record = due.with_untracked(|of| of.record.clone());
            desk.open(org.clone(), record, action.get_untracked());
        })
    };
    let subject = Memo::new(move |_| due.with(Due::subject));
    let late = Memo::new(move |_| due.with(|of| of.due.late));
    let doing = Command::new();
    let live = live();
    // Shown at once, before the answer, and so is its Undo.
    let meant = RwSignal::new(false);
    let (this, refused) = ((org.clone(), task.clone()), (org.clone(), task.clone()));
    Effect::new(move |_| {
        if doing.fault.with(Option::is_some) {
            meant.set(false);
            desk.done.update(|done| {
                done.take_if(|done| (&done.org, &done.task) == (&refused.0, &refused.1));
            });
        }
    });
    // It was taken back before it left the list.
    Effect::new(move |_| {
        if desk.back.with(|back| back.as_ref() == Some(&this)) {
            meant.set(false);
        }
    });
    let mark = Callback::new(move |()| {
        if doing.busy.get_untracked() || meant.get_untracked() {
            return;
        }
        meant.set(true);
        let subject = subject.get_untracked();
        desk.done.set(Some(DoneTask {
            org: org.clone(),
            task: task.clone(),
            subject: subject.clone(),
        }));
        let request = CompleteTask {
            org: org.clone(),
            task: task.clone(),
            done: true,
        };
        doing.run(request, move |_| {
            live.say(text_with("tasks_done", &[&subject]));
        });
    });
    view! {
        <li
            class="task"
            class:done=move || meant.get()
            data-gone=move || meant.get().then_some("")
            data-task=id
        >
            <div class="row">
                <Icon shape=activity_kind::shape(kind, true) class="soft" />
                <div class="grow">
                    <p class="strong">
                        <span class="hidden-text">{text(activity_kind::name(kind))} ": "</span>
                        <RecordLink there on_open=Some(open)>
                            {subject}
                        </RecordLink>
                    </p>
                    <p class="small soft">
                        {move || due.with(Due::names)}
                        <span class:tone-bad=late>{move || due.with(Due::when)}</span>
                        <Show when=move || desk.several.get()>{format!(" · {at_org}")}</Show>
                    </p>
                    {move || {
                        let step = due.with(Due::step);
                        step.map(|step| view! { <p class="small soft">{step}</p> })
                    }}
                </div>
                <div class="buttons">
                    <Button small=true on_press=mark disabled=doing.busy>
                        {text("tasks_mark_done")}
                        <span class="hidden-text">": " {subject}</span>
                    </Button>
                    {move || {
                        action
                            .get()
                            .map(|action| {
                                view! {
                                    <Button small=true look=ButtonKind::Quiet on_press=open>
                                        {text(&format!("action_{}", action.name()))}
                                        <span class="hidden-text">": " {subject}</span>
                                    </Button>
                                }
                            })
                    }}
                </div>
            </div>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault on_retry=mark /> })}
        </li>
    }
}
