//! Help: where things are, what is kept, and the keys.

use leptos::prelude::*;

use super::page::Page;
use super::route::Route;
use crate::platform::i18n::{text, text_with};
use crate::protocol::BUILD;

#[component]
pub fn Help() -> impl IntoView {
    view! {
        <Page title=text("help_title")>
            <Answer question="help_where" words=text("help_where_text")>
                <a href=Route::Tour { stop: 1 }.address()>{text("profile_tour")}</a>
            </Answer>
            <Answer question="help_stuck" words=text("help_stuck_text")>
                <a href=Route::Queue.address()>{text("app_queue")}</a>
            </Answer>
            <Answer question="help_data" words=text("help_data_text") />
            <Keyboard />
            <Answer question="help_about" words=text_with("help_about_text", &[BUILD]) />
        </Page>
    }
}

#[component]
fn Answer(
    question: &'static str,
    words: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="card">
            <header>
                <h2>{text(question)}</h2>
            </header>
            <div class="inside">
                <p>{words}</p>
                {children.map(|children| view! { <p>{children()}</p> })}
            </div>
        </section>
    }
}

#[component]
fn Keyboard() -> impl IntoView {
    let row = |(keys, does): (&'static [&'static str], &'static str)| {
        let keys = keys
            .iter()
            .map(|key| view! { <kbd>{*key}</kbd> " " })
            .collect_view();
        view! {
            <dt>{keys}</dt>
            <dd>{text(does)}</dd>
        }
    };
    let keys: [(&[&str], &str); 5] = [
        (&["Enter"], "help_key_enter"),
        (&["Esc"], "help_key_escape"),
        (&["Ctrl + Enter"], "help_key_send"),
        (&["Ctrl + B", "Ctrl + I", "Ctrl + K"], "help_key_bold"),
        (&["Alt + F10"], "help_key_toolbar"),
    ];
    view! {
        <section class="card">
            <header>
                <h2>{text("help_keys")}</h2>
            </header>
            <dl class="inside keys">{keys.map(row).collect_view()}</dl>
        </section>
    }
}
