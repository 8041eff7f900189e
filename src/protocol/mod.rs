//! Every request that a surface can send to the worker, with its response and who may send it. They are sent as JSON
//! text.

mod requests;
mod sender;

pub use requests::*;
pub use sender::{MessageSender, Sender, Surface, side_panel_window};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::time::Duration;

use crate::base::Fault;
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

/// The answer as it is sent; every request gets one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply<T> {
    /// The response.
    Ok(T),
    /// Why it failed.
    Fault(Fault),
}

/// The version of the package, to recognise a surface that was open before an update.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");
