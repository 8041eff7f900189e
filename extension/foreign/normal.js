// Foreign HTML in the elements and styles that a mail may hold, with every word that was to be seen:
// what is bold by its style is bold, and what stood apart stands apart.

import { allowed, isWhite, written } from './allowed.js';
import { attributes } from './attributes.js';
import { Builder } from './builder.js';
import { emoji } from './emoji.js';
import { inside } from './look.js';
import { quiet } from './quiet.js';
import { Styles } from './styles.js';

/** @typedef {import('./allowed.js').Css} Css */
/** @typedef {import('./builder.js').Wrapper} Wrapper */
/** @typedef {import('./look.js').Look} Look */
/** @typedef {import('./styles.js').Style} Style */

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

/** Elements that hold blocks, and parts of tables that hold others. */
const CONTAINERS = new Set(['blockquote', 'dir', 'hr', 'li', 'menu', 'ol', 'table', 'tr', 'ul']);
const TABLE_PARTS = new Set(['colgroup', 'thead', 'tbody', 'tfoot', 'tr']);

const LINE_DISPLAYS = /^(?:block|flow-root|flex|grid|table|list-item|table-(?:row-group|header-group|footer-group|caption))\b/;

/** Tables in more tables than these are read as lines. */
const DEEPEST_TABLE = 12;
/** Addresses of images that a mail can hold. */
const IMAGES = /^(?:cid:[^\s"<>]+$|https?:|data:image\/(?:png|jpe?g|gif|webp);base64,)/i;
/** Where the address of an image stands in a page of ours that cannot show it. */
export const ADDRESS = 'data-address';

/**
 * @typedef {object} Around what the elements around say
 * @property {Look} look
 * @property {Wrapper[]} wrappers what makes words look so
 * @property {Css} lines how the lines are laid out, where no element of ours around says so
 * @property {boolean} onColor something around has a colour behind its words
 * @property {number} tables
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
  const styles = new Styles(page, foreign.sheets);
  const walk = new Walk(root, styles);
  /** @type {Around} */
  const blank = { look: {}, wrappers: [], lines: {}, onColor: false, tables: 0, pre: false, flex: false };
  walk.children(page.body, inside(page.body, styles.of(page.body), blank));
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
    if (name === 'hr' && element.hasAttribute('hidden')) return this.builder.endLine();
    if (UNSEEN.has(name) || style.hidden || element.hasAttribute('hidden') || style.word?.toLowerCase() === 'ignore') return;
    const { builder } = this;
    if (name === 'br') {
      if (!element.classList.contains('Apple-interchange-newline')) builder.br(around.wrappers);
      return;
    }
    if (name === 'hr') return builder.rule(shape(element, style));
    if (name === 'img') return this.#image(element, style, around);

    const inner = inside(element, style, around);
    const write = () => this.children(element, inner);
    const display = style.display ?? '';
    const outline = /\blevel(\d)/i.exec(style.word ?? '');
    if (outline && name !== 'li') return builder.outlined(Number(outline[1]), this.#marker(element), write);
    if (['ul', 'menu', 'dir', 'ol', 'li', 'blockquote'].includes(name)) {
      const list = name === 'menu' || name === 'dir' ? 'ul' : name;
      return builder.container(box(shape(element, style, list), inner), write);
    }
    if (name === 'table' && around.tables < DEEPEST_TABLE) {
      return builder.container(box(shape(element, style), inner), () => this.#table(element, { ...inner, tables: inner.tables + 1 }));
    }
    if (name === 'tr' || display === 'table-row') return builder.row(this.#cells(element, inner));
    if (LINE_DISPLAYS.test(display) || (BLOCKS.has(name) && !display.startsWith('inline'))) {
      return this.#block(element, style, inner, write);
    }
    if (name.includes('-') && isCustom(element.previousSibling)) builder.below(around.wrappers);
    const beside =
      BESIDE.has(name) || around.flex || (display === 'inline' ? BLOCKS.has(name) : name.includes('-') || /^inline-|^table-cell/.test(display));
    if (beside) builder.apart();
    write();
    if (beside) builder.apart();
  }

  /** A block of lines; where it has a shape of its own around several, it is a box. @param {Element} element @param {Style} style @param {Around} inner @param {() => void} write */
  #block(element, style, inner, write) {
    const name = element.localName;
    const tag = /^(?:p|h[1-6])$/.test(name) ? name : 'div';
    const css = allowed(style.css ?? {}, tag);
    const several = tag === 'div' && [...element.children].some((child) => this.#isBlock(child));
    const own = Object.fromEntries(Object.entries(css).filter(([property, value]) => !(property in inner.lines) && !isUsual(tag, property, value)));
    if (several && Object.keys(own).length > 0) {
      return this.builder.container(box({ tag, style: written({ ...own, ...inner.lines }) }, inner), write);
    }
    const line = several ? inner.lines : { ...own, ...inner.lines };
    this.builder.block({ tag, style: written(line) }, write);
  }

  /** @param {Element} element */
  #isBlock(element) {
    const display = this.styles.of(element).display ?? '';
    return LINE_DISPLAYS.test(display) || ((BLOCKS.has(element.localName) || CONTAINERS.has(element.localName)) && !display.startsWith('inline'));
  }

  /** @param {Element} table or a part of one @param {Around} around */
  #table(table, around) {
    for (const part of table.children) {
      const name = part.localName;
      const style = this.styles.of(part);
      if (style.hidden || part.hasAttribute('hidden')) continue;
      const inner = inside(part, style, around);
      const made = box(shape(part, style), inner);
      if (name === 'col') this.builder.part(made);
      else if (name === 'td' || name === 'th' || name === 'caption') this.builder.part(made, () => this.children(part, inner));
      else if (TABLE_PARTS.has(name)) this.builder.container(made, () => this.#table(part, inner));
    }
  }

  /** @param {Element} image @param {Style} style @param {Around} around */
  #image(image, style, around) {
    const words = emoji(image);
    if (words) return this.builder.text(words, around.wrappers);
    const address = (image.getAttribute(ADDRESS) ?? image.getAttribute('src') ?? '').trim();
    const { attributes: sizes = {}, style: own } = shape(image, style);
    // One dot is no picture: it tells somebody that the mail was read.
    const dot = (/** @type {string} */ side) => /^[01](?:px)?$/.test(sizes[side] ?? style.css?.[side] ?? '');
    if (!IMAGES.test(address) || (dot('width') && dot('height'))) return;
    const alt = image.getAttribute('alt')?.trim() ?? '';
    this.builder.image({ tag: 'img', style: own, attributes: { src: address, alt, ...sizes } }, around.wrappers.filter(({ tag }) => tag === 'a'));
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

/** @param {Element} element @param {Style} style @param {string} [tag] @returns {import('./builder.js').Shape} */
function shape(element, style, tag = element.localName) {
  const css = allowed(style.css ?? {}, tag);
  const own = Object.entries(css).filter(([property, value]) => !isUsual(tag, property, value));
  return { tag, style: written(Object.fromEntries(own)), attributes: attributes(element) };
}

/** A shape that says itself how the lines in it are laid out. @param {import('./builder.js').Shape} shape @param {Around} inner */
function box(shape, inner) {
  inner.lines = {};
  return shape;
}

/** Whether an element of ours is so by itself. @param {string} tag @param {string} property @param {string} value */
function isUsual(tag, property, value) {
  if (/^0(?:px|pt|cm)?$/.test(value) && (tag === 'div' || (property.startsWith('padding') && !/^(?:td|th|ul|ol)$/.test(tag)))) return true;
  if (value === 'none' && property.startsWith('border') && !/^(?:td|th|table)$/.test(tag)) return true;
  return property === 'background-color' && isWhite(value) && tag !== 'td' && tag !== 'th';
}

/** @param {Node | null} node */
function isCustom(node) {
  return node !== null && node.nodeType === Node.ELEMENT_NODE && /** @type {Element} */ (node).localName.includes('-');
}
