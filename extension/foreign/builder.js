// Builds a small document out of words and images: lines, lists, quotations and tables, and around the
// words what they look like.

import { STYLE } from './quiet.js';

/**
 * @typedef {object} Shape an element that is to be made
 * @property {string} tag
 * @property {string} [style] its styles, as in a style attribute
 * @property {Record<string, string>} [attributes]
 */
/** @typedef {Shape} Wrapper an inline element around words; of links, the same object means the same element */

/** What stands between cells that are no table's: a wide space, which HTML does not join with others. */
const BETWEEN_CELLS = '\u2003';
/** Where two things that stood beside each other would read as one: what may end the first, and begin the second. */
const ENDS = /[^\s([{“‘«/@#-]$/u;
const BEGINS = /^[\p{L}\p{N}+@#(€$£]/u;

const LISTS = ['UL', 'OL'];

export class Builder {
  /** @type {Element} what lines go into */
  #container;
  /** @type {Shape | null} what a line is; null where it stands in its container as it is */
  #line = null;
  /** @type {Element | null} the line that is being written */
  #open = null;
  /** @type {{ wrapper: Wrapper, element: Element }[]} the inline elements that are open in it */
  #inside = [];
  /** @type {string[]} words for the innermost of them that are not written yet */
  #words = [];
  /** @type {Wrapper[] | null} inside of what a space follows, if another word does */
  #space = null;
  /** Whether what comes next must not touch what was written last. */
  #apart = false;
  /** What was written last in the line; '' at its start. */
  #last = '';
  /** The line break that was written last, where words stand before it: nobody sees it where the line ends. @type {Element | null} */
  #unseen = null;
  /** @type {{ level: number, list: Element }[]} the lists that Word's paragraphs are in */
  #outline = [];

  /** @param {Element} root what is built goes into it */
  constructor(root) {
    this.#container = root;
  }

  /**
   * Writes the text of HTML: white space is one space, none at the ends of a line.
   * @param {string} text @param {Wrapper[]} wrappers
   */
  text(text, wrappers) {
    for (const part of text.match(/[ \t\n\f\r]+|[^ \t\n\f\r]+/g) ?? []) {
      if (!/^[ \t\n\f\r]/.test(part)) this.#put(part, wrappers);
      else if (this.#last !== '') this.#space ??= wrappers;
    }
  }

  /**
   * Writes text whose line ends and spaces count.
   * @param {string} text @param {Wrapper[]} wrappers
   */
  lines(text, wrappers) {
    for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
      if (at > 0) this.br(wrappers);
      const spaced = line.replaceAll('\t', '    ').replace(/ (?= )/g, '\u00a0');
      this.text(this.#last === '' ? spaced.replace(/^ /, '\u00a0') : spaced, wrappers);
    }
  }

  /** @param {Wrapper[]} wrappers */
  br(wrappers) {
    this.#space = null;
    this.#enter(wrappers, false);
    this.#flush();
    const br = this.#element({ tag: 'br' });
    this.#inner().append(br);
    this.#unseen = this.#last === '' ? null : br;
    this.#last = '';
    this.#apart = false;
  }

  /** What comes next stands beside what was written, and is no part of the same word. */
  apart() {
    this.#apart = true;
  }

  /** What comes next stands in a line of its own, within the same block. @param {Wrapper[]} wrappers */
  below(wrappers) {
    if (this.#last !== '') this.br(wrappers);
  }

  /** Ends the line: what comes next stands in another. */
  endLine() {
    this.#flush();
    if (this.#last === '') this.#unseen?.remove();
    this.#unseen = null;
    this.#open = null;
    this.#inside = [];
    this.#space = null;
    this.#apart = false;
    this.#last = '';
  }

  /**
   * An image among words.
   * @param {Shape} image @param {Wrapper[]} wrappers
   */
  image(image, wrappers) {
    this.#put('', wrappers);
    this.#flush();
    this.#inner().append(this.#element(image));
    this.#last = '\ufffc';
  }

  /** A line across. @param {Shape} shape */
  rule(shape) {
    this.endLine();
    (LISTS.includes(this.#container.tagName) ? this.#item() : this.#container).append(this.#element(shape));
  }

  /**
   * Writes a block, whose words stand in lines of their own.
   * @param {Shape} line @param {() => void} write
   */
  block(line, write) {
    const outer = this.#line;
    this.endLine();
    const first = this.#container.tagName === 'LI' && !this.#container.hasChildNodes();
    this.#line = first ? null : line;
    write();
    this.endLine();
    this.#line = outer;
  }

  /** What holds lines: a quotation, a list, an item, a table, a box. @param {Shape} shape @param {() => void} write */
  container(shape, write) {
    this.endLine();
    const inList = LISTS.includes(this.#container.tagName);
    if (shape.tag === 'li') {
      this.#within(inList ? this.#container : this.#list(), shape, write);
    } else {
      // A list in a list belongs to the item above it.
      this.#within(inList ? this.#item() : this.#container, shape, write);
    }
  }

  /** A part of a table, which is kept although it is empty. @param {Shape} shape @param {() => void} [write] */
  part(shape, write = () => {}) {
    this.#within(this.#container, shape, write, true);
  }

  /**
   * Writes a paragraph of Word's that is an item of a list.
   * @param {number} level from 1 @param {'ul' | 'ol'} tag @param {() => void} write
   */
  outlined(level, tag, write) {
    this.endLine();
    const outline = this.#outline;
    if (outline.length > 0 && outline[0].list !== this.#container.lastChild) outline.length = 0;
    const goesOn = (/** @type {{ level: number, list: Element }} */ { level: above, list }) =>
      above < level || (above === level && list.localName === tag);
    while (outline.length > 0 && !goesOn(outline[outline.length - 1])) outline.pop();
    const above = outline.at(-1);
    if (above?.level !== level) {
      const list = this.#element({ tag });
      (above?.list.lastElementChild ?? this.#container).append(list);
      outline.push({ level, list });
    }
    this.#within(outline[outline.length - 1].list, { tag: 'li' }, write);
    this.#outline = outline;
  }

  /**
   * Writes the cells of a row that is no table's, each built by itself: beside each other where each is one line.
   * @param {Element[]} cells
   */
  row(cells) {
    this.endLine();
    const filled = cells.filter((cell) => cell.hasChildNodes());
    if (filled.length > 1 && filled.every(isOneLine)) {
      this.#start({ tag: 'div' });
      for (const [at, cell] of filled.entries()) {
        if (at > 0) this.#inner().append(BETWEEN_CELLS);
        this.#inner().append(...words(cell));
      }
    } else {
      for (const cell of filled) this.#adopt(cell);
    }
    this.endLine();
  }

  /** Takes over what another builder made, with lines as lines. @param {Element} made */
  #adopt(made) {
    for (const node of [...made.childNodes]) {
      if (isBlock(node)) {
        this.endLine();
        (LISTS.includes(this.#container.tagName) ? this.#item() : this.#container).append(node);
      } else {
        if (!this.#open) this.#start({ tag: 'div' });
        this.#inner().append(node);
      }
    }
    this.endLine();
  }

  /** @param {Element} outer @param {Shape} shape @param {() => void} write @param {boolean} [empty] whether it may be */
  #within(outer, shape, write, empty = false) {
    const [container, line, outline] = [this.#container, this.#line, this.#outline];
    const inner = this.#element(shape);
    outer.append(inner);
    [this.#container, this.#line, this.#outline] = [inner, null, []];
    write();
    this.endLine();
    if (!empty && !inner.hasChildNodes()) inner.remove();
    [this.#container, this.#line, this.#outline] = [container, line, outline];
  }

  /** The list that stands last, for an item that came without one. */
  #list() {
    const last = this.#container.lastElementChild;
    if (last && last === this.#container.lastChild && LISTS.includes(last.tagName)) return last;
    const list = this.#element({ tag: 'ul' });
    this.#container.append(list);
    return list;
  }

  /** The last item of the list that is written into. */
  #item() {
    const last = this.#container.lastElementChild;
    if (last) return last;
    const item = this.#element({ tag: 'li' });
    this.#container.append(item);
    return item;
  }

  /** @param {string} words @param {Wrapper[]} wrappers */
  #put(words, wrappers) {
    if (this.#apart && !this.#space && ENDS.test(this.#last) && (words === '' || BEGINS.test(words))) this.#space = [];
    this.#apart = false;
    if (this.#space) {
      const space = this.#space.filter((outer) => this.#inside.some(({ wrapper }) => isSame(wrapper, outer)) || wrappers.some((inner) => isSame(outer, inner)));
      this.#space = null;
      this.#enter(space);
      this.#words.push(' ');
    }
    this.#enter(wrappers);
    if (words === '') return;
    this.#words.push(words);
    this.#last = words;
  }

  /**
   * Opens and closes inline elements until `wrappers` are those that are open.
   * @param {Wrapper[]} wrappers @param {boolean} [opens] false where what comes looks the same without them
   */
  #enter(wrappers, opens = true) {
    if (!this.#open) this.#start(this.#line);
    let same = 0;
    while (same < wrappers.length && isSame(this.#inside[same]?.wrapper, wrappers[same])) same += 1;
    if (same === wrappers.length && same === this.#inside.length) return;
    this.#flush();
    this.#inside.length = same;
    for (const wrapper of opens ? wrappers.slice(same) : []) {
      const element = this.#element(wrapper);
      this.#inner().append(element);
      this.#inside.push({ wrapper, element });
    }
  }

  /** @param {Shape | null} line */
  #start(line) {
    if (LISTS.includes(this.#container.tagName)) {
      this.#open = this.#element({ tag: 'li' });
      this.#container.append(this.#open);
      return;
    }
    const before = this.#container.lastChild;
    const touches = before !== null && !isBlock(before);
    if (!line && !touches) {
      this.#open = this.#container;
      return;
    }
    this.#open = this.#element(line ?? { tag: 'div' });
    this.#container.append(this.#open);
  }

  #inner() {
    return this.#inside.at(-1)?.element ?? this.#open ?? this.#container;
  }

  #flush() {
    if (this.#words.length > 0) this.#inner().append(this.#words.join(''));
    this.#words = [];
  }

  /** @param {Shape} shape */
  #element({ tag, style, attributes = {} }) {
    const element = this.#container.ownerDocument.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (style) element.setAttribute(STYLE, style);
    return element;
  }
}

/** @param {Wrapper | undefined} open @param {Wrapper} wanted */
function isSame(open, wanted) {
  return open === wanted || (open?.tag === wanted.tag && open.style === wanted.style && wanted.tag !== 'a');
}

/** @param {Node} node */
function isBlock(node) {
  return /^(?:DIV|P|H[1-6R]|BLOCKQUOTE|UL|OL|LI|TABLE)$/.test(node.nodeName);
}

/** What holds the words of a cell: its only block, or the cell itself. @param {Element} cell */
function lineOf(cell) {
  const only = cell.childNodes.length === 1 ? cell.firstElementChild : null;
  return only && ['DIV', 'P'].includes(only.tagName) ? only : cell;
}

/** @param {Element} cell */
function isOneLine(cell) {
  const line = lineOf(cell);
  const breaks = [...line.querySelectorAll('br')].filter((br) => br !== line.lastChild);
  return ![...line.childNodes].some(isBlock) && breaks.length === 0;
}

/** The inline content of a cell of one line, without a last line break. @param {Element} cell */
function words(cell) {
  const line = lineOf(cell);
  return [...line.childNodes].filter((node) => node.nodeName !== 'BR' || node !== line.lastChild);
}
