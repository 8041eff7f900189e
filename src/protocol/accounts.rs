//! Signing in and out; the profile, with its connections and signature.

use super::Accepted;
use super::requests::requests;
use crate::base::{Left, OrgHost, Provider, UnsentWork};
use crate::onboarding::{ProfileView, SignInView};
use crate::outbox::Unsent;

requests! {
    trait AccountsHandler;

    /// Opens the provider's sign-in window; progress is in [`super::GetPopup`] and [`GetSignIn`].
    start_sign_in: StartSignIn {
        /// The provider to sign in at.
        provider: Provider,
        /// The org; without one, the org that needs a sign-in. A panel's is that of its tab.
        org: Option<OrgHost>,
        /// Whether another account is wanted than the one that is signed in at the provider.
        #[serde(default)]
        another: bool,
        /// What happens to the unsent work of the user before, if another one signs in.
        #[serde(default)]
        unsent: UnsentWork
    } -> Accepted, from [Popup, App, Panel];
    /// The sign-in under way, and how the last one failed.
    get_sign_in: GetSignIn {} -> SignInView, from [Popup, App, Panel], unprompted;
    /// Brings the sign-in window to the front.
    show_sign_in: ShowSignIn {} -> Accepted, from [Popup, App, Panel];
    /// Cancels the sign-in under way.
    cancel_sign_in: CancelSignIn {} -> Accepted, from [Popup, App, Panel];
    /// The profile page: connections and signature.
    get_profile: GetProfile {} -> ProfileView, from [App, Popup], unprompted;
    /// Stores the signature.
    save_signature: SaveSignature {
        /// Sanitised HTML.
        html: String
    } -> Accepted, from [App, Popup], unprompted;
    /// The unsent work of the user who is signed in at a provider.
    get_unsent: GetUnsent {
        /// Which connection.
        provider: Provider,
        /// Of which org, for Salesforce; without one of the first.
        org: Option<OrgHost>
    } -> Unsent, from [App, Popup], unprompted;
    /// Signs out of one provider: revokes, then deletes the session.
    sign_out: SignOut {
        /// Which connection.
        provider: Provider,
        /// Of which org, for Salesforce; without one of the first.
        org: Option<OrgHost>,
        /// What happens to unsent work.
        #[serde(default)]
        unsent: UnsentWork
    } -> Left, from [App, Popup];
    /// Signs out everywhere, and deletes everything that is stored in this browser.
    remove_everything: RemoveEverything {} -> Left, from [Popup, App];
}
