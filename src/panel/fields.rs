//! The fields of a mail in the panel: filled before it is sent, shown while it is written.

use std::collections::BTreeSet;

use super::Panel;
use crate::actions::{FilledMail, Form, SendEmail};
use crate::base::{Fault, RecordRef};
use crate::library::{Condition, Template, is_recommended};
use crate::mailbox::add_images;
use crate::merge::{LISTED, ListedField, Subject};
use crate::outbox::OutboxError;
use crate::ports::Platform;
use crate::templates::FieldName;

impl<P: Platform + 'static> Panel<P> {
    /// The form with the fields of a mail filled, and with the images that its text then shows; another form as it is.
    ///
    /// # Errors
    /// A field that is not filled, Salesforce could not be asked, or the storage failed.
    pub async fn filled(&self, record: &RecordRef, form: Form) -> Result<Form, Fault> {
        let Form::SendEmail(mail) = form else {
            return Ok(form);
        };
        if mail.each.is_some() {
            return self.filled_each(record, mail).await.map(Form::SendEmail);
        }
        let subject = subject(record, &mail);
        let values = self.merge.read(&subject, &mail.fields()).await?;
        let filled = mail.filled(&values);
        let filled = filled.map_err(OutboxError::Incomplete)?;
        Ok(Form::SendEmail(self.with_images(filled).await?))
    }

    /// As [`Self::filled`], of a form with a mail for each person: one call for all of them.
    async fn filled_each(
        &self,
        record: &RecordRef,
        mut form: SendEmail,
    ) -> Result<SendEmail, Fault> {
        form.forget_filled();
        let mails = form.mails();
        let subjects: Vec<Subject> = mails.iter().map(|mail| subject(record, mail)).collect();
        let names: BTreeSet<FieldName> = mails.iter().flat_map(SendEmail::fields).collect();
        let values = self.merge.read_all(&subjects, &names).await?;
        let filled = form.filled_each(&mails, &values);
        let filled = filled.map_err(OutboxError::Incomplete)?;
        self.with_images(filled).await
    }

    /// The form with all the images that its texts show, those of the signature too.
    pub(super) async fn with_images(&self, mut form: SendEmail) -> Result<SendEmail, Fault> {
        let mut files = std::mem::take(&mut form.attachments);
        let added = add_images(&*self.platform, form.texts(), &mut files).await;
        form.attachments = files;
        added.map_err(OutboxError::from)?;
        Ok(form)
    }

    /// A mail as it would be read, and what of it is not filled.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn fill_mail(
        &self,
        record: &RecordRef,
        mail: &SendEmail,
    ) -> Result<FilledMail, Fault> {
        let values = self
            .merge
            .read(&subject(record, mail), &mail.fields())
            .await?;
        Ok(mail.preview(&values))
    }

    /// The ids of the templates that are recommended for the person whom a mail is for: one call of Salesforce for the
    /// values that their conditions name, none where no template has conditions.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn recommended(
        &self,
        record: &RecordRef,
        mail: &SendEmail,
        templates: &[Template],
    ) -> Result<Vec<String>, Fault> {
        let used = templates.iter().filter(|template| !template.archived);
        let conditions = used.flat_map(|template| &template.conditions);
        let names: BTreeSet<FieldName> = conditions.filter_map(Condition::field).collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let values = self.merge.read(&subject(record, mail), &names).await?;
        let fits = |template: &&Template| {
            !template.archived
                && is_recommended(&template.conditions, &values.style, |name| values.get(name))
        };
        let found = templates.iter().filter(fits);
        Ok(found.map(|template| template.id.clone()).collect())
    }

    /// The product's fields with their values for the person whom a mail is for.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn list_fields(
        &self,
        record: &RecordRef,
        mail: &SendEmail,
    ) -> Result<Vec<ListedField>, Fault> {
        let names: BTreeSet<FieldName> = LISTED.into_iter().filter_map(FieldName::read).collect();
        let values = self.merge.read(&subject(record, mail), &names).await?;
        let listed = |name: &&str| {
            let value = values.get(&FieldName::read(name)?)?;
            let text = values.style.text(&value);
            let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(ListedField {
                name: (*name).to_owned(),
                value,
            })
        };
        Ok(LISTED.iter().filter_map(listed).collect())
    }
}

fn subject(record: &RecordRef, mail: &SendEmail) -> Subject {
    Subject {
        record: record.clone(),
        person: mail.person().cloned(),
        opportunity: mail.about.id(),
    }
}
