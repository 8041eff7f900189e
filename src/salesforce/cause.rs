//! What a refusal of the REST API means for the rep.

use super::Denial;
use crate::base::{Fault, Move, Provider};

/// What a refusal of the REST API means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is told by its fault's text")]
pub enum Cause {
    ApiAccessControl,
    ApiDisabled,
    Automation,
    BadValue,
    Busy,
    ConvertedLead,
    DailyLimit,
    /// The record is locked until an approval.
    InApproval,
    LoginRestricted,
    NoRight,
    /// The org does not have the object or field, or the rep may not see it.
    NotThere,
    OrgInactive,
    OrgLimit,
    OrgRule,
    OwnerInactive,
    PasswordExpired,
    ReadOnlyUser,
    RecordDeleted,
    /// The record is being changed by somebody else at this moment.
    RecordLocked,
    SecurityPolicy,
    SessionOver,
    StorageFull,
    TooLong,
    Unavailable,
    UserInactive,
    /// The request refers to a record that is not there, or of the wrong object.
    WrongReference,
    /// A code that we do not know, or a request that we should not have made.
    Other,
}

impl Cause {
    /// Every meaning, for the tests and the diagnostics.
    pub const ALL: &'static [Self] = &[
        Self::ApiAccessControl,
        Self::ApiDisabled,
        Self::Automation,
        Self::BadValue,
        Self::Busy,
        Self::ConvertedLead,
        Self::DailyLimit,
        Self::InApproval,
        Self::LoginRestricted,
        Self::NoRight,
        Self::NotThere,
        Self::OrgInactive,
        Self::OrgLimit,
        Self::OrgRule,
        Self::OwnerInactive,
        Self::PasswordExpired,
        Self::ReadOnlyUser,
        Self::RecordDeleted,
        Self::RecordLocked,
        Self::SecurityPolicy,
        Self::SessionOver,
        Self::StorageFull,
        Self::TooLong,
        Self::Unavailable,
        Self::UserInactive,
        Self::WrongReference,
        Self::Other,
    ];

    /// Whether it concerns all calls of the user.
    #[must_use]
    pub const fn is_of_all_calls(self) -> bool {
        matches!(self, Self::ApiAccessControl | Self::ApiDisabled)
    }

    /// Whether it passes by itself, or with a sign-in, so that the work waits and is tried again.
    #[must_use]
    pub const fn passes(self) -> bool {
        matches!(
            self,
            Self::Busy
                | Self::DailyLimit
                | Self::LoginRestricted
                | Self::PasswordExpired
                | Self::RecordLocked
                | Self::SessionOver
                | Self::Unavailable
        )
    }

    /// Whether Salesforce's message is worth showing, because it has a rule's own text or the field.
    pub(super) const fn has_own_message(self) -> bool {
        matches!(
            self,
            Self::Automation
                | Self::BadValue
                | Self::OrgRule
                | Self::SecurityPolicy
                | Self::TooLong
                | Self::WrongReference
        )
    }

    /// Whether the org refuses all records of the object to the user, for a reason that does not pass.
    #[must_use]
    pub const fn is_of_the_object(self) -> bool {
        matches!(self, Self::NoRight | Self::NotThere | Self::Automation)
    }

    /// Its fault, without details.
    #[must_use]
    pub const fn fault(self) -> Fault {
        const RETRY: Move = Move::Retry { after: None };
        const SIGN_IN: Move = Move::SignIn {
            provider: Provider::Salesforce,
        };
        match self {
            Self::ApiAccessControl => Fault::new("salesforce.api_access_control", Move::AskAdmin),
            Self::ApiDisabled => Denial::ApiDisabled.fault(),
            Self::Automation => Fault::new("salesforce.automation_failed", Move::AskAdmin),
            Self::BadValue => Fault::new("salesforce.bad_value", Move::FixInput),
            Self::Busy => Denial::RateLimited.fault(),
            Self::ConvertedLead => Fault::new("salesforce.converted_lead", Move::FixInput),
            Self::DailyLimit => Fault::new("salesforce.daily_limit", Move::AskAdmin),
            Self::InApproval => Fault::new("salesforce.in_approval", RETRY),
            Self::LoginRestricted => Denial::LoginRestricted.fault(),
            Self::NoRight => Fault::new("salesforce.no_right", Move::AskAdmin),
            Self::NotThere => Fault::new("salesforce.not_there", Move::AskAdmin),
            Self::OrgInactive => Denial::OrgInactive.fault(),
            Self::OrgLimit => Fault::new("salesforce.org_limit", Move::AskAdmin),
            Self::OrgRule => Fault::new("salesforce.org_rule", Move::AskAdmin),
            Self::OwnerInactive => Fault::new("salesforce.owner_inactive", Move::FixInput),
            Self::PasswordExpired => Fault::new("salesforce.password_expired", SIGN_IN),
            Self::ReadOnlyUser => Fault::new("salesforce.read_only_user", Move::AskAdmin),
            Self::RecordDeleted => Fault::new("salesforce.record_deleted", RETRY),
            Self::RecordLocked => {
                Fault::new("salesforce.record_locked", Move::Retry { after: Some(5) })
            }
            Self::SecurityPolicy => Fault::new("salesforce.security_policy", Move::AskAdmin),
            Self::SessionOver => Denial::SessionOver.fault(),
            Self::StorageFull => Fault::new("salesforce.storage_full", Move::AskAdmin),
            Self::TooLong => Fault::new("salesforce.too_long", Move::FixInput),
            Self::Unavailable => Denial::Unavailable.fault(),
            Self::UserInactive => Denial::UserInactive.fault(),
            Self::WrongReference => Fault::new("salesforce.wrong_reference", Move::FixInput),
            Self::Other => Fault::new("salesforce.refused", Move::Bug),
        }
    }
}
