//! The short introduction: a picture, a title and two sentences a stop. In the wizard and in the
//! web application.

use leptos::prelude::*;

use super::Heading;
use crate::onboarding::TOUR_STOPS;
use crate::platform::i18n::text;

/// One stop, from 1.
#[component]
pub fn TourStop(
    /// Which.
    stop: u8,
) -> impl IntoView {
    let stop = stop.clamp(1, TOUR_STOPS);
    view! {
        <TourPicture stop />
        <Heading text=text(&format!("tour_{stop}_title")) />
        <p class="lead">{text(&format!("tour_{stop}_text"))}</p>
    }
}

/// The picture of a stop, from 1.
#[component]
pub fn TourPicture(
    /// Which.
    stop: u8,
) -> impl IntoView {
    let picture = match stop {
        1 => view! { <PanelBesideRecord /> }.into_any(),
        2 => view! { <ActionsOfTheHead /> }.into_any(),
        _ => view! { <SentAndLogged /> }.into_any(),
    };
    view! {
        <svg
            class="picture"
            viewBox="0 0 368 168"
            role="img"
            aria-label=text(&format!("tour_picture_{stop}"))
        >
            {picture}
        </svg>
    }
}

const STAR: &str = "m8 1 2.1 4.5 4.9.6-3.6 3.4.9 4.9L8 12l-4.3 2.4.9-4.9L1 6.1l4.9-.6Z";
const FLAME: &str = "M8.6 1c.5 2.2-.6 3.2-1.7 4.4-.2-.7-.2-1.1-.5-1.6C4.5 5.3 3.3 7 3.3 9.3 3.3 12.3 5.3 15 8 15s4.7-2.4 4.7-5.5c0-3.3-2.3-5-4.1-8.5Z";
const CHECK: &str = "M6.5 12.5 2 8l1.4-1.4 3.1 3.1 6.1-6.2L14 5Z";

#[component]
fn Line(
    x: u16,
    y: u16,
    width: u16,
    #[prop(default = "line")] class: &'static str,
) -> impl IntoView {
    view! { <rect class=class x=x y=y width=width height="6" rx="3" /> }
}

#[component]
fn Glyph(x: u16, y: u16, path: &'static str, class: &'static str) -> impl IntoView {
    view! { <path class=class d=path transform=format!("translate({x} {y})") /> }
}

#[component]
fn PanelBesideRecord() -> impl IntoView {
    view! {
        <rect class="sheet" x="20" y="20" width="328" height="160" rx="8" />
        <Line x=36 y=36 width=90 class="word" />
        <Line x=36 y=50 width=60 />
        <rect class="line" x="36" y="72" width="172" height="1" />
        <Line x=36 y=86 width=50 />
        <Line x=120 y=86 width=64 />
        <Line x=36 y=104 width=64 />
        <Line x=120 y=104 width=44 />
        <Line x=36 y=122 width=44 />
        <Line x=120 y=122 width=72 />
        <Line x=36 y=140 width=58 />
        <Line x=120 y=140 width=52 />
        <rect class="sheet" x="224" y="20" width="124" height="160" rx="8" />
        <rect class="outline" x="224" y="20" width="124" height="160" rx="8" />
        <Line x=236 y=34 width=48 class="word" />
        <Glyph x=286 y=28 path=STAR class="star" />
        <Glyph x=302 y=28 path=STAR class="star" />
        <Glyph x=320 y=28 path=FLAME class="flame" />
        <Line x=236 y=48 width=72 />
        <rect class="accent" x="236" y="64" width="68" height="18" rx="4" />
        <rect class="line" x="310" y="64" width="26" height="18" rx="4" />
        <Line x=236 y=98 width=84 />
        <Line x=236 y=116 width=64 />
        <Line x=236 y=134 width=92 />
        <Line x=236 y=152 width=56 />
    }
}

#[component]
fn ActionsOfTheHead() -> impl IntoView {
    view! {
        <rect class="sheet" x="64" y="20" width="240" height="160" rx="8" />
        <Line x=80 y=38 width=88 class="word" />
        <Line x=80 y=54 width=120 />
        <rect class="accent" x="80" y="74" width="128" height="26" rx="6" />
        <rect class="accent-ink" x="96" y="84" width="96" height="6" rx="3" />
        <rect class="sheet" x="216" y="74" width="72" height="26" rx="6" />
        <Line x=226 y=84 width=36 class="word" />
        <path class="word" d="m270 84 5 5 5-5-1.2-1.2-3.8 3.7-3.8-3.7Z" />
        <rect class="sheet" x="176" y="106" width="112" height="62" rx="6" />
        <rect class="accent-soft" x="180" y="110" width="104" height="18" rx="4" />
        <Line x=188 y=116 width=72 class="accent" />
        <Line x=188 y=136 width=48 class="word" />
        <Line x=188 y=152 width=60 class="word" />
        <Line x=80 y=120 width=64 />
        <Line x=80 y=138 width=76 />
        <Line x=80 y=156 width=52 />
    }
}

#[component]
fn SentAndLogged() -> impl IntoView {
    view! {
        <rect class="sheet" x="24" y="28" width="140" height="112" rx="8" />
        <Line x=38 y=44 width=80 class="word" />
        <Line x=38 y=62 width=104 />
        <Line x=38 y=78 width=92 />
        <Line x=38 y=94 width=60 />
        <rect class="accent" x="92" y="112" width="58" height="18" rx="4" />
        <rect class="accent-ink" x="104" y="118" width="34" height="6" rx="3" />
        <path class="accent" d="M176 82h16v-6l10 8-10 8v-6h-16Z" />
        <rect class="sheet" x="214" y="28" width="130" height="112" rx="8" />
        <Glyph x=226 y=40 path=CHECK class="good" />
        <Line x=250 y=45 width=72 class="word" />
        <rect class="line" x="226" y="64" width="106" height="1" />
        <Glyph x=226 y=74 path=CHECK class="good" />
        <Line x=250 y=79 width=56 class="word" />
        <rect class="line" x="226" y="98" width="106" height="1" />
        <Line x=250 y=113 width=64 />
    }
}
