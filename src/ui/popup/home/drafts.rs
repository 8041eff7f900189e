//! The list of drafts.

use leptos::prelude::*;

use crate::base::Topic;
use crate::outbox::DraftItem;
use crate::platform::{
    i18n::{counted, text, text_with},
    intl, now,
};
use crate::protocol::{DropDraft, GetDrafts};
use crate::ui::components::{
    Button, ButtonKind, Command, Confirm, FaultView, Icon, Shape, ask_and_follow, page_target,
};

/// The most drafts that are shown before the rep unfolds the list.
const SHOWN: usize = 3;

/// The list; nothing where there are no drafts.
#[component]
pub fn Drafts() -> impl IntoView {
    let asked = ask_and_follow(GetDrafts {}, Topic::Drafts);
    let drafts = Memo::new(move |_| asked.value.get().unwrap_or_default());
    let count = Memo::new(move |_| drafts.with(Vec::len));
    let all = RwSignal::new(false);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { SHOWN };
        drafts.get().into_iter().take(most).collect::<Vec<_>>()
    };
    let failed = move || {
        let fault = asked
            .fault
            .get()
            .filter(|_| asked.value.with(Option::is_none));
        fault.map(|fault| view! { <FaultView fault on_retry=move |()| asked.again() /> })
    };
    view! {
        {failed}
        <Show when=move || { count.get() > 0 }>
            <section data-list="drafts">
                <h2>{move || counted("home_drafts", count.get())}</h2>
                <ul class="rows">
                    <For
                        each=shown
                        key=|draft| (draft.record.key(), draft.action, draft.edition, draft.id.clone())
                        let:draft
                    >
                        <Row draft />
                    </For>
                </ul>
                <Show when=move || { !all.get() && count.get() > SHOWN }>
                    <Button look=ButtonKind::Quiet small=true on_press=move |()| all.set(true)>
                        {text("home_drafts_all")}
                    </Button>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn Row(draft: DraftItem) -> impl IntoView {
    let DraftItem {
        record,
        name,
        action,
        subject,
        recipients,
        saved_at,
        ..
    } = draft;
    let there = format!("https://{}/{}", record.org, record.id);
    let named = [name.unwrap_or_default(), recipients, record.id.to_string()];
    let whose = named.into_iter().find(|words| !words.is_empty());
    let whose = whose.unwrap_or_default();
    let action_name = text(&format!("action_{}", action.name()));
    let about = match subject.is_empty() {
        true => action_name.clone(),
        false => format!("{action_name}: {subject}"),
    };
    let asking = RwSignal::new(false);
    let dropping = Command::new();
    let discard = move |()| {
        let record = record.clone();
        dropping.run(DropDraft { record, action }, |_| ());
    };
    view! {
        <li>
            <div class="row">
                <Icon shape=Shape::Clock class="soft" />
                <div class="grow">
                    <p class="strong">
                        <a href=there target=page_target() rel="noopener">
                            {whose.clone()}
                        </a>
                    </p>
                    <p class="small">{about}</p>
                    <p class="small soft">{intl::ago(saved_at, now())}</p>
                </div>
                <Button
                    look=ButtonKind::Quiet
                    small=true
                    disabled=dropping.busy
                    name=text_with("home_drafts_discard", &[&whose])
                    on_press=move |()| asking.set(true)
                >
                    {text("compose_discard")}
                </Button>
            </div>
            {move || dropping.fault.get().map(|fault| view! { <FaultView fault /> })}
            <Confirm
                open=asking
                title=text_with("home_drafts_discard", &[&whose])
                words=text("home_drafts_gone")
                verb=text("compose_discard")
                on_yes=discard
            />
        </li>
    }
}
