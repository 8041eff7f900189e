//! The org's own record of its apps: custom metadata that the setup page deploys and the permission set can read.
//! It comes from the org itself and so can be trusted, whoever's link led to the org.

use serde::{Deserialize, Serialize};

use crate::base::{ConsumerKey, OrgConfig, is_google_client, is_tenant, is_uuid};

/// The custom metadata type, and its record.
pub const APP_TYPE: &str = "MSI_Actions_App";
/// The record's name.
pub const APP_RECORD: &str = "Default";

/// The query for the record.
pub(super) const QUESTION: &str = "SELECT Consumer_Key__c, Google_Client_Id__c, \
     Microsoft_Client_Id__c, Microsoft_Tenant__c FROM MSI_Actions_App__mdt \
     WHERE DeveloperName = 'Default'";

/// The org's own record. It can only be made from the org's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AppRecord(OrgConfig);

impl AppRecord {
    /// The ids.
    #[must_use]
    pub const fn config(&self) -> &OrgConfig {
        &self.0
    }
}

/// The record as the org sends it.
#[derive(Deserialize)]
pub(super) struct Row {
    #[serde(rename = "Consumer_Key__c", default)]
    consumer_key: Option<String>,
    #[serde(rename = "Google_Client_Id__c", default)]
    google: Option<String>,
    #[serde(rename = "Microsoft_Client_Id__c", default)]
    microsoft: Option<String>,
    #[serde(rename = "Microsoft_Tenant__c", default)]
    tenant: Option<String>,
}

impl Row {
    /// The record; `None` without a consumer key, as in the DX package's template that nobody filled in. An id with
    /// a wrong form is left out, and so is an application whose directory has one: without its directory it would be
    /// open to every organisation.
    pub fn read(self) -> Option<AppRecord> {
        let good = |text: Option<String>, fits: fn(&str) -> bool| {
            let text = text.map(|text| text.trim().to_owned());
            text.filter(|text| fits(text))
        };
        let tenant_is_set = self
            .tenant
            .as_deref()
            .is_some_and(|it| !it.trim().is_empty());
        let tenant = good(self.tenant, is_tenant);
        let unusable = tenant_is_set && tenant.is_none();
        Some(AppRecord(OrgConfig {
            consumer_key: ConsumerKey::parse(self.consumer_key?.trim()).ok()?,
            google: good(self.google, is_google_client),
            microsoft: good(self.microsoft, is_uuid).filter(|_| !unusable),
            tenant,
        }))
    }
}
