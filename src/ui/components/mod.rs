//! What popup, panel and web application are made of.

mod asked;
mod button;
mod clipboard;
mod confirm;
mod connection;
mod editor;
mod fault;
mod focus;
mod icon;
mod live;
mod marks;
mod notice;
mod offline;
mod outbox;
mod progress;
mod skeleton;
mod surface;
mod tour;

pub use asked::{Asked, Doing, Standing, ask_and_follow};
pub use button::{Button, Look};
pub use clipboard::CopyButton;
pub use confirm::Confirm;
pub use connection::{provider_key, provider_name};
pub use editor::{Editor, Written};
pub use fault::FaultView;
pub use focus::{Heading, Keys};
pub use icon::{Icon, Mark, Shape};
pub use live::live;
pub use marks::{Flames, Stars};
pub use notice::{Notice, Tone};
pub use offline::Offline;
pub use outbox::{OutboxRow, Stage, outbox_words};
pub use progress::{Dots, UnderWay};
pub use skeleton::Skeleton;
pub use surface::open;
pub use tour::{TourPicture, TourStop};
