//! Writing a campaign.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::asked::Asked;
use super::form::{Form, fault_id, focus_soon};
use super::one::{Back, NotFound};
use super::place::{Place, Writing};
use super::rules::RulesFields;
use super::step::StepFields;
use super::unsaved::Unsaved;
use super::words::NotThere;
use crate::base::{Fault, IntentId, Millis, OrgHost, Topic};
use crate::campaigns::{CampaignDraft, CampaignsView, Keeping, MOST_STEPS, Recency, by_category};
use crate::library::{Shown, arranged};
use crate::platform::{
    i18n::{text, text_with},
    messages::ask,
    random,
};
use crate::protocol::{GetCampaigns, GetTemplates, SaveCampaign};
use crate::ui::app::page::Page;
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, HereOnly, Skeleton, Standing, UnderWay, ask_and_follow,
    live, reads,
};

/// The id of the list of categories.
const CATEGORIES: &str = "campaign-categories";
/// The fields that have to change.
const INVALID: &str =
    ".campaign-form [aria-invalid=true], .campaign-form [data-invalid=true] [role=textbox]";

#[component]
pub fn Edit(writing: Writing, asked: Asked) -> impl IntoView {
    let title = text(match writing {
        Writing::New(_) => "campaigns_new",
        Writing::Edit(_) => "campaigns_edit",
        Writing::Copy(_) => "campaigns_copy_title",
    });
    let standing = asked.query.standing();
    let again = Callback::new(move |()| asked.query.again());
    // What the editor begins with is read once: later answers change nothing under the rep's hands.
    let ready = Memo::new(move |_| standing.get() == Standing::Ready);
    let shown = move || match (ready.get(), standing.get()) {
        (true, _) => {
            let view = asked.query.value.get_untracked().unwrap_or_default();
            begin(&writing, &view, asked)
        }
        (false, Standing::Failed(fault)) => view! { <FaultView fault on_retry=again /> }.into_any(),
        (false, _) => view! {
            <UnderWay />
            <Skeleton blocks=2 />
        }
        .into_any(),
    };
    view! {
        <Page title>
            <Back />
            {shown}
        </Page>
    }
}

/// The form; or why there is none.
fn begin(writing: &Writing, view: &CampaignsView, asked: Asked) -> AnyView {
    let there = |wanted: &Option<OrgHost>| {
        let mut orgs = view.orgs.iter().filter(|of| of.can_be_made());
        let found = match wanted {
            Some(org) => orgs.find(|of| of.org == *org),
            None => orgs.next(),
        };
        found.map(|of| of.org.clone())
    };
    let unsaved = Unsaved::here().get(writing);
    let (org, draft) = match writing {
        Writing::New(org) => {
            let Some(org) = there(org) else {
                let first = org.clone().or_else(|| Some(view.orgs.first()?.org.clone()));
                return match first {
                    Some(org) => view! { <NotThere org reader=reads() /> }.into_any(),
                    None => {
                        view! { <p class="card empty">{text("campaigns_no_org")}</p> }.into_any()
                    }
                };
            };
            (org, CampaignDraft::fresh(IntentId::new(random())))
        }
        Writing::Edit(key) | Writing::Copy(key) => {
            let Some((of, found)) = untrack(|| asked.find(key)) else {
                return view! { <NotFound /> }.into_any();
            };
            let draft = match writing {
                Writing::Copy(_) => {
                    let name = text_with("campaigns_copy_of", &[&found.campaign.name]);
                    CampaignDraft::copy(&found, IntentId::new(random()), name)
                }
                _ if found.own => CampaignDraft::of(&found),
                _ => {
                    return view! { <p class="card empty">{text("campaigns_not_yours")}</p> }
                        .into_any();
                }
            };
            (of.org, draft)
        }
    };
    let writing = writing.clone();
    let draft = unsaved.unwrap_or(draft);
    view! { <Fields org draft writing asked /> }.into_any()
}

