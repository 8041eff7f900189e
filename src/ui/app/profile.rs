//! The profile page: connections with their state, signature, tour.

use leptos::prelude::*;

use super::orgs::AddAnOrg;
use super::page::Page;
use super::remove::RemoveEverything;
use super::replies::LookForReplies;
use super::route::Route;
use super::tour::TourAgain;
use crate::base::{Left, Millis, OrgHost, Provider, Topic, UnsentWork};
use crate::onboarding::{ConnectionView, OrgView, ProfileView};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::{CheckAgain, GetProfile, SaveSignature, SignOut, StartSignIn};
use crate::ui::components::{
    AccessesLeft, Button, ButtonKind, Command, Confirm, FaultView, Icon, Leave, Leaving,
    MailAppLine, Query, Shape, SignInButton, SignInProgress, SignatureEditor, Skeleton, Standing,
    ThemeChoice, ask_and_follow, begun, live, provider_key, provider_name,
};

/// An unsaved signature, kept while the rep visits other pages.
#[derive(Clone, Copy)]
struct Unsaved(RwSignal<Option<String>>);

/// Provides the unsaved signature, for as long as the application is open.
pub fn keep_unsaved() {
    provide_context(Unsaved(RwSignal::new(None)));
}

#[component]
pub fn Profile() -> impl IntoView {
    let asked = ask_and_follow(GetProfile {}, Topic::Setup);
    let standing = asked.standing();
    let again = Callback::new(move |()| asked.again());
    let stale = move || {
        let fault = (standing.get() == Standing::Ready)
            .then(|| asked.fault.get())
            .flatten();
        fault.map(|fault| view! { <FaultView fault on_retry=again /> })
    };
    let cards = move || match standing.get() {
        Standing::Loading => view! { <Skeleton blocks=2 /> }.into_any(),
        Standing::Failed(fault) => view! { <FaultView fault on_retry=again /> }.into_any(),
        Standing::Ready => view! {
            <Connections asked />
            <AddAnOrg />
            <LookForReplies />
            <Signature asked />
            <Appearance />
            <Introduction />
            <RemoveEverything />
        }
        .into_any(),
    };
    view! {
        <Page title=text("profile_title")>
            <ProfileName asked />
            {stale}
            {cards}
        </Page>
    }
}

/// Light or dark, on every surface.
#[component]
fn Appearance() -> impl IntoView {
    view! {
        <section class="card">
            <div class="inside">
                <ThemeChoice />
            </div>
        </section>
    }
}

/// The rep and their org, below the heading.
#[component]
fn ProfileName(asked: Query<ProfileView>) -> impl IntoView {
    let who = move || {
        let (name, org) = asked.value.with(|profile| {
            let profile = profile.as_ref()?;
            Some((profile.name.clone()?, profile.org.clone()?))
        })?;
        Some(
            view! { <p class="who"><span class="strong">{name}</span> <span class="soft">{org}</span></p> },
        )
    };
    view! { {who} }
}

/// The content of the list of connections.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    connections: Vec<ConnectionView>,
    choices: Vec<Provider>,
    orgs: Vec<OrgView>,
}

/// Accesses that the last sign-out could not revoke; shown even though the connection is gone.
#[derive(Clone, Copy)]
struct Signed(RwSignal<Left>);

#[component]
fn Connections(asked: Query<ProfileView>) -> impl IntoView {
    let left = RwSignal::new(Left::default());
    provide_context(Signed(left));
    let shown = Memo::new(move |_| {
        asked.value.with(|profile| {
            profile
                .as_ref()
                .map(|profile| Shown {
                    connections: profile.connections.clone(),
                    choices: profile.choices.clone(),
                    orgs: profile.orgs.clone(),
                })
                .unwrap_or_default()
        })
    });
    let rows = move || {
        let Shown {
            connections,
            choices,
            orgs,
        } = shown.get();
        let several = orgs.len() > 1;
        let is_in = |org: &OrgView| connections.iter().any(|c| c.org.as_ref() == Some(&org.org));
        let signed_out: Vec<_> = orgs.iter().filter(|org| !is_in(org)).collect();
        let orgs_missing = signed_out
            .iter()
            .map(|org| {
                let org = OrgHost::parse(&org.org).ok();
                view! { <Missing provider=Provider::Salesforce org several /> }
            })
            .collect_view();
        if connections.is_empty() && orgs.is_empty() {
            return view! { <NothingConnected /> }.into_any();
        }
        let rows = connections
            .into_iter()
            .map(|connection| view! { <Connection connection several /> })
            .collect_view();
        let mail_missing = choices
            .into_iter()
            .map(|provider| view! { <Missing provider /> })
            .collect_view();
        view! {
            {rows}
            {orgs_missing}
            {mail_missing}
        }
        .into_any()
    };
    view! {
        <section class="card">
            <header>
                <h2>{text("profile_connections")}</h2>
                <p>{text("profile_connections_text")}</p>
            </header>
            <AccessesLeft left />
            <ul class="rows">{rows}</ul>
        </section>
    }
}

