//! The client by which a mailbox is connected.

use serde::{Deserialize, Serialize};

use crate::base::Provider;

/// The organisation's own client at a mail provider; its ids are public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailClient {
    /// A "Web application" client at Google.
    Google {
        /// `….apps.googleusercontent.com`.
        client_id: String,
    },
    /// A registration of the type "Single-page application" in Entra.
    Microsoft {
        /// The application id.
        client_id: String,
        /// Its directory; `None` for those of all organisations.
        tenant: Option<String>,
    },
}

impl MailClient {
    /// The provider that the client is at.
    #[must_use]
    pub const fn provider(&self) -> Provider {
        match self {
            Self::Google { .. } => Provider::Google,
            Self::Microsoft { .. } => Provider::Microsoft,
        }
    }
}
