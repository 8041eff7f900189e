// Every state of the panel, at rest and while an e-mail is written.
import { LOGO } from '../../harness/logo.js';
import { foreign } from '../foreign/index.js';
import { pasteHtml, pasteImage } from './clipboard.js';
import { apiDisabled, blocked, busy, mailOver, noAnswer, signInOver } from './faults.js';
import * as outbox from './outbox.js';
import {
  ACCOUNT_VIEW, ADA, ADA_VIEW, BARE_VIEW, CHANGES, CONTACT, CROWDED_ACCOUNT, EMPTY_ACCOUNT, FOUND, HOUR, LEAD, MORE_CONTACTS, NO_ROLES, OPPORTUNITY_VIEW,
  OPTED_OUT_PEOPLE, OPTED_OUT_VIEW, SANDBOX, UNREAD_VIEW, UNSURE, now, withFacts,
} from './records.js';
import { CAME_BACK, NO_REPLIES } from './replies.js';

const SIGNATURE = '<p><br></p><div><b>Jo Devries</b></div><div>Acme · +31 20 555 0100</div>';
const FRESH = { to: [ADA], cc: [], bcc: [], subject: '', html: SIGNATURE, text: 'Jo Devries\nAcme · +31 20 555 0100' };
const WRITTEN = {
  ...FRESH,
  subject: 'Your questions on pricing',
  html: '<div>Hello Ada,</div><div><br></div><div>you had a look at our plans for Analytical Engines. Shall I walk you through the two that fit a team of your size? <b>Thursday at ten</b> would suit me.</div><ul><li>Team: up to 20 people</li><li>Company: everyone</li></ul><div><a href="https://acme.example/plans">Our plans</a></div><div><br></div><div><b>Jo Devries</b></div><div>Acme · +31 20 555 0100</div>',
  text: 'Hello Ada',
};
/** The email of a campaign's step that the rep checks first, in the thread of the one before. */
const inThread = () => {
  const earlier = { message_id: '<1@acme.example>', references: [], conversation: 't1', subject: 'Your questions on pricing' };
  return { subject: 'Re: Your questions on pricing', earlier, step: { key: 'm-2', campaign: 'Welcome of new leads', task: '00TAc0000000001', person: LEAD.id, subject: 'Two plans for you', thread: { after: earlier } } };
};
/** What the editor can hold, above a signature with a logo that came from Outlook. */
const RICH = {
  ...FRESH,
  subject: 'Offer',
  html: '<div>Hello <b>Ada</b>, <u>two</u> plans <span style="color:#c00">until 31 May</span>, see <a href="https://acme.example/prices">the prices</a>:</div>' +
    '<table style="border-collapse:collapse"><tr><th style="border:1px solid #999;padding:4px 12px;background:#eef">Plan</th><th style="border:1px solid #999;padding:4px 12px;background:#eef">Price</th></tr>' +
    '<tr><td style="border:1px solid #999;padding:4px 12px">Team</td><td style="border:1px solid #999;padding:4px 12px;text-align:right">20 €</td></tr></table>' +
    '<ol><li>Training</li><li>Support<ul><li>by phone</li></ul></li></ol><blockquote>Shall we say Thursday?</blockquote>' + foreign('outlook').replace(/[^]*(?=<div id="Signature")/, ''),
};
const CROWDED = {
  ...WRITTEN,
  to: [ADA, { address: 'grace@navysystems.example', name: 'Grace Hopper' }, { address: 'someone.with.a.very.long.address@department.analytical.example' }],
  cc: [{ address: 'not an address' }],
  bcc: [{ address: 'archive@acme.example' }],
};

/** The time zones of a crowded mail's recipients. */
const ZONES = ['Europe/London', 'America/New_York', 'Asia/Tokyo'];

const FILES = [['Offer Analytical Engines.pdf', 1_482_113], ['Terms and conditions for teams of up to twenty people, 2026 edition.docx', 88_200], ['notes.txt', 412]];
const WITH_FILES = {
  ...WRITTEN,
  attachments: FILES.map(([name, size], n) => ({ id: `1795420800000-0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0${n}`, name, kind: '', size })),
};

