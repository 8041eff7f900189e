//! Files that are too large for one request to Outlook: each is added to the draft before that is sent. Of an upload
//! Outlook can tell how far it has come; of anything else that was under way nobody can, and the draft begins anew.

use super::{Delivery, Filling, Keep, Outbound, Sending};
use crate::mailbox::graph::{self, Attached, AttachmentUpload, DraftId, PART, SMALL_FILE};
use crate::mailbox::{Attachment, MailboxError, Mailboxes, MimeError, encoded};
use crate::ports::Platform;

impl Filling {
    /// A draft to which no file was added yet.
    pub(super) const fn begun(draft: DraftId) -> Self {
        Self {
            draft,
            attached: 0,
            upload: None,
        }
    }
}

/// Why a draft is not complete.
enum Stopped {
    /// Another try may go on with it.
    Here(MailboxError),
    /// It begins anew.
    Lost(MailboxError),
}

impl From<MailboxError> for Stopped {
    fn from(error: MailboxError) -> Self {
        match error.is_final() {
            true => Self::Lost(error),
            false => Self::Here(error),
        }
    }
}

impl<P: Platform> Mailboxes<P> {
    /// Goes on with a draft of an earlier try, which was certainly not sent.
    pub(super) async fn go_on_with_files(
        &self,
        mail: Outbound<'_>,
        filling: &Filling,
        keep: &Keep<'_>,
    ) -> Delivery {
        if mail.late {
            return Delivery::Held;
        }
        let http = &*self.platform;
        let known = match &filling.upload {
            Some(upload) => graph::upload_status(http, upload).await,
            None => Ok(Attached::Gone),
        };
        match known {
            Ok(Attached::From(_)) => {
                let (_, apart) = mail.mime.split(graph::MAX_BYTES);
                self.fill(mail, filling.clone(), apart, keep).await
            }
            Ok(Attached::Yes | Attached::Gone) => {
                // One that is left behind does no harm.
                let _ = self.remove_draft(mail.from, &filling.draft).await;
                self.send_draft(mail, keep).await
            }
            Err(error) => Delivery::Unfinished(error),
        }
    }

    /// Adds the files that are `apart` to a draft, and sends it.
    pub(super) async fn fill(
        &self,
        mail: Outbound<'_>,
        mut filling: Filling,
        apart: Vec<Attachment>,
        keep: &Keep<'_>,
    ) -> Delivery {
        let begun = filling.attached;
        let files = |some: &[Attachment]| some.iter().map(|file| encoded(file.size)).sum::<u64>();
        let rest = mail.mime.len().saturating_sub(files(&apart));
        let mut arrived = rest + files(apart.get(..begun).unwrap_or_default());
        for file in apart.iter().skip(begun) {
            (mail.arrived)(arrived);
            let part = |bytes| (mail.arrived)(arrived + encoded(bytes));
            match self.add_file(mail, &filling, (file, &part), keep).await {
                Ok(()) => {
                    filling.attached += 1;
                    filling.upload = None;
                    arrived += encoded(file.size);
                }
                Err(Stopped::Here(error)) => return Delivery::Unfinished(error),
                Err(Stopped::Lost(error)) => {
                    let _ = self.remove_draft(mail.from, &filling.draft).await;
                    return Delivery::NotSent(error);
                }
            }
        }
        self.send_made_draft(mail, filling.draft, keep).await
    }

    async fn add_file(
        &self,
        mail: Outbound<'_>,
        filling: &Filling,
        (file, arrived): (&Attachment, &dyn Fn(u64)),
        keep: &Keep<'_>,
    ) -> Result<(), Stopped> {
        let http = &*self.platform;
        let keep = async |upload: Option<AttachmentUpload>| {
            let filling = Filling {
                upload,
                ..filling.clone()
            };
            let kept = keep(Sending::OutlookFiles(filling)).await;
            kept.map_err(|error| Stopped::Here(error.into()))
        };
        let draft = &filling.draft;
        let (upload, at) = match &filling.upload {
            Some(upload) => (upload.clone(), graph::upload_status(http, upload).await?),
            None if file.size < SMALL_FILE => {
                keep(None).await?;
                let bytes = self.bytes_of(file, 0, file.size).await?;
                let attached = self
                    .with_token(mail.from, async |token| {
                        graph::attach(http, token, draft, file, &bytes).await
                    })
                    .await;
                return attached.map_err(Stopped::from);
            }
            None => {
                keep(None).await?;
                let upload = self
                    .with_token(mail.from, async |token| {
                        graph::begin_upload(http, token, draft, file).await
                    })
                    .await?;
                keep(Some(upload.clone())).await?;
                (upload, Attached::From(0))
            }
        };
        self.upload_file((file, arrived), &upload, at).await
    }

    async fn upload_file(
        &self,
        (file, arrived): (&Attachment, &dyn Fn(u64)),
        upload: &AttachmentUpload,
        mut at: Attached,
    ) -> Result<(), Stopped> {
        let mut sent = None;
        loop {
            match at {
                Attached::Yes => return Ok(()),
                Attached::From(from) if from < file.size && sent.is_none_or(|sent| sent < from) => {
                    sent = Some(from);
                    arrived(from);
                    let part = self.bytes_of(file, from, from + PART).await?;
                    at = graph::put_part(&*self.platform, upload, part, from, file.size).await?;
                }
                Attached::From(_) => {
                    let error = MailboxError::Unexpected("upload without progress");
                    return Err(Stopped::Lost(error));
                }
                Attached::Gone => {
                    return Err(Stopped::Lost(MailboxError::Unexpected(
                        "upload that is gone",
                    )));
                }
            }
        }
    }

    async fn bytes_of(
        &self,
        file: &Attachment,
        from: u64,
        to: u64,
    ) -> Result<Vec<u8>, MailboxError> {
        let to = to.min(file.size);
        let part = self.platform.file_part(&file.id, from, to).await?;
        let part = part.filter(|part| part.len() as u64 == to - from);
        let missing = || MimeError::NoFile(file.name.clone());
        Ok(part.ok_or_else(missing)?)
    }
}
