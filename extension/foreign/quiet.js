// The policy of our pages complains on the console about each inline style and handler that is
// parsed, although none applies. Under other names they are quiet, and what a style says can be read.

import { Depth, inPlaceOf } from './depth.js';

/** The attribute in which a style is found afterwards. */
export const STYLE = 'data-foreign-style';
const HANDLER = 'data-foreign-handler';

const SPACE = /[\t\n\f\r ]/;

/** Elements whose content is no HTML, up to their end tag. */
const RAW = ['iframe', 'noembed', 'noframes', 'noscript', 'script', 'style', 'textarea', 'title', 'xmp'];

/**
 * The HTML without its style sheets, which are returned beside it, and with its style attributes and
 * handlers renamed, in one pass from the first to the last
 * character. Tags are taken apart as the HTML standard does it, so what stands inside an attribute's
 * value stays as it is. The sanitiser, not this, is what keeps styles and handlers out.
 * @param {string} html
 * @returns {{ html: string, sheets: string[] }}
 */
export function quiet(html) {
  /** @type {string[]} */
  const parts = [];
  /** @type {string[]} */
  const sheets = [];
  const depth = new Depth();
  let kept = 0;
  let at = html.indexOf('<');
  while (at >= 0) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 2);
      at = end < 0 ? -1 : html.indexOf('<', end);
      continue;
    }
    const start = at;
    const end = html[at + 1] === '/';
    if (end) at += 1;
    if (!/[a-z]/i.test(html[at + 1] ?? '')) {
      at = html.indexOf('<', at + 1);
      continue;
    }
    at += 1;
    const from = at;
    while (at < html.length && !SPACE.test(html[at]) && html[at] !== '>' && html[at] !== '/') at += 1;
    const name = html.slice(from, Math.min(at, from + 100)).toLowerCase();
    const raw = !end && RAW.includes(name);
    const fits = raw || (end ? depth.closes(name) : depth.opens(name));
    if (!fits) {
      parts.push(html.slice(kept, start), end ? '' : inPlaceOf(name));
    }
    while (at < html.length && html[at] !== '>') {
      if (SPACE.test(html[at]) || html[at] === '/') {
        at += 1;
        continue;
      }
      const attributeFrom = at;
      at += 1; // an equals sign here begins a name
      while (at < html.length && !SPACE.test(html[at]) && !'/>='.includes(html[at])) at += 1;
      const attribute = html.slice(attributeFrom, Math.min(at, attributeFrom + 6)).toLowerCase();
      const style = attribute === 'style';
      if (fits && (style || attribute.startsWith('on'))) {
        parts.push(html.slice(kept, attributeFrom), style ? STYLE : HANDLER);
        kept = at;
      }
      while (at < html.length && SPACE.test(html[at])) at += 1;
      if (html[at] !== '=') continue;
      at += 1;
      while (at < html.length && SPACE.test(html[at])) at += 1;
      if (html[at] === '"' || html[at] === "'") {
        const end = html.indexOf(html[at], at + 1);
        at = end < 0 ? html.length : end + 1;
      } else {
        while (at < html.length && !SPACE.test(html[at]) && html[at] !== '>') at += 1;
      }
    }
    if (!fits) kept = Math.min(html.length, at + 1);
    if (raw) {
      const length = html.slice(at).search(new RegExp(`</${name}`, 'i'));
      const close = length < 0 ? html.length : at + length;
      // What only browsers without scripts show, the parser would take for what is to be seen.
      if (name === 'style' || name === 'noscript') {
        if (name === 'style') sheets.push(html.slice(at + 1, close));
        parts.push(html.slice(kept, start));
        kept = Math.min(html.length, close + `</${name}>`.length);
      }
      at = close;
    }
    at = at >= html.length ? -1 : html.indexOf('<', at);
  }
  parts.push(html.slice(kept));
  return { html: parts.join(''), sheets };
}
