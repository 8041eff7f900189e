//! The picture beside the offer of a tour: the panel beside a record.

use leptos::prelude::*;

use crate::platform::i18n::text;

/// The picture.
#[component]
pub fn TourPicture() -> impl IntoView {
    view! {
        <svg class="picture" viewBox="0 0 368 168" role="img" aria-label=text("tour_picture_1")>
            <PanelBesideRecord />
        </svg>
    }
}

const STAR: &str = "m8 1 2.1 4.5 4.9.6-3.6 3.4.9 4.9L8 12l-4.3 2.4.9-4.9L1 6.1l4.9-.6Z";
const FLAME: &str = "M8.6 1c.5 2.2-.6 3.2-1.7 4.4-.2-.7-.2-1.1-.5-1.6C4.5 5.3 3.3 7 3.3 9.3 3.3 12.3 5.3 15 8 15s4.7-2.4 4.7-5.5c0-3.3-2.3-5-4.1-8.5Z";

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
