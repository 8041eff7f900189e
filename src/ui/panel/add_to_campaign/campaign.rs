//! The campaign: one of those of the record's org.

use leptos::prelude::*;

use super::preview::Preview;
use crate::actions::{AddToCampaign, ChosenCampaign};
use crate::base::RecordId;
use crate::campaigns::{CampaignView, OrgCampaigns};
use crate::panel::offered;
use crate::platform::i18n::{counted, text, text_with};
use crate::protocol::OpenApp;
use crate::ui::components::{Button, Command, FaultView, Notice, Query, Standing, Tone};
use crate::ui::panel::form::{Draft, Faults, FaultsAt};

/// From so many on, they can be searched.
const MANY: usize = 12;
const FIELD: &str = "form-campaign";

/// The row, with a preview of the campaign's steps.
#[component]
pub fn CampaignRow(
    /// The draft.
    draft: Draft,
    /// Its faults.
    faults: Faults,
    /// What is known of the org's campaigns.
    campaigns: Query<OrgCampaigns>,
) -> impl IntoView {
    let standing = campaigns.standing();
    let none = Memo::new(move |_| {
        campaigns.value.with(|here| {
            let here = here.as_ref()?;
            match here.there {
                false => Some(false),
                true => offered(here, "").is_empty().then_some(true),
            }
        })
    });
    let stale = move || {
        let known = campaigns.value.with(|here| here.as_ref()?.fault.clone());
        known.map(|fault| view! { <FaultView fault /> })
    };
    move || match (standing.get(), none.get()) {
        (Standing::Loading, _) => view! {
            <div class="form-row" data-field="campaign" aria-busy="true">
                <span class="row-label">{text("campaign_add_campaign")}</span>
                <span class="value soft" role="status">{text("loading")}</span>
            </div>
        }
        .into_any(),
        (Standing::Failed(fault), _) => {
            view! { <FaultView fault on_retry=move |()| campaigns.again() /> }.into_any()
        }
        (Standing::Ready, Some(false)) => {
            view! { <Notice tone=Tone::Warn title=text("offer_needs_campaigns") /> }.into_any()
        }
        (Standing::Ready, Some(true)) => view! {
            {stale}
            <NoneYet />
        }
        .into_any(),
        (Standing::Ready, None) => view! {
            {stale}
            <Choose draft faults campaigns />
        }
        .into_any(),
    }
}

#[component]
fn NoneYet() -> impl IntoView {
    let doing = Command::new();
    let open = move |()| {
        let route = "#/campaigns".to_owned();
        doing.run(OpenApp { route }, |_| ());
    };
    view! {
        <Notice title=text("campaign_add_none_title")>
            <p>{text("campaign_add_none_text")}</p>
            <div class="buttons">
                <Button small=true disabled=doing.busy on_press=open>
                    {text("campaign_add_none_open")}
                </Button>
            </div>
        </Notice>
    }
}

#[component]
fn Choose(draft: Draft, faults: Faults, campaigns: Query<OrgCampaigns>) -> impl IntoView {
    let own_faults = faults.at("campaign");
    let typed = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| draft.read(|form: &AddToCampaign| form.campaign.clone()));
    let view_of = Memo::new(move |_| {
        let id = chosen.get()?.id;
        campaigns.value.with(|here| {
            let groups = offered(here.as_ref()?, "");
            let mut all = groups.into_iter().flat_map(|(_, group)| group);
            all.find(|view| view.id == id).cloned()
        })
    });
    let many = Memo::new(move |_| {
        campaigns.value.with(|here| {
            here.as_ref()
                .is_some_and(|here| here.campaigns.len() > MANY)
        })
    });
    let choose = move |id: String| {
        let found = campaigns.value.with_untracked(|here| {
            let mut all = here.iter().flat_map(|here| &here.campaigns);
            let found = all.find(|view| view.id.as_str() == id)?;
            Some(ChosenCampaign {
                id: found.id.clone(),
                name: found.campaign.name.clone(),
            })
        });
        draft.edit(|form: &mut AddToCampaign| form.campaign = found);
    };
    let is_chosen =
        move |id: &RecordId| chosen.with(|chosen| chosen.as_ref().is_some_and(|own| own.id == *id));
    let option = move |id: RecordId, name: String| {
        let value = id.to_string();
        view! { <option value=value prop:selected=move || is_chosen(&id)>{name}</option> }
    };
    // The chosen one stays, whatever is searched for, and where it is not offered any more.
    let kept = move || {
        let chosen = chosen.get()?;
        let shown = campaigns.value.with(|here| {
            let groups = offered(here.as_ref()?, &typed.get());
            let mut all = groups.into_iter().flat_map(|(_, group)| group);
            all.find(|view| view.id == chosen.id).map(|_| ())
        });
        shown.is_none().then(|| option(chosen.id, chosen.name))
    };
    let groups = move || {
        campaigns.value.with(|here| {
            let groups = here.as_ref().map(|here| offered(here, &typed.get()));
            let groups = groups.unwrap_or_default();
            let several = groups.len() > 1;
            let options = |group: Vec<&CampaignView>| {
                let options = group
                    .into_iter()
                    .map(|view| option(view.id.clone(), view.campaign.name.clone()));
                options.collect_view()
            };
            let group = |(name, group): (&str, Vec<&CampaignView>)| match (several, name) {
                (false, _) => options(group).into_any(),
                (true, "") => view! {
                    <optgroup label=text("campaign_add_no_category")>{options(group)}</optgroup>
                }
                .into_any(),
                (true, name) => {
                    view! { <optgroup label=name.to_owned()>{options(group)}</optgroup> }.into_any()
                }
            };
            groups.into_iter().map(group).collect_view()
        })
    };
    let gone = move || {
        (chosen.with(Option::is_some) && view_of.with(Option::is_none)).then(|| {
            view! { <p class="small tone-warn">{text("campaign_add_gone")}</p> }
        })
    };
    view! {
        {move || {
            many.get()
                .then(|| {
                    view! {
                        <div class="form-row">
                            <label for="form-campaign-search">{text("campaign_add_search")}</label>
                            <input
                                type="search"
                                id="form-campaign-search"
                                autocomplete="off"
                                prop:value=typed
                                on:input=move |event| typed.set(event_target_value(&event))
                            />
                        </div>
                    }
                })
        }}
        <div class="form-row" data-field="campaign">
            <label for=FIELD>{text("campaign_add_campaign")}</label>
            <select
                id=FIELD
                aria-invalid=move || (!own_faults.with(Vec::is_empty)).then_some("true")
                aria-describedby="campaign-faults"
                on:change=move |event| choose(event_target_value(&event))
            >
                <option value="" prop:selected=move || chosen.with(Option::is_none)>
                    {text("campaign_add_choose")}
                </option>
                {kept}
                {groups}
            </select>
            <div class="row-below">{move || view_of.get().map(|view| length_of(&view))} {gone}</div>
            <FaultsAt faults=own_faults id="campaign-faults" />
        </div>
        {move || view_of.get().map(|view| view! { <Preview steps=view.campaign.steps /> })}
    }
}

/// "3 steps · 5 days · by Jo Devries".
fn length_of(view: &CampaignView) -> impl IntoView + use<> {
    let steps = &view.campaign.steps;
    let days = steps.last().map_or(0, |last| usize::from(last.day));
    let whose = match view.own {
        true => text("campaign_add_own"),
        false => text_with("campaign_add_by", &[&view.owner]),
    };
    let words = [
        counted("campaign_steps", steps.len()),
        counted("bets_days", days),
        whose,
    ];
    view! { <p class="small soft">{words.join(" · ")}</p> }
}
