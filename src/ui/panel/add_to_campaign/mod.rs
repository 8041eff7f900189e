//! The form Add to Sales Campaign.

mod campaign;
mod check;
mod emails;
mod people;
mod preview;
mod start;

use leptos::prelude::*;

use self::campaign::CampaignRow;
use self::check::Checked;
use self::emails::{Emails, Looking};
use self::people::People;
use self::start::Start;
use super::form::{Draft, Faults, FormShell};
use crate::actions::AddToCampaign;
use crate::base::Topic;
use crate::campaigns::{Campaign, Keeping, OrgCampaigns, Recency};
use crate::panel::RecordView;
use crate::platform::i18n::{counted, text};
use crate::protocol::GetRecordCampaigns;
use crate::ui::components::{Button, HereOnly, Query, ask_and_follow};
use crate::ui::panel::cadences::cadences;

/// The fields, in their order on the form.
const FIELDS: &[&str] = &["campaign", "people", "start"];

/// The form.
#[component]
pub fn AddToCampaignForm(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let faults = Faults::of(draft.form, FIELDS);
    let of = record.with_untracked(|record| record.facts.record.clone());
    let question = GetRecordCampaigns {
        record: of,
        recency: Recency::Recent,
    };
    let campaigns = ask_and_follow(question, Topic::Campaigns);
    let cadences = cadences(record, Recency::Recent);
    let check = Checked::of(record, draft);
    let count = Memo::new(move |_| draft.read(|form: &AddToCampaign| form.people.len()));
    let label = Signal::derive(move || match count.get() {
        0 => None,
        count => Some(counted("each_add", count)),
    });
    // A cadence is Salesforce's.
    let here_only = Signal::derive(move || {
        let is_cadence =
            |form: &AddToCampaign| form.campaign.as_ref().is_some_and(|own| own.cadence);
        let keeping = campaigns
            .value
            .with(|here| here.as_ref().map(|here| here.keeping));
        keeping == Some(Keeping::ThisBrowser) && !draft.read(is_cadence)
    });
    let checking = Signal::derive(move || check.is_under_way());
    let campaign = chosen(draft, campaigns);
    let looking = Looking::new();
    let has_mails = Memo::new(move |_| {
        let mails = campaign.with(|own| own.as_ref().is_some_and(|own| !own.mails().is_empty()));
        mails && count.get() > 0
    });
    // Nobody is left whose emails could be shown, or another campaign was chosen in another tab.
    Effect::new(move |_| {
        if !has_mails.get() {
            looking.open.set(false);
        }
    });
    let can_change = Signal::derive(move || {
        let known = campaigns
            .value
            .with(|here| here.as_ref().map(|here| here.own_mails));
        known == Some(true)
    });
    let beside = move || {
        let toggle = move |()| match looking.open.get_untracked() {
            true => looking.open.set(false),
            false => looking.at_person(looking.at.get_untracked()),
        };
        let words = move || match looking.open.get() {
            true => text("campaigns_the_people"),
            false => text("campaign_mails"),
        };
        view! {
            <Show when=move || has_mails.get()>
                <Button on_press=toggle>{words}</Button>
            </Show>
        }
    };
    view! {
        <FormShell
            record
            draft
            faults
            verb="campaign_add"
            label
            first="campaign"
            not_yet=checking
            aside=looking.open
            beside
        >
            {move || {
                if looking.open.get() {
                    view! { <Emails record draft campaign can_change looking /> }.into_any()
                } else {
                    view! {
                        <CampaignRow draft faults campaigns cadences />
                        <div class="form-notes">
                            <HereOnly is_so=here_only />
                        </div>
                        <People record draft faults check looking has_mails />
                        <Start draft faults campaigns />
                    }
                        .into_any()
                }
            }}
        </FormShell>
    }
}

/// The campaign that was chosen, as far as it is known and no cadence.
fn chosen(draft: Draft, campaigns: Query<OrgCampaigns>) -> Memo<Option<Campaign>> {
    Memo::new(move |_| {
        let chosen = draft.read(|form: &AddToCampaign| form.campaign.clone())?;
        campaigns.value.with(|here| {
            let mut all = here.iter().flat_map(|here| &here.campaigns);
            let found = all.find(|view| !chosen.cadence && view.id == chosen.id);
            found.map(|view| view.campaign.clone())
        })
    })
}