#[component]
fn NothingConnected() -> impl IntoView {
    view! {
        <li class="row">
            <Icon shape=Shape::Info class="soft" />
            <div class="grow">
                <p class="strong">{text("profile_none_title")}</p>
                <p class="small soft">{text("profile_none_text")}</p>
            </div>
            <a class="button" href=Route::Welcome.address()>
                {text("welcome_open")}
            </a>
        </li>
    }
}

#[component]
fn Connection(connection: ConnectionView, several: bool) -> impl IntoView {
    let ConnectionView {
        provider,
        org,
        account,
        fault,
        last_success,
        expires,
        app,
    } = connection;
    let org = org.and_then(|org| OrgHost::parse(&org).ok());
    let asking = RwSignal::new(false);
    let doing = Command::new();
    let name = name_of(provider, org.as_ref(), several);
    let words = text(match provider {
        Provider::Salesforce => "profile_sign_out_salesforce",
        Provider::Google => "profile_sign_out_mail",
        Provider::Microsoft => "profile_sign_out_microsoft",
    });
    let (shape, tone, health) = match &fault {
        None => (Shape::Check, "tone-good", Some(text("profile_healthy"))),
        Some(_) => (Shape::Warn, "tone-warn", None),
    };
    let health = health.map(|words| Health {
        words,
        last_success,
        expires,
    });
    let host = StoredValue::new(org.clone());
    let place = StoredValue::new(place_of(provider, org.as_ref()));
    let begun = begun();
    let switch = move |unsent| {
        let (org, another) = (host.get_value(), true);
        doing.run(
            StartSignIn {
                provider,
                org,
                another,
                unsent,
            },
            move |_| begun.at(place.get_value()),
        );
    };
    let known = fault.as_ref().map(|fault| fault.code.as_str().to_owned());
    let switching = Leave::new(switch, move || switch(UnsentWork::Keep));
    let check = Callback::new(move |()| doing.run(CheckAgain {}, |_| ()));
    let Signed(left) = expect_context();
    let leave = move |unsent| {
        let org = host.get_value();
        let order = SignOut {
            provider,
            org,
            unsent,
        };
        doing.run(order, move |after| left.set(after));
    };
    let sign_out = move |()| leave(UnsentWork::Keep);
    let leaving = Leave::new(leave, move || asking.set(true));
    let busy = Signal::derive(move || {
        doing.busy.get() || switching.doing.busy.get() || leaving.doing.busy.get()
    });
    let faults = move || [doing, switching.doing, leaving.doing].map(|doing| doing.fault.get());
    view! {
        <li>
            <div class="row">
                <Icon shape class=tone />
                <div class="grow">
                    <p class="strong">{name.clone()}</p>
                    <p class="small soft">{account}</p>
                    {health.map(Health::line)}
                </div>
                <Button
                    look=ButtonKind::Quiet
                    name=text_with("profile_switch_of", &[&name])
                    disabled=busy
                    on_press=move |()| switching.run(provider, host.get_value())
                >
                    {text("move_other_account")}
                </Button>
                <Button
                    name=text_with("profile_sign_out_of", &[&name])
                    disabled=busy
                    on_press=move |()| leaving.run(provider, host.get_value())
                >
                    {text("profile_sign_out")}
                </Button>
            </div>
            {app.map(|app| view! { <MailAppLine app /> })}
            <SignInProgress place=place.get_value() known />
            {fault.map(|fault| view! { <FaultView fault org=org.clone() on_retry=check /> })}
            {move || {
                let faults = faults().into_iter().flatten();
                faults
                    .map(|fault| view! { <FaultView fault on_retry=Callback::new(sign_out) /> })
                    .collect_view()
            }}
            <Leaving leave=switching />
            <Leaving leave=leaving words=words.clone() />
            <Confirm
                open=asking
                title=text_with("profile_sign_out_title", &[&name])
                words
                verb=text("profile_sign_out")
                on_yes=sign_out
            />
        </li>
    }
}

