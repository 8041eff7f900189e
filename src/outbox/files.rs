//! The files that mails carry: checked when a mail is submitted, and forgotten once nothing names them.

use std::collections::BTreeSet;

use super::effects::composed;
use super::rows::{self, ACTIONS};
use super::{Intent, Outbox, OutboxError, draft_rows};
use crate::actions::{Action, Form, SendEmail};
use crate::base::{FieldFault, FileId, Millis};
use crate::mailbox::{Attachment, MailLimit, images_of};
use crate::ports::{Platform, Table, Write};

/// The files of a form's mail, and the images that its texts show: those of another mail, where they were copied from
/// there.
pub(super) fn files_of(form: &Form) -> Vec<FileId> {
    let Form::SendEmail(mail) = form else {
        return Vec::new();
    };
    let files = mail.attachments.iter().map(|file| file.id.clone());
    let images = mail.texts().flat_map(images_of);
    let all: BTreeSet<FileId> = files.chain(images).collect();
    all.into_iter().collect()
}

impl<P: Platform + 'static> Outbox<P> {
    /// Refuses a form of which the mailbox would not send a mail, or whose files are not there.
    pub(super) async fn check_mails(
        &self,
        intent: &Intent,
        form: &SendEmail,
    ) -> Result<(), OutboxError> {
        let way_out = self.way_out(&intent.owner.org).await;
        let limit = self.services.mailboxes.limit().await;
        let refused = |fault: FieldFault| OutboxError::Incomplete(vec![fault]);
        for mut mail in form.mails().iter().filter_map(Action::mail) {
            way_out.add_to(&mut mail);
            let composed = composed(intent, &mail, way_out.header, Millis(0));
            composed.check().map_err(|error| refused(error.into()))?;
            if !limit.takes(&composed.to_mime()) {
                return Err(refused(too_large(limit, &mail.attachments)));
            }
        }
        for file in form.carried() {
            if self.platform.file_size(&file.id).await? != Some(file.size) {
                let name = Some(file.name.clone());
                return Err(refused(match file.is_inline() {
                    true => fault("html", "field_image_broken", None),
                    false => fault("attachments", "field_file_missing", name),
                }));
            }
        }
        Ok(())
    }

    /// What is over needs its files no more.
    pub(super) async fn forget_files_of(&self, settled: &[Intent]) -> Result<(), OutboxError> {
        let over = settled.iter().filter(|intent| intent.end.is_some());
        let files = over.flat_map(Intent::files).cloned();
        self.forget_files(files.collect()).await
    }

    /// Deletes those of `files` that no draft and no mail on its way names.
    pub(super) async fn forget_files(&self, files: Vec<FileId>) -> Result<(), OutboxError> {
        if files.is_empty() {
            return Ok(());
        }
        let named = self.named_files().await?;
        let table = Table::Files;
        let unnamed = files.into_iter().filter(|file| !named.contains(file));
        let gone = unnamed.map(|file| Write::Delete {
            table,
            key: file.into(),
        });
        Ok(self.platform.commit(gone.collect()).await?)
    }

    /// As [`Self::forget_files`], of all that were stored before a moment; says whether any file is left.
    pub(super) async fn forget_files_before(&self, moment: Millis) -> Result<bool, OutboxError> {
        let database = &*self.platform;
        let keys = async |to: &str, most| database.row_keys(Table::Files, "", to, most).await;
        let before = keys(&FileId::before(moment), u32::MAX).await?;
        let ids = before.into_iter().filter_map(|key| key.try_into().ok());
        self.forget_files(ids.collect()).await?;
        Ok(!keys("~", 1).await?.is_empty())
    }

    /// The files that drafts, unfinished mails and signatures name.
    async fn named_files(&self) -> Result<BTreeSet<FileId>, OutboxError> {
        let drafts = draft_rows::all(&*self.platform).await?;
        let mut named: BTreeSet<FileId> = drafts
            .iter()
            .flat_map(|row| files_of(&row.draft.form))
            .collect();
        let rows = rows::all(&*self.platform, ACTIONS).await?;
        let unfinished = rows.iter().filter(|intent| intent.end.is_none());
        named.extend(unfinished.flat_map(Intent::files).cloned());
        named.extend(self.services.mailboxes.signature_images().await?);
        Ok(named)
    }
}

impl Intent {
    /// The files of its mail.
    pub(super) fn files(&self) -> &[FileId] {
        self.action().map_or(&[], |action| action.files.as_slice())
    }
}

fn too_large(limit: MailLimit, files: &[Attachment]) -> FieldFault {
    match files.iter().all(Attachment::is_inline) {
        true => {
            let most = format!("{} kB", limit.bytes / 1000);
            fault("html", "field_mail_too_large", Some(most))
        }
        false => {
            let most = format!("{} MB", limit.of_files() / 1_000_000);
            fault("attachments", "field_files_too_large", Some(most))
        }
    }
}

fn fault(field: &'static str, message: &'static str, value: Option<String>) -> FieldFault {
    FieldFault {
        field: field.into(),
        message: message.into(),
        value,
    }
}
