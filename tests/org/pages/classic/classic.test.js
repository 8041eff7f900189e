import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../html.js';
import { detailPage } from './detail.js';
import { editPage } from './edit.js';
import { framePage } from './frame.js';
import { createClassicPages } from './index.js';

const EVIL = `"><script>alert(1)</script>`;
const ID = '00QAc0000000001MAA';
const user = /** @type {import('../../data/users.js').User} */ ({ id: '005Ac0000000001IAA', name: EVIL, username: 'jo@acme.example' });
/** @type {import('../display.js').FieldView} */
const name = { api: 'Name', label: 'Name', type: 'name', classic: 'lea2', text: EVIL, href: null, record: null };
/** @type {import('../records.js').RecordView} */
const record = {
  id: ID, object: 'Lead', label: 'Lead', plural: 'Leads', name: EVIL, highlights: [], related: [],
  sections: [{ label: 'Lead Information', left: [name], right: [{ ...name, api: 'Description', classic: 'lea17', text: `a\n${EVIL}` }] }],
  inputs: [{ api: 'LastName', label: 'Last Name', type: 'text', required: true, options: null, value: EVIL }, { api: 'Status', label: 'Status', type: 'picklist', required: false, options: ['Open'], value: EVIL }],
};
/** @type {import('../activities.js').Activity} */
const activity = { id: '00TAc0000000001MAA', kind: 'email', subject: EVIL, status: 'Sent', open: false, at: '2026-11-01T10:00:00Z', when: '11/1/2026', from: EVIL, to: EVIL, owner: EVIL, body: EVIL };
const frame = (/** @type {import('./frame.js').Content} */ content) => framePage(content, { user, impersonator: user, frame: '', host: 'acme.my.salesforce.com', recent: [{ id: ID, name: EVIL, object: 'Lead' }] }).text;

test('nothing in a record becomes markup', () => {
  for (const content of [detailPage(record, [activity]), editPage(record, { clone: false, problem: EVIL, texts: { LastName: EVIL } })]) {
    assert.ok(!frame(content).includes('<script>alert'), content.kind);
  }
});

test('a detail page has the ids and classes of the real one', () => {
  const text = frame(detailPage(record, [activity]));
  for (const part of [
    'class="ext-strict"', 'class="hasMotif leadTab detailPage  sfdcBody brandQuaternaryBgr"', 'id="contentWrapper"', 'id="AppBodyHeader"', 'id="phHeader"', 'id="tabBar"', '<li id="home_Tab"', 'id="bodyTable"',
    'id="sidebarCell"', 'id="bodyCell"', 'class="bPageTitle"', 'bDetailBlock secondaryPalette" id="ep"', 'id="topButtonRow"', 'name="edit"', 'name="del"', 'class="detailList"', 'id="lea2_ilecell"', 'id="lea2_ileinner"',
    'id="00QAc0000000001_RelatedHistoryList"', 'window.sfdcPage = new DetailPage("00QAc0000000001");', '"userId":"005Ac0000000001"',
    'href="https://acme.lightning.force.com/lightning/r/00QAc0000000001MAA/view"',
  ]) assert.ok(text.includes(part), part);
});

test('a page without a record claims none', () => {
  const text = frame({ tab: 'Lead', kind: 'overviewPage', title: 'Leads', script: 'OverviewPage', id: null, body: html`` });
  assert.ok(text.includes('new OverviewPage();'));
});

test('Classic answers for My Domain and instance hosts, and for no other', () => {
  const { hosts } = createClassicPages(/** @type {any} */ ({}));
  for (const host of ['acme.my.salesforce.com', 'acme--uat.sandbox.my.salesforce.com', 'acme--uat.cs81.my.salesforce.com', 'na1.salesforce.com', 'cs42.salesforce.com']) assert.match(host, hosts);
  for (const host of ['login.salesforce.com', 'test.salesforce.com', 'www.salesforce.com', 'my.salesforce.com', 'acme.my.salesforce.com.example']) assert.doesNotMatch(host, hosts);
});
