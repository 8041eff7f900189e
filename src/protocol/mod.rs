//! Every request that a surface can send to the worker, with its response and who may send it. They are sent as JSON
//! text.

mod accounts;
mod areas;
mod cadences;
mod campaigns;
mod diagnostics;
mod feed;
mod forms;
mod insight;
mod onboarding;
mod outbox;
mod page;
mod panel;
mod people;
mod replies;
mod reply;
mod requests;
mod sender;
mod setup;
mod surfaces;
mod team;
mod templates;
mod today;

pub use accounts::*;
pub use areas::{Handler, RequestInfo, all_requests, answer, deadline, is_command};
pub use cadences::*;
pub use campaigns::*;
pub use diagnostics::*;
pub use feed::*;
pub use forms::*;
pub use insight::*;
pub use onboarding::*;
pub use outbox::*;
pub use page::*;
pub use panel::*;
pub use people::*;
pub use replies::*;
pub use reply::{Reply, refuse};
pub use sender::{MessageSender, Sender, Surface, side_panel_window};
pub use setup::*;
pub use surfaces::*;
pub use team::*;
pub use templates::*;
pub use today::*;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::time::Duration;

use crate::base::sight::Proof;

/// A request to the worker.
pub trait Request: Serialize + DeserializeOwned {
    /// The worker's response.
    type Response: Serialize + DeserializeOwned;
    /// The proof that it needs: for a command, that the rep saw what they pressed; none for what a surface sends by
    /// itself.
    type Proof: Proof;
    /// The name on the wire.
    const NAME: &'static str;
    /// How long a surface waits. The worker goes on after the deadline; reads can be repeated, and commands that must
    /// not be repeated have an intent id.
    const DEADLINE: Duration;
    /// Who may send it.
    const FROM: &'static [Surface];
}

/// A request as it is sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Call {
    /// [`Request::NAME`].
    pub name: String,
    /// The surface's [`BUILD`]; another one than the worker's gets the fault `updated`.
    pub build: String,
    /// The request.
    pub body: serde_json::Value,
}

/// The response to a command that is under way or done; its progress is shown by a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {}

/// The version of the package, to recognise a surface that was open before an update.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");
