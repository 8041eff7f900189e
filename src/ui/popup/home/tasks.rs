//! The tasks that are due today or overdue, by org.

use leptos::prelude::*;
use std::time::Duration;

use crate::agenda::{LIMIT, TaskView, TasksView};
use crate::base::{Day, Fault, Kind, OrgHost, RecordId, Topic};
use crate::onboarding::HomeView;
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::{CompleteTask, GetTasks};
use crate::ui::components::{
    Button, Command, FaultView, Icon, Query, Shape, Standing, ToolButton, UnderWay, activity_kind,
    ask_and_follow, last_known, last_known_row, live,
};

/// How long loading takes before a text says so.
const SLOW: Duration = Duration::from_secs(1);

/// The list, or why there is none.
#[component]
pub fn Tasks(
    /// The view.
    home: Memo<Option<HomeView>>,
) -> impl IntoView {
    let asked = ask_and_follow(GetTasks { refresh: false }, Topic::Tasks);
    let refreshing = Command::new();
    let refresh = Callback::new(move |()| {
        refreshing.run(GetTasks { refresh: true }, move |view| asked.put(view));
    });
    let several = Memo::new(move |_| {
        asked
            .value
            .with(|view| view.as_ref().is_some_and(|view| view.orgs.len() > 1))
    });
    let orgs = Memo::new(move |_| {
        asked.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            orgs.map(|org| org.org.clone()).collect::<Vec<_>>()
        })
    });
    let standing = asked.standing();
    let body = move || match standing.get() {
        Standing::Loading => view! { <Loading /> }.into_any(),
        Standing::Failed(fault) => view! { <FaultView fault on_retry=refresh /> }.into_any(),
        Standing::Ready => view! {
            <For each=move || orgs.get() key=|org| org.clone() let:org>
                <OfOrg org asked home several refresh />
            </For>
        }
        .into_any(),
    };
    view! {
        <section class="tasks" aria-busy=move || refreshing.busy.get().to_string()>
            <div class="title">
                <h2>{text("tasks_title")}</h2>
                <ToolButton
                    label=text("tasks_refresh")
                    shape=Shape::Refresh
                    disabled=refreshing.busy
                    on_press=refresh
                />
            </div>
            {body}
            {move || refreshing.fault.get().map(|fault| view! { <FaultView fault on_retry=refresh /> })}
        </section>
    }
}

/// The skeleton of three tasks, with a text where loading takes long.
#[component]
fn Loading() -> impl IntoView {
    let slow = RwSignal::new(false);
    if let Ok(waiting) = set_timeout_with_handle(
        move || {
            slow.try_set(true);
        },
        SLOW,
    ) {
        on_cleanup(move || waiting.clear());
    }
    view! {
        <div class="skeleton">
            <span class="hidden-text">{text("loading")}</span>
            <p class="small soft" role="status">
                {move || slow.get().then(|| text("tasks_loading"))}
            </p>
            <Show when=move || slow.get()>
                <UnderWay />
            </Show>
            <div class="bone task"></div>
            <div class="bone task"></div>
            <div class="bone task"></div>
        </div>
    }
}

/// One org's tasks.
#[component]
fn OfOrg(
    org: OrgHost,
    asked: Query<TasksView>,
    home: Memo<Option<HomeView>>,
    several: Memo<bool>,
    refresh: Callback<()>,
) -> impl IntoView {
    let name = org.to_string();
    let of = org.clone();
    let of_fault = org.clone();
    let here = last_known(move || {
        asked.value.with(|view| {
            let mut orgs = view.as_ref()?.orgs.iter();
            orgs.find(|tasks| tasks.org == of).cloned()
        })
    });
    let fault = Memo::new(move |_| {
        let fault = here.get().and_then(|tasks| tasks.fault)?;
        (!is_shown_above(&fault, home)).then_some(fault)
    });
    let never = move || here.with(|tasks| tasks.as_ref().is_some_and(|tasks| tasks.at.is_none()));
    let tasks = Memo::new(move |_| here.get().map(|tasks| tasks.tasks).unwrap_or_default());
    let today = Memo::new(move |_| here.get().map(|tasks| tasks.today).unwrap_or_default());
    let ids = Memo::new(move |_| {
        tasks.with(|tasks| tasks.iter().map(|task| task.id.clone()).collect::<Vec<_>>())
    });
    let old = move || {
        let at = here.get().and_then(|tasks| tasks.at);
        let at = at.filter(|_| fault.with(Option::is_some))?;
        Some(
            view! { <p class="small soft">{text_with("panel_stale", &[&intl::ago(at, now())])}</p> },
        )
    };
    let row = move |id: RecordId| {
        let task = last_known_row(move || {
            tasks.with(|tasks| tasks.iter().find(|task| task.id == id).cloned())
        })?;
        Some(view! { <Task org=org.clone() task today /> })
    };
    view! {
        <Show when=move || several.get()>
            <h3 class="small soft cut">{name.clone()}</h3>
        </Show>
        {move || {
            let org = Some(of_fault.clone());
            fault.get().map(|fault| view! { <FaultView fault on_retry=refresh org /> })
        }}
        {old}
        <Show when=move || !never() && ids.with(Vec::is_empty)>
            <p class="soft nothing">
                <Icon shape=Shape::Check class="tone-good" />
                {text("tasks_none")}
            </p>
        </Show>
        <ul class="rows">
            <For each=move || ids.get() key=|id| id.clone() children=row />
        </ul>
        <Show when=move || ids.with(|ids| ids.len() >= LIMIT)>
            <p class="small soft">{text_with("tasks_more", &[&LIMIT.to_string()])}</p>
        </Show>
    }
}

