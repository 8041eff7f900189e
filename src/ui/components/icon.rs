//! Our icons: one small set, drawn on 16 × 16, in the colour of the text beside them.

use leptos::prelude::*;

/// The icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// E-mail.
    Mail,
    /// A call.
    Phone,
    /// A task that is done, or to be made.
    Task,
    /// A task that is open.
    OpenTask,
    /// Marketo Sales Insight's star.
    Star,
    /// Marketo Sales Insight's flame.
    Flame,
    /// A visit, something seen.
    FocusTarget,
    /// On the watch list.
    Watch,
    /// In order.
    Check,
    /// Needs attention.
    Warn,
    /// Worth knowing.
    Info,
    /// The browser's side panel.
    Side,
    /// Opens downwards.
    Down,
    /// Upwards.
    Up,
    /// Goes back.
    Back,
    /// Goes on to the next.
    Next,
    /// Closes.
    Close,
    /// A person.
    Person,
    /// An org.
    Cloud,
    /// Waiting.
    Clock,
    /// The queue.
    Queue,
    /// Help.
    Help,
    /// Ask again.
    Refresh,
    /// Bold text.
    Bold,
    /// Italic text.
    Italic,
    /// A link.
    Link,
    /// Underlined text.
    Underline,
    /// A list.
    List,
    /// A numbered list.
    Numbers,
    /// A quotation.
    Quote,
    /// Text without formats.
    Plain,
    /// Takes back.
    Undo,
    /// Brings back.
    Redo,
    /// More to choose from.
    More,
    /// Makes wider.
    Wider,
    /// Makes narrower.
    Narrower,
    /// Shortcuts.
    Keyboard,
    /// Setting something up.
    Settings,
    /// Several people.
    People,
    /// An account.
    Building,
    /// A picture.
    Image,
    /// A file that a mail carries.
    Clip,
    /// Stands first.
    Pin,
    /// Writing.
    Pen,
    /// A meeting.
    Calendar,
    /// Steps of a campaign.
    Steps,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Mail => {
                "M2 3h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Zm.6 1.4L8 8.7l5.4-4.3H2.6ZM13.6 11.6V6L8 10.4 2.4 6v5.6h11.2Z"
            }
            Self::Phone => {
                "M4.2 1.5 6.4 4.8 5 6.5c.8 1.8 2.2 3.3 4.2 4.3l1.8-1.3 3.2 2.2c-.3 1.7-1.3 2.7-2.9 2.8C6 14 1.8 9.5 1.5 4.3 1.6 2.8 2.6 1.8 4.2 1.5Z"
            }
            Self::Calendar => {
                "M4.2 1h1.6v1.5h4.4V1h1.6v1.5H13a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3.5a1 1 0 0 1 1-1h1.2V1ZM3.6 6.4v6h8.8v-6H3.6Zm1.4 1.4h2.4v2.2H5V7.8Z"
            }
            Self::Steps => {
                "M3.5 1.2a2.3 2.3 0 0 1 .8 4.4v4.8a2.3 2.3 0 1 1-1.6 0V5.6a2.3 2.3 0 0 1 .8-4.4ZM7.5 2.7H14v1.6H7.5V2.7Zm0 4.5H14v1.6H7.5V7.2Zm0 4.5H14v1.6H7.5v-1.6Z"
            }
            Self::Image => {
                "M2 2.5h12a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM2.5 4v6.7l3-3.2 2.6 2.8 1.9-1.8 3.5 3.3V4h-11ZM11 5a1.3 1.3 0 1 1 0 2.6A1.3 1.3 0 0 1 11 5Z"
            }
            Self::Task => {
                "M3 2h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Zm4 9 5-5-1.1-1.1L7 8.8 5.1 6.9 4 8l3 3Z"
            }
            Self::OpenTask => {
                "M3 2h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Zm.6 1.6v8.8h8.8V3.6H3.6Z"
            }
            Self::Star => "m8 1 2.1 4.5 4.9.6-3.6 3.4.9 4.9L8 12l-4.3 2.4.9-4.9L1 6.1l4.9-.6Z",
            Self::Flame => {
                "M8.6 1c.5 2.2-.6 3.2-1.7 4.4-.2-.7-.2-1.1-.5-1.6C4.5 5.3 3.3 7 3.3 9.3 3.3 12.3 5.3 15 8 15s4.7-2.4 4.7-5.5c0-3.3-2.3-5-4.1-8.5Z"
            }
            Self::FocusTarget => {
                "M8 3c3.5 0 6 2.8 7 5-1 2.2-3.5 5-7 5s-6-2.8-7-5c1-2.2 3.5-5 7-5Zm0 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z"
            }
            Self::Watch => "M3.5 1.5h9v13L8 11l-4.5 3.5v-13Z",
            Self::Check => "M6.5 12.5 2 8l1.4-1.4 3.1 3.1 6.1-6.2L14 5Z",
            Self::Warn => "M8 1.5 15 14H1L8 1.5ZM7.2 6v4h1.6V6H7.2Zm0 5v1.5h1.6V11H7.2Z",
            Self::Info => {
                "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm-.8 6v5h1.6V7H7.2Zm0-3v1.7h1.6V4H7.2Z"
            }
            Self::Building => {
                "M2 14V2h8v4h4v8H2Zm2-10v1.5h1.5V4H4Zm3 0v1.5h1.5V4H7ZM4 7v1.5h1.5V7H4Zm3 0v1.5h1.5V7H7Zm3.5 0v1.5H12V7h-1.5ZM4 10v1.5h1.5V10H4Zm3 0v1.5h1.5V10H7Zm3.5 0v1.5H12V10h-1.5Z"
            }
            Self::Side => {
                "M2 2.5h12a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM2.5 4v8H9V4H2.5Z"
            }
            Self::Down => "m3 6 5 5 5-5-1.2-1.2L8 8.6 4.2 4.8Z",
            Self::Up => "m3 10 5-5 5 5-1.2 1.2L8 7.4l-3.8 3.8Z",
            Self::Back => "m10 3-5 5 5 5 1.2-1.2L7.4 8l3.8-3.8Z",
            Self::Next => "m6 3 5 5-5 5-1.2-1.2L8.6 8 4.8 4.2Z",
            Self::Close => {
                "m4.2 3 3.8 3.8L11.8 3 13 4.2 9.2 8l3.8 3.8-1.2 1.2L8 9.2 4.2 13 3 11.8 6.8 8 3 4.2Z"
            }
            Self::Clip => {
                "M5 4a3 3 0 0 1 6 0v7.5a2 2 0 0 1-4 0V5h1.3v6.5a.7.7 0 0 0 1.4 0V4a1.7 1.7 0 0 0-3.4 0v8a2.7 2.7 0 0 0 5.4 0V5H13v7a4 4 0 0 1-8 0V4Z"
            }
            Self::Person => {
                "M8 8a3.3 3.3 0 1 0 0-6.6A3.3 3.3 0 0 0 8 8Zm0 1.3c-3.4 0-6 1.7-6 4V14.6h12v-1.3c0-2.3-2.6-4-6-4Z"
            }
            Self::Cloud => {
                "M12.2 6.5a4.3 4.3 0 0 0-8.3-1A3.7 3.7 0 0 0 4.5 13h7.3a3.3 3.3 0 0 0 .4-6.5Z"
            }
            Self::Clock => {
                "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6ZM7.2 4.5h1.6v3.2l2.3 2.3L10 11.1 7.2 8.3Z"
            }
            Self::Queue => "M2 3h12v1.8H2V3Zm0 4.1h12v1.8H2V7.1Zm0 4.1h8V13H2v-1.8Z",
            Self::Help => {
                "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm-.8 10v1.7h1.7V11H7.2ZM8.1 3.7c-1.7 0-2.8 1-2.9 2.5h1.7c0-.6.5-1 1.2-1s1.1.4 1.1 1c0 1.1-1.9 1.3-1.9 3.1V10h1.6v-.5c0-1.1 2-1.4 2-3.3 0-1.5-1.2-2.5-2.8-2.5Z"
            }
            Self::Refresh => {
                "M8 2a6 6 0 0 1 4.8 2.4V2.2h1.6v5H9.5V5.6h2.2A4.4 4.4 0 1 0 12.3 9h1.6A6 6 0 1 1 8 2Z"
            }
            Self::Bold => {
                "M4 2.5h4.6c2 0 3.3 1.1 3.3 2.8 0 1.1-.6 2-1.6 2.4 1.3.3 2.1 1.3 2.1 2.6 0 1.9-1.4 3.2-3.6 3.2H4v-11Zm2.2 4.5h1.9c1 0 1.5-.5 1.5-1.3s-.5-1.3-1.5-1.3H6.2V7Zm0 4.6h2.2c1.1 0 1.7-.5 1.7-1.4 0-.9-.6-1.4-1.7-1.4H6.2v2.8Z"
            }
            Self::Italic => "M6.5 2.5H12v1.8h-1.9l-2 7.4h1.9v1.8H4.4v-1.8h1.9l2-7.4H6.5V2.5Z",
            Self::Link => {
                "M6.9 10.6 5.8 11.7a1.9 1.9 0 0 1-2.7-2.7l2.3-2.3a1.9 1.9 0 0 1 2.7 0l1.1-1.1a3.5 3.5 0 0 0-4.9 0L2 7.9a3.5 3.5 0 0 0 4.9 4.9L8 11.7ZM9.1 5.4l1.1-1.1a1.9 1.9 0 0 1 2.7 2.7l-2.3 2.3a1.9 1.9 0 0 1-2.7 0L6.8 10.4a3.5 3.5 0 0 0 4.9 0L14 8.1a3.5 3.5 0 0 0-4.9-4.9L8 4.3Z"
            }
            Self::More => {
                "M3 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Zm5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Zm5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z"
            }
            Self::Wider => {
                "M1.5 2.5h1.6v11H1.5v-11Zm11.4 0h1.6v11h-1.6v-11ZM7.4 5 4.4 8l3 3 .9-1-1.3-1.3H9L7.7 10l.9 1 3-3-3-3-.9 1L9 7.3H7L8.3 6 7.4 5Z"
            }
            Self::Narrower => {
                "M7.2 2.5h1.6v11H7.2v-11ZM3 5l-.9 1 1.3 1.3H.8v1.4h2.6L2.1 10l.9 1 3-3-3-3Zm10 0-3 3 3 3 .9-1-1.3-1.3h2.6V7.3h-2.6L13.9 6 13 5Z"
            }
            Self::Keyboard => {
                "M2 3.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Zm.6 1.6v5.8h10.8V5.1H2.6ZM4 6.2h1.5v1.5H4V6.2Zm2.2 0h1.5v1.5H6.2V6.2Zm2.2 0h1.5v1.5H8.4V6.2Zm2.2 0H12v1.5h-1.4V6.2ZM4.8 8.6h6.4v1.4H4.8V8.6Z"
            }
            Self::Settings => {
                "M2 4h5.2a2 2 0 0 1 3.6 0H14v1.6h-3.2a2 2 0 0 1-3.6 0H2V4Zm0 6.4h1.2a2 2 0 0 1 3.6 0H14V12H6.8a2 2 0 0 1-3.6 0H2v-1.6Z"
            }
            Self::People => {
                "M5.5 7.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Zm0 1.2C2.8 8.8.8 10.2.8 12v1.4h9.4V12c0-1.8-2-3.2-4.7-3.2Zm5.2-1.4a2.2 2.2 0 1 0-1.5-3.8 4 4 0 0 1 .2 3.4c.4.3.8.4 1.3.4Zm.2 1.3c.8.8 1.3 1.9 1.3 3.1v1.6h3V12c0-1.7-1.9-3.1-4.3-3.3Z"
            }
            Self::Pin => {
                "M5 1.5h6v1.4l-1 .6v3.2l2.2 2v1.5H8.7V15H7.3v-4.8H3.8V8.7L6 6.7V3.5l-1-.6V1.5Z"
            }
            Self::Pen => "M10.9 1.9 14.1 5.1 5.2 14H2v-3.2ZM10.9 4.1 3.6 11.4v1h1l7.3-7.3Z",
            Self::List => {
                "M2 3h2v2H2V3Zm4 .2h8v1.6H6V3.2ZM2 7h2v2H2V7Zm4 .2h8v1.6H6V7.2ZM2 11h2v2H2v-2Zm4 .2h8v1.6H6v-1.6Z"
            }
            Self::Underline => {
                "M4 2h1.8v5.2a2.2 2.2 0 0 0 4.4 0V2H12v5.3a4 4 0 0 1-8 0V2ZM3.4 12.6h9.2v1.5H3.4v-1.5Z"
            }
            Self::Numbers => {
                "M2.4 1.6h1.3v4H2.5V3H1.6V2l.8-.4ZM1.5 7.3C1.8 6.8 2.3 6.5 3 6.5c.9 0 1.5.5 1.5 1.3 0 .6-.3 1-.9 1.6l-.5.5h1.5V11H1.5v-.8l1.3-1.4c.3-.3.4-.5.4-.8 0-.2-.1-.4-.4-.4-.2 0-.4.2-.5.4l-.8-.7ZM6 3.2h8v1.6H6V3.2Zm0 4h8v1.6H6V7.2Zm0 4h8v1.6H6v-1.6ZM1.6 12h2.8v.9l-.8.7c.6.1.9.5.9 1 0 .7-.6 1.1-1.5 1.1-.6 0-1.1-.2-1.5-.5l.5-.8c.3.2.6.3.9.3.3 0 .4-.1.4-.3 0-.2-.2-.3-.5-.3h-.4v-.8l.6-.4H1.6V12Z"
            }
            Self::Quote => {
                "M2 8.2C2 5.4 3.5 3.5 6.2 3l.4 1.3c-1.5.4-2.3 1.2-2.5 2.3h2.5V12H2V8.2Zm7.1 0c0-2.8 1.5-4.7 4.2-5.2l.4 1.3c-1.5.4-2.3 1.2-2.5 2.3h2.5V12H9.1V8.2Z"
            }
            Self::Plain => {
                "M3.5 2h9v1.8H9.1l-.5 2.8-1.5-1.5.3-1.3H5.3L3.5 2Zm3 5.6L5.4 13.5h1.9l.7-4.4L6.5 7.6ZM2.2 2.8l1-1 10.6 10.6-1 1L2.2 2.8Z"
            }
            Self::Undo => {
                "M6 2.5 7.1 3.6 5 5.7h4.6a4 4 0 0 1 0 8H6v-1.6h3.6a2.4 2.4 0 0 0 0-4.8H5l2.1 2.1L6 10.5 2 6.5l4-4Z"
            }
            Self::Redo => {
                "M10 2.5 8.9 3.6 11 5.7H6.4a4 4 0 0 0 0 8H10v-1.6H6.4a2.4 2.4 0 0 1 0-4.8H11L8.9 9.4l1.1 1.1 4-4-4-4Z"
            }
        }
    }
}

/// An icon. Screen readers ignore it: the text beside it or the name of its button says the same.
#[component]
pub fn Icon(
    /// What it shows.
    shape: Shape,
    /// Additional classes: a tone, `large`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("icon {class}") viewBox="0 0 16 16" aria-hidden="true">
            <path fill-rule="evenodd" d=shape.path() />
        </svg>
    }
}

/// Our mark, as in `extension/icons/icon.svg`.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 22 22" aria-hidden="true">
            <rect class="tile" width="22" height="22" rx="6" />
            <path
                class="stroke"
                d="M5.5 14.5 11 6l5.5 8.5"
                fill="none"
                stroke-width="2.6"
                stroke-linecap="round"
                stroke-linejoin="round"
            />
            <circle class="dot" cx="11" cy="15.5" r="1.7" />
        </svg>
    }
}