/** What the org's lists offer. */
export const CHOICES = { priorities: ['High', 'Normal', 'Low'], default_priority: 'Normal', outcomes: [], labels: {} };
/** @param {string} name @param {object | null} record the answer of get_record @param {Record<string, unknown>} [more] @returns {import('../studio.js').View} */
export const panel = (name, record, more = {}) => ({
  name: `panel-${name}`,
  page: 'panel.html',
  answers: {
    get_record: record,
    get_outbox: { ok: [] },
    get_left_today: { ok: null },
    take_action: { ok: null },
    watch_person: { ok: {} },
    get_draft: { ok: { form: { send_email: WRITTEN }, saved_at: now - HOUR, choices: CHOICES } },
    get_drafts: { ok: [] },
    get_replies: { ok: NO_REPLIES },
    save_draft: { ok: { at: now } },
    find_people: { ok: [] },
    drop_draft: { ok: {} },
    set_panel: { ok: {} },
    open_popup: { ok: {} },
    start_sign_in: { ok: {} },
    open_app: { ok: {} },
    confirm_user: { ok: {} },
    tour: { ok: { wanted: false } },
    get_theme: { ok: 'browser' },
    get_browser_keys: { ok: [{ does: 'toggle_panel', keys: 'Alt+Shift+M' }, { does: 'open_side_panel', keys: null }] },
    open_browser_keys: { ok: {} },
    submit: { ok: { taken: outbox.undo } },
    ...more,
  },
});
const ELSEWHERE = withFacts(ADA_VIEW, { record: CONTACT, name: 'Grace Hopper', title: 'Rear Admiral', company: 'Navy Systems' });
/** A mailbox that sends mails at their time by itself. */
const OUTLOOK = { ok: { record: { ...ADA_VIEW, mailbox: { ready: { ...ADA_VIEW.mailbox.ready, limit: { provider: 'microsoft', bytes: 26_214_400 } } } } } };
const MAIL_OVER = { ok: { record: { ...ADA_VIEW, mailbox: { ready: { ...ADA_VIEW.mailbox.ready, fault: mailOver } } } } };
/** @param {string} name @param {object[]} items */
const sending = (name, ...items) => panel(`outbox-${name}`, { ok: { record: ADA_VIEW } }, { get_outbox: { ok: items } });
/** Beside another record than the one that it was done on. @param {string} name @param {object[]} items */
const strip = (name, ...items) =>
  panel(`strip-${name}`, { ok: { record: ELSEWHERE } }, { get_outbox: { ok: items }, undo: { ok: { back: { send_email: WRITTEN } } }, resolve: { ok: {} } });
/** @param {string} name @param {object} draft @param {(page: Page) => Promise<void>} [then] @param {Record<string, unknown>} [more] @returns {import('../studio.js').View} */
const compose = (name, draft, then, more = {}) => ({
  ...panel(`compose-${name}`, { ok: { record: ADA_VIEW } }, { get_draft: draft, ...more }),
  then: async (page) => {
    await page.click('.acts .primary');
    await page.waitForSelector('.form-bar');
    await page.waitForFunction(() => !document.querySelector('.written') || document.activeElement?.matches('input, [role=textbox]'), { polling: 100 });
    await then?.(page);
  },
});
const TEMPLATE = {
  ...WRITTEN, subject: 'An idea for {{company_friendly}}',
  html: '<p>Dear {{first_name}},</p><p>{{! why you write now }}</p><p>As {{title | default: "a leader"}} at {{company}} you will know {{sfdc_lead_rival__c}}.</p>',
};
const FIELDS = {
  fill_mail: { ok: {
    subject: 'An idea for Analytical Engines', unfilled: ['why you write now', 'sfdc_lead_rival__c'],
    html: '<p>Dear Ada,</p><p><span style="background-color: #ffe08a">{{! why you write now }}</span></p><p>As a leader at Analytical Engines, Inc. you will know <span style="background-color: #ffe08a">{{sfdc_lead_rival__c}}</span>.</p>',
  } },
  list_fields: { ok: [
    { name: 'first_name', value: 'Ada' }, { name: 'last_name', value: 'Lovelace' }, { name: 'title', value: '' },
    { name: 'company', value: 'Analytical Engines, Inc.' }, { name: 'company_friendly', value: 'Analytical Engines' }, { name: 'my_name', value: 'Jo Devries' },
  ] },
};
/** @param {string} id @param {object} text @param {object} more */
const template = (id, text, more = {}) => ({
  id, own: true, archived: false, marks: {}, ...more,
  text: { name: id, category: '', subject: 'Hello {{first_name}}', html: '<p>Dear {{first_name}},</p><p>{{! why you write now }}</p>', ...text },
});
const TEMPLATES = {
  get_templates: { ok: { home: 'salesforce', sharing: 'folder', templates: [
    template('After the first call', { category: 'Follow-up', subject: 'Our call on {{sfdc_opportunity_name}}' }, { marks: { pinned: true } }),
    template('Renewal in 60 days', { category: 'Renewals' }, { marks: { favorite: true, used: now - HOUR } }),
    template('Thank you for your time, and what we agreed on for the coming weeks', { category: 'Sales templates' }, { own: false }),
    template('After a trade fair', { category: 'Events' }, { own: false, shared_by: 'Sam Okafor' }),
  ] } },
};
/** A picture that this browser does not have any more. */
const ELSEWHERE_IMAGE = { ...WRITTEN, html: '<p>Hello Ada,</p><p><img src="cid:1795000000000-00000000-0000-4000-8000-000000000000@msi-actions" alt="Plan of the factory"></p>' };
/** The second is recommended. */
const RECOMMENDED = {
  get_templates: { ok: { ...TEMPLATES.get_templates.ok, templates: TEMPLATES.get_templates.ok.templates.map((one, n) => (n === 1 ? { ...one, conditions: [{ field: 'title', test: 'contains', value: 'CTO' }] } : one)) } },
  get_recommended: { ok: ['Renewal in 60 days'] },
};
const UNFILLED = { code: 'journal.incomplete', whose_move: 'fix_input', fields: [{ field: 'html', message: 'field_unfilled_prompt', value: '{{! why you write now }}' }] };
/** @typedef {import('puppeteer-core').Page} Page */
/** @param {string} selector */
const click = (selector) => (/** @type {Page} */ page) => page.click(selector);
/** @param {{ facts: object }} view @param {object} fault */
const stale = (view, fault) => ({ ok: { record: withFacts(view, { freshness: { at: now - 3 * HOUR, fault } }) } });