#[component]
fn Fields(org: OrgHost, draft: CampaignDraft, writing: Writing, asked: Asked) -> impl IntoView {
    let live = live();
    let saving = Command::new();
    let draft = RwSignal::new(draft);
    let tried = RwSignal::new(false);
    let faults = Memo::new(move |_| {
        let own = tried
            .get()
            .then(|| draft.with(|draft| draft.campaign().check().err()));
        let fault = saving.fault.get();
        let theirs = fault.into_iter().flat_map(|fault| fault.fields);
        let theirs = theirs.filter(|fault| !fault.field.is_empty());
        own.flatten().unwrap_or_else(|| theirs.collect())
    });
    let kept = StoredValue::new(org);
    let library = ask_and_follow(
        GetTemplates {
            org: kept.get_value(),
            refresh: false,
        },
        Topic::Setup,
    );
    let templates = Memo::new(move |_| {
        library.value.with(|view| {
            let all = view.as_ref().map(|view| view.templates.as_slice());
            arranged(all.unwrap_or_default(), &Shown::default())
        })
    });
    let back = StoredValue::new(match &writing {
        Writing::New(_) => Place::List,
        Writing::Edit(key) | Writing::Copy(key) => Place::One(key.clone()),
    });
    let form = Form {
        draft,
        writing: StoredValue::new(Some(writing)),
        unsaved: Unsaved::here(),
        faults,
        templates,
    };
    let send = move |seen| {
        let campaign = draft.with_untracked(CampaignDraft::campaign);
        let (key, name) = (campaign.key.clone(), campaign.name.clone());
        let save = SaveCampaign {
            org: kept.get_value(),
            campaign: Box::new(campaign),
            seen,
        };
        saving.run(save, move |_| {
            live.say(text_with("campaigns_said_saved", &[&name]));
            spawn_local(async move {
                // It is among those that are known before it is shown.
                if let Ok(view) = ask(GetCampaigns {
                    recency: Recency::Recent,
                })
                .await
                {
                    asked.query.put(view);
                }
                form.leave(&Place::One(key));
            });
        });
    };
    let save = move |()| {
        tried.set(true);
        match draft.with_untracked(|draft| draft.campaign().check()) {
            Ok(()) => send(draft.with_untracked(|draft| draft.seen)),
            Err(_) => focus_soon(INVALID),
        }
    };
    let cancel = move |()| back.with_value(|back| form.leave(back));
    let categories = Memo::new(move |_| {
        asked.query.value.with(|view| {
            let all = view
                .iter()
                .flat_map(|view| &view.orgs)
                .flat_map(|of| &of.campaigns);
            let names = by_category(all).into_iter().map(|(name, _)| name);
            names.filter(|name| !name.is_empty()).collect::<Vec<_>>()
        })
    });
    let option = |name: String| view! { <option value=name></option> };
    let line = move |field: &'static str,
                     label: &'static str,
                     place: fn(&mut CampaignDraft) -> &mut String,
                     list: Option<&'static str>| {
        let id = format!("campaign-{field}");
        let value = move || draft.with(|draft| place(&mut draft.clone()).clone());
        view! {
            <div class="field">
                <label for=id.clone()>{text(label)}</label>
                <input
                    id=id
                    class="input"
                    type="text"
                    autocomplete="off"
                    list=list
                    aria-invalid=move || form.invalid(field)
                    aria-describedby=fault_id(field)
                    prop:value=value
                    on:input=move |event| {
                        form.change(|draft| *place(draft) = event_target_value(&event));
                    }
                />
                {form.wrong(move || field.to_owned())}
            </div>
        }
    };
    let ids = Memo::new(move |_| {
        draft.with(|draft| draft.steps.iter().map(|step| step.id).collect::<Vec<_>>())
    });
    let add = move |()| {
        let id = form.change(CampaignDraft::add).unwrap_or_default();
        focus_soon(&format!("[data-step='{id}'] select"));
    };
    let full = Memo::new(move |_| ids.with(|ids| ids.len() >= MOST_STEPS));
    let is_here = Memo::new(move |_| {
        let key = draft.with(|draft| draft.key.clone());
        match asked.find(&key) {
            Some((_, view)) => view.id.is_here(),
            None => asked.query.value.with(|view| {
                let mut orgs = view.iter().flat_map(|view| &view.orgs);
                let own = kept.with_value(|own| orgs.find(|of| of.org == *own));
                own.is_some_and(|of| of.keeping == Keeping::ThisBrowser)
            }),
        }
    });
    let step = move |id: u32| view! { <StepFields id form /> };
    view! {
        <div class="campaign-form">
            <HereOnly is_so=is_here />
            <datalist id=CATEGORIES>
                {move || categories.get().into_iter().map(option).collect_view()}
            </datalist>
            <section class="card">
                <div class="inside">
                    {line("name", "campaigns_name", |draft| &mut draft.name, None)}
                    {line("category", "campaigns_category", |draft| &mut draft.category, Some(CATEGORIES))}
                </div>
            </section>
            <section class="card" data-part="steps">
                <header>
                    <h2>{text("campaigns_the_steps")}</h2>
                    <p>{text("campaigns_steps_text")}</p>
                </header>
                <ol class="steps">
                    <For each=move || ids.get() key=|id| *id children=step />
                </ol>
                <div class="inside">
                    {form.wrong(|| "steps".to_owned())}
                    <div class="buttons start">
                        <Button disabled=full on_press=add>{text("campaigns_step_add")}</Button>
                    </div>
                </div>
            </section>
            <RulesFields form />
            <section class="card">
                <div class="inside saving">
                    <Failed saving asked draft send=Callback::new(send) />
                    {move || {
                        let found = faults.with(Vec::len);
                        (found > 0).then(|| view! { <p class="field-fault" role="alert">{text("campaigns_has_faults")}</p> })
                    }}
                </div>
                <footer class="foot">
                    <Button look=ButtonKind::Quiet on_press=cancel>{text("cancel")}</Button>
                    <Button look=ButtonKind::Primary disabled=saving.busy on_press=save>{text("save")}</Button>
                </footer>
            </section>
        </div>
    }
}

/// Why it was not saved. Where somebody changed it meanwhile, the rep looks at it, or saves their own over it.
#[component]
fn Failed(
    saving: Command,
    asked: Asked,
    draft: RwSignal<CampaignDraft>,
    send: Callback<Option<Millis>>,
) -> impl IntoView {
    let changed = Memo::new(move |_| {
        let is = |fault: &Fault| fault.code.as_str() == "campaigns.changed";
        saving.fault.with(|fault| fault.as_ref().is_some_and(is))
    });
    Effect::new(move |_| {
        if changed.get() {
            // What it is like now, for the two ways on.
            asked.refresh();
        }
    });
    let key = draft.with_untracked(|draft| draft.key.clone());
    let now = Place::One(key.clone()).address();
    let over = move |()| {
        let now = asked.find(&key).map(|(_, view)| view.changed);
        send.run(now);
    };
    view! {
        {move || {
            let fault = saving.fault.get().filter(|fault| fault.fields.is_empty())?;
            Some(view! { <FaultView fault /> })
        }}
        <Show when=move || changed.get()>
            <p>{text("campaigns_changed_kept")}</p>
            <div class="buttons start">
                <a class="button" href=now.clone() target="_blank">
                    {text("campaigns_changed_look")}
                </a>
                <Button disabled=saving.busy on_press=over.clone()>
                    {text("campaigns_changed_over")}
                </Button>
            </div>
        </Show>
    }
}
