//! The record of a page that the rep has come to.

use super::{Panel, Tab};
use crate::ports::Platform;

impl<P: Platform + 'static> Panel<P> {
    /// The rep has come to a page with an open panel: reads its record while the panel is being told of it. A page that
    /// does not say yet whose it is is asked again only once its panel asks.
    pub async fn read_ahead(&self, tab: &Tab) {
        if let Some(record) = tab.record()
            && let Ok(record) = self.ready_for(record).await
            && self.may_see(tab.id, &record.org).await.is_ok()
        {
            self.insight.read_ahead(&record).await;
        }
    }
}