/// One task, with a box to mark it as done or open.
#[component]
fn Task(org: OrgHost, task: Memo<TaskView>, today: Memo<Day>) -> impl IntoView {
    let doing = Command::new();
    let live = live();
    let address = task.with_untracked(|task| format!("https://{org}/{}", task.opens()));
    let id = task.with_untracked(|task| task.id.clone());
    // Shown at once, before the answer.
    let meant = RwSignal::new(None::<bool>);
    let done = Memo::new(move |_| meant.get().unwrap_or_else(|| task.with(|task| task.done)));
    Effect::new(move |_| {
        if doing.fault.with(Option::is_some) {
            meant.set(None);
        }
    });
    let subject = Memo::new(move |_| {
        task.with(|task| match task.subject.trim() {
            "" => text("feed_no_subject"),
            subject => subject.to_owned(),
        })
    });
    let mark = {
        let (org, task_id) = (org.clone(), id.clone());
        Callback::new(move |()| {
            if doing.busy.get_untracked() {
                return;
            }
            let wanted = !done.get_untracked();
            meant.set(Some(wanted));
            let request = CompleteTask {
                org: org.clone(),
                task: task_id.clone(),
                done: wanted,
            };
            doing.run(request, move |_| {
                let key = if wanted { "tasks_done" } else { "tasks_undone" };
                live.say(text_with(key, &[&subject.get_untracked()]));
            });
        })
    };
    let of = task.with_untracked(|task| task.kind);
    let kind = activity_kind::name(of);
    let icon = move || {
        let shape = activity_kind::shape(of, !done.get());
        view! { <Icon shape class="soft" /> }
    };
    let with = move || {
        task.with(|task| {
            let linked = [&task.who, &task.what].into_iter().flatten();
            let names = linked
                .map(|record| record.name.as_str())
                .filter(|name| !name.is_empty());
            names.map(|name| format!("{name} · ")).collect::<String>()
        })
    };
    let due = move || task.with(|task| task.due);
    let late = Memo::new(move |_| due() < today.get());
    let when = move || match late.get() {
        true => text_with(
            "tasks_overdue",
            &[&intl::short_day(due(), intl::calendar_day(now()))],
        ),
        false => text("tasks_today"),
    };
    let label = move || match done.get() {
        true => text("outbox_undo"),
        false => text("tasks_mark_done"),
    };
    view! {
        <li class="task" class:done=move || done.get() data-task=id.to_string()>
            <div class="row">
                {icon}
                <div class="grow">
                    <p>
                        <span class="hidden-text">{text(kind)} ": "</span>
                        <a href=address target="_blank" rel="noopener">
                            {subject}
                        </a>
                    </p>
                    <p class="small soft">
                        {with}
                        <span class="when" class:tone-bad=move || late.get() && !done.get()>
                            {when}
                        </span>
                    </p>
                </div>
                <Button small=true on_press=mark disabled=doing.busy>
                    {label}
                    <span class="hidden-text">": " {subject}</span>
                </Button>
            </div>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault on_retry=mark /> })}
        </li>
    }
}

/// Whether the popup shows the same fault above, with the same sign-in button.
fn is_shown_above(fault: &Fault, home: Memo<Option<HomeView>>) -> bool {
    fault.whose_move.kind() == Kind::SignIn
        && home.with(|home| {
            let connections = home.iter().flat_map(|home| &home.connections);
            let connections = connections.filter_map(|connection| connection.fault.as_ref());
            let orgs = home.iter().flat_map(|home| &home.orgs);
            let mut faults = connections.chain(orgs.filter_map(|org| org.fault.as_ref()));
            faults.any(|known| known.code == fault.code)
        })
}
