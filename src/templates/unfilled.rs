//! What keeps a text from being sent.

/// A field that is not filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfilled {
    /// Its name as the template has it, a prompt's words, or what stands there in place of a name.
    pub field: String,
    /// Where it begins in the template, in bytes.
    pub at: usize,
    /// It as it is written, with the words before it.
    pub near: String,
    /// What is missing, or wrong with it.
    pub reason: Reason,
}

/// Why a field is not filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Nobody knows the field.
    Unknown,
    /// It is known, but empty for this receiver, and the template says nothing in its place.
    Empty,
    /// Something is to be written here by the rep.
    Prompt,
    /// What stands between the braces is no field.
    NotUnderstood,
    /// Its braces are not closed.
    NotClosed,
    /// Markup stands within it, such as a bold part: it has to be typed anew.
    Split,
    /// Its value has braces that the receiver would take for a field.
    Braces,
    /// It stands where an address must begin, and its value is none.
    NoLink,
}

impl Reason {
    /// Stable.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Empty => "empty",
            Self::Prompt => "prompt",
            Self::NotUnderstood => "not_understood",
            Self::NotClosed => "not_closed",
            Self::Split => "split",
            Self::Braces => "braces",
            Self::NoLink => "no_link",
        }
    }
}
