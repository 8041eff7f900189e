//! Sending by Gmail: an upload that sends with its last byte, and whose progress can be asked at any time.

use super::{Delivery, Keep, Outbound, Sending};
use crate::mailbox::{
    MailboxError, Mailboxes,
    gmail::{self, CHUNK, Upload, UploadSession},
};
use crate::ports::Platform;

impl<P: Platform> Mailboxes<P> {
    pub(super) async fn send_by_gmail(
        &self,
        mail: Outbound<'_>,
        begun: Option<&UploadSession>,
        keep: &Keep<'_>,
    ) -> Delivery {
        match self.upload(mail, begun, keep).await {
            Ok(delivery) => delivery,
            Err(error) => Delivery::Unfinished(error),
        }
    }

    async fn upload(
        &self,
        mail: Outbound<'_>,
        begun: Option<&UploadSession>,
        keep: &Keep<'_>,
    ) -> Result<Delivery, MailboxError> {
        let http = &*self.platform;
        let length = mail.mime.len();
        let (session, mut upload) = match begun {
            Some(session) => {
                let status = self
                    .with_token(mail.from, async |token| {
                        gmail::status(http, token, session, length).await
                    })
                    .await;
                match status {
                    // Only the question was refused, so the mail's state is unknown.
                    Err(error) if error.is_final() => return Ok(Delivery::Unknown),
                    status => (session.clone(), status?),
                }
            }
            None => {
                let session = self
                    .with_token(mail.from, async |token| {
                        gmail::start(http, token, length, mail.conversation).await
                    })
                    .await?;
                // Stored before the first byte, so that a later run can ask for the mail's state.
                keep(Sending::Gmail(session.clone())).await?;
                (session, Upload::Partial(0))
            }
        };
        let mut sent = None;
        loop {
            if let Upload::Partial(at) = upload {
                (mail.arrived)(at);
            }
            match upload {
                Upload::Sent(conversation) => {
                    self.note_conversation(mail.message_id, conversation);
                    return Ok(Delivery::Sent);
                }
                Upload::Gone => return Ok(Delivery::Unknown),
                Upload::Partial(_) if mail.late => return Ok(Delivery::Held),
                Upload::Partial(at) if at < length && sent.is_none_or(|sent| sent < at) => {
                    sent = Some(at);
                    let chunk = mail.mime.part(http, at..at + CHUNK).await?;
                    upload = self
                        .with_token(mail.from, async |token| {
                            gmail::put(http, token, &session, chunk.clone(), at, length).await
                        })
                        .await?;
                }
                Upload::Partial(_) => {
                    return Err(MailboxError::Unexpected("upload without progress"));
                }
            }
        }
    }
}
