//! The campaigns of every org, by category.

use leptos::prelude::*;

use super::asked::Asked;
use super::away::Away;
use super::cadences::InCadences;
use super::place::{Place, Writing};
use super::words::{NoMailsNotice, NotThere, counts, length};
use crate::base::{IntentId, OrgHost};
use crate::campaigns::{CampaignView, Counts, Keeping, OrgCampaigns, by_category};
use crate::platform::{
    i18n::{counted, text, text_with},
    now,
};
use crate::ui::app::of_orgs::{OfOrgs, OrgCard, Words};
use crate::ui::app::page::Page;
use crate::ui::components::{HereOnly, Notice, Tone, last_known, last_known_row, reads};

#[component]
pub fn List(asked: Asked) -> impl IntoView {
    let orgs = Memo::new(move |_| {
        asked.query.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            orgs.map(|of| of.org.clone()).collect::<Vec<_>>()
        })
    });
    let words = Words {
        loading: "campaigns_loading",
        refresh: "campaigns_refresh",
        no_org: "campaigns_no_org",
    };
    let card =
        Callback::new(move |(org, several)| view! { <OfOrg org asked several /> }.into_any());
    let refreshing = asked.refreshing;
    let refresh = Callback::new(move |()| asked.refresh());
    let filters = || view! { <p class="grow small soft">{text("campaigns_while_open")}</p> };
    view! {
        <Page title=text("campaigns_title") lead=text("campaigns_lead")>
            <div class="bets campaigns" aria-busy=move || refreshing.busy.get().to_string()>
                <Away asked />
                <OfOrgs words standing=asked.query.standing() orgs refresh refreshing card filters />
                <InCadences asked several=Memo::new(move |_| orgs.with(|orgs| orgs.len() > 1)) />
            </div>
        </Page>
    }
}

/// The campaigns of an org.
#[component]
fn OfOrg(org: OrgHost, asked: Asked, several: Memo<bool>) -> impl IntoView {
    let reader = reads();
    let of = org.clone();
    let here = last_known(move || {
        asked.query.value.with(|view| {
            let mut orgs = view.as_ref()?.orgs.iter();
            orgs.find(|campaigns| campaigns.org == of).cloned()
        })
    });
    let get =
        move |what: fn(&OrgCampaigns) -> bool| here.with(|here| here.as_ref().is_some_and(what));
    let fault = Memo::new(move |_| here.with(|here| here.as_ref()?.fault.clone()));
    let at = Memo::new(move |_| here.with(|here| here.as_ref()?.at));
    let no_mails = Memo::new(move |_| here.with(|here| here.as_ref()?.no_mails));
    // Before it was ever read, nothing is known of it.
    let not_there = Memo::new(move |_| get(|here| !here.can_be_made() && here.at.is_some()));
    let usable = Memo::new(move |_| get(|here| here.can_be_made() && here.at.is_some()));
    let here_alone =
        Memo::new(move |_| usable.get() && get(|here| here.keeping == Keeping::ThisBrowser));
    // The org got the objects since.
    let some_here = Memo::new(move |_| !here_alone.get() && get(OrgCampaigns::any_here));
    let none = Memo::new(move |_| usable.get() && get(|here| here.campaigns.is_empty()));
    let cut = Memo::new(move |_| get(|here| here.cut));
    let freed = Memo::new(move |_| here.with(|here| here.as_ref().map_or(0, |here| here.freed)));
    let groups = move |archived: bool| {
        Memo::new(move |_| {
            here.with(|here| {
                let all = here.iter().flat_map(|here| &here.campaigns);
                by_category(all.filter(|one| one.campaign.archived == archived))
            })
        })
    };
    let (in_use, put_away) = (groups(false), groups(true));
    let how_many = Memo::new(move |_| {
        put_away.with(|all| all.iter().map(|(_, keys)| keys.len()).sum::<usize>())
    });
    let of_notes = org.clone();
    let notes = move || {
        let org = of_notes.clone();
        view! {
            <Show when=move || not_there.get()>
                <NotThere org=org.clone() reader />
            </Show>
            <HereOnly is_so=here_alone more="campaigns_here_until" />
            <HereOnly is_so=some_here more="campaigns_here_some" />
            <Show when=move || cut.get()>
                <Notice tone=Tone::Warn title=text("campaigns_cut_title")>
                    <p>{text("campaigns_cut_text")}</p>
                </Notice>
            </Show>
            {move || {
                let freed = Some(freed.get()).filter(|freed| *freed > 0)?;
                Some(view! { <Notice title=counted("campaigns_freed", freed) /> })
            }}
            {move || {
                let why = no_mails.get().filter(|_| usable.get())?;
                Some(view! { <NoMailsNotice why /> })
            }}
        }
    };
    let new = Place::Editor(Writing::New(Some(org.clone()))).address();
    let refresh = Callback::new(move |()| asked.refresh());
    let link = new.clone();
    view! {
        <OrgCard org several fault at on_retry=refresh notes>
            <Show when=move || none.get()>
                <div class="empty">
                    <p>{text("campaigns_none")}</p>
                    <a class="button primary" data-key="primary" href=link.clone()>
                        {text("campaigns_new")}
                    </a>
                </div>
            </Show>
            <Groups groups=in_use here />
            <Show when=move || how_many.get() != 0>
                <details class="fold">
                    <summary>{move || text_with("campaigns_archived", &[&how_many.get().to_string()])}</summary>
                    <Groups groups=put_away here />
                </details>
            </Show>
            <Show when=move || usable.get() && !none.get()>
                <footer class="foot">
                    <a class="button" href=new.clone()>
                        {text("campaigns_new")}
                    </a>
                </footer>
            </Show>
        </OrgCard>
    }
}

