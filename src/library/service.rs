//! The library, made once by the worker.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::in_salesforce::{self, Answer};
use super::{Home, LibraryError, LibraryView, Mark, Template, TemplateText, in_browser};
use crate::base::{Millis, OrgHost, RecordId, locks::Locks};
use crate::mailbox::without_images;
use crate::ports::Platform;
use crate::salesforce::{Composite, Rest, Sessions};

/// For so long what Salesforce answered is shown again without a question.
const FRESH_FOR: Duration = Duration::from_secs(5 * 60);

/// The templates of the rep.
pub struct Library<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    kept: RefCell<Option<Kept>>,
    locks: Locks,
}

/// What Salesforce answered last.
struct Kept {
    org: OrgHost,
    user: RecordId,
    at: Millis,
    answer: Answer,
}

impl<P: Platform> Library<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>) -> Self {
        Self {
            platform,
            sessions,
            kept: RefCell::default(),
            locks: Locks::default(),
        }
    }

    /// The rep's templates in an org: one call of Salesforce, none for what was asked in the last five minutes.
    ///
    /// # Errors
    /// Nobody is signed in, or Salesforce could not be asked.
    pub async fn view(&self, org: &OrgHost, refresh: bool) -> Result<LibraryView, LibraryError> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let answer = self.answer(org, &user, refresh).await?;
        let marks = in_browser::marks(&*self.platform, &user).await?;
        let mut templates = answer.templates;
        templates.extend(in_browser::all(&*self.platform, &user).await?);
        for template in &mut templates {
            template.marks = marks.of(&template.id);
        }
        Ok(LibraryView {
            home: home(answer.may_write),
            templates,
        })
    }

    /// Saves what the rep wrote, in place of the template with this id or as a new one, and gives its id.
    ///
    /// # Errors
    /// What has to change; there is no such template of the rep's own; Salesforce or the storage refused.
    pub async fn save(
        &self,
        org: &OrgHost,
        id: Option<&str>,
        mut text: TemplateText,
    ) -> Result<String, LibraryError> {
        // Neither Salesforce nor a file of templates takes a mail's images along.
        text.html = without_images(&text.html, false);
        text.check().map_err(LibraryError::Incomplete)?;
        let user = self.sessions.signed_in(org).await?.user_id;
        let known = match id {
            Some(id) => Some(self.own(org, &user, id).await?),
            None => None,
        };
        match known {
            Some(Template { id, archived, .. }) => self.put(org, &user, &id, text, archived).await,
            None => self.add(org, &user, text).await,
        }
    }

    /// Marks a template, or puts one of the rep's own away.
    ///
    /// # Errors
    /// There is no such template; too many are pinned; Salesforce or the storage refused.
    pub async fn mark(&self, org: &OrgHost, id: &str, mark: Mark) -> Result<(), LibraryError> {
        let user = self.sessions.signed_in(org).await?.user_id;
        if let Mark::Archived(archived) = mark {
            let Template { id, text, .. } = self.own(org, &user, id).await?;
            self.put(org, &user, &id, text, archived).await?;
            return Ok(());
        }
        let view = self.view(org, false).await?;
        let known: Vec<&str> = view.templates.iter().map(|each| each.id.as_str()).collect();
        if !known.contains(&id) {
            return Err(LibraryError::NotFound);
        }
        let _held = self.locks.hold("marks").await;
        let mut marks = in_browser::marks(&*self.platform, &user).await?;
        marks.mark(id, mark, self.platform.now(), &known)?;
        in_browser::keep_marks(&*self.platform, &user, &marks).await
    }

    async fn own(
        &self,
        org: &OrgHost,
        user: &RecordId,
        id: &str,
    ) -> Result<Template, LibraryError> {
        let here = in_browser::all(&*self.platform, user).await?;
        let mut all = self.answer(org, user, false).await?.templates;
        all.extend(here);
        let found = all.into_iter().find(|each| each.id == id && each.own);
        found.ok_or(LibraryError::NotFound)
    }

    async fn add(
        &self,
        org: &OrgHost,
        user: &RecordId,
        text: TemplateText,
    ) -> Result<String, LibraryError> {
        let unique: String = self
            .platform
            .bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        if !self.answer(org, user, false).await?.may_write {
            let template = own_template(format!("browser-{unique}"), text, false);
            in_browser::put(&*self.platform, user, &template).await?;
            return Ok(template.id);
        }
        let fields = in_salesforce::new_record(&text, user, &unique);
        let create = Composite::separate().create("template", "EmailTemplate", fields);
        let reply = self.rest(org).composite(&create).await?;
        let id = reply.saved("template")?;
        self.remember(own_template(id.clone(), text, false));
        Ok(id)
    }

    async fn put(
        &self,
        org: &OrgHost,
        user: &RecordId,
        id: &str,
        text: TemplateText,
        archived: bool,
    ) -> Result<String, LibraryError> {
        let template = own_template(id.to_owned(), text, archived);
        if RecordId::parse(id).is_err() {
            in_browser::put(&*self.platform, user, &template).await?;
            return Ok(template.id);
        }
        let fields = in_salesforce::changed_record(&template.text, archived);
        let update = Composite::separate().update("template", "EmailTemplate", id, fields);
        let reply = self.rest(org).composite(&update).await?;
        if let Some((_, error)) = reply.refused().next() {
            *self.kept.borrow_mut() = None;
            return Err(error.into());
        }
        let id = template.id.clone();
        self.remember(template);
        Ok(id)
    }

    /// What was written stands in what is shown, without asking again.
    fn remember(&self, template: Template) {
        if let Some(kept) = &mut *self.kept.borrow_mut() {
            kept.answer.templates.retain(|each| each.id != template.id);
            kept.answer.templates.push(template);
        }
    }

    async fn answer(
        &self,
        org: &OrgHost,
        user: &RecordId,
        refresh: bool,
    ) -> Result<Answer, LibraryError> {
        let _held = self.locks.hold("answer").await;
        let now = self.platform.now();
        if let Some(kept) = &*self.kept.borrow()
            && !refresh
            && kept.org == *org
            && kept.user == *user
            && now.since(kept.at) < FRESH_FOR
        {
            return Ok(kept.answer.clone());
        }
        let reply = self
            .rest(org)
            .composite(&in_salesforce::question(user))
            .await?;
        let answer = in_salesforce::read(&reply, user)?;
        *self.kept.borrow_mut() = Some(Kept {
            org: org.clone(),
            user: user.clone(),
            at: now,
            answer: answer.clone(),
        });
        Ok(answer)
    }

    fn rest(&self, org: &OrgHost) -> Rest<P> {
        self.sessions.rest(org)
    }
}

const fn home(may_write: bool) -> Home {
    match may_write {
        true => Home::Salesforce,
        false => Home::Browser,
    }
}

fn own_template(id: String, text: TemplateText, archived: bool) -> Template {
    Template {
        id,
        text,
        own: true,
        archived,
        marks: super::Marks::default(),
    }
}
