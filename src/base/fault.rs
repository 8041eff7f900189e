//! The one error that crosses from the worker to a surface.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use crate::base::Provider;

/// What went wrong, whose move it is, and the details that fold out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Stable; its text is the locale's `fault_<code>_title` and `fault_<code>_text`, dots as `_`.
    pub code: Code,
    /// The button to offer.
    pub whose_move: Move,
    /// The provider's own message, for the folded-out details. Never a token or an address bar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The values of the placeholders in its text, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// What to change in a form, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldFault>,
}

impl Fault {
    /// A fault with nothing but its code and move.
    #[must_use]
    pub const fn new(code: &'static str, whose_move: Move) -> Self {
        Self {
            code: Code::of(code),
            whose_move,
            detail: None,
            values: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// The same fault with the provider's message.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same fault with the values of its text's placeholders.
    #[must_use]
    pub fn naming(mut self, values: impl IntoIterator<Item = String>) -> Self {
        self.values = values.into_iter().collect();
        self
    }
}

/// A stable error code such as `salesforce.api_disabled`: `<module>.<cause>`, lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(Cow<'static, str>);

impl Code {
    /// The code of that text.
    #[must_use]
    pub const fn of(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whose move it is; each is a button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Try again, now or, where known, after so many seconds.
    Retry {
        /// Seconds to wait first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<u32>,
    },
    /// Sign in again at the provider.
    SignIn {
        /// The provider to sign in at.
        provider: Provider,
    },
    /// An administrator has to change a setting: copy the text for them.
    AskAdmin,
    /// Change the input.
    FixInput,
    /// Our mistake: reload, and report.
    Bug,
}

impl Move {
    /// The kind without its data, as the tests and the diagnostics list it.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Retry { .. } => Kind::Retry,
            Self::SignIn { .. } => Kind::SignIn,
            Self::AskAdmin => Kind::AskAdmin,
            Self::FixInput => Kind::FixInput,
            Self::Bug => Kind::Bug,
        }
    }
}

/// [`Move`] without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are those of Move")]
pub enum Kind {
    Retry,
    SignIn,
    AskAdmin,
    FixInput,
    Bug,
}

/// One field of a form that has to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// The field's name in the form, for example `subject`.
    pub field: Cow<'static, str>,
    /// The locale key of what to change, for example `field_address_invalid`.
    pub message: Cow<'static, str>,
    /// The offending part, for example the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl FieldFault {
    /// A field has to change; `message` is a locale key.
    pub fn new(field: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
            value: None,
        }
    }
}
