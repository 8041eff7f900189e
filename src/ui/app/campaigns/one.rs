//! A campaign: its steps, its people, and what its owner can do with it.

use leptos::prelude::*;

use super::asked::Asked;
use super::list::whose;
use super::people::People;
use super::place::{Place, Writing};
use super::steps::Steps;
use super::words::{NoMailsNotice, ends_on, hours, length};
use crate::base::{IntentId, OrgHost};
use crate::campaigns::{Campaign, CampaignView};
use crate::platform::i18n::{text, text_with};
use crate::protocol::SaveCampaign;
use crate::ui::app::page::Page;
use crate::ui::components::{
    Button, Command, FaultView, HereOnly, Icon, Notice, Shape, Skeleton, Standing, UnderWay,
    last_known, live,
};

#[component]
pub fn One(key_of: IntentId, asked: Asked) -> impl IntoView {
    let key = key_of.clone();
    let here = last_known(move || asked.find(&key));
    let found = Memo::new(move |_| here.with(Option::is_some));
    let standing = asked.query.standing();
    let again = Callback::new(move |()| asked.query.again());
    let name = Memo::new(move |_| {
        here.with(|here| here.as_ref().map(|(_, view)| view.campaign.name.clone()))
    });
    let shown = move || match (found.get(), standing.get()) {
        (true, _) => view! { <Found key_of=key_of.clone() asked /> }.into_any(),
        (false, Standing::Loading) => view! {
            <UnderWay />
            <Skeleton blocks=2 />
        }
        .into_any(),
        (false, Standing::Failed(fault)) => view! { <FaultView fault on_retry=again /> }.into_any(),
        (false, Standing::Ready) => view! { <NotFound /> }.into_any(),
    };
    // The heading takes the focus when it appears: not again when the campaign gets another name.
    let title = move || name.get().unwrap_or_else(|| text("campaigns_title"));
    view! {
        {move || {
            let _ = found.get();
            let title = untrack(title);
            let shown = shown.clone();
            view! {
                <Page title>
                    <Back />
                    {shown}
                </Page>
            }
        }}
    }
}

/// Back to the list; Esc goes there, too.
#[component]
pub fn Back() -> impl IntoView {
    view! {
        <p class="back">
            <a class="button quiet small" href=Place::List.address() data-key="back">
                <Icon shape=Shape::Back />
                {text("campaigns_all")}
            </a>
        </p>
    }
}

/// No campaign has this address.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Notice title=text("campaigns_gone_title")>
            <p>{text("campaigns_gone_text")}</p>
        </Notice>
    }
}

#[component]
fn Found(key_of: IntentId, asked: Asked) -> impl IntoView {
    let key = key_of.clone();
    let here = last_known(move || asked.find(&key));
    let view_of = Memo::new(move |_| here.with(|here| Some(here.as_ref()?.1.clone())));
    let campaign =
        Memo::new(move |_| view_of.with(|view| view.as_ref().map(|view| view.campaign.clone())));
    let org = here.with_untracked(|here| here.as_ref().map(|(of, _)| of.org.clone()))?;
    let key = key_of.clone();
    let members = Memo::new(move |_| {
        here.with(|here| {
            let all = here.iter().flat_map(|(of, _)| &of.members);
            let own = all.filter(|member| member.campaign == key);
            own.cloned().collect::<Vec<_>>()
        })
    });
    let is_here = Memo::new(move |_| {
        view_of.with(|view| view.as_ref().is_some_and(|view| view.id.is_here()))
    });
    let no_mails = Memo::new(move |_| here.with(|here| here.as_ref()?.0.no_mails));
    let fault = Memo::new(move |_| here.with(|here| here.as_ref()?.0.fault.clone()));
    let refresh = Callback::new(move |()| asked.refresh());
    let lines = move || {
        let view = view_of.get()?;
        Some(
            about(&view)
                .into_iter()
                .map(|line| view! { <p class="soft">{line}</p> })
                .collect_view(),
        )
    };
    let of_fault = org.clone();
    Some(view! {
        <div class="campaigns" data-campaign=key_of.to_string()>
            <div class="about">{lines}</div>
            <Doing org=org.clone() view_of asked />
            {move || {
                let org = Some(of_fault.clone());
                fault.get().map(|fault| view! { <FaultView fault on_retry=refresh org /> })
            }}
            <HereOnly is_so=is_here />
            {move || no_mails.get().map(|why| view! { <NoMailsNotice why /> })}
            <Steps campaign members />
            <People org campaign members />
        </div>
    })
}

/// Category, owner, length; when its steps happen, and what ends it.
fn about(view: &CampaignView) -> Vec<String> {
    let Campaign {
        category,
        rules,
        archived,
        ..
    } = &view.campaign;
    let first = [
        Some(category.clone()).filter(|category| !category.is_empty()),
        Some(whose(view)),
        Some(length(&view.campaign)),
        archived.then(|| text("campaigns_is_archived")),
    ];
    let first: Vec<String> = first.into_iter().flatten().collect();
    vec![first.join(" · "), hours(rules), ends_on(rules)]
}

/// Edit, copy, archive.
#[component]
fn Doing(org: OrgHost, view_of: Memo<Option<CampaignView>>, asked: Asked) -> impl IntoView {
    let live = live();
    let saving = Command::new();
    let org = StoredValue::new(org);
    let own = Memo::new(move |_| view_of.with(|view| view.as_ref().is_some_and(|view| view.own)));
    let archived = Memo::new(move |_| {
        view_of.with(|view| view.as_ref().is_some_and(|view| view.campaign.archived))
    });
    let key = view_of.with_untracked(|view| view.as_ref().map(|view| view.campaign.key.clone()))?;
    let edit = Place::Editor(Writing::Edit(key.clone())).address();
    let copy = Place::Editor(Writing::Copy(key)).address();
    let put_away = move |()| {
        let Some(view) = view_of.get_untracked() else {
            return;
        };
        let archived = !view.campaign.archived;
        let name = view.campaign.name.clone();
        let save = SaveCampaign {
            org: org.get_value(),
            campaign: Box::new(Campaign {
                archived,
                ..view.campaign
            }),
            seen: Some(view.changed),
        };
        let said = match archived {
            true => "campaigns_said_archived",
            false => "campaigns_said_restored",
        };
        saving.run(save, move |_| {
            live.say(text_with(said, &[&name]));
            asked.query.again();
        });
    };
    let label = move || match archived.get() {
        true => text("templates_restore"),
        false => text("templates_archive"),
    };
    // Somebody else changed it: it is shown as it is now, and the press has to be made again.
    let again = Callback::new(move |()| {
        saving.fault.set(None);
        asked.refresh();
    });
    Some(view! {
        <div class="buttons start">
            <Show when=move || own.get()>
                <a class="button" href=edit.clone()>
                    {text("compose_edit")}
                </a>
            </Show>
            <a class="button" href=copy>
                {text("campaigns_copy")}
            </a>
            <Show when=move || own.get()>
                <Button disabled=saving.busy on_press=put_away>
                    {label}
                </Button>
            </Show>
        </div>
        {move || saving.fault.get().map(|fault| view! { <FaultView fault on_retry=again /> })}
    })
}
