//! The deploy button, and the state of the last deploy.

use leptos::prelude::*;

use crate::admin::setup::{DeployState, DeployView, Fields, Problem, SetupView, State};
use crate::base::OrgHost;
use crate::platform::{
    i18n::{text, text_with},
    intl::date_time,
};
use crate::protocol::DeploySetup;
use crate::ui::components::{Button, Command, FaultView, Icon, Notice, Query, Shape, Tone};

#[component]
pub fn DeployButton(
    host: OrgHost,
    fields: bool,
    label: &'static str,
    state: State,
    asked: Query<SetupView>,
) -> impl IntoView {
    let doing = Command::new();
    let deploy = move |()| {
        let request = DeploySetup {
            org: host.clone(),
            fields,
        };
        doing.run(request, move |_| asked.again());
    };
    let running = Memo::new(move |_| {
        let deploy = last(asked);
        deploy.is_some_and(|deploy| matches!(deploy.state, DeployState::Running { .. }))
    });
    let busy = Signal::derive(move || doing.busy.get() || running.get());
    let label = match state {
        State::Done | State::Differs(_) => "setup_deploy_again",
        _ => label,
    };
    view! {
        <div class="buttons">
            <Button on_press=deploy disabled=busy>
                {text(label)}
            </Button>
        </div>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}

fn last(asked: Query<SetupView>) -> Option<DeployView> {
    let value = asked.value;
    value.with(|view| view.as_ref()?.org.as_ref()?.deploy.clone())
}

/// The state of the last deploy, at the item that it was for.
#[component]
pub fn Deployed(asked: Query<SetupView>, fields: bool) -> impl IntoView {
    let deploy =
        Memo::new(move |_| last(asked).filter(|deploy| (deploy.fields != Fields::None) == fields));
    move || {
        let deploy = deploy.get()?;
        let at = date_time(deploy.at);
        Some(match deploy.state {
            DeployState::Running { done, total } => view! { <Running done total /> }.into_any(),
            DeployState::Succeeded => view! {
                <div data-deploy="succeeded">
                    <Notice tone=Tone::Good title=text_with("setup_deployed", &[&at]) />
                </div>
            }
            .into_any(),
            DeployState::Failed(problems) => view! { <Failed problems at /> }.into_any(),
            DeployState::Unreadable(fault) => {
                let again = Callback::new(move |()| asked.again());
                view! { <FaultView fault on_retry=again /> }.into_any()
            }
        })
    }
}

#[component]
fn Running(done: u32, total: u32) -> impl IntoView {
    let words = match total {
        0 => text("setup_deploy_waiting"),
        _ => text_with(
            "setup_deploy_running",
            &[&done.to_string(), &total.to_string()],
        ),
    };
    view! {
        <div class="running" role="status" data-deploy="running">
            <Icon shape=Shape::Clock class="soft" />
            <p>{words}</p>
            <p class="small soft">{text("setup_deploy_leave")}</p>
        </div>
    }
}

#[component]
fn Failed(problems: Vec<Problem>, at: String) -> impl IntoView {
    let each = |problem: Problem| {
        view! {
            <li>
                <span class="strong">{problem.component}</span>
                " "
                {problem.words}
            </li>
        }
    };
    view! {
        <div data-deploy="failed">
            <Notice tone=Tone::Warn title=text_with("setup_deploy_failed", &[&at])>
                <ul class="differences">{problems.into_iter().map(each).collect_view()}</ul>
            </Notice>
        </div>
    }
}
