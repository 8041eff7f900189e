//! What every surface needs: the others opened, the policy, the theme, the browser's keys.

use serde::{Deserialize, Serialize};

use super::Accepted;
use super::requests::requests;
use crate::base::BrowserKey;
use crate::settings::Mistake;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the browser is.
    #[default]
    Browser,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The part of the policy for every surface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyView {
    /// Everything is switched off.
    pub off: bool,
    /// Whom to contact, where the policy says it.
    pub contact: Option<String>,
    /// The restricting settings that could not be read as they were written.
    #[serde(default)]
    pub mistakes: Vec<Mistake>,
}

requests! {
    trait SurfacesHandler;

    /// Opens the web application at a hash route such as `#/profile`.
    open_app: OpenApp {
        /// The route.
        route: String
    } -> Accepted, from [Popup, Panel, App];
    /// Opens the toolbar popup for the rep.
    open_popup: OpenPopup {} -> Accepted, from [App, Panel];
    /// The part of the policy for every surface.
    get_policy: GetPolicy {} -> PolicyView, from [App, Popup, Panel], unprompted;
    /// Light or dark.
    get_theme: GetTheme {} -> Theme, from [App, Popup, Panel], unprompted;
    /// The rep chooses light or dark, for every surface.
    set_theme: SetTheme {
        /// The rep's choice.
        theme: Theme
    } -> Accepted, from [App, Popup];
    /// The browser's keys for our commands, as they are set.
    get_browser_keys: GetBrowserKeys {} -> Vec<BrowserKey>, from [App, Panel], unprompted;
    /// Opens the browser's page where those keys are set.
    open_browser_keys: OpenBrowserKeys {} -> Accepted, from [App, Panel];
}
