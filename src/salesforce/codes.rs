//! The table of Salesforce's status codes, by what they mean for the rep: `StatusCode` and `ExceptionCode` (SOAP
//! API Developer Guide, Apex Reference) and those of the REST API. `tests/native/data/status-codes.txt` lists
//! every code with its meaning here.

use super::Cause;

/// Codes with a meaning of their own.
const CODES: &[(Cause, &[&str])] = &[
    (
        Cause::ApiAccessControl,
        &[
            "CLIENT_NOT_ACCESSIBLE_FOR_USER",
            "CLIENT_REQUIRE_UPDATE_FOR_USER",
            "REQUIRE_CONNECTED_APP_SCS",
            "REQUIRE_CONNECTED_APP_SESSION_SCS",
        ],
    ),
    (
        Cause::ApiDisabled,
        &["API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED"],
    ),
    (
        Cause::Automation,
        &[
            "APEX_FAILED",
            "CANNOT_EXECUTE_FLOW_TRIGGER",
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            "CUSTOM_APEX_ERROR",
            "FLOW_EXCEPTION",
            "MAX_DEPTH_IN_FLOW_EXECUTION",
            "SELF_REFERENCE_FROM_FLOW",
            "SELF_REFERENCE_FROM_TRIGGER",
            "UNSUPPORTED_APEX_TRIGGER_OPERATON",
        ],
    ),
    (
        Cause::BadValue,
        &[
            "DATE_OUT_OF_RANGE",
            "EMAIL_ADDRESS_BOUNCED",
            "EMAIL_OPTED_OUT",
            "FIELD_INTEGRITY_EXCEPTION",
            "FIELD_MODERATION_RULE_BLOCK",
            "INVALID_EMAIL_ADDRESS",
            "INVALID_STATUS",
            "MAXIMUM_CCEMAILS_EXCEEDED",
            "NO_RECIPIENTS",
            "NUMBER_OUTSIDE_VALID_RANGE",
            "OPTED_OUT_OF_MASS_MAIL",
            "TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET",
            "TOO_MANY_RECIPIENTS",
            "UNSAFE_HTML_CONTENT",
            "UNSPECIFIED_EMAIL_ADDRESS",
        ],
    ),
    (
        Cause::Busy,
        &[
            "ALREADY_IN_PROCESS",
            "CONFLICT",
            "OPERATION_CONFLICT",
            "SEARCH_PROVIDER_REQUEST_RATE_EXCEEDED",
            "TOO_MANY_APEX_REQUESTS",
            "TOO_MANY_JOBS",
        ],
    ),
    (Cause::ConvertedLead, &["CANNOT_UPDATE_CONVERTED_LEAD"]),
    (Cause::DailyLimit, &["REQUEST_LIMIT_EXCEEDED"]),
    (Cause::InApproval, &["ENTITY_IS_LOCKED"]),
    (
        Cause::LoginRestricted,
        &[
            "LOGIN_CHALLENGE_ISSUED",
            "LOGIN_CHALLENGE_PENDING",
            "LOGIN_DURING_RESTRICTED_DOMAIN",
            "LOGIN_DURING_RESTRICTED_TIME",
            "LOGIN_MUST_USE_SECURITY_TOKEN",
            "MUTUAL_AUTHENTICATION_FAILED",
        ],
    ),
    (
        Cause::NoRight,
        &[
            "APEX_DATA_ACCESS_RESTRICTION",
            "CANNOT_DELETE_ENTITY",
            "CANNOT_EXECUTE_FLOW_TRIGGER_NO_ACCESS",
            "CHILD_SHARE_FAILS_PARENT",
            "DELETE_NOT_ALLOWED",
            "FORBIDDEN",
            "FORBIDDEN_EXCEPTION",
            "GUEST_INSUFFICIENT_ACCESS",
            "NOT_FOUND",
            "SHARE_NEEDED_FOR_CHILD_OWNER",
            "TRANSFER_REQUIRES_READ",
            "UNAUTHORIZED_EXCEPTION",
            "UNAUTHORIZED_SHARE_ACTION",
        ],
    ),
    (
        Cause::NotThere,
        &[
            "ENTITY_NOT_QUERYABLE",
            "FIELD_NOT_UPDATABLE",
            "INVALID_EXTERNAL_ID_FIELD_NAME",
            "INVALID_FIELD",
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "INVALID_TYPE",
            "ORG_SETTING_REQUIRED",
            "PACKAGE_DISABLED",
            "PACKAGE_LICENSE_REQUIRED",
            "REQUIRED_FEATURE_MISSING",
        ],
    ),
    (
        Cause::OrgInactive,
        &[
            "INACTIVE_ORG",
            "INACTIVE_ORGANIZATION",
            "ORG_LOCKED",
            "TRIAL_EXPIRED",
        ],
    ),
    (
        Cause::OrgRule,
        &[
            "ENTITY_SAVE_VALIDATION_ERROR",
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "FIELD_FILTER_VALIDATION_EXCEPTION",
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "INVALID_RECORD_TYPE",
            "RECORD_MISSING_REQUIRED_FIELD",
            "RELATED_ENTITY_FILTER_VALIDATION_EXCEPTION",
            "REQUIRED_FIELD_MISSING",
            "UNAVAILABLE_RECORDTYPE_EXCEPTION",
        ],
    ),
    (
        Cause::OwnerInactive,
        &[
            "ASSIGNEE_TYPE_REQUIRED",
            "INACTIVE_OWNER_OR_USER",
            "INVALID_ASSIGNEE_TYPE",
            "INVALID_OWNER",
            "OP_WITH_INVALID_USER_TYPE_EXCEPTION",
        ],
    ),
    (
        Cause::PasswordExpired,
        &[
            "INVALID_NEW_PASSWORD",
            "INVALID_OLD_PASSWORD",
            "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
        ],
    ),
    (Cause::ReadOnlyUser, &["INVALID_READ_ONLY_USER_DML"]),
    (
        Cause::RecordDeleted,
        &["ENTITY_IS_ARCHIVED", "ENTITY_IS_DELETED"],
    ),
    (
        Cause::RecordLocked,
        &[
            "COLLISION_DETECTED",
            "ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE",
            "MODIFIED",
            "RECORD_IN_USE_BY_WORKFLOW",
            "RECORD_LOCKED",
            "UNABLE_TO_LOCK_RECORD",
            "UNABLE_TO_LOCK_ROW",
            "UNABLE_TO_UNLOCK_RECORD",
            "UNABLE_TO_UPDATE_RECORD_LOCK",
        ],
    ),
    (
        Cause::SessionOver,
        &[
            "AUTHENTICATION_FAILURE",
            "EXPIRED_ACCESS",
            "INVALID_ACCESS_TOKEN",
            "INVALID_AUTH_HEADER",
            "INVALID_GRANT",
            "INVALID_LOGIN",
            "INVALID_SESSION_ID",
            "SESSION_EXPIRED",
            "SESSION_INVALIDATED",
        ],
    ),
    (
        Cause::StorageFull,
        &["EXCEEDED_QUOTA", "STORAGE_LIMIT_EXCEEDED"],
    ),
    (
        Cause::TooLong,
        &[
            "MAX_TASK_DESCRIPTION_EXCEEEDED",
            "PARAMETER_TOO_LARGE",
            "STRING_TOO_LONG",
        ],
    ),
    (
        Cause::Unavailable,
        &[
            "BAD_GATEWAY",
            "FAILED_WRITE",
            "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE",
            "INTERNAL_ERROR",
            "ORG_IN_MAINTENANCE",
            "ORG_IS_SIGNING_UP",
            "ORG_NOT_OWNED_BY_INSTANCE",
            "REQUEST_RUNNING_TOO_LONG",
            "SSO_SERVICE_DOWN",
            "TERRITORY_REALIGN_IN_PROGRESS",
            "UNKNOWN_EXCEPTION",
        ],
    ),
    (Cause::UserInactive, &["INACTIVE_USER", "PASSWORD_LOCKOUT"]),
    (
        Cause::WrongReference,
        &[
            "INVALID_ACCOUNT",
            "INVALID_CONTACT",
            "INVALID_CROSS_REFERENCE_KEY",
            "INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD",
            "INVALID_ID_FIELD",
            "INVALID_USERID",
            "INVALID_USER_OBJECT",
            "MISSING_RECORD",
            "NO_SUCH_USER_EXISTS",
            "PRIVATE_CONTACT_ON_ASSET",
        ],
    ),
    // Mistakes of ours, though their names match a family below.
    (
        Cause::Other,
        &[
            "EXCEEDED_ID_LIMIT",
            "EXCEEDED_LEAD_CONVERT_LIMIT",
            "DUPLICATE_ARGUMENT_VALUE",
        ],
    ),
];

