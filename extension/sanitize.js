// Foreign HTML becomes what a mail may hold, before it enters a page. The browser's own
// sanitiser does it; DOMPurify where the browser has none. Pages that edit text load this
// script; it is no part of the module, because the worker has no documents.

/** Elements that stay, with the attributes that stay on them; all others leave their content. */
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

/** Elements that mail programs and word processors wrap text in: gone, their content stays. */
const UNWRAPPED = [
  'article', 'center', 'code', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header',
  'main', 'mark', 'o:p', 'pre', 'section', 'small', 'span', 'table', 'tbody', 'td', 'th', 'thead', 'tr',
]; // prettier-ignore

/** Where a link in a mail may lead. */
const LINKS = /^(?:https?:|mailto:|tel:)/i;

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
 * Puts the cleaned HTML into `element`, in place of what it held.
 * @param {Element} element
 * @param {string} html
 */
export function fill(element, html) {
  element.replaceChildren(...cleaned(html).childNodes);
}

/**
 * @param {string} html
 * @returns {Element} in a document of its own, where nothing loads or runs
 */
function cleaned(html) {
  const quiet = withoutInline(html);
  const holder = document.implementation.createHTMLDocument('').createElement('div');
  if (purifier) {
    holder.append(
      purifier.sanitize(quiet, {
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
    holder.setHTML(quiet, { sanitizer: { elements, replaceWithChildrenElements: UNWRAPPED } });
  }
  for (const link of holder.querySelectorAll('a')) {
    if (!LINKS.test(link.getAttribute('href') ?? '')) link.replaceWith(...link.childNodes);
  }
  return holder;
}

/**
 * The policy of our pages complains on the console about each inline style and handler that is
 * parsed, although none applies. The sanitiser, not this, is what keeps them out.
 * @param {string} html
 */
function withoutInline(html) {
  return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(?:style|on\w+)\s*=/gi, ' data-dropped='));
}

Object.assign(globalThis, { htmlSanitizer: { prepare, clean, fill } });
