//! The library, made once by the worker.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::in_salesforce::{self, Answer};
use super::{
    Audience, Home, IN_BROWSER, LibraryError, LibraryView, Mark, Template, TemplateText, in_browser,
};
use crate::base::{Millis, OrgHost, RecordId, locks::Locks};
use crate::mailbox::without_images;
use crate::ports::Platform;
use crate::salesforce::{Composite, Purpose, Rest, SalesforceUser, Sessions};

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
        let sharing = answer.sharing();
        let mut templates = answer.templates;
        templates.extend(in_browser::all(&*self.platform, &user).await?);
        for template in &mut templates {
            template.marks = marks.of(&template.id);
            template.conditions = marks.conditions(&template.id);
        }
        Ok(LibraryView {
            home: home(answer.may_write),
            sharing,
            templates,
        })
    }

    /// Saves what the rep wrote, in place of the template with this id or as a new one, and gives its id.
    ///
    /// # Errors
    /// What has to change; there is no such template of the rep's own; it cannot be shared; Salesforce or the
    /// storage refused.
    pub async fn save(
        &self,
        org: &OrgHost,
        id: Option<&str>,
        mut text: TemplateText,
        audience: Audience,
    ) -> Result<String, LibraryError> {
        // Neither Salesforce nor a file of templates takes a mail's images along.
        text.html = without_images(&text.html, false);
        text.check().map_err(LibraryError::Incomplete)?;
        let user = self.sessions.signed_in(org).await?;
        match id {
            Some(id) => {
                let known = self.own(org, &user.user_id, id).await?;
                self.put(org, &user, Template { text, ..known }, audience)
                    .await
            }
            None => self.add(org, &user, text, audience).await,
        }
    }

    /// Marks a template, or puts one of the rep's own away.
    ///
    /// # Errors
    /// There is no such template; too many are pinned; Salesforce or the storage refused.
    pub async fn mark(&self, org: &OrgHost, id: &str, mark: Mark) -> Result<(), LibraryError> {
        let signed_in = self.sessions.signed_in(org).await?;
        let user = signed_in.user_id.clone();
        if let Mark::Archived(archived) = mark {
            let known = self.own(org, &user, id).await?;
            let audience = known.audience();
            let changed = Template { archived, ..known };
            self.put(org, &signed_in, changed, audience).await?;
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
        user: &SalesforceUser,
        text: TemplateText,
        audience: Audience,
    ) -> Result<String, LibraryError> {
        let unique: String = self
            .platform
            .bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let answer = self.answer(org, &user.user_id, false).await?;
        let mut template = Template {
            id: format!("{IN_BROWSER}{unique}"),
            text,
            own: true,
            shared_by: None,
            archived: false,
            marks: super::Marks::default(),
            conditions: Vec::new(),
        };
        if !answer.may_write {
            if audience == Audience::Colleagues {
                return Err(LibraryError::NotShared);
            }
            in_browser::put(&*self.platform, &user.user_id, &template).await?;
            return Ok(template.id);
        }
        let folder = answer.folder_for(audience, &user.user_id)?;
        let fields = in_salesforce::new_record(&template.text, &folder, &unique);
        let create = Composite::separate().create("template", "EmailTemplate", fields);
        let reply = self.rest(org).composite(&create).await?;
        template.id = reply.saved("template")?;
        template.shared_by = shared_by(audience, user);
        let id = template.id.clone();
        self.remember(template);
        Ok(id)
    }

    /// Puts a changed template in place of the one with its id.
    async fn put(
        &self,
        org: &OrgHost,
        user: &SalesforceUser,
        mut template: Template,
        audience: Audience,
    ) -> Result<String, LibraryError> {
        let moves = audience != template.audience();
        let id = template.id.clone();
        if RecordId::parse(&id).is_err() {
            if moves {
                return Err(LibraryError::NotShared);
            }
            in_browser::put(&*self.platform, &user.user_id, &template).await?;
            return Ok(id);
        }
        let folder = match moves {
            true => {
                let answer = self.answer(org, &user.user_id, false).await?;
                Some(answer.folder_for(audience, &user.user_id)?)
            }
            false => None,
        };
        if moves {
            template.shared_by = shared_by(audience, user);
        }
        let fields = in_salesforce::changed_record(&template.text, template.archived, folder);
        let update = Composite::separate().update("template", "EmailTemplate", &id, fields);
        let reply = self.rest(org).composite(&update).await?;
        if let Some((_, error)) = reply.refused().next() {
            *self.kept.borrow_mut() = None;
            return Err(error.into());
        }
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
        self.sessions.rest(org).counted_as(Purpose::Templates)
    }
}

const fn home(may_write: bool) -> Home {
    match may_write {
        true => Home::Salesforce,
        false => Home::Browser,
    }
}

/// Who made a template of the rep's own, where it is shared.
fn shared_by(audience: Audience, user: &SalesforceUser) -> Option<String> {
    (audience == Audience::Colleagues).then(|| user.name.clone())
}
