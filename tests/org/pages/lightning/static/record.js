/**
 * A record page. The elements are those of the record home of Lightning Experience, from
 * `one-record-home-flexipage2` down to the fields (names as in Salesforce's page objects for UTAM).
 *
 * @typedef {import('../../records.js').RecordView} RecordView
 * @typedef {import('../../activities.js').Activity} Activity
 * @typedef {import('./app.js').App} App
 * @typedef {import('./dom.js').Elements} Elements
 */
import { request } from './api.js';
import { component, fill, h } from './dom.js';
import { layoutItem } from './fields.js';
import { highlightsPanel } from './highlights.js';
import { relatedLists } from './related.js';
import { tabset } from './tabs.js';
import { timeline } from './timeline.js';

/**
 * @param {App} app
 * @param {Extract<import('./router.js').Route, {page: 'record'}>} route
 * @returns {Promise<import('./stage.js').Page>}
 */
export async function createRecord(app, { id }) {
  const element = h('div', { class: 'oneRecordHomeFlexipage2Wrapper' });
  const page = { element, title: '', heading: element, route: {}, refresh };
  let drawn = '';
  await refresh();
  return page;

  /** Draws the record when it is not as drawn: what is in use (focus, open tab) stays otherwise. */
  async function refresh() {
    const read = /** @type {[RecordView, Activity[]]} */ (await Promise.all([request(`record/${id}`), request(`activities/${id}`)]));
    const state = JSON.stringify(read);
    if (state === drawn) return;
    drawn = state;
    const [record, activities] = read;
    page.title = `${record.name} | ${record.label} | Salesforce`;
    page.route = { object: record.object, id: record.id };
    fill(element, recordHome(app, record, activities, (title) => { page.heading = title; }));
  }
}

/**
 * @param {App} app
 * @param {RecordView} record
 * @param {Activity[]} activities
 * @param {(title: HTMLElement) => void} onTitle is given the element that takes the focus
 */
function recordHome(app, record, activities, onTitle) {
  const flexipage = `forcegenerated-flexipage_${record.object.toLowerCase()}_record_page_${record.object.toLowerCase()}__view_js`;
  return component(h, 'one-record-home-flexipage2', { class: 'flexipage-record-home' }, (page) => component(
    page, flexipage, { class: 'forcegenerated-flexipage-module', 'data-page-type': 'RecordPage' }, (module) => component(
      module, 'record_flexipage-desktop-record-page-decorator', null, (decorator, slot) => decorator(
        'div', { class: 'record-page-decorator' }, component(decorator, 'records-record-layout-event-broker', null, (_, inner) => inner(), { '': [slot()] })),
      { '': [template(module, app, record, activities, onTitle)] })));
}

/**
 * The page template's regions.
 * @param {Elements} h
 * @param {App} app
 * @param {RecordView} record
 * @param {Activity[]} activities
 * @param {(title: HTMLElement) => void} onTitle
 */
function template(h, app, record, activities, onTitle) {
  const main = component(h, 'flexipage-component2', { 'data-component-id': 'flexipage_tabset' }, (inner) => component(
    inner, 'flexipage-tabset2', null, (set) => tabset(set, [
      { label: 'Details', content: detailPanel(set, record) },
      { label: 'Related', content: relatedLists(set, record) },
    ])));
  const side = component(h, 'flexipage-component2', { 'data-component-id': 'flexipage_tabset2' }, (inner) => component(
    inner, 'flexipage-tabset2', null, (set) => tabset(set, [{ label: 'Activity', content: timeline(set, record.id, activities) }])));
  return component(h, 'flexipage-record-home-template-desktop2', { class: 'forcegenerated-flexipage-template' }, (inner, slot) => [
    inner('div', { class: 'region-header' }, slot('header')),
    inner('div', { class: 'region-columns' }, inner('div', { class: 'region-main' }, slot('main')), inner('div', { class: 'region-sidebar' }, slot('sidebar'))),
  ], { header: [highlightsPanel(h, app, record, onTitle)], main: [main], sidebar: [side] });
}

/**
 * @param {Elements} h
 * @param {RecordView} record
 */
function detailPanel(h, record) {
  return component(h, 'flexipage-component2', { 'data-component-id': 'force_detailPanel' }, (outer) => component(
    outer, 'records-lwc-detail-panel', null, (panel) => component(
      panel, 'records-base-record-form', null, (form) => form('div', { class: 'record-layout-container' }, component(
        form, 'records-lwc-record-layout', null, (layout) => layout('div', { class: 'forcegenerated-record-layout2' },
          record.sections.map((section) => component(layout, 'records-record-layout-section', { class: 'layout-section' }, (inner) => [
            inner('h3', { class: 'section-title' }, section.label),
            inner('div', { class: 'section-columns' },
              inner('div', null, section.left.map((field) => layoutItem(inner, record.object, field))),
              inner('div', null, section.right.map((field) => layoutItem(inner, record.object, field)))),
          ]))))))));
}