/// Families of codes with similar names, to which Salesforce adds with new features. The first match counts.
const FAMILIES: &[(Cause, &[&str], &[&str])] = &[
    (Cause::SecurityPolicy, &["TXN_SECURITY_"], &[]),
    (
        Cause::Busy,
        &[],
        &["_TOO_MANY_REQUESTS_ERROR", "_SERVER_BUSY_EXCEPTION"],
    ),
    (
        Cause::Unavailable,
        &[],
        &[
            "_TEMPORARILY_UNAVAILABLE",
            "_UNAVAILABLE",
            "_UNAVAILABLE_ERROR",
            "_TIMEOUT",
            "_TIMEOUT_EXCEPTION",
            "_TIMED_OUT",
            "_SERVER_ERROR",
            "_SERVER_EXCEPTION",
            "_CONNECTION_ERROR",
            "_DJ_MATCH_RETRIABLE_ERROR",
        ],
    ),
    (
        Cause::NoRight,
        &["INSUFFICIENT_ACCESS"],
        &[
            "_NO_ACCESS",
            "_NO_ACCESS_EXCEPTION",
            "_PERMISSION",
            "_INSUFFICIENT_ACCESS",
        ],
    ),
    (
        Cause::OrgLimit,
        &["MAX_", "MAXIMUM_", "EXCEEDED_MAX_FILTER", "NUM_HISTORY_"],
        &[
            "LIMIT_EXCEEDED",
            "_LIMIT",
            "_LIMIT_REACHED",
            "_EXCEEDED_LIMIT",
            "_FOR_COUPONS",
        ],
    ),
    (
        Cause::NotThere,
        &["CUSTOM_METADATA_REL_", "FUNCTIONALITY_NOT_ENABLED"],
        &[
            "_NOT_ENABLED",
            "_NOT_ENABLED_FOR_OBJECT",
            "_DISABLED",
            "_DISABLED_FOR_API",
            "_DISABLED_EXCEPTION",
        ],
    ),
    (Cause::OrgRule, &["DUPLICATE_", "DUPLICATES_"], &[]),
];

/// The meaning of a code; [`Cause::Other`] for an unknown one. Its own message is shown then, and the work is
/// kept.
pub(super) fn cause_of(code: &str) -> Cause {
    let exact = CODES.iter().find(|(_, codes)| codes.contains(&code));
    let family = || {
        FAMILIES.iter().find(|(_, beginnings, endings)| {
            beginnings
                .iter()
                .any(|beginning| code.starts_with(beginning))
                || endings.iter().any(|ending| code.ends_with(ending))
        })
    };
    exact
        .map(|(cause, _)| *cause)
        .or_else(|| family().map(|(cause, ..)| *cause))
        .unwrap_or(Cause::Other)
}
