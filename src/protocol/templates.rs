//! The rep's templates and the org's own.

use super::Accepted;
use super::requests::requests;
use crate::actions::SendEmail;
use crate::base::{OrgHost, RecordRef};
use crate::library::{Audience, LibraryView, Mark, TemplateText};

requests! {
    trait TemplatesHandler;

    /// The rep's templates in an org, and the org's own.
    get_templates: GetTemplates {
        /// Which org; a panel's is that of its tab.
        org: OrgHost,
        /// Whether Salesforce is asked even if the cached ones are fresh.
        refresh: bool
    } -> LibraryView, from [Panel, App], unprompted;
    /// The ids of the templates that are recommended for the person whom a mail is for.
    get_recommended: GetRecommended {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The mail as it is written.
        mail: SendEmail
    } -> Vec<String>, from [Panel], unprompted;
    /// Saves a template of the rep's own; gives its id.
    save_template: SaveTemplate {
        /// Which org; a panel's is that of its tab.
        org: OrgHost,
        /// The template in whose place it is put; none for a new one.
        id: Option<String>,
        /// What it says; sanitised HTML.
        text: TemplateText,
        /// Who can use it.
        audience: Audience
    } -> String, from [Panel, App];
    /// Marks a template, or puts one of the rep's own away.
    mark_template: MarkTemplate {
        /// Which org; a panel's is that of its tab.
        org: OrgHost,
        /// The template.
        id: String,
        /// The mark.
        mark: Mark
    } -> Accepted, from [Panel, App];
}