/// When a connection was last used, and until when its token is valid.
struct Health {
    words: String,
    last_success: Option<Millis>,
    expires: Option<Millis>,
}

impl Health {
    fn line(self) -> impl IntoView {
        let used = |at| text_with("profile_last_success", &[&intl::ago(at, now())]);
        let renews = |at| text_with("profile_expires", &[&intl::date_time(at)]);
        let parts = [
            Some(self.words),
            self.last_success.map(used),
            self.expires.map(renews),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        view! { <p class="small soft" data-part="health">{parts.join(" · ")}</p> }
    }
}

/// The provider's name, with the org where there are several.
fn name_of(provider: Provider, org: Option<&OrgHost>, several: bool) -> String {
    let name = provider_name(provider);
    match org {
        Some(org) if several => format!("{name} · {}", org.short_name()),
        _ => name,
    }
}

/// The name of a connection's row as the place of its sign-ins.
fn place_of(provider: Provider, org: Option<&OrgHost>) -> String {
    let org = org.map(ToString::to_string).unwrap_or_default();
    format!("profile.{}.{org}", provider_key(provider))
}

/// A connection that is missing.
#[component]
fn Missing(
    provider: Provider,
    #[prop(optional_no_strip)] org: Option<OrgHost>,
    #[prop(optional)] several: bool,
) -> impl IntoView {
    let name = name_of(provider, org.as_ref(), several);
    let place = place_of(provider, org.as_ref());
    let label = text_with("profile_connect", &[&name]);
    view! {
        <li>
            <div class="row">
                <Icon shape=Shape::Mail class="soft" />
                <div class="grow">
                    <p class="strong">{name.clone()}</p>
                    <p class="small soft">{text("profile_not_connected")}</p>
                </div>
                <SignInButton place=place.clone() provider org label />
            </div>
            <SignInProgress place />
        </li>
    }
}

#[component]
fn Signature(asked: Query<ProfileView>) -> impl IntoView {
    let Unsaved(unsaved) = expect_context();
    let kept = Memo::new(move |_| {
        asked.value.with(|profile| {
            profile
                .as_ref()
                .map(|profile| profile.signature.clone())
                .unwrap_or_default()
        })
    });
    let html = Memo::new(move |_| unsaved.get().unwrap_or_else(|| kept.get()));
    let doing = Command::new();
    let saved = RwSignal::new(false);
    let live = live();
    let on_change = move |html: String| {
        saved.set(false);
        let changed = html != kept.get_untracked();
        unsaved.set(changed.then_some(html));
    };
    let save = move |()| {
        let html = html.get_untracked();
        doing.run(SaveSignature { html: html.clone() }, move |_| {
            // The rep may have written more in the meantime.
            if unsaved.with_untracked(|now| now.as_ref() == Some(&html)) {
                unsaved.set(None);
            }
            saved.try_set(true);
            live.say(text("saved"));
            asked.again();
        });
    };
    let state = move || {
        let key = match (doing.busy.get(), unsaved.with(Option::is_some), saved.get()) {
            (true, ..) => "saving",
            (_, true, _) => "profile_unsaved",
            (_, _, true) => "saved",
            _ => return None,
        };
        Some(text(key))
    };
    view! {
        <section class="card">
            <header>
                <h2>{text("profile_signature")}</h2>
                <p>{text("profile_signature_text")}</p>
            </header>
            <div class="inside">
                <SignatureEditor label=text("profile_signature") html on_change />
                {move || {
                    doing
                        .fault
                        .get()
                        .map(|fault| view! { <FaultView fault on_retry=Callback::new(save) /> })
                }}
            </div>
            <footer class="foot">
                <span class="small soft">{state}</span>
                <Button look=ButtonKind::Primary on_press=save disabled=doing.busy>
                    {text("save")}
                </Button>
            </footer>
        </section>
    }
}

#[component]
fn Introduction() -> impl IntoView {
    view! {
        <section class="card">
            <div class="row">
                <Icon shape=Shape::FocusTarget class="soft" />
                <div class="grow">
                    <h2>{text("profile_tour_title")}</h2>
                    <p class="small soft">{text("profile_tour_text")}</p>
                </div>
                <TourAgain />
            </div>
        </section>
    }
}
