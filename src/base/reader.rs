//! Who reads a fault's text: an administrator is not told to ask their administrator.

use serde::{Deserialize, Serialize};

use crate::base::Code;

/// The reader of a fault's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// A rep, who asks their administrator.
    #[default]
    Rep,
    /// Somebody with the rights of an administrator.
    Administrator,
    /// An administrator on the setup page, which lists the settings that its texts name.
    SettingUp,
}

impl Reader {
    /// The key of the text for this reader, from the most fitting one that `has` finds.
    #[must_use]
    pub fn text_key(self, code: &Code, has: impl Fn(&str) -> bool) -> String {
        let code = code.as_str().replace('.', "_");
        let fitting = match self {
            Self::Rep => vec![format!("fault_{code}_text")],
            Self::Administrator => {
                vec![format!("fault_{code}_admin"), format!("fault_{code}_text")]
            }
            Self::SettingUp => vec![
                format!("setup_fix_{code}"),
                format!("fault_{code}_admin"),
                format!("fault_{code}_text"),
            ],
        };
        let found = fitting.into_iter().find(|key| has(key));
        found.unwrap_or_else(|| "fault_unknown_text".to_owned())
    }

    /// Whether the reader can do what an administrator has to do.
    #[must_use]
    pub fn is_administrator(self) -> bool {
        self != Self::Rep
    }
}
