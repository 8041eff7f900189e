//! The setup page: checks an org's app, shows what else the org needs, and deploys it.

mod address;
mod app_metadata;
mod archive;
mod check;
mod chosen;
mod custom_objects;
mod deploy;
mod error;
mod metadata_file;
mod org_status;
mod package;
mod policy;
mod store;
mod trial;
mod tried;
mod values;
mod view;

pub use address::org_of;
pub use archive::zip;
pub use error::SetupError;
pub use metadata_file::File;
pub use package::{Fields, NAME, deploy_files, dx_files};
pub use policy::{
    BrowserKind, DeployMethod, MergeFault, PolicyFile, files_for, merge_place, merged, policy_files,
};
pub use trial::Trial;
pub(super) use tried::Trying;
pub use view::{
    Check, DeployState, DeployView, Difference, Item, ItemName, OrgSetup, Problem, SetupDraft,
    SetupView, State, TypedClients, Values,
};

use self::deploy::Deploy;
use self::values::values;
use super::{Admin, Rights};
use crate::admin::setup::{
    org_status::OrgStatus,
    store::{CachedStatus, Confirmation, FRESH, StoredSetup},
};
use crate::base::{
    Fault, OrgConfig, OrgHost, Provider, Topic, is_google_client, is_tenant, is_uuid, sort::sort_by,
};
use crate::ports::Platform;
use crate::salesforce::{OrgApps, Purpose};
use crate::settings::{PolicyOrg, policy_json};

impl<P: Platform> Admin<P> {
    /// The setup page for `org`, or the first org where somebody is signed in. With `refresh`, the org's status is read
    /// again even if it is fresh.
    ///
    /// # Errors
    /// Where storage fails, or the org cannot be asked at all.
    pub async fn setup(&self, org: Option<OrgHost>, refresh: bool) -> Result<SetupView, Fault> {
        let mut orgs = self.sessions.orgs().await;
        sort_by(&mut orgs, Ord::cmp);
        let draft = store::draft(&*self.platform).await?;
        let drafted = org_of(&draft.address).ok();
        let chosen = org.or_else(|| drafted.clone());
        let chosen = chosen.filter(|org| orgs.contains(org));
        let chosen = chosen.or_else(|| orgs.first().cloned());
        let check = self.check(&draft, drafted.as_ref(), &orgs).await?;
        // The checked org is done: the draft of the next one begins empty.
        let done = drafted.is_some_and(|org| orgs.contains(&org)) && check == Check::Idle;
        let org = match chosen {
            Some(org) => Some(Box::new(self.org_setup(org, refresh).await?)),
            None => None,
        };
        let config = org.as_ref().and_then(|org| org.config.as_ref());
        let values = values(&*self.platform, config);
        Ok(SetupView {
            values,
            chosen: chosen::chosen(&*self.platform).await?,
            check,
            draft: if done { SetupDraft::default() } else { draft },
            orgs,
            org,
        })
    }

