//! The record that says that a campaign's step is done. The call that logs the step's mail notes there which activity it is
//! on: by that the rep's other browsers know that the mail has left, and go on with the next step.

use crate::salesforce::{Answer, Body, CAMPAIGN_KEY, Composite, RUN_OBJECT};

/// Its reference in the composite.
const STEP_RUN: &str = "stepRun";

/// Adds to a composite that the mail of a run is on the activity that its step `activity` makes, where there is a run.
#[must_use]
pub fn note(composite: Composite, run: Option<&str>, activity: &'static str) -> Composite {
    let Some(run) = run else {
        return composite;
    };
    let activity = Answer {
        step: activity,
        field: "id",
    };
    let fields = Body::default().with_answer("Activity__c", activity);
    composite.update_by(STEP_RUN, RUN_OBJECT, CAMPAIGN_KEY, run, fields)
}

/// Whether a step of a composite is the one that notes it.
#[must_use]
pub fn is(part: &str) -> bool {
    part == STEP_RUN
}
