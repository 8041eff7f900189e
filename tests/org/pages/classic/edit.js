/** A record's edit form, also for a clone of it. */
import { html } from '../html.js';
import { pageTitle } from './blocks.js';

/**
 * @typedef {import('../records.js').RecordView} RecordView
 * @typedef {import('../records.js').Input} Input
 */

/**
 * @param {RecordView} record
 * @param {{clone: boolean, problem?: string, texts?: Record<string, string>}} options `texts` is what was sent and refused
 * @returns {import('./frame.js').Content}
 */
export function editPage(record, { clone, problem, texts = {} }) {
  const id = record.id.slice(0, 15);
  const buttons = html`<input value=" Save " class="btn" title="Save" name="save" type="submit"> <a class="btn" href="/${id}">Cancel</a>`;
  const inputs = record.inputs.map((input) => ({ ...input, value: texts[input.api] ?? input.value }));
  return {
    tab: record.object, kind: 'editPage', script: 'EditPage', id: clone ? null : record.id,
    title: clone ? `${record.label} Edit: New ${record.label}` : `${record.label} Edit: ${record.name}`,
    body: html`${pageTitle(`${record.label} Edit`, clone ? `New ${record.label}` : record.name)}
<form id="editPage" name="editPage" method="post" action="/${id}/e${clone && '?clone=1'}"><div class="bPageBlock brandSecondaryBrd bEditBlock secondaryPalette" id="ep">
<div class="pbHeader"><table><tr><td class="pbTitle"><h2 class="mainTitle">${record.label} Edit</h2></td><td class="pbButton" id="topButtonRow">${buttons}</td></tr></table></div>
<div class="pbBody">${problem && html`<div class="pbError" id="errorDiv_ep">Error: Invalid Data.<br>${problem}</div>`}
<div class="pbSubsection"><table class="detailList">${pairs(inputs).map((row) => html`<tr>${row.map(inputCells)}</tr>`)}</table></div></div>
<div class="pbBottomButtons"><div class="pbButtonb" id="bottomButtonRow">${buttons}</div></div></div></form>`,
  };
}

/**
 * @param {Input[]} inputs
 * @returns {Input[][]}
 */
const pairs = (inputs) => inputs.flatMap((input, index) => (index % 2 ? [] : [inputs.slice(index, index + 2)]));

/** @param {Input} input */
const inputCells = (input) => html`<td class="labelCol${input.required && ' requiredInput'}"><label for="field_${input.api}">${input.required && html`<span class="requiredMark">*</span>`}${input.label}</label></td><td class="dataCol">${control(input)}</td>`;

/** @param {Input} input */
function control({ api, type, options, value }) {
  if (options) {
    const all = options.includes(value) || !value ? options : [value, ...options];
    return html`<select id="field_${api}" name="${api}"><option value="">--None--</option>${all.map((option) => html`<option${option === value && html` selected`}>${option}</option>`)}</select>`;
  }
  if (type === 'textarea') return html`<textarea id="field_${api}" name="${api}" rows="4">
${value}</textarea>`;
  return html`<input id="field_${api}" name="${api}" type="text" value="${value}">`;
}
