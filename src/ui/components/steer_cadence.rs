//! Somebody in a cadence of Salesforce's: how it stands, and the buttons to pause, resume and take out.

use leptos::prelude::*;

use super::{Button, ButtonKind, Command, Confirm, FaultView, live};
use crate::base::OrgHost;
use crate::cadences::{SteerTarget, Target};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::SteerInCadence;

/// The buttons, below them why the last one did not work.
#[component]
pub fn SteerCadence(
    org: OrgHost,
    target: Memo<Target>,
    /// Their name.
    name: String,
    /// How the buttons look.
    #[prop(optional)]
    look: ButtonKind,
    /// They were taken out: the row is gone, with the button that had the focus.
    on_gone: fn(),
) -> impl IntoView {
    let (doing, live) = (Command::new(), live());
    let taking_out = RwSignal::new(false);
    let paused = Memo::new(move |_| target.with(|target| target.paused));
    let cadence = target.with_untracked(|target| target.cadence.clone());
    let question = text_with("campaign_in_remove_title", &[&name, &cadence]);
    let steer = Callback::new(move |how: SteerTarget| {
        let request = SteerInCadence {
            org: org.clone(),
            tracker: target.with_untracked(|target| target.tracker.clone()),
            how,
        };
        doing.run(request, move |_| {
            live.say(text(match how {
                SteerTarget::Pause => "campaign_in_paused",
                SteerTarget::Resume => "campaign_in_goes_on",
                SteerTarget::Remove => "cadence_in_removed",
            }));
            if how == SteerTarget::Remove {
                request_animation_frame(on_gone);
            }
        });
    });
    let pause = move |()| {
        steer.run(match paused.get_untracked() {
            true => SteerTarget::Resume,
            false => SteerTarget::Pause,
        });
    };
    let verb = move || match paused.get() {
        true => text("campaign_in_go_on"),
        false => text("campaign_in_pause"),
    };
    let whose = StoredValue::new(name);
    let whom = move || view! { <span class="hidden-text">": " {whose.get_value()}</span> };
    view! {
        <div class="buttons">
            <Button small=true look disabled=doing.busy on_press=pause>
                {verb}
                {whom()}
            </Button>
            <Button small=true look disabled=doing.busy on_press=move |()| taking_out.set(true)>
                {text("campaign_in_remove")}
                {whom()}
            </Button>
        </div>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
        <Confirm
            open=taking_out
            title=question
            words=text("cadence_in_remove_text")
            verb=text("campaign_in_remove")
            on_yes=move |()| steer.run(SteerTarget::Remove)
        />
    }
}

/// Paused, or at which step they are and when that is due, as far as Salesforce says it.
pub fn cadence_state(target: &Target) -> String {
    match &target.step {
        _ if target.paused => text("campaign_in_paused"),
        None => text("cadence_in_running"),
        Some(step) => {
            let title = text_with("cadence_in_step", &[&step.title]);
            match step.due {
                Some(due) => format!("{title} · {}", intl::ago(due, now())),
                None => title,
            }
        }
    }
}
