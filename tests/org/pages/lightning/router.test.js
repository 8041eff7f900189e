import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLightningPages } from './index.js';
import { appInAddress, parseRoute, routePath, workspaceInAddress } from './static/router.js';

const LEAD = '00QAc0000000001MAA';
const route = (/** @type {string} */ path) => parseRoute(new URL(path, 'https://acme.lightning.force.com'));

test('each form of a record address names the record', () => {
  const record = { page: 'record', object: 'Lead', id: LEAD, modal: null };
  assert.deepEqual(route(`/lightning/r/Lead/${LEAD}/view`), record);
  assert.deepEqual(route(`/lightning/r/${LEAD}/view`), { ...record, object: null });
  assert.deepEqual(route(`/lightning/r/${LEAD.slice(0, 15)}/view`), { ...record, object: null, id: LEAD.slice(0, 15) });
  assert.deepEqual(route(`/lightning/app/standard__LightningSales/r/Lead/${LEAD}/view`), record);
  assert.deepEqual(route(`/one/one.app#/sObject/${LEAD}/view?t=1`), { ...record, object: null });
  assert.deepEqual(route(`/lightning/r/Lead/${LEAD}/edit?count=1`), { ...record, modal: 'edit' });
  assert.deepEqual(route(`/lightning/r/Lead/${LEAD}/clone`), { ...record, modal: 'clone' });
});

test('an object name as long as an id is not taken for one', () => {
  assert.deepEqual(route(`/lightning/r/InteractionSummary/${LEAD}/view`), { page: 'record', object: 'InteractionSummary', id: LEAD, modal: null });
});

test('lists, related lists, home, setup', () => {
  assert.deepEqual(route('/lightning/o/Contact/list?filterName=MyContacts&sort=Title&order=desc'), { page: 'list', object: 'Contact', view: 'MyContacts', sort: 'Title', descending: true });
  assert.equal(route('/lightning/o/Contact/home').page, 'list');
  assert.deepEqual(route('/lightning/r/Account/001Ac0000000001IAA/related/Contacts/view'), { page: 'related', object: 'Account', id: '001Ac0000000001IAA', list: 'Contacts' });
  assert.equal(route('/lightning/page/home').page, 'home');
  assert.deepEqual(route('/lightning/setup/SetupOneHome/home'), { page: 'setup', path: 'SetupOneHome/home' });
});

test('forms, quick actions, Classic pages, apps and workspaces', () => {
  assert.deepEqual(route('/lightning/o/Lead/new?defaultFieldValues=x'), { page: 'new', object: 'Lead' });
  assert.deepEqual(route(`/lightning/action/quick/Lead.Convert?context=RECORD_DETAIL&recordId=${LEAD}`), { page: 'record', object: null, id: LEAD, modal: 'quick', action: 'Lead.Convert' });
  assert.equal(route('/lightning/action/quick/Lead.Convert').page, 'unknown');
  assert.deepEqual(route(`/lightning/_classic/%2F${LEAD}`), { page: 'classic', address: `/${LEAD}` });
  assert.equal(route('/lightning/_classic/https%3A%2F%2Fevil.example').page, 'unknown');
  const url = (/** @type {string} */ path) => new URL(path, 'https://acme.lightning.force.com');
  assert.equal(appInAddress(url(`/lightning/app/06mAc0000000002AAC/r/Lead/${LEAD}/view`)), '06mAc0000000002AAC');
  assert.equal(appInAddress(url(`/lightning/r/Lead/${LEAD}/view`)), null);
  assert.equal(workspaceInAddress(url(`/lightning/r/Contact/x/view?ws=%2Flightning%2Fr%2FLead%2F${LEAD}%2Fview`))?.id, LEAD);
  for (const ws of ['https://evil.example/', '//evil.example/', '/lightning/page/home']) assert.equal(workspaceInAddress(url(`/lightning/page/home?ws=${encodeURIComponent(ws)}`)), null, ws);
});

test('what names nothing is unknown', () => {
  for (const path of ['/lightning/r/Lead/nothing/view', '/lightning/o', '/lightning/n/Tab', `/lightning/r/Lead/${LEAD}/delete`]) {
    assert.equal(route(path).page, 'unknown', path);
  }
});

test('a canonical address leads back to its route', () => {
  const paths = [
    `/lightning/r/Lead/${LEAD}/view`, `/lightning/r/Lead/${LEAD}/edit`, '/lightning/page/home', '/lightning/search?q=ada%20l',
    '/lightning/o/Lead/list', '/lightning/o/Lead/list?filterName=MyLeads&sort=Email&order=desc', '/lightning/r/Account/001Ac0000000001IAA/related/Contacts/view',
  ];
  for (const path of paths) assert.equal(routePath(route(path)), path);
});

test('Lightning answers for every shape of its host, and for no other', () => {
  const { hosts } = createLightningPages(/** @type {any} */ ({}));
  for (const host of ['acme.lightning.force.com', 'acme--uat.sandbox.lightning.force.com', 'acme--uat.lightning.force.com', 'acme-dev-ed.develop.lightning.force.com', 'na1.lightning.force.com']) {
    assert.match(host, hosts);
  }
  for (const host of ['lightning.force.com', 'evillightning.force.com', 'acme.my.salesforce.com', 'acme.lightning.force.com.example']) {
    assert.doesNotMatch(host, hosts);
  }
});
