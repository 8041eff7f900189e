//! The campaign's emails as one person of the form will get them, each to be changed for them alone.

mod email;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::email::Email;
use crate::actions::{AddToCampaign, FilledMail, OwnText, StepId};
use crate::base::{Fault, RecordId};
use crate::campaigns::{Campaign, StepMail};
use crate::panel::RecordView;
use crate::platform::{i18n::text, messages::ask};
use crate::protocol::PreviewLaunch;
use crate::ui::components::{FaultView, Notice};
use crate::ui::panel::form::{Draft, Pager};

/// Whose emails are shown, and which of them is being changed.
#[derive(Clone, Copy)]
pub struct Looking {
    /// Whether they are shown in place of the form's fields.
    pub open: RwSignal<bool>,
    /// The place of the person among those who are added, from 0.
    pub at: RwSignal<usize>,
    /// The number of the step that is being changed.
    editing: RwSignal<Option<StepId>>,
}

impl Looking {
    /// Nothing is shown yet.
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            at: RwSignal::new(0),
            editing: RwSignal::new(None),
        }
    }

    /// Shows the emails of the person at a place.
    pub fn at_person(self, at: usize) {
        self.editing.set(None);
        self.at.set(at);
        self.open.set(true);
    }
}

/// What the worker answered, or why it could not.
type Filled = Option<Result<Vec<FilledMail>, Fault>>;

/// The emails, one person after the other.
#[component]
pub fn Emails(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
    /// The campaign that was chosen.
    campaign: Memo<Option<Campaign>>,
    /// Whether they can be changed for one person.
    can_change: Signal<bool>,
    /// Whose they are.
    looking: Looking,
) -> impl IntoView {
    let Looking { at, editing, .. } = looking;
    let names: Memo<Vec<String>> = Memo::new(move |_| {
        draft.read(|form: &AddToCampaign| {
            let people = form.people.iter();
            people.map(|who| who.shown().to_owned()).collect()
        })
    });
    // Who was looked at may be taken out meanwhile.
    Effect::new(move |_| {
        let last = names.with(Vec::len).saturating_sub(1);
        if at.get() > last {
            at.set(last);
        }
    });
    Effect::new(move |before: Option<usize>| {
        let now = at.get();
        if before.is_some_and(|before| before != now) {
            editing.set(None);
        }
        now
    });
    let person: Memo<Option<RecordId>> = Memo::new(move |_| {
        draft.read(|form: &AddToCampaign| form.people.get(at.get())?.record.clone())
    });
    let mails: Memo<Vec<StepMail>> = Memo::new(move |_| {
        let Some(person) = person.get() else {
            return Vec::new();
        };
        campaign.with(|campaign| {
            draft.read(|form: &AddToCampaign| {
                let campaign = campaign.as_ref();
                campaign.map_or_else(Vec::new, |own| own.for_one(form.own_of(&person)).mails())
            })
        })
    });
    let filled = RwSignal::new(Filled::None);
    // The answer to an earlier question may come later.
    let asked = StoredValue::new(0_u32);
    let load = move || {
        let Some(person) = person.get_untracked() else {
            return;
        };
        asked.update_value(|asked| *asked += 1);
        let nth = asked.get_value();
        let question = PreviewLaunch {
            record: record.with_untracked(|record| record.facts.record.clone()),
            form: Box::new(draft.read_now(AddToCampaign::clone)),
            person,
        };
        spawn_local(async move {
            let answer = ask(question).await;
            if asked.try_get_value() == Some(nth) {
                filled.try_set(Some(answer));
            }
        });
    };
    Effect::new(move |before: Option<Option<RecordId>>| {
        let now = person.get();
        mails.track();
        if before.is_some_and(|before| before != now) {
            filled.set(None);
        }
        // What is being written is filled when it is done.
        if editing.with(Option::is_none) {
            load();
        }
        now
    });
    let retry = Callback::new(move |()| {
        filled.set(None);
        load();
    });
    let fault = move || {
        filled.with(|filled| match filled {
            Some(Err(fault)) => Some(fault.clone()),
            _ => None,
        })
    };
    let failed = Memo::new(move |_| filled.with(|filled| matches!(filled, Some(Err(_)))));
    let key = move |mail: &StepMail| (person.get(), mail.id);
    let row = move |mail: StepMail| {
        let step = mail.id;
        let mail = Memo::new(move |_| {
            mails.with(|mails| mails.iter().find(|own| own.id == step).cloned())
        });
        let of_mail = Memo::new(move |_| {
            let place = mails.with(|mails| mails.iter().position(|own| own.id == step));
            filled.with(|filled| {
                let answer = filled.as_ref()?.as_ref().ok()?;
                answer.get(place?).cloned()
            })
        });
        let person = person.get_untracked();
        view! { <Email record draft campaign person mail filled=of_mail failed editing can_change /> }
    };
    // Their steps were taken out of the campaign, or are no emails any more.
    let left = Memo::new(move |_| {
        person.get().is_some_and(|person| {
            let is_sent =
                |text: &OwnText| mails.with(|mails| mails.iter().any(|mail| mail.id == text.step));
            draft.read(|form: &AddToCampaign| {
                form.own_of(&person).into_iter().any(|text| !is_sent(text))
            })
        })
    });
    view! {
        <Pager names=names.into() at label=text("campaign_mails") />
        {move || fault().map(|fault| view! { <FaultView fault on_retry=retry /> })}
        {move || (!can_change.get()).then(|| view! { <Notice title=text("campaign_mails_not_here") /> })}
        {move || left.get().then(|| view! { <Notice title=text("campaign_own_left") /> })}
        <ol class="launch-mails" aria-label=text("campaign_mails")>
            <For each=move || mails.get() key children=row />
        </ol>
    }
}