/** @param {Page} page */
const typeNonsense = async (page) => {
  await page.focus('.later input');
  await page.keyboard.type('some day');
};

/** Several of an account's people are picked, one of whom has no address. @param {import('puppeteer-core').Page} page */
const pickSeveral = async (page) => {
  await page.click('[data-key=several]');
  for (const n of [1, 3]) await page.click(`[role=listitem]:nth-of-type(${n}) .person`);
  await page.click('.pick [data-key=watch]');
};

/** @type {import('../studio.js').View[]} */
export const views = [
  panel('loading', null),
  panel('record', { ok: { record: ADA_VIEW } }),
  { ...panel('record-scrolled', { ok: { record: ADA_VIEW } }), then: (page) => page.evaluate(() => document.querySelector('main.list')?.scrollTo(0, 9999)) },
  panel('record-long', { ok: { record: BARE_VIEW } }),
  panel('account', { ok: { record: ACCOUNT_VIEW } }),
  panel('account-many', { ok: { record: CROWDED_ACCOUNT } }, { list_contacts: { ok: MORE_CONTACTS } }),
  { ...panel('account-all', { ok: { record: CROWDED_ACCOUNT } }), then: (page) => page.click('.people .buttons .button') },
  { ...panel('account-several', { ok: { record: CROWDED_ACCOUNT } }, { list_contacts: { ok: MORE_CONTACTS }, watch_people: { ok: {} } }), then: pickSeveral },
  panel('account-nobody', { ok: { record: EMPTY_ACCOUNT } }),
  { ...panel('account-no-address', { ok: { record: ACCOUNT_VIEW } }), then: click('.person:nth-of-type(3)') },
  panel('opportunity', { ok: { record: OPPORTUNITY_VIEW } }),
  panel('opportunity-no-roles', { ok: { record: NO_ROLES } }, { make_role: { ok: {} } }),
  { ...panel('menu', { ok: { record: ADA_VIEW } }), then: openMenu },
  { ...panel('menu-needs', { ok: { record: { ...ADA_VIEW, actions: [['send_email', { needs: 'home_no_mailbox' }]], mailbox: 'not_connected' } } }), then: openMenu },
  panel('no-record', { ok: 'no_record' }),
  panel('not-set-up', { ok: 'not_set_up' }),
  { ...panel('not-set-up-opened', { ok: 'not_set_up' }), then: click('[data-key=primary]') },
  panel('other-user', { ok: { other_user: { acting_as: 'Jo Devries', org: LEAD.org, impersonated: false } } }),
  panel('logged-in-as', { ok: { other_user: { acting_as: 'Jo Devries', org: LEAD.org, impersonated: true } } }),
  panel('sandbox', { ok: { record: { ...ADA_VIEW, acting: SANDBOX } } }),
  { ...panel('side', { ok: { record: ADA_VIEW } }, { side_panel_opened: { ok: {} } }), inSidePanel: true },
  { ...panel('more', { ok: { record: ADA_VIEW } }), then: openMore },
  { ...panel('shortcuts', { ok: { record: ADA_VIEW } }), then: (page) => page.keyboard.press('?') },
  ...['who', 'acts', 'feed', 'more'].map((stop, at) => ({
    ...panel(`tour-${stop}`, { ok: { record: ADA_VIEW } }, { tour: { ok: { wanted: true } } }),
    then: tourTo(at),
  })),
  { ...panel('tour-people', { ok: { record: ACCOUNT_VIEW } }, { tour: { ok: { wanted: true } } }), then: tourTo(2) },
  panel('failed-sign-in', { ok: { failed: { fault: signInOver } } }),
  panel('failed-admin', { ok: { failed: { fault: apiDisabled } } }),
  panel('failed-no-answer', { fault: noAnswer }),
  panel('stale', stale(ADA_VIEW, busy)),
  panel('gone-deleted', gone('deleted')),
  panel('gone-merged', gone({ merged: { into: LEAD } })),
  panel('gone-converted', gone({ converted: { into: CONTACT } })),
  compose('gone', { ok: { form: { send_email: WRITTEN }, saved_at: now - HOUR, choices: CHOICES } }, convert),
  panel('replies', { ok: { record: ADA_VIEW } }, { get_replies: { ok: { ...NO_REPLIES, all: CAME_BACK } }, see_replies: { ok: {} } }),
  panel('mail-over', MAIL_OVER),
  { ...panel('offline', { ok: { record: ADA_VIEW } }), offline: true },
  sending('undo', outbox.undo),
  sending('waiting', outbox.waiting, outbox.sending),
  sending('part', outbox.sendingPart),
  sending('held', outbox.held),
  sending('several', outbox.several),
  sending('scheduled', outbox.scheduled, outbox.elsewhere, outbox.turn),
  { ...sending('change-time', outbox.scheduled), then: click('[data-state=scheduled] .button') },
  strip('late', ...outbox.slept),
  sending('unconfirmed', outbox.unconfirmed),
  sending('failed', outbox.failed),
  sending('changed', outbox.changed),
  sending('new-owner', outbox.newOwner),
  sending('warned', outbox.logging, outbox.warned),
  { ...sending('done', outbox.sending), then: finish },
  strip('undo', outbox.undo),
  strip('needs', outbox.failed),
  strip('both', outbox.undo, outbox.call, outbox.failed, outbox.signIn),
  { ...strip('opened', outbox.undo, outbox.failed, outbox.takenBack), then: click('[data-strip=needs] .button') },
  { ...strip('taken-back', outbox.undo), then: takeBack },
  strip('one-taken-back', outbox.takenBack),
  { ...panel('strip-no-record', { ok: 'no_record' }, { get_outbox: { ok: [outbox.undo, outbox.signIn] }, side_panel_opened: { ok: {} } }), inSidePanel: true },
  panel('strip-not-theirs', { ok: { other_user: { acting_as: 'Jo Devries', org: LEAD.org, impersonated: false } } }, { get_outbox: { ok: [outbox.undo, outbox.failed] } }),
  compose('later', { ok: { form: { send_email: { ...WRITTEN, later: outbox.LATER } }, saved_at: now - HOUR, choices: CHOICES } }),
  compose('later-there', { ok: { form: { send_email: { ...CROWDED, to: CROWDED.to.map((one, n) => ({ ...one, zone: ZONES[n] })), cc: [], later: outbox.LATER } }, saved_at: now - HOUR, choices: CHOICES } }),
  compose('later-outlook', { ok: { form: { send_email: { ...WRITTEN, later: { ...outbox.LATER, by: 'outlook' } } }, saved_at: now - HOUR, choices: CHOICES } }, undefined, { get_record: OUTLOOK }),
  compose('left-today', { ok: { form: { send_email: WRITTEN }, saved_at: now - HOUR, choices: CHOICES } }, undefined, { get_left_today: { ok: 148 } }),
  compose('later-unclear', { ok: { form: { send_email: { ...WRITTEN, later: outbox.LATER } }, saved_at: now - HOUR, choices: CHOICES } }, typeNonsense),
  compose('later-past', { ok: { form: { send_email: { ...WRITTEN, later: { ...outbox.LATER, at: now - HOUR } } }, saved_at: now - HOUR, choices: CHOICES } }),
  compose('in-thread', { ok: { form: { send_email: { ...WRITTEN, ...inThread() } }, saved_at: null, choices: CHOICES } }),
  compose('thread-gone', { ok: { form: { send_email: { ...WRITTEN, step: { ...inThread().step, thread: 'gone' } } }, saved_at: null, choices: CHOICES } }),
  compose('strip', { ok: { form: { send_email: WRITTEN }, saved_at: now - HOUR, choices: CHOICES } }, undefined, { get_outbox: { ok: [outbox.undo, outbox.failed] } }),
  { ...panel('compose-loading', { ok: { record: ADA_VIEW } }), then: waitForTheDraft },
  compose('failed', { fault: blocked }),
  compose('fresh', { ok: { form: { send_email: FRESH }, saved_at: null, choices: CHOICES } }),
  compose('draft', { ok: { form: { send_email: WRITTEN }, saved_at: now - HOUR, choices: CHOICES } }),
  compose('find', { ok: { form: { send_email: FRESH }, saved_at: null, choices: CHOICES } }, findGr, { find_people: { ok: FOUND } }),
  compose('mail-over', { ok: { form: { send_email: WRITTEN }, saved_at: now - HOUR, choices: CHOICES } }, undefined, { get_record: MAIL_OVER }),
  compose('crowded', { ok: { form: { send_email: CROWDED }, saved_at: now - HOUR, choices: CHOICES } }),
  compose('faults', { ok: { form: { send_email: { ...FRESH, to: [] , html: '', text: '' } }, saved_at: null, choices: CHOICES } }, click('[data-key=primary]')),
  compose('refused', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, click('[data-key=primary]'), { submit: { fault: busy } }),
  compose('files', { ok: { form: { send_email: WITH_FILES }, saved_at: now, choices: CHOICES } }),
  compose('files-too-large', { ok: { form: { send_email: WITH_FILES }, saved_at: now, choices: CHOICES } }, dropFiles(['Factory tour.mp4', 88_000_000], ['plans.png', 20_000])),
  compose('files-preview', { ok: { form: { send_email: WITH_FILES }, saved_at: now, choices: CHOICES } }, click('.form-bar .end .button')),
  compose('files-refused', { ok: { form: { send_email: WITH_FILES }, saved_at: now, choices: CHOICES } }, click('[data-key=primary]'), {
    submit: { fault: { code: 'journal.incomplete', whose_move: 'fix_input', fields: [{ field: 'attachments', message: 'field_file_missing', value: 'notes.txt' }] } },
  }),
  compose('doubts', { ok: { form: { send_email: { ...FRESH } }, saved_at: null, choices: CHOICES } }, click('[data-key=primary]'), { submit: { ok: { unsure: ['no_subject', 'no_words'] } } }),
  compose('preview', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, click('.form-bar .end .button')),
  compose('fields', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, waitForMarks, FIELDS),
  compose('templates', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, openTemplates, TEMPLATES),
  compose('templates-recommended', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, openTemplates, RECOMMENDED),
  compose('templates-none', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, openTemplates, { get_templates: { ok: { home: 'browser', templates: [] } } }),
  compose('templates-preview', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, openTemplate, { ...FIELDS, ...TEMPLATES }),
  compose('templates-save-no-folder', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, saveTemplate, { ...TEMPLATES, get_templates: { ok: { home: 'salesforce', sharing: 'no_folder', templates: [] } } }),
  compose('templates-save', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, saveTemplate, TEMPLATES),
  compose('fields-list', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, openFields, FIELDS),
  compose('fields-failed', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, openFields, { ...FIELDS, list_fields: { fault: noAnswer } }),
  compose('fields-unfilled', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, click('[data-key=primary]'), { ...FIELDS, submit: { fault: UNFILLED } }),
  compose('fields-preview', { ok: { form: { send_email: TEMPLATE }, saved_at: now, choices: CHOICES } }, click('.form-bar .end .button'), FIELDS),
  compose('image', { ok: { form: { send_email: FRESH }, saved_at: now, choices: CHOICES } }, insertImage),
  compose('image-words', { ok: { form: { send_email: FRESH }, saved_at: now, choices: CHOICES } }, describeImage),
  compose('image-elsewhere', { ok: { form: { send_email: ELSEWHERE_IMAGE }, saved_at: now, choices: CHOICES } }),
  compose('image-preview', { ok: { form: { send_email: FRESH }, saved_at: now, choices: CHOICES } }, previewImage),
  compose('image-refused', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, refuseImage),
  compose('templates-save-image', { ok: { form: { send_email: FRESH }, saved_at: now, choices: CHOICES } }, saveTemplateWithImage, TEMPLATES),
  compose('rich', { ok: { form: { send_email: RICH }, saved_at: now - HOUR, choices: CHOICES } }),
  compose('rich-preview', { ok: { form: { send_email: RICH }, saved_at: now, choices: CHOICES } }, click('.form-bar .end .button')),
  ...['word', 'docs', 'gmail'].map((name) => compose(`pasted-${name}`, { ok: { form: { send_email: FRESH }, saved_at: now, choices: CHOICES } }, (page) => paste(page, foreign(name)))),
  compose('not-saved', { ok: { form: { send_email: WRITTEN }, saved_at: null, choices: CHOICES } }, writeMore, { save_draft: { fault: noAnswer } }),
  compose('ask-user', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, askUser, { get_record: { ok: { record: { ...ADA_VIEW, acting: UNSURE } } } }),
  ...Object.entries(CHANGES).map(([name, changed]) =>
    compose(`review-${name}`, { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, click('[data-key=primary]'), { submit: { ok: { changed } } })),
  compose('opt-out-line', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, undefined, { get_record: { ok: { record: { ...ADA_VIEW, opt_out_line: 'If you do not want any more emails from me, please answer with “STOP”.' } } } }),
  compose('opted-out', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, undefined, { get_record: { ok: { record: OPTED_OUT_VIEW } } }),
  panel('opted-out', { ok: { record: OPTED_OUT_VIEW } }),
  panel('opt-out-unread', { ok: { record: UNREAD_VIEW } }),
  panel('opted-out-people', { ok: { record: OPTED_OUT_PEOPLE } }),
  compose('sent', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, click('[data-key=primary]')),
  compose('discarded', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, click('.foot .button')),
  compose('elsewhere', { ok: { form: { send_email: WRITTEN }, saved_at: now, choices: CHOICES } }, goElsewhere),
];

/** @param {Page} page */
async function takeBack(page) {
  await page.evaluate(() => Object.assign((/** @type {any} */ (globalThis)).gallery.answers, { get_outbox: { ok: [] } }));
  await page.click('[data-strip=undo] .button');
  await page.evaluate(() => (/** @type {any} */ (globalThis)).gallery.changed('outbox'));
  await page.waitForSelector('[data-strip=draft]');
}

/** @param {Page} page */
async function openMore(page) {
  await page.focus('.top [aria-haspopup=menu]');
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector('[role=menuitem]:focus');
}

/** @param {number} stop from 0 */
function tourTo(stop) {
  return async (/** @type {Page} */ page) => {
    await page.waitForSelector('.coach');
    await page.focus('.coach');
    for (let at = 0; at < stop; at += 1) await page.keyboard.press('ArrowRight');
  };
}

/** @param {Page} page */
async function askUser(page) {
  await page.click('[data-key=primary]');
  await page.waitForSelector('.ask:focus');
}

/** @param {string | object} gone what became of Ada's record */
function gone(gone) {
  return { ok: { gone: { record: LEAD, gone } } };
}

/** Somebody converts the lead while the rep writes. @param {Page} page */
async function convert(page) {
  await page.evaluate((answer) => {
    const { gallery } = /** @type {any} */ (globalThis);
    gallery.answers.get_record = answer;
    gallery.changed('record');
  }, gone({ converted: { into: CONTACT } }));
  await page.waitForSelector('.notice .button');
}

/** @param {Page} page */
async function openMenu(page) {
  await page.focus('.acts [aria-haspopup=menu]');
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector('[role=menuitem]:focus');
}

/** @param {Page} page */
async function waitForTheDraft(page) {
  await page.evaluate(() => Object.assign((/** @type {any} */ (globalThis)).gallery.answers, { get_draft: null }));
  await page.click('.acts .primary');
  await page.waitForSelector('.form.skeleton');
}

/** @param {Page} page */
async function finish(page) {
  await page.evaluate((done) => {
    const { gallery } = /** @type {any} */ (globalThis);
    gallery.answers.get_outbox = { ok: [done] };
    gallery.changed('outbox');
  }, { ...outbox.sending, state: { done: { warning: null } } });
  await page.waitForSelector('[data-state=done]');
}

/** @param {Page} page */
async function writeMore(page) {
  await (await page.waitForSelector('.written[contenteditable=true]'))?.focus();
  await page.keyboard.type('P.S. ');
  await page.waitForSelector('[data-draft=not_saved]');
}

/** @param {Page} page */
async function goElsewhere(page) {
  await page.evaluate((other) => {
    const { gallery } = /** @type {any} */ (globalThis);
    gallery.answers.get_record = { ok: { record: other } };
    gallery.changed('record');
  }, withFacts(BARE_VIEW, { name: 'Grace Hopper', title: 'Rear Admiral', company: 'Navy Systems' }));
  await page.waitForSelector('.notes .notice');
}

/** @param {Page} page */
async function findGr(page) {
  await page.type('#compose-to', 'gr');
  await page.waitForSelector('[data-field=to] [role=option]');
}

/** @param {Page} page */
async function waitForMarks(page) {
  await page.waitForFunction(() => /** @type {any} */ (CSS).highlights.get('unfilled-field')?.size === 2);
}

/** @param {Page} page */
async function openFields(page) {
  await page.click('.text-tools .picker .button');
  await page.waitForFunction(() => document.querySelector('.picked [role=option], .picked .notice'));
}

/** @param {Page} page @param {string} html */
async function paste(page, html) {
  await pasteHtml(page, html);
  await page.waitForFunction(() => document.querySelector('.written table'));
}

/** A new customer's logo, in a text of several sizes. @param {Page} page */
async function insertImage(page) {
  await pasteImage(page, `<p><span style="font-size: large">Our offer</span></p><p>Dear Ada,</p><p><img src="data:image/png;base64,${LOGO}" alt="Acme"></p>`);
}

/** @param {Page} page */
async function describeImage(page) {
  await insertImage(page);
  await page.click('.written img');
  await (await page.waitForSelector('[data-tool=editor_image_words]'))?.click();
  await page.waitForSelector('.link-form input:focus');
}

/** @param {Page} page */
async function previewImage(page) {
  await insertImage(page);
  await page.click('.form-bar .end .button');
  // Asked from outside: nothing runs in the frame, and so nothing waits in it.
  await page.waitForFunction(() => {
    const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector('iframe.mail'));
    return (frame?.contentDocument?.querySelector('img')?.naturalWidth ?? 0) > 1;
  });
}

