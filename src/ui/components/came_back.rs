//! One thing that came back to a mail: a reply, an absence, a bounce, an opt-out.

use leptos::prelude::*;

use super::{Button, ButtonKind, Command, FaultView, Icon, RecordLink, Shape};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::SeeReplies;
use crate::replies::{CameBack, CameBackView, Lasting, What};

/// A row of a list; with a link to the record, unless that is what the rep looks at.
#[component]
pub fn CameBackRow(
    /// What came back.
    view: CameBackView,
    /// Whether the rep looks at its record.
    #[prop(optional)]
    here: bool,
    /// Opens its record in a way of the list's own.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
) -> impl IntoView {
    let CameBackView {
        came_back,
        logged,
        fault,
    } = view;
    let (title, shape, tone) = title(&came_back);
    let more = more(&came_back, logged, fault.is_some());
    let CameBack {
        id,
        org,
        record,
        subject,
        at,
        seen,
        ..
    } = came_back;
    let seeing = Command::new();
    let name = text_with("came_back_seen_of", &[&title]);
    let see = move |()| {
        let ids = vec![id.clone()];
        seeing.run(SeeReplies { ids }, |_| ());
    };
    let head = match here {
        true => view! { {title} }.into_any(),
        false => {
            let there = format!("https://{}/{}", record.org, record.id);
            view! {
                <RecordLink there on_open>
                    {title}
                </RecordLink>
            }
            .into_any()
        }
    };
    view! {
        <li data-came-back="">
            <div class="row">
                <Icon shape class=tone />
                <div class="grow">
                    <p class="strong">{head}</p>
                    <p class="small">{subject}</p>
                    {more.map(|words| view! { <p class="small soft">{words}</p> })}
                    <p class="small soft">{intl::ago(at, now())}</p>
                </div>
                {(!seen)
                    .then(|| {
                        view! {
                            <Button
                                look=ButtonKind::Quiet
                                small=true
                                name
                                disabled=seeing.busy
                                on_press=see
                            >
                                {text("came_back_seen")}
                            </Button>
                        }
                    })}
            </div>
            {fault.map(|fault| view! { <FaultView fault org=Some(org) /> })}
            {move || seeing.fault.get().map(|fault| view! { <FaultView fault /> })}
        </li>
    }
}

fn title(of: &CameBack) -> (String, Shape, &'static str) {
    let name = of.name.as_str();
    match &of.what {
        What::Reply => (
            text_with("came_back_reply", &[name]),
            Shape::Mail,
            "tone-good",
        ),
        What::Away(None) => (text_with("came_back_away", &[name]), Shape::Clock, "soft"),
        What::Away(Some(day)) => (
            text_with("came_back_away_until", &[name, &intl::whole_day(*day)]),
            Shape::Clock,
            "soft",
        ),
        What::Bounce {
            lasting: Lasting::Permanent,
            ..
        } => (
            text_with("came_back_bounce", &[name]),
            Shape::Warn,
            "tone-warn",
        ),
        What::Bounce { .. } => (
            text_with("came_back_delayed", &[name]),
            Shape::Clock,
            "soft",
        ),
        What::OptedOut { .. } => (
            text_with("came_back_opted_out", &[name]),
            Shape::Warn,
            "tone-warn",
        ),
    }
}

/// What became of it, or what the rep can do.
fn more(of: &CameBack, logged: bool, failed: bool) -> Option<String> {
    let log = match logged {
        true => text("came_back_logged"),
        false => text("came_back_not_logged"),
    };
    match &of.what {
        What::Away(_) => None,
        What::Reply => Some(log),
        What::Bounce {
            lasting: Lasting::Permanent,
            address,
        } => Some(text_with("came_back_bounce_text", &[address])),
        What::Bounce { .. } => Some(text("came_back_delayed_text")),
        What::OptedOut { known: false } => Some(text("came_back_opted_out_unknown")),
        // The fault below says whose move it is.
        What::OptedOut { .. } if failed => None,
        What::OptedOut { .. } if logged => Some(text("came_back_opted_out_written")),
        What::OptedOut { .. } => Some(log),
    }
}
