/**
 * The org's own e-mail templates: Classic ones and one of the Lightning builder, in public folders; and the folder that
 * reps share, with one of a colleague.
 * @param {import('../salesforce/store.js').Store} store
 * @param {string | undefined} admin
 * @param {string | undefined} colleague
 */
export function addTemplates(store, admin, colleague) {
  const org = store.rows('Organization')[0].Id;
  const shared = { FolderId: org, OwnerId: admin, IsActive: true, Encoding: 'UTF-8', TemplateStyle: 'none', TimesUsed: 0 };
  store.insert('EmailTemplate', {
    ...shared, Name: 'Follow-up after a meeting', DeveloperName: 'Follow_up_after_a_meeting', TemplateType: 'custom', UiType: 'Aloha',
    Subject: 'Thank you for your time, {!Contact.FirstName}',
    HtmlValue: '<p>Dear {!Contact.FirstName},</p><p>thank you for the talk about {!Account.Name}.</p>', Body: 'Dear {!Contact.FirstName},',
  }, admin);
  store.insert('EmailTemplate', {
    ...shared, Name: 'Price list', DeveloperName: 'Price_list', TemplateType: 'text', UiType: 'Aloha',
    Subject: 'Our prices', HtmlValue: null, Body: 'Hello {!Contact.FirstName},\n\nour prices are attached. {!IF(ISBLANK(Contact.Title), "", "As you asked")}',
  }, admin);
  store.insert('EmailTemplate', {
    ...shared, Name: 'Renewal', DeveloperName: 'Renewal_1', TemplateType: 'custom', UiType: 'SFX', RelatedEntityType: 'Contact',
    Subject: 'Your renewal', HtmlValue: '<p>Dear {{{Recipient.FirstName}}},</p><p>your plan ends soon.</p>', Body: null,
  }, admin);
  store.insert('EmailTemplate', {
    ...shared, Name: 'Retired offer', DeveloperName: 'Retired_offer', TemplateType: 'custom', UiType: 'Aloha', IsActive: false,
    Subject: 'Offer', HtmlValue: '<p>Offer</p>', Body: 'Offer',
  }, admin);
  const folder = store.insert('Folder', { Name: 'MSI Actions', DeveloperName: 'MSI_Actions', Type: 'Email', AccessType: 'Public', IsReadonly: false }, admin);
  store.insert('EmailTemplate', {
    ...shared, FolderId: folder.Id, OwnerId: colleague, Name: 'After a trade fair', DeveloperName: 'MSI_Actions_fair', TemplateType: 'custom', UiType: 'Aloha',
    Description: 'MSI Actions: Events', Subject: 'Our talk at the fair', Body: 'Hello {{first_name}}',
    HtmlValue: '<div>Hello {{first_name}},</div><div>it was good to meet you.</div>',
  }, colleague);
}
