//! The form Add to Sales Campaign.

mod campaign;
mod check;
mod people;
mod preview;
mod start;

use leptos::prelude::*;

use self::campaign::CampaignRow;
use self::check::Checked;
use self::people::People;
use self::start::Start;
use super::form::{Draft, Faults, FormShell};
use crate::actions::AddToCampaign;
use crate::base::Topic;
use crate::campaigns::Recency;
use crate::panel::RecordView;
use crate::platform::i18n::counted;
use crate::protocol::GetRecordCampaigns;
use crate::ui::components::ask_and_follow;
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
    let checking = Signal::derive(move || check.is_under_way());
    view! {
        <FormShell record draft faults verb="campaign_add" label first="campaign" not_yet=checking>
            <CampaignRow draft faults campaigns cadences />
            <People record draft faults check />
            <Start draft faults campaigns />
        </FormShell>
    }
}
