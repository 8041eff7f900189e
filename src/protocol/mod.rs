//! Every request that a surface may make of the worker, with its response; the one fault type that
//! crosses; who may ask; and the events. JSON text on the wire.

mod requests;
mod sender;

pub use requests::*;
pub use sender::{MessageSender, Sender, Surface, side_panel_window};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::time::Duration;

use crate::base::Fault;
use crate::base::sight::Proof;

/// One question to the worker and the type of its answer.
pub trait Request: Serialize + DeserializeOwned {
    /// What the worker answers.
    type Response: Serialize + DeserializeOwned;
    /// What a surface has to show: for a command, that the rep saw what they pressed; nothing for what
    /// a surface asks, or keeps, by itself.
    type Proof: Proof;
    /// The name on the wire.
    const NAME: &'static str;
    /// How long a surface waits. A deadline does not cancel: reads may be asked again, commands
    /// carry an intent id.
    const DEADLINE: Duration;
    /// Who may ask.
    const FROM: &'static [Surface];
}

/// A request as it travels.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Call {
    /// [`Request::NAME`].
    pub name: String,
    /// [`BUILD`] of the asking surface; another build gets the fault `updated`.
    pub build: String,
    /// The request.
    pub body: serde_json::Value,
}

/// The answer as it travels: every message gets one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply<T> {
    /// It was done, or this is the view.
    Ok(T),
    /// It was not done.
    Fault(Fault),
}

/// The version of the package, so that a surface left from before an update is recognised.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");
