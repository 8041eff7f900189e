//! Whether an automatic answer says that somebody is away.

use super::phrases::{ABSENCE_SUBJECTS, ABSENCE_TEXTS, GONE_TEXTS, contains, normal, starts};
use crate::mailbox::Part;

/// Whether the automatic mail is of somebody who is away for a time, not of somebody who left for good.
pub(super) fn is_absence(mail: &Part, written: &str) -> bool {
    let written = normal(written);
    if contains(&written, GONE_TEXTS) {
        return false;
    }
    let subject = normal(mail.header("Subject"));
    let vacation = mail
        .values("Auto-Submitted")
        .any(|value| normal(value).contains("vacation"))
        || normal(mail.header("X-Apple-Action")) == "vacation";
    vacation
        || starts(&subject, ABSENCE_SUBJECTS)
        || contains(&subject, ABSENCE_TEXTS)
        || contains(&written, ABSENCE_TEXTS)
}

/// Whether a mail without a sign of a program in its headers begins like an absence: people who answer in spite
/// of theirs quote what they answer.
pub(super) fn begins_as_absence(written: &str, quotes: bool) -> bool {
    let beginning: String = normal(written).chars().take(200).collect();
    !quotes && contains(&beginning, ABSENCE_TEXTS)
}
