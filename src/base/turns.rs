//! Runs a piece of work once at a time, and once more where it was requested meanwhile.

/// Whether the work is running, and whether it is to run once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turns {
    /// It is not running.
    #[default]
    Idle,
    /// It is running.
    Busy,
    /// It is running, and was requested again since it began.
    Again,
}

impl Turns {
    /// Requests the work; whether to begin now.
    #[must_use]
    pub const fn wanted(&mut self) -> bool {
        let begin = matches!(self, Self::Idle);
        *self = if begin { Self::Busy } else { Self::Again };
        begin
    }

    /// The work is done; whether to begin once more.
    #[must_use]
    pub const fn done(&mut self) -> bool {
        let again = matches!(self, Self::Again);
        *self = if again { Self::Busy } else { Self::Idle };
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_one_now_and_one_after_it() {
        let mut turns = Turns::default();
        let begun = (0..1000).filter(|_| turns.wanted()).count();
        assert_eq!((begun, turns), (1, Turns::Again));
        assert!(turns.done(), "what came meanwhile was not asked about");
        assert!(!turns.done());
        assert_eq!(turns, Turns::Idle);
        assert!(turns.wanted(), "the next reason begins at once");
    }

    #[test]
    fn nothing_is_done_twice_without_a_reason() {
        let mut turns = Turns::default();
        assert!(turns.wanted());
        assert!(!turns.done());
    }
}
