//! When the campaign begins for them, and what it needs to go on.

use leptos::prelude::*;

use crate::actions::AddToCampaign;
use crate::base::Day;
use crate::campaigns::{NoMails, OrgCampaigns};
use crate::platform::{i18n::text, intl, now};
use crate::ui::components::{Notice, Query, Tone};
use crate::ui::panel::acts::Connect;
use crate::ui::panel::form::{Draft, DueRow, Faults, SegmentRow};

/// The rows.
#[component]
pub fn Start(
    /// The draft.
    draft: Draft,
    /// Its faults.
    faults: Faults,
    /// What is known of the org's campaigns.
    campaigns: Query<OrgCampaigns>,
) -> impl IntoView {
    let today = intl::calendar_day(now());
    // A draft may be older than the day that was chosen in it.
    if draft.read_now(|form: &AddToCampaign| form.start.is_some_and(|day| day < today)) {
        draft.edit(|form: &mut AddToCampaign| form.start = None);
    }
    let day = Signal::derive(move || draft.read(|form: &AddToCampaign| form.start));
    // A cadence begins at once, and Salesforce runs it.
    let by_us = Memo::new(move |_| {
        draft.read(|form: &AddToCampaign| !form.campaign.as_ref().is_some_and(|own| own.cadence))
    });
    let on_day = Memo::new(move |_| day.get().is_some());
    let no_mails = move || {
        let why = campaigns.value.with(|here| here.as_ref()?.no_mails)?;
        Some(match why {
            NoMails::NoMailbox => view! {
                <Notice tone=Tone::Warn title=text("campaign_add_no_mailbox")>
                    <Connect />
                </Notice>
            }
            .into_any(),
            NoMails::NoReplies => {
                view! { <Notice title=text("campaign_add_no_replies") /> }.into_any()
            }
        })
    };
    let choose = move |chosen: Option<Day>| {
        // An incomplete date is ignored; the form keeps the last one. Nothing begins in the past.
        if let Some(chosen) = chosen {
            draft.edit(|form: &mut AddToCampaign| form.start = Some(today.max(chosen)));
        }
    };
    let rows = move || {
        view! {
            <SegmentRow
                field="start"
                label="campaign_add_start"
                options=vec!["campaign_add_now", "campaign_add_on_day"]
                value=Signal::derive(move || usize::from(on_day.get()))
                on_choose=move |at| {
                    let day = (at == 1).then(|| today.later(1));
                    draft.edit(|form: &mut AddToCampaign| form.start = day);
                }
            />
            <Show when=move || on_day.get()>
                <DueRow
                    field="start.day"
                    label="campaign_add_first_day"
                    value=day
                    on_choose=choose
                    faults
                />
            </Show>
            <div class="form-notes">
                {no_mails}
                <p class="small soft">{text("campaign_add_browser")}</p>
            </div>
        }
    };
    move || by_us.get().then(rows)
}
