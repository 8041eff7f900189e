//! One at a time, and one more after it: what a flood of reasons to do a thing comes to.

/// Whether a thing is being done, and whether it is to be done once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turns {
    /// Nothing is being done.
    #[default]
    Idle,
    /// It is being done.
    Busy,
    /// It is being done, and there has been a reason since to do it again.
    Again,
}

impl Turns {
    /// There is a reason to do it; whether to begin now.
    #[must_use]
    pub const fn wanted(&mut self) -> bool {
        let begin = matches!(self, Self::Idle);
        *self = if begin { Self::Busy } else { Self::Again };
        begin
    }

    /// It is done; whether to begin once more.
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
