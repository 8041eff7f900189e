//! An administrator's setup page.

use serde_json::Value;

use super::Accepted;
use super::requests::requests;
use crate::admin::AdminView;
use crate::admin::setup::{ItemName, SetupDraft, SetupView, TypedClients};
use crate::base::{OrgHost, Provider};

requests! {
    trait SetupHandler;

    /// The orgs where somebody is signed in, with their administrative rights.
    get_admin: GetAdmin {} -> AdminView, from [App, Popup], unprompted;
    /// The setup page.
    get_setup: GetSetup {
        /// The org; without one, the first.
        org: Option<OrgHost>,
        /// Whether the org's status is read again even if it is fresh.
        refresh: bool
    } -> SetupView, from [App], unprompted;
    /// Stores the entries of the setup page's first step.
    save_setup_draft: SaveSetupDraft {
        /// As typed.
        draft: SetupDraft
    } -> Accepted, from [App], unprompted;
    /// Checks an org's app by signing in by it; the progress is in [`GetSetup`].
    check_setup: CheckSetup {
        /// As typed.
        draft: SetupDraft
    } -> Accepted, from [App];
    /// Sets the clients of an org at the mail providers; an empty id removes one.
    save_clients: SaveClients {
        /// Which org.
        org: OrgHost,
        /// The ids as typed.
        clients: TypedClients
    } -> Accepted, from [App];
    /// Signs in once by the entered client of a mail provider; the result is in [`GetSetup`].
    try_client: TryClient {
        /// Of which org.
        org: OrgHost,
        /// The mail provider.
        provider: Provider
    } -> Accepted, from [App];
    /// Chooses a setting of the policy that the setup page writes.
    choose_setting: ChooseSetting {
        /// Its name in the catalogue.
        setting: String,
        /// Its value; `null` leaves it out.
        value: Value
    } -> Accepted, from [App];
    /// Confirms an item as done whose state cannot be read, or takes that back.
    confirm_setup: ConfirmSetup {
        /// Which org.
        org: OrgHost,
        /// The item.
        item: ItemName,
        /// Whether it is done.
        confirmed: bool
    } -> Accepted, from [App];
    /// Deploys the permission set, and the optional fields where they are wanted or exist; the progress is in
    /// [`GetSetup`].
    deploy_setup: DeploySetup {
        /// Which org.
        org: OrgHost,
        /// Whether the optional fields are wanted.
        fields: bool
    } -> Accepted, from [App];
}
