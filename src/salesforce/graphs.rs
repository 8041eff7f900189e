//! Many composites in one call, each with its own result ("Composite Graph", REST API Developer Guide).

use oauth2::http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Composite, CompositeReply, Rest, RestError};
use crate::ports::Platform;

/// The most graphs of one call; it takes at most 500 steps in all ("Composite Graph Limits").
pub const MOST_GRAPHS: usize = 75;

/// Composites that have nothing to do with each other. Of each, all steps take effect or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graphs(Vec<Composite>);

impl Graphs {
    /// Adds one; they are answered by their number, from 0.
    pub fn add(&mut self, composite: Composite) {
        self.0.push(composite);
    }

    fn body(&self, base: &str) -> Value {
        let graphs = self.0.iter().enumerate().map(|(nth, composite)| {
            json!({ "graphId": name(nth), "compositeRequest": composite.calls(base) })
        });
        json!({ "graphs": graphs.collect::<Vec<_>>() })
    }
}

/// What became of them.
#[derive(Clone, Debug, Deserialize)]
pub struct GraphsReply {
    graphs: Vec<Graph>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Graph {
    graph_id: String,
    graph_response: CompositeReply,
}

impl GraphsReply {
    /// The answers of one; `None` where it was not tried, because too many others were refused before it.
    #[must_use]
    pub fn graph(&self, nth: usize) -> Option<&CompositeReply> {
        let found = self
            .graphs
            .iter()
            .find(|graph| graph.graph_id == name(nth))?;
        Some(&found.graph_response)
    }
}

fn name(nth: usize) -> String {
    format!("g{nth}")
}

impl<P: Platform> Rest<P> {
    /// Does all of them in one call.
    ///
    /// # Errors
    /// [`RestError`] of the whole; what became of each is in the reply.
    pub async fn graphs(&self, graphs: &Graphs) -> Result<GraphsReply, RestError> {
        let body = graphs.body(&self.base().await?);
        self.send_json(Method::POST, "composite/graph", Some(&body))
            .await
    }
}
