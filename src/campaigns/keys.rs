//! The keys of what is done by a step for somebody: the same ones in every browser, so that nothing is begun twice.

use crate::actions::StepId;
use crate::base::IntentId;

/// The key of a step's run: one for a member and a step, wherever it stands, so that it is never begun twice.
pub(super) fn run_key(member: &str, step: StepId) -> String {
    format!("{member}-{step}")
}

/// The id of the mail that a run sends: always the same one.
pub(super) fn mail_id(member: &str, step: StepId) -> IntentId {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(run_key(member, step).as_bytes());
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(hash) {
        *byte = hashed;
    }
    IntentId::new(bytes)
}
