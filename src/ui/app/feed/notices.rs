//! Notifications on the desktop: turned on by a press, by which Chrome asks for its permission.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::base::FeedKind;
use crate::feed::NoticeChoice;
use crate::platform::i18n::text;
use crate::platform::notices::{are_granted, give_back, kind_key, request};
use crate::protocol::ChooseNotices;
use crate::ui::components::{Button, ButtonKind, Command, FaultView};

#[component]
pub fn Notices(
    /// What the rep chose last.
    choice: Memo<NoticeChoice>,
) -> impl IntoView {
    let doing = Command::new();
    let (granted, refused) = (RwSignal::new(false), RwSignal::new(false));
    spawn_local(async move {
        granted.try_set(are_granted().await);
    });
    let choose = move |change: &dyn Fn(&mut NoticeChoice)| {
        let mut choice = choice.get_untracked();
        change(&mut choice);
        doing.run(ChooseNotices { choice }, |_| ());
    };
    let turn_on = move |()| {
        // Chrome asks only in the handler of the click.
        let asking = request();
        spawn_local(async move {
            let allowed = asking.await;
            granted.try_set(allowed);
            refused.try_set(!allowed);
            if allowed {
                choose(&|choice| choice.on = true);
            }
        });
    };
    let turn_off = move |()| {
        choose(&|choice| choice.on = false);
        spawn_local(async move {
            give_back().await;
            granted.try_set(false);
        });
    };
    let on = Memo::new(move |_| granted.get() && choice.with(|choice| choice.on));
    let kind = move |kind: FeedKind| {
        let change = move |event| {
            let wanted = event_target_checked(&event);
            choose(&|choice| {
                choice.kinds.retain(|other| *other != kind);
                if wanted {
                    choice.kinds.push(kind);
                }
            });
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    data-kind=kind.name()
                    prop:checked=move || choice.with(|choice| choice.kinds.contains(&kind))
                    on:change=change
                />
                {text(kind_key(kind))}
            </label>
        }
    };
    let watched = move |event| {
        let wanted = event_target_checked(&event);
        choose(&|choice| choice.watched_only = wanted);
    };
    let choices = move || {
        view! {
            <div class="checks" role="group" aria-label=text("notices_kinds")>
                {FeedKind::ALL.iter().copied().map(kind).collect_view()}
            </div>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || choice.with(|choice| choice.watched_only)
                    on:change=watched
                />
                {text("notices_watched")}
            </label>
        }
    };
    view! {
        <section class="card" data-notices="">
            <header>
                <h2>{text("notices_title")}</h2>
            </header>
            <div class="inside stack">
                <p>{text("notices_text")}</p>
                <Show when=move || on.get()>{choices()}</Show>
                <p class="soft" role="status">
                    {move || refused.get().then(|| text("notices_refused"))}
                </p>
                {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
            <footer class="foot">
                {move || match on.get() {
                    true => {
                        view! {
                            <Button look=ButtonKind::Quiet disabled=doing.busy on_press=turn_off>
                                {text("notices_off")}
                            </Button>
                        }
                            .into_any()
                    }
                    false => {
                        view! {
                            <Button disabled=doing.busy on_press=turn_on>
                                {text("notices_on")}
                            </Button>
                        }
                            .into_any()
                    }
                }}
            </footer>
        </section>
    }
}
