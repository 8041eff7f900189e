//! How the panel shows each action.

use crate::base::ActionKind;
use crate::ui::components::Shape;

/// Its icon.
pub const fn icon(action: ActionKind) -> Shape {
    match action {
        ActionKind::SendEmail => Shape::Mail,
        ActionKind::LogCall => Shape::Phone,
        ActionKind::AddTask => Shape::Task,
        ActionKind::AddToCampaign => Shape::Steps,
    }
}

/// The key that opens it while the focus is in the panel, outside of text fields.
pub const fn key(action: ActionKind) -> &'static str {
    match action {
        ActionKind::SendEmail => "E",
        ActionKind::LogCall => "C",
        ActionKind::AddTask => "T",
        ActionKind::AddToCampaign => "S",
    }
}

/// The locale key of an action's name.
pub fn title(action: ActionKind) -> String {
    format!("action_{}", action.name())
}
