//! The mail of a step, written for one person.

use super::{Campaign, Campaigns, Member, What};
use crate::actions::SendEmail;
use crate::base::{FieldFault, OrgHost, Recipient, RecordRef};
use crate::merge::Subject;
use crate::ports::Platform;

/// The mail of a step; one call of Salesforce where it names fields.
///
/// # Errors
/// The fields that have no value for this person; `None` where that could not be found out now.
pub(super) async fn mail<P: Platform + 'static>(
    campaigns: &Campaigns<P>,
    org: &OrgHost,
    campaign: &Campaign,
    member: &Member,
    number: u16,
) -> Result<SendEmail, Option<Vec<FieldFault>>> {
    let step = campaign.step(number).ok_or(None)?;
    let What::Mail { subject, html, .. } = &step.what else {
        return Err(None);
    };
    let person = member.person.clone().ok_or(None)?;
    let object = person.object().ok_or(None)?;
    let signature = campaigns.mailboxes.signature().await.map_err(|_| None)?;
    let mail = SendEmail {
        to: vec![Recipient {
            address: member.known.address.clone(),
            name: Some(member.known.name.clone()).filter(|name| !name.is_empty()),
            record: Some(person.clone()),
            owner: member.known.owner.clone(),
            zone: member.zone.clone(),
            agreed: false,
        }],
        subject: subject.clone(),
        html: format!("{html}{signature}"),
        ..SendEmail::default()
    };
    let subject = Subject {
        record: RecordRef {
            org: org.clone(),
            object,
            id: person.clone(),
        },
        person: Some(person),
        opportunity: None,
    };
    let values = campaigns
        .values
        .read(&subject, &mail.fields())
        .await
        .map_err(|_| None)?;
    mail.filled(&values).map_err(Some)
}
