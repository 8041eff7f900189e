//! The target of a sign-in.

use crate::accounts::SetUp;
use crate::mailbox::MailClient;

/// The target of a sign-in.
#[derive(Debug)]
pub(super) enum SignInTarget {
    /// The org of a set-up; `hint` is the user name to fill in, `choose` asks for another user than the one who is
    /// signed in to Salesforce.
    Salesforce {
        invitation: Box<SetUp>,
        hint: Option<String>,
        choose: bool,
    },
    /// A mail provider; with `strict`, the mailbox must have the address `expected`.
    Mail {
        client: MailClient,
        expected: String,
        strict: bool,
        choose: bool,
    },
}
