// Foreign HTML becomes what a mail may hold, before it enters a page. foreign/normal.js puts it into
// the elements below; the browser's own sanitiser has the last word, DOMPurify where the browser has
// none. Pages that edit text load this script; it is no part of the module, because the worker has no
// documents.

import { LINKS, normal } from './foreign/normal.js';

/** Elements that a mail may hold, with their attributes. */
const KEPT = /** @type {Record<string, string[]>} */ ({
  a: ['href'],
  b: [],
  blockquote: [],
  br: [],
  div: [],
  em: [],
  i: [],
  li: [],
  ol: [],
  p: [],
  strong: [],
  u: [],
  ul: [],
});

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
 * The same as nodes of this page.
 * @param {string} html
 */
export function fragment(html) {
  const made = document.createDocumentFragment();
  made.append(...cleaned(html).childNodes);
  return made;
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
        ALLOWED_ATTR: ['href'],
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
  return holder;
}

Object.assign(globalThis, { htmlSanitizer: { prepare, clean } });
