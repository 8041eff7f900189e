// Foreign HTML in the few elements that a mail may hold, with every word that was to be seen: what is
// bold by its style is bold, and what stood apart stands apart.

import { Builder } from './builder.js';
import { emoji } from './emoji.js';
import { quiet } from './quiet.js';
import { Styles } from './styles.js';

/** @typedef {import('./builder.js').Wrapper} Wrapper */
/** @typedef {import('./styles.js').Style} Style */

/** Where a link in a mail may lead. */
export const LINKS = /^(?:https?:|mailto:|tel:)/i;

/** Elements whose content nobody sees. */
const UNSEEN = new Set([
  'annotation', 'annotation-xml', 'applet', 'area', 'audio', 'base', 'canvas', 'datalist', 'embed', 'frame', 'frameset', 'head',
  'iframe', 'link', 'map', 'meta', 'meter', 'noembed', 'noframes', 'noscript', 'object', 'param', 'progress', 'script', 'source',
  'style', 'svg', 'template', 'title', 'track', 'video',
]); // prettier-ignore

/** Elements that stand in lines of their own. */
const BLOCKS = new Set([
  'address', 'article', 'aside', 'body', 'caption', 'center', 'dd', 'details', 'dialog', 'div', 'dl', 'dt', 'fieldset', 'figcaption',
  'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'legend', 'listing', 'main', 'nav', 'optgroup',
  'option', 'p', 'plaintext', 'pre', 'search', 'section', 'summary', 'table', 'tbody', 'textarea', 'tfoot', 'thead',
]); // prettier-ignore

/** Elements that stand beside others without being a part of their words. */
const BESIDE = new Set(['button', 'input', 'label', 'output', 'select', 'td', 'th']);

const PREFORMATTED = new Set(['listing', 'plaintext', 'pre', 'textarea']);
const LINE_DISPLAYS = /^(?:block|flow-root|flex|grid|table|list-item|table-(?:row-group|header-group|footer-group|caption))\b/;

/**
 * @typedef {object} Around what the elements around say
 * @property {Wrapper[]} wrappers
 * @property {boolean} pre line ends in the text are line ends
 * @property {boolean} flex its children are laid out beside each other
 */

/**
 * @param {string} html
 * @returns {Element} in a document of its own, where nothing loads or runs
 */
export function normal(html) {
  // Cells that were copied without their table would lose their borders.
  const cells = /^\s*(?:<!--[^>]*-->\s*)*<(?:td|th|tr|tbody|thead|tfoot)[\s>]/i.test(html.slice(0, 1000));
  const foreign = quiet(cells ? `<table>${html}` : html);
  const page = new DOMParser().parseFromString(foreign.html, 'text/html');
  const root = document.implementation.createHTMLDocument('').createElement('div');
  const walk = new Walk(root, new Styles(page, foreign.sheets));
  walk.children(page.body, { wrappers: [], pre: false, flex: false });
  walk.builder.endLine();
  return root;
}

class Walk {
  /** @param {Element} root what is written goes into it @param {Styles} styles */
  constructor(root, styles) {
    this.styles = styles;
    this.root = root;
    this.builder = new Builder(root);
  }

