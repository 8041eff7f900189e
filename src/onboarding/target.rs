//! Where a sign-in goes, and with what.

use crate::accounts::SetUp;
use crate::mailbox::MailClient;

/// Where the sign-in goes, and with what.
#[derive(Debug)]
pub(super) enum SignInTarget {
    /// To the org of the invitation; `hint` is the user name to fill in, `choose` asks for another
    /// user than the one who is signed in to Salesforce.
    Salesforce {
        invitation: Box<SetUp>,
        hint: Option<String>,
        choose: bool,
    },
    /// To the mail provider, which must (where `strict`) say that the mailbox is `expected`.
    Mail {
        client: MailClient,
        expected: String,
        strict: bool,
        choose: bool,
    },
}
