//! How each kind of activity is drawn and called.

use super::Shape;
use crate::insight::ActivityKind;

/// Its icon; a task that is open has an empty box.
pub const fn shape(kind: ActivityKind, open: bool) -> Shape {
    match kind {
        ActivityKind::Email => Shape::Mail,
        ActivityKind::Call => Shape::Phone,
        ActivityKind::Meeting => Shape::Calendar,
        ActivityKind::Moment => Shape::FocusTarget,
        ActivityKind::Campaign => Shape::Steps,
        ActivityKind::Task if open => Shape::OpenTask,
        ActivityKind::Task => Shape::Task,
    }
}

/// The locale key of its name.
pub const fn name(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Email => "feed_email",
        ActivityKind::Call => "feed_call",
        ActivityKind::Meeting => "feed_meeting",
        ActivityKind::Moment => "feed_moment",
        ActivityKind::Campaign => "feed_campaign",
        ActivityKind::Task => "feed_task",
    }
}

/// The class that gives it its colour.
pub const fn class(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Email => "of-email",
        ActivityKind::Call => "of-call",
        ActivityKind::Meeting => "of-meeting",
        ActivityKind::Moment => "of-moment",
        ActivityKind::Campaign => "of-campaign",
        ActivityKind::Task => "of-task",
    }
}
