//! What a sales email says of how to opt out: a header for mail programs, a line for people, as the policy
//! has them.

use super::Outbox;
use crate::actions::Mail;
use crate::base::{OrgHost, html};
use crate::ports::Platform;

/// How the reader of a mail can opt out of further ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WayOut {
    /// Whether mail programs offer it by a button.
    pub header: bool,
    /// The line below the mail.
    pub line: Option<String>,
}

impl WayOut {
    /// Writes the line below the mail.
    pub fn add_to(&self, mail: &mut Mail) {
        let Some(line) = &self.line else {
            return;
        };
        if !mail.html.trim().is_empty() {
            mail.html
                .push_str(&format!("<p>{}</p>", html::escaped(line)));
        }
        if !mail.text.trim().is_empty() {
            mail.text = format!("{}\n\n{line}", mail.text.trim_end());
        }
    }
}

impl<P: Platform + 'static> Outbox<P> {
    /// What the policy says of the mails that a rep sends from `org`, now.
    pub(super) async fn way_out(&self, org: &OrgHost) -> WayOut {
        let sessions = &self.services.sessions;
        let settings = sessions.policies().settings().await;
        WayOut {
            header: settings.unsubscribe_header,
            line: sessions.opt_out_line(org).await,
        }
    }
}
