// Foreign HTML becomes what a mail may hold, before it enters a page. foreign/normal.js puts it into
// the elements below; the browser's own sanitiser has the last word, DOMPurify where the browser has
// none. Pages that edit text load this script; it is no part of the module, because the worker has no
// documents.

import { dress } from './foreign/allowed.js';
import { attributeNames } from './foreign/attributes.js';
import { LINKS } from './foreign/look.js';
import { ADDRESS, normal } from './foreign/normal.js';
import { STYLE } from './foreign/quiet.js';

/** Elements that a mail may hold. Their styles are let through under another name: dress() has the last word on those. */
const NAMES = [
  'a', 'b', 'blockquote', 'br', 'caption', 'col', 'colgroup', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'li', 'ol', 'p',
  's', 'span', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul',
]; // prettier-ignore

/** The same with their attributes. @type {Record<string, string[]>} */
const KEPT = Object.fromEntries(NAMES.map((name) => [name, [STYLE, ...attributeNames(name)]]));
/** Those of them that are no addresses. */
const NO_ADDRESSES = ['alt', ...new Set(Object.values(KEPT).flat())];
KEPT.a.push('href');
KEPT.img.push('src', 'alt');

/** Addresses that DOMPurify lets through, of links and images. */
const ADDRESSES = /^(?:https?|mailto|tel|cid):/i;
/** Images that a page of ours can show. */
const SHOWN = /^data:/i;

/** @type {import('dompurify').DOMPurify | undefined} */
let purifier;

/** Resolves when the functions below may be called: at once where the browser has a sanitiser. */
export async function prepare() {
  if (!('setHTML' in Element.prototype)) purifier ??= (await import('./lib/purify.js')).default;
}

/**
 * The HTML with nothing in it that a mail should not hold.
 * @param {string} html
 * @returns {string}
 */
export function clean(html) {
  return cleaned(html).innerHTML;
}

/**
 * The same as nodes of this page. Images that it cannot show, remote ones and parts of the mail, have their
 * address in `data-address`: whoever has the bytes sets `src` to a blob's; clean() reads the address again.
 * @param {string} html
 */
export function fragment(html) {
  const holder = cleaned(html);
  for (const image of holder.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    if (SHOWN.test(address)) continue;
    image.setAttribute(ADDRESS, address);
    image.removeAttribute('src');
  }
  const made = document.createDocumentFragment();
  made.append(...holder.childNodes);
  return made;
}

/**
 * Puts the HTML into `element`, which may be in a frame.
 * @param {Element} element
 * @param {string} html
 */
export function fill(element, html) {
  element.replaceChildren(fragment(html));
}

/**
 * @param {string} html
 * @returns {Element} in a document of its own, where nothing loads or runs
 */
function cleaned(html) {
  const normalised = normal(html).innerHTML;
  const holder = document.implementation.createHTMLDocument('').createElement('div');
  if (purifier) {
    holder.append(
      purifier.sanitize(normalised, {
        ALLOWED_TAGS: Object.keys(KEPT),
        ALLOWED_ATTR: [...new Set(Object.values(KEPT).flat())],
        ALLOWED_URI_REGEXP: ADDRESSES,
        ADD_URI_SAFE_ATTR: NO_ADDRESSES,
        ALLOW_DATA_ATTR: false,
        ALLOW_ARIA_ATTR: false,
        RETURN_DOM_FRAGMENT: true,
      }),
    );
  } else {
    const elements = Object.entries(KEPT).map(([name, attributes]) => ({ name, attributes }));
    // @ts-ignore: newer than TypeScript's own description of the page.
    holder.setHTML(normalised, { sanitizer: { elements } });
  }
  for (const link of holder.querySelectorAll('a')) {
    if (!LINKS.test(link.getAttribute('href') ?? '')) link.replaceWith(...link.childNodes);
  }
  for (const element of holder.querySelectorAll(`[${STYLE}]`)) dress(/** @type {HTMLElement} */ (element), STYLE);
  return holder;
}

Object.assign(globalThis, { htmlSanitizer: { prepare, fill } });
