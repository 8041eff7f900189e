//! The navigation at the left.

use leptos::prelude::*;

use super::route::Route;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Icon, Mark, Shape};

#[component]
pub fn Navigation(route: Memo<Route>, waiting: Memo<usize>) -> impl IntoView {
    let entry = move |(to, shape, name): (Route, Shape, &'static str)| {
        let here = move || (route.get() == to).then_some("page");
        let count = move || {
            let n = (to == Route::Queue)
                .then(|| waiting.get())
                .filter(|n| *n > 0)?;
            let label = text_with("app_queue_count", &[&n.to_string()]);
            Some(view! {
                <span class="count">
                    <span aria-hidden="true">{n}</span>
                    <span class="hidden-text">{label}</span>
                </span>
            })
        };
        view! {
            <li>
                <a href=to.address() aria-current=here>
                    <Icon shape />
                    {text(name)}
                    {count}
                </a>
            </li>
        }
    };
    let entries = [
        (Route::Profile, Shape::Person, "app_profile"),
        (Route::Queue, Shape::Queue, "app_queue"),
        (Route::Help, Shape::Help, "app_help"),
    ];
    view! {
        <header class="side">
            <div class="brand">
                <Mark />
                <span>"MSI Actions"</span>
            </div>
            <nav aria-label=text("app_nav")>
                <ul class="nav">{entries.map(entry).collect_view()}</ul>
            </nav>
        </header>
    }
}
