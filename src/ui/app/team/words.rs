//! What findings and states are called.

use crate::admin::team::{Finding, InvitationState, PersonState};
use crate::base::Language;
use crate::platform::i18n::{text, text_with};
use crate::platform::{intl, now};

/// What stands in the way, and what to change.
pub fn finding(finding: &Finding) -> String {
    text(match finding {
        Finding::Malformed => "team_finding_malformed",
        Finding::Again => "team_finding_again",
        Finding::NoUser => "team_finding_no_user",
        Finding::Several => "team_finding_several",
        Finding::Inactive => "team_finding_inactive",
        Finding::NotStandard => "team_finding_not_standard",
        Finding::NoApi(licence) => return text_with("team_finding_no_api", &[licence]),
        Finding::Unreachable => "team_finding_unreachable",
        Finding::Invited => "team_finding_invited",
        Finding::InvitedBefore => "team_finding_invited_before",
        Finding::UnderWay => "team_finding_under_way",
        Finding::NoTasks => "team_finding_no_tasks",
    })
}

/// The name of a finding on the row.
pub const fn finding_name(finding: &Finding) -> &'static str {
    match finding {
        Finding::Malformed => "malformed",
        Finding::Again => "again",
        Finding::NoUser => "no_user",
        Finding::Several => "several",
        Finding::Inactive => "inactive",
        Finding::NotStandard => "not_standard",
        Finding::NoApi(_) => "no_api",
        Finding::Unreachable => "unreachable",
        Finding::Invited => "invited",
        Finding::InvitedBefore => "invited_before",
        Finding::UnderWay => "under_way",
        Finding::NoTasks => "no_tasks",
    }
}

/// Where a person stands.
pub fn person(state: &PersonState) -> (String, &'static str) {
    match state {
        PersonState::NotInvited => (text("team_state_not_invited"), "not_invited"),
        PersonState::Invited => (text("team_state_invited"), "invited"),
        PersonState::InvitedNotKnown => (text("team_state_not_known"), "not_known"),
        PersonState::Active { used: None } => (text("team_state_active"), "active"),
        PersonState::Active { used: Some(at) } => {
            let ago = intl::ago(*at, now());
            (text_with("team_state_used", &[&ago]), "active")
        }
    }
}

/// How far an invitation has come.
pub fn invitation(state: &InvitationState) -> (String, &'static str) {
    match state {
        InvitationState::Assigning => (text("team_item_assigning"), "assigning"),
        InvitationState::Refused(_) => (text("team_item_refused"), "refused"),
        InvitationState::Waiting => (text("team_item_waiting"), "waiting"),
        InvitationState::Sending => (text("team_item_sending"), "sending"),
        InvitationState::Failed(_) => (text("team_item_failed"), "failed"),
        InvitationState::Unknown => (text("team_item_unknown"), "unknown"),
        InvitationState::Sent(at) => {
            let ago = intl::ago(*at, now());
            (text_with("team_item_sent", &[&ago]), "sent")
        }
        InvitationState::Assigned(_) => (text("team_item_assigned"), "assigned"),
    }
}

/// The name of a language of the email.
pub fn language(language: Language) -> (&'static str, String) {
    let key = match language {
        Language::De => "team_language_de",
        Language::En => "team_language_en",
        Language::Es => "team_language_es",
        Language::Fr => "team_language_fr",
        Language::Ja => "team_language_ja",
        Language::Nl => "team_language_nl",
        Language::PtBr => "team_language_pt_br",
    };
    (language.tag(), text(key))
}
