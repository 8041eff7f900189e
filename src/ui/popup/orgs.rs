//! The orgs of a rep who works in several, each with its state.

use leptos::prelude::*;

use crate::base::OrgHost;
use crate::onboarding::OrgView;
use crate::platform::i18n::text;
use crate::protocol::CheckAgain;
use crate::ui::components::{Command, FaultView, Icon, Shape};

/// One row an org; nothing for a rep of one org, which is in the bar.
#[component]
pub fn Orgs(orgs: Memo<Vec<OrgView>>) -> impl IntoView {
    move || {
        let orgs = orgs.get();
        (orgs.len() > 1).then(|| {
            let rows = orgs.into_iter().map(|org| view! { <Row org /> });
            view! {
                <h2>{text("home_orgs")}</h2>
                <ul class="rows" data-part="orgs">
                    {rows.collect_view()}
                </ul>
            }
        })
    }
}

#[component]
fn Row(org: OrgView) -> impl IntoView {
    let address = format!("https://{}/", org.org);
    let (shape, tone) = match org.fault {
        None => (Shape::Check, "tone-good"),
        Some(_) => (Shape::Warn, "tone-warn"),
    };
    let kind = org.sandbox.then(|| text("org_sandbox"));
    let name = (!org.name.is_empty()).then_some(org.name);
    let about: Vec<String> = name.into_iter().chain(kind).collect();
    let host = OrgHost::parse(&org.org).ok();
    let mark = org.org.clone();
    let doing = Command::new();
    let check = Callback::new(move |()| doing.run(CheckAgain {}, |_| ()));
    view! {
        <li data-org=mark>
            <div class="row">
                <Icon shape class=tone />
                <div class="grow">
                    <p class="cut">
                        <a href=address target="_blank" rel="noopener">
                            {org.org}
                        </a>
                    </p>
                    <p class="small soft">{about.join(" · ")}</p>
                </div>
            </div>
            {org.fault.map(|fault| view! { <FaultView fault org=host on_retry=check /> })}
        </li>
    }
}