/// The keys of the campaigns of each category.
type Grouped = Memo<Vec<(String, Vec<IntentId>)>>;

#[component]
fn Groups(groups: Grouped, here: Memo<Option<OrgCampaigns>>) -> impl IntoView {
    let group = move |(category, keys): (String, Vec<IntentId>)| {
        let name = match category.as_str() {
            "" => text("campaigns_no_category"),
            name => name.to_owned(),
        };
        // Without any category, a heading says nothing.
        let heading = groups.with_untracked(|groups| groups.len() > 1 || !category.is_empty());
        view! {
            <section class="group">
                {heading.then(|| view! { <h2>{name}</h2> })}
                <ul class="rows">
                    {keys.into_iter().map(|key| view! { <Row key_of=key here /> }).collect_view()}
                </ul>
            </section>
        }
    };
    move || groups.get().into_iter().map(group).collect_view()
}

/// A campaign: whose it is, how long, and how its people stand.
#[component]
fn Row(key_of: IntentId, here: Memo<Option<OrgCampaigns>>) -> impl IntoView {
    let of = key_of.clone();
    let row = last_known_row(move || {
        here.with(|here| {
            let here = here.as_ref()?;
            let view = here.campaigns.iter().find(|one| one.campaign.key == of)?;
            let members = here.members.iter().filter(|member| member.campaign == of);
            Some((view.clone(), Counts::of(members, now())))
        })
    })?;
    let name = move || row.with(|(view, _)| view.campaign.name.clone());
    let line =
        move || row.with(|(view, _)| format!("{} · {}", whose(view), length(&view.campaign)));
    // In an org that keeps the others in Salesforce.
    let marked = Memo::new(move |_| {
        let mixed = here.with(|here| {
            let keeping = here.as_ref().map(|here| here.keeping);
            keeping.is_some_and(|keeping| keeping != Keeping::ThisBrowser)
        });
        mixed && row.with(|(view, _)| view.id.is_here())
    });
    let people = move || {
        let words = row.with(|(_, people)| counts(*people));
        match words.is_empty() {
            true => text("campaigns_nobody"),
            false => words.join(" · "),
        }
    };
    let address = Place::One(key_of.clone()).address();
    Some(view! {
        <li class="row" data-campaign=key_of.to_string()>
            <div class="grow">
                <p class="strong">
                    <a href=address>{name}</a>
                </p>
                <p class="small soft">{line}</p>
                <p class="small">{people}</p>
                <Show when=move || marked.get()>
                    <p class="small soft">{text("campaigns_here_mark")}</p>
                </Show>
            </div>
        </li>
    })
}

/// Whose a campaign is.
pub fn whose(view: &CampaignView) -> String {
    match view.own {
        true => text("campaigns_yours"),
        false => text_with("campaigns_of", &[&view.owner]),
    }
}
