//! The objects of Sales Engagement in which Salesforce keeps its cadences. They are only read; who has no licence does not
//! see them ("ActionCadence", "ActionCadenceTracker", Object Reference).

/// A cadence.
pub const CADENCE_OBJECT: &str = "ActionCadence";
/// A lead or contact in a cadence.
pub const TRACKER_OBJECT: &str = "ActionCadenceTracker";
/// A step at which somebody in a cadence is, or was ("ActionCadenceStepTracker").
pub const STEP_TRACKER_OBJECT: &str = "ActionCadenceStepTracker";
/// The condition of a query for trackers that are not over.
pub const NOT_OVER: &str = "State != 'Complete'";
