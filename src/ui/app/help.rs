//! Help: where things are, what is stored, and the keys.

use leptos::prelude::*;

use super::page::Page;
use super::route::Route;
use super::tour::TourAgain;
use crate::platform::i18n::{text, text_with};
use crate::protocol::BUILD;
use crate::ui::components::KeyList;

#[component]
pub fn Help() -> impl IntoView {
    view! {
        <Page title=text("help_title")>
            <Answer question="help_where" words=text("help_where_text")>
                <TourAgain />
            </Answer>
            <Answer question="help_stuck" words=text("help_stuck_text")>
                <a href=Route::Queue.address()>{text("app_queue")}</a>
            </Answer>
            <Answer question="help_data" words=text("help_data_text") />
            <Keyboard />
            <Answer question="help_support" words=text("help_support_text")>
                <a href=Route::Diagnostics.address()>{text("app_diagnostics")}</a>
            </Answer>
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
                {children.map(|children| view! { <div>{children()}</div> })}
            </div>
        </section>
    }
}

#[component]
fn Keyboard() -> impl IntoView {
    view! {
        <section class="card">
            <header>
                <h2>{text("help_keys")}</h2>
            </header>
            <div class="inside">
                <KeyList in_panel=true />
            </div>
        </section>
    }
}
