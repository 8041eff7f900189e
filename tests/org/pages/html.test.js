import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldView } from './display.js';
import { html, scriptValue } from './html.js';

test('values are escaped, markup made by html is not', () => {
  const name = `<img src=x onerror="alert('1')">&`;
  assert.equal(html`<p title="${name}">${html`<b>${name}</b>`}</p>`.text,
    '<p title="&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;"><b>&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;</b></p>');
});

test('lists are joined; null, undefined and false are nothing; zero is a value', () => {
  assert.equal(html`${[1, '<', null]}|${undefined}|${false}|${0}`.text, '1&#60;|||0');
});

test('no value can end the script that holds it', () => {
  const text = scriptValue({ name: '</script><script>alert(1)//\u2028' }).text;
  assert.ok(!text.includes('<') && !text.includes('\u2028'), text);
  assert.deepEqual(JSON.parse(text), { name: '</script><script>alert(1)//\u2028' });
});

test('only a web address becomes a link', () => {
  const href = (/** @type {string} */ Website) => fieldView({ api: 'Website', label: 'Website', type: 'url', classic: 'acc12' }, { Website }).href;
  assert.equal(href('https://acme.example'), 'https://acme.example');
  assert.equal(href('acme.example'), 'https://acme.example');
  assert.equal(href('javascript:alert(1)'), 'https://javascript:alert(1)');
});
