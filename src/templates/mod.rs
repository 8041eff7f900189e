//! Text with fields, filled for one receiver: `Dear {{first_name | default: "colleague"}}`. What cannot be
//! filled is named with its place, and nothing leaves. There is no logic in it, on purpose: reps cannot debug
//! programs, and stores refuse interpreters.

mod field;
mod fill;
mod placeholder;
mod source;
mod style;
mod unfilled;
mod value;

pub use field::FieldName;
pub use fill::{
    PlacedField, Values, fill, has_fields, named_fields, never_filled, outlined, placed_fields,
    preview,
};
pub use source::Form;
pub use style::Style;
pub use unfilled::{Reason, Unfilled};
pub use value::{FieldValue, Number};
