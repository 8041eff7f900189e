//! Whether answers are looked for: why, what that reads, and the rep's word.

use leptos::prelude::*;

use crate::base::{Provider, Topic};
use crate::mailbox::RepliesRight;
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::{AgreeToReplies, GetReplies};
use crate::replies::RepliesView;
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, Notice, Query, SignInProgress, Tone, ask_and_follow,
    contact,
};

/// The place of its sign-in.
const PLACE: &str = "profile.replies";

/// The card; nothing while no mailbox is connected.
#[component]
pub fn LookForReplies() -> impl IntoView {
    let asked = ask_and_follow(GetReplies {}, Topic::Replies);
    let state = Memo::new(move |_| {
        asked
            .value
            .with(|view| Some((view.as_ref()?.right?, view.as_ref()?.provider?)))
    });
    let doing = Command::new();
    move || {
        state.get().map(|(right, provider)| {
            view! {
                <section class="card" data-section="replies">
                    <header>
                        <h2>{text("replies_title")}</h2>
                        <p>{text("replies_text")}</p>
                    </header>
                    <div class="inside">
                        <State right provider asked />
                        <SignInProgress place=PLACE.to_owned() />
                        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
                    </div>
                    <Word right doing />
                </section>
            }
        })
    }
}

#[component]
fn State(right: RepliesRight, provider: Provider, asked: Query<RepliesView>) -> impl IntoView {
    let whom = contact();
    let whom = move || whom.get().unwrap_or_else(|| text("replies_admin"));
    let key = |google: &'static str, microsoft: &'static str| match provider {
        Provider::Microsoft => microsoft,
        Provider::Google | Provider::Salesforce => google,
    };
    match right {
        RepliesRight::NotOffered => view! {
            <p class="soft" data-part="off">
                {move || text_with("replies_off", &[&whom()])}
            </p>
        }
        .into_any(),
        RepliesRight::NotAgreed => view! {
            <p>{text("replies_reads")}</p>
            <p class="small soft">{text(key("replies_asks_google", "replies_asks_microsoft"))}</p>
        }
        .into_any(),
        RepliesRight::NotGranted => {
            let missing = key("replies_missing_google", "replies_missing_microsoft");
            view! {
                <Notice tone=Tone::Warn title=text("replies_missing_title")>
                    <p>{move || text_with(missing, &[&whom()])}</p>
                </Notice>
            }
            .into_any()
        }
        RepliesRight::Granted => {
            let on = move || match asked.value.with(|view| view.as_ref()?.looked) {
                Some(at) => text_with("replies_on", &[&intl::ago(at, now())]),
                None => text("replies_on_new"),
            };
            view! {
                <p>{on}</p>
                <p class="small soft">{text("replies_reads")}</p>
            }
            .into_any()
        }
    }
}

#[component]
fn Word(right: RepliesRight, doing: Command) -> impl IntoView {
    let say = move |agreed| move |()| doing.run(AgreeToReplies { agreed }, |_| ());
    let stop = move || {
        view! {
            <Button look=ButtonKind::Quiet disabled=doing.busy on_press=say(false)>
                {text("replies_stop")}
            </Button>
        }
    };
    let start = move |key: &'static str| {
        view! {
            <Button look=ButtonKind::Primary disabled=doing.busy on_press=say(true)>
                {text(key)}
            </Button>
        }
    };
    match right {
        RepliesRight::NotOffered => ().into_any(),
        RepliesRight::NotAgreed => {
            view! { <footer class="foot">{start("replies_start")}</footer> }.into_any()
        }
        RepliesRight::NotGranted => {
            view! { <footer class="foot">{stop()} {start("move_retry")}</footer> }.into_any()
        }
        RepliesRight::Granted => view! { <footer class="foot">{stop()}</footer> }.into_any(),
    }
}
