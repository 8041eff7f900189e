//! The campaign: one of those of the record's org, or a cadence of Salesforce's.

use leptos::prelude::*;

use super::preview::Preview;
use crate::actions::{AddToCampaign, CampaignId, ChosenCampaign};
use crate::cadences::{Cadence, OrgCadences};
use crate::campaigns::{CampaignView, OrgCampaigns};
use crate::panel::{offered, offered_cadences};
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
    /// What is known of its cadences, where the rep has Sales Engagement.
    cadences: Option<Query<OrgCadences>>,
) -> impl IntoView {
    let (of_campaigns, of_cadences) = (campaigns.standing(), cadences.map(Query::standing));
    let standing = Memo::new(move |_| {
        match (
            of_campaigns.get(),
            of_cadences.map(|standing| standing.get()),
        ) {
            (_, Some(Standing::Loading)) => Standing::Loading,
            // There is something to choose from all the same.
            (Standing::Failed(_), Some(Standing::Ready)) if any_cadence(cadences) => {
                Standing::Ready
            }
            (own, _) => own,
        }
    });
    let none = Memo::new(move |_| {
        if any_cadence(cadences) {
            return None;
        }
        campaigns.value.with(|here| {
            let here = here.as_ref()?;
            match here.can_be_made() {
                false => Some(false),
                true => offered(here, "").is_empty().then_some(true),
            }
        })
    });
    let again = move |()| {
        campaigns.again();
        if let Some(cadences) = cadences {
            cadences.again();
        }
    };
    let stale = move || {
        let known = campaigns.value.with(|here| here.as_ref()?.fault.clone());
        let known = known.or_else(|| {
            let known = cadences?.value.with(|here| here.as_ref()?.fault.clone());
            known.or_else(|| campaigns.fault.get().or_else(|| cadences?.fault.get()))
        });
        known.map(|fault| view! { <FaultView fault on_retry=again /> })
    };
    move || match (standing.get(), none.get()) {
        (Standing::Loading, _) => view! {
            <div class="form-row" data-field="campaign" aria-busy="true">
                <span class="row-label">{text("campaign_add_campaign")}</span>
                <span class="value soft" role="status">{text("loading")}</span>
            </div>
        }
        .into_any(),
        (Standing::Failed(fault), _) => view! { <FaultView fault on_retry=again /> }.into_any(),
        (Standing::Ready, Some(false)) => {
            // Where cadences could not be read, there may be some.
            match stale() {
                Some(fault) => fault.into_any(),
                None => view! { <Notice tone=Tone::Warn title=text("offer_needs_campaigns") /> }
                    .into_any(),
            }
        }
        (Standing::Ready, Some(true)) => view! {
            {stale}
            <NoneYet />
        }
        .into_any(),
        (Standing::Ready, None) => view! {
            {stale}
            <Choose draft faults campaigns cadences />
        }
        .into_any(),
    }
}

/// Whether there is a cadence to choose; follows changes.
fn any_cadence(cadences: Option<Query<OrgCadences>>) -> bool {
    let any =
        |here: &Option<OrgCadences>| here.as_ref().is_some_and(|here| !here.cadences.is_empty());
    cadences.is_some_and(|cadences| cadences.value.with(any))
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
fn Choose(
    draft: Draft,
    faults: Faults,
    campaigns: Query<OrgCampaigns>,
    cadences: Option<Query<OrgCadences>>,
) -> impl IntoView {
    let own_faults = faults.at("campaign");
    let typed = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| draft.read(|form: &AddToCampaign| form.campaign.clone()));
    let known_cadences = Memo::new(move |_| {
        let known = cadences.and_then(|cadences| cadences.value.get());
        known.map(|known| known.cadences).unwrap_or_default()
    });
    // Those that are searched for.
    let shown_cadences = move || -> Vec<Cadence> {
        known_cadences.with(|known| {
            let fitting = offered_cadences(known, &typed.get());
            fitting.cloned().collect()
        })
    };
    let cadence_of = Memo::new(move |_| {
        let chosen = chosen.get().filter(|chosen| chosen.cadence)?;
        known_cadences.with(|known| {
            let id = chosen.id.record()?;
            known.iter().find(|one| one.id == *id).cloned()
        })
    });
    let view_of = Memo::new(move |_| {
        let id = chosen.get()?.id;
        campaigns.value.with(|here| {
            let groups = offered(here.as_ref()?, "");
            let mut all = groups.into_iter().flat_map(|(_, group)| group);
            all.find(|view| view.id == id).cloned()
        })
    });
    let many = Memo::new(move |_| {
        let campaigns = campaigns
            .value
            .with(|here| here.as_ref().map_or(0, |here| here.campaigns.len()));
        campaigns + known_cadences.with(Vec::len) > MANY
    });
    let choose = move |id: String| {
        let found = campaigns.value.with_untracked(|here| {
            let mut all = here.iter().flat_map(|here| &here.campaigns);
            let found = all.find(|view| view.id.as_str() == id)?;
            Some(ChosenCampaign {
                id: found.id.clone(),
                name: found.campaign.name.clone(),
                cadence: false,
            })
        });
        let found = found.or_else(|| {
            let of = known_cadences.get_untracked();
            let found = of.into_iter().find(|one| one.id.as_str() == id)?;
            Some(ChosenCampaign {
                id: CampaignId::Salesforce(found.id),
                name: found.name,
                cadence: true,
            })
        });
        draft.edit(|form: &mut AddToCampaign| form.campaign = found);
    };
    let is_chosen = move |id: &CampaignId| {
        chosen.with(|chosen| chosen.as_ref().is_some_and(|own| own.id == *id))
    };
    let option = move |id: CampaignId, name: String| {
        let value = id.as_str().to_owned();
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
        let is_it = |one: &Cadence| chosen.id.record() == Some(&one.id);
        let is_shown = shown.is_some() || shown_cadences().iter().any(is_it);
        (!is_shown).then(|| option(chosen.id, chosen.name))
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
    let of_salesforce = move || {
        let all = shown_cadences();
        (!all.is_empty()).then(|| {
            let options = all.into_iter();
            let options = options.map(|one| option(CampaignId::Salesforce(one.id), one.name));
            view! { <optgroup label=text("cadence_group")>{options.collect_view()}</optgroup> }
        })
    };
    let runs = move || {
        let is_there = cadence_of.with(Option::is_some);
        is_there.then(|| view! { <p class="small soft">{text("cadence_runs")}</p> })
    };
    let gone = move || {
        let known = view_of.with(Option::is_some) || cadence_of.with(Option::is_some);
        (chosen.with(Option::is_some) && !known).then(|| {
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
                {of_salesforce}
            </select>
            <div class="row-below">
                {move || view_of.get().map(|view| length_of(&view))} {runs} {gone}
            </div>
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
