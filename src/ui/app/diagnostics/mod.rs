//! Diagnostics: what failed and whose move it is, every piece of work that is kept with what happened to it, what is set
//! and connected here, and a report for support that names nobody.

mod api_calls;
mod failures;
mod here;
mod history;
mod report;
mod work;

use leptos::prelude::*;

use super::page::Page;
use crate::base::Topic;
use crate::platform::i18n::text;
use crate::protocol::{GetDiagnostics, GetKept};
use crate::ui::components::{FaultView, Query, Skeleton, Standing, ask_and_follow};
use failures::Failures;
use here::Here;
use report::Report;
use work::Work;

#[component]
pub fn Diagnostics() -> impl IntoView {
    let kept = ask_and_follow(GetKept {}, Topic::Outbox);
    let here = ask_and_follow(GetDiagnostics {}, Topic::Setup);
    view! {
        <Page title=text("diagnostics_title") lead=text("diagnostics_text")>
            <div data-page="diagnostics">
                {part(kept, 2, move || view! { <Failures kept=kept.value /> <Work kept=kept.value /> }.into_any())}
                <Report />
                {part(here, 3, move || view! { <Here asked=here /> }.into_any())}
            </div>
        </Page>
    }
}

/// What is drawn of an answer, and what stands in its place until it is there.
fn part<T: Send + Sync + 'static>(
    asked: Query<T>,
    blocks: u8,
    ready: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    let standing = asked.standing();
    let again = Callback::new(move |()| asked.again());
    move || match standing.get() {
        Standing::Loading => view! { <Skeleton blocks /> }.into_any(),
        Standing::Failed(fault) => view! { <FaultView fault on_retry=again /> }.into_any(),
        Standing::Ready => ready(),
    }
}
