//! The answers to the requests of `src/protocol/surfaces.rs`.

use super::ACCEPTED;
use crate::base::{BrowserKey, Fault};
use crate::ports::Platform;
use crate::protocol::{
    Accepted, GetBrowserKeys, GetPolicy, GetTheme, OpenApp, OpenBrowserKeys, OpenPopup, PolicyView,
    Sender, SetTheme, SurfacesHandler, Theme,
};
use crate::worker::{Worker, WorkerError};

/// The page where the browser's keys are set; Edge redirects it to its own page.
const BROWSER_KEYS: &str = "chrome://extensions/shortcuts";

impl<P: Platform + 'static> SurfacesHandler for Worker<P> {
    async fn open_app(&self, _: &Sender, request: OpenApp) -> Result<Accepted, Fault> {
        if !request.route.starts_with("#/") {
            return Err(WorkerError::Route.into());
        }
        self.platform.open_app(&request.route).await;
        Ok(ACCEPTED)
    }

    async fn open_popup(&self, _: &Sender, _: OpenPopup) -> Result<Accepted, Fault> {
        self.offer_popup();
        Ok(ACCEPTED)
    }

    async fn get_policy(&self, _: &Sender, _: GetPolicy) -> Result<PolicyView, Fault> {
        Ok(self.policy().await)
    }

    async fn get_theme(&self, _: &Sender, _: GetTheme) -> Result<Theme, Fault> {
        self.theme().await
    }

    async fn set_theme(&self, _: &Sender, request: SetTheme) -> Result<Accepted, Fault> {
        self.choose_theme(request.theme).await?;
        Ok(ACCEPTED)
    }

    async fn get_browser_keys(
        &self,
        _: &Sender,
        _: GetBrowserKeys,
    ) -> Result<Vec<BrowserKey>, Fault> {
        Ok(self.platform.browser_keys().await)
    }

    async fn open_browser_keys(&self, _: &Sender, _: OpenBrowserKeys) -> Result<Accepted, Fault> {
        self.platform.open_tab(BROWSER_KEYS).await;
        Ok(ACCEPTED)
    }
}
