//! The guide's screens, as they are stored.

use serde::{Deserialize, Serialize};

/// The guide's screens, as they are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Before the guide.
    #[default]
    NotInvited,
    /// Choosing one of the policy's orgs, or another one.
    ChooseOrg,
    /// The consumer key of an org whose address was typed.
    ConsumerKey,
    /// Guide 2.
    Activate,
    /// Signed in to an org whose team the rep is not in.
    NotInTeam,
    /// Guide 5.
    Start,
    /// Guide 6.
    Intro,
    /// Guide 7.
    ChooseMail,
    /// Guide 11.
    MailConnected,
    /// Guide 12.
    Signature,
    /// Guide 13.
    Finish,
    /// Guide 14.
    TourOffer,
    /// Guide 15.
    Launch,
    /// After the guide.
    Home,
}

impl Step {
    /// Every step, in the guide's order.
    pub const ALL: [Self; 14] = [
        Self::NotInvited,
        Self::ChooseOrg,
        Self::ConsumerKey,
        Self::Activate,
        Self::NotInTeam,
        Self::Start,
        Self::Intro,
        Self::ChooseMail,
        Self::MailConnected,
        Self::Signature,
        Self::Finish,
        Self::TourOffer,
        Self::Launch,
        Self::Home,
    ];

    /// Whether another org can still take the place of this one.
    pub(super) const fn is_before_sign_in(self) -> bool {
        matches!(
            self,
            Self::NotInvited
                | Self::ChooseOrg
                | Self::ConsumerKey
                | Self::Activate
                | Self::NotInTeam
                | Self::Home
        )
    }
}

// Checks that `ALL` has every step at its own index, so that a new step does not compile before it is listed.
const _: () = {
    let (mut at, mut left) = (0, Step::ALL.as_slice());
    while let [step, rest @ ..] = left {
        assert!(*step as usize == at);
        (at, left) = (at + 1, rest);
    }
    assert!(Step::Home as usize + 1 == at);
};
