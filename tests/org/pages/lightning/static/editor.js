/** The edit and clone forms, and the question before a delete. */
import { DataError, request } from './api.js';
import { fill, h } from './dom.js';
import { openModal } from './modal.js';

/**
 * @typedef {import('../../records.js').RecordView} RecordView
 * @typedef {import('../../records.js').Input} Input
 * @typedef {import('./app.js').App} App
 */

/**
 * @param {App} app
 * @param {string} id
 * @param {'edit' | 'clone'} kind
 * @param {string} back address of the record
 * @returns {() => void} closes it
 */
export function openEditor(app, id, kind, back) {
  return whenLoaded(app, `record/${id}`, back, (/** @type {RecordView} */ record) => showForm(app, record, kind, back));
}

/**
 * The form of a new record.
 * @param {App} app
 * @param {string} object
 * @param {string} back
 * @returns {() => void} closes it
 */
export function openNew(app, object, back) {
  return whenLoaded(app, `form/${object}`, back, (/** @type {{label: string, inputs: Input[]}} */ { label, inputs }) => form(app, {
    title: `New ${label}`, inputs, back, save: (body) => request(`new/${object}`, { method: 'POST', body }),
  }));
}

/**
 * Opens a dialog once its data are there, unless it was closed before.
 * @param {App} app
 * @param {string} path of the data
 * @param {string} back where it goes without them
 * @param {(data: any) => (() => void)} open gives what closes it
 * @returns {() => void} closes it
 */
function whenLoaded(app, path, back, open) {
  let close = () => {};
  let closed = false;
  request(path).then((data) => {
    if (!closed) close = open(data);
  }, (error) => {
    if (!(error instanceof DataError)) throw error;
    app.navigate(back, { replace: true });
  });
  return () => {
    closed = true;
    close();
  };
}

/**
 * A quick action's dialog: the demo org has none that do something.
 * @param {App} app
 * @param {string} action such as Lead.Convert
 * @param {string} back
 * @returns {() => void} closes it
 */
export function openQuickAction(app, action, back) {
  const title = (action.split('.')[1] ?? action).replace(/([a-z])([A-Z])/g, '$1 $2');
  const leave = () => app.navigate(back, { replace: true });
  return openModal(title, h('p', null, 'This action is not part of this demo org.'), [
    h('button', { type: 'button', class: 'slds-button slds-button_neutral', name: 'CloseAction', onclick: leave }, 'Close'),
  ], leave);
}

/**
 * @param {App} app
 * @param {RecordView} record
 */
export function confirmDelete(app, record) {
  const problem = h('p', { class: 'form-error', role: 'alert' });
  const close = openModal(`Delete ${record.label}`, h('div', null, h('p', null, `Are you sure you want to delete this ${record.label.toLowerCase()}?`), problem), [
    h('button', { type: 'button', class: 'slds-button slds-button_neutral', onclick: () => close() }, 'Cancel'),
    h('button', {
      type: 'button', class: 'slds-button slds-button_brand', title: 'Delete',
      onclick: () => attempt(problem, async () => {
        await request(`record/${record.id}`, { method: 'DELETE' });
        close();
        app.forget(record.id);
        app.navigate(`/lightning/o/${record.object}/list`);
      }),
    }, 'Delete'),
  ], () => close());
}

/**
 * @param {App} app
 * @param {RecordView} record
 * @param {'edit' | 'clone'} kind
 * @param {string} back
 * @returns {() => void}
 */
function showForm(app, record, kind, back) {
  return form(app, {
    title: kind === 'edit' ? `Edit ${record.name}` : `New ${record.label}`, inputs: record.inputs, back,
    save: (body) => request(`record/${record.id}`, { method: kind === 'edit' ? 'PATCH' : 'POST', body }),
  });
}

/**
 * @param {App} app
 * @param {{title: string, inputs: Input[], back: string, save: (body: object) => Promise<{id: string}>}} options
 * @returns {() => void}
 */
function form(app, { title, inputs, back, save: store }) {
  const problem = h('p', { class: 'form-error', role: 'alert' });
  const element = /** @type {HTMLFormElement} */ (h('form', { class: 'record-form', id: 'record-form', onsubmit: save }, problem, h('div', { class: 'form-grid' }, inputs.map(inputElement))));
  const content = h('records-modal-lwc-detail-panel-wrapper', null, element);
  const cancel = () => app.navigate(back, { replace: true });
  return openModal(title, content, [
    h('button', { type: 'button', class: 'slds-button slds-button_neutral', name: 'CancelEdit', onclick: cancel }, 'Cancel'),
    h('button', { type: 'submit', class: 'slds-button slds-button_brand', name: 'SaveEdit', form: 'record-form' }, 'Save'),
  ], cancel);

  /** @param {SubmitEvent} event */
  function save(event) {
    event.preventDefault();
    return attempt(problem, async () => {
      const saved = await store(Object.fromEntries(new FormData(element)));
      // After a save Lightning goes to the short address, which the app then completes.
      app.navigate(`/lightning/r/${saved.id}/view`, { replace: true });
    });
  }
}

/** @param {Input} input */
function inputElement({ api, label, type, required, options, value }) {
  const id = `field-${api}`;
  const attributes = { id, name: api, required };
  /** @type {HTMLElement} */
  let control;
  if (options) {
    const all = options.includes(value) || !value ? options : [value, ...options];
    control = h('select', attributes, h('option', { value: '' }, '--None--'), all.map((option) => h('option', { value: option, selected: option === value }, option)));
  } else if (type === 'textarea') {
    control = h('textarea', { ...attributes, rows: '3' }, value);
  } else {
    const kinds = /** @type {Record<string, string>} */ ({ email: 'email', number: 'number', currency: 'number', percent: 'number', date: 'date', phone: 'tel' });
    control = h('input', { ...attributes, type: kinds[type] ?? 'text', step: kinds[type] === 'number' ? 'any' : null, value });
  }
  return h('div', { class: `form-field ${type === 'textarea' ? 'wide' : ''}` }, h('label', { for: id }, required && h('abbr', { title: 'required', class: 'required' }, '* '), label), control);
}

/**
 * Does it, or shows why the org refused.
 * @param {HTMLElement} problem
 * @param {() => Promise<void>} action
 */
async function attempt(problem, action) {
  fill(problem);
  try {
    await action();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    fill(problem, error.message);
  }
}
