//! Every fault of mailbox and journal: its code and whose move it is; the texts beside fields.

use crate::support::fault_texts::{assert_kinds, texts};
use msi_actions::base::{Fault, Kind, Provider};
use msi_actions::mailbox::MailboxError;
use msi_actions::outbox::OutboxError;
use msi_actions::ports::{NetworkError, StoreError};

pub const CODES: &[(&str, Kind)] = &[
    ("journal.incomplete", Kind::FixInput),
    ("journal.not_found", Kind::Retry),
    ("journal.not_now", Kind::Retry),
    ("journal.other_user", Kind::SignIn),
    ("journal.recipients_changed", Kind::FixInput),
    ("journal.submitted", Kind::FixInput),
    ("journal.taken_back", Kind::FixInput),
    ("journal.unchecked", Kind::Retry),
    ("journal.unconfirmed", Kind::Retry),
    ("journal.may_be_sent", Kind::Retry),
    ("mailbox.address_differs", Kind::SignIn),
    ("mailbox.address_unverified", Kind::SignIn),
    ("mailbox.another_account", Kind::SignIn),
    ("mailbox.app_blocked", Kind::AskAdmin),
    ("mailbox.app_type", Kind::AskAdmin),
    ("mailbox.conditional_access", Kind::AskAdmin),
    ("mailbox.consent_declined", Kind::SignIn),
    ("mailbox.consent_required", Kind::AskAdmin),
    ("mailbox.daily_limit", Kind::Retry),
    ("mailbox.file_missing", Kind::FixInput),
    ("mailbox.interaction_required", Kind::SignIn),
    ("mailbox.microsoft_unfinished", Kind::SignIn),
    ("mailbox.no_right", Kind::SignIn),
    ("mailbox.not_assigned", Kind::AskAdmin),
    ("mailbox.not_connected", Kind::SignIn),
    ("mailbox.not_enabled", Kind::AskAdmin),
    ("mailbox.offline", Kind::Retry),
    ("mailbox.other_mailbox", Kind::SignIn),
    ("mailbox.rate_limited", Kind::Retry),
    ("mailbox.redirect_mismatch", Kind::AskAdmin),
    ("mailbox.refused", Kind::FixInput),
    ("mailbox.session_expired", Kind::SignIn),
    ("mailbox.sign_in_not_loaded", Kind::SignIn),
    ("mailbox.sign_in_too_long", Kind::SignIn),
    ("mailbox.sign_in_unfinished", Kind::SignIn),
    ("mailbox.too_large", Kind::FixInput),
    ("mailbox.unavailable", Kind::Retry),
    ("mailbox.unconfirmed", Kind::AskAdmin),
    ("mailbox.unexpected", Kind::Bug),
    ("mailbox.unknown_app", Kind::AskAdmin),
    ("mailbox.unreachable", Kind::Retry),
    ("storage.failed", Kind::Retry),
];

/// The keys of what [`msi_actions::actions::SendEmail`] and the journal say beside a field.
const FIELDS: &[&str] = &[
    "field_address_invalid",
    "field_body_missing",
    "field_file_missing",
    "field_file_name",
    "field_files_too_large",
    "field_image_broken",
    "field_mail_broken",
    "field_mail_no_sender",
    "field_mail_too_large",
    "field_recipient_missing",
    "field_recipients_too_many",
    "field_subject_missing",
    "field_subject_one_line",
    "field_subject_too_long",
];

fn every_fault() -> Vec<Fault> {
    let words = || "words".to_owned();
    let mailbox = [
        MailboxError::NotConnected(Provider::Google),
        MailboxError::OtherMailbox {
            needed: words(),
            connected: words(),
            provider: Provider::Google,
        },
        MailboxError::SignInUnfinished(Provider::Google, words()),
        MailboxError::AddressDiffers {
            expected: words(),
            actual: words(),
            provider: Provider::Google,
        },
        MailboxError::NotLoaded(Provider::Google),
        MailboxError::SignInTooLong(Provider::Google),
        MailboxError::AddressUnverified,
        MailboxError::AnotherAccount(Provider::Google),
        MailboxError::SessionExpired(Provider::Google),
        MailboxError::Unconfirmed,
        MailboxError::NoRight(Provider::Google, words()),
        MailboxError::AppBlocked(words()),
        MailboxError::NotEnabled(words()),
        MailboxError::Refused(words()),
        MailboxError::TooLarge,
        MailboxError::FileMissing(words()),
        MailboxError::RateLimited { after: None },
        MailboxError::DailyLimit(words()),
        MailboxError::Offline,
        MailboxError::Unreachable(NetworkError::TimedOut),
        MailboxError::Unavailable {
            status: 503,
            after: None,
        },
        MailboxError::ConsentRequired(words()),
        MailboxError::ConsentDeclined(words()),
        MailboxError::ConditionalAccess(words()),
        MailboxError::InteractionRequired { claims: None },
        MailboxError::NotAssigned(words()),
        MailboxError::UnknownApp(words()),
        MailboxError::WrongAppType(words()),
        MailboxError::RedirectMismatch(words()),
        MailboxError::SignInUnfinished(Provider::Microsoft, words()),
        MailboxError::from(StoreError(words())),
        MailboxError::Unexpected("answer"),
    ];
    let journal = [
        OutboxError::NotFound,
        OutboxError::TakenBack,
        OutboxError::Submitted,
        OutboxError::NotNow,
        OutboxError::OtherUser,
        OutboxError::Unconfirmed,
        OutboxError::MayBeSent,
        OutboxError::Changed(Vec::new()),
        OutboxError::Unchecked,
        OutboxError::Incomplete(Vec::new()),
        OutboxError::from(StoreError(words())),
    ];
    mailbox
        .into_iter()
        .map(Fault::from)
        .chain(journal.into_iter().map(Fault::from))
        .collect()
}

#[test]
fn every_code_has_its_kind() {
    assert_kinds(every_fault(), CODES);
}

#[test]
fn every_field_has_its_text_in_both_languages() {
    for language in ["en", "nl"] {
        let texts = texts(language);
        for key in FIELDS {
            assert!(texts[*key]["message"].is_string(), "{language}: {key}");
        }
    }
}
