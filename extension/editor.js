// The editor of mails and signatures: Squire, which keeps HTML as HTML (docs/editor.md says why this
// one). Pages that edit text load this script; the Rust side is src/ui/components/editor/engine.rs.

import { STYLE, quiet } from './foreign/quiet.js';
import { Images, copied, imagesIn, wordsOf } from './images.js';
import { clean, fragment, prepare } from './sanitize.js';

/** @typedef {import('./lib/squire.js').default} Squire */

/** What takes room in a mail although it has no words. */
const FILLED = 'img, li, table, hr';
/** Steps of undo that are kept of a mail that is larger than this, in characters. */
const UNDO = { documentSizeThreshold: 200_000, undoLimit: 30 };
/**
 * What is written is read in a task of its own, after the key's. A mail that takes longer to read than `SLOW`, in
 * milliseconds, is read when typing rests, or at the latest after so long.
 */
const [SLOW, REST, LATEST] = [6, 300, 2_000];
/** Keys of Squire's that belong to the page: Tab leaves the text, the page keys scroll, Ctrl+D is the browser's. */
const NOT_OURS = ['Tab', 'Shift-Tab', 'PageUp', 'PageDown', 'Ctrl-d', 'Meta-d'];

/** The class that Squire gives to what has a size of its own, and where the size stands until a script sets the style. */
const [SIZED, SIZE] = ['size', 'data-size'];

/** @typedef {(within: ParentNode) => void} Adopt shows the images in what enters the text */
/** @type {Promise<new (root: HTMLElement, adopt: Adopt) => Squire> | undefined} */
let engine;

/** Loaded with the first editor: most panels are never written in. */
function load() {
  engine ??= import('./lib/squire.js').then(({ default: Squire }) => {
    // Squire undoes by parsing HTML, where the policy of our pages forbids styles: they are set by script.
    return class extends Squire {
      /** @param {HTMLElement} root @param {Adopt} adopt */
      constructor(root, adopt) {
        /** @param {string} html */
        const entering = (html) => {
          const made = fragment(html);
          adopt(made);
          return made;
        };
        super(root, { sanitizeToDOMFragment: entering, undo: UNDO, didError: report });
        this.adopt = adopt;
        for (const key of NOT_OURS) this.setKeyHandler(key, null);
      }

      /** @param {string} html what the editor held before */
      _setRawHTML(html) {
        super._setRawHTML(quiet(html).html);
        for (const element of this.getRoot().querySelectorAll(`[${STYLE}]`)) {
          /** @type {HTMLElement} */ (element).style.cssText = element.getAttribute(STYLE) ?? '';
          element.removeAttribute(STYLE);
        }
        this.adopt(this.getRoot());
        return this;
      }
    };
  });
  return engine;
}

/** @param {unknown} error a fault of Squire's, which goes on */
function report(error) {
  console.warn('MSI Actions: the editor stumbled.', error);
}

/** What the toolbar switches: the elements that say it is on, and how it goes on and off. */
const SWITCHES = {
  bold: { tags: ['B', 'STRONG'], on: 'bold', off: 'removeBold' },
  italic: { tags: ['I', 'EM'], on: 'italic', off: 'removeItalic' },
  underline: { tags: ['U'], on: 'underline', off: 'removeUnderline' },
  bullets: { tags: ['UL'], on: 'makeUnorderedList', off: 'removeList' },
  numbers: { tags: ['OL'], on: 'makeOrderedList', off: 'removeList' },
  quote: { tags: ['BLOCKQUOTE'], on: 'increaseQuoteLevel', off: 'decreaseQuoteLevel' },
};

/** Puts an editor into an element. */
class MailEditor {
  /** @type {Squire} */
  #squire;
  /** @type {HTMLElement} */
  #root;
  #changed;
  /** @type {Images | null} */
  #images;
  /** Whether something of the text itself is dragged. */
  #dragged = false;
  /** How long the mail took to be read last. */
  #took = 0;
  /** A change that was not told yet: when it came, and what will tell it. @type {{ since: number, timer: number } | null} */
  #untold = null;
  #leaving = new AbortController();