/** @param {Page} page */
async function refuseImage(page) {
  await page.waitForSelector('.written[contenteditable=true]');
  await page.evaluate(() => {
    const field = /** @type {HTMLInputElement} */ (document.querySelector('input[data-field=image]'));
    const data = new DataTransfer();
    data.items.add(new File(['BM'], 'Scan of the contract.bmp', { type: 'image/bmp' }));
    field.files = data.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.waitForSelector('.files .field-fault');
}

/** @param {Page} page */
async function saveTemplateWithImage(page) {
  await insertImage(page);
  await saveTemplate(page);
}

/** Drops files on the form. @param {[name: string, size: number][]} files @returns {(page: Page) => Promise<void>} */
function dropFiles(...files) {
  return async (page) => {
    await page.waitForSelector('[data-field=attachments]');
    await page.evaluate((files) => {
      const dataTransfer = new DataTransfer();
      for (const [name, size] of files) dataTransfer.items.add(new File([new Uint8Array(size)], name));
      for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, files);
    await page.waitForFunction(() => document.querySelector('.files .field-fault') && !document.querySelector('.file[aria-busy]'));
  };
}

/** @param {Page} page */
async function openTemplates(page) {
  await page.click('.text-tools .button');
  await page.waitForSelector('dialog.templates input[type=search]');
}

/** @param {Page} page */
async function openTemplate(page) {
  await openTemplates(page);
  await page.click('.pick-template');
  await page.waitForSelector('dialog .mail');
}

/** @param {Page} page */
async function saveTemplate(page) {
  await openTemplates(page);
  await page.click('dialog.templates > .buttons .button.quiet');
  await page.waitForSelector('#template-name');
}