    /// Stores what was typed.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn keep_draft(&self, draft: &SetupDraft) -> Result<(), Fault> {
        Ok(store::keep_draft(&*self.platform, draft).await?)
    }

    /// Whether the draft of the setup page is about `org`.
    pub(super) async fn is_setting_up(&self, org: &str) -> bool {
        let draft = store::draft(&*self.platform).await;
        let drafted = draft.ok().and_then(|draft| org_of(&draft.address).ok());
        drafted.is_some_and(|drafted| drafted.as_str() == org)
    }

    /// Stores the client ids of the mail providers until they are deployed.
    ///
    /// # Errors
    /// [`SetupError`] where one has a wrong form.
    pub async fn save_clients(&self, org: &OrgHost, clients: &TypedClients) -> Result<(), Fault> {
        let config = self.entered(org).await?;
        let config = config.ok_or(SetupError::UnknownOrg)?;
        let config = OrgConfig {
            google: entered(&clients.google, is_google_client, SetupError::GoogleClient)?,
            microsoft: entered(&clients.microsoft, is_uuid, SetupError::MicrosoftClient)?,
            tenant: entered(&clients.tenant, is_tenant, SetupError::Tenant)?,
            ..config
        };
        self.enter(org, config).await
    }

    /// The ids of the org's apps: those that were entered and not deployed yet, else those of org or policy.
    async fn entered(&self, org: &OrgHost) -> Result<Option<OrgConfig>, Fault> {
        match store::of(&*self.platform, org).await?.entered {
            Some(entered) => Ok(Some(entered)),
            None => Ok(self.onboarding.config_of(org).await),
        }
    }

    async fn enter(&self, org: &OrgHost, config: OrgConfig) -> Result<(), Fault> {
        let _held = self.locks.hold(org.as_str()).await;
        let mut kept = store::of(&*self.platform, org).await?;
        kept.entered = Some(config);
        store::keep(&*self.platform, org, &kept).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    /// Stores that somebody confirmed an item as done, or took that back.
    ///
    /// # Errors
    /// [`SetupError::NotToConfirm`] for an item whose state is read from Salesforce.
    pub async fn confirm(
        &self,
        org: &OrgHost,
        item: ItemName,
        confirmed: bool,
    ) -> Result<(), Fault> {
        if !item.is_confirmed() {
            return Err(SetupError::NotToConfirm.into());
        }
        let by = self.user_name(org).await?;
        let _held = self.locks.hold(org.as_str()).await;
        let mut kept = store::of(&*self.platform, org).await?;
        kept.confirmed.retain(|own| own.item != item);
        if confirmed {
            let at = self.platform.now();
            kept.confirmed.push(Confirmation { item, by, at });
        }
        store::keep(&*self.platform, org, &kept).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    /// Begins the deploy of the permission set and the record of the apps, with the optional fields where they are
    /// wanted or exist already. Does nothing while a deploy is running.
    ///
    /// # Errors
    /// Where Salesforce refuses it.
    pub async fn deploy(&self, org: &OrgHost, fields: bool) -> Result<(), Fault> {
        let _held = self.locks.hold(org.as_str()).await;
        let mut kept = store::of(&*self.platform, org).await?;
        if kept.deploy.as_ref().is_some_and(Deploy::is_running) {
            return Ok(());
        }
        let rest = self.sessions.rest(org).counted_as(Purpose::SetUp);
        let status = self.status(org, false).await?.status;
        let fields = status.fields(fields || status.has_fields() || kept.brought_fields());
        let at = self.platform.now();
        let entered = self.entered(org).await?.ok_or(SetupError::UnknownOrg)?;
        kept.deploy = Some(Deploy::begin(&rest, fields, &entered, at).await?);
        store::keep(&*self.platform, org, &kept).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    async fn org_setup(&self, org: OrgHost, refresh: bool) -> Result<OrgSetup, Fault> {
        let _held = self.locks.hold(org.as_str()).await;
        let rest = self.sessions.rest(&org).counted_as(Purpose::SetUp);
        let user = self.user_name(&org).await?;
        let rights = Rights::of(&*self.platform, &rest).await?;
        let mut kept = store::of(&*self.platform, &org).await?;
        let mut asked = None;
        if let Some(deploy) = kept.deploy.as_mut().filter(|deploy| deploy.is_running()) {
            asked = Some(deploy.follow(&rest).await);
            if !deploy.is_running() {
                store::keep(&*self.platform, &org, &kept).await?;
                store::forget_status(&*self.platform, &org).await?;
            }
        }
        let cached = self.status(&org, refresh).await?;
        let apps = self.sessions.org_apps(&org).await;
        let deployed = apps.record().map(|record| record.config());
        if kept.entered.is_some() && kept.entered.as_ref() == deployed {
            kept.entered = None;
            store::keep(&*self.platform, &org, &kept).await?;
        }
        let record = self.record(&org, &apps, kept.entered.as_ref()).await;
        let config = self.entered(&org).await?;
        let policies = match &config {
            Some(_) => self.policies().await?,
            None => Vec::new(),
        };
        let google = self.client_state(config.as_ref(), Provider::Google, &kept);
        let google = google.await;
        let microsoft = self.client_state(config.as_ref(), Provider::Microsoft, &kept);
        let clients = (google, microsoft.await);
        Ok(OrgSetup {
            items: items(&org, clients, record, &cached.status, &kept),
            at: cached.at,
            deploy: kept.deploy.map(|deploy| deploy.view(asked)),
            user,
            rights,
            config,
            policies,
            org,
        })
    }

    /// Whether the org's own record has the ids of its apps.
    async fn record(&self, org: &OrgHost, apps: &OrgApps, entered: Option<&OrgConfig>) -> State {
        let known = self.onboarding.apps_of(org).await;
        match (apps.record(), entered) {
            (Some(record), Some(entered)) if record.config() != entered => {
                State::Differs(vec![Difference::OtherIds])
            }
            (Some(_), _) => State::Done,
            (None, _) if known.is_some_and(|known| known.is_of_policy()) => State::Optional,
            (None, _) => State::ToDo,
        }
    }

    /// The status of an org: cached for some minutes, else two calls, of which one is what every rep's browser asks
    /// daily.
    async fn status(&self, org: &OrgHost, refresh: bool) -> Result<CachedStatus, Fault> {
        let now = self.platform.now();
        if let Some(cached) = store::cached_status(&*self.platform, org).await?
            && !refresh
            && now.since(cached.at) < FRESH
        {
            return Ok(cached);
        }
        let status = OrgStatus::at(&self.sessions.rest(org).counted_as(Purpose::SetUp)).await?;
        // Where that fails, it is asked again with the next status.
        let _ = self.onboarding.ask_team(org).await;
        let cached = CachedStatus { at: now, status };
        store::keep_status(&*self.platform, org, &cached).await?;
        Ok(cached)
    }

    /// The policy with every org that is known here, in every form.
    async fn policies(&self) -> Result<Vec<PolicyFile>, Fault> {
        let mut orgs = Vec::new();
        for org in self.sessions.orgs().await {
            if let Some(config) = self.entered(&org).await? {
                orgs.push(PolicyOrg::of(org, config));
            }
        }
        sort_by(&mut orgs, |one, other| one.org.cmp(&other.org));
        let chosen = chosen::chosen(&*self.platform).await?;
        Ok(policy_files(&policy_json(&orgs, &chosen)))
    }

    async fn user_name(&self, org: &OrgHost) -> Result<String, Fault> {
        let user = self.sessions.user(org).await;
        Ok(user.ok_or(SetupError::UnknownOrg)?.username)
    }
}

impl ItemName {
    /// Whether its state cannot be read, so that somebody has to confirm it.
    const fn is_confirmed(self) -> bool {
        matches!(self, Self::Approved | Self::Consent | Self::Sandboxes)
    }
}

impl OrgStatus {
    fn has_fields(&self) -> bool {
        self.task_field == State::Done
    }

    /// The fields of a deploy.
    fn fields(&self, wanted: bool) -> Fields {
        match (wanted, self.has_enhanced_email()) {
            (false, _) => Fields::None,
            (true, true) => Fields::TaskAndEmail,
            (true, false) => Fields::Task,
        }
    }
}

impl StoredSetup {
    fn brought_objects(&self) -> bool {
        self.deploy.as_ref().is_some_and(Deploy::brought_objects)
    }

    fn brought_fields(&self) -> bool {
        self.deploy.as_ref().is_some_and(Deploy::brought_fields)
    }
}

/// Every item, in the order of doing it.
fn items(
    org: &OrgHost,
    (google, microsoft): (Option<State>, Option<State>),
    record: State,
    status: &OrgStatus,
    kept: &StoredSetup,
) -> Vec<Item> {
    let confirmed = |item: ItemName| {
        let own = kept.confirmed.iter().find(|own| own.item == item);
        own.map_or(State::Ask, |own| State::Confirmed {
            by: own.by.clone(),
            at: own.at,
        })
    };
    // One mail client is enough.
    let client = |own: &Option<State>, other: &Option<State>| match (own, other) {
        (Some(state), _) => state.clone(),
        (None, Some(_)) => State::Optional,
        (None, None) => State::ToDo,
    };
    let fields = match (&status.task_field, &status.email_field) {
        // The administrator may not see the fields, but the deploy created them.
        (State::Optional, _) if kept.brought_objects() => State::Done,
        (State::Done, State::Optional) if status.has_enhanced_email() && !kept.brought_fields() => {
            State::Optional
        }
        (State::Done, differs @ State::Differs(_)) => differs.clone(),
        (State::Done, _) if status.objects == State::Optional && !kept.brought_objects() => {
            State::Optional
        }
        (task, _) => task.clone(),
    };
    // Where the app's policies let all users self-authorize, nothing is missing. That cannot be read, so
    // somebody may confirm it.
    let approved = match (&status.approved, confirmed(ItemName::Approved)) {
        (State::Done, _) => State::Done,
        (_, said @ State::Confirmed { .. }) => said,
        (read, _) => read.clone(),
    };
    let mut items = vec![
        (ItemName::App, State::Done),
        (ItemName::Permission, status.permission.clone()),
        (ItemName::Approved, approved),
        (ItemName::Google, client(&google, &microsoft)),
        (ItemName::Microsoft, client(&microsoft, &google)),
    ];
    if microsoft.is_some() {
        items.push((ItemName::Consent, confirmed(ItemName::Consent)));
    }
    items.push((ItemName::Record, record));
    items.push((ItemName::EnhancedEmail, status.enhanced_email.clone()));
    items.push((ItemName::Fields, fields));
    if org.is_production() {
        items.push((ItemName::Sandboxes, confirmed(ItemName::Sandboxes)));
    }
    let item = |(name, state)| Item { name, state };
    items.into_iter().map(item).collect()
}

/// The state of entered ids.
fn entered(
    text: &str,
    fits: impl Fn(&str) -> bool,
    otherwise: SetupError,
) -> Result<Option<String>, SetupError> {
    match text.trim() {
        "" => Ok(None),
        text if fits(text) => Ok(Some(text.to_owned())),
        _ => Err(otherwise),
    }
}