  /** @param {Node} parent @param {Around} around */
  children(parent, around) {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        this.#element(/** @type {Element} */ (node), around);
      } else if (node.nodeType === Node.TEXT_NODE) {
        const text = node.nodeValue ?? '';
        if (around.pre) this.builder.lines(text, around.wrappers);
        else this.builder.text(text, around.wrappers);
      }
    }
  }

  /** @param {Element} element @param {Around} around */
  #element(element, around) {
    const name = element.localName;
    const style = this.styles.of(element);
    if (UNSEEN.has(name) || style.hidden || element.hasAttribute('hidden') || style.word?.toLowerCase() === 'ignore') return;
    const { builder } = this;
    if (name === 'br') {
      if (!element.classList.contains('Apple-interchange-newline')) builder.br(around.wrappers);
      return;
    }
    if (name === 'hr') return builder.endLine();
    if (name === 'img') return builder.text(emoji(element), around.wrappers);

    const inner = inside(element, style, around);
    const write = () => this.children(element, inner);
    const display = style.display ?? '';
    const outline = /\blevel(\d)/i.exec(style.word ?? '');
    if (outline && name !== 'li') return builder.outlined(Number(outline[1]), this.#marker(element), write);
    if (name === 'ul' || name === 'menu' || name === 'dir') return builder.container('ul', write);
    if (name === 'ol' || name === 'li' || name === 'blockquote') return builder.container(name, write);
    if (name === 'tr' || display === 'table-row') return builder.row(this.#cells(element, inner));
    if (LINE_DISPLAYS.test(display) || (BLOCKS.has(name) && !display.startsWith('inline'))) {
      return builder.block(name === 'p' ? 'p' : 'div', write);
    }
    if (name.includes('-') && isCustom(element.previousSibling)) builder.below(around.wrappers);
    const beside =
      BESIDE.has(name) || around.flex || (display === 'inline' ? BLOCKS.has(name) : name.includes('-') || /^inline-|^table-cell/.test(display));
    if (beside) builder.apart();
    write();
    if (beside) builder.apart();
  }

  /** Each cell of a row by itself. @param {Element} row @param {Around} around */
  #cells(row, around) {
    return [...row.children].map((cell) => {
      const made = this.root.ownerDocument.createElement('div');
      const walk = new Walk(made, this.styles);
      walk.#element(cell, around);
      walk.builder.endLine();
      return made;
    });
  }

  /** Which list a paragraph of Word's is in, by the marker that Word writes before it. @param {Element} paragraph */
  #marker(paragraph) {
    for (const element of paragraph.querySelectorAll('span')) {
      if (this.styles.of(element).word?.toLowerCase() === 'ignore') {
        return /^\W?(?:\d|[a-z]{1,5}[.)])/i.test(element.textContent?.trim() ?? '') ? 'ol' : 'ul';
      }
    }
    return 'ul';
  }
}

/** What holds inside of an element. @param {Element} element @param {Style} style @param {Around} around @returns {Around} */
function inside(element, style, around) {
  let { wrappers } = around;
  const has = (/** @type {string[]} */ ...tags) => wrappers.some(({ tag }) => tags.includes(tag));
  const add = (/** @type {Wrapper} */ wrapper) => {
    wrappers = [...wrappers, wrapper];
  };
  const drop = (/** @type {string[]} */ ...tags) => {
    wrappers = wrappers.filter(({ tag }) => !tags.includes(tag));
  };
  const name = element.localName;
  if (name === 'a') {
    const href = element.getAttribute('href')?.trim() ?? '';
    drop('a');
    if (LINKS.test(href)) add({ tag: 'a', href });
  }
  const own = (/** @type {string[]} */ ...tags) => /** @type {Wrapper['tag'] | undefined} */ (tags.find((tag) => tag === name));
  const bold = own('b', 'strong');
  if (style.bold === false || style.bold === 'lighter') drop('b', 'strong');
  else if ((bold || style.bold) && !has('b', 'strong')) add({ tag: bold ?? 'b' });
  const italic = own('i', 'em');
  if (style.italic === false) drop('i', 'em');
  else if ((italic || style.italic) && !has('i', 'em')) add({ tag: italic ?? 'i' });
  // Links are underlined anyway.
  const underlined = name === 'u' ? style.underline !== false : style.underline;
  if (underlined && !has('u', 'a')) add({ tag: 'u' });
  return {
    wrappers,
    pre: style.pre ?? (around.pre || PREFORMATTED.has(name)),
    flex: /\b(?:flex|grid)\b/.test(style.display ?? ''),
  };
}

/** @param {Node | null} node */
function isCustom(node) {
  return node !== null && node.nodeType === Node.ELEMENT_NODE && /** @type {Element} */ (node).localName.includes('-');
}