  /**
   * @param {Squire} squire @param {HTMLElement} root @param {Images | null} images
   * @param {() => void} changed @param {() => void} moved
   */
  constructor(squire, root, images, changed, moved) {
    this.#squire = squire;
    this.#root = root;
    this.#images = images;
    root.addEventListener('click', (event) => {
      const image = /** @type {Element} */ (event.target);
      if (image.localName !== 'img') return;
      // Its handles on images need styles in attributes, which our policy forbids.
      event.stopPropagation();
      const range = document.createRange();
      range.selectNode(image);
      squire.setSelection(range);
      moved();
    });
    // The rep may be here already, while the text was still to come.
    if (document.activeElement === root) squire.fireEvent('focus', new Event('focus'));
    this.#changed = changed;
    squire.addEventListener('input', () => this.#tell());
    // Before anything can be done with what is written.
    const { signal } = this.#leaving;
    root.addEventListener('blur', () => this.flush(), { signal });
    root.addEventListener('keydown', ({ key }) => (key === 'Enter' || key === 'Escape') && this.flush(), { signal });
    if (images) this.#takeImages(signal);
    window.addEventListener('pagehide', () => this.flush(), { signal, capture: true });
    document.addEventListener('visibilitychange', () => this.flush(), { signal, capture: true });
    for (const event of ['pathChange', 'select', 'cursor']) squire.addEventListener(event, moved);
  }

  /** Images that are pasted or dropped into the text stand in it. @param {AbortSignal} signal */
  #takeImages(signal) {
    const root = this.#root;
    root.addEventListener('paste', (event) => {
      const files = copied(event.clipboardData);
      if (files.length === 0) return;
      // Neither the library nor the page, which would attach them.
      event.preventDefault();
      event.stopImmediatePropagation();
      this.insert(files);
    }, { signal, capture: true });
    root.addEventListener('dragstart', () => (this.#dragged = true), { signal });
    root.addEventListener('dragend', () => (this.#dragged = false), { signal });
    root.addEventListener('drop', (event) => {
      const { dataTransfer: data, clientX, clientY } = event;
      // What has words or elements, the library drops; an image that is dragged is also a file.
      const isText = this.#dragged || ['text/plain', 'text/html'].some((type) => data?.types.includes(type));
      const files = isText ? [] : imagesIn(data?.files);
      // The page attaches what is not taken here.
      Object.assign(event, { taken: isText || files.length > 0 });
      if (files.length === 0) return;
      const at = document.caretPositionFromPoint(clientX, clientY);
      const range = document.createRange();
      if (at && root.contains(at.offsetNode)) {
        range.setStart(at.offsetNode, at.offset);
        this.#squire.setSelection(range);
      }
      this.insert(files);
    }, { signal });
  }

  /** Puts images at the caret; who stores them says why one is refused. @param {Iterable<File>} files */
  insert(files) {
    for (const file of files) {
      const image = document.createElement('img');
      image.alt = wordsOf(file);
      this.#squire.saveUndoState();
      if (this.#images?.keep(image, file)) this.#squire.insertElement(image);
    }
  }

  /** What the image that is chosen is called; undefined where none is. */
  described() {
    return this.#image()?.alt;
  }

  /** Gives the image that is chosen other words. @param {string} words */
  describe(words) {
    const image = this.#image();
    this.#squire.saveUndoState();
    if (image) image.alt = words;
    this.#squire.focus();
  }

  #image() {
    const range = this.#squire.getSelection();
    if (range.collapsed || range.toString().trim()) return undefined;
    const images = [...this.#root.querySelectorAll('img')].filter((image) => range.intersectsNode(image));
    return images.length === 1 ? images[0] : undefined;
  }

  /** The size of the words at the caret, as a style; '' where they have none of their own. */
  sized() {
    return this.#squire.getFontInfo().fontSize ?? '';
  }

  /** Gives what is chosen, or what is written next, a size. @param {string} size as a style; '' for that of the text around */
  size(size) {
    const add = size ? { tag: 'SPAN', attributes: { class: SIZED, [SIZE]: size } } : null;
    this.#squire.changeFormat(add, { tag: 'SPAN', attributes: { class: SIZED } });
    for (const span of this.#root.querySelectorAll(`span[${SIZE}]`)) {
      /** @type {HTMLElement} */ (span).style.fontSize = span.getAttribute(SIZE) ?? '';
    }
  }

  /** @param {string} html of any origin */
  set(html) {
    this.#squire.setHTML(html);
  }

  /** What is written, as a mail may hold it; '' where nothing is. */
  html() {
    if (this.empty()) return '';
    const began = performance.now();
    const html = clean(this.#root.innerHTML.replaceAll('\u200b', ''));
    this.#took = performance.now() - began;
    return html;
  }

  #tell() {
    const now = Date.now();
    const since = this.#untold?.since ?? now;
    clearTimeout(this.#untold?.timer);
    const soon = this.#took < SLOW || now - since > LATEST;
    this.#untold = { since, timer: window.setTimeout(() => this.flush(), soon ? 0 : REST) };
  }

  /** Tells a change that waits to be told. */
  flush() {
    if (!this.#untold) return;
    clearTimeout(this.#untold.timer);
    this.#untold = null;
    this.#changed();
  }

  empty() {
    return !/[^\s\u200b]/.test(this.#root.textContent ?? '') && !this.#root.querySelector(FILLED);
  }

  focus() {
    this.#squire.focus();
  }

  /** @param {keyof typeof SWITCHES} name */
  is_on(name) {
    return SWITCHES[name].tags.some((tag) => this.#squire.hasFormat(tag));
  }

  /** @param {keyof typeof SWITCHES | 'plain' | 'undo' | 'redo'} name */
  press(name) {
    if (name === 'undo' || name === 'redo') this.#squire[name]();
    else if (name === 'plain') this.#squire.removeAllFormatting();
    else if (this.is_on(name)) /** @type {any} */ (this.#squire)[SWITCHES[name].off]();
    else /** @type {any} */ (this.#squire)[SWITCHES[name].on]();
    this.#squire.focus();
  }

  /** Gives what is chosen, or what is written next, a colour. @param {string} color as #rrggbb */
  color(color) {
    // An attribute: styles in HTML are forbidden in our pages. What is read has a style instead.
    this.#squire.changeFormat({ tag: 'FONT', attributes: { color } }, { tag: 'FONT' }).focus();
  }

  /** The address of the link that is chosen or that the caret is in; '' where there is none. */
  linked() {
    return this.#link()?.getAttribute('href') ?? '';
  }

  /** Makes what is chosen a link, or the link around the caret another; else writes the address. @param {string} address */
  link(address) {
    const link = this.#link();
    const range = this.#squire.getSelection();
    if (link) range.selectNodeContents(link);
    if (range.collapsed) {
      const words = document.createElement('a');
      words.href = address;
      words.textContent = address.replace(/^mailto:/, '');
      this.#squire.insertHTML(words.outerHTML);
    } else {
      this.#squire.setSelection(range).makeLink(address);
    }
    this.#squire.focus();
  }

  unlink() {
    this.#squire.removeLink().focus();
  }

  /** Nothing is heard afterwards. */
  close() {
    clearTimeout(this.#untold?.timer);
    this.#leaving.abort();
    this.#squire.destroy();
    this.#images?.close();
  }

  #link() {
    const at = this.#squire.getSelection().startContainer;
    const element = at.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (at) : at.parentElement;
    const link = element?.closest('a') ?? null;
    return link && this.#root.contains(link) ? link : null;
  }
}

/**
 * Puts an editor into `root`.
 * @param {HTMLElement} root @param {() => void} changed after each change by the rep, and at times without one
 * @param {() => void} moved where the formats at the caret may be others
 * @param {import('./images.js').Store} [store] has the images of the text
 */
async function open(root, changed, moved, store) {
  const [Engine] = await Promise.all([load(), prepare()]);
  /** @type {Squire | undefined} */
  let squire;
  const images = store ? new Images(root, store, (change) => void squire?.modifyDocument(change)) : null;
  squire = new Engine(root, (within) => images?.adopt(within));
  return new MailEditor(squire, root, images, changed, moved);
}

Object.assign(globalThis, { mailEditor: { open } });
