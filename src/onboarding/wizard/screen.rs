//! Which screen is shown, where Back leads, and which failure is told there.

use super::Wizard;
use crate::base::{Fault, OrgHost, Provider};
use crate::onboarding::step::Step;
use crate::onboarding::view::StepName;

impl Wizard {
    /// The name of the screen that is shown; `None` before and after the guide.
    #[must_use]
    pub fn screen(&self) -> Option<StepName> {
        if self.sign_in.is_some() {
            return Some(StepName::Waiting);
        }
        if self.failed_sign_in().is_some() {
            return Some(StepName::SignInFailed);
        }
        Some(match self.step {
            Step::NotInvited | Step::Home => return None,
            Step::ChooseOrg => StepName::ChooseOrg,
            Step::ConsumerKey => StepName::ConsumerKey,
            Step::Activate => StepName::Activate,
            Step::NotInTeam => StepName::NotInTeam,
            Step::Start => StepName::Start,
            Step::Intro => StepName::Intro,
            Step::ChooseMail => StepName::ChooseMail,
            Step::MailConnected => StepName::MailConnected,
            Step::Signature => StepName::Signature,
            Step::Finish => StepName::Finish,
            Step::TourOffer => StepName::TourOffer,
            Step::Launch => StepName::Launch,
        })
    }

    /// The step that Back leads to, where it is offered. It is not offered after a grant: grants are changed on the
    /// profile page.
    #[must_use]
    pub fn back(&self) -> Option<Step> {
        if self.sign_in.is_some() {
            return None;
        }
        if self.failed_sign_in().is_some() {
            return Some(self.step);
        }
        match self.step {
            Step::ChooseOrg if !self.orgs.is_empty() => Some(Step::Home),
            Step::ConsumerKey => Some(Step::NotInvited),
            // A further org has no signature and no introduction of its own.
            Step::Finish if !self.orgs.is_empty() => None,
            Step::Launch if self.orgs.len() > 1 => None,
            Step::Intro => Some(Step::Start),
            Step::ChooseMail => Some(Step::Intro),
            Step::Finish => Some(Step::Signature),
            Step::Launch => Some(Step::TourOffer),
            Step::NotInvited
            | Step::ChooseOrg
            | Step::Activate
            | Step::NotInTeam
            | Step::Start
            | Step::MailConnected
            | Step::Signature
            | Step::TourOffer
            | Step::Home => None,
        }
    }

    /// The guide's last failed sign-in, which has a screen of its own; Back leads to the screen where it began.
    #[must_use]
    pub fn failed_sign_in(&self) -> Option<(Provider, &Fault)> {
        let trouble = self.trouble.as_ref()?;
        let at = trouble.at?;
        let there = match self.step {
            Step::Activate | Step::NotInTeam => at == Provider::Salesforce,
            Step::ChooseMail => at != Provider::Salesforce,
            _ => false,
        };
        there.then_some((at, &trouble.fault))
    }

    /// The last failure at a mail provider.
    #[must_use]
    pub fn trouble_at(&self, provider: Provider) -> Option<&Fault> {
        let trouble = self.trouble.as_ref()?;
        (trouble.at == Some(provider)).then_some(&trouble.fault)
    }

    /// The last failure at an org.
    #[must_use]
    pub fn trouble_in(&self, org: &OrgHost) -> Option<&Fault> {
        let trouble = self.trouble.as_ref()?;
        let there = trouble.at == Some(Provider::Salesforce) && trouble.org.as_ref() == Some(org);
        there.then_some(&trouble.fault)
    }
}
